// Starts make view's program, or make itself, and tells when it serves and how it ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function temporaryFolder(test) {
  const folder = mkdtempSync(join(tmpdir(), 'view-test.'));
  test.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

// Runs `command` until it has printed its URL. { url, port, child, ended: its exit code and signal }.
export async function start(test, command, words, environment = {}) {
  const plain = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...environment };
  const stdio = ['ignore', 'pipe', 'inherit'];
  const child = spawn(command, words, { detached: true, env: plain, stdio }); // a group of its own
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  let over = false;
  ended.then(() => (over = true));
  test.after(() => over || process.kill(-child.pid, 'SIGKILL'));
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const url = said.match(/http:\/\/127\.0\.0\.1:(\d+)\/#\S+/);
    if (url) {
      child.stdout.resume();
      return { url: url[0], port: Number(url[1]), child, ended, said };
    }
  }
  throw new Error(`no URL was printed: ${said}`);
}

// Serves a stage's profiles for as long as the test takes.
export function view(test, stage, words = [], environment = {}) {
  const into = ['--into', temporaryFolder(test)];
  return start(test, process.env.VIEW_PROGRAM ?? 'build/bin/view', [...into, ...words, stage], environment);
}

// Whether anything listens there.
export async function isOpen(port) {
  const socket = connect(port, '127.0.0.1');
  const open = await Promise.race([
    once(socket, 'connect').then(() => true),
    new Promise((resolve) => socket.on('error', () => resolve(false))),
  ]).catch(() => false);
  socket.destroy();
  return open;
}
