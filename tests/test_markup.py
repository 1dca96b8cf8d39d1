"""Inline Markdown, in each form that it takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.markup import to_html, to_nodes, to_text

#: What begins Markdown, or is another character after it was read.
MARKS = "\\`*_[]&\r\0"
plain_texts = st.text(st.characters(codec="utf-8", exclude_characters=MARKS), min_size=1)


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        (r"2 \* 3", "2 * 3", "2 * 3"),
        ("a `b`", "a <code>b</code>", "a b"),
        ("a *b*", "a <em>b</em>", "a b"),
        ("a __b__", "a <strong>b</strong>", "a b"),
        ("[a](https://b.example)", '<a href="https://b.example">a</a>', "a"),
        ("a &eacute;", "a é", "a é"),
        ("a\r\nb", "a\nb", "a\nb"),
        ("a\0b", "a\ufffdb", "a\ufffdb"),
    ],
)
def test_each_mark_is_markdown_in_every_form(text: str, html: str, plain: str) -> None:
    assert to_html(text) == html
    assert to_text(text) == plain
    assert "".join(node.astext() for node in to_nodes(text)) == plain


@given(text=plain_texts)
def test_text_without_marks_is_the_same_beside_markdown(text: str) -> None:
    """It is not parsed when it stands alone."""
    assert to_html(f"`x`{text}") == f"<code>x</code>{to_html(text)}"
    assert to_text(f"`x`{text}") == "x" + to_text(text) == "x" + text
    assert [node.astext() for node in to_nodes(f"`x`{text}")] == ["x", text]
    assert [node.astext() for node in to_nodes(text)] == [text]
