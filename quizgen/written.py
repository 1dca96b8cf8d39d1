"""Questions from the items that authors wrote by hand."""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from .calculate import Variant, fill_numbers, shown, variants, worked_mistake, working
from .lint.quantities import quantity
from .numerals import show_number
from .problems import did_you_mean
from .questions import Claim, Option, Question
from .text import capital, digest, fill, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .bank import Bank
    from .items import Calculation, Item, WrittenOption
    from .notes import Note
    from .sentences import Sentences

ARROW = " → "
MAX_DISTRACTORS = 3
MAX_INVERSIONS = 3
REVISION_DIGITS = 10


def shuffled(question_id: str, options: Sequence[Option]) -> tuple[Option, ...]:
    """Put options in the order that belongs to this question in every build."""
    return tuple(sorted(options, key=lambda option: digest(f"order {question_id}", option.id)))


def laid_out(question_id: str, options: list[Option], sources: list[str]) -> tuple[Option, ...]:
    """Put numbers of one kind in ascending order, and other options in that of the question.

    ``sources`` are their texts as the author wrote them: every edition has one order.
    """
    numbers = [number for source in sources if (number := quantity(source))]
    if len(numbers) < len(options) or len({number.kind for number in numbers}) > 1:
        return shuffled(question_id, options)
    places = dict(zip([option.id for option in options], numbers, strict=True))
    return tuple(sorted(options, key=lambda option: places[option.id].place))


def revision(*parts: str) -> str:
    return digest(*parts)[:REVISION_DIGITS]


