"""The second proof passes sound questions about an orchestra and refuses every spoilt one."""

from __future__ import annotations

import ast
import math
import operator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quizgen.arithmetic import UndecidedError, evaluate
from quizgen.formulas import Formula
from quizgen.items import Calculation, Item, Mistake, WrittenOption
from quizgen.notes import Note, Statement, Status, Value
from quizgen.proof import Checker
from quizgen.questions import Claim, Ground, Kind, Option, Question
from quizgen.text import Text, slug
from quizgen.vocabulary import Field, ValueDef, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizgen.vocabulary import Kind as FieldKind

Notes = dict[str, Note]

# --- an orchestra --------------------------------------------------------------------------------


def text(source: str) -> Text:
    return Text(source, 1)


def a_field(name: str, kind: FieldKind, of: str = "", **flags: bool) -> Field:
    unset = dict.fromkeys(("one", "identifies", "group", "order", "whole"), False)
    says = dict.fromkeys(("help", "says", "only", "none"), None)
    parts: dict[str, Any] = {**says, **unset, **flags}
    return Field(name=name, label=text(name), kind=kind, of=of, **parts)


def values(**related: tuple[set[str], set[str]]) -> dict[str, ValueDef]:
    return {
        key: ValueDef(
            key=key,
            label=Text(key, 1, f"the {key}"),
            ancestors=frozenset(ancestors),
            overlaps=frozenset(overlaps),
            codes={},
            parts={},
        )
        for key, (ancestors, overlaps) in related.items()
    }


ALONE: tuple[set[str], set[str]] = (set(), set())
VOCABULARY = Vocabulary(
    types={},
    fields={
        field.name: field
        for field in (
            a_field("family", "values", "family", one=True, group=True),
            a_field("reads", "values", "clef"),
            a_field("does", "text", one=True, identifies=True),
            a_field("motto", "text", one=True),
            a_field("strings", "number", "strings", one=True),
            a_field("tunings", "number", "Hz"),
            a_field("rank", "number", "rank", one=True, order=True),
            a_field("leader", "notes", "instrument", one=True),
            a_field("stop_of", "notes", "instrument", whole=True),
        )
    },
    values={
        "family": values(
            winds=ALONE, woodwind=({"winds"}, set()), brass=({"winds"}, {"alphorns"}),
            strings=ALONE, percussion=ALONE, alphorns=ALONE,
            serpents=({"woodwind", "brass", "winds"}, set()),
        ),
        "clef": values(
            treble=ALONE, bass=ALONE, cclef=ALONE, alto=({"cclef"}, set()),
            tenor=({"cclef"}, set()), tablature=(set(), {"bass"}), lute=({"tablature"}, set()),
        ),
    },
    digest="",
)  # fmt: skip


def a_value(field: str, key: str) -> Value:
    kind = VOCABULARY.fields[field].kind
    if kind == "text":
        return Value(key=slug(key), line=1, text=text(key))
    return Value(key=key, line=1, number=Fraction(key) if kind == "number" else None)


def stated(field: str, *keys: str, closed: bool = False, denied: str = "") -> Statement:
    found = tuple(a_value(field, key) for key in keys)
    reasons = {a_value(field, key).key: text("because") for key in denied.split()}
    return Statement(field=field, line=1, values=found, closed=closed, denied=reasons)


def a_note(name: str, *statements: Statement, **more: Any) -> Note:  # noqa: ANN401
    facts = {one.field: one for one in statements}
    common = {"docname": name, "path": f"{name}.md", "line": 1, "type": "instrument"}
    title = text(name.capitalize())
    return Note(name=name, title=title, statements=facts, **{**common, **more})


def an_item(item_id: str, **more: Any) -> Item:  # noqa: ANN401
    return Item(id=item_id, line=1, stem=text("?"), **more)


def formula(source: str) -> Formula:
    return Formula(source, 1)


ITEMS = (
    an_item(
        "solo",
        keys=(WrittenOption(id="k", text=text("Violin"), because=None),),
        distractors=tuple(
            WrittenOption(id=name, text=text(name), because=text("no"))
            for name in ("Viola", "Cello", "A tuba")
        ),
    ),
    an_item(
        "signs",
        keys=(WrittenOption(id="k", text=text("+"), because=None),),
        distractors=tuple(
            WrittenOption(id=sign, text=text(sign), because=text("no")) for sign in "-×"
        ),
    ),
    an_item("tuning", order=tuple(map(text, ("tighten the peg", "pluck", "listen")))),
    an_item(
        "length",
        calculation=Calculation(
            given={"bars": (Fraction(10), Fraction(20)), "tempo": (Fraction(90), Fraction("67.5"))},
            where=formula("beats > tempo / 10"),
            steps={"beats": formula("bars * 4")},
            key=formula("beats * 60 / tempo"),
            unit=text("s"),
            digits=1,
            mistakes=(
                Mistake(name=text("turned it round"), formula=formula("tempo * 60 / beats")),
                Mistake(name=text("counted nothing else"), formula=formula("bars")),
                Mistake(name=text("counted bars"), formula=formula("bars * 60 / tempo")),
                Mistake(name=text("divides by zero"), formula=formula("1 / (bars - bars)")),
                Mistake(name=text("no mistake at all"), formula=formula("240 * bars / tempo")),
            ),
            variants=1,
        ),
    ),
)
NOTES: Notes = {
    note.name: note
    for note in (
        a_note(
            "violin",
            stated("family", "strings"),
            stated("reads", "treble", closed=True),
            stated("does", "leads the strings"),
            stated("strings", "4"),
            stated("rank", "1"),
            stated("motto", "Higher!", denied="Louder! Slower!"),
            stated("tunings", "440"),
            also=(text("Fiddle"),),
            items=ITEMS,
        ),
        a_note(
            "viola",
            stated("family", "strings"),
            stated("reads", "alto", "treble", closed=True),
            stated("does", "fills the middle"),
            stated("rank", "2"),
            stated("leader", "violin"),
            stated("motto", "Softer!"),
            unlike={"violin": text("is a fifth lower")},
        ),
        a_note(
            "cello",
            stated("family", "strings"),
            stated("reads", "bass", "tenor", closed=True),
            stated("does", "carries the bass"),
            stated("rank", "3"),
            formerly=(text("Violoncello"),),
        ),
        a_note(
            "oboe",
            stated("family", "woodwind"),
            stated("reads", "treble", denied="bass"),
            stated("does", "gives the note"),
            stated("strings", "0"),
            formerly=(text("Hautbois"),),
        ),
        a_note("lute", stated("strings", "15"), stated("reads", closed=True)),
        a_note(
            "harpsichord",
            status=Status(value="ended", line=1, successor=text("piano")),
            formerly=(text("Cembalo"),),
        ),
        a_note("piano", stated("family"), formerly=(text("Fortepiano"),)),
        a_note("encore", type="piece"),
    )
}

