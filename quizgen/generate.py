"""Questions from facts: an item model, a note, and only options that are proved."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice
from typing import TYPE_CHECKING

from .asks import NO_FIELDS, Ask, Asks
from .missing import MAX_NAMED, Proofs
from .models import ASK_NOTE, ASK_ORDER, ItemModel, Stems
from .notes import FORMERLY, Value
from .plausible import Plausibility
from .questions import Claim, Option, Question, Refusal
from .text import by_hash, capital
from .truth import Verdict, status
from .written import ARROW, MAX_DISTRACTORS, orders, revision, shuffled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .bank import Bank
    from .notes import Note
    from .plausible import Pools
    from .questions import Missing
    from .sentences import Sentences

MIN_DISTRACTORS = 2
MAX_KEYS = 3
MIN_ORDER, MAX_ORDER = 3, 4


class Generator:
    """Makes every question that the item models allow and the notes prove."""

    def __init__(
        self,
        bank: Bank,
        stems: Stems,
        original_stems: Stems,
        sentences: Sentences,
        pools: Pools | None = None,
    ) -> None:
        self.bank = bank
        self.asks = Asks(bank)
        self.stems = stems
        self.original_stems = original_stems
        self.sentences = sentences
        self.plausibility = Plausibility(bank, pools)
        self.proofs = Proofs(bank)
        self.refusals: list[Refusal] = []
        self._numbers: dict[str, dict[str, Value]] = {}

    def questions(self, note: Note, models: list[ItemModel]) -> list[Question]:
        """Make the questions about one note; those that cannot be proved become refusals."""
        asks = (ask for ask in self.asks.of(note, models) if ask.id not in note.mute)
        return [question for ask in asks if (question := self.question(ask))]

    def question(self, ask: Ask) -> Question | None:
        # What is asked is decided on the words of the notes: the words of a translation may give
        # away what these do not, and a question would be missing in one edition alone.
        original = self.given(ask, self.sentences.original) | {"choose": str(ask.choose)}
        title = {"note": ask.note.title.source}
        ask = replace(ask, stem=self.original_stems.render(ask.model, original | title))
        match ask.model.ask:
            case "note":
                options = self.note_options(ask, ask.note, ask.given)
            case "next":
                options = self.next_options(ask)
            case "order":
                options = self.order_options(ask)
            case _:
                options = self.value_options(ask)
        if options is None:
            return None
        proved = len(options) - ask.choose
        if proved < MIN_DISTRACTORS:
            s = "" if proved == 1 else "s"
            cause = f"{proved} proved distractor{s}, {MIN_DISTRACTORS} needed"
            if ask.model.ask == FORMERLY:
                cause += "; too few notes near it had another name"
            self.refuse(ask, cause, self.missing(ask))
            return None
        if any(mentions(ask.stem, option) for option in options if option.is_key):
            self.refuse(ask, "the stem names the key")
            return None
        told = original if ask.model.ask == ASK_NOTE else original | title
        if words := given_away(told, options):
            shared = " and ".join(f"'{word}'" for word in words)
            self.refuse(ask, f"of all options only the key shares {shared} with what is given")
            return None
        return self.finished(ask, options)

    def refuse(self, ask: Ask, cause: str, missing: Iterable[Missing] = ()) -> None:
        self.refusals.append(
            Refusal(
                id=ask.id,
                note=ask.note.name,
                model=ask.model.name,
                path=ask.note.path,
                line=self.line(ask),
                cause=cause,
                missing=tuple(islice(missing, MAX_NAMED)),
            )
        )

    def missing(self, ask: Ask) -> Iterator[Missing]:
        """What would make distractors of the options that nothing is known of."""
        others = [other for other, _ in self.plausibility.pool(ask.note)]
        name = ask.model.ask
        if name == ASK_NOTE:
            yield from self.proofs.of_notes(others, ask.given)
        elif name not in NO_FIELDS:
            apart = (
                value
                for value, _ in self.other_values(ask.note, name)
                if self.stands_apart(name, value, list(ask.keys))
            )
            if one := self.proofs.of_values(ask.note, name, apart):
                yield one
            yield from self.proofs.of_silent(others, name)
        if len(others) < MIN_DISTRACTORS:
            yield self.proofs.of_company(ask.note)

    def finished(self, ask: Ask, options: list[Option]) -> Question:
        names = self.given(ask, self.sentences.label)
        names |= {"note": str(ask.note.title), "choose": str(ask.choose)}
        asked = [] if ask.model.ask in NO_FIELDS else [ask.model.ask]
        ordered = self.asks.is_number(ask.model.ask)
        return Question(
            id=ask.id,
            note=ask.note.name,
            kind="order" if ask.model.ask == ASK_ORDER else "generated",
            path=ask.note.path,
            line=self.line(ask),
            model=ask.model.name,
            stem=self.stems.render(ask.model, names),
            options=tuple(options) if ordered else shuffled(ask.id, options),
            facts=tuple(f"{ask.note.name}.{name}" for name in sorted({*ask.given, *asked})),
            revision=self.revision(ask, options),
            source=ask.note.address_of(*asked, *ask.given),
        )

    def given(self, ask: Ask, label: Callable[[str, Value], str]) -> dict[str, str]:
        """What a stem names of a note, each value in the words that ``label`` finds."""
        return {
            name: self.sentences.join([label(name, value) for value in values])
            for name, values in ask.given.items()
        }

    def line(self, ask: Ask) -> int:
        names = [ask.model.ask, *ask.given]
        lines = [ask.note.statements[n].line for n in names if n in ask.note.statements]
        return lines[0] if lines else ask.note.line

    def revision(self, ask: Ask, options: list[Option]) -> str:
        facts = [
            f"{name}={self.asks.value_id(name, value)}"
            for name, values in ask.given.items()
            for value in values
        ]
        keys = sorted(option.id for option in options if option.is_key)
        return revision(ask.model.ask, *sorted(facts), *keys)

    # Notes as options

    def note_options(
        self, ask: Ask, key: Note, given: dict[str, tuple[Value, ...]]
    ) -> list[Option] | None:
        claims = tuple(
            Claim(note=key.name, field=name, value=value.key, truth=True, ground="true")
            for name, values in given.items()
            for value in values
        )
        says = [
            self.sentences.says(key, name, values[0] if len(values) == 1 else None)
            for name, values in given.items()
        ]
        options = [
            Option(
                id=key.identity,
                text=str(key.title),
                original=key.title.source,
                is_key=True,
                reason=" ".join(says),
                ground="true",
                claims=claims,
                note=key.name,
                field=next(iter(given)),
            )
        ]
        for other, _ in self.plausibility.pool(ask.note):
            if len(options) > MAX_DISTRACTORS:
                break
            if other is key or other is ask.note:
                continue
            wrong = self.wrong_note(other, given)
            if wrong and not mentions(ask.stem, wrong):
                options.append(wrong)
        return options

    def wrong_note(self, other: Note, given: dict[str, tuple[Value, ...]]) -> Option | None:
        """Make a distractor of a note, if one of the given values is proved false of it."""
        for name, values in given.items():
            for value in values:
                verdict = status(self.bank, other, name, value.key)
                if verdict.truth != "FALSE":
                    continue
                reason = self.sentences.why_not(other, name, verdict)
                if not reason:
                    continue
                return Option(
                    id=other.identity,
                    text=str(other.title),
                    original=other.title.source,
                    is_key=False,
                    reason=reason,
                    ground=verdict.ground,
                    claims=(_false(other.name, name, value.key, verdict),),
                    note=other.name,
                    field=name,
                )
        return None

    def next_options(self, ask: Ask) -> list[Option] | None:
        """The note whose place comes right after this note's is the key."""
        name, values = next(iter(ask.given.items()))
        number = values[0].number
        if number is None:
            return None
        wanted = Value(key=str(number + 1), line=values[0].line, number=number + 1)
        for note in self.bank.by_type(ask.note.type):
            if status(self.bank, note, name, wanted.key).truth == "TRUE":
                return self.note_options(ask, note, {name: (wanted,)})
        self.refuse(ask, "no note has the next place")
        return None

    def order_options(self, ask: Ask) -> list[Option] | None:
        """Orders of this note and those behind it; each place is a claim."""
        name = next(iter(ask.given))
        placed = {
            value.number: note
            for note in self.bank.by_type(ask.note.type)
            for value in self.asks.stated(note, name)
            if value.number is not None
        }
        start = ask.given[name][0].number
        numbers = [n for n in sorted(placed) if start is not None and n >= start][:MAX_ORDER]
        if len(numbers) < MIN_ORDER:
            self.refuse(ask, "too few notes come behind this one")
            return None
        notes = [placed[number] for number in numbers]
        return [
            self.order_option(name, notes, [str(number) for number in numbers], places)
            for places in orders(ask.id, len(notes))
        ]

    def order_option(
        self, name: str, notes: list[Note], numbers: list[str], places: tuple[int, ...]
    ) -> Option:
        is_key = list(places) == sorted(places)
        claims = [
            Claim(
                note=notes[place].name,
                field=name,
                value=numbers[at],
                truth=place == at,
                ground="true" if place == at else "number",
            )
            for at, place in enumerate(places)
        ]
        wrong = [claim for claim in claims if not claim.truth]
        at = next((at for at in range(len(places) - 1) if places[at] > places[at + 1]), 0)
        before = self.sentences.before(
            str(notes[places[at + 1]].title), str(notes[places[at]].title)
        )
        return Option(
            id="-".join(notes[place].identity for place in places),
            text=ARROW.join(str(notes[place].title) for place in places),
            original=ARROW.join(notes[place].title.source for place in places),
            is_key=is_key,
            reason=self.sentences.translate("This is the order.") if is_key else before,
            ground="true" if is_key else "number",
            claims=tuple(claims if is_key else wrong),
            note=notes[places[at]].name,
            field=name,
        )

    # Values as options

    def value_options(self, ask: Ask) -> list[Option] | None:
        note, name = ask.note, ask.model.ask
        if why := self.why_no_keys(ask):
            whole = self.proofs.of_list(note, name)
            self.refuse(ask, why, [whole] if whole else [])
            return None
        options = [self.key_value(note, name, value) for value in ask.keys]
        taken = list(ask.keys)
        for value, owner in self.other_values(note, name):
            if len(options) - len(ask.keys) >= MAX_DISTRACTORS:
                break
            verdict = status(self.bank, note, name, value.key)
            if verdict.truth == "FALSE" and self.stands_apart(name, value, taken):
                option = self.wrong_value(note, name, value, verdict, owner)
                if option.reason and not mentions(ask.stem, option):
                    taken.append(value)
                    options.append(option)
        if self.asks.is_number(name):
            options.sort(key=lambda option: Fraction(option.id))
        return options

    def why_no_keys(self, ask: Ask) -> str:
        """Say why the values cannot be the keys of one question, if they cannot."""
        name = ask.model.ask
        statement = ask.note.statements.get(name)
        if ask.model.choose == "all" and not (statement and statement.closed):
            return f"'{name}' is no closed list"
        if len(ask.keys) > MAX_KEYS:
            return f"'{name}' has {len(ask.keys)} values, and a question {MAX_KEYS} keys at most"
        field = self.bank.vocabulary.fields.get(name)
        for one, other in combinations(ask.keys, 2):
            if field and field.is_set and self.bank.vocabulary.nested(field.of, one.key, other.key):
                return f"'{one.key}' and '{other.key}' are true together by their nature"
        return ""

    def key_value(self, note: Note, name: str, value: Value) -> Option:
        return Option(
            id=self.asks.value_id(name, value),
            text=capital(self.sentences.label(name, value)),
            original=self.sentences.original(name, value),
            is_key=True,
            reason=self.sentences.says(note, name, value),
            ground="true",
            claims=(Claim(note=note.name, field=name, value=value.key, truth=True, ground="true"),),
            note=note.name,
            field=name,
        )

    def wrong_value(
        self, note: Note, name: str, value: Value, verdict: Verdict, owner: Note | None
    ) -> Option:
        """A distractor that is a value; where it is that of another note, the reason says so."""
        about = owner if owner and verdict.ground in {"identifies", "contrast"} else note
        if about is note:
            reason = self.sentences.why_not(note, name, verdict)
            if reason and owner and verdict.ground in {"closed list", "one only", "number"}:
                reason = f"{reason} {self.sentences.says(owner, name, value)}"
        else:
            reason = self.sentences.says(about, name, value)
        return Option(
            id=self.asks.value_id(name, value),
            text=capital(self.sentences.label(name, value)),
            original=self.sentences.original(name, value),
            is_key=False,
            reason=reason,
            ground=verdict.ground,
            claims=(_false(note.name, name, value.key, verdict),),
            note=about.name,
            field=name,
        )

    def stands_apart(self, name: str, value: Value, taken: list[Value]) -> bool:
        field = self.bank.vocabulary.fields.get(name)
        if field is None or not field.is_set:
            return all(value.key != other.key for other in taken)
        return not any(
            self.bank.vocabulary.may_coincide(field.of, value.key, other.key) for other in taken
        )

    def other_values(self, note: Note, name: str) -> Iterator[tuple[Value, Note | None]]:
        """Values that may be taken for this note's, most plausible first."""
        near = [other for other, _ in self.plausibility.pool(note)]
        field = self.bank.vocabulary.fields.get(name)
        for other in near:
            # Two former names of one note are one thing, so one of them is enough.
            values = self.asks.stated(other, name)
            yield from ((value, other) for value in (values[:1] if name == FORMERLY else values))
        if self.asks.is_note(name):
            for successor in self.asks.stated(note, name):
                for other, _ in self.plausibility.pool(self.bank.notes[successor.key]):
                    yield Value(key=other.name, line=other.line), None
        elif field and field.is_set:
            # What the author took the trouble to deny is what somebody may believe.
            for key in note.statements[name].denied:
                yield Value(key=key, line=note.line), None
            for key in by_hash(f"{note.identity}.{name}", self.bank.vocabulary.values[field.of]):
                yield Value(key=key, line=note.line), None
        elif field and field.kind == "number":
            yield from self.same_unit(note, name, field.of)

    def same_unit(self, note: Note, name: str, unit: str) -> Iterator[tuple[Value, None]]:
        """Other numbers, those first that are so many times greater or less than the note's own."""
        found = self.numbers(unit)
        own = [Fraction(key) for key in note.statements[name].keys]
        times = {key: _times(own, Fraction(key)) for key in found}
        for key in sorted(by_hash(note.identity, found), key=times.__getitem__):
            yield found[key], None

    def numbers(self, unit: str) -> dict[str, Value]:
        """Every number of the bank with this unit."""
        if not self._numbers:
            fields = self.bank.vocabulary.fields
            for note in self.bank.notes.values():
                for statement in note.statements.values():
                    if fields[statement.field].kind == "number":
                        of = self._numbers.setdefault(fields[statement.field].of, {})
                        of.update((value.key, value) for value in statement.values)
        return self._numbers.get(unit, {})


