"""Items written by hand: what they are and how they are read from a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING

from .formulas import Formula, FormulaError
from .problems import did_you_mean
from .reader import ID
from .text import PLACEHOLDER, Text, fold, slug
from .yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from fractions import Fraction

    from .reader import Reader
    from .yamltree import Tree

ITEM_KEYS = (
    "id",
    "stem",
    "key",
    "distractors",
    "rationale",
    "source",
    "order",
    "calculate",
    "silence",
)
OPTION_KEYS = ("id", "text", "because")
CALCULATION_KEYS = ("given", "where", "steps", "key", "unit", "digits", "mistakes", "variants")
MIN_DISTRACTORS, MAX_DISTRACTORS = 2, 4
#: The code of a rule of the linter.
RULE = re.compile(r"L\d\d", re.ASCII)
MAX_OPTIONS = 6
MIN_STEPS, MAX_STEPS = 3, 6


@dataclass(frozen=True, kw_only=True)
class WrittenOption:
    """A key or distractor as the author wrote it."""

    id: str
    text: Text
    because: Text | None


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A way to get a calculation wrong, and the number that comes out."""

    name: Text
    formula: Formula


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """A question whose numbers change from variant to variant."""

    given: dict[str, tuple[Fraction, ...]]
    where: Formula | None
    steps: dict[str, Formula]
    key: Formula
    unit: Text | None
    #: Digits after the decimal point of every option.
    digits: int
    mistakes: tuple[Mistake, ...]
    variants: int


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A rule of the linter that an author overrules, and why."""

    reason: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of a note; exactly one of keys, order and calculation is used."""

    id: str
    line: int
    stem: Text
    keys: tuple[WrittenOption, ...] = ()
    distractors: tuple[WrittenOption, ...] = ()
    order: tuple[Text, ...] = ()
    calculation: Calculation | None = None
    rationale: Text | None = None
    source: str = ""
    source_line: int = 0
    #: Code of a rule → why it does not count here.
    silence: dict[str, Silence] = dataclass_field(default_factory=dict)


def read_items(tree: Tree, reader: Reader) -> tuple[Item, ...]:
    """Read the items of a note; one that cannot be used is reported and left out."""
    found: dict[str, Item] = {}
    for entry in reader.sequence(tree, "items"):
        mark = reader.mark
        item = _read_item(entry, reader)
        if item and item.id in found:
            other = found[item.id].line
            message = (
                f"the item id '{item.id}' stands twice, the first time in line {other}; change one"
            )
            reader.report(item.line, "duplicate", message)
        elif item and reader.is_clean(mark):
            found[item.id] = item
    return tuple(found.values())


def _read_item(tree: Tree, reader: Reader) -> Item | None:
    named, mark = _item_name(tree), reader.mark
    entry = reader.mapping(tree, named, ITEM_KEYS)
    item_id = reader.word(entry.get("id"), f"{named}: id")
    if not ID.fullmatch(item_id):
        message = f"{named} needs an id in lower case with hyphens, such as 'live-captions'"
        reader.report_missing(mark, tree.line, message)
        return None
    stem = reader.text(entry.get("stem"), f"{named}: stem")
    if stem is None:
        message = f"{named} has no stem; write the situation and the question"
        reader.report_missing(mark, tree.line, message)
    if not stem or not reader.is_clean(mark):
        return None
    kinds = [kind for kind in ("key", "order", "calculate") if kind in entry]
    if len(kinds) != 1:
        message = (
            f"{named} has no key; add 'key', 'order' or 'calculate'"
            if not kinds
            else f"{named}: {' and '.join(kinds)}, where one is wanted"
        )
        reader.report(tree.line, "item", message)
        return None
    if "distractors" in entry and "key" not in entry:
        message = f"{named}: '{kinds[0]}' makes its distractors itself; take 'distractors' away"
        reader.report(entry["distractors"].line, "item", message)
    return _complete(Item(id=item_id, line=tree.line, stem=stem), named, entry, reader)


def _complete(item: Item, named: str, entry: dict[str, Tree], reader: Reader) -> Item:
    mark = reader.mark
    item = replace(
        item,
        rationale=reader.text(entry.get("rationale"), f"{named}: rationale"),
        source=reader.word(entry.get("source"), f"{named}: source"),
        source_line=entry["source"].line if "source" in entry else 0,
        silence=read_silence(entry.get("silence"), f"{named}: silence", reader),
    )
    if "calculate" in entry:
        calculation = _read_calculation(entry["calculate"], named, reader)
        item = replace(item, calculation=calculation)
        _check_placeholders(item, named, reader)
        return item
    if "order" in entry:
        return replace(item, order=_read_order(entry["order"], named, reader))
    item = replace(
        item,
        keys=_read_options(entry["key"], f"{named}: key", reader),
        distractors=_read_options(entry.get("distractors"), f"{named}: distractors", reader),
    )
    if reader.is_clean(mark):
        _check_options(item, named, reader)
        _check_distinct(item, named, reader)
    return item