# --- sound questions -----------------------------------------------------------------------------


def an_option(label: str, *claims: Claim, ground: Ground | None = None) -> Option:
    """Make an option; it is a key if its claims are true."""
    first: Ground = claims[0].ground if claims else "written"
    return Option(
        id=label,
        text=label,
        is_key=all(claim.truth for claim in claims),
        reason="It is so.",
        ground=ground or first,
        claims=claims,
    )


def right(note: str, field: str, value: str) -> Claim:
    return Claim(note=note, field=field, value=value, truth=True, ground="true")


def wrong(note: str, field: str, value: str, ground: Ground, other: str = "") -> Claim:
    return Claim(note=note, field=field, value=value, truth=False, ground=ground, other=other)


def a_question(*options: Option, kind: Kind = "generated", item: str = "model") -> Question:
    return Question(
        id=f"violin.{item}",
        note="violin",
        kind=kind,
        path="violin.md",
        line=1,
        model="",
        stem="?",
        options=options,
        rationale="",
        solution=(),
        facts=(),
        revision="",
    )


def places(ground: Ground, *order: str) -> Option:
    """Make an option that puts instruments in an order, with a claim for each place."""
    ranks = {"violin": "1", "viola": "2", "cello": "3"}
    claims = [
        right(name, "rank", place) if ranks[name] == place else wrong(name, "rank", place, "number")
        for place, name in zip("123", order, strict=True)
    ]
    if ground == "number":
        claims = [claim for claim in claims if not claim.truth]
    return an_option(" → ".join(name.capitalize() for name in order), *claims)


def result(label: str, value: str, ground: Ground) -> Option:
    return an_option(
        label,
        Claim(
            note="violin",
            field="items.length",
            value=value,
            truth=ground == "true",
            ground=ground,
        ),
    )


WHO_READS_ALTO = a_question(
    an_option("Viola", right("viola", "reads", "alto")),
    an_option("Violin", wrong("violin", "reads", "alto", "closed list")),
    an_option("Lute", wrong("lute", "reads", "alto", "closed list")),
)
FAMILY_OF_THE_OBOE = a_question(
    an_option("woodwind", right("oboe", "family", "woodwind")),
    an_option("The Strings", wrong("oboe", "family", "strings", "one only")),
    an_option("percussion", wrong("oboe", "family", "percussion", "one only")),
)
WHAT_THE_CELLO_READS = a_question(
    an_option("bass", right("cello", "reads", "bass")),
    an_option("tenor", right("cello", "reads", "tenor")),
    an_option("treble", wrong("cello", "reads", "treble", "closed list")),
    an_option("alto", wrong("cello", "reads", "alto", "closed list")),
)
MIDDLE = slug("fills the middle")
WHO_FILLS_THE_MIDDLE = a_question(
    an_option("Viola", right("viola", "does", MIDDLE)),
    an_option("Violin", wrong("violin", "does", MIDDLE, "contrast", "viola")),
    an_option("Cello", wrong("cello", "does", MIDDLE, "identifies", "viola")),
    an_option("Oboe", wrong("oboe", "does", MIDDLE, "identifies", "viola")),
)
WHAT_THE_OBOE_DOES = a_question(
    an_option("Gives the note.", right("oboe", "does", slug("gives the note"))),
    *(
        an_option(said.capitalize() + ".", wrong("oboe", "does", slug(said), "identifies", name))
        for name, said in (("violin", "leads the strings"), ("cello", "carries the bass"))
    ),
)
STRINGS_OF_THE_VIOLIN = a_question(
    an_option("4 strings", right("violin", "strings", "4")),
    an_option("none, that is 0", wrong("violin", "strings", "0", "number")),
    an_option("7.5 strings", wrong("violin", "strings", "15/2", "number")),
)
HAUTBOIS_TODAY = a_question(
    an_option("Oboe", right("oboe", "formerly", slug("Hautbois"))),
    an_option("Cello", wrong("cello", "formerly", slug("Hautbois"), "identifies", "oboe")),
    an_option("Piano", wrong("piano", "formerly", slug("Hautbois"), "identifies", "oboe")),
)
OLD_NAME_OF_THE_OBOE = a_question(
    an_option("Hautbois", right("oboe", "formerly", slug("Hautbois"))),
    an_option("Cembalo", wrong("oboe", "formerly", slug("Cembalo"), "identifies", "harpsichord")),
    an_option("Fortepiano", wrong("oboe", "formerly", slug("Fortepiano"), "identifies", "piano")),
)
AFTER_THE_HARPSICHORD = a_question(
    an_option("Piano", right("harpsichord", "successor", "piano")),
    an_option("Oboe", wrong("harpsichord", "successor", "oboe", "one only")),
    an_option("Lute", wrong("harpsichord", "successor", "lute", "one only")),
)
MOTTO_OF_THE_VIOLIN = a_question(
    an_option("Higher!", right("violin", "motto", slug("Higher!"))),
    an_option("Louder!", wrong("violin", "motto", slug("Louder!"), "stated")),
    an_option("Slower!", wrong("violin", "motto", slug("Slower!"), "stated")),
)
WHO_LEADS_THE_VIOLAS = a_question(
    an_option("Violin", right("viola", "leader", "violin")),
    an_option("Oboe", wrong("viola", "leader", "oboe", "one only")),
    an_option("Lute", wrong("viola", "leader", "lute", "one only")),
)
WHO_READS_BASS = a_question(
    an_option("Cello", right("cello", "reads", "bass")),
    an_option("Oboe", wrong("oboe", "reads", "bass", "stated")),
    an_option("Violin", wrong("violin", "reads", "bass", "closed list")),
)
FROM_HIGH_TO_LOW = a_question(
    places("true", "violin", "viola", "cello"),
    places("number", "viola", "violin", "cello"),
    places("number", "cello", "viola", "violin"),
    kind="order",
)
WRITTEN = a_question(
    replace(an_option("Violin"), is_key=True),
    replace(an_option("Viola"), is_key=False),
    replace(an_option("A tuba"), is_key=False),
    kind="written",
    item="solo",
)
SIGNS = a_question(
    replace(an_option("+"), is_key=True),
    replace(an_option("-"), is_key=False),
    replace(an_option("×"), is_key=False),
    kind="written",
    item="signs",
)
TUNING = a_question(
    replace(an_option("tighten the peg → pluck → listen"), is_key=True),
    replace(an_option("pluck → tighten the peg → listen"), is_key=False),
    replace(an_option("pluck → listen → tighten the peg"), is_key=False),
    kind="order",
    item="tuning",
)
TOLD_APART: tuple[tuple[str, str, Ground], ...] = (
    ("violin", "leads the strings", "contrast"),
    ("cello", "carries the bass", "identifies"),
)
LENGTH = replace(
    a_question(
        result("35.6 s", "178/5", "true"),
        result("101.3 s", "1013/10", "mistake"),
        result("8.9 s", "89/10", "mistake"),
        result("10.0 s", "10", "mistake"),
        kind="calculated",
        item="length~2",
    ),
    numbers=(("bars", "10"), ("tempo", "135/2")),
)
SOUND = {
    name: question for name, question in list(globals().items()) if isinstance(question, Question)
}


