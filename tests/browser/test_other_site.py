"""Questions work on a site about another subject, in themes that know nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.learner import Learner
from tests.browser.test_everywhere import AXE, RULES, answer_all
from tests.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["alabaster", "basic"])
def knots(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = Site("test-knots", tmp_path_factory.mktemp(request.param))
    return site.build(html_theme=request.param).out


def test_answer_is_marked_and_remembered(page: Page, knots: Path) -> None:
    learner = Learner(page)
    learner.open((knots / "bends/sheet-bend.html").as_uri())
    name = "sheet-bend.knot-that-does"
    learner.answer(name, "double-fisherman")

    assert learner.told(name).startswith("Not correct.")
    page.reload()
    assert learner.marks(name)["double-fisherman"] == "✗ Not correct Your answer"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_questions(page: Page, knots: Path, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto((knots / "loops/bowline.html").as_uri())
    answer_all(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    run = "(rules) => axe.run('quiz-question', { runOnly: rules, preload: false })"

    assert page.evaluate(run, RULES)["violations"] == []
