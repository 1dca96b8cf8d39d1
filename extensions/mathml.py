"""Formulas as MathML, made while the site is built: pages need no script and no other host."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
INDENT = re.compile(r"\n *")
#: LaTeX wants these around a formula that stands alone; MathML sets its rows by the same signs.
AROUND = re.compile(r"\\begin\{(align|equation|gather)(\*?)\}(.*)\\end\{\1\2\}", re.DOTALL)
#: A letter with a hat or a bar and an index, where the index has come to stand below the letter.
HAT = re.compile(r'<munderover>(<mi>[^<]*</mi>)(.*?)(<mo stretchy="false">[^<]*</mo>)</munderover>')
BESIDE = r'<msub><mover accent="true">\1\3</mover>\2</msub>'


def convert(_app: Sphinx, doctree: nodes.document) -> None:
    """Make all formulas of a page, so that every builder tells which of them cannot be read."""
    for node in doctree.findall(lambda one: isinstance(one, nodes.math | nodes.math_block)):
        source, block = node.astext(), isinstance(node, nodes.math_block)
        inner = AROUND.fullmatch(source.strip())
        try:
            made = tex2mathml(inner[3] if inner else source, as_block=block)
        except MathError as error:
            message = "this formula cannot be read: %s (%s)"
            told = " ".join(source.split())
            logger.warning(message, told, error, location=node, type="math", subtype="latex")
        else:
            # As a character, for books are XML, which knows no such name.
            made = HAT.sub(BESIDE, INDENT.sub("", made)).replace("&ApplyFunction;", "\u2061")
            node["mathml"] = made  # type: ignore[index]


def shown(node: nodes.math | nodes.math_block) -> str:
    """Give a formula as it is shown; one that cannot be read stands there as it was written."""
    return node.get("mathml") or f"<code>{escape(node.astext())}</code>"


def visit(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula where a text may stand."""
    self.body.append(f'<span class="math" translate="no">{shown(node)}</span>')
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands alone."""
    self.body.append(f'<div class="math" translate="no">{shown(node)}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the renderer; `html_math_renderer` in conf.py chooses it."""
    app.connect("doctree-read", convert)
    app.add_html_math_renderer("mathml", (visit, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
