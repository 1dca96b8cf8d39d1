"""The second proof of finished questions; it shares no logic with the generator.

For each claim of a question the values that are certainly true, or certainly false on the ground
that the claim names, are laid out as a set, and the claim has to lie in it. What cannot be decided
lies in no set, so a question that rests on it does not pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DecimalException, localcontext
from functools import lru_cache, partial
from itertools import combinations
from typing import TYPE_CHECKING

from .text import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from fractions import Fraction

    from .items import Calculation, Item
    from .notes import Note, Statement
    from .questions import Claim, Option, Question
    from .text import Text
    from .vocabulary import Field, ValueDef, Vocabulary

FORMERLY, SUCCESSOR = "formerly", "successor"
MIN_OPTIONS, MAX_OPTIONS = 3, 6
ARROW = " → "
#: Digits after the point that a number of a note keeps when it is shown.
SHOWN = 12
EXACT = Context(prec=200)
#: Thirds and roots are cut off after 200 digits; what is nearer than this is meant to be equal.
NEAR = Decimal("1e-60")
HALF = Decimal("0.5")

# Everything but letters and digits, save the signs that make another name (C, C++, C#) and the
# point, the minus and the signs that make another number.
_NOISE = re.compile(r"(?!(?<=\d)[.,]\d|(?<![\w)])[-\u2212]\d|[+#<>=%])[\W_]")
# Groups of thousands may be set apart by a comma, a point, an apostrophe or a space.
_NUMERAL = re.compile(r"([-\u2212]?)(\d(?:[.,'\u2019\u066b\u066c\s]?\d)*)")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+)"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>\*\*|[<>=!]=|[-+*/()<>,])|(?P<end>$))"
)


def check_question(
    question: Question, notes: Mapping[str, Note], vocabulary: Vocabulary
) -> list[str]:
    """Give the reasons why a question may not be shown; none if it is proved."""
    return Checker(notes, vocabulary).check(question)


class Checker:
    """Proves many questions over the same notes."""

    def __init__(self, notes: Mapping[str, Note], vocabulary: Vocabulary) -> None:
        """Learn the names of all notes; they must stay the same from here on."""
        self._world = _World(notes, vocabulary)

    def check(self, question: Question) -> list[str]:
        """Give the reasons why a question may not be shown; none if it is proved."""
        with localcontext(EXACT):
            missing = list(_missing(question, self._world))
            if missing:
                return missing
            return [*_shape(question), *_twins(question, self._world), *self._proof(question)]

    def _proof(self, question: Question) -> Iterator[str]:
        if question.kind == "written":
            return _written(question, self._world)
        if question.kind == "calculated":
            return _calculated(question, self._world)
        if question.kind == "order" and not any(option.claims for option in question.options):
            return _authored_order(question, self._world)
        return _generated(question, self._world)


# --- what the notes say --------------------------------------------------------------------------


class _World:
    """The notes, and for one claim at a time the sets of what is true and false."""

    def __init__(self, notes: Mapping[str, Note], vocabulary: Vocabulary) -> None:
        self.notes = notes
        self.vocabulary = vocabulary
        self.names: dict[str, set[str]] = {}
        self.types: dict[str, set[str]] = {}
        for note in notes.values():
            self.types.setdefault(note.type, set()).add(note.name)
            for name in _names(note):
                self.names.setdefault(name, set()).add(note.name)
        self.sharing: dict[tuple[str, str, str], set[str]] = {}
        for note in notes.values():
            for field, key in _texts(note):
                self.sharing.setdefault((note.type, field, key), set()).add(note.name)
        self.kin: dict[str, dict[str, set[str]]] = {}
        self.false_by: dict[str, Callable[[Claim], set[str]]] = {
            "stated": self.denied,
            "one only": self.not_the_one,
            "closed list": self.not_listed,
            "identifies": partial(self.owned, why=self.same_type),
            "number": self.other_number,
            "contrast": partial(self.owned, why=self.told_apart),
        }

    def holds(self, claim: Claim) -> bool:
        """Whether a claim is as true or as false as it says, on the ground that it gives."""
        true = self.true(claim)
        if claim.truth:
            denied = self.denied(claim) & {claim.value, *self.above(claim.field, {claim.value})}
            return claim.ground == "true" and claim.value in true and not denied
        false = self.false_by.get(claim.ground)
        return false is not None and claim.value in false(claim) - true

    def true(self, claim: Claim) -> set[str]:
        note = self.notes[claim.note]
        if claim.field == FORMERLY:
            return {slug(name.source) for name in note.formerly}
        if claim.field == SUCCESSOR:
            return self.successor(note)
        statement = self.statement(claim)
        stated = {value.key for value in statement.values} if statement else set()
        return stated | self.above(claim.field, stated)

    def above(self, field_name: str, keys: set[str]) -> set[str]:
        known = self.values(field_name)
        return set().union(*(known[key].ancestors for key in keys & known.keys()))

    def denied(self, claim: Claim) -> set[str]:
        statement = self.statement(claim)
        return set(statement.denied) if statement else set()

    def not_the_one(self, claim: Claim) -> set[str]:
        if claim.field == SUCCESSOR:
            return self.outside(set(self.notes), self.successors(self.notes[claim.note]), claim)
        statement = self.statement(claim)
        if not statement or len(statement.values) != 1 or not self.field(claim).one:
            return set()
        return self.outside(self.sphere(claim.field), {statement.values[0].key}, claim)

    def not_listed(self, claim: Claim) -> set[str]:
        statement = self.statement(claim)
        if not statement or not statement.closed:
            return set()
        stated = {value.key for value in statement.values}
        if stated:
            return self.outside(self.sphere(claim.field), stated, claim)
        return self.sphere(claim.field)

    def other_number(self, claim: Claim) -> set[str]:
        statement = self.statement(claim)
        if not statement or len(statement.values) != 1 or not self.field(claim).one:
            return set()
        stated, claimed = _number(statement.values[0].key), _number(claim.value)
        if self.field(claim).kind != "number" or stated is None or claimed is None:
            return set()
        return {claim.value} if _round(stated, SHOWN) != _round(claimed, SHOWN) else set()

    def owned(self, claim: Claim, why: Callable[[Note, Note], bool]) -> set[str]:
        """Give what identifies the other note, where that excludes the note of the claim."""
        note, other = self.notes[claim.note], self.notes.get(claim.other)
        if other is None or not why(note, other):
            return set()
        # Notes that overlap may share a text; whatever may be one of them may have it too.
        sharing = {other.name} | self.sharing.get((other.type, claim.field, claim.value), set())
        if any(name == note.name or self.overlapping(note.name, name) for name in sharing):
            return set()
        return self.identifying(claim, other)

    @staticmethod
    def same_type(note: Note, other: Note) -> bool:
        return note.type == other.type

    @staticmethod
    def told_apart(note: Note, other: Note) -> bool:
        return other.name in note.unlike or note.name in other.unlike

    def identifying(self, claim: Claim, other: Note) -> set[str]:
        if claim.field == FORMERLY:
            return {slug(name.source) for name in other.formerly}
        statement = other.statements.get(claim.field)
        if not statement or not self.field(claim).identifies:
            return set()
        return {value.key for value in statement.values if value.text}

    def field(self, claim: Claim) -> Field:
        """Give the field of a claim, of which there must be a statement."""
        return self.vocabulary.fields[claim.field]

    def statement(self, claim: Claim) -> Statement | None:
        return self.notes[claim.note].statements.get(claim.field)

    def successor(self, note: Note) -> set[str]:
        if note.status is None or note.status.successor is None:
            return set()
        text = note.status.successor.source
        found = {text} if text in self.notes else self.names.get(_plain(text), set())
        return found if len(found) == 1 else set()

    def successors(self, note: Note) -> set[str]:
        """Give the successor, its own successor and so on: each of them has taken the place."""
        found: set[str] = set()
        while (ahead := self.successor(note) - found) and (name := ahead.pop()):
            found.add(name)
            note = self.notes[name]
        return found

    def values(self, field_name: str) -> Mapping[str, ValueDef]:
        field = self.vocabulary.fields.get(field_name)
        if field and field.kind in {"values", "codes"}:
            return self.vocabulary.values.get(field.of, {})
        return {}

    def is_notes(self, field_name: str) -> bool:
        field = self.vocabulary.fields.get(field_name)
        return field_name == SUCCESSOR or bool(field and field.kind == "notes")

    def sphere(self, field_name: str) -> set[str]:
        """Give every value that a field can have; none where they cannot be listed, as of texts.

        Two texts may say the same in other words, so that being another text proves nothing.
        """
        if self.is_notes(field_name):
            return self.types.get(self.vocabulary.fields[field_name].of, set())
        return set(self.values(field_name))

    def outside(self, sphere: set[str], stated: set[str], claim: Claim) -> set[str]:
        """Give the values that can be true together with none of the stated ones."""
        if not stated or not stated <= sphere:
            return set()
        return {value for value in sphere if not self.may_meet(claim.field, value, stated)}

    def may_meet(self, field_name: str, value: str, others: set[str]) -> bool:
        if self.is_notes(field_name):
            return value in others or any(self.overlapping(value, other) for other in others)
        return bool(self.relatives(field_name)[value] & others)

    def overlapping(self, one: str, other: str) -> bool:
        return other in self.notes[one].overlaps or one in self.notes[other].overlaps

    def relatives(self, field_name: str) -> dict[str, set[str]]:
        of = self.vocabulary.fields[field_name].of
        if of not in self.kin:
            self.kin[of] = _relatives(self.vocabulary.values[of])
        return self.kin[of]

    def wordings(self, claim: Claim) -> set[str]:
        """Give what the value of a claim may be called, without case and punctuation."""
        if self.is_notes(claim.field):
            return _names(self.notes[claim.value])
        known = self.values(claim.field)
        if claim.value in known:
            return _wordings([known[claim.value].label])
        texts: list[Text] = []
        for note in [self.notes[name] for name in (claim.note, claim.other) if name]:
            texts += note.formerly if claim.field == FORMERLY else ()
            statement = note.statements.get(claim.field)
            texts += [value.text for value in statement.values if value.text] if statement else []
        return _wordings(text for text in texts if slug(text.source) == claim.value)


@lru_cache(maxsize=1 << 16)
def _plain(text: str) -> str:
    """Leave out what does not make a text another one: case, width, spaces, punctuation."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub("", text) or text.strip()


