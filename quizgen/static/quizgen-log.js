// @ts-check
'use strict';
// The log of answers: entries are added and never changed. A record of the store is a list of
// entries: one, or many that were joined (see quizgen-progress.js), which are read much sooner.

// `var`, as the script may be on the page twice.
var QuizLog = class {
  /** @type {Promise<IDBDatabase> | undefined} */
  db;

  /** @param {string} site */
  constructor(site) {
    this.site = site;
  }

  open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(`quizgen:${this.site}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('log', { autoIncrement: true });
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        // A newer version of the site in another tab shall not wait.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
    });
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => unknown} work
   */
  async run(mode, work) {
    const db = await (this.db ??= this.open());
    await new Promise((resolve, reject) => {
      const transaction = db.transaction('log', mode);
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore('log'));
    });
  }

  /**
   * Put a time on an answer, and an id that no other entry has on any machine.
   * @param {Given} given
   * @returns {Entry}
   */
  entry(given) {
    const time = Date.now();
    const chance = crypto.getRandomValues(new Uint32Array(2)).join('');
    return { id: `${time}-${chance}`, time, ...given };
  }

  /** @param {Entry} entry */
  add(entry) {
    return this.run('readwrite', (store) => store.add([entry]));
  }
};
