// The picture of make compare, as a browser draws it: it is all there, and nothing covers anything.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch, open, takePicture } from '../browser.mjs';

const names = ['replace', 'cat', 'rg', 'sed', 'perl', 'python3', 'solution 4', 'algo_two'];
const panels = 6;

const boxes = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('text')].map((text) => {
      const { x, y, width, height } = text.getBoundingClientRect();
      return { text: text.textContent.trim(), x, y, width, height };
    }));

const overlap = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('shows each program in each panel, and no text on another', async (t) => {
  const into = mkdtempSync(join(tmpdir(), 'compare-'));
  t.after(() => rmSync(into, { recursive: true }));
  const ran = spawnSync(process.env.COMPARE_PROGRAM,
    ['--bytes', '1048576', '--runs', '1', '--into', into], { encoding: 'utf8' });
  assert.equal(ran.status, 0, ran.stderr);

  const browser = await launch();
  t.after(() => browser.close());
  const viewport = { width: 1140, height: 980 };
  const picture = `file://${into}/results/compare.svg`;
  const { page, errors } = await open(t, browser, picture, { viewport });
  await takePicture(page, 'compare');
  const texts = (await boxes(page)).filter(({ text }) => text !== '');
  for (const name of names)
    assert.equal(texts.filter(({ text }) => text === name).length, panels, name);
  for (const [at, one] of texts.entries()) {
    assert.ok(one.x >= 0 && one.x + one.width <= 1120, `${one.text} leaves the picture`);
    for (const other of texts.slice(at + 1))
      assert.ok(!overlap(one, other), `${one.text} covers ${other.text}`);
  }
  assert.deepEqual(errors, []);
});