class Written:
    """Lays out written items; whatever cannot be asked becomes a problem of the bank."""

    def __init__(self, bank: Bank, sentences: Sentences) -> None:
        self.bank = bank
        self.sentences = sentences

    def questions(self, note: Note) -> list[Question]:
        found = []
        for item in note.items:
            if item.source and item.source not in note.sources:
                hint = did_you_mean(item.source, note.sources)
                message = f"item '{item.id}': no source '{item.source}'{hint}"
                self.bank.report(note, item.source_line, "reference", message)
            if item.calculation:
                found += self.calculated(note, item, item.calculation)
            elif item.order:
                found.append(self.ordered(note, item))
            elif question := self.written(note, item):
                found.append(question)
        return found

    def written(self, note: Note, item: Item) -> Question | None:
        keys = [self.option(note, item, option, is_key=True) for option in item.keys]
        wrong = [self.option(note, item, option, is_key=False) for option in item.distractors]
        written = (*item.keys, *item.distractors)
        lines = [option.text.line for option in written]
        if not self.distinct(note, item, list(zip([*keys, *wrong], lines, strict=True))):
            return None
        question_id = f"{note.identity}.{item.id}"
        single = len(keys) == 1
        return Question(
            id=question_id,
            note=note.name,
            kind="written",
            path=note.path,
            line=item.line,
            stem=str(item.stem),
            options=laid_out(question_id, keys + wrong, [o.text.source for o in written]),
            rationale="" if single and not item.keys[0].because else str(item.rationale or ""),
            facts=(f"{note.name}.items.{item.id}",),
            revision=revision("written", *sorted(option.id for option in keys)),
            source=note.address_of(item.source, "items"),
        )

    def option(self, note: Note, item: Item, written: WrittenOption, *, is_key: bool) -> Option:
        meant = self.bank.resolve(written.text.source)
        reason = written.because or (item.rationale if is_key else None)
        return Option(
            id=meant.identity if meant else written.id,
            text=str(written.text),
            is_key=is_key,
            reason=str(reason or ""),
            ground="written",
            note=meant.name if meant and meant is not note else "",
        )

    def distinct(self, note: Note, item: Item, options: list[tuple[Option, int]]) -> bool:
        """Two names of one thing are one option."""
        for (one, _), (other, line) in itertools.combinations(options, 2):
            if one.id == other.id:
                message = f"item '{item.id}': '{one.text}' and '{other.text}' are the same thing"
                self.bank.report(note, line, "item", message)
                return False
        return True

    def ordered(self, note: Note, item: Item) -> Question:
        question_id = f"{note.identity}.{item.id}"
        steps = [str(step) for step in item.order]
        ids = [slug(step.source) for step in item.order]
        options = [
            Option(
                id="-".join(ids[place] for place in places),
                text=ARROW.join(steps[place] for place in places),
                is_key=places == tuple(range(len(steps))),
                reason=self.order_reason(item, steps, places),
                ground="written",
            )
            for places in orders(question_id, len(steps))
        ]
        return Question(
            id=question_id,
            note=note.name,
            kind="order",
            path=note.path,
            line=item.line,
            stem=str(item.stem),
            options=shuffled(question_id, options),
            facts=(f"{note.name}.items.{item.id}",),
            revision=revision("order", *ids),
            source=note.address_of(item.source, "items"),
        )

    def order_reason(self, item: Item, steps: list[str], places: tuple[int, ...]) -> str:
        for earlier, later in itertools.pairwise(places):
            if later < earlier:
                return self.sentences.before(steps[later], steps[earlier])
        return str(item.rationale or self.sentences.translate("This is the order."))

    def calculated(self, note: Note, item: Item, calculation: Calculation) -> list[Question]:
        found, why, line = variants(item, calculation)
        if why:
            self.bank.report(note, line, "formula", f"item '{item.id}': {why}")
        return [self.variant(note, item, calculation, variant) for variant in found]

    def variant(
        self, note: Note, item: Item, calculation: Calculation, variant: Variant
    ) -> Question:
        unit = str(calculation.unit or "")
        key = self.sentences.with_unit(show_number(variant.key, calculation.digits), unit)
        solution = tuple(working(calculation, variant))
        claim = partial(Claim, note=note.name, field=f"items.{item.id}")
        right = claim(value=str(variant.key), truth=True, ground="true")
        rationale = fill_numbers(str(item.rationale or ""), variant, key)
        options = [_result("key", key, rationale or solution[-1], right)]
        for mistake, value in variant.mistakes:
            number = show_number(value, calculation.digits)
            name = capital(fill(str(mistake.name), shown(variant)))
            why = f"{name}: {worked_mistake(mistake, variant, number)}"
            wrong = claim(value=str(value), truth=False, ground="mistake")
            text = self.sentences.with_unit(number, unit)
            options.append(_result(slug(mistake.name.source), text, why, wrong))
        return Question(
            id=f"{note.identity}.{item.id}~{variant.id}",
            note=note.name,
            kind="calculated",
            path=note.path,
            line=item.line,
            stem=fill_numbers(str(item.stem), variant, key),
            options=tuple(sorted(options, key=_number)),
            solution=solution,
            facts=(f"{note.name}.items.{item.id}",),
            revision=revision("calculated", str(variant.key)),
            source=note.address_of(item.source, "items"),
            numbers=tuple((name, str(value)) for name, value in variant.given.items()),
        )


def _result(option_id: str, text: str, reason: str, claim: Claim) -> Option:
    return Option(
        id=option_id,
        text=text,
        is_key=claim.truth,
        reason=reason,
        ground=claim.ground,
        claims=(claim,),
    )


def _number(option: Option) -> Fraction:
    return Fraction(option.claims[0].value)


def orders(question_id: str, steps: int) -> list[tuple[int, ...]]:
    """Give the right order of some steps and the three wrong ones offered beside it.

    The wrong ones have few pairs out of place, but not the fewest: if each were one swap away
    from the right order, the right one would be the one that all the others resemble.
    """
    right = tuple(range(steps))
    wrong = sorted(
        (places for places in itertools.permutations(right) if places != right),
        key=lambda places: (_inversions(places) > MAX_INVERSIONS, digest(question_id, str(places))),
    )
    return [right, *wrong[:MAX_DISTRACTORS]]


def _inversions(places: tuple[int, ...]) -> int:
    return sum(a > b for a, b in itertools.combinations(places, 2))
