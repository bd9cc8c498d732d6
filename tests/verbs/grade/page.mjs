// The page of grades in a browser: a class, and names that strangers could choose.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, open, takePicture } from '../browser.mjs';

const fixture = new URL('../../unit/fixtures/grades/class.json', import.meta.url);
const drawer = process.env.DRAW_GRADES ?? 'build/tests/draw_grades';

// What each is called, and how that is shown where it is not the same.
const hostile = [
  ['<script>alert(hit = 1)</script>'],
  ['</script><script>alert(hit = 1)</script>'],
  ['</pre></dd></details></bdi><img src=x onerror="alert(hit = 1)">'],
  ['"><img src=x onerror=alert(hit=1)>'],
  ['" onmouseover="alert(hit = 1)" x="'],
  ['<style>* { display: none }</style><link rel=stylesheet href=//example.org/x>'],
  ['&lt;b&gt; &amp; {{rows}} ]]> <!--'],
  ["=cmd()|' /C calc'!A0"],
  ['two\nlines', 'two\\x0alines'],
  ['\x1b[31mred\x07', '\\x1b[31mred\\x07'],
  ['\u202efdp.c', '\\u202efdp.c'],
  ['שלום Zoë 象 e\u0301'],
  ['long'.repeat(60)],
].map((row) => ({ name: row[0], shown: row.at(-1) }));

const grades = JSON.parse(readFileSync(fixture));
for (const { name } of hostile) {
  const results = structuredClone(grades.submissions[1].results);
  for (const gate of results[0].result.gates) gate.message = `${name}\n  ${name}`;
  grades.submissions.push({ name, results, score: 0, max_score: 100 });
}
const shownNames = grades.submissions.slice(0, -hostile.length).map(({ name }) => name)
  .concat(hostile.map(({ shown }) => shown));

const folder = mkdtempSync(join(tmpdir(), 'grades-test.'));
const draw = (what) => execFileSync(drawer, [what, `${folder}/results.json`]).toString();
const url = `file://${folder}/report.html`;
let browser;

before(async () => {
  writeFileSync(`${folder}/results.json`, JSON.stringify(grades));
  writeFileSync(`${folder}/report.html`, draw('page'));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const wide = { viewport: { width: 1280, height: 900 } };
const texts = (page, selector) => page.locator(selector).allTextContents();
const namesOf = (page) => texts(page, '#grades tbody th');

test('shows names and messages as they are, asks nobody, and runs none of them', async (t) => {
  const { page, requests, errors, said } = await open(t, browser, url, wide);
  assert.deepEqual(await namesOf(page), shownNames);
  assert.deepEqual(await texts(page, 'summary h3'), shownNames);
  const told = await texts(page, 'details:nth-of-type(9) pre');
  assert.equal(told[0], `${hostile[0].name}\n  ${hostile[0].name}`);
  assert.equal(await page.locator('script, style, link, img').count(), 2); // its own
  await page.locator('#grades tbody th').nth(12).hover();
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
  assert.equal(await page.evaluate(() => typeof globalThis.hit), 'undefined');
  assert.deepEqual(requests, [url]);
  assert.deepEqual([...errors, ...said], []);
});

test('would not run a script that is not its own', async (t) => {
  const { page, said } = await open(t, browser, url, wide);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.hit = 1';
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => typeof globalThis.hit), 'undefined');
  assert.match(said.join(), /Content Security Policy/);
});

// The order by which a column sorts: a name, or what was graded.
function keyOf({ name, results, score }, column) {
  if (column === 0) return hostile.find((h) => h.name === name)?.shown ?? name;
  if (column > results.length) return score;
  const { verdict, score: points } = results[column - 1];
  return { missing: -2, inconclusive: -1, pass: 2 * points + 1 }[verdict] ?? 2 * points;
}

function isSorted(keys, sign) {
  const collator = new Intl.Collator(undefined, { numeric: true });
  const compare = (a, b) => (typeof a === 'string' ? collator.compare(a, b) : a - b);
  return keys.every((key, i) => i === 0 || sign * compare(keys[i - 1], key) <= 0);
}

test('is sorted by each column, both ways, by mouse and by keyboard', async (t) => {
  const { page, errors, said } = await open(t, browser, url, wide);
  const heads = page.locator('#grades thead th');
  assert.equal(await heads.count(), 6);
  for (let column = 0; column < 6; column++) {
    for (const [way, sign] of [['ascending', 1], ['descending', -1]]) {
      const button = heads.nth(column).getByRole('button');
      await (sign === 1 ? button.click() : button.press('Enter'));
      const order = (await namesOf(page)).map((name) => shownNames.indexOf(name));
      assert.equal(new Set(order).size, shownNames.length);
      const keys = order.map((i) => keyOf(grades.submissions[i], column));
      assert.ok(isSorted(keys, sign), `column ${column} ${way}: ${keys}`);
      const told = await heads.evaluateAll((all) => all.map((head) => head.ariaSort));
      assert.deepEqual(told, told.map((_, i) => (i === column ? way : 'none')));
    }
  }
  assert.deepEqual([...errors, ...said], []);
});

