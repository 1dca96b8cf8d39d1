"""Item models: Jinja templates that say how a truth can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from . import yamltree
from .notes import FORMERLY, SUCCESSOR, split
from .problems import did_you_mean
from .reader import ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reader import Reader
    from .vocabulary import Vocabulary

MODEL_KEYS = ("for", "given", "ask", "choose")
#: What a model may ask for beside a field: a note, the note behind this one, an order of notes.
ASK_NOTE, ASK_NEXT, ASK_ORDER = "note", "next", "order"


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


class Stems:
    """Renders the stems of item models in one language."""

    def __init__(self, translate: Callable[[str], str] = str) -> None:
        self.environment = jinja2_environment()
        self.environment.install_gettext_callables(  # type: ignore[attr-defined]
            translate, lambda one, many, n: translate(one if n == 1 else many), newstyle=True
        )
        self.templates: dict[str, jinja2.Template] = {}

    def render(self, model: ItemModel, names: dict[str, str]) -> str:
        template = self.templates.get(model.name)
        if template is None:
            template = self.templates[model.name] = self.environment.from_string(model.stem)
        return " ".join(template.render(names).split())


def jinja2_environment() -> jinja2.Environment:
    """Make the environment of stems: Markdown comes out, so nothing is escaped here."""
    return ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"]
    )


def read_model(name: str, text: str, vocabulary: Vocabulary, reader: Reader) -> ItemModel | None:
    """Read an item model; None, with the complaint reported, where it cannot be used."""
    before = len(reader.problems)
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
    stem = "\n".join(text.split("\n")[lines:])
    model = _read_header(name, tree, reader, stem.rstrip(), lines + 1)
    _check_fields(model, tree.line, vocabulary, reader)
    _check_stem(model, reader)
    return model if len(reader.problems) == before else None


def _read_header(
    name: str, tree: yamltree.Tree, reader: Reader, stem: str, stem_line: int
) -> ItemModel:
    entry = reader.mapping(tree, "item model", MODEL_KEYS)
    choose = reader.word(entry.get("choose"), "choose") or "one"
    if choose not in {"one", "all"}:
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
    )


def _check_fields(model: ItemModel, line: int, vocabulary: Vocabulary, reader: Reader) -> None:
    note_type = vocabulary.types.get(model.type)
    if note_type is None:
        hint = did_you_mean(model.type, vocabulary.types)
        reader.report(line, "model", f"for: no type '{model.type}'{hint}")
        return
    known = {*note_type.fields, FORMERLY, SUCCESSOR}
    asked = () if model.ask in {ASK_NOTE, ASK_NEXT, ASK_ORDER} else (model.ask,)
    for name in (*model.given, *asked):
        if name not in known:
            hint = did_you_mean(name, known)
            reader.report(line, "model", f"a {model.type} has no field '{name}'{hint}")
    if model.ask in {ASK_NOTE, ASK_NEXT, ASK_ORDER} and not model.given:
        reader.report(line, "model", f"ask: '{model.ask}' needs 'given', the fields it rests on")
    if model.ask in {ASK_NEXT, ASK_ORDER} and not all(
        name in vocabulary.fields and vocabulary.fields[name].order for name in model.given
    ):
        reader.report(line, "model", f"ask: '{model.ask}' needs a given field with 'order: true'")


def _check_stem(model: ItemModel, reader: Reader) -> None:
    first_line = model.stem_line
    environment = jinja2_environment()
    try:
        tree = environment.parse(model.stem)
    except jinja2.TemplateSyntaxError as error:
        reader.report(first_line + error.lineno - 1, "model", f"the stem: {error.message}")
        return
    known = {"note", "choose", *model.given}
    for name in sorted(meta.find_undeclared_variables(tree) - known - {"gettext", "ngettext"}):
        lines = [node.lineno for node in tree.find_all(nodes.Name) if node.name == name]
        message = f"the stem uses '{name}'{did_you_mean(name, known)}"
        reader.report(first_line + min(lines, default=1) - 1, "model", message)
    if not model.stem.strip():
        reader.report(first_line, "model", "the stem is empty")
