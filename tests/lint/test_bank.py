"""Rules about all questions together: each finds its flaw, and nothing where there is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.lint import alike
from quizgen.lint import bank as rules
from quizgen.lint.chance import ALARM, at_least, at_most, at_one_place, run
from quizgen.lint.specimen import Collection, Context, Specimen
from quizgen.questions import Claim
from tests.lint.questions import ask
from tests.zoo import a_bank, a_build
from tests.zoo import questions as questions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizgen.bank import Bank
    from quizgen.build import Build
    from quizgen.lint.rules import BankFlaw, BankRule
    from quizgen.questions import Kind


def asked(  # noqa: PLR0913 - whatever a rule may look at
    name: str,
    stem: str = "Which one is it?",
    key: str = "this",
    distractors: Sequence[str] = ("that", "what", "such"),
    *,
    place: int = 0,
    kind: Kind = "written",
    facts: Sequence[str] = (),
    claims: Sequence[Claim] = (),
    reasons: Sequence[str] = (),
    note: str = "note",
    source: str = "https://example.org/",
    language: str = "en",
) -> Specimen:
    """Ask a question whose key stands at a place; its key carries the claims."""
    made = ask(stem, key, *distractors, kind=kind, reasons=reasons, language=language)
    first, *others = made.question.options
    options = [*others[:place], replace(first, claims=tuple(claims)), *others[place:]]
    question = replace(
        made.question,
        id=name,
        note=note,
        options=tuple(options),
        facts=tuple(facts or [f"{note}.items.{name}"]),
        source=source,
    )
    return Specimen(question, made.context)


def collection(
    specimens: Iterable[Specimen],
    bank: Bank | None = None,
    *,
    shown: Sequence[Sequence[str]] = (),
    today: str = "",
    language: str = "en",
) -> Collection:
    context = Context(bank=bank, language=language)
    found = [Specimen(one.question, context) for one in specimens]
    return Collection.of(found, context, shown, today)


def flaws(rule: BankRule, of: Collection) -> list[BankFlaw]:
    return list(rule.flaws(of))


def severities(rule: BankRule, of: Collection) -> list[str]:
    return [flaw.severity or rule.severity for flaw in flaws(rule, of)]


def places(rule: BankRule, bank: Bank, *specimens: Specimen, today: str = "") -> list[str]:
    """Where a rule finds flaws in notes."""
    found = flaws(rule, collection(specimens, bank, today=today))
    return [f"{flaw.path}:{flaw.line}" for flaw in found]


def test_codes_are_those_of_the_rules_about_the_bank() -> None:
    codes = [rule.code for rule in rules.RULES]

    assert codes == ["L09", "L12", "L36", "L38", "L43", "L45", "L46", "L47", "L48"]
    assert [rule.code for rule in rules.PAGE_RULES] == ["L37"]


# Chance


@pytest.mark.parametrize(
    ("n", "longest", "place", "running"),
    [
        (20, (13, 11, 9), ((0, 14), (-1, 12)), (8, 7)),
        (50, (26, 21, 18), ((6, 28), (3, 23)), (9, 7)),
        (100, (46, 36, 31), ((19, 48), (12, 40)), (9, 8)),
        (200, (83, 66, 55), ((47, 88), (31, 70)), (10, 8)),
        (500, (192, 149, 122), ((135, 199), (95, 156)), (11, 9)),
    ],
)
def test_limits_are_those_that_others_computed(
    n: int,
    longest: tuple[int, ...],
    place: tuple[tuple[int, int], ...],
    running: tuple[int, ...],
) -> None:
    assert tuple(at_least(n, k, ALARM) for k in (3, 4, 5)) == longest
    assert tuple(at_one_place(n, k, ALARM) for k in (3, 4)) == place
    assert tuple(run(n, k, ALARM) for k in (3, 4)) == running


@pytest.mark.parametrize("k", [2, 3, 4])
@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_limits_hold_where_every_case_is_counted(n: int, k: int) -> None:
    cases = list(product(range(k), repeat=n))
    hits = [case.count(0) for case in cases]
    runs = [_longest_run(case) for case in cases]

    for alpha in (ALARM, 10 * ALARM):
        few, many, long = at_most(n, k, alpha), at_least(n, k, alpha), run(n, k, alpha)
        allowed = alpha * len(cases)
        assert sum(hit <= few for hit in hits) <= allowed < sum(hit <= few + 1 for hit in hits)
        assert sum(hit >= many for hit in hits) <= allowed < sum(hit >= many - 1 for hit in hits)
        assert sum(one >= long for one in runs) <= allowed
        assert long == 2 or allowed < sum(one >= long - 1 for one in runs)


def _longest_run(case: tuple[int, ...]) -> int:
    longest = current = 1
    for before, now in pairwise(case):
        current = current + 1 if before == now else 1
        longest = max(longest, current)
    return longest


# L09


def keyed(count: Sequence[int], kind: Kind = "written", **about: Sequence[str]) -> list[Specimen]:
    """Make as many questions with the key at each place as it says, without long runs."""
    left, found = list(count), list[Specimen]()
    while any(left):
        for place in range(len(left)):
            if left[place]:
                left[place] -= 1
                name = f"q{len(found)}"
                found.append(asked(name, place=place, kind=kind, **about))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ((39, 21, 20, 20), []),
        ((40, 20, 20, 20), ["warning"]),
        ((13, 29, 29, 29), []),
        ((12, 29, 29, 30), ["warning"]),
        ((44, 19, 19, 18), ["error"]),
        ((10, 30, 30, 30), ["warning"]),
        ((9, 30, 30, 31), ["error"]),
    ],
)
def test_l09_tells_of_a_place_beyond_chance(count: Sequence[int], expected: list[str]) -> None:
    found = flaws(rules.key_at_one_place, collection(keyed(count)))

    assert [flaw.severity for flaw in found if not flaw.question] == expected


@pytest.mark.parametrize(("length", "expected"), [(7, []), (8, ["warning"])])
def test_l09_tells_of_a_run_in_the_order_of_the_pages(length: int, expected: list[str]) -> None:
    questions = keyed((25, 25, 25, 25))
    of = [one.question for one in questions]
    first = [q.id for q in of if q.options[0].is_key]
    others = [q.id for q in of if not q.options[0].is_key]
    rest = [name for pair in zip(first[length:], others, strict=False) for name in pair]
    page = [*first[:length], others[-1], *rest]

    assert severities(rules.key_at_one_place, collection(questions)) == []
    found = flaws(rules.key_at_one_place, collection(questions, shown=[page]))
    assert [flaw.severity for flaw in found] == expected
    assert [flaw.question for flaw in found] == first[: len(expected)]


NUMBERS = {"key": "10", "distractors": ("20", "30", "40")}


def test_l09_counts_numbers_apart_and_never_as_a_fault_of_the_order() -> None:
    numbers = keyed((30, 0, 0, 0), **NUMBERS)  # type: ignore[arg-type]
    worded = [replace_id(one, f"w{n}") for n, one in enumerate(keyed((10, 10, 10, 10)))]

    found = flaws(rules.key_at_one_place, collection([*numbers, *worded]))

    assert {flaw.severity for flaw in found} == {"warning"}
    assert all("30 questions with 4 numbers" in flaw.message for flaw in found)


def replace_id(one: Specimen, name: str) -> Specimen:
    return Specimen(replace(one.question, id=name), one.context)


def test_l09_counts_the_variants_of_an_item_once() -> None:
    variants = keyed((30, 0, 0, 0), "calculated", facts=["note.items.sum"], **NUMBERS)

    assert flaws(rules.key_at_one_place, collection(variants)) == []


# L12


def by_length(longest: int, others: int, **about: Sequence[str]) -> list[Specimen]:
    long = [asked(f"a{n}", key="a longer one", place=n % 4, **about) for n in range(longest)]  # type: ignore[arg-type]
    return [*long, *(asked(f"b{n}", place=n % 4) for n in range(others))]


@pytest.mark.parametrize(("longest", "expected"), [(35, []), (36, ["error"])])
def test_l12_tells_of_keys_that_are_the_longest(longest: int, expected: list[str]) -> None:
    of = collection(by_length(longest, 100 - longest))

    assert severities(rules.key_is_longest, of) == expected


def test_l12_counts_a_key_as_long_as_another_option_as_no_cue() -> None:
    level = by_length(60, 40, distractors=("another one!", "that", "such"))

    assert flaws(rules.key_is_longest, collection(level)) == []


def test_l12_measures_columns() -> None:
    wide = [asked(f"q{n}", key="日本語", distractors=("abcde", "fgh", "ijk")) for n in range(20)]

    assert severities(rules.key_is_longest, collection(wide)) == ["error"]


def test_l12_leaves_numbers_alone() -> None:
    numbers = [asked(f"q{n}", key="1000", distractors=("1", "2", "3")) for n in range(20)]

    assert flaws(rules.key_is_longest, collection(numbers)) == []


# L36

SAME = "A zoo wants an animal that howls at night and lives in a pack. Which one does it take?"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (SAME, ["a", "b"]),
        (SAME.replace("A zoo", "One zoo"), ["a", "b"]),
        (SAME.replace("howls at night and lives in a pack", "purrs by day and lives alone"), []),
    ],
    ids=["same", "one word", "another need"],
)
def test_l36_finds_items_by_hand_that_ask_the_same(other: str, expected: list[str]) -> None:
    of = collection([asked("a", SAME), asked("b", other), asked("c", "What else is there?")])

    assert rules.families(of) == ([expected] if expected else [])
    assert severities(rules.asked_twice, of) == ["info"] * bool(expected)


def test_l36_lets_the_same_stem_have_another_key() -> None:
    of = collection([asked("a", SAME), asked("b", SAME, "the other")])

    assert rules.families(of) == []


def test_l36_compares_japanese() -> None:
    stem = "ある動物園は、夜に遠吠えをして群れで暮らす動物を求めています。どれを選びますか。"
    other = stem.replace("ある動物園", "この動物園")
    of = [asked("a", stem, language="ja"), asked("b", other, language="ja")]

    assert rules.families(collection(of, language="ja")) == [["a", "b"]]


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.text("abc ", min_size=1, max_size=14), max_size=6), st.integers(1, 3))
def test_l36_finds_every_pair_that_is_alike(stems: list[str], notes: int) -> None:
    """Only few pairs are compared: none of those left out may be alike, in one note or in two."""
    sets = {f"q{n}": alike.shingles_of(stem, "ja") for n, stem in enumerate(stems)}
    expected = {
        (one, other)
        for one, other in combinations(sets, 2)
        if 2 * len(sets[one] & sets[other]) >= len(sets[one] | sets[other])
    }

    with patch.multiple(alike, ALIKE=0.5, SHINGLE=3):
        of = [asked(f"q{n}", stem, note=f"note-{n % notes}") for n, stem in enumerate(stems)]
        found = rules.families(collection(of))

    assert {name for pair in expected for name in pair} == {n for family in found for n in family}


def test_l36_finds_generated_questions_that_claim_the_same() -> None:
    howls = Claim(note="wolf", field="does", value="howls", truth=True, ground="true")
    barks = replace(howls, note="fox")
    of = collection(
        [
            asked("a", "Who?", kind="generated", claims=[howls]),
            asked("b", "Which one howls of all of them?", kind="generated", claims=[howls]),
            asked("c", "Who?", kind="generated", claims=[barks]),
        ]
    )

    assert rules.families(of) == [["a", "b"]]


def test_l36_takes_the_two_directions_of_a_fact_for_two_questions() -> None:
    build = a_build("who-does", "what-it-does", **PACK)

    assert rules.families(of_build(build)) == []


def test_l36_takes_no_variants_for_a_family() -> None:
    variants = [asked(f"a~{n}", SAME, kind="calculated", facts=["note.items.a"]) for n in range(3)]

    assert rules.families(collection(variants)) == []


def test_l36_is_an_error_on_one_page_and_a_remark_on_two() -> None:
    questions = [asked("a", SAME), asked("b", SAME), asked("c", "What else is there?")]

    together = collection(questions, shown=[["a", "b", "c"]])
    apart = collection(questions, shown=[["a", "c"], ["b"]])

    assert severities(rules.asked_twice, together) == ["error"]
    assert [flaw.question for flaw in flaws(rules.asked_twice, together)] == ["b"]
    assert severities(rules.asked_twice, apart) == ["info"]


# L37

DOG = "family: dogs\nsources: {default: {url: 'https://example.org/', checked: 2026-11-20}}"
PACK = {
    "wolf": f"{DOG}\ndoes: howls at the moon\neats: [meat]",
    "fox": f"{DOG}\ndoes: barks at the postman\neats: [fish]",
    "dingo": f"{DOG}\ndoes: steals the washing\neats: [insects]",
    "jackal": f"{DOG}\ndoes: laughs at the hunters\neats: [fruit]",
}


def of_build(build: Build, **about: Sequence[Sequence[str]]) -> Collection:
    """Look at all questions of a build."""
    specimens = [Specimen(question, Context()) for question in questions_of(build).values()]
    return collection(specimens, build.bank, **about)  # type: ignore[arg-type]


MOON = Claim(note="wolf", field="does", value="", truth=True, ground="true")


def moon(bank: Bank) -> Claim:
    return replace(MOON, value=bank.notes["wolf"].statements["does"].keys[0])


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("The wolf howls at the moon, and nothing else does.", ["who"]),
        ("The wolf howls at nothing.", []),
        ("The fox howls at the moon.", []),
        ("The wolfhound howls at the moon.", []),
    ],
)
def test_l37_finds_a_fact_that_another_item_tells(reason: str, expected: list[str]) -> None:
    bank = a_bank(**PACK)
    questions = [
        asked("who", "Who is it?", "Wolf", kind="generated", claims=[moon(bank)]),
        asked("other", reasons=[reason]),
    ]

    together = collection(questions, bank, shown=[["who", "other"]])
    apart = collection(questions, bank, shown=[["who"], ["other"]])

    assert [flaw.question for flaw in flaws(rules.given_away, together)] == expected
    assert flaws(rules.given_away, apart) == []


def test_l37_lets_a_short_value_stand_where_it_will() -> None:
    bank = a_bank(**PACK)
    claim = Claim(note="wolf", field="eats", value="meat", truth=True, ground="true")
    questions = [
        asked("what", "What does it eat?", "Meat", kind="generated", claims=[claim]),
        asked("other", reasons=["The wolf eats meat."]),
    ]

    assert flaws(rules.given_away, collection(questions, bank, shown=[["what", "other"]])) == []


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("A fence with a trench stops badgers that dig under walls. What else?", ["a"]),
        ("A fence with a trench is green. What else?", []),
        ("A trench stops badgers that dig under walls. What else?", []),
    ],
    ids=["key and needs", "key alone", "needs alone"],
)
def test_l37_finds_the_key_of_an_item_by_hand_beside_its_need(
    stem: str, expected: list[str]
) -> None:
    assert told("A fence with a trench", stem) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("A fence of oak", ["a"]),
        ("A fence", []),  # may stand anywhere
        ("Grey wolf of Asia", []),  # the pages about it are full of its name
    ],
)
def test_l37_looks_for_keys_that_tell_something(key: str, expected: list[str]) -> None:
    assert told(key, f"{key} stops badgers that dig under walls. What else?") == expected


@pytest.mark.parametrize(
    ("needs", "expected"), [("badgers that dig", []), ("badgers dig in a garden", ["a"])]
)
def test_l37_wants_three_words_of_the_need(needs: str, expected: list[str]) -> None:
    assert told("A fence with a trench", f"A fence with a trench is for {needs}.") == expected


def told(key: str, stem: str) -> list[str]:
    """Name the questions of a page that a second stem answers."""
    questions = [
        asked("a", "Badgers dig under the walls of a garden. Help?", key),
        asked("b", stem),
    ]
    bank = a_bank(wolf="title: Grey wolf of Asia")
    found = flaws(rules.given_away, collection(questions, bank, shown=[["a", "b"]]))
    return [flaw.question for flaw in found]


# L38


def sourced(checked: str, fact: str = "eats: [meat]", more: str = "") -> str:
    date = f", checked: {checked}" if checked else ""
    return f"{fact}\n{more}\nsources:\n  default: {{url: 'https://example.org/'{date}}}"


@pytest.mark.parametrize(
    ("checked", "fact", "expected"),
    [
        ("2025-11-20", "eats: [meat]", []),
        ("2025-11-19", "eats: [meat]", ["wolf.md:5"]),
        ("2026-05-24", "weight: 40", []),
        ("2026-05-23", "weight: 40", ["wolf.md:5"]),
        ("2025-12", "eats: [meat]", []),
        ("2025-10", "eats: [meat]", ["wolf.md:5"]),
        ("2025", "eats: [meat]", []),
        ("2024", "eats: [meat]", ["wolf.md:5"]),
        ("", "eats: [meat]", ["wolf.md:5"]),
    ],
)
def test_l38_tells_of_old_sources_and_of_those_without_a_day(
    checked: str, fact: str, expected: list[str]
) -> None:
    bank = a_bank(wolf=sourced(checked, fact))

    assert places(rules.stale, bank, today="2026-11-20") == expected


def test_l38_asks_more_of_the_source_of_a_number_than_of_its_neighbours() -> None:
    text = (
        "weight: 40\nsources:\n  default: {url: 'https://example.org/', checked: 2026-01-01}\n"
        "  weight: {url: 'https://example.org/w', checked: 2026-01-01}"
    )

    assert places(rules.stale, a_bank(wolf=text), today="2026-11-20") == ["wolf.md:5"]


def test_l38_takes_the_newest_day_of_the_bank_where_none_is_given() -> None:
    bank = a_bank(wolf=sourced("2020-01-01"), fox=sourced("2021-06-01"))

    assert places(rules.stale, bank) == ["wolf.md:5"]
    assert places(rules.stale, a_bank(wolf=sourced("2020-01-01"))) == []


def test_l38_takes_the_day_of_a_status_where_no_source_has_one() -> None:
    old = "eats: [meat]\nstatus: {is: alive, checked: 2020-01-01}"
    new = "eats: [meat]\nstatus: {is: alive, checked: 2026-01-01}"

    assert places(rules.stale, a_bank(wolf=old, fox=new)) == ["wolf.md:3"]
    assert places(rules.stale, a_bank(wolf="eats: [meat]")) == []


def test_l38_takes_a_year_for_its_last_day() -> None:
    bank = a_bank(wolf=sourced("2026-05-01", "weight: 40"), fox=sourced("2026"))

    assert places(rules.stale, bank) == ["wolf.md:5"]


def test_l38_looks_at_the_day_of_a_status() -> None:
    text = sourced("2026-11-20", more="status: {is: alive, checked: 2025-01-01}")

    assert places(rules.stale, a_bank(wolf=text)) == ["wolf.md:3"]


def test_l38_tells_of_facts_that_are_asked_and_have_no_source() -> None:
    bank = a_bank(wolf="does: howls\neats: [meat]")
    claim = Claim(note="wolf", field="eats", value="meat", truth=True, ground="true")

    generated = asked("a", kind="generated", claims=[claim], note="wolf")
    (flaw,) = flaws(rules.stale, collection([generated], bank))

    assert (flaw.path, flaw.line) == ("wolf.md", 3)
    assert "'eats'" in flaw.message
    assert "'does'" not in flaw.message


def test_l38_tells_of_a_key_whose_fact_is_gone() -> None:
    bank = a_bank(wolf=sourced("2026-11-20"))
    eats = Claim(note="wolf", field="eats", value="meat", truth=True, ground="true")

    there, gone = (
        asked("a", kind="generated", claims=[claim], note="wolf")
        for claim in (eats, replace(eats, field="home"))
    )

    assert flaws(rules.stale, collection([there], bank)) == []
    assert [flaw.question for flaw in flaws(rules.stale, collection([gone], bank))] == ["a"]


# L43


def test_l43_tells_what_a_guess_gets() -> None:
    two = ask("Which two?", ["one", "two"], "three", "four")
    of = collection([asked("a"), asked("b", distractors=("x", "y")), two])

    (flaw,) = flaws(rules.guess_floor, of)

    assert flaw.message.startswith("a guess gets 25.0% of 3 questions right")  # 1/4 + 1/3 + 1/6
    assert flaws(rules.guess_floor, collection([])) == []


# L45 and L46


def test_l45_tells_of_a_fact_that_is_asked_of_others_alone() -> None:
    bank = a_bank(wolf="eats: [meat]\nhome: sky", fox="eats: [fish]\nhome: sky")
    of_fox = asked("a", facts=["fox.eats"], note="fox")

    assert places(rules.not_asked, bank, of_fox) == ["wolf.md:2"]
    assert places(rules.not_asked, bank, of_fox, asked("b", facts=["wolf.eats"])) == []
    assert places(rules.not_asked, bank) == []


def test_l46_tells_of_a_note_with_few_questions() -> None:
    bank = a_bank(wolf="eats: [meat]")
    three = [asked(f"q{n}", note="wolf") for n in range(3)]
    sums = [asked(f"s~{n}", kind="calculated", facts=["wolf.s"], note="wolf") for n in range(3)]

    assert places(rules.too_few, bank, *three) == ["wolf.md:4"]
    assert places(rules.too_few, bank, *three[:2], *sums) == ["wolf.md:4"]
    assert places(rules.too_few, bank, *three, *sums) == []


# L47 and L48


@pytest.mark.parametrize(
    ("fox", "expected"),
    [
        ("unlike: {wolf: It howls.}", ([], [])),
        ("", (["wolf.md:2"], [])),
        ("overlaps: [wolf]", ([], ["wolf.md:2"])),
    ],
    ids=["both ways", "one way", "overlaps"],
)
def test_l47_and_l48_tell_of_notes_that_do_not_agree(
    fox: str, expected: tuple[list[str], list[str]]
) -> None:
    bank = a_bank(wolf="unlike: {fox: It barks.}", fox=fox)

    found = places(rules.one_sided, bank), places(rules.apart_and_overlapping, bank)

    assert found == expected


# All


def test_sound_bank_has_no_flaw() -> None:
    build = a_build("who-does", "what-it-does", **PACK)
    ids = [[question.id for question in build.questions(n)] for n in build.bank.notes.values()]

    of = of_build(build, shown=[page[:1] for page in ids])

    found = {rule.code: flaws(rule, of) for rule in (*rules.RULES, *rules.PAGE_RULES)}
    assert [code for code, some in found.items() if some] == ["L43", "L46"]