def _wordings(texts: Iterable[Text]) -> set[str]:
    return {_plain(wording) for text in texts for wording in (text.source, str(text))}


def _names(note: Note) -> set[str]:
    texts = _wordings([note.title, *note.also, *note.formerly])
    return texts | {_plain(name) for name in (note.name, *note.aliases)}


def _texts(note: Note) -> Iterator[tuple[str, str]]:
    """Give the keys of all texts of a note, each with its field."""
    for name in note.formerly:
        yield FORMERLY, slug(name.source)
    for field, statement in note.statements.items():
        for value in statement.values:
            if value.text:
                yield field, value.key


def _relatives(values: Mapping[str, ValueDef]) -> dict[str, set[str]]:
    """Give for each value all that may be true where it is true.

    These are what shares a kind with it (each is a kind of itself), and what has somebody in its
    line that overlaps with somebody in this line; a line is what the own kinds are kinds of.
    """
    below = {key: {key} for key in values}
    for key, value in values.items():
        for ancestor in value.ancestors & values.keys():
            below[ancestor].add(key)
    line = {
        key: kinds.union(*(values[kind].ancestors & values.keys() for kind in kinds))
        for key, kinds in below.items()
    }
    beside: dict[str, set[str]] = {key: set() for key in values}
    for key, value in values.items():
        for other in value.overlaps & values.keys():
            beside[key].add(other)
            beside[other].add(key)
    found = {}
    for key in values:
        touched = set().union(*(beside[kin] for kin in line[key]))
        found[key] = {
            other for other in values if below[key] & below[other] or touched & line[other]
        }
    return found


