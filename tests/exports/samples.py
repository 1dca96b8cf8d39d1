"""Questions for other programs: some plain ones, and one for each text that has broken a format."""

from __future__ import annotations

from quizgen.exports.cards import Card, Choice
from quizgen.exports.formats import Setting
from quizgen.markup import to_html

SETTING = Setting(site="orchestra", title="Orchestra", language="en", changed=1_790_000_000)

#: What formats, templates and importers take for their own.
HOSTILE = (
    "a < b & c > d",
    "<script>alert(1)</script>",
    "-> leads to",
    "= ~ # { } :",
    "~%50% and {=right}",
    "back\\slash \\n \\{",
    "{{Stem}} and {{c1::cloze}}",
    "$CATEGORY: top",
    "// no comment [tag:x]",
    "::title:: and ####",
    "ANSWER: B",
    "\"double\" 'single' ]]> &amp;",
    "a, b; c | d",
    "喫茶店の「お茶」",
    "🎻 50 % \u202eback\u202c",
)


def choice(text: str, *, is_key: bool = False, reason: str = "", page: str = "") -> Choice:
    return Choice(
        id=f"o{sum(map(ord, text))}",
        text=text,
        is_key=is_key,
        reason=reason or f"So it is with {text}.",
        page=page,
        page_title="A *page*" if page else "",
    )


def card(name: str, stem: str, *choices: Choice, **more: str) -> Card:
    return Card(
        id=name,
        revision="0a1b2c3d4e",
        stem=stem,
        choices=choices,
        rationale=more.get("rationale", ""),
        solution=tuple(filter(None, [more.get("solution", "")])),
        source=more.get("source", ""),
        page=more.get("page", ""),
        page_title="Oboe",
        place=("Instruments", "Wood / wind"),
        tags=("type::instrument", "exams::grade-1::1.1", "kind::written"),
    )


def plain() -> Card:
    return card(
        "oboe.reed",
        "What does the **player** of `oboe()` blow?",
        choice("Horn", page="https://example.org/horn.html?a=1&b=2"),
        choice("A *double* reed", is_key=True),
        choice("A mouthpiece"),
        rationale="Two blades of cane.",
        source="https://example.org/a?b=1&c=2",
        page="https://example.org/oboe.html",
    )


def two_keys() -> Card:
    return card(
        "oboe.clefs~1",
        "Which two?",
        choice("Treble", is_key=True),
        choice("Bass"),
        choice("Alto", is_key=True),
        choice("Tenor"),
        solution="`1 + 1 = 2`",
    )


def hostile() -> list[Card]:
    """Each text in every place of a question, as Markdown that shows it as it is."""
    return [
        card(
            f"hostile.{number}",
            escaped(text),
            choice(escaped(text), is_key=True, reason=escaped(text)),
            choice(f"Other {number}", reason=escaped(text)),
            choice("Third"),
            rationale=escaped(text),
        )
        for number, text in enumerate(HOSTILE)
    ]


def escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\`*_[]&" else mark for mark in text)


def all_cards() -> list[Card]:
    return [plain(), two_keys(), *hostile()]


def html(text: str) -> str:
    return str(to_html(text))
