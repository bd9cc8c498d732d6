// The browser of the tests, and what happens in a page of its.
import { chromium } from '../../tooling/views/browser/node_modules/playwright-core/index.mjs';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-sync', '--disable-background-networking', '--disable-component-update'];

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: quiet, timeout: 120_000 });
}

// Opens a URL. { page, requests: their URLs, errors: what went wrong in it, said: as an error on
// its console }.
export async function open(t, browser, url, options) {
  const page = await browser.newPage(options);
  t.after(() => page.close());
  page.setDefaultTimeout(120_000); // a machine may have much else to do
  const requests = [];
  const errors = [];
  const said = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => errors.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('dialog', (dialog) => errors.push(dialog.message()) && dialog.dismiss());
  page.on('console', (line) => line.type() === 'error' && said.push(line.text()));
  await page.goto(url);
  return { page, requests, errors, said };
}

// Leaves a picture where the environment names a folder for them.
export async function takePicture(page, name, options = {}) {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ ...options, path: `${folder}/${name}.png` });
}