test('shows only what is asked for', async (t) => {
  const { page } = await open(t, browser, url, wide);
  await page.getByLabel('Show only').fill('STORAGE');
  assert.equal(await page.locator('#grades tbody tr:visible').count(), 2); // cho and fay
  assert.equal(await page.locator('details:visible').count(), 2);
  assert.equal(await page.locator('output').textContent(), `2 of ${shownNames.length}`);
  await page.getByLabel('Show only').fill('');
  assert.equal(await page.locator('details:visible').count(), shownNames.length);
});

test('leads from a cell to what that gate said', async (t) => {
  const { page, errors, said } = await open(t, browser, url, wide);
  assert.equal(await page.locator('pre:visible').count(), 0);
  await page.locator('#grades tbody tr').nth(3).getByRole('link', { name: 'cpu' }).click();
  const opened = page.locator('details[open]');
  assert.deepEqual(await opened.locator('h3').allTextContents(), ['dee']);
  const last = opened.locator('pre:visible').last();
  assert.match(await last.textContent(), /the lines that cost most/);
  assert.deepEqual([...errors, ...said], []);
});

test('counts where the class stands', async (t) => {
  const { page } = await open(t, browser, url, wide);
  const more = hostile.length; // not-yet at the same gate as bob
  const all = grades.submissions.length;
  const passed = [4, 2, 2, 3].map((count) => `${count} of ${all}`);
  assert.deepEqual(await texts(page, '.class tbody td'), [
    ...passed,
    '0', '0', '1', '0', // build
    '0', '1', '1', '0', // correctness
    '1', '1', '0', '0', // memory
    '0', '0', '2', '0', // storage
    `${2 + more} most`, `${3 + more} most`, `${1 + more} most`, '0', // heap
    '0', '0', '0', `${2 + more} most`, // cpu
    '1', '0', '0', '0', // inconclusive
    '0', '1', '1', '3', // missing
  ]);
});

const looks = [1280, 390].flatMap((width) => [[width, 'light'], [width, 'dark']]);
for (const [width, colorScheme] of looks) {
  test(`fits ${width} pixels and can be read (${colorScheme})`, async (t) => {
    const { page } = await open(t, browser, url, { viewport: { width, height: 900 }, colorScheme });
    await page.locator('summary').nth(3).click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const faint = await page.evaluate(listFaint);
    assert.deepEqual(faint, []);
    await takePicture(page, `grades-${width}-${colorScheme}`, { fullPage: true });
  });
}

// Texts with less contrast than WCAG 2's 4.5 : 1. Runs in the page.
function listFaint() {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.map((c) => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const colour = parse(getComputedStyle(element).backgroundColor);
    return colour[3] === 0 ? behind(element.parentElement) : colour;
  };
  const ratio = (element) => {
    const pair = [parse(getComputedStyle(element).color), behind(element)].map(light);
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };
  return [...document.querySelectorAll('body *')]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
    .filter((e) => e.checkVisibility() && ratio(e) < 4.5)
    .map((e) => `${e.outerHTML.slice(0, 80)} ${ratio(e).toFixed(2)}`);
}

test('works without JavaScript, but for what it sorts', async (t) => {
  const { page, errors, said } = await open(t, browser, url, { ...wide, javaScriptEnabled: false });
  assert.equal(await page.locator('#grades tbody tr').count(), shownNames.length);
  assert.equal(await page.getByRole('button').count(), 0);
  assert.equal(await page.locator('.filter').isVisible(), false);
  await page.locator('summary').first().click();
  assert.ok(await page.getByText('2130 cases are right (seed 1)').first().isVisible());
  assert.deepEqual([...errors, ...said], []);
});

test('has JUnit beside it that a parser of XML reads', async (t) => {
  const { page } = await open(t, browser, url, wide);
  const read = await page.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'application/xml');
    return {
      faults: parsed.querySelectorAll('parsererror').length,
      names: [...parsed.querySelectorAll('testsuite')].map((suite) => suite.getAttribute('name')),
      counted: ['testcase', 'failure', 'error'].map((tag) => parsed.querySelectorAll(tag).length),
      told: ['tests', 'failures', 'errors'].map((a) => +parsed.documentElement.getAttribute(a)),
      message: parsed.querySelectorAll('testsuite')[8]?.querySelector('system-out').textContent,
    };
  }, draw('junit'));
  assert.equal(read.faults, 0);
  assert.deepEqual(read.names, shownNames);
  assert.deepEqual(read.counted, read.told);
  assert.equal(read.message, `${hostile[0].name}\n  ${hostile[0].name}`);
});
