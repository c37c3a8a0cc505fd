// What the first visit of a page costs on a slow line, by any way to the server:
//   node tools/first-visit.mjs http://127.0.0.1:8080/institutions https://127.0.0.1:8443/institutions
// 400 kbit/s and 400 ms, an empty cache, a phone's screen; each address five times, and of the times the middle one.
import { chromium } from '@playwright/test';

const LINE = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const VISITS = 5;
const browser = await chromium.launch({ executablePath: process.env.GM_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'] });

async function visit(address) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 412, height: 823 }, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const [protocols, cost] = [new Set(), { requests: 0, bytes: 0 }];
  network.on('Network.responseReceived', ({ response }) => response.url.startsWith('http') && protocols.add(response.protocol));
  network.on('Network.requestWillBeSent', ({ request }) => request.url.startsWith('http') && (cost.requests += 1));
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (cost.bytes += encodedDataLength));
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', LINE);
  await page.addInitScript(() => {
    new PerformanceObserver((list) => (window.largest = list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  await page.goto(address, { waitUntil: 'networkidle', timeout: 120_000 });
  const times = await page.evaluate(() => ({
    first: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    largest: window.largest,
    all: Math.max(...performance.getEntriesByType('resource').map((entry) => entry.responseEnd)),
  }));
  await context.close();
  return { ...cost, protocols: [...protocols].join(' '), ...times };
}

const middle = (numbers) => numbers.sort((one, two) => one - two)[Math.floor(numbers.length / 2)];
for (const address of process.argv.slice(2)) {
  const visits = [];
  for (let number = 0; number < VISITS; number += 1) visits.push(await visit(address));
  const of = (name) => middle(visits.map((visit) => visit[name]));
  const seconds = (name) => `${(of(name) / 1000).toFixed(1)} s`;
  console.log(
    `${address}: ${visits[0].protocols}, ${of('requests')} requests, ${Math.round(of('bytes') / 1024)} KB; ` +
      `something to read after ${seconds('first')}, the largest part after ${seconds('largest')}, everything after ${seconds('all')}`,
  );
}
await browser.close();
