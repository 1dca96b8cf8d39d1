// @ts-check
'use strict';

// Checks the questions that templates/question.html writes and remembers what
// was answered. It holds no text: it only moves, shows and copies elements, so
// it does not mind a browser that translates the page and replaces its text.

// A block, as classic scripts share one global scope. (Modules do not run from file://.)
{
  /** @typedef {{options: string[], revision: string, result: Result}} Answer */
  /** @typedef {{v: 1, answers: Record<string, Answer>}} Store */

  const RESULTS = ['right', 'partial', 'wrong', 'unknown'];

  /** @param {any} value */
  const isRecord = (value) => value instanceof Object && !Array.isArray(value);

  /** @param {string} site */
  const storageKey = (site) => `quizgen:${site}:answers`;

  /**
   * @param {string} site
   * @returns {Store | null} null: nothing may be read or written
   */
  const readStore = (site) => {
    try {
      const store = JSON.parse(localStorage.getItem(storageKey(site)) ?? '{"v":1,"answers":{}}');
      // What a newer version or somebody else wrote is left as it is.
      return isRecord(store) && store.v === 1 && isRecord(store.answers) ? store : null;
    } catch {
      return null; // storage is forbidden, or the value is broken
    }
  };

  /**
   * @param {string} site
   * @param {string} item
   * @returns {Answer | undefined}
   */
  const recall = (site, item) => {
    const answer = readStore(site)?.answers[item];
    const isSound = answer && Array.isArray(answer.options) && RESULTS.includes(answer.result);
    return isSound ? answer : undefined;
  };

  /**
   * @param {string} site
   * @param {string} item
   * @param {Answer} answer
   */
  const remember = (site, item, answer) => {
    const store = readStore(site); // anew: another tab may have written since
    if (!store) return;
    store.answers[item] = answer;
    try {
      localStorage.setItem(storageKey(site), JSON.stringify(store));
    } catch {
      // The storage is full: the answer lasts as long as the page.
    }
  };

  /** @type {InstanceType<typeof QuizLog>} */
  let kept;
  /** @param {string} site @param {Given} given */
  const log = async (site, given) => {
    try {
      kept ??= new QuizLog(site);
      await kept.add(kept.entry(given));
    } catch {
      // The practice page says what is wrong with the log.
    }
  };

  /**
   * @param {ParentNode} parent
   * @param {string} selector of an element that the template always writes
   */
  const find = (parent, selector) =>
    /** @type {HTMLElement} */ (parent.querySelector(selector));

  class QuizQuestion extends HTMLElement {
    connectedCallback() {
      const details = this.querySelector('details.quiz-answer');
      if (!details) return; // moved within the page, and set up before
      this.takeApart(details);
      this.reveal(false);
      find(this, 'button[value=check]').hidden = false;
      this.addEventListener('submit', this);
      this.addEventListener('reset', this);
      this.restore();
    }

    /**
     * Put what stands in the answer where it is read after Check.
     * @param {Element} details
     */
    takeApart(details) {
      const reasons = details.querySelectorAll('.quiz-reason');
      this.querySelectorAll('.quiz-option').forEach((option, index) => {
        find(option, '.quiz-marks').prepend(find(reasons[index], '.quiz-mark'));
        option.append(find(reasons[index], '.quiz-because'));
      });
      find(this, 'form').append(...details.querySelectorAll('.quiz-explanation'));
      details.remove();
    }

    get inputs() {
      return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll('.quiz-option input')]);
    }

    /** Nothing where the page itself keeps what is answered. */
    get site() {
      return this.dataset.site ?? '';
    }

    get sure() {
      const chosen = this.querySelector('.quiz-sure :checked');
      return /** @type {Sure | undefined} */ (chosen?.getAttribute('value') ?? undefined);
    }

    /** @param {Event} event */
    handleEvent(event) {
      if (event.type === 'reset') return this.startOver();
      event.preventDefault();
      const { submitter } = /** @type {SubmitEvent} */ (event);
      if (submitter?.getAttribute('value') === 'unknown') return this.answer([], 'unknown');
      return this.check();
    }

    check() {
      const chosen = this.inputs.filter((input) => input.checked);
      const keys = this.inputs.filter((input) => input.matches('[data-key]'));
      if (chosen.length !== keys.length) {
        this.say('.quiz-status', 'choose');
        this.inputs[0].focus();
        return;
      }
      const hits = keys.filter((key) => key.checked).length;
      const result = hits === keys.length ? 'right' : hits ? 'partial' : 'wrong';
      this.answer(chosen.map((input) => input.value), result);
    }

    /**
     * @param {string[]} options
     * @param {Result} result
     */
    answer(options, result) {
      this.show(options, result, '.quiz-status');
      // The reasons push the button down: keep it in sight.
      find(this, '.quiz-buttons').scrollIntoView({ block: 'nearest' });
      const revision = this.dataset.revision ?? '';
      const detail = { item: this.id, options, revision, result, sure: this.sure };
      if (this.site) {
        remember(this.site, this.id, { options, revision, result });
        void log(this.site, { ...detail, where: 'note' });
      }
      this.dispatchEvent(new CustomEvent('quiz-answer', { bubbles: true, detail }));
    }

    /** Show what was answered on an earlier visit, unless it was another question then. */
    restore() {
      const past = this.site && recall(this.site, this.id);
      if (!past) return;
      if (past.revision !== this.dataset.revision) return this.say('.quiz-note', 'changed');
      const offered = this.inputs.map((input) => input.value);
      const isWhole = past.options.every((option) => offered.includes(option));
      // Not in the status: nobody wants to hear all of them when a page opens.
      this.show(past.options, past.result, '.quiz-note', ...(isWhole ? [] : ['gone']));
    }

    /**
     * @param {string[]} options
     * @param {Result} result
     * @param {string} place
     * @param {string[]} more messages
     */
    show(options, result, place, ...more) {
      let hits = 0;
      for (const input of this.inputs) {
        const isChosen = options.includes(input.value);
        input.checked = isChosen;
        this.markChosen(input, isChosen);
        if (isChosen && input.matches('[data-key]')) hits += 1;
      }
      this.reveal(true);
      this.dataset.result = result;
      this.say(place, result === 'partial' ? `partial-${hits}` : result, ...more);
    }

    startOver() {
      delete this.dataset.result;
      this.say('.quiz-status');
      this.reveal(false);
      for (const input of this.inputs) this.markChosen(input, false);
      this.inputs[0].focus();
    }

    /**
     * @param {HTMLInputElement} input
     * @param {boolean} isChosen
     */
    markChosen(input, isChosen) {
      const option = /** @type {HTMLElement} */ (input.closest('.quiz-option'));
      option.toggleAttribute('data-chosen', isChosen);
      find(option, '.quiz-yours').hidden = !isChosen;
    }

    /** @param {boolean} isAnswered */
    reveal(isAnswered) {
      const parts = '.quiz-mark, .quiz-because, .quiz-explanation, button[type=reset]';
      for (const part of this.querySelectorAll(parts)) {
        part.toggleAttribute('hidden', !isAnswered);
      }
      const unknown = find(this, 'button[value=unknown]');
      unknown.hidden = isAnswered && unknown !== document.activeElement; // focus stays
    }

    /**
     * Say these messages in this place, and nothing in the other.
     * @param {string} place
     * @param {string[]} messages
     */
    say(place, ...messages) {
      const texts = messages.map((name) => this.querySelector(`[data-say="${name}"]`));
      find(this, '.quiz-note').replaceChildren();
      find(this, '.quiz-status').replaceChildren();
      find(this, place).append(...texts.flatMap((text) => text?.cloneNode(true) ?? []));
    }
  }

  // The script may be on the page twice.
  if (!customElements.get('quiz-question')) customElements.define('quiz-question', QuizQuestion);
}
