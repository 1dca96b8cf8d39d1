"""Whatever stands in a text is shown as it is written, and nothing of it runs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quizgen.markup import to_html, to_text
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Result

#: Attacks, and what templates, Markdown, MyST and LaTeX would take for their own.
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(2)">',
    "<!-- comment -->",
    "</fieldset></form></quiz-question>",
    "[link](javascript:alert(3))",
    "[page](other.md)",
    "![picture](x.png)",
    "<https://example.org>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{math}",
    "{note}",
    "%s %(note)s",
    "$x$ $$y$$",
    "\"double\" and 'single'",
    "&lt and &",
    "~~struck~~",
    "[^1] and [ref]",
    "a | b",
    r"\begin{document}",
    "50 % of #1",
    "喫茶店の「お茶」",
    "🎻👩‍🎤",
    "\u202eright to left\u202c \u200f",
    "zero\u200bwidth\u2060",
    "C #",
)
FIELDS = (
    "title",
    "also",
    "formerly",
    "remark",
    "does",
    "denied",
    "successor",
    "status note",
    "unlike",
    "stem",
    "key",
    "distractor",
    "reason",
    "other words",
    "because",
    "rationale",
    "step",
    "unit",
    "Mistake",
)
HORN = "---\ntitle: Horn\ntype: instrument\ndoes: plays round notes\n---\n"


@dataclass
class Page(HTMLParser):
    """The elements of a page, its attributes that could do something, and what is read."""

    elements: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    heading: str = ""
    in_heading: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.in_heading |= tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        self.in_heading &= tag != "h1"

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
        self.heading += data if self.in_heading else ""

    @property
    def outward(self) -> list[str]:
        """Every address that leads out of the page and is no neighbour's."""
        inner = re.compile(r"#|(note-\d+|index|genindex|search)\.html")
        return sorted(address for address in self.addresses if not inner.match(address))

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def body(text: str) -> str:
    """Take a page without its navigation."""
    return text.partition('<div class="body"')[2].partition('<div class="clearer"')[0]


def page_of(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page


def quoted(text: str) -> str:
    """Write a text as YAML."""
    return json.dumps(text, ensure_ascii=False)


def note(text: str) -> str:
    """Give a note that has a text in every field that takes one."""
    t = {name: quoted(f"{name}: {text}") for name in FIELDS}
    return f"""---
title: {t["title"]}
type: instrument
also: [{t["also"]}]
formerly: {{ {t["formerly"]}: {t["remark"]} }}
does: {t["does"]}
reads: {{is: [treble], not: {{bass: {t["denied"]}}}}}
status: {{is: played, successor: {t["successor"]}, note: {t["status note"]}}}
unlike: {{horn: {t["unlike"]}}}
items:
  - id: pitch
    stem: {t["stem"]}
    key: {t["key"]}
    distractors:
      - {t["distractor"]}: {t["reason"]}
      - {{id: in-other-words, text: {t["other words"]}, because: {t["because"]}}}
    rationale: {t["rationale"]}
  - id: order
    stem: In which order?
    order: [{t["step"]}, second, third]
    rationale: So it is.
  - id: seats
    stem: How many?
    calculate:
      given: {{desks: [1, 2]}}
      key: desks
      unit: {t["unit"]}
      mistakes: {{ {t["Mistake"]}: desks + 10, added twenty: desks + 20 }}
    rationale: So it is.
---

Text.
"""


#: The names in braces of a calculated item are its numbers, so a text may hold no others.
TEXTS = tuple(re.sub(r"\{\w+\}", "{ }", text) for text in HOSTILE)


def built(folder: Path, *texts: str, builder: str = "html") -> Result:
    """Build a site of a note for each text; the number in front keeps their names apart."""
    notes: dict[str, str | bytes] = {
        f"docs/note-{number}.md": note(f"{number} {text}") for number, text in enumerate(texts)
    }
    return build(folder, notes | {"docs/horn.md": HORN}, builder, smartquotes=False)


def as_read(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return built(tmp_path_factory.mktemp("hostile"), *TEXTS)


def test_no_text_of_a_note_disturbs_the_build(hostile: Result) -> None:
    assert hostile.warnings == []


def test_no_text_of_a_note_adds_an_element_or_an_address_to_its_page(
    tmp_path: Path, hostile: Result
) -> None:
    harmless = page_of(built(tmp_path, "words", *TEXTS[1:]).page("note-0.html"))

    page = page_of(hostile.page("note-0.html"))

    assert sorted(harmless.elements) == sorted(page.elements)
    assert harmless.outward == page.outward


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_every_text_of_a_note_is_shown_as_written(hostile: Result, number: int) -> None:
    page = page_of(hostile.page(f"note-{number}.html"))

    shown = as_read(page.text)

    written = [as_read(f"{name}: {number} {TEXTS[number]}") for name in FIELDS]
    assert [text for text in written if text not in shown] == []


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_every_page_has_the_same_elements_whatever_its_texts(hostile: Result, number: int) -> None:
    first = page_of(body(hostile.page("note-0.html")))

    page = page_of(body(hostile.page(f"note-{number}.html")))

    assert sorted(first.elements) == sorted(page.elements)
    assert [name for name in page.ids if re.search(r"\s", name)] == []
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("builder", ["text", "singlehtml", "latex", "xml"])
def test_no_text_of_a_note_disturbs_another_builder(tmp_path: Path, builder: str) -> None:
    result = built(tmp_path, *TEXTS, builder=builder)

    assert result.warnings == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_a_question_is_escaped_and_nothing_else(text: str) -> None:
    page = page_of(to_html(text))

    assert page.elements == []
    assert text == page.text


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**a** *b* `c`", "<strong>a</strong> <em>b</em> <code>c</code>"),
        ("[a](https://example.org)", '<a href="https://example.org">a</a>'),
        ("[a](HTTP://example.org/?b&c)", '<a href="HTTP://example.org/?b&amp;c">a</a>'),
        ("[a](//example.org)", "[a](//example.org)"),
        ("[a](data:text/html,b)", "[a](data:text/html,b)"),
        ("[a](vbscript:b)", "[a](vbscript:b)"),
        ("[a](&#106;avascript:b)", "[a](javascript:b)"),
        ("[a]( javascript:b)", "[a]( javascript:b)"),
        (
            '[a](https://example.org "b\\" onclick=c")',
            '<a href="https://example.org" title="b&quot; onclick=c">a</a>',
        ),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("\\*a\\*", "*a*"),
    ],
)
def test_of_markdown_a_text_takes_emphasis_code_and_links_to_the_web(
    source: str, shown: str
) -> None:
    assert shown == str(to_html(source))