@pytest.mark.parametrize("question", SOUND.values(), ids=SOUND)
def test_a_sound_question_passes(question: Question) -> None:
    assert Checker(NOTES, VOCABULARY).check(question) == []


def test_one_checker_serves_many_questions() -> None:
    checker = Checker(NOTES, VOCABULARY)
    assert [checker.check(question) for question in SOUND.values()] == [[]] * len(SOUND)


def test_a_key_may_be_true_of_what_its_value_is_a_kind_of() -> None:
    question = a_question(
        an_option("Oboe", right("oboe", "family", "winds")),
        an_option("Violin", wrong("violin", "family", "winds", "one only")),
        an_option("Viola", wrong("viola", "family", "winds", "one only")),
    )
    assert Checker(NOTES, VOCABULARY).check(question) == []


def test_a_successor_may_be_given_by_its_title() -> None:
    notes = changed("harpsichord", status=Status(value="ended", line=1, successor=text("Piano")))
    assert Checker(notes, VOCABULARY).check(AFTER_THE_HARPSICHORD) == []


def test_a_contrast_counts_for_both_notes() -> None:
    question = a_question(
        an_option("Fills the middle.", right("viola", "does", MIDDLE)),
        *(
            an_option(f"{said}.", wrong("viola", "does", slug(said), ground, name))
            for name, said, ground in TOLD_APART
        ),
    )
    assert Checker(NOTES, VOCABULARY).check(question) == []


def test_a_calculation_needs_no_condition() -> None:
    assert Checker(calculating(where=None), VOCABULARY).check(LENGTH) == []


def test_two_keys_may_overlap_because_both_are_proved() -> None:
    question = a_question(
        an_option("bass", right("cello", "reads", "bass")),
        an_option("tablature", right("cello", "reads", "tablature")),
        an_option("treble", wrong("cello", "reads", "treble", "closed list")),
    )
    notes = changed("cello", stated("reads", "bass", "tablature", closed=True))
    assert Checker(notes, VOCABULARY).check(question) == []


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("1,234.5 strings", "2469/2"),
        ("1.234,5 Saiten", "2469/2"),
        ("1 234 cordes", "1234"),
        ("約1234本", "1234"),
        ("12,34,567", "1234567"),
        ("`\u22125`", "-5"),
        ("7.5", "15/2"),
        ("0.333333333333", "1/3"),
        ("٧٫٥", "15/2"),
    ],
)
def test_a_number_may_be_shown_as_any_language_does(label: str, value: str) -> None:
    question = spoilt(STRINGS_OF_THE_VIOLIN, 2, text=label)
    assert Checker(NOTES, VOCABULARY).check(claiming(question, 2, value=value)) == []


def calculating(**changes: Any) -> Notes:  # noqa: ANN401
    """Change the calculation of the last item."""
    calculation = ITEMS[-1].calculation
    assert calculation is not None
    item = replace(ITEMS[-1], calculation=replace(calculation, **changes))
    return changed("violin", items=(item,))


# --- spoilt questions ----------------------------------------------------------------------------


def spoilt(question: Question, place: int, **changes: Any) -> Question:  # noqa: ANN401
    """Change one option."""
    options = list(question.options)
    options[place] = replace(options[place], **changes)
    return replace(question, options=tuple(options))


def claiming(question: Question, place: int, **changes: Any) -> Question:  # noqa: ANN401
    """Change the first claim of one option, and the ground of the option with it."""
    option = question.options[place]
    claims = (replace(option.claims[0], **changes), *option.claims[1:])
    return spoilt(question, place, claims=claims, ground=claims[0].ground)


def with_option(question: Question, place: int, option: Option) -> Question:
    options = list(question.options)
    options[place] = option
    return replace(question, options=tuple(options))


def changed(name: str, *statements: Statement, **changes: Any) -> Notes:  # noqa: ANN401
    """Change one note."""
    facts = {**NOTES[name].statements, **{one.field: one for one in statements}}
    return {**NOTES, name: replace(NOTES[name], **{"statements": facts, **changes})}


def flipped(question: Question, place: int) -> Question:
    return spoilt(question, place, is_key=not question.options[place].is_key)


def tuning(*steps: str) -> Question:
    return spoilt(TUNING, 1, text=" → ".join(steps))


