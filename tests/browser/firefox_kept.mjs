// Keeps a hosted site in Firefox, waits for a line while somebody takes the host away, and opens
// pages. Run: node firefox_kept.mjs FIREFOX TOP PAGE…
import { once } from 'node:events';
import puppeteer from 'puppeteer-core';

const [executablePath, top, ...pages] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath });

try {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${top}about.html`);
  await page.waitForSelector('[data-do=keep]', { visible: true });
  await page.click('[data-do=keep]');
  await page.waitForSelector('.offline-copy[data-said=kept] [data-do=remove]', { visible: true });
  console.log('kept');
  await once(process.stdin, 'data');
  const titles = [];
  for (const name of pages) {
    // It loads the next page ahead, and complains if it is left before that has come.
    await page.goto(top + name, { waitUntil: 'networkidle0' });
    titles.push(await page.title());
  }
  await page.goto(`${top}practice.html`);
  await page.waitForSelector('[data-do=start]', { visible: true });
  await page.click('[data-do=start]');
  await page.waitForSelector('quiz-question input', { visible: true });
  console.log(JSON.stringify({ titles, complaints }));
} finally {
  await browser.close();
  process.stdin.destroy();
}
