// Serves speedscope and one profile on loopback, until it is stopped or its time is up.
// usage: node serve.mjs PROFILE.json [SECONDS]
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import open from 'open';
import sirv from 'sirv';

const [path, seconds] = process.argv.slice(2);
const profile = readFileSync(path);
const profilePath = '/profile.json';
const page = fileURLToPath(new URL('node_modules/speedscope/dist/release', import.meta.url));
const pageFiles = sirv(page); // it lists the folder once, and serves what is on the list
// The browser itself sees to it that the page asks nobody else.
const policy = "default-src 'self' data: blob: 'unsafe-inline' 'wasm-unsafe-eval'";
let host; // of the URL; another one is a page from elsewhere that wants in (DNS rebinding)

function end(response, status, headers) {
  response.writeHead(status, headers).end();
}

function sendProfile(request, response) {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': profile.length };
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : profile);
}

function answer(request, response) {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.headers.host !== host) end(response, 403);
  else if (!['GET', 'HEAD'].includes(request.method)) end(response, 405, { Allow: 'GET, HEAD' });
  else if (request.url === profilePath) sendProfile(request, response);
  else pageFiles(request, response, () => end(response, 404));
}

function hasDisplay() {
  return process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
}

// Where that fails, the URL is there to be opened by hand.
function openBrowser(url) {
  open(url).then((browser) => browser.on('error', () => {}), () => {});
}

const server = createServer(answer);

function stop() {
  server.close(() => process.exit(0));
  server.closeAllConnections();
}

server.on('error', (error) => {
  console.error(`speedscope cannot be served: ${error.message}`);
  process.exit(2);
});
server.listen(0, '127.0.0.1', () => {
  host = `127.0.0.1:${server.address().port}`;
  const url = `http://${host}/#profileURL=${profilePath}&view=left-heavy`;
  console.log(`In the browser: ${url}`);
  console.log('Keys there: n and p show the next profile and the one before;');
  console.log('1, 2 and 3 draw it in another way; 0 zooms out.');
  console.log(seconds ? `It stops after ${seconds} s, or with Ctrl-C.` : 'Ctrl-C stops it.');
  if (hasDisplay()) openBrowser(url);
  if (seconds) setTimeout(stop, Number(seconds) * 1000);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
