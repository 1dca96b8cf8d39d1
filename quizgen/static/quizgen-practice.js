// @ts-check
'use strict';

// The page on which learners practise, see templates/practice.html. It holds no text: it moves,
// shows and copies what the template and the bank hold, and adds numbers and dates.

{
  /**
   * A session: ids of questions, the place in it, and what was answered at each place.
   * @typedef {{list: string[], at: number, given: Record<number, {options: string[], result: Result}>}} Session
   * @typedef {{v: 1, exam: string, wish?: Wish, by?: string,
   *   session?: Session}} Settings
   */

  const WHAT = /** @type {const} */ (['due', 'missed', 'new', 'all']);
  const WEEKS = 6;
  /** So many questions after a miss another one on the same comes. */
  const AFTER = 3;

  /** @param {any} value @returns {Session | undefined} */
  const soundSession = (value) => {
    const isGiven = (/** @type {any} */ one) => QuizPlayer.areTexts(one?.options)
      && QuizProgress.RESULTS.includes(one.result);
    const isSound = value instanceof Object && QuizPlayer.areTexts(value.list)
      && Number.isInteger(value.at) && value.at >= 0 && value.given instanceof Object
      && Object.values(value.given).every(isGiven);
    return isSound ? value : undefined;
  };

  class Practice extends QuizPlayer {
    /** @type {Entry[]} */
    entries = [];
    /** Answers that could not be stored. @type {Entry[]} */
    unkept = [];
    /** @type {Map<string, Card>} */
    cards = new Map();
    gone = 0;
    /** @type {Settings} */
    settings = { v: 1, exam: '' };
    /** Ids of what the last session missed. @type {string[]} */
    missed = [];

    /**
     * @param {HTMLElement} root
     * @param {InstanceType<typeof QuizBank>} bank
     */
    constructor(root, bank) {
      super(root, bank);
      this.date = new Intl.DateTimeFormat(this.language, { timeZone: 'UTC', dateStyle: 'medium' });
      this.next = this.button('next');
    }

    get form() {
      return /** @type {HTMLFormElement} */ (this.one('.player-choose'));
    }

    /** @param {string} name @returns {HTMLInputElement} */
    input(name) {
      return /** @type {HTMLInputElement} */ (this.one(`input[name="${name}"]`));
    }

    // What is kept

    readSettings() {
      const { exam = '', wish, by, session } = this.kept ?? {};
      this.settings = {
        v: 1, exam: typeof exam === 'string' ? exam : '', wish, by, session: soundSession(session),
      };
    }

    /**
     * Keep some of the settings, and what another tab wrote of the others.
     * @param {('exam' | 'wish' | 'by' | 'session')[]} names
     */
    keep(...names) {
      const { kept } = this;
      if (!kept) return;
      for (const name of names) kept[name] = this.settings[name];
      try {
        localStorage.setItem(this.key, JSON.stringify(kept));
      } catch {
        // The storage is full: they last as long as the page; the log speaks of it.
      }
    }

    async readLog() {
      try {
        const kept = await this.log.all();
        this.entries = QuizProgress.join(kept, this.unkept);
        this.put('broken', this.log.broken);
        if (this.log.broken) this.say('.player-told', 'some-broken');
      } catch (error) {
        this.entries = QuizProgress.join(this.unkept);
        this.say('.player-told', QuizProgress.trouble(error));
      }
      this.plan();
    }

    get today() {
      return quizgenPlan.dayOf(Date.now());
    }

    plan() {
      const exam = quizgenPlan.dayOfDate(this.settings.exam);
      const ahead = exam !== undefined && exam > this.today ? exam : undefined;
      ({ cards: this.cards, gone: this.gone } = quizgenPlan.plan(this.bank, this.entries, ahead));
    }

    // Start

    async start() {
      this.readSettings();
      this.fillFields();
      this.listen();
      await this.readLog();
      this.setForm(true);
      this.showProgress();
      const { session } = this.settings;
      if (session && this.dropGone(session)) this.showQuestion();
      else this.showChoice();
      document.addEventListener('visibilitychange', () => {
        if (!document.hidden) void this.comeBack();
      });
    }

    /** Another tab may have added to the log. */
    async comeBack() {
      const { exam } = this.kept ?? {};
      if (typeof exam === 'string') this.settings.exam = exam;
      await this.readLog();
      this.showProgress();
    }

    listen() {
      this.root.addEventListener('quiz-answer', (event) => {
        void this.answer(/** @type {CustomEvent} */ (event).detail);
      });
      this.form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.begin();
      });
      this.form.addEventListener('change', () => this.changeWish());
      this.input('exam').addEventListener('change', () => this.changeExam());
      this.input('import').addEventListener('change', () => void this.importFile());
      this.one('select[name="by"]').addEventListener('change', () => this.changeBy());
      const actions = {
        next: () => this.goOn(),
        stop: () => this.end(),
        again: () => this.askMissed(),
        choose: () => this.showChoice(true),
        export: () => this.exportFile(),
        delete: () => this.confirm(true),
        'delete-yes': () => void this.deleteAll(),
        'delete-no': () => this.confirm(false),
      };
      for (const [name, act] of Object.entries(actions)) {
        this.button(name).addEventListener('click', act);
      }
    }

    // Choosing

    fillFields() {
      const template = this.one('template[data-field]');
      const by = this.one('select[name="by"]');
      for (const field of this.bank.data.fields) {
        const made = this.copy('field');
        const select = /** @type {HTMLSelectElement} */ (made.querySelector('select'));
        made.querySelector('.player-label')?.replaceChildren(field.label);
        select.dataset.field = field.name;
        for (const value of field.values) {
          select.append(new Option(value.label, value.key));
          for (const part of this.bank.partsOf(value)) {
            select.append(new Option(`${value.label} · ${this.bank.labelOf(value, part)}`, `${value.key} ${part}`));
          }
          if (value.codes) by.append(new Option(value.label, `${field.name} ${value.key}`));
        }
        if (!field.values.some(({ codes }) => codes)) by.append(new Option(field.label, field.name));
        template.before(made);
      }
      const options = /** @type {HTMLOptionElement[]} */ ([...by.children]);
      const chosen = options.find(({ value }) => value === this.settings.by)
        ?? options.find(({ value }) => value.includes(' ')); // an exam
      if (chosen) chosen.selected = true;
      this.show('sure', by.childElementCount > 0); // a site may have no groups
    }

    /** @returns {NodeListOf<HTMLSelectElement>} */
    get selects() {
      return this.form.querySelectorAll('select[data-field]');
    }

    /** @returns {Wish} */
    get wish() {
      const form = new FormData(this.form);
      const groups = Object.fromEntries([...this.selects].map((one) => [one.dataset.field, one.value]));
      return {
        what: /** @type {What} */ (form.get('what') ?? 'all'),
        groups,
        kind: String(form.get('kind') ?? ''),
        count: Number(form.get('count')),
      };
    }

    /** Choose what was chosen last, as far as it is still there; who comes back, what is due. */
    setForm(isBack = false) {
      const wish = /** @type {any} */ (this.settings.wish);
      for (const select of this.form.querySelectorAll('select')) {
        const name = select.dataset.field;
        const value = String((name ? wish?.groups?.[name] : wish?.[select.name]) ?? '');
        if ([...select.options].some((option) => option.value === value)) select.value = value;
      }
      const counted = this.count();
      const order = /** @type {unknown[]} */ ([isBack ? 'due' : wish?.what, wish?.what, 'due', 'new']);
      const what = order.find((one) => WHAT.some((name) => name === one && counted[name])) ?? 'all';
      /** @type {HTMLInputElement} */ (this.form.querySelector(`[value="${what}"]`)).checked = true;
      this.count();
    }

    count() {
      const { wish } = this;
      const counted = quizgenPlan.counts(this.bank, this.cards, wish, this.today);
      for (const what of WHAT) this.put(what, counted[what]);
      this.show('none', !counted.all);
      this.button('start').disabled = !counted[wish.what];
      return counted;
    }

    changeWish() {
      this.settings.wish = this.wish;
      this.keep('wish');
      this.count();
    }

    showChoice(isAsked = false) {
      if (isAsked) this.setForm();
      this.showPart('choose', isAsked);
    }

    /** @param {'choose' | 'ask' | 'end'} name @param {boolean} isAsked whether the reader asked for it */
    showPart(name, isAsked) {
      for (const part of ['choose', 'ask', 'end']) this.show(part, part === name);
      this.show('progress', name !== 'ask');
      if (isAsked) this.look(this.one(`[data-part="${name}"] h2`));
    }

    // Asking

    begin() {
      this.settings.wish = this.wish;
      this.keep('wish');
      this.ask(quizgenPlan.choose(this.bank, this.cards, this.wish, this.today));
    }

    /** @param {string[]} list */
    ask(list) {
      if (!list.length) return;
      this.settings.session = { list, at: 0, given: {} };
      this.keep('session');
      this.showQuestion(true);
    }

    /** Leave out what is no longer asked. @param {Session} session @returns {boolean} whether any is left */
    dropGone(session) {
      const list = session.list.map((id) => this.bank.questionFor(id)?.id);
      const before = list.slice(0, session.at).filter((id) => id === undefined).length;
      const given = Object.entries(session.given).filter(([place]) => list[Number(place)]);
      const place = (/** @type {number} */ at) => list.slice(0, at).filter(Boolean).length;
      session.given = Object.fromEntries(given.map(([at, one]) => [place(Number(at)), one]));
      session.at -= before;
      session.list = list.filter((id) => id !== undefined);
      return session.at < session.list.length;
    }

    /** @returns {{session: Session, question: Question} | undefined} */
    get current() {
      const { session } = this.settings;
      const question = session && this.bank.byId.get(session.list[session.at]);
      return question && { session, question };
    }

    showQuestion(isAsked = false) {
      if (!this.current) return;
      const { session, question } = this.current;
      const made = this.bank.element(this.root, question, session.at + 1);
      this.next.hidden = true;
      this.one('.player-question').replaceChildren(made);
      this.one('.player-question .quiz-buttons').append(this.next);
      this.show('next', false);
      this.put('at', session.at + 1);
      this.put('of', session.list.length);
      this.showPart('ask', isAsked);
      const given = session.given[session.at];
      const element = /** @type {any} */ (made); // a QuizQuestion
      if (given) {
        element.show(given.options, given.result, '.quiz-note');
        this.lock(false);
      } else if (this.cards.get(this.bank.cardOf(question))?.changed) {
        element.say('.quiz-note', 'changed');
      }
    }

    /** @param {Omit<Given, 'where'>} detail */
    async answer({ item, options, revision, result, sure }) {
      if (!this.current) return;
      const { session, question } = this.current;
      const entry = this.log.entry({ item, options, revision, result, where: 'practice' });
      if (sure && result !== 'unknown') entry.sure = sure;
      session.given[session.at] = { options, result };
      this.entries.push(entry);
      this.plan();
      if (result !== 'right') this.addAnother(session, question);
      this.keep('session');
      this.lock(true);
      try {
        await this.log.add(entry);
      } catch (error) {
        this.unkept.push(entry);
        this.say('.player-told', QuizProgress.trouble(error));
      }
    }

    /** @param {Session} session @param {Question} question */
    addAnother(session, question) {
      const found = quizgenPlan.another(this.bank, this.cards, question, session.list, this.today);
      if (!found) return;
      const place = Math.min(session.at + AFTER, session.list.length);
      session.list.splice(place, 0, found.id);
      this.put('of', session.list.length);
      this.show('another', true);
    }

    /** What was answered stays as it is. @param {boolean} isNow */
    lock(isNow) {
      if (!this.current) return;
      const { session, question } = this.current;
      for (const input of this.root.querySelectorAll('.player-question input')) {
        /** @type {HTMLInputElement} */ (input).disabled = true;
      }
      this.next.hidden = false;
      if (isNow) this.next.focus();
      for (const button of this.root.querySelectorAll('.player-question button[type="submit"]')) {
        /** @type {HTMLElement} */ (button).hidden = true;
      }
      const due = this.cards.get(this.bank.cardOf(question))?.due ?? this.today;
      this.put('review', this.date.format(quizgenPlan.dateOf(due)));
      if (!isNow || session.given[session.at].result === 'right') this.show('another', false);
      this.show('next', true);
    }

    goOn() {
      const { session } = this.settings;
      if (!session) return;
      session.at += 1;
      this.keep('session');
      if (this.current) this.showQuestion(true);
      else this.end();
    }

    end() {
      const { session } = this.settings;
      const given = Object.entries(session?.given ?? {});
      const missed = given.filter(([, { result }]) => result !== 'right').map(([at]) => session?.list[Number(at)] ?? '');
      delete this.settings.session;
      this.keep('session');
      this.missed = [...new Set(missed)].filter((id) => this.bank.byId.has(id));
      this.showProgress();
      if (!given.length) {
        this.showChoice(true);
        return;
      }
      this.put('answered', given.length);
      this.put('right', given.length - missed.length);
      this.showMisses(this.missed);
      this.showPart('end', true);
    }

    /** @param {string[]} missed */
    showMisses(missed) {
      this.fillList(this.one('.player-misses'), missed.map((id) => {
        const item = this.copy('miss');
        const question = /** @type {Question} */ (this.bank.byId.get(id));
        const note = /** @type {Note} */ (this.bank.noteOf.get(id));
        this.bank.fill(/** @type {Element} */ (item.querySelector('.player-stem')), question.stem);
        this.bank.fillLink(/** @type {Element} */ (item.querySelector('a')), note.name);
        return item;
      }));
      this.show('misses', missed.length > 0);
      this.button('again').hidden = !missed.length;
    }

    askMissed() {
      this.ask(this.missed);
    }

    // Progress

    showProgress() {
      const cards = [...this.cards.values()];
      const { today } = this;
      this.put('due-now', cards.filter(({ due }) => due <= today).length);
      this.put('missed-now', cards.filter(quizgenPlan.isMissed).length);
      this.put('asked', cards.length);
      this.put('fresh', this.bank.cards.size - cards.length);
      const changed = cards.filter((card) => card.changed).length;
      this.put('changed', changed);
      this.show('changed', changed > 0);
      this.put('gone', this.gone);
      this.show('gone', this.gone > 0);
      this.input('exam').value = this.settings.exam;
      this.showWeeks();
      this.showSure();
      this.show('plots', cards.length > 0);
      this.count();
    }

    showWeeks() {
      const { today } = this;
      const weeks = quizgenPlan.dueByWeek(this.cards, today, WEEKS);
      const most = Math.max(...weeks, 1);
      this.fillTable('weeks', weeks.map((count, week) => {
        const from = this.date.format(quizgenPlan.dateOf(today + 7 * week));
        return this.row(from, [count], [['due', count / most]]);
      }));
    }

    showSure() {
      const by = /** @type {HTMLSelectElement} */ (this.one('select[name="by"]')).value;
      const [name, key] = by.split(' ');
      const field = this.bank.data.fields.find((one) => one.name === name);
      const value = field?.values.find((one) => one.key === key);
      const rows = value
        ? this.bank.partsOf(value).map((part) => [this.bank.labelOf(value, part), `${key} ${part}`])
        : (field?.values ?? []).map((one) => [one.label, one.key]);
      this.fillTable('sure', rows.map(([label, wanted]) => {
        const { sure, unsure, missed, fresh } = quizgenPlan.tally(this.bank, this.cards, name, wanted);
        const all = Math.max(sure + unsure + missed + fresh, 1);
        const parts = /** @type {[string, number][]} */ (
          [['sure', sure / all], ['unsure', unsure / all], ['missed', missed / all]]);
        return this.row(label, [sure, unsure, missed, fresh], parts);
      }));
    }

    changeBy() {
      this.settings.by = /** @type {HTMLSelectElement} */ (this.one('select[name="by"]')).value;
      this.keep('by');
      this.showSure();
    }

    changeExam() {
      this.settings.exam = this.input('exam').value;
      this.keep('exam');
      this.plan();
      this.showProgress();
    }

    // Export, import, delete

    exportFile() {
      const text = QuizProgress.toFile(this.site, this.entries);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = `progress-${quizgenPlan.dateOf(this.today).toISOString().slice(0, 10)}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    }

    async importFile() {
      const input = this.input('import');
      const [file] = input.files ?? [];
      if (!file) return;
      const read = QuizProgress.fromFile(this.site, await file.text());
      input.value = ''; // the same file may be chosen again
      if ('problem' in read) {
        this.reply(read.problem);
        return;
      }
      let added;
      try {
        added = await this.log.merge(read.entries);
      } catch (error) {
        added = QuizProgress.join(this.entries, read.entries).length - this.entries.length;
        this.unkept = QuizProgress.join(this.unkept, read.entries);
        this.say('.player-told', QuizProgress.trouble(error));
      }
      await this.readLog();
      this.put('new-entries', added);
      this.put('left-out', read.broken);
      this.showProgress();
      this.reply('imported', ...(read.broken ? ['some-left'] : []));
    }

    /** Say it below the buttons. What was above them may have gone, and they with it. @param {string[]} messages */
    reply(...messages) {
      this.say('.player-said', ...messages);
      this.one('.player-said').scrollIntoView({ block: 'nearest' });
    }

    /** @param {boolean} isAsked */
    confirm(isAsked) {
      this.show('confirm', isAsked);
      this.button(isAsked ? 'delete-no' : 'delete').focus();
    }

    forgetSettings() {
      const start = `quizgen:${this.site}:`;
      for (const key of Object.keys(localStorage)) {
        const isOurs = key.startsWith(start) && !key.slice(start.length).includes(':');
        if (isOurs) localStorage.removeItem(key);
      }
    }

    async deleteAll() {
      this.confirm(false);
      try {
        await this.log.clear();
        this.forgetSettings();
      } catch (error) {
        this.reply(QuizProgress.trouble(error));
        return;
      }
      this.unkept = [];
      this.settings = { v: 1, exam: '' };
      await this.readLog();
      this.setForm();
      this.showProgress();
      this.showChoice();
      this.reply('deleted');
    }
  }

  QuizPlayer.startAll('practice', (root, bank) => void new Practice(root, bank).start());
}
