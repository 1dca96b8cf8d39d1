// @ts-check
'use strict';

// What the log of answers means for the bank of today: what was missed, what is due, what to ask.
// Days are those of the calendar where the reader is, counted from 1970.

/**
 * What is known of a card: a question, or all variants of a calculated one. `changed` says that
 * its fact is another one than when it was answered.
 * @typedef {{id: string, memory: Memory, day: number, due: number, last: Entry, changed: boolean,
 *   asked: Map<string, number>}} Card
 * @typedef {'due' | 'missed' | 'new' | 'all'} What
 * @typedef {{what: What, groups: Record<string, string>, kind: string, count: number}} Wish
 * @typedef {{sure: number, unsure: number, missed: number, fresh: number}} Tally
 */

var quizgenPlan = (() => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  /** No day starts within one, wherever the reader is. */
  const QUARTER_MS = 15 * 60 * 1000;
  /** Who has just read the answer is not asked for it by answering once more. */
  const AT_ONCE_MS = 10 * 60 * 1000;
  /** What an exam brings forward is spread over so many days before it. */
  const LAST_DAYS = 7;

  /** The quarter of an hour that was last looked at, as entries come by time, and its day. */
  let [quarter, quarterDay] = [NaN, NaN];

  /** @param {number} time */
  const dayOf = (time) => {
    const now = Math.floor(time / QUARTER_MS);
    if (now !== quarter) {
      const date = new Date(time);
      quarter = now;
      quarterDay = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
    }
    return quarterDay;
  };

  /** @param {number} day @returns {Date} in UTC */
  const dateOf = (day) => new Date(day * DAY_MS);

  /** @param {string} date such as 2027-01-31 @returns {number | undefined} */
  const dayOfDate = (date) => {
    const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN;
    return Number.isNaN(time) ? undefined : time / DAY_MS;
  };

  /** A number for a text, the same in every browser. @param {string} text */
  const hash = (text) => {
    let found = 0x811c9dc5;
    for (let place = 0; place < text.length; place += 1) {
      found = Math.imul(found ^ text.charCodeAt(place), 0x01000193) >>> 0;
    }
    return found;
  };

  /** An answer as FSRS grades it. @param {Pick<Entry, 'result' | 'sure'>} entry */
  const gradeOf = ({ result, sure }) => {
    if (result !== 'right' || sure === 'guess') return quizgenFsrs.AGAIN;
    return sure === 'sure' ? quizgenFsrs.GOOD : quizgenFsrs.HARD;
  };

  /**
   * The day on which a card is due: what would come after the exam comes once in its last days.
   * @param {string} id
   * @param {number} day of the last answer
   * @param {number} due
   * @param {number | undefined} exam
   */
  const capped = (id, day, due, exam) => {
    if (exam === undefined || due < exam || day >= exam - LAST_DAYS) return due;
    return exam - 1 - (hash(id) % LAST_DAYS);
  };

  /**
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Entry[]} entries by time
   * @param {number} [exam] the day of the exam, if it is still to come
   * @returns {{cards: Map<string, Card>, gone: number}} `gone`: answers to what is no longer asked
   */
  const plan = (bank, entries, exam) => {
    /** @type {Map<string, string | undefined>} */
    const ids = new Map();
    /** @type {Map<string, Card>} */
    const cards = new Map();
    let gone = 0;
    for (const entry of entries) {
      if (!ids.has(entry.item)) ids.set(entry.item, bank.cardFor(entry.item));
      const id = ids.get(entry.item);
      if (id) cards.set(id, answered(id, cards.get(id), entry));
      else gone += 1;
    }
    for (const card of cards.values()) {
      const question = bank.questionFor(card.last.item);
      card.changed = question !== undefined && question.rev !== card.last.revision;
      const due = card.day + quizgenFsrs.interval(card.memory);
      card.due = card.changed ? card.day : capped(card.id, card.day, due, exam);
    }
    return { cards, gone };
  };

  /** @param {string} id @param {Card | undefined} card @param {Entry} entry @returns {Card} */
  const answered = (id, card, entry) => {
    const day = dayOf(entry.time);
    if (!card) {
      const memory = quizgenFsrs.next(undefined, gradeOf(entry), 0);
      const asked = new Map([[entry.item, entry.time]]);
      return { id, memory, day, due: day, last: entry, changed: false, asked };
    }
    const { last } = card;
    const isSame = last.item === entry.item;
    const isOther = isSame && last.revision !== entry.revision;
    const isAtOnce = isSame && !isOther && entry.time - last.time < AT_ONCE_MS;
    if (!isAtOnce) {
      const days = Math.max(day - card.day, 0);
      card.memory = quizgenFsrs.next(isOther ? undefined : card.memory, gradeOf(entry), days);
      card.day = day;
    }
    card.asked.set(entry.item, entry.time);
    card.last = entry;
    return card;
  };

  /** @param {Card} card */
  const isMissed = (card) => card.last.result !== 'right';

  /**
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Question} question
   * @param {Wish} wish
   */
  const fits = (bank, question, { groups, kind }) => (!kind || question.kind === kind)
    && Object.entries(groups).every(([field, value]) => !value || bank.isIn(question, field, value));

  /**
   * Whether a card is meant by a wish.
   * @param {Card | undefined} card
   * @param {What} what
   * @param {number} today
   */
  const isMeant = (card, what, today) => {
    switch (what) {
      case 'due': return card !== undefined && card.due <= today;
      case 'missed': return card !== undefined && isMissed(card);
      case 'new': return card === undefined;
      default: return true;
    }
  };

  /**
   * The ids of the cards that a learner may mean, in no order.
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Wish} wish
   */
  const fitting = (bank, wish) => [...bank.cards.keys()].filter(
    (id) => bank.cards.get(id)?.some((question) => fits(bank, question, wish)));

  /**
   * How many cards a learner would get for each `what`.
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Map<string, Card>} cards
   * @param {Wish} wish
   * @param {number} today
   * @returns {Record<What, number>}
   */
  const counts = (bank, cards, wish, today) => {
    const counted = { due: 0, missed: 0, new: 0, all: 0 };
    const whats = /** @type {What[]} */ (Object.keys(counted));
    for (const id of fitting(bank, wish)) {
      const card = cards.get(id);
      for (const what of whats) counted[what] += Number(isMeant(card, what, today));
    }
    return counted;
  };

  /**
   * What puts cards in order before chance does: of what is due the day, or else when it was
   * answered today, so that a second session does not ask the same.
   * @param {Card | undefined} card
   * @param {What} what
   * @param {number} today
   */
  const rank = (card, what, today) => {
    if (!card) return 0;
    if (what === 'due') return card.due;
    return dayOf(card.last.time) === today ? card.last.time : 0;
  };

  /**
   * The cards of a wish in the order in which they are asked.
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Map<string, Card>} cards
   * @param {Wish} wish
   * @param {number} today
   */
  const inOrder = (bank, cards, wish, today) => fitting(bank, wish)
    .filter((id) => isMeant(cards.get(id), wish.what, today))
    .map((id) => ({
      id, rank: rank(cards.get(id), wish.what, today), mixed: hash(`${today} ${id}`),
    }))
    .sort((one, other) => one.rank - other.rank || one.mixed - other.mixed);

  /**
   * The ids of questions for a session: of each card the variant that was not asked for longest,
   * and as long as there are others no two on one fact.
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Map<string, Card>} cards
   * @param {Wish} wish
   * @param {number} today
   * @returns {string[]}
   */
  const choose = (bank, cards, wish, today) => {
    const chosen = [];
    const later = [];
    const facts = new Set();
    for (const { id } of inOrder(bank, cards, wish, today)) {
      const variants = (bank.cards.get(id) ?? []).filter((one) => fits(bank, one, wish));
      const question = leastAsked(variants, cards.get(id), today);
      const own = question.facts ?? [];
      if (own.some((fact) => facts.has(fact))) later.push(question.id);
      else chosen.push(question.id);
      own.forEach((fact) => facts.add(fact));
    }
    return [...chosen, ...later].slice(0, wish.count);
  };

  /** @param {Question[]} variants @param {Card | undefined} card @param {number} today */
  const leastAsked = (variants, card, today) => {
    const when = (/** @type {Question} */ { id }) => card?.asked.get(id) ?? 0;
    const order = (/** @type {Question} */ { id }) => hash(`${today} ${id}`);
    return [...variants].sort((a, b) => when(a) - when(b) || order(a) - order(b))[0];
  };

  /**
   * Another question on what was missed, which this session has not asked.
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Map<string, Card>} cards
   * @param {Question} question
   * @param {string[]} taken ids of the session
   * @param {number} today
   * @returns {Question | undefined}
   */
  const another = (bank, cards, question, taken, today) => {
    const others = bank.siblings(question).filter(({ id }) => !taken.includes(id));
    const variants = others.filter((one) => bank.cardOf(one) === bank.cardOf(question));
    const from = variants.length ? variants : others;
    return leastAsked(from, cards.get(bank.cardOf(question)), today);
  };

  /**
   * How sure the reader is of the cards of a group.
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Map<string, Card>} cards
   * @param {string} field
   * @param {string} value
   * @returns {Tally}
   */
  const tally = (bank, cards, field, value) => {
    const counted = { sure: 0, unsure: 0, missed: 0, fresh: 0 };
    for (const [id, [question]] of bank.cards) {
      if (!bank.isIn(question, field, value)) continue;
      const card = cards.get(id);
      if (!card) counted.fresh += 1;
      else if (isMissed(card) || card.changed) counted.missed += 1;
      else if (card.last.sure === 'sure') counted.sure += 1;
      else counted.unsure += 1;
    }
    return counted;
  };

  /**
   * How many cards are due in each of the next weeks; what is overdue counts for today.
   * @param {Map<string, Card>} cards
   * @param {number} today
   * @param {number} weeks
   */
  const dueByWeek = (cards, today, weeks) => {
    const counted = new Array(weeks).fill(0);
    for (const { due } of cards.values()) {
      const week = Math.floor((Math.max(due, today) - today) / 7);
      if (week < weeks) counted[week] += 1;
    }
    return counted;
  };

  return {
    dayOf, dateOf, dayOfDate, gradeOf, hash, plan, isMissed, counts, choose, another, tally, dueByWeek,
  };
})();
