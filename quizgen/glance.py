"""The facts of a note as a list: the *At a glance* box."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes

from .html import anchor_of, link
from .markup import short, to_nodes
from .nodes import glance_more

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders import Builder

    from .domain import QuizDomain
    from .notes import Note, Source, Statement

Inline = list[nodes.Node]


class GlanceBox:
    """Lays out what one note states, for one document of one builder."""

    def __init__(
        self,
        note: Note,
        docname: str,
        domain: QuizDomain,
        builder: Builder,
        _: Callable[[str], str],
    ) -> None:
        self.note = note
        self.docname = docname
        self.domain = domain
        self.builder = builder
        self.vocabulary = domain.vocabulary
        self.sentences = domain.build.generator.sentences
        self._ = _
        self.rows = _rows()

    def nodes(self) -> nodes.container:
        """The whole box, in plain nodes that every builder knows."""
        self.status()
        self.names()
        statements = [
            self.note.statements[name]
            for name in self.vocabulary.types[self.note.type].fields
            if name in self.note.statements
        ]
        for statement in statements:
            if not self.is_coded(statement):
                self.statement(statement)
        title = nodes.rubric("", self._("At a glance"), classes=["glance-title"])
        box = nodes.container("", title, self.rows, classes=["glance"])
        self.rows = _rows()
        self.unlike()
        for statement in statements:
            if self.is_coded(statement):
                self.statement(statement)
        self.sources()
        if self.rows.children:
            labels = [term.astext() for term in self.rows.findall(nodes.term)]
            box += glance_more("", self.rows, summary=" · ".join(labels), classes=["glance-more"])
        return box

    def is_coded(self, statement: Statement) -> bool:
        return self.vocabulary.fields[statement.field].kind == "codes"

    def row(self, label: str, *paragraphs: Inline, field: str = "") -> None:
        ids = [anchor_of(self.note.name, field)] if field else []
        term = nodes.term("", label, ids=ids)
        definition = nodes.definition("", *(nodes.paragraph("", "", *one) for one in paragraphs))
        self.rows += nodes.definition_list_item("", term, definition)

    def status(self) -> None:
        status = self.note.status
        if status is None:
            return
        label = str(self.vocabulary.values["status"][status.value].label)
        inline: Inline = [nodes.inline("", label, classes=["status", f"status-{status.value}"])]
        for template, date in (
            (self._("since {date}"), status.since),
            (self._("last day {date}"), status.until),
        ):
            if date:
                inline += [nodes.Text(" " + template.replace("{date}", date))]
        lines = [inline]
        if status.successor:
            successor = self.note_link(status.successor.source) or to_nodes(str(status.successor))
            lines.append([nodes.Text(self._("Use instead:") + " "), *successor])
        if status.note:
            lines.append(to_nodes(str(status.note)))
        if status.checked:
            checked = self._("checked {date}").replace("{date}", status.checked)
            lines[0] += self.source(checked, status.source)
        self.row(self._("Status"), *lines, field="status")

    def source(self, text: str, url: str) -> Inline:
        """A remark on where a fact was read, in small letters."""
        shown: nodes.Node = nodes.reference("", text, refuri=url) if url else nodes.Text(text)
        return [nodes.Text(" "), nodes.inline("", "", shown, classes=["glance-source"])]

    def names(self) -> None:
        if self.note.also:
            self.row(self._("Also called"), self.joined([to_nodes(str(n)) for n in self.note.also]))
        if self.note.formerly:
            names: list[Inline] = []
            for name, when in zip(self.note.formerly, self.note.formerly_when, strict=True):
                remark = [nodes.Text(" ("), *to_nodes(str(when)), nodes.Text(")")] if when else []
                names.append([*to_nodes(str(name)), *remark])
            self.row(self._("Formerly"), self.joined(names), field="formerly")

    def statement(self, statement: Statement) -> None:
        field = self.vocabulary.fields[statement.field]
        if field.kind == "codes":
            lines = self.codes(statement)
        elif field.kind == "text":
            labels = [self.sentences.label(field.name, value) for value in statement.values]
            lines = [to_nodes(label) for label in labels]
        else:
            stated = statement.values or statement.closed
            lines = [self.values(statement) if stated else [nodes.Text(self._("not stated"))]]
        source = self.note.sources.get(field.name)
        if source and lines and field.kind != "codes":
            lines[-1] += self.source(self._("source"), source.url)
        self.row(str(field.label), *lines, *self.denied(statement), field=field.name)

    def denied(self, statement: Statement) -> list[Inline]:
        """What it is known not to be, with the reason: questions rest on it."""
        lines: list[Inline] = []
        if self.vocabulary.fields[statement.field].kind not in {"values", "notes"}:
            return lines  # texts and numbers have no words of their own here
        for key, because in statement.denied.items():
            label = self._("Not {value}:").replace(
                "{value}", self.sentences.label(statement.field, key)
            )
            lines.append([nodes.emphasis("", label), nodes.Text(" "), *to_nodes(str(because))])
        return lines

    def values(self, statement: Statement) -> Inline:
        if not statement.values:
            return [nodes.Text(self._("nothing"))]
        shown = []
        for value in statement.values:
            is_note = self.vocabulary.fields[statement.field].kind == "notes"
            linked = self.note_link(value.key) if is_note else None
            shown.append(linked or to_nodes(self.sentences.label(statement.field, value)))
        joined = self.joined(shown)
        if statement.closed:
            joined.append(nodes.Text(" " + self._("(nothing else)")))
        return joined

    def joined(self, parts: list[Inline]) -> Inline:
        found: Inline = []
        for part in parts:
            found += [nodes.Text("; "), *part] if found else part
        return found

    def codes(self, statement: Statement) -> list[Inline]:
        lines: list[Inline] = []
        for value in statement.values:
            known = self.vocabulary.values[self.vocabulary.fields[statement.field].of][value.key]
            shown: list[Inline] = [
                [
                    *to_nodes(self.sentences.code(statement.field, code)),
                    nodes.Text(f" {known.codes[code]}"),
                ]
                for code in value.codes
            ]
            label = nodes.strong("", str(known.label))
            lines.append([label, nodes.Text(" "), *self.joined(shown)])
        return lines

    def note_link(self, name: str) -> Inline:
        note = self.domain.build.bank.notes.get(name)
        if note is None:
            return []
        uri = link(self.builder, self.docname, self.domain, name)
        title = to_nodes(str(note.title))
        return [nodes.reference("", "", *title, internal=True, refuri=uri)] if uri else title

    def unlike(self) -> None:
        lines = [
            [*self.note_link(name), nodes.Text(": "), *to_nodes(str(text))]
            for name, text in self.note.unlike.items()
            if name in self.domain.build.bank.notes
        ]
        if lines:
            self.row(self._("Not to be confused with"), *lines)

    def sources(self) -> None:
        """Every address once, grouped by host, with the days on which somebody compared."""
        lines: list[Inline] = []
        sources = list({source.url: source for source in self.note.sources.values()}.values())
        for host in dict.fromkeys(_host(source) for source in sources):
            there = [source for source in sources if _host(source) == host]
            links: list[Inline] = [
                [nodes.reference("", short(one.url), refuri=one.url)] for one in there
            ]
            lines.append([nodes.Text(f"{host}: "), *self.joined(links)])
            days = sorted({one.checked for one in there if one.checked})
            if days:
                checked = self._("checked {date}").replace(
                    "{date}", " – ".join(days[:1] + days[1:][-1:])
                )
                lines[-1].append(nodes.Text(f" ({checked})"))
        if lines:
            self.row(self._("Sources"), *lines, field="sources")


def _rows() -> nodes.definition_list:
    return nodes.definition_list(classes=["glance-facts", "simple"])


def _host(source: Source) -> str:
    return urlsplit(source.url).netloc
