// @ts-check
'use strict';

// Shows what was answered: a line (templates/progress.html) and a mark beside each note in lists
// (templates/marks.html). It holds no text. Who has answered nothing loads nothing more than this,
// and on file:// it does nothing: there some browsers keep the storage of each page apart.

{
  /** @typedef {InstanceType<typeof QuizBank>} QuizBankOfPage */
  /** @typedef {{right: number, due: number, all: number, asked: number}} Sum */

  const LINKS = '.overview-list > dt > a:first-child, .overview-table th[scope="row"] a, .toctree-wrapper li > a';

  /** @param {HTMLElement} root */
  const hasAnswers = async (root) => {
    const site = root.dataset.site ?? '';
    // To look into it would make one.
    const known = await indexedDB.databases?.();
    if (known && !known.some(({ name }) => name === `quizgen:${site}`)) return false;
    /** @type {IDBRequest<number> | undefined} */
    let counted;
    await new QuizLog(site).run('readonly', (store) => { counted = store.count(); });
    return Boolean(counted?.result);
  };

  /**
   * Load what the answers are understood by, each script once.
   * @param {HTMLElement} root
   * @returns {Promise<QuizBankOfPage | undefined>}
   */
  const load = async (root) => {
    const addresses = (root.dataset.scripts ?? '').split(' ');
    root.dataset.scripts = '';
    await Promise.all(addresses.filter(Boolean).map((address) => new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = address;
      script.async = false; // in their order
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    })));
    const data = Reflect.get(globalThis, 'quizgenIds');
    const address = new URL(addresses[addresses.length - 1], document.baseURI).href;
    return data?.v === 1 ? new QuizBank(data, address) : undefined;
  };

  /** @param {string} site @param {number} today @returns {number | undefined} if it is to come */
  const examDay = (site, today) => {
    try {
      const settings = JSON.parse(localStorage.getItem(`quizgen:${site}:practice`) ?? '{}');
      const exam = quizgenPlan.dayOfDate(String(settings?.exam));
      return exam !== undefined && exam > today ? exam : undefined;
    } catch {
      return undefined;
    }
  };

  /**
   * @param {Iterable<string>} ids of cards
   * @param {Map<string, Card>} cards
   * @param {number} today
   */
  const sum = (ids, cards, today) => {
    const found = { right: 0, due: 0, all: 0, asked: 0 };
    for (const id of ids) {
      const card = cards.get(id);
      found.all += 1;
      found.asked += Number(card !== undefined);
      found.right += Number(card?.last.result === 'right' && !card.changed);
      found.due += Number(card !== undefined && card.due <= today);
    }
    return found;
  };

  const number = new Intl.NumberFormat(document.documentElement.lang || undefined);

  /** @param {Element} place @param {Sum} found */
  const fill = (place, found) => {
    for (const slot of place.querySelectorAll('[data-n]')) {
      const name = /** @type {keyof Sum} */ (slot.getAttribute('data-n'));
      slot.replaceChildren(number.format(found[name]));
    }
  };

  /** @param {HTMLElement} root @param {Sum} found */
  const mark = (root, found) => {
    const isDone = found.right === found.all;
    const name = found.due ? 'due' : isDone ? 'done' : 'part';
    const made = /** @type {Element} */ (root.querySelector(`[data-mark="${name}"]`)?.cloneNode(true));
    fill(made, found);
    return made;
  };

  /**
   * @param {HTMLElement} root
   * @param {QuizBankOfPage} bank
   * @param {Map<string, Card>} cards
   * @param {number} today
   */
  const show = (root, bank, cards, today) => {
    const whole = sum(bank.cards.keys(), cards, today);
    for (const line of document.querySelectorAll('.quiz-progress')) {
      fill(line, whole);
      for (const part of line.querySelectorAll('[data-part]')) {
        part.toggleAttribute('hidden', (part.getAttribute('data-part') === 'after') !== whole.asked > 0);
      }
    }
    const notes = new Map(bank.data.notes.map((note) => [new URL(note.href, bank.address).href, note]));
    document.querySelectorAll('.quiz-noted:not(.quiz-marks *)').forEach((old) => old.remove());
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(LINKS))) {
      const note = notes.get(link.href);
      const ids = new Set(note?.questions.map((question) => bank.cardOf(question)));
      const found = sum(ids, cards, today);
      if (found.asked) link.parentElement?.append(' ', mark(root, found));
    }
  };

  /** @type {QuizBankOfPage | undefined} */
  let bank;

  /** @param {HTMLElement} root */
  const update = async (root) => {
    try {
      if (!await hasAnswers(root)) return;
      bank ??= await load(root);
      if (!bank) return;
      const site = root.dataset.site ?? '';
      const today = quizgenPlan.dayOf(Date.now());
      const entries = await new QuizProgress(site).all();
      const { cards } = quizgenPlan.plan(bank, entries, examDay(site, today));
      show(root, bank, cards, today);
    } catch {
      // Without storage the page is as it was; the practice page says what is wrong with it.
    }
  };

  document.addEventListener('DOMContentLoaded', () => {
    const root = /** @type {HTMLElement | null} */ (document.querySelector('.quiz-marks'));
    if (!root || !location.protocol.startsWith('http')) return;
    void update(root);
    // Another page may have added to the log.
    document.addEventListener('visibilitychange', () => !document.hidden && void update(root));
    addEventListener('pageshow', (event) => event.persisted && void update(root));
  });
}
