// @ts-check
'use strict';

// The page on which learners sit mock exams, see templates/exam.html. It holds no text: it moves,
// shows and copies what the template and the bank hold, and adds numbers and dates. What an exam
// came to is shown by quizgen-result.js.

{
  /**
   * The exam that runs: what is sat, its questions with the part that each was drawn for, the place
   * in it, and by the ids of questions what was chosen and flagged.
   * @typedef {{set: string, list: [string, string][], at: number, given: Record<string, string[]>,
   *   flags: string[]}} Run
   */
  /** @typedef {'answered' | 'incomplete' | 'open'} State of a question in the answer sheet */

  const STATES = /** @type {const} */ (['answered', 'incomplete', 'open']);
  /** So many seconds before the end the clock speaks, and once at half the time. */
  const TOLD = [600, 300, 60];

  /** @param {any} value @returns {Run | undefined} */
  const soundRun = (value) => {
    const { areTexts } = QuizPlayer;
    const isSound = value instanceof Object && typeof value.set === 'string'
      && quizgenScore.fromSet(value.set) !== undefined
      && Array.isArray(value.list) && value.list.every(areTexts)
      && Number.isInteger(value.at) && value.given instanceof Object
      && Object.values(value.given).every(areTexts) && areTexts(value.flags);
    return isSound ? value : undefined;
  };

  class MockExam extends QuizResult {
    /** @type {Attempt[]} */
    attempts = [];
    /** Answers that could not be stored. @type {Entry[]} */
    unkept = [];
    /** @type {Run | undefined} */
    run;
    /** What the exam that runs asks; less than it had if the site has changed. @type {Picked[]} */
    picks = [];
    at = 0;
    /** When the time is over; later than any day without a limit. */
    deadline = Infinity;
    /** The seconds that were left when they were last looked at. */
    left = Infinity;
    /** When what is left is said without being asked for. @type {number[]} */
    told = [];
    /** @type {ReturnType<typeof setInterval> | undefined} */
    clock;
    /** Whether what runs is stored. */
    isKept = true;
    /** What an address asked to be drawn. @type {Sitting | undefined} */
    linked;
    seed = '';
    /** @type {Drawn | undefined} */
    drawn;

    // What is kept

    /** The exam that runs, as it is stored. */
    get keptRun() {
      return this.isKept ? soundRun(this.kept?.run) : this.run;
    }

    /** @param {Run | undefined} run */
    keep(run) {
      const { kept } = this;
      this.isKept &&= kept !== undefined;
      if (!this.isKept) return;
      try {
        localStorage.setItem(this.key, JSON.stringify({ ...kept, run }));
      } catch (error) {
        this.isKept = false;
        this.say('.player-told', QuizProgress.trouble(error));
      }
    }

    /**
     * Change the exam that runs, as other tabs left it.
     * @param {(run: Run) => void} act
     */
    change(act) {
      const run = this.keptRun;
      if (!this.run || run?.set !== this.run.set) {
        void this.sync();
        return;
      }
      act(run);
      this.run = run;
      this.keep(run);
      this.showSheet();
    }

    async readLog() {
      let entries = this.unkept;
      try {
        entries = QuizProgress.join(await this.log.all(), this.unkept);
      } catch (error) {
        this.say('.player-told', QuizProgress.trouble(error));
      }
      this.attempts = quizgenScore.attempts(entries);
    }

    // Start

    async start() {
      this.fillExams();
      this.listen();
      if (this.kept === undefined) this.sayStorage();
      await this.readLog();
      await this.sync();
      if (!this.run) this.route(false);
    }

    sayStorage() {
      let isNewer = false;
      try {
        isNewer = JSON.parse(localStorage.getItem(this.key) ?? '')?.v > 1;
      } catch {
        // It is blocked, or broken.
      }
      this.isKept = false;
      this.say('.player-told', isNewer ? 'newer-storage' : 'blocked');
    }

    listen() {
      const form = this.one('.player-choose');
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.begin();
      });
      form.addEventListener('change', () => this.changeWish());
      const asked = this.one('.player-question');
      asked.addEventListener('change', () => this.answer());
      // The Enter key would check the answer.
      asked.addEventListener('submit', (event) => {
        event.preventDefault();
        event.stopPropagation();
      }, { capture: true });
      for (const sheet of this.root.querySelectorAll('.exam-sheet')) {
        sheet.addEventListener('click', (event) => this.choosePlace(event));
      }
      const actions = {
        back: () => this.ask(this.at - 1),
        next: () => (this.at + 1 < this.picks.length ? this.ask(this.at + 1) : this.finish()),
        flag: () => this.flag(),
        time: () => this.sayTime(),
        finish: () => this.finish(),
        'hand-in': () => void this.handIn(),
        'go-back': () => this.ask(this.at),
        choose: () => this.choose(),
      };
      for (const [name, act] of Object.entries(actions)) {
        this.button(name).addEventListener('click', act);
      }
      addEventListener('hashchange', () => this.route(true));
      addEventListener('storage', ({ key }) => {
        if (key === this.key || key === null) void this.sync();
      });
      document.addEventListener('visibilitychange', () => {
        if (document.hidden) return;
        this.tick();
        void this.sync();
      });
      const rights = this.one('[data-part="rights"]');
      rights.addEventListener('toggle', () => this.showRights());
    }

    /** Take over what another tab did: it may have begun an exam, gone on, or handed it in. */
    async sync() {
      const run = this.keptRun;
      const before = this.run;
      if (run && run.set === before?.set) {
        this.run = run;
        this.showSheet();
        this.showChosen();
      } else if (run) {
        this.enter(run);
      } else if (before) {
        this.leave();
        await this.readLog();
        this.open(before.set);
      }
    }

    /** Show what the address asks for. @param {boolean} isAsked whether the reader asked for it */
    route(isAsked) {
      const set = location.hash.slice(1);
      const given = new URLSearchParams(set);
      const asks = given.has('exam');
      if (this.run) {
        if (asks && !this.run.set.startsWith(set)) this.say('.exam-said', 'running');
      } else if (asks && given.has('start')) {
        this.showAttempt(set, isAsked);
      } else if (asks || !isAsked || !set) { // and not a heading of the page
        this.linked = asks ? quizgenScore.fromSet(set) : undefined;
        this.showChoice(isAsked, asks);
      }
    }

    /** Go to an address of this page, so that one can come back to it. @param {string} set */
    open(set) {
      if (location.hash.slice(1) === set) this.route(true);
      else location.replace(`#${set}`); // which comes to `route`
    }

    /** Leave a result; the browser's way back leads to it. */
    choose() {
      if (location.hash) location.hash = '';
      else this.showChoice(true);
    }

    /** @param {'choose' | 'ask' | 'result'} name @param {boolean} isAsked whether the reader asked for it */
    showPart(name, isAsked) {
      for (const part of ['choose', 'ask', 'result']) this.show(part, part === name);
      if (name !== 'result') { // or a question could be on the page twice
        for (const place of this.root.querySelectorAll('[data-review]')) place.replaceChildren();
      }
      if (isAsked && name !== 'ask') this.look(this.one(`[data-part="${name}"] h2`));
    }

    /** The clock, too, where there is room. @param {HTMLElement} heading */
    look(heading) {
      this.one('.exam-bar').scrollIntoView({ block: 'nearest' });
      super.look(heading);
    }

    // Choosing

    get select() {
      return /** @type {HTMLSelectElement} */ (this.one('select[name="exam"]'));
    }

    fillExams() {
      for (const exam of this.exams) {
        this.select.append(new Option(this.bank.examValue(exam).label, exam.key));
      }
    }

    /** @returns {{exam: Exam, length: Length} | undefined} */
    get wish() {
      const exam = this.examOf(this.select.value);
      const chosen = this.root.querySelector('[name="length"]:checked')?.getAttribute('value');
      const length = exam?.lengths.find(({ name }) => name === chosen);
      return exam && length && { exam, length };
    }

    /** @param {boolean} isAsked @param {boolean} isLink whether an address named an exam */
    showChoice(isAsked, isLink = false) {
      const wanted = this.linked ?? this.attempts[0]?.sitting;
      const isKnown = this.examOf(wanted?.exam ?? '')?.lengths.some(({ name }) => name === wanted?.length);
      if (wanted && isKnown) {
        this.select.value = wanted.exam;
        /** @type {HTMLInputElement} */ (this.one(`[name="length"][value="${wanted.length}"]`)).checked = true;
      } else {
        this.linked = undefined;
      }
      this.seed = this.linked?.seed ?? this.newSeed();
      this.draw();
      this.showHistory();
      this.showPart('choose', isAsked);
      if (!this.exams.length) this.say('.player-said', 'no-exam');
      else if (!isLink) this.say('.player-said');
      else if (!this.linked) this.say('.player-said', 'unknown-set');
      else this.say('.player-said', this.linked.mark === this.drawn?.mark ? 'linked' : 'other-set');
    }

    newSeed() {
      return crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    }

    changeWish() {
      this.linked = undefined;
      this.seed = this.newSeed();
      this.say('.player-said');
      this.draw();
    }

    draw() {
      const { wish } = this;
      this.drawn = wish && quizgenDraw.draw(this.bank, wish.exam, wish.length, this.seed);
      this.button('start').disabled = !this.drawn?.picks.length;
      if (!wish || !this.drawn) return;
      for (const { name, questions, seconds = 0 } of wish.exam.lengths) {
        const label = this.one(`[data-length="${name}"]`);
        label.querySelector('.exam-questions')?.replaceChildren(this.number.format(questions));
        label.querySelector('.exam-minutes')?.replaceChildren(this.number.format(seconds / 60));
        label.querySelector('.exam-limit')?.toggleAttribute('hidden', !seconds);
      }
      this.show('limit', Boolean(wish.length.seconds));
      this.show('no-limit', !wish.length.seconds);
      const drawn = this.drawn.picks.length;
      this.put('drawn', drawn);
      this.put('needed', wish.length.questions);
      this.show('short', drawn < wish.length.questions);
      this.showParts(wish.exam, this.drawn);
    }

    /** @param {Exam} exam @param {Drawn} drawn */
    showParts(exam, { parts }) {
      const known = this.bank.examParts(exam);
      const all = known.reduce((sum, [, , weight]) => sum + weight, 0);
      const rows = known.map(([part, label, weight], place) => {
        const { needed, drawn } = parts[place];
        const row = this.row(`${part} ${label}`, [this.percent.format(weight / all)], []);
        const last = /** @type {Element} */ (row.lastElementChild);
        last.replaceChildren(this.number.format(drawn));
        if (drawn < needed) {
          const told = /** @type {Element} */ (this.message('too-few').cloneNode(true));
          told.querySelector('.exam-missing')?.replaceChildren(this.number.format(needed - drawn));
          last.append(', ', told);
        }
        return row;
      });
      this.one('.exam-parts tbody').replaceChildren(...rows);
    }

    showHistory() {
      const made = this.attempts.map(({ sitting, entries }) => {
        const item = this.copy('attempt');
        const put = (/** @type {string} */ name, /** @type {string | Node} */ value) =>
          item.querySelector(`.exam-${name}`)?.replaceChildren(value);
        const score = quizgenScore.score(entries);
        item.querySelector('a')?.setAttribute('href', `#${quizgenScore.toSet(sitting)}`);
        put('name', this.labelOf(sitting));
        put('length', this.lengthOf(sitting));
        put('date', this.date.format(sitting.start));
        put('right', this.number.format(score.right));
        put('of', this.number.format(score.of));
        return item;
      });
      this.fillList(this.one('.exam-history'), made);
      this.show('history', made.length > 0);
    }

    // Asking

    begin() {
      const { wish, drawn } = this;
      if (!wish || !drawn?.picks.length) return;
      if (this.keptRun) {
        void this.sync(); // another tab has begun one
        return;
      }
      const set = quizgenScore.toSet({
        exam: wish.exam.key, length: wish.length.name, seed: this.seed, mark: drawn.mark,
        start: Date.now(), seconds: wish.length.seconds ?? 0,
      });
      const list = drawn.picks.map(({ question, part }) => /** @type {[string, string]} */ ([question.id, part]));
      const run = { set, list, at: 0, given: {}, flags: [] };
      this.run = run;
      this.keep(run);
      this.enter(run, true);
    }

    /** @param {Run} run */
    enter(run, isAsked = false) {
      const sitting = /** @type {Sitting} */ (quizgenScore.fromSet(run.set));
      this.run = run;
      this.picks = run.list.flatMap(([id, part]) => {
        const question = this.bank.questionFor(id);
        return question ? [{ question, part }] : [];
      });
      const link = this.linkTo(sitting);
      if (location.hash !== link) location.replace(link);
      this.putTitle(sitting);
      this.say('.exam-said');
      const dropped = run.list.length - this.picks.length;
      this.put('dropped', dropped);
      if (dropped) this.say('.exam-said', 'dropped');
      this.put('of', this.picks.length);
      this.fillSheet();
      this.startClock(sitting);
      if (!this.run) return; // the time was over
      this.showPart('ask', isAsked);
      this.ask(Math.min(Math.max(run.at, 0), this.picks.length - 1), isAsked);
    }

    leave() {
      clearInterval(this.clock);
      this.run = undefined;
      this.one('.player-question').replaceChildren();
    }

    get current() {
      return this.picks[this.at];
    }

    /** @param {number} place @param {boolean} isAsked */
    ask(place, isAsked = true) {
      this.at = place;
      this.show('finish', false);
      this.show('question', true);
      if (!this.current) {
        this.finish(); // the site asks none of them any more
        return;
      }
      const made = this.bank.element(this.root, this.current.question, place + 1);
      this.one('.player-question').replaceChildren(made);
      /** @type {HTMLElement} */ (made.querySelector('.quiz-buttons')).hidden = true;
      this.put('at', place + 1);
      this.button('back').disabled = place === 0;
      this.showChosen();
      this.change((run) => { run.at = place; });
      if (isAsked) this.look(/** @type {HTMLElement} */ (made.querySelector('.quiz-number')));
    }

    get inputs() {
      return /** @type {NodeListOf<HTMLInputElement>} */ (this.root.querySelectorAll('.player-question .quiz-option input'));
    }

    showChosen() {
      const given = this.run?.given[this.current?.question.id ?? ''] ?? [];
      for (const input of this.inputs) {
        const isChosen = given.includes(input.value);
        if (input.checked !== isChosen) input.checked = isChosen;
      }
    }

    answer() {
      const chosen = [...this.inputs].filter(({ checked }) => checked).map(({ value }) => value);
      const { id } = this.current.question;
      this.change(({ given }) => { given[id] = chosen; });
    }

    flag() {
      const { id } = this.current.question;
      const isFlagged = this.run?.flags.includes(id);
      this.change((run) => {
        run.flags = run.flags.filter((one) => one !== id);
        if (!isFlagged) run.flags.push(id);
      });
    }

    // The answer sheet

    /** @param {Question} question @returns {State} */
    stateOf({ id, keys }) {
      const chosen = this.run?.given[id]?.length ?? 0;
      if (!chosen) return 'open';
      return chosen === keys.length ? 'answered' : 'incomplete';
    }

    fillSheet() {
      for (const sheet of this.root.querySelectorAll('.exam-sheet')) {
        this.fillList(sheet, this.picks.map((_, place) => {
          const cell = this.copy('cell');
          cell.querySelector('.exam-number')?.replaceChildren(this.number.format(place + 1));
          return cell;
        }));
      }
      this.showSheet();
    }

    showSheet() {
      const flags = new Set(this.run?.flags);
      const counted = { answered: 0, incomplete: 0, open: 0 };
      this.picks.forEach(({ question }, place) => {
        const state = this.stateOf(question);
        counted[state] += 1;
        for (const sheet of this.root.querySelectorAll('.exam-sheet')) {
          const cell = sheet.querySelectorAll('li')[place];
          const isFlagged = flags.has(question.id);
          for (const name of STATES) this.toggle(cell, name, name === state);
          this.toggle(cell, 'flag', isFlagged);
          const isLeft = state !== 'answered' || isFlagged;
          cell.hidden = sheet.matches('[data-sheet="left"]') && !isLeft;
          const button = cell.querySelector('button');
          if (place === this.at) button?.setAttribute('aria-current', 'true');
          else button?.removeAttribute('aria-current');
        }
      });
      for (const name of STATES) this.put(name, counted[name]);
      const isFlagged = flags.has(this.current?.question.id ?? '');
      this.put('flags', this.picks.filter(({ question }) => flags.has(question.id)).length);
      this.show('left-open', counted.open > 0);
      this.show('left', this.one('[data-sheet="left"] li:not([hidden])') !== null);
      this.show('flagged', isFlagged);
      this.button('flag').setAttribute('aria-pressed', String(isFlagged));
    }

    /** @param {Element} cell @param {string} name @param {boolean} isShown */
    toggle(cell, name, isShown) {
      cell.querySelector(`[data-state="${name}"]`)?.toggleAttribute('hidden', !isShown);
    }

    /** @param {Event} event */
    choosePlace({ target, currentTarget }) {
      const cell = target instanceof Element ? target.closest('li') : null;
      const cells = [.../** @type {Element} */ (currentTarget).querySelectorAll('li')];
      if (cell) this.ask(cells.indexOf(cell));
    }

    // The clock

    /** @param {Sitting} sitting */
    startClock({ start, seconds }) {
      this.deadline = seconds ? start + seconds * 1000 : Infinity;
      this.told = [seconds / 2, ...TOLD];
      this.left = Infinity;
      clearInterval(this.clock);
      this.show('clock', seconds > 0);
      if (!seconds) return;
      this.clock = setInterval(() => this.tick(), 1000);
      this.tick();
    }

    tick() {
      if (!this.run || this.deadline === Infinity) return;
      const before = this.left;
      this.left = Math.ceil((this.deadline - Date.now()) / 1000);
      if (this.left <= 0) {
        void this.handIn();
        return;
      }
      const [minutes, seconds] = [Math.floor(this.left / 60), this.left % 60];
      const hours = Math.floor(minutes / 60);
      const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
      this.put('clock', `${hours}:${two(minutes % 60)}:${two(seconds)}`);
      const isPassed = this.told.some((one) => before > one && this.left <= one);
      if (isPassed && before !== Infinity) this.sayTime();
    }

    sayTime() {
      this.tick();
      if (!this.run) return;
      this.put('minutes-left', Math.floor(this.left / 60));
      this.say('.exam-said', this.left < 60 ? 'last-minute' : 'minutes-left');
    }

    // Handing in

    finish() {
      this.showSheet();
      this.show('question', false);
      this.show('finish', true);
      this.look(this.one('[data-part="finish"] h3'));
    }

    async handIn() {
      const run = this.keptRun;
      if (!this.run || run?.set !== this.run.set) {
        await this.sync();
        return;
      }
      const { set } = run;
      const entries = this.picks.map(({ question, part }, place) => this.entry(run, question, part, place));
      this.leave();
      try {
        // Who leaves between this and the next line hands in again, and nothing is there twice.
        await this.log.merge(entries);
      } catch (error) {
        this.unkept.push(...entries);
        this.say('.player-told', QuizProgress.trouble(error));
      }
      this.keep(undefined);
      await this.readLog();
      this.open(set);
    }

    /**
     * @param {Run} run
     * @param {Question} question
     * @param {string} part
     * @param {number} place
     * @returns {ExamEntry}
     */
    entry({ set, given }, question, part, place) {
      const { start, seed } = /** @type {Sitting} */ (quizgenScore.fromSet(set));
      const chosen = given[question.id] ?? [];
      return {
        id: `${start}-${seed}-${place}`,
        time: Math.min(Date.now(), this.deadline),
        item: question.id,
        options: chosen,
        revision: question.rev,
        result: quizgenScore.resultOf(question, chosen),
        where: 'exam',
        set,
        place,
        part,
        among: quizgenScore.answersTo(question),
      };
    }

    // The result

    /** @param {string} set @param {boolean} isAsked */
    showAttempt(set, isAsked) {
      const asked = quizgenScore.fromSet(set);
      const wanted = asked && quizgenScore.toSet(asked); // a browser writes some characters its way
      const attempt = this.attempts.find(({ sitting }) => quizgenScore.toSet(sitting) === wanted);
      if (attempt) {
        this.showResult(attempt);
        this.showPart('result', isAsked);
        return;
      }
      this.linked = undefined;
      this.showChoice(isAsked);
      this.say('.player-said', 'unknown-attempt');
    }

  }

  QuizPlayer.startAll('exam', (root, bank) => void new MockExam(root, bank).start());
}
