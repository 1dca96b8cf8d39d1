"""The HTML of a question, and the weight of what comes with it."""

import gzip
import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from quizgen import NOTE_SCRIPTS
from tests.browser.pages import (
    HOSTILE,
    PACKAGE,
    environment,
    examples,
    hostile,
    question,
    render,
    write_page,
)
from tests.browser.practice_pages import planets, write_player

SCRIPT = PACKAGE / "static/quizgen.js"
# Item ids have dots, so ids are checked by the rules of HTML and not those of CSS.
RULES = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:a11y"],
    "rules": {"valid-id": ["error", {"relaxed": True}]},
}


class Texts(HTMLParser):
    """Collects the texts of a page, and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


def test_any_text_is_written_as_text() -> None:
    texts = Texts(render([hostile()])).texts

    # Stem; each option twice, its reason, and its link; rationale and two steps; key for paper.
    assert sum(text.startswith(HOSTILE) for text in texts) == 1 + 3 * 4 + 3 + 1


def test_markup_of_notes_is_kept() -> None:
    html = render([question("q", rationale=Markup("<p>A <em>b</em></p>"))])

    assert "<p>A <em>b</em></p>" in html
    assert "<strong>Mars</strong>" in html


def test_every_word_of_ours_can_be_translated() -> None:
    made = environment()
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: f"⟦{text}⟧",
        lambda one, many, count: f"⟦{one if count == 1 else many}⟧",
        newstyle=True,
    )
    quiz = made.get_template("quiz.html")
    html = quiz.render(questions=[replace(q, rationale=Markup()) for q in examples()], site="s")
    theirs = re.compile(
        r"Mars|Venus|Earth|Jupiter|Saturn|tour\.|Which|Because|days|It's|orbit|Read|2 ×|6 \+|7"
    )

    ours = [
        text for text in Texts(html).texts if re.search(r"\w", text) and not theirs.search(text)
    ]
    assert ours
    assert [text for text in ours if "⟦" not in text and "⟧" not in text and text not in "?."] == []


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["=A", "B"], ""),
        (["=A", "=B", "C"], "Choose two."),
        (["=A", "=B", "=C", "D"], "Choose three."),
        (["=A", "=B", "=C", "=D", "E"], "Choose 4."),
    ],
)
def test_number_of_keys_decides_the_kind_of_box(options: list[str], hint: str) -> None:
    html = render([question("q", *options)])

    assert ('type="radio"' in html) == (not hint)
    assert ('type="checkbox"' in html) == bool(hint)
    assert hint in Texts(html).texts or not hint
    assert ('aria-describedby="q:hint q:status"' in html) == bool(hint)


def test_legend_is_the_stem() -> None:
    html = render([question("q", stem=Markup("<em>Which</em> one?"))])

    assert '<legend class="quiz-stem"><em>Which</em> one?</legend>' in html


def test_no_button_is_shown_before_it_works() -> None:
    buttons = re.findall(r"<button[^>]*>", render(examples()))

    assert len(buttons) == 3 * len(examples())
    assert all(" hidden>" in button for button in buttons)


def test_status_is_there_and_empty() -> None:
    assert '<p class="quiz-status" role="status" id="q:status"></p>' in render([question("q")])


def test_answers_stay_out_of_the_search_index() -> None:
    assert re.findall(r'class="([^"]*no-search)', render([question("q")])) == [
        "no-search",
        "quiz-key no-search",
    ]


def test_parts_that_may_be_missing() -> None:
    made = question("q")
    bare = replace(made, options=tuple(replace(o, href=None, link_text=None) for o in made.options))
    html = render([bare])

    assert "quiz-link" not in html
    assert "quiz-explanation" not in html


def test_source_of_the_key_stands_with_the_explanation() -> None:
    html = render([question("q", source="https://example.org/?a=1&b=2")])

    explanation = html.partition('<div class="quiz-explanation">')[2].partition("</details>")[0]
    assert '<a href="https://example.org/?a=1&amp;b=2">Source</a>' in explanation


def test_nothing_in_a_page_needs_a_loose_policy() -> None:
    html = render(examples())

    assert not re.search(r"<(script|style|img|iframe)\b", html)
    names = {name for name, _ in Texts(html).attributes}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


@pytest.mark.parametrize("kind", ["note", "practice", "exam"])
def test_html_is_valid(tmp_path: Path, kind: str) -> None:
    if kind == "note":
        write_page(tmp_path / "page.html", examples(), site="planets")
    else:
        write_player(tmp_path / "page.html", planets(), player=kind)
    (tmp_path / "rules.json").write_text(json.dumps(RULES), encoding="utf-8")
    node = Path(sys.executable).with_name("node")
    program = PACKAGE.parent / "node_modules/html-validate/bin/html-validate.mjs"
    done = subprocess.run(
        [node, program, "--config", "rules.json", "page.html"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


def test_scripts_of_a_note_are_light() -> None:
    scripts = [SCRIPT.with_name(name).read_bytes() for name in NOTE_SCRIPTS]

    assert sum(map(len, scripts)) <= 10 * 1024
    assert sum(len(gzip.compress(script, mtime=0)) for script in scripts) <= 4 * 1024


@pytest.mark.parametrize("path", sorted(SCRIPT.parent.glob("*.js")), ids=lambda path: path.name)
def test_script_writes_no_html_and_needs_nothing_a_file_may_not_do(path: Path) -> None:
    """But for one line, in the script that has texts of the bank alone."""
    script = path.read_text(encoding="utf-8").replace("    template.innerHTML = html;\n", "")

    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "textContent",
        "fetch(",
        "import ",
    ):
        assert word not in script