GENTLE = text("because")
FREE = Status(value="ended", line=1, successor=text("nothing in particular"))
NOT_PROVED = "not proved"
Case = tuple[str, Question, Notes]
REFUSED: dict[str, Case] = {
    # Keys and distractors (V1, V2).
    "a distractor becomes a second key": ("is a key and makes", flipped(WHO_READS_ALTO, 1), NOTES),
    "the key becomes a distractor": ("0 of its 3 options", flipped(WHO_READS_ALTO, 0), NOTES),
    "every option is a key": (
        "3 of its 3 options",
        replace(WHO_READS_ALTO, options=tuple(
            replace(WHO_READS_ALTO.options[0], id=name, text=name) for name in ("Viola", "b", "c")
        )),
        NOTES,
    ),
    "a key claims what is unknown": (
        NOT_PROVED, claiming(WHO_READS_BASS, 0, note="lute"), NOTES),
    "a key claims what is false": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 0, value="brass"), NOTES),
    "a key claims what another note denies of itself": (
        NOT_PROVED, WHO_READS_BASS, changed("cello", stated("reads", "bass", denied="bass"))),
    "a key is a kind of what its note denies": (
        NOT_PROVED, WHO_READS_ALTO, changed("viola", stated("reads", "alto", denied="cclef"))),
    "a key has another ground than truth": (
        NOT_PROVED, claiming(WHO_READS_ALTO, 0, ground="written"), NOTES),
    "a key claims that something is false": (
        "is a key and makes a claim that is not true",
        spoilt(WHO_READS_ALTO, 0, claims=(
            right("viola", "reads", "alto"), wrong("viola", "reads", "bass", "closed list"))),
        NOTES,
    ),
    "an option makes no claim": ("makes no claim", spoilt(WHO_READS_ALTO, 1, claims=()), NOTES),
    "a distractor makes true claims only": (
        "makes no claim",
        spoilt(WHO_READS_ALTO, 1, claims=(right("violin", "reads", "treble"),)),
        NOTES,
    ),
    "a distractor claims what is true": (
        NOT_PROVED,
        with_option(WHO_READS_BASS, 2, an_option(
            "Violin", wrong("violin", "reads", "treble", "closed list"))),
        NOTES,
    ),
    "a distractor adds a claim that is not proved": (
        NOT_PROVED,
        spoilt(WHO_READS_ALTO, 1, claims=(
            wrong("violin", "reads", "alto", "closed list"), right("violin", "reads", "bass"))),
        NOTES,
    ),
    "the ground of an option is none of its claims'": (
        "and no claim with it", spoilt(WHO_READS_ALTO, 1, ground="stated"), NOTES),
    "the ground of a distractor is that of what is true of it": (
        "and no claim with it",
        spoilt(WHO_READS_ALTO, 1, ground="true", claims=(
            wrong("violin", "reads", "alto", "closed list"), right("violin", "reads", "treble"))),
        NOTES,
    ),
    "a distractor is false for something that was not asked": (
        "another claim than the key", claiming(WHO_READS_ALTO, 1, value="bass"), NOTES),
    "a field that nobody knows": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 1, field="colour"), NOTES),
    # Stated.
    "stated, but nobody said so": (
        NOT_PROVED, claiming(WHO_READS_BASS, 2, ground="stated"), NOTES),
    "stated, and true all the same": (
        NOT_PROVED, WHO_READS_BASS, changed("oboe", stated("reads", "bass", denied="bass"))),
    "stated, and a kind of it is true": (
        NOT_PROVED,
        WHO_READS_BASS,
        changed("oboe", stated("reads", "treble", denied="cclef")),
    ),
    # One only.
    "one only, of a field with many values": (
        NOT_PROVED, claiming(WHO_READS_ALTO, 1, ground="one only"), NOTES),
    "one only, where nothing is stated": (
        NOT_PROVED, FAMILY_OF_THE_OBOE, changed("oboe", stated("family"))),
    "one only, where two values are stated": (
        NOT_PROVED, FAMILY_OF_THE_OBOE, changed("oboe", stated("family", "woodwind", "brass"))),
    "one only, of a value above the stated one": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 1, value="winds"), NOTES),
    "one only, of a value below the stated one": (
        NOT_PROVED,
        claiming(FAMILY_OF_THE_OBOE, 1, value="brass"),
        changed("oboe", stated("family", "winds")),
    ),
    "one only, of a value that the stated one overlaps": (
        NOT_PROVED,
        claiming(FAMILY_OF_THE_OBOE, 1, value="alphorns"),
        changed("oboe", stated("family", "brass")),
    ),
    "one only, of a value that overlaps the stated one": (
        NOT_PROVED,
        claiming(FAMILY_OF_THE_OBOE, 1, value="brass"),
        changed("oboe", stated("family", "alphorns")),
    ),
    "one only, of a value that overlaps what the stated one is a kind of": (
        NOT_PROVED,
        claiming(FAMILY_OF_THE_OBOE, 1, value="alphorns"),
        changed("oboe", stated("family", "serpents")),
    ),
    "one only, of a value with a kind that overlaps the stated one": (
        NOT_PROVED,
        claiming(FAMILY_OF_THE_OBOE, 1, value="winds"),
        changed("oboe", stated("family", "alphorns")),
    ),
    "one only, of a value that shares a kind with the stated one": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 1, value="brass"), NOTES),
    "one only, of a value that is none": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 1, value="voices"), NOTES),
    "one only, of a text, which may say the same in other words": (
        NOT_PROVED,
        a_question(
            an_option("Higher!", right("violin", "motto", slug("Higher!"))),
            an_option("Softer!", wrong("violin", "motto", slug("Softer!"), "one only")),
            an_option("Up!", wrong("violin", "motto", slug("Up!"), "one only")),
        ),
        NOTES,
    ),
    "one only, of a number": (
        NOT_PROVED, claiming(STRINGS_OF_THE_VIOLIN, 1, ground="one only"), NOTES),
    "one only, where the stated note has another type": (
        "'Oboe': not proved", WHO_LEADS_THE_VIOLAS, changed("viola", stated("leader", "encore"))),
    "one only, of a note of another type": (
        NOT_PROVED,
        with_option(WHO_LEADS_THE_VIOLAS, 1, an_option(
            "Encore", wrong("viola", "leader", "encore", "one only"))),
        NOTES,
    ),
    "one only, of a note that overlaps the stated one": (
        NOT_PROVED, WHO_LEADS_THE_VIOLAS, changed("oboe", overlaps={"violin": 1})),
    # Closed list.
    "closed list, which is open": (
        NOT_PROVED, WHO_READS_ALTO, changed("violin", stated("reads", "treble"))),
    "closed list, where nothing is stated": (
        NOT_PROVED, WHO_READS_ALTO, changed("violin", statements={})),
    "closed list, of a value above a listed one": (
        NOT_PROVED, claiming(WHAT_THE_CELLO_READS, 2, value="cclef"), NOTES),
    "closed list, of a value below a listed one": (
        NOT_PROVED, WHAT_THE_CELLO_READS,
        changed("cello", stated("reads", "bass", "tenor", "cclef", closed=True))),
    "closed list, of a value that overlaps a listed one": (
        NOT_PROVED, claiming(WHAT_THE_CELLO_READS, 2, value="tablature"), NOTES),
    "closed list, of a value above which something overlaps a listed one": (
        NOT_PROVED, claiming(WHAT_THE_CELLO_READS, 2, value="lute"), NOTES),
    "closed list, of a value that is none": (
        NOT_PROVED, claiming(WHAT_THE_CELLO_READS, 2, value="neumes"), NOTES),
    # Identifies and contrast.
    "identifies, without the note that it identifies": (
        NOT_PROVED, claiming(WHO_FILLS_THE_MIDDLE, 2, other=""), NOTES),
    "identifies another note than it says": (
        NOT_PROVED, claiming(WHO_FILLS_THE_MIDDLE, 2, other="oboe"), NOTES),
    "identifies the note itself": (
        NOT_PROVED, claiming(WHAT_THE_OBOE_DOES, 1, other="oboe"), NOTES),
    "identifies, in a field that does not": (
        "'Softer!': not proved",
        a_question(
            an_option("Higher!", right("violin", "motto", slug("Higher!"))),
            an_option("Softer!", wrong("violin", "motto", slug("Softer!"), "identifies", "viola")),
            an_option("Up!", wrong("violin", "motto", slug("Up!"), "identifies", "cello")),
        ),
        NOTES,
    ),
    "identifies a note of another type": (
        NOT_PROVED, WHO_FILLS_THE_MIDDLE, changed("cello", type="piece")),
    "identifies, and the other note overlaps": (
        NOT_PROVED, WHO_FILLS_THE_MIDDLE, changed("viola", overlaps={"cello": 1})),
    "identifies, and the note itself overlaps": (
        NOT_PROVED, WHO_FILLS_THE_MIDDLE, changed("cello", overlaps={"viola": 1})),
    "identifies, and both state it": (
        NOT_PROVED, WHO_FILLS_THE_MIDDLE, changed("cello", stated("does", "Fills the middle."))),
    "identifies, and a third note that states it overlaps": (
        NOT_PROVED,
        WHO_FILLS_THE_MIDDLE,
        changed("lute", stated("does", "fills the middle"), overlaps={"viola": 1, "cello": 1}),
    ),
    "identifies, and the other note is a part of it": (
        NOT_PROVED, WHO_FILLS_THE_MIDDLE, changed("viola", stated("stop_of", "cello"))),
    "identifies, and a part of it that states it too": (
        NOT_PROVED,
        WHO_FILLS_THE_MIDDLE,
        changed("lute", stated("does", "fills the middle"), stated("stop_of", "cello")),
    ),
    "a former name that both had": (
        NOT_PROVED, HAUTBOIS_TODAY, changed("piano", formerly=(text("Hautbois"),))),
    "contrast, and nobody told the two apart": (
        NOT_PROVED, claiming(WHO_FILLS_THE_MIDDLE, 2, ground="contrast"), NOTES),
    "contrast, of notes that overlap": (
        NOT_PROVED, WHO_FILLS_THE_MIDDLE, changed("violin", overlaps={"viola": 1})),
    "contrast, in a field that does not identify": (
        NOT_PROVED,
        claiming(WHO_READS_ALTO, 1, ground="contrast", other="viola"),
        NOTES,
    ),
    # Numbers and successors.
    "number, that is the stated one": (
        NOT_PROVED, claiming(STRINGS_OF_THE_VIOLIN, 1, value="4"), NOTES),
    "number, that looks like the stated one": (
        NOT_PROVED,
        claiming(STRINGS_OF_THE_VIOLIN, 1, value="40000000000001/10000000000000"),
        NOTES,
    ),
    "number, of which there may be many": (
        NOT_PROVED, claiming(STRINGS_OF_THE_VIOLIN, 1, field="tunings"), NOTES),
    "number, that is none": (
        NOT_PROVED, claiming(STRINGS_OF_THE_VIOLIN, 1, value="four"), NOTES),
    "number, where none is stated": (
        NOT_PROVED, STRINGS_OF_THE_VIOLIN, changed("violin", stated("strings"))),
    "number, where two are stated": (
        NOT_PROVED, STRINGS_OF_THE_VIOLIN, changed("violin", stated("strings", "4", "5"))),
    "number, in a field of values": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 1, ground="number"), NOTES),
    "mistake, in a question that calculates nothing": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 1, ground="mistake"), NOTES),
    "written, in a question that nobody wrote": (
        NOT_PROVED, claiming(FAMILY_OF_THE_OBOE, 1, ground="written"), NOTES),
    "a successor that is no note": (
        NOT_PROVED, AFTER_THE_HARPSICHORD, changed("harpsichord", status=FREE)),
    "a successor by a name that two notes have": (
        "'Piano': not proved",
        AFTER_THE_HARPSICHORD,
        {
            **changed("piano", also=(text("Keys"),)),
            "encore": replace(NOTES["encore"], also=(text("Keys"),)),
            "harpsichord": replace(
                NOTES["harpsichord"], status=Status(value="ended", line=1, successor=text("Keys"))),
        },
    ),
    "a distractor of what never ended": (
        "'Oboe': not proved", AFTER_THE_HARPSICHORD, changed("harpsichord", status=None)),
    "a distractor of what ended for good": (
        "'Oboe': not proved", AFTER_THE_HARPSICHORD, changed(
            "harpsichord", status=Status(value="ended", line=1))),
    "a successor of the successor": (
        NOT_PROVED, AFTER_THE_HARPSICHORD, changed(
            "piano", status=Status(value="ended", line=1, successor=text("lute")))),
    "a successor that overlaps a distractor": (
        NOT_PROVED, AFTER_THE_HARPSICHORD, changed("oboe", overlaps={"piano": 1})),
    # One thing twice (V3) and values within values (V4).
    "another name of the key": ("have the note 'violin'", spoilt(
        WHO_LEADS_THE_VIOLAS, 1, text="Fiddle"), NOTES),
    "a name that the key had": ("have the note 'cello'", spoilt(
        WHO_READS_BASS, 1, text="violoncello"), NOTES),
    "an old alias of the key": ("have the note 'viola'", spoilt(
        WHO_READS_ALTO, 1, text="bratsche"), changed("viola", aliases=("bratsche",))),
    "an option stands twice": ("2 options have the id", replace(
        WHO_READS_ALTO, options=(*WHO_READS_ALTO.options, WHO_READS_ALTO.options[1])), NOTES),
    "an option stands twice with another id": ("2 options have the text", replace(
        WHO_READS_ALTO,
        options=(*WHO_READS_ALTO.options, replace(WHO_READS_ALTO.options[1], id="other")),
    ), NOTES),
    "an option stands twice with other signs and widths": (
        "2 options have the text", spoilt(TUNING, 2, text="Ｐluck → 'tighten the peg' → LISTEN!"),
        NOTES),
    "two options make the claim of one note": (
        "two options are one note",
        with_option(WHO_READS_ALTO, 1, an_option(
            "Theorbo", wrong("lute", "reads", "alto", "closed list"))),
        changed("lute", also=(text("Theorbo"),)),
    ),
    "an option is one value twice": ("two options are the value", claiming(
        WHAT_THE_CELLO_READS, 2, value="alto"), NOTES),
    "an option is a kind of another": ("includes or overlaps", with_option(
        FAMILY_OF_THE_OBOE, 2, an_option("winds", right("oboe", "family", "winds"))), NOTES),
    "a key is a kind of another, which stands behind it": ("includes or overlaps", replace(
        FAMILY_OF_THE_OBOE,
        options=(
            an_option("winds", right("oboe", "family", "winds")),
            an_option("woodwind", right("oboe", "family", "woodwind")),
            an_option("strings", wrong("oboe", "family", "strings", "one only")),
        ),
    ), NOTES),
    "a key overlaps a distractor": ("includes or overlaps", replace(
        FAMILY_OF_THE_OBOE,
        options=(
            an_option("brass", right("oboe", "family", "brass")),
            an_option("alphorns", wrong("oboe", "family", "alphorns", "one only")),
            an_option("strings", wrong("oboe", "family", "strings", "one only")),
        ),
    ), NOTES),
    "a distractor overlaps a key": ("includes or overlaps", replace(
        FAMILY_OF_THE_OBOE,
        options=(
            an_option("alphorns", wrong("oboe", "family", "alphorns", "one only")),
            an_option("brass", right("oboe", "family", "brass")),
            an_option("strings", wrong("oboe", "family", "strings", "one only")),
        ),
    ), NOTES),
    "an option overlaps another": ("includes or overlaps", replace(
        FAMILY_OF_THE_OBOE,
        options=(
            an_option("strings", right("violin", "family", "strings")),
            an_option("brass", wrong("violin", "family", "brass", "one only")),
            an_option("alphorns", wrong("violin", "family", "alphorns", "one only")),
        ),
    ), NOTES),
    # Names (V5), forms (V6) and the words of an option.
    "a note is gone": ("no note 'lute'", WHO_READS_ALTO, {
        name: note for name, note in NOTES.items() if name != "lute"}),
    "the note that a text identifies is gone": ("no note 'tuba'", claiming(
        WHO_FILLS_THE_MIDDLE, 2, other="tuba"), NOTES),
    "a note that is a value is gone": ("no note 'tuba'", claiming(
        AFTER_THE_HARPSICHORD, 1, value="tuba"), NOTES),
    "the note of a reason is gone": ("no note 'tuba'", spoilt(
        WHO_READS_ALTO, 1, note="tuba"), NOTES),
    "the note of the question is gone": ("no note 'tuba'", replace(
        WHO_READS_ALTO, note="tuba"), NOTES),
    "a value among notes": ("another claim than the key", with_option(
        WHO_READS_ALTO, 1, an_option("bass", wrong("cello", "reads", "treble", "closed list"))),
        NOTES),
    "an option about two notes": ("neither all notes nor all values", spoilt(
        WHO_READS_ALTO, 1, claims=(
            wrong("violin", "reads", "alto", "closed list"),
            wrong("lute", "reads", "alto", "closed list"))), NOTES),
    "an option that is two values": ("more than one value", spoilt(
        FAMILY_OF_THE_OBOE, 1, claims=(
            wrong("oboe", "family", "strings", "one only"),
            wrong("oboe", "family", "percussion", "one only"))), NOTES),
    "the words of another note": ("is no name of 'violin'", spoilt(
        WHO_READS_ALTO, 1, text="Cello"), NOTES),
    "the words of another value": ("does not say 'strings'", spoilt(
        FAMILY_OF_THE_OBOE, 1, text="brass"), NOTES),
    "the words of another text": ("does not say", spoilt(
        WHAT_THE_OBOE_DOES, 1, text="Fills the middle."), NOTES),
    "a number with its digits set apart where they are not": ("does not say '75'", spoilt(
        claiming(STRINGS_OF_THE_VIOLIN, 2, value="75"), 2, text="7.5 strings"), NOTES),
    "a number in words": ("does not say '15/2'", spoilt(
        STRINGS_OF_THE_VIOLIN, 2, text="seven and a half"), NOTES),
    "the words of another number": ("does not say '15/2'", spoilt(
        STRINGS_OF_THE_VIOLIN, 2, text="75 strings"), NOTES),
    # Shape.
    "two options": ("it has 2 options", replace(
        WHO_READS_ALTO, options=WHO_READS_ALTO.options[:2]), NOTES),
    "seven options": ("it has 7 options", replace(
        WHO_READS_ALTO,
        options=(*WHO_READS_ALTO.options, *(an_option(name) for name in "abcd"))), NOTES),
    "an option without a reason": ("has no reason", spoilt(WHO_READS_ALTO, 1, reason=" "), NOTES),
    # Orders.
    "an order with two keys": ("only one order", spoilt(TUNING, 1, is_key=True), NOTES),
    "an order that hides its claim": ("claims another order", spoilt(
        FROM_HIGH_TO_LOW, 1, text="Violin → Cello → Viola"), NOTES),
    "an order without one of its notes": ("not each note of the key once", spoilt(
        FROM_HIGH_TO_LOW, 1, text="Viola → Violin"), NOTES),
    "an order with a step that is no note": ("not each note of the key once", spoilt(
        FROM_HIGH_TO_LOW, 1, text="Viola → Tuba → Violin → Cello"), NOTES),
    "an order with a claim about another note": ("claims another order", spoilt(
        FROM_HIGH_TO_LOW, 1, claims=(wrong("oboe", "rank", "1", "number"),)), NOTES),
    "an order by two fields": ("not about one order", claiming(
        FROM_HIGH_TO_LOW, 1, field="strings"), NOTES),
    "an order by a field that nobody knows": ("not about one order", replace(
        FROM_HIGH_TO_LOW, options=tuple(
            replace(option, claims=tuple(replace(one, field="size") for one in option.claims))
            for option in FROM_HIGH_TO_LOW.options)), NOTES),
    "an order that names a note twice": ("not each note of the key once", spoilt(
        FROM_HIGH_TO_LOW, 1, text="Viola → Violin → Viola"), NOTES),
    "the right order as a distractor": ("claims another order", spoilt(
        FROM_HIGH_TO_LOW, 1, text="Violin → Viola → Cello"), NOTES),
    "a wrong order as the key": (NOT_PROVED, FROM_HIGH_TO_LOW, changed(
        "violin", stated("rank", "9"))),
    "an order by a field that orders nothing": ("not about one order", replace(
        WHO_READS_ALTO, kind="order"), NOTES),
    "a wrong order as the key of an author": ("is the order of the author", flipped(
        flipped(TUNING, 0), 1), NOTES),
    "the right order of an author in other words as a distractor": (
        "is the order of the author",
        tuning("tighten the peg", "pluck", "hark"),
        changed("violin", items=(
            replace(ITEMS[2], order=(*ITEMS[2].order[:2], Text("listen", 1, "hark"))),)),
    ),
    "an order that lost a step": ("not each step once", tuning("pluck", "listen"), NOTES),
    "an order that takes a step twice": (
        "not each step once", tuning("pluck", "listen", "pluck"), NOTES),
    "an order with a step from elsewhere": (
        "not each step once", tuning("pluck", "listen", "bow"), NOTES),
    "an order of no item": ("has an order", replace(TUNING, id="violin.solo"), NOTES),
    # By hand.
    "a key that its author wrote as a distractor": ("is no key that its author wrote", flipped(
        flipped(WRITTEN, 0), 1), NOTES),
    "a second key that nobody wrote": (
        "2 keys where its author wrote 1", flipped(WRITTEN, 1), NOTES),
    "a key of its author that is missing": (
        "1 keys where its author wrote 2", WRITTEN, changed("violin", items=(
            replace(ITEMS[0], keys=(
                *ITEMS[0].keys, WrittenOption(id="harp", text=text("Harp"), because=None))),))),
    "a distractor that nobody wrote": ("is no distractor", spoilt(WRITTEN, 1, text="Gong"), NOTES),
    "a key that is a former name of a distractor": ("have the note 'viola'", WRITTEN, changed(
        "viola", formerly=(text("violin"),))),
    "an item that is gone": ("no item of its note", replace(WRITTEN, id="violin.gone"), NOTES),
    "a written option that claims what is unknown": (NOT_PROVED, spoilt(
        WRITTEN, 0, claims=(right("violin", "reads", "bass"),)), NOTES),
    # Calculations.
    "a result that is wrong": ("no result of the formula", with_option(
        LENGTH, 0, result("35.5 s", "71/2", "true")), NOTES),
    "a result that is not rounded": ("no result of the formula", with_option(
        LENGTH, 0, result("35.6 s", "320/9", "true")), NOTES),
    "a distractor that no mistake gives": ("no result of the mistakes", with_option(
        LENGTH, 1, result("7 s", "7", "mistake")), NOTES),
    "a distractor that is right": ("no result of the mistakes", with_option(
        LENGTH, 1, result("35.60 s", "178/5", "mistake")), NOTES),
    "a second result that is right": ("the same number", with_option(
        LENGTH, 1, result("35.60 s", "178/5", "true")), NOTES),
    "one mistake twice": ("the same number", with_option(
        LENGTH, 1, result("8.90 s", "89/10", "mistake")), NOTES),
    "a number that is not given": ("may not be 11", replace(
        LENGTH, numbers=(("bars", "11"), ("tempo", "135/2"))), NOTES),
    "a number that is missing": ("not the ones that its item gives", replace(
        LENGTH, numbers=(("bars", "10"),)), NOTES),
    "a number that stands twice": ("not the ones that its item gives", replace(
        LENGTH, numbers=(*LENGTH.numbers, ("bars", "20"))), NOTES),
    "a number that is no number": ("may not be ten", replace(
        LENGTH, numbers=(("bars", "ten"), ("tempo", "135/2"))), NOTES),
    "numbers that break the condition": (
        "break the condition", LENGTH, calculating(where=formula("beats > tempo"))),
    "a formula that has no value": (
        "has no value", LENGTH, calculating(key=formula("1 / (bars - 10)"))),
    "an item that calculates nothing": ("not results of one calculated item", replace(
        LENGTH, options=tuple(
            replace(option, claims=(replace(option.claims[0], field="items.solo"),))
            for option in LENGTH.options)), NOTES),
    "a result of another item": ("not results of one calculated item", claiming(
        LENGTH, 1, field="items.solo"), NOTES),
    "a result without a claim": ("not results of one calculated item", spoilt(
        LENGTH, 1, claims=()), NOTES),
    "a result that is marked as false by number": ("not marked as 'mistake'", claiming(
        LENGTH, 1, ground="number"), NOTES),
    "a result with a ground of its own": ("not marked as 'mistake'", spoilt(
        LENGTH, 1, ground="number"), NOTES),
    "a result whose claim has a ground of its own": ("not marked as 'mistake'", spoilt(
        LENGTH, 1, claims=(wrong("violin", "items.length", "1013/10", "number"),)), NOTES),
    "a result that claims to be true": ("not marked as 'mistake'", claiming(
        LENGTH, 1, truth=True), NOTES),
    "a result that shows another number": ("does not say 89/10", spoilt(
        LENGTH, 2, text="9.8 s"), NOTES),
    "a result that shows another sign": ("does not say 89/10", spoilt(
        LENGTH, 2, text="-8.9 s"), NOTES),
}  # fmt: skip


