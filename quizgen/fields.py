"""What notes may state, for authors: a list made from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .domain import quiz_domain
from .markup import to_nodes
from .translation import CATALOG, catalogs

if TYPE_CHECKING:
    from .vocabulary import Field, NoteType


class FieldsDirective(SphinxDirective):
    """``{quiz-fields}``: every type of note with its fields, and what may stand in each."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(self.config.quizgen_vocabulary)
        for path in catalogs(self.config, self.env.srcdir, CATALOG):
            self.env.note_dependency(str(path))
        self.domain = quiz_domain(self.env)
        found: list[nodes.Node] = []
        for note_type in self.domain.vocabulary.types.values():
            name = nodes.literal("", note_type.name)
            title = [*to_nodes(str(note_type.label)), nodes.Text(" "), name]
            found += [nodes.rubric("", "", *title), self.fields(note_type)]
        return found

    def fields(self, note_type: NoteType) -> nodes.definition_list:
        rows = nodes.definition_list()
        for name in note_type.fields:
            field = self.domain.vocabulary.fields[name]
            term = nodes.term("", "", nodes.literal("", name))
            if name in note_type.requires:
                needed = nodes.emphasis("", self.domain.translate("needed"))
                term += [nodes.Text(" "), needed]
            rows += nodes.definition_list_item("", term, self.explained(field))
        return rows

    def explained(self, field: Field) -> nodes.definition:
        lines = [to_nodes(f"{field.label}. {field.help or ''}")]
        if field.is_set:
            lines.append(self.values(field))
        elif field.kind in {"notes", "number"}:
            _ = self.domain.translate
            said = _("The name of a note: {of}.") if field.kind == "notes" else _("A number: {of}.")
            lines.append(to_nodes(said.replace("{of}", field.of)))
        return nodes.definition("", *(nodes.paragraph("", "", *line) for line in lines))

    def values(self, field: Field) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for key, value in self.domain.vocabulary.values[field.of].items():
            label = f" ({value.label})" if str(value.label) != key else ""
            found += [nodes.Text("; " if found else ""), nodes.literal("", key), *to_nodes(label)]
        return found