# --- every question ------------------------------------------------------------------------------


def _missing(question: Question, world: _World) -> Iterator[str]:
    """V5: every note that is named is there."""
    named = [question.note, *(option.note for option in question.options if option.note)]
    for claim in (claim for option in question.options for claim in option.claims):
        named += [claim.note, *([claim.other] if claim.other else [])]
        named += [claim.value] if world.is_notes(claim.field) else []
    for name in sorted(set(named) - world.notes.keys()):
        yield f"there is no note '{name}'"


def _shape(question: Question) -> Iterator[str]:
    count = len(question.options)
    if not MIN_OPTIONS <= count <= MAX_OPTIONS:
        yield f"it has {count} options"
    if not 1 <= len(question.keys) < count:
        yield f"{len(question.keys)} of its {count} options are keys"
    if question.kind in {"order", "calculated"} and len(question.keys) > 1:
        yield "only one order and one result can be right"
    for option in question.options:
        if not option.reason.strip():
            yield f"'{option.text}' has no reason"


def _twins(question: Question, world: _World) -> Iterator[str]:
    """V3: no two options are one thing, by id, by text or as two names of a note."""
    marks: list[tuple[str, str]] = []
    for option in question.options:
        text = _plain(option.text)
        owners = world.names.get(text, set())
        marks += [("id", option.id), ("text", text), *(("note", owner) for owner in owners)]
    for (what, mark), times in Counter(marks).items():
        if times > 1:
            yield f"{times} options have the {what} '{mark}'"