def read_silence(tree: Tree | None, what: str, reader: Reader) -> dict[str, Silence]:
    """Read which rules of the linter do not count, each with the reason why."""
    found = {}
    for key, value in reader.pairs(tree, what) if tree else []:
        mark = reader.mark
        reason = reader.word(value, f"{what}: {key.text}")
        if not RULE.fullmatch(key.text):
            message = f"{what}: '{key.text[:60]}' is no code of a rule such as L10"
            reader.report(key.line, "value", message)
        elif reason:
            found[key.text] = Silence(reason=reason, line=key.line)
        else:
            message = f"{what}: say why {key.text} does not count here"
            reader.report_missing(mark, key.line, message, "value")
    return found


def _item_name(tree: Tree) -> str:
    for key, value in tree.pairs if isinstance(tree, Mapping) else []:
        if key.text == "id" and isinstance(value, Scalar):
            return f"item '{value.text[:60]}'"
    return "item"


def _read_options(tree: Tree | None, what: str, reader: Reader) -> tuple[WrittenOption, ...]:
    entries = [tree] if isinstance(tree, Mapping) else reader.sequence(tree, what)
    options = [_read_option(entry, what, reader) for entry in entries]
    return tuple(option for option in options if option)


def _read_option(tree: Tree, what: str, reader: Reader) -> WrittenOption | None:
    if isinstance(tree, Sequence):
        reader.report(tree.line, "value", f"{what}: an option is a text, or a text with its reason")
        return None
    mark = reader.mark
    if isinstance(tree, Scalar):
        text, because, given_id = reader.text(tree, what), None, ""
    elif any(key.text == "text" for key, _ in tree.pairs):
        entry = reader.mapping(tree, what, OPTION_KEYS)
        text = reader.text(entry.get("text"), f"{what}: text")
        because = reader.text(entry.get("because"), f"{what}: because")
        given_id = reader.word(entry.get("id"), f"{what}: id")
        if given_id and not ID.fullmatch(given_id):
            message = f"{what}: the id '{given_id[:60]}' is not in lower case with hyphens"
            reader.report(entry["id"].line, "item", message)
    elif len(tree.pairs) == 1:
        key, reason = tree.pairs[0]
        text, because, given_id = reader.text(key, what), reader.text(reason, f"{what}: reason"), ""
    else:
        message = f"{what}: write '- option: reason', or id, text and because"
        reader.report(tree.line, "value", message)
        return None
    if text is None:
        reader.report_missing(mark, tree.line, f"{what}: an option without a text")
        return None
    return WrittenOption(id=given_id or slug(text.source), text=text, because=because)


def _check_options(item: Item, named: str, reader: Reader) -> None:
    if not item.keys:
        reader.report(item.line, "item", f"{named} has no key; say which option is right")
    elif len(item.keys) == 1 and not (item.rationale or item.keys[0].because):
        reader.report(item.line, "item", f"{named} has no rationale; say why the key is right")
    if not MIN_DISTRACTORS <= len(item.distractors) <= MAX_DISTRACTORS:
        message = f"{named} needs two to four distractors, and here are {len(item.distractors)}"
        reader.report(item.line, "item", message)
    if len(item.keys) + len(item.distractors) > MAX_OPTIONS:
        reader.report(item.line, "item", f"{named} has more than {MAX_OPTIONS} options; keep fewer")
    for option in (*item.distractors, *(item.keys if len(item.keys) > 1 else ())):
        if option.because is None:
            option_text = option.text.source[:60]
            message = f"{named}: the option '{option_text}' has no reason; write '- option: reason'"
            reader.report(option.text.line, "item", message)


def _check_distinct(item: Item, named: str, reader: Reader) -> None:
    seen: dict[str, str] = {}
    for kind, options in (("key", item.keys), ("distractor", item.distractors)):
        for option in options:
            marks = {fold(option.text.source), f"id {option.id}"}
            others = [seen[mark] for mark in sorted(marks) if mark in seen]
            if others:
                what = option.text.source if fold(option.text.source) in seen else option.id
                message = (
                    f"{named}: '{what[:60]}' stands twice ({others[0]} and {kind}); change one"
                )
                reader.report(option.text.line, "item", message)
            seen.update(dict.fromkeys(marks, kind))


def _read_order(tree: Tree, named: str, reader: Reader) -> tuple[Text, ...]:
    mark = reader.mark
    words = reader.words(tree, f"{named}: order")
    texts = [text for word in words if (text := reader.text(word, f"{named}: order"))]
    if not MIN_STEPS <= len(texts) <= MAX_STEPS:
        reader.report_missing(mark, tree.line, f"{named}: an order needs three to six steps")
    elif len({fold(text.source) for text in texts}) < len(texts):
        reader.report(tree.line, "item", f"{named}: a step stands twice in the order; keep one")
    return tuple(texts)


