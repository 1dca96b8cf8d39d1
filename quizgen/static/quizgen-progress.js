// @ts-check
'use strict';

// Reading, joining, exporting and importing the log of answers. What comes from the storage or
// from a file is checked and only ever shown as text.

/**
 * What was answered, and whether it was right then. `where` is the kind of page, and `set` names
 * the exam that it was a part of.
 * @typedef {'right' | 'partial' | 'wrong' | 'unknown'} Result
 * @typedef {'sure' | 'unsure' | 'guess'} Sure
 * @typedef {{item: string, options: string[], revision: string, result: Result, sure?: Sure,
 *   where: string, set?: string}} Given
 * @typedef {Given & {id: string, time: number}} Entry
 */
/** @typedef {'broken' | 'site' | 'newer'} Problem of a file */
/** @typedef {'full' | 'newer-storage' | 'blocked'} Trouble with the storage */

var QuizProgress = (() => {
  const VERSION = 1;
  const FORMAT = 'quizgen-progress';
  /** So many records are opened at once in no time; more are joined to long ones. */
  const MANY = 300;
  const RECORD = 1000;
  const RESULTS = ['right', 'partial', 'wrong', 'unknown'];
  const SURE = ['sure', 'unsure', 'guess', undefined];

  /** @param {unknown} value @returns {value is string} */
  const isText = (value) => typeof value === 'string' && value.length <= 300;

  /** @param {any} entry @returns {entry is Entry} */
  const isSound = (entry) => entry instanceof Object
    && isText(entry.id) && isText(entry.item) && isText(entry.revision) && isText(entry.where)
    && entry.id !== '' && entry.item !== ''
    && Array.isArray(entry.options) && entry.options.length < 100 && entry.options.every(isText)
    && RESULTS.includes(entry.result) && SURE.includes(entry.sure)
    && (entry.set === undefined || isText(entry.set))
    && Number.isFinite(entry.time) && Math.abs(entry.time) < 8.64e15;

  /** @param {Entry} entry the same text for the same entry, in whatever order its keys stand */
  const written = (entry) => JSON.stringify(entry, Object.keys(entry).sort());

  /** @param {Entry} one @param {Entry} other */
  const inOrder = (one, other) => one.time - other.time || (one.id < other.id ? -1 : 1);

  /**
   * Join logs: the same in whatever order they come, and however often.
   * @param {Entry[][]} logs
   * @returns {Entry[]} by time
   */
  const join = (...logs) => {
    /** @type {Map<string, Entry>} */
    const found = new Map();
    for (const log of logs) {
      for (const entry of log) {
        const other = found.get(entry.id);
        // Of two entries with one id, which nobody but a tampered file has, always the same stays.
        if (!other || (other !== entry && written(entry) < written(other))) found.set(entry.id, entry);
      }
    }
    return [...found.values()].sort(inOrder);
  };

  /** @param {string} site @param {Entry[]} entries */
  const toFile = (site, entries) => {
    const head = JSON.stringify({ format: FORMAT, v: VERSION, site, algo: quizgenFsrs.algo });
    const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
    return `${head.slice(0, -1)},"entries":[\n${lines}\n]}\n`;
  };

  /**
   * @param {string} site
   * @param {string} text
   * @returns {{entries: Entry[], broken: number} | {problem: Problem}}
   */
  const fromFile = (site, text) => {
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      return { problem: 'broken' };
    }
    if (file?.format !== FORMAT || !Number.isInteger(file.v)) return { problem: 'broken' };
    if (file.v > VERSION) return { problem: 'newer' };
    if (file.site !== site) return { problem: 'site' };
    if (!Array.isArray(file.entries)) return { problem: 'broken' };
    const entries = file.entries.filter(isSound);
    return { entries: join(entries), broken: file.entries.length - entries.length };
  };

  /** @param {unknown} error @returns {Trouble} */
  const trouble = (error) => {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'QuotaExceededError') return 'full';
    // A newer version in another tab has made this page let go of the storage.
    return ['VersionError', 'InvalidStateError'].includes(name) ? 'newer-storage' : 'blocked';
  };

  return class extends QuizLog {
    static RESULTS = RESULTS;
    static join = join;
    static toFile = toFile;
    static fromFile = fromFile;
    static trouble = trouble;

    /** How much in the storage is no entry; it is left as it is. */
    broken = 0;

    /** @returns {Promise<Entry[]>} everything, by time */
    async all() {
      /** @type {Entry[]} */
      let found = [];
      let records = 0;
      await this.run('readonly', (store) => this.read(store, (entries, _, count) => {
        found = entries;
        records = count;
      }));
      if (records > MANY) await this.merge([], { always: true }).catch(() => {});
      return found;
    }

    /**
     * Add what is not there; nothing is overwritten.
     * @param {Entry[]} entries
     * @returns {Promise<number>} how many were new
     */
    async merge(entries, { always = false } = {}) {
      let added = 0;
      await this.run('readwrite', (store) => this.read(store, (known, others) => {
        const joined = join(known, entries);
        added = joined.length - known.length;
        if (!always && joined.every((entry, place) => entry === known[place])) return;
        store.clear(); // in one transaction with what follows: all of it happens, or nothing
        for (const other of others) store.add(other);
        for (let start = 0; start < joined.length; start += RECORD) {
          store.add(joined.slice(start, start + RECORD));
        }
      }));
      return added;
    }

    /**
     * @param {IDBObjectStore} store
     * @param {(entries: Entry[], others: unknown[], records: number) => void} use
     */
    read(store, use) {
      const request = store.getAll();
      request.onsuccess = () => {
        const all = request.result.flat();
        const sound = all.filter(isSound);
        const others = sound.length < all.length ? all.filter((one) => !isSound(one)) : [];
        this.broken = others.length;
        use(join(sound), others, request.result.length);
      };
    }

    /** Delete everything that this site keeps of answers. */
    async clear() {
      await this.run('readwrite', (store) => store.clear());
    }
  };
})();