def _item(question: Question, world: _World) -> Item | None:
    item_id = question.id.partition("~")[0].rpartition(".")[2]
    items = world.notes[question.note].items
    return next((item for item in items if item.id == item_id), None)


def _wrong_claims(option: Option, world: _World) -> Iterator[str]:
    for claim in option.claims:
        if not world.holds(claim):
            said = f"{claim.note}: {claim.field} '{claim.value}'"
            yield f"'{option.text}': not proved {claim.truth} by '{claim.ground}': {said}"


# --- questions by an author ----------------------------------------------------------------------


def _written(question: Question, world: _World) -> Iterator[str]:
    item = _item(question, world)
    if item is None:
        yield "no item of its note has its id"
        return
    if len(question.keys) != len(item.keys):
        yield f"it has {len(question.keys)} keys where its author wrote {len(item.keys)}"
    for option in question.options:
        pool = item.keys if option.is_key else item.distractors
        if _plain(option.text) not in _wordings(written.text for written in pool):
            role = "key" if option.is_key else "distractor"
            yield f"'{option.text}' is no {role} that its author wrote"
        yield from _wrong_claims(option, world)


def _authored_order(question: Question, world: _World) -> Iterator[str]:
    item = _item(question, world)
    if item is None or not item.order:
        yield "no item of its note with its id has an order"
        return
    order = list(range(len(item.order)))
    places = {wording: place for place in order for wording in _wordings([item.order[place]])}
    for option in question.options:
        found = [places.get(_plain(step), -1) for step in option.text.split(ARROW)]
        if sorted(found) != order:
            yield f"'{option.text}' has not each step once"
        elif option.is_key != (found == order):
            yield f"'{option.text}' is the order of the author, or the key, and not both"


# --- questions from facts ------------------------------------------------------------------------


def _generated(question: Question, world: _World) -> Iterator[str]:
    for option in question.options:
        wanted = option.is_key
        if all(claim.truth != wanted for claim in option.claims):
            yield f"'{option.text}' makes no claim that decides it"
        if wanted and not all(claim.truth for claim in option.claims):
            yield f"'{option.text}' is a key and makes a claim that is not true"
        if option.ground not in {claim.ground for claim in option.claims if claim.truth == wanted}:
            yield f"'{option.text}' has the ground '{option.ground}' and no claim with it"
        yield from _wrong_claims(option, world)
    if all(option.claims for option in question.options):
        yield from _form(question, world)


def _form(question: Question, world: _World) -> Iterator[str]:
    """V6: the options are all notes, all values of one field of one note, or all orders."""
    claims = [claim for option in question.options for claim in option.claims]
    if question.kind == "order":
        yield from _places(question, world)
    elif len({(claim.note, claim.field) for claim in claims}) == 1:
        yield from _values(question, world)
    elif all(len({claim.note for claim in option.claims}) == 1 for option in question.options):
        yield from _notes(question, world)
    else:
        yield "its options are neither all notes nor all values"