def _times(own: list[Fraction], number: Fraction) -> float:
    """How many times one number is the other, whichever is greater; infinite beside none."""
    found = math.inf
    for one in own:
        # Both over one denominator: to divide fractions takes ten times as long.
        a = abs(one.numerator * number.denominator)
        b = abs(number.numerator * one.denominator)
        low, high = (a, b) if a < b else (b, a)
        found = min(found, high / low if low else math.inf)
    return found


def mentions(stem: str, option: Option) -> bool:
    """Whether a stem holds an option as whole words, which scripts without spaces do not have."""
    text, folded = option.original.casefold(), stem.casefold()
    if text not in folded or not option.original.isascii():
        return text in folded
    return bool(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", folded))


def given_away(given: Mapping[str, str], options: list[Option]) -> list[str]:
    """Words of four letters or more that a key shares with what is given, and no other option."""
    clues = {word for text in given.values() for word in _words(text)}
    keys = {word for option in options if option.is_key for word in _words(option.original)}
    others = {word for option in options if not option.is_key for word in _words(option.original)}
    return sorted(clues & keys - others)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))


def _false(note: str, name: str, value: str, verdict: Verdict) -> Claim:
    return Claim(
        note=note, field=name, value=value, truth=False, ground=verdict.ground, other=verdict.other
    )
