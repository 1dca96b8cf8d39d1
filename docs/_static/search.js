// @ts-check
'use strict';

// Sphinx's search tells who finds nothing to select categories, which this site has not.
// It looks its sentences up among translations: there stands what search.html says.

{
  const said = "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.";
  const told = document.querySelector('#search-none')?.textContent;
  // @ts-expect-error doctools.js makes it
  if (told) Documentation.TRANSLATIONS[said] = told;
}