def _notes(question: Question, world: _World) -> Iterator[str]:
    """Check options that are notes, of each of which the stem says the same."""
    said = [{(claim.field, claim.value) for claim in key.claims} for key in question.keys]
    for option in question.options:
        asked = {(claim.field, claim.value) for claim in option.claims}
        if not all(asked == one if option.is_key else asked <= one for one in said):
            yield f"'{option.text}' makes another claim than the key"
        if _plain(option.text) not in _names(world.notes[option.claims[0].note]):
            yield f"'{option.text}' is no name of '{option.claims[0].note}'"
    if max(Counter(option.claims[0].note for option in question.options).values()) > 1:
        yield "two options are one note"


def _values(question: Question, world: _World) -> Iterator[str]:
    """Check options that are values; V4: no two may be true together by their nature.

    Two keys may overlap, as audio and video do, because each is proved to be true.
    """
    if any(len(option.claims) != 1 for option in question.options):
        yield "an option is more than one value"
        return
    claims = [option.claims[0] for option in question.options]
    for option, claim in zip(question.options, claims, strict=True):
        if not _says_value(option.text, claim, world):
            yield f"'{option.text}' does not say '{claim.value}'"
    for one, other in combinations(claims, 2):
        if one.value == other.value:
            yield f"two options are the value '{one.value}'"
        elif _meet(one, other, world):
            yield f"'{one.value}' includes or overlaps '{other.value}'"


def _meet(one: Claim, other: Claim, world: _World) -> bool:
    """Whether one value includes the other, or overlaps with it and not both are proved true."""
    known = world.values(one.field)
    if not {one.value, other.value} <= known.keys():
        return False
    if one.truth and other.truth:
        line = known[one.value].ancestors | known[other.value].ancestors
        return one.value in line or other.value in line
    return world.may_meet(one.field, one.value, {other.value})


def _says_value(text: str, claim: Claim, world: _World) -> bool:
    field = world.vocabulary.fields.get(claim.field)
    if field and field.kind == "number":
        return _says_number(text, _number(claim.value), SHOWN)
    if _plain(text) in world.wordings(claim):
        return True
    return bool(field and field.kind == "text" and slug(text) == claim.value)


def _places(question: Question, world: _World) -> Iterator[str]:
    """Check options that are orders; a claim gives a note the place where the text has it."""
    claims = [claim for option in question.options for claim in option.claims]
    field = world.vocabulary.fields.get(claims[0].field)
    if len({claim.field for claim in claims}) > 1 or not field or not field.order:
        yield "its claims are not about one order"
        return
    asked = {claim.note for key in question.keys for claim in key.claims}
    numbers = [_number(claim.value) for key in question.keys for claim in key.claims]
    ranks = sorted(number for number in numbers if number is not None)
    for option in question.options:
        steps = [_plain(step) for step in option.text.split(ARROW)]
        order = [name for step in steps for name in sorted(world.names.get(step, set()) & asked)]
        if not len(steps) == len(order) == len(ranks) or set(order) != asked:
            yield f"'{option.text}' has not each note of the key once"
        elif any(
            claim.note not in asked or _number(claim.value) != ranks[order.index(claim.note)]
            for claim in option.claims
        ):
            yield f"'{option.text}' claims another order than it shows"


# --- calculations --------------------------------------------------------------------------------


def _calculated(question: Question, world: _World) -> Iterator[str]:
    claims = [option.claims[0] for option in question.options if len(option.claims) == 1]
    fields = {claim.field for claim in claims if claim.note == question.note}
    items = world.notes[question.note].items
    found = [item.calculation for item in items if fields == {f"items.{item.id}"}]
    if len(claims) < len(question.options) or not found or not found[0]:
        yield "its options are not results of one calculated item of its note"
        return
    try:
        key, mistakes = _results(question, found[0])
    except UndecidedError as error:
        yield str(error)
        return
    if max(Counter(_number(claim.value) for claim in claims).values()) > 1:
        yield "two options are the same number"
    for option, claim in zip(question.options, claims, strict=True):
        yield from _wrong_result(option, claim, {key} if option.is_key else mistakes - {key})
        if not _says_number(option.text, _number(claim.value), found[0].digits):
            yield f"'{option.text}' does not say {claim.value}"


