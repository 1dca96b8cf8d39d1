// Reads a site from file:// in Firefox, which has no network: opens its first page, searches,
// answers a question on each page that asks the whole bank, and prints what was seen.
// Run: node firefox_site.mjs FIREFOX FOLDER WORD PAGE…
import { openFirefox } from './strict_firefox.mjs';

const [executablePath, folder, word, ...pages] = process.argv.slice(2);
const { browser, page, complaints } = await openFirefox(executablePath, {
  // Nobody listens there: whatever leaves the machine is lost.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.allow_hijacking_localhost': true,
});

try {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));

  const seen = {};
  await page.goto(`${folder}/index.html`);
  seen.title = await page.title();
  await page.type('#top-q', word);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#search-results li a');
  seen.found = await page.$$eval('#search-results li a', (links) => links.map((link) => link.textContent));
  seen.players = {};
  for (const name of pages) {
    await page.goto(`${folder}/${name}`);
    await page.waitForSelector('[data-do=start]', { visible: true });
    await page.click('[data-do=start]');
    await page.waitForSelector('quiz-question input', { visible: true });
    await page.click('quiz-question label:has(input)');
    await page.reload(); // what was begun goes on
    await page.waitForSelector('quiz-question input', { visible: true });
    seen.players[name] = await page.$eval('quiz-question', (question) => question.id);
  }
  seen.shown = await page.$$eval('.offline-copy:not([hidden]), link[rel=manifest]', (all) => all.length);
  console.log(JSON.stringify({ ...seen, complaints, asked }));
} finally {
  await browser.close();
}
