// @ts-check
'use strict';

// The result of a mock exam, see templates/exam.html: what was right, by part, field and note, and
// the questions once more.

var QuizResult = class extends QuizPlayer {
  /** What was right in the result that is shown. @type {ExamEntry[]} */
  rights = [];

  /**
   * @param {HTMLElement} root
   * @param {InstanceType<typeof QuizBank>} bank
   */
  constructor(root, bank) {
    super(root, bank);
    this.date = new Intl.DateTimeFormat(this.language, { dateStyle: 'medium', timeStyle: 'short' });
    this.percent = new Intl.NumberFormat(this.language, { style: 'percent' });
    this.exams = (bank.data.exams ?? []).filter((exam) => bank.examParts(exam).length);
  }

  // What was sat

  /** @param {string} key */
  examOf(key) {
    return this.exams.find((exam) => exam.key === key);
  }

  /** @param {Sitting} sitting */
  labelOf({ exam }) {
    const known = this.examOf(exam);
    return known ? this.bank.examValue(known).label : exam;
  }

  /** @param {Sitting} sitting @returns {string | Node} */
  lengthOf({ length }) {
    const names = ['whole', 'half', 'quarter'];
    return names.includes(length) ? this.message(length).cloneNode(true) : length;
  }

  /** @param {Sitting} sitting */
  putTitle(sitting) {
    this.put('name', this.labelOf(sitting));
    for (const place of this.root.querySelectorAll('[data-n="length"]')) {
      place.replaceChildren(this.lengthOf(sitting));
    }
  }

  /** The address of a set of questions. @param {Sitting} sitting */
  linkTo({ exam, length, seed, mark }) {
    return `#${new URLSearchParams({ exam, length, seed, mark })}`;
  }

  // The result

  /** @param {Attempt} attempt */
  showResult({ sitting, entries }) {
    const score = quizgenScore.score(entries);
    const end = Math.max(...entries.map(({ time }) => time));
    this.putTitle(sitting);
    this.put('date', this.date.format(sitting.start));
    this.put('right', score.right);
    this.put('count', score.of);
    this.put('partial', score.partial);
    this.put('wrong', score.wrong);
    this.put('left', score.open);
    this.put('minutes', Math.max(Math.ceil((end - sitting.start) / 60_000), 0));
    for (const name of /** @type {const} */ (['share', 'low', 'high', 'chance'])) {
      this.put(name, this.percent.format(score[name]));
    }
    this.show('by-chance', score.low <= score.chance);
    this.show('over', sitting.seconds > 0 && end >= sitting.start + sitting.seconds * 1000);
    this.setLinks(sitting);
    this.showTables(sitting, entries);
    const missed = entries.filter(({ result }) => result !== 'right');
    const gone = entries.length - this.asked(entries).length;
    this.put('gone', gone);
    this.show('gone', gone > 0);
    this.review('missed', missed);
    this.show('misses', missed.length > 0);
    this.rights = entries.filter(({ result }) => result === 'right');
    const rights = /** @type {HTMLDetailsElement} */ (this.one('[data-part="rights"]'));
    rights.open = false;
    this.one('[data-review="right"]').replaceChildren();
    this.show('rights', this.rights.length > 0);
  }

  /** The questions that the site still asks. @param {ExamEntry[]} entries */
  asked(entries) {
    return entries.flatMap((entry) => {
      const question = this.bank.questionFor(entry.item);
      return question ? [{ entry, question }] : [];
    });
  }

  /** @param {Sitting} sitting */
  setLinks(sitting) {
    const note = this.examOf(sitting.exam)?.note ?? '';
    const href = this.bank.hrefOf(note);
    const link = this.one('[data-link="note"]');
    if (href) link.setAttribute('href', href);
    else link.removeAttribute('href');
    this.one('[data-link="set"]').setAttribute('href', this.linkTo(sitting));
  }

  /** @param {Sitting} sitting @param {ExamEntry[]} entries */
  showTables(sitting, entries) {
    const exam = this.examOf(sitting.exam);
    const parts = exam ? this.bank.examParts(exam) : [];
    const byPart = this.table(this.one('[data-heading="part"]').innerText, parts.map(
      ([part, label]) => [`${part} ${label}`, entries.filter((one) => one.part === part)]));
    const made = [byPart.slice(1)]; // its heading stands there
    const asked = this.asked(entries);
    for (const field of this.bank.data.fields) {
      if (field.values.some(({ codes }) => codes)) continue;
      made.push(this.table(field.label, field.values.map(({ key, label }) => {
        const own = asked.filter(({ question }) => this.bank.isIn(question, field.name, key));
        return [label, own.map(({ entry }) => entry)];
      })));
    }
    this.one('.exam-tables').replaceChildren(...made.flat());
    const notes = this.bank.data.notes.map((note) => {
      const link = document.createElement('a');
      this.bank.fillLink(link, note.name);
      const own = asked.filter(({ question }) => this.bank.noteOf.get(question.id) === note);
      return /** @type {[Node, ExamEntry[]]} */ ([link, own.map(({ entry }) => entry)]);
    });
    const byNote = this.table(this.one('[data-heading="note"]').innerText, notes);
    this.one('.exam-notes').replaceChildren(...byNote.slice(1));
  }

  /**
   * A table of what was asked of each group, below its heading.
   * @param {string} heading
   * @param {[string | Node, ExamEntry[]][]} groups
   * @returns {Element[]} nothing where no question was of any group
   */
  table(heading, groups) {
    const rows = groups.filter(([, entries]) => entries.length)
      .map(([label, entries]) => this.scoreRow(label, quizgenScore.score(entries)));
    if (!rows.length) return [];
    const box = /** @type {Element} */ (this.copy('table').firstElementChild);
    box.querySelector('tbody')?.append(...rows);
    const title = document.createElement('h3');
    title.append(heading);
    box.setAttribute('aria-label', heading);
    return [title, box];
  }

  /** @param {string | Node} label @param {Score} score */
  scoreRow(label, { right, of, share, low, high, chance }) {
    const count = this.copy('of');
    count.querySelector('.exam-right')?.replaceChildren(this.number.format(right));
    count.querySelector('.exam-of')?.replaceChildren(this.number.format(of));
    const percent = (/** @type {number} */ value) => this.percent.format(value);
    const between = `${percent(low)} – ${percent(high)}`;
    const row = this.row(label, [count, percent(share), between, percent(chance)], [['sure', share]]);
    row.querySelector('svg')?.append(
      this.shape('rect', { class: 'exam-range', x: 100 * low, width: 100 * (high - low), y: 3.25, height: 1.5 }),
      this.shape('rect', { class: 'exam-chance', x: Math.min(100 * chance, 99), width: 1, height: 8 }),
    );
    return row;
  }

  /** @param {string} name @param {ExamEntry[]} entries */
  review(name, entries) {
    const made = this.asked(entries).map(({ entry, question }) => (
      { entry, question, element: this.bank.element(this.root, question, Number(entry.place ?? 0) + 1) }));
    this.one(`[data-review="${name}"]`).replaceChildren(...made.map(({ element }) => element));
    for (const { element, entry, question } of made) this.mark(element, entry, question);
  }

  /** @param {HTMLElement} element on the page @param {ExamEntry} entry @param {Question} question */
  mark(element, entry, question) {
    /** @type {any} */ (element).show(entry.options, entry.result, '.quiz-note');
    for (const input of element.querySelectorAll('input')) input.disabled = true;
    /** @type {HTMLElement} */ (element.querySelector('.quiz-buttons')).hidden = true;
    if (question.rev === entry.revision) return;
    element.querySelector('.quiz-note')?.append(' ', this.message('changed-since').cloneNode(true));
  }

  showRights() {
    const { open } = /** @type {HTMLDetailsElement} */ (this.one('[data-part="rights"]'));
    if (open && !this.one('[data-review="right"]').children.length) this.review('right', this.rights);
  }
};