def _wrong_result(option: Option, claim: Claim, allowed: set[Decimal]) -> Iterator[str]:
    ground = "true" if option.is_key else "mistake"
    if claim.ground != ground or option.ground != ground or claim.truth != option.is_key:
        yield f"'{option.text}' is not marked as '{ground}'"
    if _number(claim.value) not in allowed:
        yield f"'{option.text}' is no result of the {'formula' if option.is_key else 'mistakes'}"


def _results(question: Question, calculation: Calculation) -> tuple[Decimal, set[Decimal]]:
    """Compute the key and every mistake that has a result, as they are shown."""
    numbers = _inputs(question, calculation)
    for name, formula in calculation.steps.items():
        numbers[name] = evaluate(formula.source, numbers)
    if calculation.where and not evaluate(calculation.where.source, numbers):
        raise UndecidedError("its numbers break the condition of its item")
    key = _round(evaluate(calculation.key.source, numbers), calculation.digits)
    mistakes = set()
    for mistake in calculation.mistakes:
        try:
            value = evaluate(mistake.formula.source, numbers)
        except UndecidedError:
            continue
        mistakes.add(_round(value, calculation.digits))
    return key, mistakes


def _inputs(question: Question, calculation: Calculation) -> dict[str, Decimal]:
    found = {}
    for name, text in question.numbers:
        number = _number(text)
        if number is None or number not in map(_ratio, calculation.given.get(name, ())):
            raise UndecidedError(f"'{name}' may not be {text}")
        found[name] = number
    if found.keys() != calculation.given.keys() or len(found) < len(question.numbers):
        raise UndecidedError("its numbers are not the ones that its item gives")
    return found


def _ratio(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _number(text: str) -> Decimal | None:
    """Read what a fraction writes, such as ``-3`` or ``5/2``."""
    match = re.fullmatch(r"(-?[0-9]{1,60})(?:/([1-9][0-9]{0,60}))?", text)
    return Decimal(match[1]) / Decimal(match[2] or 1) if match else None


def _says_number(text: str, number: Decimal | None, digits: int) -> bool:
    """Whether the first number in a text is this one, in whatever way thousands are set apart."""
    numeral = _NUMERAL.search(text)
    if number is None or numeral is None or bool(numeral[1]) != (number < 0):
        return False
    shown = "".join(str(unicodedata.decimal(char, char)) for char in numeral[2])
    size = _round(abs(number), digits)
    return _spells(shown, f"{size:.{digits}f}") or _spells(shown, f"{size.normalize():f}")


def _spells(shown: str, number: str) -> bool:
    whole, _, part = number.partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d\d\d?)*\d{3}$)", r"\\D?", whole)
    return bool(re.fullmatch(grouped + (f"[.,\u066b]{part}" if part else ""), shown))


# --- arithmetic ----------------------------------------------------------------------------------


class UndecidedError(Exception):
    """A number that cannot be derived."""


def _floor(value: Decimal) -> Decimal:
    return (value + NEAR).to_integral_value(ROUND_FLOOR)


def _ceil(value: Decimal) -> Decimal:
    return (value - NEAR).to_integral_value(ROUND_CEILING)


def _round(value: Decimal, digits: Decimal | int = 0) -> Decimal:
    """Round half away from zero."""
    if digits != int(digits) or digits < 0:
        raise UndecidedError(f"nothing can be rounded to {digits} digits")
    return (_floor(abs(value).scaleb(int(digits)) + HALF)).scaleb(-int(digits)).copy_sign(value)


def _compare(sign: str, one: Decimal, other: Decimal) -> Decimal:
    near = abs(one - other) < NEAR
    strict = {"<": one < other, ">": one > other, "=": near, "!": not near}[sign[0]]
    return Decimal(strict and not near if sign in {"<", ">"} else strict or (near and sign != "!="))


