"""Item models: Jinja templates that say how a truth can be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from . import yamltree
from .items import Silence, read_silence
from .notes import FORMERLY, SUCCESSOR, split
from .problems import did_you_mean
from .reader import ID
from .text import keep_names, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reader import Reader
    from .vocabulary import Vocabulary

MODEL_KEYS = ("for", "given", "ask", "choose", "silence")
#: All that a stem is made of: text, names, conditions and translations. A template could do much
#: more, and much that has no end.
ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Keyword,
)
GETTEXT = {"gettext", "ngettext"}
FILTERS = {"capitalize", "lower", "title", "trim", "upper"}
COMPARISONS = {"eq", "ne"}
#: What a model may ask for beside a field: a note, the note behind this one, an order of notes.
ASK_NOTE, ASK_NEXT, ASK_ORDER = "note", "next", "order"
CHOICES = ("one", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemModel:
    """How to ask for one thing that notes of a type state."""

    name: str
    path: str
    type: str
    given: tuple[str, ...]
    #: ``note``, ``next``, ``order``, ``formerly``, ``successor`` or the name of a field.
    ask: str
    choose: Literal["one", "all"]
    #: The source of the stem, a Jinja template.
    stem: str
    #: The line of the file on which the stem starts.
    stem_line: int
    #: Code of a rule of the linter → why it does not count for questions of this model.
    silence: dict[str, Silence] = field(default_factory=dict)


class Stems:
    """Renders the stems of item models in one language; ``compiled`` keeps them for other runs."""

    def __init__(
        self,
        translate: Callable[[str], str] = str,
        compiled: jinja2.BytecodeCache | None = None,
    ) -> None:
        translate = keep_names(translate)
        self.environment = jinja2_environment()
        if compiled:
            self.environment = self.environment.overlay(bytecode_cache=compiled)

        def gettext(message: str, /, **names: object) -> str:
            return translate(message) % names

        def ngettext(one: str, many: str, num: int, /, **names: object) -> str:
            return translate(one if num == 1 else many) % {"num": num, **names}

        self.callables = {"gettext": gettext, "ngettext": ngettext}

    def render(self, model: ItemModel, names: dict[str, str]) -> str:
        # What it translates by is given here, so that it is compiled once for all languages.
        stem = self.environment.get_template(model.stem)
        return " ".join(stem.render(names, **self.callables).split())


@cache
def jinja2_environment() -> jinja2.Environment:
    """Make the environment of stems: Markdown comes out, so nothing is escaped here.

    The name of a template is the stem itself.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(str),
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def read_model(name: str, text: str, vocabulary: Vocabulary, reader: Reader) -> ItemModel | None:
    """Read an item model; None, with the complaint reported, where it cannot be used."""
    mark = reader.mark
    if not ID.fullmatch(name):
        message = f"call the file in lower case with hyphens, not '{name}'"
        reader.report(1, "model", message)
    yaml, lines = split(text)
    if not lines:
        reader.report(1, "model", "an item model starts with a header between two lines of '---'")
        return None
    try:
        tree = yamltree.parse(yaml, first_line=2)
    except yamltree.TreeError as error:
        reader.report(error.line, "yaml", str(error))
        return None
    stem = "\n".join(lines_of(text)[lines:])
    entry = reader.mapping(tree, "item model", MODEL_KEYS)
    model = _read_header(name, entry, reader, stem.rstrip(), lines + 1)
    if reader.is_clean(mark):
        _check_fields(model, entry, tree.line, vocabulary, reader)
    if reader.is_clean(mark):
        _check_stem(model, reader)
    return model if reader.is_clean(mark) else None


