"""How hard a question seems to be: an estimate from its parts, measured on no learner.

The parts are those that the literature names. Published measures of this kind are right about
half of the time, and experts are no better (Kurdi et al. 2021: 47 % and 49 % of 231 items), so
that the estimate orders and describes; nothing is asked or left out because of it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from .written import ARROW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .bank import Bank
    from .notes import Note
    from .plausible import Plausibility
    from .questions import Option, Question

Band = Literal["easy", "medium", "hard"]
Direction = Literal["note from value", "value from note", "order"]

#: Part → its weight; they add up to 1. Nearer distractors are harder (Alsubait, Parsia and Sattler
#: 2014), and so are more facts to join, asking from the value to the thing, more steps, a thing
#: that is named less often, and a stem or a number of keys that has to be read twice.
WEIGHTS = {
    "plausibility": 0.35,
    "facts": 0.20,
    "direction": 0.10,
    "steps": 0.15,
    "salience": 0.10,
    "form": 0.10,
}
#: How near a distractor is that nobody can tell it of.
UNKNOWN = 0.5
#: A stem that asks for what is not so says it in bold.
_NEGATED = re.compile(
    r"\*\*[^*]*?(?:\b(?:not|except|least|never|incorrect|false)\b|ない|以外|除|誤)[^*]*\*\*",
    re.IGNORECASE,
)


class Difficulty(NamedTuple):
    """An estimate from 0 to 1, and the parts that it is the weighted mean of."""

    score: float
    #: Of each part in ``WEIGHTS``, from 0 to 1.
    values: tuple[float, ...]

    @property
    def parts(self) -> list[tuple[str, float]]:
        return list(zip(WEIGHTS, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Thirds:
    """Where the easiest and the hardest third of some scores end."""

    low: float
    high: float

    def band(self, score: float) -> Band:
        """Say ``hard`` of what is harder than two thirds of the scores, and ``easy`` likewise."""
        if score > self.high:
            return "hard"
        return "easy" if score < self.low else "medium"


def bands(scores: Iterable[float]) -> Thirds:
    """Cut the scores of a bank into thirds; equal scores are never cut apart."""
    ranked = sorted(scores)
    if not ranked:
        return Thirds(0.0, 1.0)
    most = math.ceil(2 * len(ranked) / 3)
    return Thirds(ranked[len(ranked) - most], ranked[most - 1])


def estimate(question: Question, bank: Bank, plausibility: Plausibility) -> Difficulty:
    """Estimate how hard a question is beside the others of its bank."""
    parts = _parts(question, bank, plausibility)
    parts["salience"] = 1 / (1 + len(plausibility.named_by.get(question.note, ())))
    return Difficulty(_mean(parts), tuple(parts[name] for name in WEIGHTS))


def within_note(question: Question, plausibility: Plausibility) -> float:
    """Tell how hard a question is beside the others of its note, which are named as often.

    This rests on the notes alone that the question is made from.
    """
    return _mean(_parts(question, plausibility.bank, plausibility))


def _parts(question: Question, bank: Bank, plausibility: Plausibility) -> dict[str, float]:
    return {
        "plausibility": _nearness(question, bank, plausibility),
        "facts": 1 - 1 / facts_joined(question),
        "direction": float(direction(question, bank) == "note from value"),
        "steps": 1 - 1 / (1 + len(question.solution)),
        "form": float(question.choose > 1 or bool(_NEGATED.search(question.stem))),
    }


def _mean(parts: dict[str, float]) -> float:
    # Rounded, so that scores that are the same are equal in spite of how machines add.
    return round(math.fsum(WEIGHTS[name] * value for name, value in parts.items()), 6)


def direction(question: Question, bank: Bank) -> Direction:
    """Tell whether a thing is asked for by what is said of it, or the other way round."""
    if question.kind == "order":
        return "order"
    keys = [option for option in question.keys if _stands_for(question, option, bank)]
    about = {claim.note for option in question.options for claim in option.claims}
    is_note = bool(keys) if question.kind == "written" else len(about) > 1
    return "note from value" if is_note else "value from note"


def facts_joined(question: Question) -> int:
    """How many facts make the key: what is given and asked, or each place of an order."""
    claimed = {(c.note, c.field, c.value) for option in question.keys for c in option.claims}
    if question.kind == "order" and not claimed:
        return max((len(key.text.split(ARROW)) for key in question.keys), default=1)
    return max(len(question.facts), len(claimed), 1)


def nearness(
    question: Question, option: Option, bank: Bank, plausibility: Plausibility
) -> float | None:
    """How easily a distractor is taken for the key, from 0 to 1; None where nobody can tell."""
    if option.ground == "mistake":  # it is what learners do
        return 1.0
    if question.kind == "order":
        return None
    other = _stands_for(question, option, bank)
    keys = [key for one in question.keys if (key := _stands_for(question, one, bank))]
    if other and keys:
        return max(plausibility.score(key, other) for key in keys)
    if not option.claims:
        return None
    claim = option.claims[0]
    owners = [
        score
        for note, score in plausibility.pool(bank.notes[question.note])
        if claim.field in note.statements and claim.value in note.statements[claim.field].keys
    ]
    return max(owners, default=None)


def _nearness(question: Question, bank: Bank, plausibility: Plausibility) -> float:
    """The mean of the nearest distractor and of all."""
    told = (nearness(question, o, bank, plausibility) for o in question.options if not o.is_key)
    found = [UNKNOWN if one is None else one for one in told] or [UNKNOWN]
    return (max(found) + math.fsum(found) / len(found)) / 2


def _stands_for(question: Question, option: Option, bank: Bank) -> Note | None:
    """The note that an option is."""
    own = bank.notes[question.note]
    if not option.claims:
        name = option.note or (own.name if option.id == own.identity else "")
        return bank.notes.get(name)
    claim = option.claims[0]
    found = (bank.notes.get(name) for name in (claim.note, claim.value))
    return next((note for note in found if note and note.identity == option.id), None)
