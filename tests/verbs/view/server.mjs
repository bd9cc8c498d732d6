// What make view's server answers, and when it stops.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { isOpen, start, temporaryFolder, view } from './serving.mjs';

// A request with its path as it stands: fetch would tidy it up.
async function ask(port, path, { method = 'GET', host = `127.0.0.1:${port}` } = {}) {
  const sent = request({ host: '127.0.0.1', port, path, method, headers: { host } }).end();
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, type: response.headers['content-type'], body };
}

test('serves the page and the profile, and nothing else', async (t) => {
  const { port, child } = await view(t, '4');
  assert.match((await ask(port, '/')).body, /<title>speedscope<\/title>/);
  const profile = await ask(port, '/profile.json');
  assert.equal(profile.type, 'application/json');
  assert.equal(JSON.parse(profile.body).profiles.length, 3);
  assert.deepEqual(await ask(port, '/profile.json', { method: 'HEAD' }), { ...profile, body: '' });
  const outside = ['/../../package.json', '/%2e%2e/%2e%2e/package.json', '//etc/passwd', '/none',
    '/..%2f..%2fpackage.json', '/%00', '/%', '/release.txt/..'];
  for (const path of outside) assert.equal((await ask(port, path)).status, 404, path);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    assert.equal((await ask(port, '/profile.json', { method })).status, 405, method);
  for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1:${port + 1}`])
    assert.equal((await ask(port, '/profile.json', { host })).status, 403, host);
  assert.equal(child.exitCode, null);
});

test('stops after SECONDS, and leaves the port', async (t) => {
  const { port, ended } = await view(t, '4', ['--seconds', '1']);
  assert.equal(await isOpen(port), true);
  assert.deepEqual(await ended, { code: 0, signal: null });
  assert.equal(await isOpen(port), false);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`stops with ${signal}, and leaves the port`, async (t) => {
    const { port, child, ended } = await view(t, '4');
    await ask(port, '/'); // its connection is kept open
    child.kill(signal);
    assert.deepEqual(await ended, { code: 0, signal: null });
    assert.equal(await isOpen(port), false);
  });
}

// A terminal sends Ctrl-C to make, and to all that it started.
test('is stopped below make by Ctrl-C', async (t) => {
  const words = [`TREE=${process.env.TREE ?? 'build'}`, 'view', '4'];
  const { port, child, ended } = await start(t, 'make', words, { MAKEFLAGS: '' });
  process.kill(-child.pid, 'SIGINT');
  await ended;
  assert.equal(await isOpen(port), false);
});

function writeProgram(path, text) {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

// The browser is a script of ours: xdg-open takes it where no program is registered for http.
test('opens a browser where there is a display', async (t) => {
  const folder = temporaryFolder(t);
  const opened = join(folder, 'opened');
  const environment = {
    DISPLAY: ':99',
    XDG_CURRENT_DESKTOP: '',
    BROWSER: join(folder, 'browser'),
    PATH: `${folder}:${process.env.PATH}`,
  };
  writeProgram(environment.BROWSER, `printf %s "$1" >"${opened}.part"; mv "${opened}.part" "${opened}"`);
  writeProgram(join(folder, 'xdg-mime'), ':');
  const { url, ended } = await view(t, '4', ['--seconds', '3'], environment);
  await ended;
  assert.equal(readFileSync(opened, 'utf8'), url);
});
