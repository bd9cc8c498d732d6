// The deck as an instructor's browser shows it: every slide fits on its page.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launch, open, takePicture } from '../browser.mjs';

const run = promisify(execFile);
const built = process.env.SLIDES;
let browser;
let scratch;

before(async () => {
  browser = await launch();
  scratch = await mkdtemp(join(tmpdir(), 'slides-'));
});
after(async () => {
  await browser?.close();
  await rm(scratch, { recursive: true, force: true });
});

const openDeck = (t, path) =>
  open(t, browser, `file://${path}`, { viewport: { width: 1280, height: 720 } });

// What of the slide that is shown does not fit, or cannot be read from the last row. Runs in the page.
function faultsOfSlide() {
  const marginal = 20; // pixels of the page's edge that nothing may reach
  const smallest = 16; // pixels of a letter
  const section = document.querySelector('.bespoke-marp-active section');
  const page = section.getBoundingClientRect();
  const header = section.querySelector('header')?.getBoundingClientRect().bottom ?? page.top;
  const faults = [];
  const check = (wrong, element, what) =>
    wrong && faults.push(`${what}: ${element.tagName} ${element.textContent.slice(0, 40)}`);
  for (const element of section.querySelectorAll('*')) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const within = element.closest('header') !== null;
    check(bottom > page.bottom - marginal, element, 'too low');
    check(right > page.right - marginal || left < page.left + marginal, element, 'too wide');
    check(!within && top < header, element, 'too high');
    check(element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0, element, 'cut');
    check(parseFloat(getComputedStyle(element).fontSize) < smallest, element, 'too small');
    check(element.tagName === 'IMG' && element.naturalWidth === 0, element, 'no picture');
  }
  return faults;
}

async function faultsOf(page) {
  const faults = [];
  const count = await page.locator('svg.bespoke-marp-slide').count();
  for (let slide = 1; slide <= count; slide++) {
    await page.evaluate((number) => { location.hash = `#${number}`; }, slide);
    await page.waitForFunction((number) => document.querySelectorAll('.bespoke-marp-slide')[number - 1]
      .classList.contains('bespoke-marp-active'), slide);
    await takePicture(page, `slide-${String(slide).padStart(2, '0')}`);
    faults.push(...(await page.evaluate(faultsOfSlide)).map((fault) => `slide ${slide}: ${fault}`));
  }
  return { count, faults };
}

test('fits every slide on its page', async (t) => {
  const { page, requests, errors, said } = await openDeck(t, join(built, 'deck.html'));
  const { count, faults } = await faultsOf(page);
  assert.deepEqual(faults, []);
  assert.ok(count >= 30 && count <= 40, `${count} slides`);
  assert.deepEqual([errors, said], [[], []]);
  assert.deepEqual(requests.filter((url) => !/^(file|data|blob):/.test(url)), []);
});

test('has notes for every slide, and takes 45 minutes', async (t) => {
  const { page } = await openDeck(t, join(built, 'deck.html'));
  const slides = await page.locator('svg.bespoke-marp-slide').count();
  const notes = await page.locator('.bespoke-marp-note').allTextContents();
  assert.equal(notes.filter((note) => note.trim().length > 40).length, slides);
  const minutes = notes.map((note) => ({ one: 1, two: 2 })[note.match(/\((\w+) minutes?\)\s*$/)?.[1]]);
  assert.equal(minutes.reduce((sum, own) => sum + own, 0), 45, `${minutes}`);
});

// Renders another deck with what was measured for this one.
async function render(t, markdown) {
  const folder = await mkdtemp(join(scratch, 'deck-'));
  await cp(join(built, 'measured'), join(folder, 'measured'), { recursive: true });
  await writeFile(join(folder, 'own.md'), `---\nmarp: true\ntheme: workbook\n---\n\n${markdown}\n`);
  await run('tooling/slides/render',
    ['--measured', '1', '--into', folder, '--deck', join(folder, 'own.md')]);
  const { page } = await openDeck(t, join(folder, 'deck.html'));
  return faultsOf(page);
}

test('tells of a slide that is too long, too wide or too high, and of no other', async (t) => {
  const line = '- a line of a list that goes on\n';
  const cases = [
    [`# Long\n\n${line.repeat(14)}`, /too low/],
    [`# Wide\n\n<pre class="code"><code>${'x'.repeat(120)}</code></pre>`, /cut: (PRE|CODE)/],
    [`<!-- _class: ask -->\n<!-- _header: High -->\n\n# High\n\n${line.repeat(14)}`, /too high/],
    [`# Short\n\n${line.repeat(4)}`, /^$/],
  ];
  const { count, faults } = await render(t, cases.map(([slide]) => slide).join('\n---\n\n'));
  assert.equal(count, cases.length);
  cases.forEach(([, fault], i) => {
    const own = faults.filter((text) => text.startsWith(`slide ${i + 1}:`));
    assert.match(own.join('\n'), fault);
  });
});