FUNCTIONS: dict[str, tuple[range, Callable[..., Decimal]]] = {
    "abs": (range(1, 2), abs),
    "ceil": (range(1, 2), _ceil),
    "floor": (range(1, 2), _floor),
    "round": (range(1, 3), _round),
    "min": (range(1, 100), lambda *values: min(values)),
    "max": (range(1, 100), lambda *values: max(values)),
    "sqrt": (range(1, 2), Decimal.sqrt),
    "exp": (range(1, 2), Decimal.exp),
    "ln": (range(1, 2), Decimal.ln),
    "log2": (range(1, 2), lambda value: value.ln() / Decimal(2).ln()),
}
#: How strongly a sign binds what stands on both sides of it; a sign in front binds as PREFIX.
COMPARED, ADDED, MULTIPLIED, PREFIX, RAISED = 1, 2, 3, 4, 5
BINDING = {
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), COMPARED),
    **dict.fromkeys("+-", ADDED),
    **dict.fromkeys("*/", MULTIPLIED),
    "**": RAISED,
}


def evaluate(formula: str, numbers: Mapping[str, Decimal]) -> Decimal:
    """Compute a formula to some 200 digits.

    Raises UndecidedError if it cannot be read or has no value.
    """
    try:
        with localcontext(EXACT):
            return _Reckoning(formula, numbers).result()
    except (DecimalException, OverflowError, RecursionError):
        raise UndecidedError(f"'{formula}' has no value") from None


class _Reckoning:
    """Reads a formula from left to right and computes as it goes."""

    def __init__(self, formula: str, numbers: Mapping[str, Decimal]) -> None:
        self.formula = formula
        self.numbers = numbers
        self.place = 0
        self.kind, self.word = "", ""
        self.step()

    def fail(self) -> UndecidedError:
        return UndecidedError(f"'{self.formula}' cannot be computed at '{self.word}'")

    def step(self) -> str:
        """Go to the next token and give the one that was left."""
        left = self.word
        match = _TOKEN.match(self.formula, self.place)
        if match is None:
            raise self.fail()
        self.kind = match.lastgroup or ""
        self.word, self.place = match[self.kind], match.end()
        return left

    def result(self) -> Decimal:
        value = self.expression(COMPARED)
        if self.kind != "end":
            raise self.fail()
        return value

    def expression(self, least: int) -> Decimal:
        """Read on as long as signs bind at least so strongly."""
        value = self.operand()
        while BINDING.get(self.word, 0) >= least:
            sign = self.step()
            strength = BINDING[sign]
            # A power takes another power to its right, and all other signs what is to their left.
            other = self.expression(strength if sign == "**" else strength + 1)
            value = self.finite(self.combined(sign, value, other))
            if strength == COMPARED:
                break
        return value

    def combined(self, sign: str, one: Decimal, other: Decimal) -> Decimal:
        if BINDING[sign] == COMPARED:
            return _compare(sign, one, other)
        match sign:
            case "+":
                return one + other
            case "-":
                return one - other
            case "*":
                return one * other
            case "/":
                return one / other
        return one**other if other else Decimal(1)

    def operand(self) -> Decimal:
        kind, word = self.kind, self.step()
        if kind == "number":
            return Decimal(word.replace("_", ""))
        if kind == "name":
            return self.call(word) if self.word == "(" else self.named(word)
        if word in {"+", "-"}:
            value = self.expression(PREFIX)
            return -value if word == "-" else value
        if word != "(":
            raise self.fail()
        value = self.expression(COMPARED)
        self.expect(")")
        return value

    def named(self, name: str) -> Decimal:
        if name not in self.numbers:
            raise self.fail()
        return self.numbers[name]

    def call(self, name: str) -> Decimal:
        values: list[Decimal] = []
        while self.word == "," or not values:
            self.step()
            values.append(self.expression(COMPARED))
        self.expect(")")
        if name not in FUNCTIONS or len(values) not in FUNCTIONS[name][0]:
            raise self.fail()
        return self.finite(FUNCTIONS[name][1](*values))

    def expect(self, word: str) -> None:
        if self.word != word:
            raise self.fail()
        self.step()

    def finite(self, value: Decimal) -> Decimal:
        if not value.is_finite():
            raise self.fail()
        return value