@pytest.mark.parametrize(("why", "question", "notes"), REFUSED.values(), ids=REFUSED)
def test_a_spoilt_question_is_refused(why: str, question: Question, notes: Notes) -> None:
    reasons = Checker(notes, VOCABULARY).check(question)
    assert any(why in reason for reason in reasons), reasons


@pytest.mark.parametrize("question", SOUND.values(), ids=SOUND)
def test_what_is_stated_nowhere_is_unknown(question: Question) -> None:
    """With every statement, old name and item gone, nothing is left to prove a question by."""
    empty = {
        name: replace(note, statements={}, formerly=(), items=(), status=None)
        for name, note in NOTES.items()
    }
    assert Checker(empty, VOCABULARY).check(question) != []


# --- the evaluator -------------------------------------------------------------------------------


def on_paper(value: Fraction, scale: int) -> Fraction:
    """Round half away from zero."""
    size = Fraction(math.floor(abs(value) * scale + Fraction(1, 2)), scale)
    return -size if value < 0 else size


FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "abs": abs,
    "ceil": lambda value: Fraction(math.ceil(value)),
    "floor": lambda value: Fraction(math.floor(value)),
    "round": lambda value, digits=0: on_paper(value, 10 ** int(digits)),
    "min": min,
    "max": max,
}
OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda base, exponent: base ** int(exponent),
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
NUMBERS = {"a": Fraction(7, 2), "b_1": Fraction(-3), "größe": Fraction(1000)}


