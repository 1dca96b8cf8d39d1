"""Facts as sentences: what a reader is told of an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from .notes import FORMERLY, SUCCESSOR
from .numerals import show_number
from .text import capital, fill
from .vocabulary import CODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from .bank import Bank
    from .notes import Note, Value
    from .text import Text
    from .truth import Verdict


def known_language(language: str) -> str:
    """Give a language if Babel knows how numbers and lists are written in it, and else English."""
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return "en"
    return language


class Sentences:
    """Puts facts into words, in the language of the edition."""

    def __init__(self, bank: Bank, translate: Callable[[str], str], language: str) -> None:
        self.bank = bank
        self.translate = translate
        self.language = language

    def original(self, field_name: str, value: Value | str) -> str:
        """Name one value of a field as the author wrote it, whatever the edition."""
        return self._label(field_name, value, lambda text: text.source, str)

    def join(self, words: list[str]) -> str:
        """Join words as a list in a sentence: a, b and c."""
        return format_list(words, locale=self.language) if len(words) > 1 else "".join(words)

    def label(self, field_name: str, value: Value | str) -> str:
        """Name one value of a field as readers know it."""
        return self._label(field_name, value, str, self.translate)

    def code(self, field_name: str, code: str) -> str:
        """Show a code, with a link to the page that explains it where there is one."""
        url = self.bank.vocabulary.fields[field_name].url
        return f"[{code}]({url.replace(CODE, code.lower())})" if url else code

    def _label(
        self,
        field_name: str,
        value: Value | str,
        show: Callable[[Text], str],
        translate: Callable[[str], str],
    ) -> str:
        field = self.bank.vocabulary.fields.get(field_name)
        key = value if isinstance(value, str) else value.key
        if not isinstance(value, str) and value.text is not None:
            return show(value.text)
        if field is None or field.kind == "notes":
            note = self.bank.notes.get(key)
            return show(note.title) if note else key
        if field.is_set:
            return show(self.bank.vocabulary.values[field.of][key].label)
        if isinstance(value, str):
            return key
        if value.number is not None:
            return self.with_unit(show_number(value.number), translate(field.of))
        return key

    def with_unit(self, number: str, unit: str) -> str:
        return f"{number} {unit}".strip()

    def values(self, note: Note, field_name: str) -> str:
        """Everything that a note states of a field, joined."""
        if field_name == FORMERLY:
            return self.join([str(name) for name in note.formerly])
        if field_name == SUCCESSOR:
            successor = note.status and note.status.successor
            return self.label(SUCCESSOR, successor.source) if successor else ""
        statement = note.statements.get(field_name)
        return (
            self.join([self.label(field_name, one) for one in statement.values])
            if statement
            else ""
        )

    def says(self, note: Note, field_name: str, value: Value | str | None = None) -> str:
        """Say what a note states of a field, of all its values or of one."""
        values = self.values(note, field_name)
        words = {
            "note": str(note.title),
            "values": values,
            "value": values if value is None else self.label(field_name, value),
        }
        _ = self.translate
        if field_name == FORMERLY:
            return fill(_("{note} was called {value}."), words)
        if field_name == SUCCESSOR:
            return fill(_("{value} takes the place of {note}."), words)
        field = self.bank.vocabulary.fields[field_name]
        statement = note.statements[field_name]
        sentence = field.says
        if statement.closed and value is None:
            sentence = (field.only or sentence) if statement.values else field.none
        if not words["value"]:
            words["value"] = _("nothing")
        if sentence is None:
            return f"{words['note']} – {field.label}: {words['value']}."
        return capital(fill(str(sentence), words))

    def before(self, first: str, second: str) -> str:
        """Say why an order is wrong that has the second of two steps in front of the first."""
        words = {"first": first, "second": second}
        return fill(self.translate("“{first}” comes before “{second}”."), words)

    def why_not(self, note: Note, field_name: str, verdict: Verdict) -> str:
        """Say why a value of another is not true of this note."""
        if verdict.because is not None:
            return str(verdict.because)
        statement = note.statements.get(field_name)
        if self.values(note, field_name) or (statement and statement.closed):
            return self.says(note, field_name)
        owner = self.bank.notes.get(verdict.other)
        return self.says(owner, field_name) if owner else ""
