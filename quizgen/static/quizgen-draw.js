// @ts-check
'use strict';

// Draws the questions of a mock exam: the same bank, exam, length and seed give the same set in
// every browser. How many questions each part gets stands in the bank.

/**
 * A question, and the part of the exam that it was drawn for.
 * @typedef {{question: Question, part: string}} Picked
 * What was drawn for a part, and how many it should be.
 * @typedef {{part: string, needed: number, drawn: number}} Filled
 * @typedef {{picks: Picked[], parts: Filled[], mark: string}} Drawn
 */

var quizgenDraw = (() => {
  /**
   * A number for a text by MurmurHash3, a word of 32 bits for each character: texts that differ a
   * little have numbers that differ much, so that their order looks like chance.
   * @param {string} text
   */
  const mixed = (text) => {
    let found = 0;
    for (let place = 0; place < text.length; place += 1) {
      let word = Math.imul(text.charCodeAt(place), 0xcc9e2d51);
      word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
      found ^= word;
      found = Math.imul((found << 13) | (found >>> 19), 5) + 0xe6546b64;
    }
    found ^= 4 * text.length;
    found = Math.imul(found ^ (found >>> 16), 0x85ebca6b);
    found = Math.imul(found ^ (found >>> 13), 0xc2b2ae35);
    return (found ^ (found >>> 16)) >>> 0;
  };

  /** @param {string} text */
  const short = (text) => mixed(text).toString(36);

  /**
   * Sort by numbers; where all are the same, by ids.
   * @param {Question[]} questions
   * @param {(question: Question) => number[]} numbers
   */
  const sorted = (questions, numbers) => questions
    .map((question) => ({ question, by: numbers(question) }))
    .sort((one, other) => {
      const place = one.by.findIndex((number, n) => number !== other.by[n]);
      if (place >= 0) return one.by[place] - other.by[place];
      return one.question.id < other.question.id ? -1 : 1;
    })
    .map(({ question }) => question);

  /**
   * The questions for a part in the order in which they are wanted: what authors wrote before what
   * is made from facts, one of each note before a second of any, and else by chance.
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Question[]} questions
   * @param {string} seed
   */
  const inOrder = (bank, questions, seed) => {
    const isMade = (/** @type {Question} */ { kind }) => Number(kind === 'generated');
    // By the item and not by the variant, or what has many variants would come first.
    const byItem = (/** @type {Question} */ one) => mixed(`${seed} ${bank.cardOf(one)}`);
    /** @type {Map<Note | undefined, Set<string>>} the items of a note */
    const seen = new Map();
    /** @type {Map<string, number>} how many of the same note come before an item */
    const turn = new Map();
    for (const question of sorted(questions, (one) => [isMade(one), byItem(one)])) {
      const note = bank.noteOf.get(question.id);
      const items = seen.get(note) ?? new Set();
      const item = bank.cardOf(question);
      if (!items.has(item)) turn.set(item, items.size);
      seen.set(note, items.add(item));
    }
    return sorted(questions, (one) => [
      isMade(one), turn.get(bank.cardOf(one)) ?? 0, byItem(one), mixed(`${seed} ${one.id}`),
    ]);
  };

  /** Picks of which no two rest on one fact, nor on one calculated item. */
  class Picks {
    /** @type {Map<string, Picked>} by each fact and item that they take */
    taken = new Map();

    /**
     * @param {InstanceType<typeof QuizBank>} bank
     * @param {Map<string, Question[]>} pools by part
     */
    constructor(bank, pools) {
      this.bank = bank;
      this.pools = pools;
    }

    /** @param {Question} question */
    claims(question) {
      return [`item ${this.bank.cardOf(question)}`, ...(question.facts ?? [])];
    }

    /** @param {Question} question @returns {Picked[]} what it cannot stand beside */
    rivals(question) {
      const found = this.claims(question).flatMap((claim) => this.taken.get(claim) ?? []);
      return [...new Set(found)];
    }

    /** @param {Picked} pick */
    add(pick) {
      for (const claim of this.claims(pick.question)) this.taken.set(claim, pick);
    }

    /** @param {Picked} pick */
    remove(pick) {
      for (const claim of this.claims(pick.question)) this.taken.delete(claim);
    }

    /**
     * Add one question for a part. Where all that are left have a rival, one of the rivals makes
     * room if another can be found in its place.
     * @param {string} part
     * @param {Set<string>} tried
     * @returns {boolean} whether one was found
     */
    fill(part, tried = new Set()) {
      const pool = this.pools.get(part) ?? [];
      const isNew = (/** @type {Question} */ { id }) => !tried.has(`${part} ${id}`);
      const free = pool.find((one) => isNew(one) && !this.rivals(one).length);
      if (free) {
        this.add({ question: free, part });
        return true;
      }
      for (const question of pool.filter(isNew)) {
        const [rival, ...others] = this.rivals(question);
        if (!rival || others.length || !isNew(question)) continue;
        tried.add(`${part} ${question.id}`).add(`${rival.part} ${rival.question.id}`);
        const pick = { question, part };
        this.remove(rival);
        this.add(pick);
        if (this.fill(rival.part, tried)) return true;
        this.remove(pick);
        this.add(rival);
      }
      return false;
    }

    get all() {
      return [...new Set(this.taken.values())];
    }
  }

  /**
   * @param {InstanceType<typeof QuizBank>} bank
   * @param {Exam} exam
   * @param {Length} length
   * @param {string} seed
   * @returns {Drawn} in the order in which they are asked, and a mark that another set does not have
   */
  const draw = (bank, exam, length, seed) => {
    const parts = bank.examParts(exam).map(([part]) => part);
    const pools = new Map(parts.map((part) => {
      const questions = bank.questions.filter((one) => bank.isIn(one, exam.field, `${exam.key} ${part}`));
      return [part, inOrder(bank, questions, seed)];
    }));
    const picks = new Picks(bank, pools);
    parts.forEach((part, place) => {
      for (let left = length.shares[place]; left > 0 && picks.fill(part);) left -= 1;
    });
    const mix = sorted(picks.all.map(({ question }) => question), ({ id }) => [mixed(`${seed} in turn ${id}`)]);
    const partOf = new Map(picks.all.map(({ question, part }) => [question, part]));
    return {
      picks: mix.map((question) => ({ question, part: partOf.get(question) ?? '' })),
      parts: parts.map((part, place) => ({
        part,
        needed: length.shares[place],
        drawn: picks.all.filter((pick) => pick.part === part).length,
      })),
      mark: short(mix.map(({ id, rev }) => `${id} ${rev}`).join()),
    };
  };

  return { draw, mixed, short };
})();
