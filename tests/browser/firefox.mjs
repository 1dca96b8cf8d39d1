// Opens a page from file:// in Firefox, answers its first question wrong, loads
// it again, and prints what was seen. Run: node firefox.mjs FIREFOX ADDRESS
import { openFirefox } from './strict_firefox.mjs';

const [executablePath, address] = process.argv.slice(2);
const { browser, page, complaints } = await openFirefox(executablePath);

try {
  const look = () => page.evaluate(() => {
    const question = document.querySelector('quiz-question');
    const text = (selector) => [...question.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility())
      .map((element) => element.innerText.trim());
    return {
      chosen: [...question.querySelectorAll(':checked')].map((input) => input.value),
      marks: text('.quiz-mark'),
      reasons: text('.quiz-because > p:first-child'),
      told: text('[role=status]').join(''),
      reminded: text('.quiz-note').join(''),
    };
  });

  const seen = {};
  await page.goto(address);
  await page.focus('quiz-question input');
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  seen.moved = await look();
  await page.reload();
  seen.left = await look(); // Firefox would fill the form in again
  await page.click('quiz-question label:has([value=venus])');
  await page.click('quiz-question button[value=check]');
  seen.checked = await look();
  await page.reload();
  seen.reloaded = await look();
  await page.click('quiz-question button[type=reset]');
  await page.reload();
  seen.again = await look();
  console.log(JSON.stringify({ ...seen, complaints }));
} finally {
  await browser.close();
}
