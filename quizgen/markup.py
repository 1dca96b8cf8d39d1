"""Inline Markdown as HTML, as docutils nodes or as plain text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

#: A text without any of these is what it looks like, which is found sooner than by parsing it.
_MARKS = re.compile(r"[\\`*_\[&\r\0]")
_SAFE_LINK = re.compile(r"https?://", re.IGNORECASE)


def _parser() -> MarkdownIt:
    """CommonMark without HTML, images and links that lead anywhere but to the web."""
    parser = MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape", "entity"])
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    return parser


_PARSER = _parser()
_ELEMENTS = {"strong": nodes.strong, "em": nodes.emphasis}


@cache
def to_html(text: str) -> Markup:
    """Render inline Markdown; every other character is shown as written."""
    html = _PARSER.renderInline(text) if _MARKS.search(text) else escapeHtml(text)
    return Markup(html)  # noqa: S704 - both escape, HTML is off


def to_text(text: str) -> str:
    """Strip the Markdown."""
    return "".join(token.content for token in _tokens(text)) if _MARKS.search(text) else text


def to_nodes(text: str) -> list[nodes.Node]:
    """Turn inline Markdown into docutils nodes."""
    if not _MARKS.search(text):
        return [nodes.Text(text)] if text else []
    root = nodes.inline()
    open_nodes: list[nodes.Element] = [root]
    for token in _tokens(text):
        if token.nesting > 0:
            node = _element(token)
            open_nodes[-1].append(node)
            open_nodes.append(node)
        elif token.nesting < 0:
            open_nodes.pop()
        else:
            leaf = nodes.literal if token.type == "code_inline" else None
            child = leaf(token.content, token.content) if leaf else nodes.Text(token.content)
            open_nodes[-1].append(child)
    return list(root.children)


def _tokens(text: str) -> Sequence[Token]:
    return _PARSER.parseInline(text)[0].children or ()


def _element(token: Token) -> nodes.Element:
    if token.type == "link_open":
        return nodes.reference(refuri=str(token.attrs.get("href", "")))
    return _ELEMENTS[token.tag]()


def short(url: str) -> str:
    """The first and the last part of an address, which tell a reader what is behind it."""
    parts = [part for part in url.partition("//")[2].partition("#")[0].split("/")[1:] if part]
    middle = ["…"] if len(parts) > 2 else []  # noqa: PLR2004 - the first and the last
    return "/".join([*parts[:1], *middle, *parts[1:][-1:]]) or url
