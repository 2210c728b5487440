import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

/** Opens the studio page in a headless browser with a software renderer. */
export async function openStudio() {
  const bundle = await build({ entryPoints: [new URL('page.js', import.meta.url).pathname], bundle: true, write: false, format: 'iife', loader: { '.svg': 'text' }, logLevel: 'error' });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  });
  const page = await browser.newPage();
  page.on('pageerror', (e) => console.error('page:', e.message));
  page.on('console', (m) => m.type() === 'error' && console.error('page:', m.text().slice(0, 1500)));
  await page.setContent('<html><body></body></html>');
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  await page.waitForFunction('window.ready');
  return {
    /** Renders a job and returns it as a sharp image. */
    async shoot(job) {
      const { width, height = width } = job;
      const text = await page.evaluate((j) => window.shoot(j), job);
      return sharp(Buffer.from(text, 'base64'), { raw: { width, height, channels: 4 } }).flip();
    },
    close: () => browser.close(),
  };
}