def titled(titles: list[str]) -> dict[str, str | bytes]:
    return {
        f"docs/note-{number}.md": f"---\ntitle: {quoted(f'{number}: {title}')}\n"
        f"type: player\n---\n\nText.\n"
        for number, title in enumerate(titles)
    }


def headings(result: Result, count: int) -> list[str]:
    pages = [page_of(result.page(f"note-{number}.html")) for number in range(count)]
    return [as_read(page.heading) for page in pages]


TITLES = [
    *HOSTILE,
    "C ##",
    "#",
    "{ref}`index`",
    "`{ref}`",
    "``a ` <b>`` <c>",
    r"\<a> \\<b> \`<c>`",
    "`a <b>",
    "**bold** _and_ `code`",
    "tail\\",
    "two\nlines",
    "(target)=",
    "& &amp; &#60; &lt;",
    "$`x`$",
    "+ - 1. * >",
]


def test_the_heading_of_a_note_is_its_title_as_questions_show_it(tmp_path: Path) -> None:
    result = build(tmp_path, titled(TITLES), smartquotes=False, html_permalinks=False)

    shown = headings(result, len(TITLES))

    assert result.warnings == []
    assert [as_read(to_text(as_read(f"{n}: {title}"))) for n, title in enumerate(TITLES)] == shown


@settings(  # nothing is made smaller: each try builds a site
    max_examples=4,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.text(st.sampled_from("ab <>[](){}!`$*_~^\\|#&;:/\"'=%@+-.0\n日😀\u200f"), max_size=30),
        min_size=30,
        max_size=30,
    )
)
def test_any_title_is_the_heading_of_its_note(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str]
) -> None:
    result = build(
        tmp_path_factory.mktemp("site"),
        titled(titles),
        smartquotes=False,
        html_permalinks=False,
        suppress_warnings=["quizgen.contradiction"],
    )

    shown = headings(result, len(titles))

    assert result.warnings == []
    assert [as_read(to_text(as_read(f"{n}: {title}"))) for n, title in enumerate(titles)] == shown
