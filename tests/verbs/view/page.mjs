// What make view shows in a browser: each profile's figures, and no request that leaves the machine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, takePicture } from '../browser.mjs';
import { view } from './serving.mjs';

const width = 1000;
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const openPage = (t, served) => open(t, browser, served.url, { viewport: { width, height: 500 } });

const textOf = (page) => page.evaluate(() => document.body.innerText);

// Expects text on the page, which is drawn some time after `act` has been done, and done again.
async function expectText(page, text, act = () => {}) {
  for (let tries = 0; tries < 50 && !(await textOf(page)).includes(text); tries++) {
    await act();
    await page.waitForTimeout(100);
  }
  assert.ok((await textOf(page)).includes(text), `expected ${text} in ${await textOf(page)}`);
}

// The flame graph is drawn on a canvas: what is at a place is told by pointing there. x counts in
// parts of the width, row 0 is the outermost function.
async function expectAt(page, x, row, text) {
  const { y } = await page.locator('canvas').last().boundingBox();
  await expectText(page, text, async () => {
    await page.mouse.move(1, 1);
    await page.mouse.move(width * x, y + 31 + 20 * row);
  });
}

async function goOn(page, title) {
  await page.keyboard.press('n');
  await expectText(page, title);
}

test('shows what stage 1 allocates and where its instructions go', async (t) => {
  const served = await view(t, '1');
  const { page, errors } = await openPage(t, served);
  await expectText(page, 'heap: 53,000 bytes allocated in 1,000 ops (1/3)');
  await expectAt(page, 0.99, 0, '53,000 (100%) algo_one\nstages/1-algo-one/algo_one.c');
  await expectAt(page, 0.5, 1, '48,000 (91%) buffer_new\nstages/stream/buffer.h:39');
  await takePicture(page, 'bytes');
  await goOn(page, 'heap: 2,000 blocks allocated in 1,000 ops (2/3)');
  await expectAt(page, 0.99, 0, '2,000 (100%) algo_one');
  await expectAt(page, 0.3, 1, '1,000 (50%) buffer_new');
  await takePicture(page, 'blocks');
  await goOn(page, ' instructions in 100 ops (3/3)');
  const [, total] = (await textOf(page)).match(/cpu: ([0-9,]+) instructions/);
  await expectAt(page, 0.99, 0, `${total} (100%) algo_one`);
  await expectAt(page, 0.1, 1, ' read_full\nstages/stream/reader.c');
  await takePicture(page, 'cpu');
  assert.deepEqual(errors, []);
});

test('has the flat and cum of make top in its table', async (t) => {
  const { page } = await openPage(t, await view(t, '1'));
  await expectText(page, '(1/3)');
  await page.keyboard.press('3');
  await expectText(page, 'Symbol Name');
  const table = (await textOf(page)).replace(/\s+/g, ' ');
  assert.match(table, /48,000 \(91%\) 48,000 \(91%\) buffer_new/);
  assert.match(table, /53,000 \(100%\) 5,000 \(9\.4%\) algo_one/);
  await takePicture(page, 'table');
});

test('says that stage 4 allocates nothing', async (t) => {
  const { page, errors } = await openPage(t, await view(t, '4'));
  await expectText(page, 'heap: 0 bytes allocated in 1,000 ops (1/3)');
  await expectAt(page, 0.5, 0, '0 (100%) nothing was allocated');
  await takePicture(page, 'nothing');
  await goOn(page, 'heap: 0 blocks allocated in 1,000 ops (2/3)');
  await expectAt(page, 0.5, 0, '0 (100%) nothing was allocated');
  await goOn(page, '(3/3)');
  await expectAt(page, 0.99, 0, '(100%) algo_one');
  assert.deepEqual(errors, []);
});

test('asks nobody but its own server', async (t) => {
  const served = await view(t, '4');
  const { page, requests } = await openPage(t, served);
  await expectText(page, '(1/3)');
  await page.keyboard.press('3');
  await expectText(page, 'Symbol Name');
  const hosts = new Set(requests.map((url) => new URL(url).host));
  assert.ok(requests.length >= 4, `${requests}`);
  assert.deepEqual([...hosts], [`127.0.0.1:${served.port}`]);
});
