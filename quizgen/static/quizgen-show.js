// @ts-check
'use strict';

// The bank that bank.js holds, and its questions as elements of the page.

/**
 * What bank.js holds, see practice_bank.py. An option is its id, text and reason, and the note and
 * the field that the reason rests on.
 * @typedef {{key: string, label: string, codes?: [string, string][],
 *   parts?: [string, string, number][]}} Value
 * @typedef {{name: string, label: string, values: Value[]}} Field
 * @typedef {[string, string, string?, string?, string?]} Option
 * @typedef {{id: string, item?: string, rev: string, kind: string, hard?: number, facts?: string[],
 *   stem: string, options: Option[], keys: number[], why?: string, steps?: string[],
 *   source?: string}} Question
 * @typedef {{name: string, was?: string[], title: string, type: string, href: string,
 *   groups?: Record<string, string[] | Record<string, string[]>>, questions: Question[]}} Note
 * @typedef {{name: 'whole' | 'half' | 'quarter', questions: number, seconds?: number,
 *   shares: number[]}} Length of an exam; the shares are those of the parts
 * @typedef {{field: string, key: string, note: string, lengths: Length[]}} Exam
 * @typedef {{v: number, site: string, language: string, anchor: string, bands: [number, number],
 *   fields: Field[], exams?: Exam[], notes: Note[]}} Bank
 */

