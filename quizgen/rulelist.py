"""What the linter looks for, for authors: a list made from the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .domain import quiz_domain
from .lint.run import ALL_RULES, EVERY, LEFT_OUT
from .markup import to_nodes
from .translation import CATALOG, catalogs

if TYPE_CHECKING:
    from .lint.rules import BankRule, Rule


class RulesDirective(SphinxDirective):
    """``{quiz-rules}``: every rule of the linter, how much it weighs, and its limit."""

    def run(self) -> list[nodes.Node]:
        for path in catalogs(self.config, self.env.srcdir, CATALOG):
            self.env.note_dependency(str(path))
        self._ = quiz_domain(self.env).translate
        rows = nodes.definition_list("", *map(self.row, ALL_RULES))
        left_out = nodes.definition_list("", *(self.left_out(code) for code in sorted(LEFT_OUT)))
        return [rows, left_out] if LEFT_OUT else [rows]

    def row(self, rule: Rule | BankRule) -> nodes.definition_list_item:
        _ = self._
        weights = {
            "error": _("error"),
            "warning": _("warning"),
            "info": _("remark"),
            "off": _("off"),
        }
        wanted = self.config.quizgen_lint
        severity = wanted.get(rule.code) or wanted.get(EVERY) or rule.severity
        lines = [_("Limit: {limit}.").replace("{limit}", _(rule.limit))]
        if rule.japanese:
            lines.append(_("In Japanese: {said}").replace("{said}", _(rule.japanese)))
        return self.item(rule.code, _(rule.title), weights[severity], lines)

    def left_out(self, code: str) -> nodes.definition_list_item:
        return self.item(code, "", self._("not a rule"), [self._(LEFT_OUT[code])])

    @staticmethod
    def item(code: str, title: str, weight: str, lines: list[str]) -> nodes.definition_list_item:
        term = nodes.term("", "", nodes.literal("", code), nodes.Text(" "), *to_nodes(title))
        term += [nodes.Text(" "), nodes.emphasis("", weight)]
        paragraphs = (nodes.paragraph("", "", *to_nodes(line)) for line in lines)
        return nodes.definition_list_item("", term, nodes.definition("", *paragraphs))
