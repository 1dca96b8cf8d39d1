// Firefox as readers have it: Puppeteer switches off what keeps files apart.
import puppeteer from 'puppeteer-core';

/**
 * Open it, with a page whose complaints are collected.
 * @param {string} executablePath
 * @param {Record<string, unknown>} more settings
 */
export const openFirefox = async (executablePath, more = {}) => {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox: { 'security.fileuri.strict_origin_policy': true, ...more },
  });
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { browser, page, complaints };
};