def _read_header(
    name: str, entry: dict[str, yamltree.Tree], reader: Reader, stem: str, stem_line: int
) -> ItemModel:
    choose = reader.word(entry.get("choose"), "choose") or "one"
    if choose not in CHOICES:
        reader.report(entry["choose"].line, "model", "choose is 'one' or 'all'")
    return ItemModel(
        name=name,
        path=reader.path,
        type=reader.word(entry.get("for"), "for"),
        given=tuple(word.text for word in reader.words(entry.get("given"), "given")),
        ask=reader.word(entry.get("ask"), "ask") or ASK_NOTE,
        choose="all" if choose == "all" else "one",
        stem=stem,
        stem_line=stem_line,
        silence=read_silence(entry.get("silence"), "silence", reader),
    )


def _check_fields(
    model: ItemModel,
    entry: dict[str, yamltree.Tree],
    line: int,
    vocabulary: Vocabulary,
    reader: Reader,
) -> None:
    note_type = vocabulary.types.get(model.type)
    if note_type is None:
        # Without any type it is the vocabulary that is broken, which was told already.
        if vocabulary.types:
            hint = did_you_mean(model.type, vocabulary.types)
            line = entry["for"].line if "for" in entry else line
            reader.report(line, "model", f"for: no type '{model.type[:60]}'{hint}")
        return
    mark, beside_fields = reader.mark, model.ask in {ASK_NOTE, ASK_NEXT, ASK_ORDER}
    known = {*note_type.fields, FORMERLY, SUCCESSOR}
    words = reader.words(entry.get("given"), "given")
    asked = [] if beside_fields else reader.words(entry.get("ask"), "ask")
    for word in [*words, *asked]:
        if word.text not in known | vocabulary.broken:
            message = f"type '{model.type}' has no field '{word.text[:60]}'"
            beside = {ASK_NOTE, ASK_NEXT, ASK_ORDER} if word in asked else set()
            hint = did_you_mean(word.text, known | beside)
            reader.report(word.line, "model", f"{message}{hint}")
    if beside_fields and not model.given:
        reader.report(line, "model", f"ask: '{model.ask}' needs 'given', the fields it rests on")
    if model.ask in {ASK_NEXT, ASK_ORDER} and not all(
        name in vocabulary.fields and vocabulary.fields[name].order for name in model.given
    ):
        message = f"ask: '{model.ask}' needs a given field with 'order: true'"
        reader.report_missing(mark, entry["ask"].line, message, "model")


def _check_stem(model: ItemModel, reader: Reader) -> None:
    if not model.stem.strip():
        reader.report(model.stem_line, "model", "the stem is empty")
        return
    try:
        tree = jinja2_environment().parse(model.stem)
    except jinja2.TemplateSyntaxError as error:
        line = model.stem_line + error.lineno - 1
        reader.report(line, "model", f"the stem: {error.message}")
        return
    if "gettext" in model.stem:
        told = "the stem calls gettext; put the text between {% trans %} and {% endtrans %}"
        reader.report(model.stem_line, "model", told)
        return
    known = {"note", "choose", *model.given}
    code = next((node for node in tree.find_all(nodes.Node) if not _is_allowed(node)), None)
    if code is not None:
        kind = type(code).__name__.lower()
        message = f"the stem holds code ({kind}); it takes text, names, 'if' and 'trans' only"
        reader.report(model.stem_line + code.lineno - 1, "model", message)
        return
    lines: dict[str, int] = {}
    for name in tree.find_all(nodes.Name):
        lines.setdefault(name.name, name.lineno)
    for unknown in sorted(lines.keys() - known - GETTEXT):
        message = f"the stem uses '{unknown}'{did_you_mean(unknown, known)}"
        reader.report(model.stem_line + lines[unknown] - 1, "model", message)


def _is_allowed(node: nodes.Node) -> bool:
    match node:
        case nodes.Call(node=called):
            return isinstance(called, nodes.Name) and called.name in GETTEXT
        case nodes.Filter(name=name, args=args):
            return name in FILTERS and not args
        case nodes.Compare(ops=operands):
            return all(operand.op in COMPARISONS for operand in operands)
        case _:
            return isinstance(node, ALLOWED)