def _read_calculation(tree: Tree, named: str, reader: Reader) -> Calculation | None:
    what, mark = f"{named}: calculate", reader.mark
    entry = reader.mapping(tree, what, CALCULATION_KEYS)
    for part in ("given", "key", "mistakes"):
        if part not in entry:
            reader.report_missing(mark, tree.line, f"{what} has no '{part}'; add it")
    given = _read_given(entry["given"], what, reader) if reader.is_clean(mark) else {}
    if not reader.is_clean(mark):
        return None
    names = set(given)
    steps = _read_steps(entry["steps"], what, names, reader) if "steps" in entry else {}
    key = _read_formula(entry["key"], f"{what}: key", names, reader)
    mistakes = _read_mistakes(entry["mistakes"], what, names, reader)
    where = (
        _read_formula(entry["where"], f"{what}: where", names, reader) if "where" in entry else None
    )
    count = reader.whole(entry.get("variants"), f"{what}: variants", 3)
    if count < 1:
        reader.report(entry["variants"].line, "item", f"{what}: variants must be 1 at least")
    if key is None:
        return None
    return Calculation(
        given=given,
        where=where,
        steps=steps,
        key=key,
        unit=reader.text(entry.get("unit"), f"{what}: unit"),
        digits=reader.whole(entry.get("digits"), f"{what}: digits", 0),
        mistakes=mistakes,
        variants=count,
    )


def _read_steps(tree: Tree, what: str, names: set[str], reader: Reader) -> dict[str, Formula]:
    """Read the steps; each may use what is given and the ones before it, and adds its name."""
    steps = {}
    for step, formula_tree in reader.pairs(tree, f"{what}: steps"):
        if step.text in names:
            message = f"{what}: the step '{step.text}' has the name of a number that is given"
            reader.report(step.line, "formula", message)
        elif not step.text.isidentifier():
            message = f"{what}: the step '{step.text[:60]}' must have a plain name"
            reader.report(step.line, "formula", message)
        if formula := _read_formula(formula_tree, f"{what}: step '{step.text}'", names, reader):
            steps[step.text] = formula
        names.add(step.text)
    return steps


def _read_mistakes(tree: Tree, what: str, names: set[str], reader: Reader) -> tuple[Mistake, ...]:
    mark = reader.mark
    found = []
    for label, formula_tree in reader.pairs(tree, f"{what}: mistakes"):
        name = reader.text(label, f"{what}: mistakes")
        if name is None:
            reader.report(label.line, "item", f"{what}: a mistake without a name")
        formula = _read_formula(formula_tree, f"{what}: mistake '{label.text}'", names, reader)
        if name and formula:
            found.append(Mistake(name=name, formula=formula))
    if len(found) < MIN_DISTRACTORS:
        reader.report_missing(mark, tree.line, f"{what} needs two mistakes at least")
    return tuple(found)


def _read_given(tree: Tree, what: str, reader: Reader) -> dict[str, tuple[Fraction, ...]]:
    given = {}
    for name, numbers in reader.pairs(tree, f"{what}: given"):
        mark = reader.mark
        read = [
            reader.number(one, f"{what}: {name.text}") for one in reader.sequence(numbers, what)
        ]
        given[name.text] = tuple(dict.fromkeys(number for number in read if number is not None))
        if not name.text.isidentifier() or not given[name.text]:
            message = f"{what}: '{name.text[:60]}' must be a plain name with a list of numbers"
            reader.report_missing(mark, name.line, message, "formula")
    return given


def _read_formula(tree: Tree, what: str, names: set[str], reader: Reader) -> Formula | None:
    mark = reader.mark
    word = reader.word(tree, what)
    try:
        return Formula.parse(word, names, tree.line)
    except FormulaError as error:
        reader.report_missing(mark, tree.line, f"{what}: {error}", "formula")
        return None


def _check_placeholders(item: Item, named: str, reader: Reader) -> None:
    """A name in braces that no number has would be shown to the learner as it stands."""
    if item.calculation is None:
        return
    numbers = {*item.calculation.given, *item.calculation.steps}
    if "key" in numbers:
        reader.report(item.line, "formula", f"{named}: 'key' is the result; call the number other")
    mistakes = [mistake.name for mistake in item.calculation.mistakes]
    for text in filter(None, (item.stem, item.rationale, *mistakes)):
        known = numbers if text is item.stem else {*numbers, "key"}
        for name in PLACEHOLDER.findall(text.source):
            if name not in known:
                message = f"{named}: no number '{name}'{did_you_mean(name, known)}"
                reader.report(text.line, "formula", message)
