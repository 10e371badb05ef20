import { launch } from './helpers/chromium.ts';
import { drive, startBusySite } from './bench/busy-site.ts';
const STOP = `
  globalThis.marks = {};
  const mark = (n) => { marks[n] ??= Math.round(performance.now()*10)/10; };
  const send = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = (message, ...rest) => {
    const n = message?.name.replace('popup/','');
    mark('ask ' + n);
    const back = rest.at(-1);
    if (typeof back === 'function') return send(message, ...rest.slice(0, -1), (reply) => { mark('got ' + n); back(reply); });
    return send(message, ...rest).then((reply) => { mark('got '+n); return reply; });
  };
  new MutationObserver((_, o) => { mark('dom'); if (document.querySelector('.face h1') === null) return; mark('h1'); o.disconnect(); requestAnimationFrame(() => { mark('raf'); setTimeout(() => mark('shown'),0); }); }).observe(document, { childList: true, subtree: true });
`;
const site = await startBusySite();
const c = await launch({ extension: '/tmp/prof/ext' });
const page = await c.newPage();
await drive(page, site, 600);
const url = `src/popup/index.html?tab=${await c.tabId(page)}`;
const rows: Record<string, number[]> = {};
for (let i = 0; i < 14; i++) {
  const p = await c.newPage();
  await p.setViewport({ width: 400, height: 600 });
  await p.evaluateOnNewDocument(STOP);
  await p.goto(`${c.origin}/${process.argv[2] ?? url}`);
  const h = await p.waitForFunction('marks.shown > 0 && (location.pathname === "/floor.html" || marks["got get-report"]) && marks', { polling: 20 });
  const m = (await h.jsonValue()) as Record<string, number>;
  const res = await p.evaluate(() => performance.getEntriesByType('resource').map((e) => [e.name.split('/').pop(), Math.round(e.startTime), Math.round((e as PerformanceResourceTiming).responseEnd)].join(' ')).concat([String(Math.round((performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).responseEnd)), String(Math.round((performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domInteractive))]));
  if (i === 13) console.log(res.join('\n'));
  for (const [k, v] of Object.entries(m)) if (i > 1) (rows[k] ??= []).push(v);
  await p.close();
}
for (const [k, v] of Object.entries(rows)) { v.sort((a, b) => a - b); console.log(k.padEnd(28), v[0], v[v.length >> 1], v.at(-1)); }
const r = await c.report(page);
console.log('report bytes', JSON.stringify(r).length, r.findings.length, r.credentials.length);
await c.close(); site.stop();