def reckon(node: ast.expr) -> Fraction:
    """Compute a formula in fractions, as long as they stay what a question can use."""
    match node:
        case ast.Constant(value=value):
            return Fraction(str(value))
        case ast.Name(id=name):
            return NUMBERS[name]
        case ast.UnaryOp(op=op, operand=operand):
            result = OPERATORS[type(op)](reckon(operand))
        case ast.Compare(left=left, ops=[op], comparators=[other]):
            result = OPERATORS[type(op)](reckon(left), reckon(other))
        case ast.BinOp(left=left, op=op, right=other):
            result = OPERATORS[type(op)](reckon(left), reckon(other))
        case ast.Call(func=ast.Name(id=name), args=args):
            result = FUNCTIONS[name](*map(reckon, args))
    assume(result == 0 or Fraction(1, 10**30) < abs(result) < 10**30)
    return Fraction(result)


def call(name: str, *args: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name), list(args), [])


def larger(smaller: st.SearchStrategy[ast.expr]) -> st.SearchStrategy[ast.expr]:
    sums = st.sampled_from([ast.Add(), ast.Sub(), ast.Mult(), ast.Div()])
    compared = [ast.Lt(), ast.LtE(), ast.Gt(), ast.GtE(), ast.Eq(), ast.NotEq()]
    return st.one_of(
        st.builds(ast.BinOp, smaller, sums, smaller),
        st.builds(ast.BinOp, smaller, st.just(ast.Pow()), st.integers(-2, 3).map(literal)),
        st.builds(ast.UnaryOp, st.sampled_from([ast.USub(), ast.UAdd()]), smaller),
        st.builds(call, st.sampled_from(["abs", "ceil", "floor", "round"]), smaller),
        st.builds(call, st.just("round"), smaller, st.integers(0, 3).map(literal)),
        st.builds(call, st.sampled_from(["min", "max"]), smaller, smaller),
        st.builds(
            lambda left, op, right_side: ast.Compare(left, [op], [right_side]),
            smaller,
            st.sampled_from(compared),
            smaller,
        ),
    )


