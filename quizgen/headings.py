"""The title of a note as a heading, in the markup that the text below it is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import column_width
from sphinx.util import get_filetype

from .markup import to_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

MARKDOWN = "markdown"
RST = "restructuredtext"

#: What stays as it is (an escaped sign, code) or one sign that MyST must not see.
_FOR_MYST = re.compile(r"(\\.|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`))|[<\[{$~]")
#: What docutils would read more into: marks anywhere, references at the end of a word.
_FOR_DOCUTILS = re.compile(r"[\\*`|]|_(?!\w)")
#: Where a line may begin something else than a title: a list, a field, a directive.
_PLAIN_START = re.compile(r"\w(?!\w*[.)](\s|$))")
_MARKS: dict[type[nodes.Node], str] = {
    nodes.strong: "**",
    nodes.emphasis: "*",
    nodes.literal: "``",
}
#: Anything else loses its looks, and no letter.
_CAN_BE_MARKED = re.compile(r"\w([^\\*`|]*\w)?")
#: Joins parts without a space between them, and keeps docutils from seeing how a line begins.
_NOTHING = "\\ "


def markup_of(path: Path, config: Config) -> str:
    """What a document is written in, or nothing where it is neither of the two."""
    kind = get_filetype(config.source_suffix, path)
    if kind != RST and path.suffix == ".md":  # other readers of Markdown have names of their own
        return MARKDOWN
    return kind if kind in {MARKDOWN, RST} else ""


def heading(title: str, markup: str) -> list[str]:
    """The lines of a heading of the first level."""
    if markup == MARKDOWN:
        return [f"# {_for_myst(title)}"]
    line = _for_docutils(title)
    return [line, "=" * column_width(line)]


def _for_myst(title: str) -> str:
    """Keep MyST from reading more into a title than ``markup`` does: HTML, roles, formulas."""
    line = _FOR_MYST.sub(lambda m: m[0] if m[1] else f"\\{m[0]}", title)
    return re.sub(r"(?<!\S)(#*)#$", r"\1\#", line)


def _for_docutils(title: str) -> str:
    """Say in reStructuredText what is said in Markdown."""
    line = _NOTHING.join(map(_part, to_nodes(title)))
    return line if _PLAIN_START.match(line) else _NOTHING + line


def _part(node: nodes.Node) -> str:
    text = node.astext()
    mark = _MARKS.get(type(node), "")
    if mark and _CAN_BE_MARKED.fullmatch(text):
        return f"{mark}{text}{mark}"
    return _FOR_DOCUTILS.sub(lambda found: f"\\{found[0]}", text)
