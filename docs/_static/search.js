// @ts-check
'use strict';

// What Sphinx's search says is in search.html, in the words and the language of the site. Sphinx's
// own translations come as a script that makes a function of text, which a strict policy forbids.

{
  const SAID = {
    none: "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.",
    one: 'Search finished, found one page matching the search query.',
    preparing: 'Preparing search...',
    results: 'Search Results',
    searching: 'Searching',
  };
  /** @param {string} name */
  const told = (name) => document.querySelector(`#search-words [data-say="${name}"]`)?.textContent ?? '';
  // @ts-expect-error doctools.js makes it
  const words = Documentation.TRANSLATIONS;
  for (const [name, said] of Object.entries(SAID)) words[said] = told(name);
  words[SAID.one] = [told('one'), told('many').replace('{count}', '${resultCount}')];
}
