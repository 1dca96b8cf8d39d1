// Sits a mock exam from file:// in Firefox, leaves in the middle, comes back, hands in, and prints
// what was seen. Run: node exam.mjs FIREFOX ADDRESS
import { openFirefox } from './strict_firefox.mjs';

const [executablePath, address] = process.argv.slice(2);
const { browser, page, complaints } = await openFirefox(executablePath);

try {
  const look = () => page.evaluate(() => {
    const text = (selector) => [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility())
      .map((element) => element.innerText.trim().replaceAll(/\s+/g, ' '));
    return {
      item: document.querySelector('.player-question quiz-question')?.id ?? '',
      at: text('[data-n=at]').join(''),
      chosen: [...document.querySelectorAll('.player-question :checked')].map(({ value }) => value),
      sheet: text('.exam-sheet li'),
      marks: text('.quiz-mark').length,
      numbers: text('[data-part=result] .player-sum dd').slice(0, 5),
      history: text('.exam-history li').length,
    };
  });
  const open = async (to) => {
    await page.goto('about:blank');
    await page.goto(to);
    await page.waitForSelector('[data-player] > section:not([hidden])');
  };

  const seen = {};
  await open(address);
  await page.click('[name=length][value=quarter]');
  await page.click('[data-do=start]');
  await page.waitForSelector('.player-question quiz-question');
  await page.click('[data-do=next]');
  await page.click('.player-question .quiz-option input');
  await page.click('[data-do=flag]');
  seen.asked = await look();
  seen.link = page.url();
  await open(address);
  seen.back = await look();
  await page.click('[data-do=finish]');
  await page.click('[data-do=hand-in]');
  await page.waitForSelector('[data-part=result]:not([hidden])');
  seen.result = await look();
  await open(page.url());
  seen.again = await look();
  await open(address);
  seen.history = await look();
  await open(seen.link);
  await page.click('[data-do=start]');
  await page.waitForSelector('.player-question quiz-question');
  await page.click('[data-do=next]');
  seen.same = await look();
  console.log(JSON.stringify({ ...seen, complaints }));
} finally {
  await browser.close();
}
