"""The second proof of finished questions; it shares no logic with the generator.

Every claim of a question has to lie in the set of what is certainly true, or certainly false on the
ground that the claim names (``certain``); every number is computed anew (``arithmetic``). What
cannot be decided lies in no set, so a question that rests on it does not pass.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, localcontext
from itertools import combinations
from typing import TYPE_CHECKING

from .arithmetic import (
    EXACT,
    UndecidedError,
    evaluate,
    ratio,
    read_number,
    round_half_up,
    says_number,
)
from .certain import SHOWN, Certain, names_of, plain, wordings_of
from .text import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .items import Calculation, Item
    from .notes import Note
    from .questions import Claim, Option, Question
    from .vocabulary import Vocabulary

MIN_OPTIONS, MAX_OPTIONS = 3, 6
ARROW = " → "


class Checker:
    """Proves many questions over the same notes."""

    def __init__(self, notes: Mapping[str, Note], vocabulary: Vocabulary) -> None:
        """Learn the names of all notes; they must stay the same from here on."""
        self._world = Certain(notes, vocabulary)

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


def _missing(question: Question, world: Certain) -> Iterator[str]:
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
    if question.kind == "order" and len(question.keys) > 1:
        yield "only one order can be right"
    for option in question.options:
        if not option.reason.strip():
            yield f"'{option.text}' has no reason"


def _twins(question: Question, world: Certain) -> Iterator[str]:
    """V3: no two options are one thing, by id, by text or as two names of a note."""
    marks: list[tuple[str, str]] = []
    for option in question.options:
        text = plain(option.text)
        owners = world.names.get(text, set())
        marks += [("id", option.id), ("text", text), *(("note", owner) for owner in owners)]
    for (what, mark), times in Counter(marks).items():
        if times > 1:
            yield f"{times} options have the {what} '{mark}'"


def _item(question: Question, world: Certain) -> Item | None:
    item_id = question.id.partition("~")[0].rpartition(".")[2]
    items = world.notes[question.note].items
    return next((item for item in items if item.id == item_id), None)


def _wrong_claims(option: Option, world: Certain) -> Iterator[str]:
    for claim in option.claims:
        if not world.holds(claim):
            said = f"{claim.note}: {claim.field} '{claim.value}'"
            yield f"'{option.text}': not proved {claim.truth} by '{claim.ground}': {said}"


def _written(question: Question, world: Certain) -> Iterator[str]:
    item = _item(question, world)
    if item is None:
        yield "no item of its note has its id"
        return
    if len(question.keys) != len(item.keys):
        yield f"it has {len(question.keys)} keys where its author wrote {len(item.keys)}"
    for option in question.options:
        pool = item.keys if option.is_key else item.distractors
        if plain(option.text) not in wordings_of(written.text for written in pool):
            role = "key" if option.is_key else "distractor"
            yield f"'{option.text}' is no {role} that its author wrote"
        yield from _wrong_claims(option, world)


def _authored_order(question: Question, world: Certain) -> Iterator[str]:
    item = _item(question, world)
    if item is None or not item.order:
        yield "no item of its note with its id has an order"
        return
    order = list(range(len(item.order)))
    places = {wording: place for place in order for wording in wordings_of([item.order[place]])}
    for option in question.options:
        found = [places.get(plain(step), -1) for step in option.text.split(ARROW)]
        if sorted(found) != order:
            yield f"'{option.text}' has not each step once"
        elif option.is_key != (found == order):
            yield f"'{option.text}' is the order of the author, or the key, and not both"


def _generated(question: Question, world: Certain) -> Iterator[str]:
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


def _form(question: Question, world: Certain) -> Iterator[str]:
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


def _notes(question: Question, world: Certain) -> Iterator[str]:
    """Check options that are notes, of each of which the stem says the same."""
    said = [{(claim.field, claim.value) for claim in key.claims} for key in question.keys]
    for option in question.options:
        asked = {(claim.field, claim.value) for claim in option.claims}
        if not all(asked <= one for one in said):
            yield f"'{option.text}' makes another claim than the key"
        if plain(option.text) not in names_of(world.notes[option.claims[0].note]):
            yield f"'{option.text}' is no name of '{option.claims[0].note}'"
    if max(Counter(option.claims[0].note for option in question.options).values()) > 1:
        yield "two options are one note"


def _values(question: Question, world: Certain) -> Iterator[str]:
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


def _meet(one: Claim, other: Claim, world: Certain) -> bool:
    """Whether one value includes the other, or overlaps with it and not both are proved true."""
    known = world.values(one.field)
    if not {one.value, other.value} <= known.keys():
        return False
    if one.truth and other.truth:
        line = known[one.value].ancestors | known[other.value].ancestors
        return one.value in line or other.value in line
    return world.may_meet(one.field, one.value, {other.value})


def _says_value(text: str, claim: Claim, world: Certain) -> bool:
    field = world.vocabulary.fields.get(claim.field)
    if field and field.kind == "number":
        return says_number(text, read_number(claim.value), SHOWN)
    if plain(text) in world.wordings(claim):
        return True
    return bool(field and field.kind == "text" and slug(text) == claim.value)


def _places(question: Question, world: Certain) -> Iterator[str]:
    """Check options that are orders; a claim gives a note the place where the text has it."""
    claims = [claim for option in question.options for claim in option.claims]
    field = world.vocabulary.fields.get(claims[0].field)
    if len({claim.field for claim in claims}) > 1 or not field or not field.order:
        yield "its claims are not about one order"
        return
    asked = {claim.note for key in question.keys for claim in key.claims}
    numbers = [read_number(claim.value) for key in question.keys for claim in key.claims]
    ranks = sorted(number for number in numbers if number is not None)
    for option in question.options:
        steps = [plain(step) for step in option.text.split(ARROW)]
        order = [name for step in steps for name in sorted(world.names.get(step, set()) & asked)]
        if not len(steps) == len(order) == len(ranks) or set(order) != asked:
            yield f"'{option.text}' has not each note of the key once"
        elif any(
            claim.note not in asked or read_number(claim.value) != ranks[order.index(claim.note)]
            for claim in option.claims
        ):
            yield f"'{option.text}' claims another order than it shows"


def _calculated(question: Question, world: Certain) -> Iterator[str]:
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
    if max(Counter(read_number(claim.value) for claim in claims).values()) > 1:
        yield "two options are the same number"
    for option, claim in zip(question.options, claims, strict=True):
        yield from _wrong_result(option, claim, {key} if option.is_key else mistakes - {key})
        if not says_number(option.text, read_number(claim.value), found[0].digits):
            yield f"'{option.text}' does not say {claim.value}"


def _wrong_result(option: Option, claim: Claim, allowed: set[Decimal]) -> Iterator[str]:
    ground = "true" if option.is_key else "mistake"
    if claim.ground != ground or option.ground != ground or claim.truth != option.is_key:
        yield f"'{option.text}' is not marked as '{ground}'"
    if read_number(claim.value) not in allowed:
        yield f"'{option.text}' is no result of the {'formula' if option.is_key else 'mistakes'}"


def _results(question: Question, calculation: Calculation) -> tuple[Decimal, set[Decimal]]:
    """Compute the key and every mistake that has a result, as they are shown."""
    numbers = _inputs(question, calculation)
    for name, formula in calculation.steps.items():
        numbers[name] = evaluate(formula.source, numbers)
    if calculation.where and not evaluate(calculation.where.source, numbers):
        raise UndecidedError("its numbers break the condition of its item")
    key = round_half_up(evaluate(calculation.key.source, numbers), calculation.digits)
    mistakes = set()
    for mistake in calculation.mistakes:
        try:
            value = evaluate(mistake.formula.source, numbers)
        except UndecidedError:
            continue
        mistakes.add(round_half_up(value, calculation.digits))
    return key, mistakes


def _inputs(question: Question, calculation: Calculation) -> dict[str, Decimal]:
    found = {}
    for name, text in question.numbers:
        number = read_number(text)
        if number is None or number not in map(ratio, calculation.given.get(name, ())):
            raise UndecidedError(f"'{name}' may not be {text}")
        found[name] = number
    if found.keys() != calculation.given.keys() or len(found) < len(question.numbers):
        raise UndecidedError("its numbers are not the ones that its item gives")
    return found
