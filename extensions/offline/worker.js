// @ts-check
'use strict';

// Keeps the whole site in the browser, as one version: every file, or none. The build writes the
// name of the version and the digest of each file in front of this.
//
// No page ever gets files of two versions. Each page that opens is noted with its version, and gets
// whatever it asks for from the copy of that version, also after a newer one has taken over; a copy
// goes when no page is open that needs it. A page that is not in the copy comes from the network,
// with all that it asks for.

{
  /** @typedef {{version: string, files: Record<string, string>}} Site */
  const worker = /** @type {ServiceWorkerGlobalScope & {offline: Site}} */ (/** @type {unknown} */ (self));
  const { version, files } = worker.offline;
  const { scope } = worker.registration;

  const COPY = `offline ${scope} `;
  const PAGES = `offline-pages ${scope}`;
  /** In place of a version: the page came from the network. */
  const NETWORK = '-';
  const AT_ONCE = 6;
  /** A page that has just been asked for is not among the open ones yet. */
  const SOON_MS = 60_000;
  /** Of an answer of the host, what holds for its body as it was sent. */
  const OF_THE_WAY = ['content-encoding', 'content-length', 'transfer-encoding', 'vary'];

  /** @param {string} path */
  const addressOf = (path) => new URL(encodeURI(path), scope).href;

  /** The file that an address means. @param {string} address */
  const pathOf = (address) => {
    const given = address.slice(scope.length).split(/[?#]/)[0];
    let path = given;
    try {
      path = decodeURI(given);
    } catch {
      // no file has such an address
    }
    return [path, `${path}index.html`].find((one) => Object.hasOwn(files, one)) ?? path;
  };

  /** @param {ArrayBuffer} body */
  const digestOf = async (body) => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, 16);
  };

  /** @param {unknown} message */
  const tell = async (message) => {
    const open = await worker.clients.matchAll({ includeUncontrolled: true });
    for (const client of open) if (client.url.startsWith(scope)) client.postMessage(message);
  };

  // Keeping a version

  /**
   * Get a file of this version; what is of another one is refused.
   * @param {string} path
   */
  const load = async (path) => {
    const response = await fetch(addressOf(path), { cache: 'no-cache' });
    const body = await response.arrayBuffer();
    if (!response.ok || await digestOf(body) !== files[path]) throw new Error(`not of ${version}: ${path}`);
    const headers = new Headers(response.headers);
    for (const name of OF_THE_WAY) headers.delete(name);
    return new Response(body, { headers });
  };

  /** What is the same in another version need not come again. @param {string} path @param {Cache[]} copies */
  const known = async (path, copies) => {
    for (const copy of copies) {
      const response = await copy.match(addressOf(path));
      if (response && await digestOf(await response.clone().arrayBuffer()) === files[path]) return response;
    }
    return undefined;
  };

  /** Keep every file; what is there already stays, so that it can be tried again. */
  const keep = async () => {
    const paths = Object.keys(files);
    const names = (await caches.keys()).filter((name) => name.startsWith(COPY));
    const copies = await Promise.all(names.map((name) => caches.open(name)));
    const copy = await caches.open(COPY + version);
    let done = 0;
    let isOver = false;
    const next = paths.values();
    const run = async () => {
      for (const path of next) {
        if (isOver) return;
        await copy.put(addressOf(path), await known(path, copies) ?? await load(path));
        done += 1;
        void tell({ offline: 'keeping', done, of: paths.length });
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, run));
      await tell({ offline: 'kept' });
    } catch (error) {
      isOver = true;
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      if (isFull) await caches.delete(COPY + version);
      await tell({ offline: isFull ? 'full' : 'failed' });
      throw error;
    }
  };

  // Pages and their versions

  /** @type {Map<string, string>} the version of a page, by its id */
  const versions = new Map();

  /** @param {string} id */
  const noteOf = (id) => new URL(`.offline/${id}`, scope).href;

  /** @param {string} id @param {string} of */
  const note = async (id, of) => {
    versions.set(id, of);
    const pages = await caches.open(PAGES);
    await pages.put(noteOf(id), new Response(`${of} ${Date.now()}`)); // the worker may end and start again
  };

  /** @param {string} id */
  const noted = async (id) => {
    const there = await (await caches.open(PAGES)).match(noteOf(id));
    const [of, time] = (await there?.text() ?? '').split(' ');
    return { of, time: Number(time) };
  };

  /** Delete copies that no open page needs. */
  const tidy = async () => {
    const names = await caches.keys();
    const pages = await caches.open(PAGES);
    const open = new Set((await worker.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id));
    const needed = new Set([version]);
    for (const { url } of await pages.keys()) {
      const id = url.slice(noteOf('').length);
      const { of, time } = await noted(id);
      if (open.has(id) || Date.now() - time < SOON_MS) needed.add(of);
      else await pages.delete(url);
    }
    const { installing, waiting } = worker.registration;
    if (installing || waiting) return; // what it keeps is not in use yet
    for (const name of names) {
      if (name.startsWith(COPY) && !needed.has(name.slice(COPY.length))) await caches.delete(name);
    }
  };

  // Answering

  /** @param {string} of @param {string} path */
  const kept = async (of, path) => (await caches.open(COPY + of)).match(addressOf(path));

  /** @param {FetchEvent} event */
  const openPage = async (event) => {
    const path = pathOf(event.request.url);
    const page = Object.hasOwn(files, path) ? await kept(version, path) : undefined;
    if (event.resultingClientId) {
      event.waitUntil(note(event.resultingClientId, page ? version : NETWORK).then(tidy));
    }
    return page ?? fetch(event.request);
  };

  /** @param {FetchEvent} event */
  const answer = async ({ request, clientId }) => {
    const of = versions.get(clientId) ?? (await noted(clientId)).of ?? version;
    if (of === NETWORK) return fetch(request);
    const path = pathOf(request.url);
    const file = await kept(of || version, path);
    if (file) return file;
    if ((of && of !== version) || !Object.hasOwn(files, path)) return Response.error();
    return load(path).catch(() => Response.error()); // the browser may have made room for others
  };

  worker.addEventListener('install', (event) => event.waitUntil(keep()));
  worker.addEventListener('activate', (event) => event.waitUntil(tidy()));
  worker.addEventListener('message', (event) => {
    if (event.data === 'take') void worker.skipWaiting();
    if (event.data === 'keep') event.waitUntil(keep());
  });
  worker.addEventListener('fetch', (event) => {
    const { method, mode, url } = event.request;
    if (method !== 'GET' || !url.startsWith(scope)) return;
    event.respondWith(mode === 'navigate' ? openPage(event) : answer(event));
  });
}