def literal(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


LEAVES = st.one_of(
    st.integers(0, 2000).map(literal),
    st.integers(0, 4000).map(lambda number: literal(number / 8)),
    st.sampled_from(sorted(NUMBERS)).map(ast.Name),
)
DECIMALS = {name: Decimal(value.numerator) / value.denominator for name, value in NUMBERS.items()}


@given(st.recursive(LEAVES, larger, max_leaves=12))
@example(ast.parse("-2 ** 2", mode="eval").body)
@example(ast.parse("ceil(1 / 3 * 6)", mode="eval").body)
@example(ast.parse("round(-(1 / 3 * 4.5))", mode="eval").body)
@example(ast.parse("1 / 3 * 3 == 1", mode="eval").body)
@example(ast.parse("1 / 3 * 3 < 1", mode="eval").body)
@example(ast.parse("8 - 4 - 2 / 2 / 2", mode="eval").body)
def test_a_formula_has_the_value_that_fractions_give_it(tree: ast.expr) -> None:
    """Python writes the text, so that brackets stand only where precedence wants them."""
    source = ast.unparse(tree)
    try:
        expected = reckon(tree)
    except ZeroDivisionError:
        with pytest.raises(UndecidedError):
            evaluate(source, DECIMALS)
        return
    got = Fraction(evaluate(source, DECIMALS))
    assert abs(expected - got) <= Fraction(1, 10**40) * max(Fraction(1), abs(expected))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2 ** 3 ** 2", 512),
        ("2 ** -1 * 4", 2),
        ("ceil(sqrt(2) ** 2)", 2),
        ("floor(log2(8))", 3),
        ("floor(1 / 3 * 3)", 1),
        ("round(1 / 6 * 3)", 1),
        ("round(ln(exp(3)), 9)", 3),
        ("floor(2 ** 0.5 * 1000)", 1414),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("1_000 + 1e3 + .5 + 5.", 2005.5),
        ("(((((1)))))", 1),
        ("(1 < 2) + (2 <= 2) + (3 != 3)", 2),
        ("0 ** 0", 1),
    ],
)
def test_a_formula_has_the_value_that_paper_gives_it(source: str, expected: float) -> None:
    assert Decimal(str(expected)) == evaluate(source, {})


@pytest.mark.parametrize(
    "source",
    [
        "", "1 +", "(1", "1)", "1 2", "x", "max()", "sqrt(1, 2)", "sin(1)", "a.b", "'a'", "*2)",
        "1 < 2 < 3",
        "1 if 2 else 3", "1 / 0", "0 ** -1", "sqrt(-1)", "ln(0)", "(-8) ** 0.5", "9 ** 9 ** 9 ** 9",
        "round(1, 0.5)", "round(1, -1)", "2 & 3", "2 % 3", "2 // 3", "f(1)(2)", "(" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_formula_or_has_no_value_is_not_decided(source: str) -> None:
    with pytest.raises(UndecidedError):
        evaluate(source, {})
