// @ts-check
'use strict';

// Asks the browser to keep the whole site, and tells when a new version of it is there. What it
// moves and shows stands in _templates/offline.html and offline-copy.html. On file:// and wherever
// a browser allows no service worker it does nothing.

{
  const HOUR_MS = 60 * 60 * 1000;

  class Offline {
    /** @type {ServiceWorkerRegistration | undefined} */
    registration;
    isKeeping = false;
    isTaken = false;
    looked = Date.now();

    /** @param {HTMLElement} notice on every page @param {HTMLElement | null} copy on one */
    constructor(notice, copy) {
      this.notice = notice;
      this.copy = copy;
      this.worker = new URL(notice.dataset.worker ?? '', document.baseURI).href;
      this.scope = new URL('./', this.worker).href;
    }

    async start() {
      const link = document.createElement('link');
      link.rel = 'manifest';
      link.href = this.notice.dataset.manifest ?? '';
      document.head.append(link);
      this.listen();
      const found = await navigator.serviceWorker.getRegistration(this.scope);
      if (found?.scope === this.scope) this.watch(found);
      else if (matchMedia('(display-mode: standalone)').matches) await this.keep();
      this.showState();
      this.copy?.removeAttribute('hidden');
    }

    listen() {
      /** @type {Record<string, () => unknown>} */
      const actions = {
        keep: () => this.keep(), remove: () => this.remove(), take: () => this.take(), later: () => this.later(),
      };
      for (const button of document.querySelectorAll('.offline [data-do], .offline-copy [data-do]')) {
        button.addEventListener('click', () => void actions[button.getAttribute('data-do') ?? '']());
      }
      navigator.serviceWorker.addEventListener('message', ({ data }) => this.hear(data));
      addEventListener('appinstalled', () => void this.keep());
      document.addEventListener('visibilitychange', () => {
        if (document.hidden || Date.now() - this.looked < HOUR_MS) return;
        this.looked = Date.now();
        void this.registration?.update().catch(() => {}); // there may be no network
      });
    }

    // Messages

    /**
     * @param {HTMLElement | null} place
     * @param {string} name of the message; without one, nothing is said
     * @param {Record<string, number>} numbers
     */
    say(place, name = '', numbers = {}) {
      const template = /** @type {HTMLTemplateElement | null} */ (place?.querySelector(`template[data-say="${name}"]`));
      const text = template?.content.cloneNode(true);
      if (text instanceof DocumentFragment) {
        for (const slot of text.querySelectorAll('[data-n]')) {
          slot.replaceChildren(String(numbers[slot.getAttribute('data-n') ?? '']));
        }
      }
      place?.querySelector('[role=status]')?.replaceChildren(...(text ? [text] : []));
      place?.setAttribute('data-said', name);
    }

    /** @param {any} message of the worker */
    hear(message) {
      const name = String(message?.offline);
      if (this.isKeeping) this.say(this.copy, name, message);
      else if (name === 'full') this.say(this.notice, 'full'); // a new version, which nobody asked for
      if (name !== 'keeping') this.isKeeping = false;
      if (name === 'kept') this.showState();
    }

    showState() {
      const isKept = Boolean(this.registration?.active);
      const hasFocus = this.copy?.contains(document.activeElement);
      for (const name of ['keep', 'remove']) {
        this.copy?.querySelector(`[data-do=${name}]`)?.toggleAttribute('hidden', (name === 'keep') === isKept);
      }
      if (hasFocus) /** @type {HTMLElement} */ (this.copy?.querySelector('button:not([hidden])')).focus();
      if (isKept && !this.isKeeping) this.say(this.copy, 'kept');
    }

    // The copy

    async keep() {
      this.isKeeping = true;
      try {
        const registration = await navigator.serviceWorker.register(this.worker, { updateViaCache: 'none' });
        this.watch(registration);
        // It was removed, and pages are open that it still serves: it does not start anew.
        registration.active?.postMessage('keep');
      } catch {
        this.isKeeping = false;
        this.say(this.copy, 'failed');
      }
    }

    async remove() {
      await this.registration?.unregister();
      this.registration = undefined;
      for (const name of await caches.keys()) {
        if (name.startsWith('offline') && name.split(' ')[1] === this.scope) await caches.delete(name);
      }
      this.showState();
      this.say(this.copy, 'removed');
      this.say(this.notice);
    }

    /** @param {ServiceWorkerRegistration} registration */
    watch(registration) {
      if (this.registration === registration) return;
      this.registration = registration;
      for (const worker of [registration.installing, registration.waiting]) this.follow(worker);
      registration.addEventListener('updatefound', () => this.follow(registration.installing));
    }

    /** @param {ServiceWorker | null} worker */
    follow(worker) {
      const look = () => {
        if (worker?.state === 'installed' && this.registration?.active && !this.isLater) this.say(this.notice, 'new');
        if (worker?.state === 'activated') {
          if (this.isTaken) location.reload();
          this.say(this.notice); // this page stays what it is until it is left
        }
        this.showState();
      };
      worker?.addEventListener('statechange', look);
      if (worker) look();
    }

    // A new version

    take() {
      this.isTaken = true;
      if (this.registration?.waiting) this.registration.waiting.postMessage('take');
      else location.reload(); // another page has taken it
    }

    get key() {
      return `offline-later ${this.scope}`;
    }

    get isLater() {
      try {
        return sessionStorage.getItem(this.key) !== null;
      } catch {
        return false;
      }
    }

    later() {
      this.say(this.notice);
      try {
        sessionStorage.setItem(this.key, '');
      } catch {
        // It is said again on the next page.
      }
    }
  }

  const notice = /** @type {HTMLElement | null} */ (document.querySelector('.offline'));
  const isServed = location.protocol.startsWith('http') && isSecureContext;
  if (notice && isServed && 'serviceWorker' in navigator && 'caches' in window) {
    const copy = /** @type {HTMLElement | null} */ (document.querySelector('.offline-copy'));
    void new Offline(notice, copy).start().catch(() => {}); // the browser refuses: the site works on
  }
}