var QuizBank = class {
  /**
   * @param {Bank} data
   * @param {string} address of bank.js, which all addresses in it start from
   */
  constructor(data, address = '') {
    this.data = data;
    this.address = address;
    /** @type {Map<string, Note>} by its name */
    this.notes = new Map(data.notes.map((note) => [note.name, note]));
    /** @type {Question[]} */
    this.questions = [];
    /** @type {Map<string, Question>} by its id */
    this.byId = new Map();
    /** @type {Map<string, Note>} by the id of a question */
    this.noteOf = new Map();
    /** @type {Map<string, Question[]>} variants, by the id of their item */
    this.cards = new Map();
    /** @type {Map<string, Question[]>} */
    this.byFact = new Map();
    /** @type {Map<string, Note>} by a name that it had */
    this.former = new Map();
    for (const note of data.notes) this.addNote(note);
  }

  /**
   * The bank of this page, or nothing where it was not loaded.
   * @returns {InstanceType<typeof QuizBank> | undefined}
   */
  static ofPage() {
    const script = document.querySelector('script[data-bank]');
    const data = /** @type {Bank | undefined} */ (Reflect.get(globalThis, 'quizgenBank'));
    const isKnown = data?.v === 1 && script instanceof HTMLScriptElement;
    return isKnown ? new QuizBank(data, script.src) : undefined;
  }

  /** @param {Note} note */
  addNote(note) {
    for (const name of note.was ?? []) this.former.set(name, note);
    for (const question of note.questions) {
      this.questions.push(question);
      this.byId.set(question.id, question);
      this.noteOf.set(question.id, note);
      this.put(this.cards, this.cardOf(question), question);
      for (const fact of question.facts ?? []) this.put(this.byFact, fact, question);
    }
  }

  /** @param {Map<string, Question[]>} map @param {string} key @param {Question} question */
  put(map, key, question) {
    const there = map.get(key);
    if (there) there.push(question);
    else map.set(key, [question]);
  }

  /**
   * What is scheduled: variants of one calculated item are one card.
   * @param {Question} question
   */
  cardOf(question) {
    return question.item ?? question.id;
  }

  /**
   * The id of today's card for an item that was answered, or nothing where it is gone. Ids start
   * with the oldest name of a note; an answer may be older than the line that says so.
   * @param {string} item
   * @returns {string | undefined}
   */
  cardFor(item) {
    const known = this.byId.get(item);
    if (known) return this.cardOf(known);
    const card = item.split('~')[0];
    if (this.cards.has(card)) return card; // a variant with other numbers
    const dot = item.indexOf('.');
    const note = this.former.get(item.slice(0, dot));
    const identity = note?.questions[0]?.id.split('.')[0];
    const now = identity && identity + item.slice(dot);
    return now && now !== item ? this.cardFor(now) : undefined;
  }

  /**
   * The question that was answered, as it is today; of an item with variants only the same one.
   * @param {string} item
   */
  questionFor(item) {
    const card = this.cardFor(item);
    const rest = item.slice(item.indexOf('.'));
    return (this.cards.get(card ?? '') ?? []).find(({ id }) => id.slice(id.indexOf('.')) === rest);
  }

  /**
   * Other questions on what this one asks: its variants first, then those that rest on its facts.
   * @param {Question} question
   * @returns {Question[]}
   */
  siblings(question) {
    const variants = this.cards.get(this.cardOf(question)) ?? [];
    const others = (question.facts ?? []).flatMap((fact) => this.byFact.get(fact) ?? []);
    return [...new Set([...variants, ...others])].filter((one) => one !== question);
  }

  /** @param {Question} question @returns {'easy' | 'medium' | 'hard'} an estimate */
  band({ hard = 0 }) {
    const [low, high] = this.data.bands;
    if (hard > high) return 'hard';
    return hard < low ? 'easy' : 'medium';
  }

  /**
   * Whether a question belongs to a value of a field: `key`, or `key part` where a code of that
   * value is of the part.
   * @param {Question} question
   * @param {string} field
   * @param {string} value
   */
  isIn(question, field, value) {
    const groups = this.noteOf.get(question.id)?.groups?.[field];
    if (!groups) return false;
    if (Array.isArray(groups)) return groups.includes(value);
    const [key, part] = value.split(' ');
    const codes = Object.hasOwn(groups, key) ? groups[key] : undefined;
    return Boolean(codes && (!part || codes.some((code) => `${code}.`.startsWith(`${part}.`))));
  }

  /**
   * @param {Value} value
   * @returns {string[]} the parts that have codes, in their order; without parts, what stands
   *   before the dot of each code
   */
  partsOf({ codes = [], parts }) {
    if (!parts) return [...new Set(codes.map(([code]) => code.split('.')[0]))];
    return parts.map(([part]) => part).filter((part) => codes.some(([code]) => code.startsWith(`${part}.`)));
  }

  /** @param {Exam} exam @returns {Value} the value that notes name it by */
  examValue({ field, key }) {
    const found = this.data.fields.find(({ name }) => name === field)?.values.find((one) => one.key === key);
    return found ?? { key, label: key };
  }

  /** @param {Exam} exam @returns {[string, string, number][]} key, label and weight of each part */
  examParts(exam) {
    return this.examValue(exam).parts ?? [];
  }

  /** @param {Value} value @param {string} part */
  labelOf(value, part) {
    return value.parts?.find(([name]) => name === part)?.[1] ?? part;
  }

  /** @param {string} name @param {string} field @returns {string | undefined} */
  hrefOf(name, field = '') {
    const note = this.notes.get(name);
    if (!note) return undefined;
    const anchor = this.data.anchor.replace('{note}', name).replace('{field}', field);
    return new URL(note.href + (field ? `#${anchor}` : ''), this.address).href;
  }

  /**
   * Texts of the bank are made by the build, which escapes them; nothing else comes here.
   * @param {Element} element
   * @param {string} html
   */
  fill(element, html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    element.replaceChildren(template.content);
  }

  /** @param {Element} link @param {string} name @param {string} [field] */
  fillLink(link, name, field) {
    link.setAttribute('href', this.hrefOf(name, field) ?? '');
    this.fill(link, this.notes.get(name)?.title ?? '');
  }

  /**
   * Fill in one of the templates that the page holds, see question.html.
   * @param {ParentNode} page
   * @param {Question} question
   * @param {number} number
   * @returns {HTMLElement} a quiz-question, not yet on the page
   */
  element(page, question, number) {
    const blank = `quiz-blank-${question.keys.length}`;
    const template = /** @type {HTMLTemplateElement} */ (page.querySelector(`[data-blank="${blank}"]`));
    const made = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    this.rename(made, blank, question.id);
    made.dataset.revision = question.rev;
    for (const place of made.querySelectorAll('.quiz-n')) place.replaceChildren(String(number));
    this.fill(this.one(made, '.quiz-stem'), question.stem);
    this.fillOptions(made, question);
    this.fillExplanation(this.one(made, '.quiz-explanation'), question);
    return made;
  }

  /** @param {Element} made @param {string} blank @param {string} id */
  rename(made, blank, id) {
    for (const element of [made, ...made.querySelectorAll('*')]) {
      for (const name of ['id', 'name', 'aria-describedby']) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replaceAll(blank, id));
      }
    }
  }

  /** @param {ParentNode} parent @param {string} selector @returns {Element} */
  one(parent, selector) {
    return /** @type {Element} */ (parent.querySelector(selector));
  }

  /** @param {Element} made @param {Question} question */
  fillOptions(made, { options, keys }) {
    const boxes = [...made.querySelectorAll('.quiz-option')];
    const reasons = [...made.querySelectorAll('.quiz-reason')];
    options.forEach(([id, text, reason = '', note = '', field = ''], place) => {
      const which = keys.includes(place) ? 0 : 1; // the template has one key and one distractor
      const box = /** @type {Element} */ (boxes[which].cloneNode(true));
      this.one(box, 'input').setAttribute('value', id);
      this.fill(this.one(box, '.quiz-text'), text);
      boxes[0].before(box);
      const because = /** @type {Element} */ (reasons[which].cloneNode(true));
      this.fill(this.one(because, '.quiz-text'), text);
      const link = this.one(because, '.quiz-link');
      if (this.notes.has(note)) this.fillLink(this.one(link, 'a'), note, field);
      else link.remove();
      const words = document.createElement('span');
      this.fill(words, reason);
      this.one(because, '.quiz-because').prepend(words);
      reasons[0].before(because);
    });
    for (const model of [...boxes, ...reasons]) model.remove();
  }

  /** @param {Element} place @param {Question} question */
  fillExplanation(place, { why = '', steps = [], source = '' }) {
    const [reason, list, link] = [this.one(place, 'div'), this.one(place, 'ol'), this.one(place, '.quiz-link')];
    if (why) this.fill(reason, why);
    else reason.remove();
    if (steps.length) {
      list.replaceChildren(...steps.map((step) => {
        const item = document.createElement('li');
        this.fill(item, step);
        return item;
      }));
    } else {
      this.one(place, '.quiz-solution').remove();
      list.remove();
    }
    if (source) this.one(link, 'a').setAttribute('href', source);
    else link.remove();
    if (!place.children.length) place.remove();
  }
};
