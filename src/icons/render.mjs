/** Renders the PNGs from the two drawings: `node src/icons/render.mjs`. Run it after changing an SVG, and commit both. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const drawings = { 16: 'icon-small.svg', 32: 'icon-small.svg', 48: 'icon.svg', 128: 'icon.svg' };

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
const page = await browser.newPage();
for (const [size, drawing] of Object.entries(drawings)) {
  const side = Number(size);
  await page.setViewport({ width: side, height: side });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${side}px}</style>${readFileSync(here(drawing), 'utf8')}`,
  );
  await page.screenshot({ path: here(`icon-${size}.png`), omitBackground: true });
}
await browser.close();
