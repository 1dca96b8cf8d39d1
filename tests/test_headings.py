"""A note in reStructuredText has its title from the front matter, as one in Markdown."""

from __future__ import annotations

import re

import pytest
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st

from quizgen.headings import RST, heading
from quizgen.markup import to_text

#: Signs that mean something to docutils, and some that do not.
SIGNS = st.text("ab1A. -+*_`|:<>[](){}=~#'\"\\/&日é", min_size=1, max_size=12)


def read_back(title: str) -> tuple[str, list[str]]:
    """Give what docutils makes of a heading, and its complaints."""
    document = publish_doctree(
        "\n".join([*heading(title, RST), "", "Text."]),
        settings_overrides={"report_level": 5, "halt_level": 5},
    )
    complaints = [node.astext() for node in document.findall() if node.tagname == "system_message"]
    return document.get("title", ""), complaints


@pytest.mark.parametrize(
    "title",
    [
        "Sheet bend",
        "Sheet **bend** with `ABoK 1` *and* [more](https://example.org)",
        "1. A title that begins like a list",
        "viii. Eight",
        "(a) In brackets",
        "- minus",
        ".. note:: none",
        ":field: none",
        "| a bar",
        ">>> doctest",
        "reference_ and [1]_ and |this|",
        "`code`glued",
        "ends with ::",
        r"C:\folder",
        "日本語の題",
        "== ==",
    ],
)
def test_title_is_read_as_it_is_meant(title: str) -> None:
    assert read_back(title) == (to_text(title), [])


@given(SIGNS)
def test_any_title_keeps_its_words(title: str) -> None:
    title = " ".join(title.split()) or "a"
    read, _ = read_back(title)

    assert re.sub(r"\s", "", read) == re.sub(r"\s", "", to_text(title))
