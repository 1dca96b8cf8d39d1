"""Measure how soon a learner is asked, on a slow machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import Page, sync_playwright

from scripts.browsers import start

if TYPE_CHECKING:
    from pathlib import Path

#: How many times slower than this machine.
SLOWER = 4
ROUNDS = 5
#: Notes the milliseconds after which the choice is there, and lets nothing wait for a look.
WATCH = """
  new MutationObserver(() => {
    const part = document.querySelector('[data-part=choose]');
    if (part && !part.hidden) globalThis.opened ??= performance.now();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['hidden'] });
"""
ASK = """() => {
  const start = performance.now();
  document.querySelector('[data-do=start]').click();
  document.querySelector('quiz-question').getBoundingClientRect();
  return [globalThis.opened, performance.now() - start];
}"""


class Asked(NamedTuple):
    """Milliseconds until there is a choice, and from the choice to the first question."""

    choice: float
    question: float

    @property
    def total(self) -> float:
        return self.choice + self.question


def first_question(page: Path) -> Asked:
    """Open a practice page as somebody new and start, some times; the least counts."""
    with sync_playwright() as playwright:
        browser = start(playwright)
        found = []
        for _ in range(ROUNDS):
            context = browser.new_context()
            found.append(_once(context.new_page(), page.as_uri()))
            context.close()
        browser.close()
    return min(found, key=lambda asked: asked.total)


def _once(page: Page, address: str) -> Asked:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("() => globalThis.opened !== undefined")
    return Asked(*page.evaluate(ASK))
