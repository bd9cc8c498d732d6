'use strict';
// Sorts and filters the table of submissions: the rest of the page works without it.
const table = document.getElementById('grades');
const heads = [...table.tHead.rows[0].cells];
const rows = [...table.tBodies[0].rows];
const details = [...document.querySelectorAll('details')]; // one per row, in their first order
const names = new Intl.Collator(undefined, { numeric: true });

function compare(a, b) {
  const known = a.dataset.key !== undefined;
  return known ? a.dataset.key - b.dataset.key : names.compare(a.textContent, b.textContent);
}

function sortBy(head) {
  const column = heads.indexOf(head);
  const ascending = head.getAttribute('aria-sort') !== 'ascending';
  const sign = ascending ? 1 : -1;
  const sorted = [...table.tBodies[0].rows];
  sorted.sort((a, b) => sign * compare(a.cells[column], b.cells[column])); // equals stay in order
  table.tBodies[0].append(...sorted);
  for (const other of heads) other.setAttribute('aria-sort', 'none');
  head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
}

for (const head of heads) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...head.childNodes);
  button.addEventListener('click', () => sortBy(head));
  head.append(button);
  head.setAttribute('aria-sort', 'none');
}

const filter = document.querySelector('.filter');
const input = filter.querySelector('input');
input.addEventListener('input', () => {
  const wanted = input.value.trim().toLowerCase();
  let shown = 0;
  rows.forEach((row, i) => {
    const fits = row.textContent.toLowerCase().includes(wanted);
    row.hidden = !fits;
    details[i].hidden = !fits;
    shown += fits;
  });
  filter.querySelector('output').value = wanted === '' ? '' : `${shown} of ${rows.length}`;
});
filter.hidden = false;

// Not every browser opens the details that a link points into.
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  const details = target?.closest('details');
  if (!details || details.open) return;
  details.open = true;
  target.scrollIntoView();
}
addEventListener('hashchange', reveal);
reveal();
