// @ts-check
'use strict';

// What pages have in common on which the whole bank is asked: places that take texts and numbers,
// and tables of them.

var QuizPlayer = class {
  /**
   * @param {HTMLElement} root
   * @param {InstanceType<typeof QuizBank>} bank
   */
  constructor(root, bank) {
    this.root = root;
    this.bank = bank;
    this.site = root.dataset.site ?? '';
    this.log = new QuizProgress(this.site);
    this.language = QuizPlayer.languageOf(document.documentElement.lang);
    this.number = new Intl.NumberFormat(this.language);
  }

  /** The language of the page, or that of the browser where it is none. @param {string} lang */
  static languageOf(lang) {
    try {
      return Intl.getCanonicalLocales(lang.replace('_', '-'));
    } catch {
      return undefined;
    }
  }

  /**
   * Start the players of a kind once the bank is loaded, or say that it is not there.
   * @param {string} name
   * @param {(root: HTMLElement, bank: InstanceType<typeof QuizBank>) => void} start
   */
  static startAll(name, start) {
    document.addEventListener('DOMContentLoaded', () => {
      const bank = QuizBank.ofPage();
      for (const root of document.querySelectorAll(`.quiz-player[data-player="${name}"]`)) {
        const told = root.querySelector('[data-say="no-bank"]')?.cloneNode(true);
        if (bank) start(/** @type {HTMLElement} */ (root), bank);
        else root.querySelector('.player-told')?.replaceChildren(...(told ? [told] : []));
      }
    });
  }

  /** @param {any} list */
  static areTexts(list) {
    return Array.isArray(list) && list.every((one) => typeof one === 'string');
  }

  // What is kept

  get key() {
    return `quizgen:${this.site}:${this.root.dataset.player}`;
  }

  /** @returns {any} what is kept of this page; undefined where nothing may be read or written */
  get kept() {
    try {
      const value = JSON.parse(localStorage.getItem(this.key) ?? '{"v":1}');
      return value?.v === 1 ? value : undefined; // what a newer version wrote is left as it is
    } catch {
      return undefined;
    }
  }

  // Places

  /** @param {string} selector */
  one(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector));
  }

  /** @param {string} name @returns {HTMLButtonElement} */
  button(name) {
    return /** @type {HTMLButtonElement} */ (this.one(`[data-do="${name}"]`));
  }

  /** @param {string} name @param {boolean} isShown */
  show(name, isShown) {
    this.one(`[data-part="${name}"]`).hidden = !isShown;
  }

  /** @param {string} name @param {number | string} value */
  put(name, value) {
    const text = typeof value === 'number' ? this.number.format(value) : value;
    for (const place of this.root.querySelectorAll(`[data-n="${name}"]`)) place.replaceChildren(text);
  }

  /** @param {string} name @returns {DocumentFragment} what a template holds */
  copy(name) {
    const template = /** @type {HTMLTemplateElement} */ (this.one(`template[data-${name}]`));
    return document.importNode(template.content, true);
  }

  /** Fill a list anew; a template in it stays. @param {Element} list @param {Node[]} items */
  fillList(list, items) {
    for (const old of list.querySelectorAll('li')) old.remove();
    list.append(...items);
  }

  /** @param {string} place @param {string[]} messages */
  say(place, ...messages) {
    const texts = messages.map((name) => this.message(name).cloneNode(true));
    this.one(place).replaceChildren(...texts.flatMap((text, n) => (n ? [' ', text] : [text])));
  }

  /** @param {string} name */
  message(name) {
    return this.one(`.player-messages [data-say="${name}"]`);
  }

  /** Go to a heading, and show as much of what it stands above as there is room for. @param {HTMLElement} heading */
  look(heading) {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'nearest' });
    heading.parentElement?.scrollIntoView({ block: 'nearest' });
  }

  // Tables

  /** @param {string} name @param {Element[]} rows */
  fillTable(name, rows) {
    this.one(`[data-table="${name}"] tbody`).replaceChildren(...rows);
  }

  /**
   * A row of numbers, and once more as a bar for the eye.
   * @param {string | Node} label
   * @param {(number | string | Node)[]} values
   * @param {[string, number][]} parts name and share of each piece of the bar
   */
  row(label, values, parts) {
    const row = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.append(label);
    const cells = values.map((value) => {
      const cell = document.createElement('td');
      cell.append(typeof value === 'number' ? this.number.format(value) : value);
      return cell;
    });
    const last = document.createElement('td');
    last.append(this.bar(parts));
    row.append(head, ...cells, last);
    return row;
  }

  /** @param {[string, number][]} parts */
  bar(parts) {
    const bar = this.shape('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', class: 'player-bar', 'aria-hidden': 'true' });
    let from = 0;
    for (const [name, share] of parts) {
      bar.append(this.shape('rect', { class: `player-${name}`, x: 100 * from, width: 100 * share, height: 8 }));
      from += share;
    }
    return bar;
  }

  /** @param {string} name @param {Record<string, string | number>} values */
  shape(name, values) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, String(value));
    return made;
  }
};
