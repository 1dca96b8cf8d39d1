"""Apply the rules to questions and say where each flaw stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..notes import WHOLE_NOTE
from . import agreement, bank, cues, kinds, numeric, options, reasons, slips, stems, wording
from .specimen import Collection, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from ..bank import Bank
    from ..items import Item, Silence
    from ..models import ItemModel
    from ..notes import Note
    from ..questions import Option, Question
    from ..report import Silenced
    from .rules import BankFlaw, BankRule, Flaw, Rule, Severity
    from .specimen import Context, Outline

#: Every rule about one question, every rule about the bank or a page of it, and both together, in
#: the order of their codes.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            one
            for rules in (options, numeric, wording, cues, kinds, stems, agreement, reasons, slips)
            for one in rules.RULES
        ),
        key=lambda rule: rule.code,
    )
)
BANK_RULES: tuple[BankRule, ...] = tuple(
    sorted((*bank.RULES, *bank.PAGE_RULES), key=lambda rule: rule.code)
)
ALL_RULES: tuple[Rule | BankRule, ...] = tuple(
    sorted((*RULES, *BANK_RULES), key=lambda rule: rule.code)
)
CODES = {rule.code for rule in ALL_RULES}
#: Numbers of the published list that are no rules here, and why.
LEFT_OUT = {
    "L01": (
        "No question gets here that breaks it: `proof.py` proves every key right and every "
        "distractor wrong, and what it cannot prove is not asked."
    ),
    "L42": "A build has one edition, and it takes two to compare: `editions.parity` does it.",
}
#: The subtype under which a silence is reported that silences nothing.
IDLE = "idle"
#: Stands for every rule where severities are set.
EVERY = "*"


class Finding(NamedTuple):
    """A flaw with the place of the text at fault."""

    path: str
    line: int
    #: The code of a rule, or ``idle``.
    code: str
    severity: Severity
    message: str
    question: str = ""

    @property
    def place(self) -> str:
        """The place in front of the message; empty where the flaw stands in no file."""
        return f"{self.path}:{self.line}: " if self.path else ""


class Linter:
    """Applies the rules; remembers which silences were needed."""

    def __init__(
        self,
        notes: Bank,
        models: Iterable[ItemModel],
        context: Context,
        severities: Mapping[str, Severity] | None = None,
    ) -> None:
        self.bank = notes
        self.models = {model.name: model for model in models}
        self.context = context
        self.severities = severities or {}
        #: Where a silence stands (path, line, code) that a flaw was found for.
        self.needed: set[tuple[str, int, str]] = set()

    @cached_property
    def notes(self) -> dict[str, Note]:
        """Every note by its file."""
        return {note.path: note for note in self.bank.notes.values()}

    def findings(self, question: Question) -> list[Finding]:
        """Everything that is wrong with one question and not silenced, in the order of codes."""
        specimen = Specimen(question, self.context)
        found = []
        for rule in RULES:
            if self.wanted(rule) == "off":
                continue
            for flaw in rule.flaws(specimen):
                if not self.is_silenced(rule.code, question):
                    path, line = self.place(question, flaw)
                    found.append(self.finding(rule, flaw, path, line, question.id))
        return found

    def on_page(self, questions: list[Question]) -> list[Finding]:
        """Everything that is wrong with the questions of a page beside each other."""
        by_id = {question.id: question for question in questions}
        specimens = {name: Specimen(one, self.context) for name, one in by_id.items()}
        collection = Collection(
            outlines={}, context=self.context, shown=[list(by_id)], specimens=specimens
        )
        return self._together(collection, bank.PAGE_RULES, by_id)

    def whole(self, collection: Collection) -> list[Finding]:
        """Everything else that is wrong with the bank as a whole and not silenced."""
        return self._together(collection, bank.RULES, collection.outlines)

    def _together(
        self,
        collection: Collection,
        rules: Iterable[BankRule],
        questions: Mapping[str, Question | Outline],
    ) -> list[Finding]:
        found = []
        for rule in rules:
            if self.wanted(rule) == "off":
                continue
            for flaw in rule.flaws(collection):
                path, line = flaw.path, flaw.line
                if flaw.question:
                    question = questions[flaw.question]
                    if self.is_silenced(rule.code, question):
                        continue
                    path, line = path or question.path, line or question.line
                elif self.is_overruled(rule.code, self.notes.get(path)):
                    continue
                found.append(self.finding(rule, flaw, path, line, flaw.question))
        return found

    def wanted(self, rule: Rule | BankRule) -> Severity | None:
        """The severity that the site set for a rule, if it did."""
        return self.severities.get(rule.code) or self.severities.get(EVERY)

    def finding(
        self, rule: Rule | BankRule, flaw: Flaw | BankFlaw, path: str, line: int, question: str
    ) -> Finding:
        severity = self.wanted(rule) or flaw.severity or rule.severity
        return Finding(
            path=path,
            line=line,
            code=rule.code,
            severity=severity,
            message=f"{question}: {flaw.message}" if question else flaw.message,
            question=question,
        )

    def is_silenced(self, code: str, question: Question | Outline) -> bool:
        """Whether an author overruled a rule for a question; the silence is needed then."""
        for path, silences in self.silences(question):
            if code in silences:
                self.needed.add((path, silences[code].line, code))
                return True
        return False

    def is_overruled(self, code: str, note: Note | None) -> bool:
        """Whether an author overruled a rule for a note itself."""
        silence = note.silence.get(WHOLE_NOTE, {}).get(code) if note else None
        if note and silence:
            self.needed.add((note.path, silence.line, code))
        return silence is not None

    def silences(self, question: Question | Outline) -> Iterator[tuple[str, dict[str, Silence]]]:
        """The silences that hold for a question, each with the file that it stands in."""
        note = self.bank.notes[question.note]
        if item := self.item(question):
            yield note.path, item.silence
        if question.id in note.silence:
            yield note.path, note.silence[question.id]
        if model := self.models.get(question.model):
            yield model.path, model.silence

    def idle(self, asked: AbstractSet[str], silences: Iterable[Silenced]) -> list[Finding]:
        """Silences that silenced nothing, after all questions were looked at, by their ids."""
        return self._idle(asked, self.bank.notes.values(), silences)

    def idle_in(
        self, notes: Iterable[Note], asked: AbstractSet[str], silences: Iterable[Silenced]
    ) -> list[Finding]:
        """The same of notes whose questions were looked at, and of rules that look at no others."""
        whole = {rule.code for rule in bank.RULES}
        return self._idle(asked, notes, [one for one in silences if one.code not in whole])

    def _idle(
        self, asked: AbstractSet[str], notes: Iterable[Note], silences: Iterable[Silenced]
    ) -> list[Finding]:
        found = [
            self.idle_finding(one)
            for one in silences
            if (one.path, one.line, one.code) not in self.needed
        ]
        for note in notes:
            for question_id in sorted({*note.silence} - {WHOLE_NOTE}):
                if question_id in asked:
                    continue
                line = min((one.line for one in note.silence[question_id].values()), default=1)
                message = f"quiz: silence: no question '{question_id}' is asked; take it away"
                found.append(
                    Finding(
                        path=note.path, line=line, code=IDLE, severity="warning", message=message
                    )
                )
        return sorted(found)

    @staticmethod
    def idle_finding(one: Silenced) -> Finding:
        message = f"{one.code} is silenced here and finds nothing; take the silence away"
        if one.code not in CODES:
            message = f"{one.code} is silenced here, and there is no such rule; mend the number"
        return Finding(path=one.path, line=one.line, code=IDLE, severity="warning", message=message)

    def item(self, question: Question | Outline) -> Item | None:
        """The item that an author wrote the question as."""
        if question.model:
            return None
        note = self.bank.notes[question.note]
        own = question.id.removeprefix(f"{note.identity}.")
        return next((item for item in note.items if item.id in {own, own.partition("~")[0]}), None)

    def place(self, question: Question, flaw: Flaw) -> tuple[str, int]:
        """The file and the line of the text at fault, as near as it can be told."""
        item = self.item(question)
        option = next((one for one in question.options if one.id == flaw.option), None)
        if item:
            return question.path, _line_in_item(item, flaw, option) or question.line
        model = self.models.get(question.model)
        if model and flaw.part == "stem":
            return model.path, model.stem_line
        note = self.bank.notes.get(option.note) if option else None
        if note and option:
            return note.path, _line_in_note(note, option.field)
        return question.path, question.line


def _line_in_item(item: Item, flaw: Flaw, option: Option | None) -> int:
    if flaw.part == "rationale" and item.rationale:
        return item.rationale.line
    if option:
        for written in (*item.keys, *item.distractors):
            if str(written.text) == option.text:
                reason = written.because or item.rationale
                return reason.line if flaw.part == "reason" and reason else written.text.line
        return item.line
    return item.stem.line


def _line_in_note(note: Note, field: str) -> int:
    statement = note.statements.get(field)
    return statement.line if statement else note.line
