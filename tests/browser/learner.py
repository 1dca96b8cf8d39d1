"""What a learner does with a question, and what she sees."""

import json
from typing import Any

from playwright.sync_api import Locator, Page


class Learner:
    """Answers questions on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> None:
        self.page.goto(address)

    def question(self, item: str) -> Locator:
        return self.page.locator(f'quiz-question[id="{item}"]')

    def input(self, item: str, option: str) -> Locator:
        return self.question(item).locator(f'input[value="{option}"]')

    def button(self, item: str, name: str) -> Locator:
        return self.question(item).get_by_role("button", name=name)

    def answer(self, item: str, *options: str) -> None:
        """Choose these options and no other, and check."""
        for box in self.question(item).get_by_role("checkbox").all():
            box.uncheck()
        for option in options:
            self.input(item, option).check()
        self.button(item, "Check").click()

    def reads(self, item: str) -> str:
        """Return the text of a question that can be seen."""
        return " ".join(self.question(item).inner_text().split())

    def told(self, item: str) -> str:
        """Return what the last press of a button said."""
        return self.question(item).get_by_role("status").inner_text()

    def reminded(self, item: str) -> str:
        """Return what was said when the page opened."""
        return self.question(item).locator(".quiz-note").inner_text()

    def marks(self, item: str) -> dict[str, str]:
        """Return the marks of each option."""
        return {
            option.locator("input").get_attribute("value") or "": " ".join(
                option.locator(".quiz-marks").inner_text().split()
            )
            for option in self.question(item).locator(".quiz-option").all()
        }

    def store(self, value: str, site: str = "planets") -> None:
        """Put something into the storage in place of the answers."""
        self.page.evaluate(
            "([key, value]) => localStorage.setItem(key, value)", [f"quizgen:{site}:answers", value]
        )

    def stored(self, site: str = "planets") -> str | None:
        stored: str | None = self.page.evaluate(
            "key => localStorage.getItem(key)", f"quizgen:{site}:answers"
        )
        return stored

    def answers(self, site: str = "planets") -> dict[str, Any]:
        """Return the stored answers."""
        answers: dict[str, Any] = json.loads(self.stored(site) or '{"answers": {}}')["answers"]
        return answers
