// Practises from file:// in Firefox, leaves in the middle, comes back, exports, imports and prints
// what was seen. Run: node practice.mjs FIREFOX ADDRESS
import { openFirefox } from './strict_firefox.mjs';

const [executablePath, address] = process.argv.slice(2);
const { browser, page, complaints } = await openFirefox(executablePath);

try {
  const look = () => page.evaluate(() => {
    const text = (selector) => [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility())
      .map((element) => element.innerText.trim());
    return {
      item: document.querySelector('quiz-question')?.id ?? '',
      at: text('[data-n=at]').join(''),
      marks: text('.quiz-mark'),
      told: text('.player-told, .player-said').join(''),
      numbers: text('.player-sum dd'),
    };
  });
  const open = async () => {
    await page.goto(address);
    await page.waitForSelector('[data-part=choose]:not([hidden]), [data-part=ask]:not([hidden])');
  };
  const answer = async () => {
    await page.click('.quiz-option input');
    if (await page.$('.quiz-option input[type=checkbox]')) {
      await page.click('.quiz-option:nth-of-type(2) input');
    }
    await page.click('.quiz-sure input');
    await page.click('quiz-question button[value=check]');
    await page.waitForSelector('[data-do=next]:not([hidden])');
  };

  const seen = {};
  await open();
  await page.click('[name=what][value=all]');
  await page.click('[data-do=start]');
  await answer();
  seen.answered = await look();
  await open();
  seen.reloaded = await look();
  await page.click('[data-do=next]');
  await answer();
  await page.click('[data-do=stop]');
  await open();
  seen.back = await look();
  seen.file = await page.evaluate(async () => {
    const log = new QuizProgress('planets');
    return QuizProgress.toFile('planets', await log.all());
  });
  await page.click('[data-do=delete]');
  await page.click('[data-do="delete-yes"]');
  await page.waitForFunction(() => document.querySelector('.player-said').innerText !== '');
  seen.deleted = await look();
  const load = () => page.evaluate((text) => {
    const files = new DataTransfer();
    files.items.add(new File([text], 'progress.json', { type: 'application/json' }));
    const input = document.querySelector('input[type=file]');
    input.files = files.files;
    document.querySelector('.player-said').replaceChildren();
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, seen.file);
  for (const name of ['imported', 'again']) {
    await load();
    await page.waitForFunction(() => document.querySelector('.player-said').innerText !== '');
    seen[name] = await look();
  }
  console.log(JSON.stringify({ ...seen, complaints }));
} finally {
  await browser.close();
}
