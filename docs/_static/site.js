// @ts-check
'use strict';

// The colours, the menu, the contents, and the key `/`. Every page works without this script.
//
// It stands in the head and is not deferred: what it does at once, it does before anything is drawn.
// What the page needs from it is shown by `[data-script]` in site.css.

{
  const root = document.documentElement;
  const wide = matchMedia('(min-width: 64rem)');

  /** @returns {string} the theme that the reader chose, or '' */
  const storedTheme = () => {
    try {
      return localStorage.getItem('site-theme') ?? '';
    } catch { // storage is blocked
      return '';
    }
  };

  /** @param {string} theme */
  const storeTheme = (theme) => {
    try {
      localStorage.setItem('site-theme', theme);
    } catch {
      // storage is blocked: the theme lasts as long as the page
    }
  };

  /** @param {string} theme */
  const showTheme = (theme) => {
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
    const select = document.querySelector('#top-theme');
    if (select instanceof HTMLSelectElement) {
      select.value = root.dataset.theme ?? 'auto';
    }
  };

  const startTheme = () => {
    showTheme(storedTheme());
    document.querySelector('#top-theme')?.addEventListener('change', (event) => {
      const theme = /** @type {HTMLSelectElement} */ (event.target).value;
      storeTheme(theme);
      showTheme(theme);
    });
    addEventListener('storage', () => showTheme(storedTheme())); // changed in another tab
    addEventListener('pageshow', (event) => event.persisted && showTheme(storedTheme()));
  };

  const startMenu = () => {
    const button = document.querySelector('.top-menu');
    button?.addEventListener('click', () => {
      const isOpen = button.getAttribute('aria-expanded') === 'true';
      button.setAttribute('aria-expanded', String(!isOpen));
    });
  };

  // Beside the text the contents are open, above it they are closed.
  const startContents = () => {
    const contents = document.querySelector('.contents details');
    const fit = () => contents?.toggleAttribute('open', wide.matches);
    fit();
    wide.addEventListener('change', fit);
  };

  // What scrolls sideways can be reached with the keyboard, in every browser.
  const startScrolling = () => {
    const boxes = document.querySelectorAll('.table-box, pre, div.math');
    const fit = () => {
      for (const box of boxes) {
        if (box.scrollWidth > box.clientWidth) {
          box.setAttribute('tabindex', '0');
        } else {
          box.removeAttribute('tabindex');
        }
      }
    };
    fit();
    addEventListener('resize', fit);
  };

  const startSearch = () => {
    document.addEventListener('keydown', (event) => {
      const isTyping = event.target instanceof Element
        && event.target.closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || isTyping || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      const field = document.querySelector('input[name="q"]');
      if (field instanceof HTMLElement) {
        event.preventDefault();
        field.focus();
      }
    });
  };

  root.dataset.script = '';
  showTheme(storedTheme());
  document.addEventListener('DOMContentLoaded', () => {
    startTheme();
    startMenu();
    startContents();
    startScrolling();
    startSearch();
  });

  // Sphinx's search asks for it. Without marks it stores nothing and no page has to be changed.
  Object.assign(window, { SPHINX_HIGHLIGHT_ENABLED: false });
}
