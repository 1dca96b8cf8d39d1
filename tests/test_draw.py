"""What mock exams are drawn by: quotas, no fact twice, and always the same for the same seed."""

from __future__ import annotations

import copy
import json
import string
import struct
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.practice_pages import asked, bank, noted
from tests.scripts import Scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCRIPTS = ("quizgen-show.js", "quizgen-draw.js")
DRAW = """
  const bank = new QuizBank(data.bank);
  const [exam] = bank.data.exams;
  const { picks, parts, mark } = quizgenDraw.draw(bank, exam, exam.lengths[0], data.seed);
  return { picks: picks.map(({ question, part }) => [question.id, part]), parts, mark };
"""
MASK = 0xFFFFFFFF
Drawn = dict[str, Any]


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts(*SCRIPTS) as loaded:
        yield loaded


def exam_bank(
    shares: dict[str, int], *notes: tuple[Iterable[str], list[dict[str, Any]]]
) -> dict[str, Any]:
    """Make a bank with an exam; a note has the parts that it serves as letters, and questions."""
    made = [
        noted(f"n{place}", *questions, groups={"exams": {"A-1": [f"{part}.1" for part in parts]}})
        for place, (parts, questions) in enumerate(notes)
    ]
    value = {
        "key": "A-1",
        "label": "A-1",
        "codes": [[f"{part}.1", "Task"] for part in shares],
        "parts": [[part, f"Part {part}", 1] for part in shares],
    }
    length = {"name": "whole", "questions": sum(shares.values()), "shares": [*shares.values()]}
    return bank(
        *made,
        fields=[{"name": "exams", "label": "Exams", "values": [value]}],
        exams=[{"field": "exams", "key": "A-1", "note": "n0", "lengths": [length]}],
    )


def question(id_: str, *facts: str, **more: object) -> dict[str, Any]:
    return asked(id_, facts=list(facts or (id_,)), **more)


def draw(scripts: Scripts, data: dict[str, Any], seed: str = "s1") -> Drawn:
    drawn: Drawn = scripts.run(DRAW, {"bank": data, "seed": seed})
    return drawn


def ids(drawn: Drawn) -> list[str]:
    return [id_ for id_, _ in drawn["picks"]]


def claims(data: dict[str, Any], drawn: Drawn) -> list[str]:
    """Name the facts and the calculated items of what was drawn."""
    known = {one["id"]: one for note in data["notes"] for one in note["questions"]}
    found = [known[id_] for id_ in ids(drawn)]
    items = [f"item {one['item']}" for one in found if "item" in one]
    return [*items, *(fact for one in found for fact in one["facts"])]


def large() -> dict[str, Any]:
    notes = [
        (
            "ab"[n % 2],
            [question(f"n{n}.q{k}", kind=("written", "generated")[k % 2]) for k in range(4)],
        )
        for n in range(20)
    ]
    return exam_bank({"a": 6, "b": 4}, *notes)


#: Few facts, so that questions collide; some are variants of one item.
QUESTIONS = st.builds(
    lambda facts, item, kind: {"facts": sorted(facts), "item": item, "kind": kind},
    st.sets(st.sampled_from("fghijk"), min_size=1, max_size=2),
    st.sampled_from([None, None, "x", "y"]),
    st.sampled_from(["written", "generated", "calculated"]),
)
NOTES = st.lists(
    st.tuples(st.sets(st.sampled_from("abc")).map(sorted), st.lists(QUESTIONS, max_size=4)),
    max_size=6,
)
SEEDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)


def built(notes: list[Any], shares: dict[str, int]) -> dict[str, Any]:
    made = []
    for place, (parts, questions) in enumerate(notes):
        own = []
        for number, one in enumerate(questions):
            item = f"n{place}.{one['item']}" if one["item"] else None
            id_ = f"{item}~{number}" if item else f"n{place}.q{number}"
            more = {"item": item} if item else {}
            own.append(question(id_, *one["facts"], kind=one["kind"], **more))
        made.append((parts, own))
    return exam_bank(shares, *made)


@settings(max_examples=200, deadline=None)
@given(notes=NOTES, needed=st.tuples(*[st.integers(0, 3)] * 3), seed=SEEDS)
def test_laws_of_drawing(
    scripts: Scripts, notes: list[Any], needed: tuple[int, ...], seed: str
) -> None:
    data = built(notes, dict(zip("abc", needed, strict=True)))
    served = {
        q["id"]: parts
        for note, (parts, _) in zip(data["notes"], notes, strict=True)
        for q in note["questions"]
    }

    drawn = draw(scripts, data, seed)

    assert len(claims(data, drawn)) == len(set(claims(data, drawn)))
    assert len(ids(drawn)) == len(set(ids(drawn)))
    assert all(part in served[id_] for id_, part in drawn["picks"])
    for filled in drawn["parts"]:
        own = [id_ for id_, part in drawn["picks"] if part == filled["part"]]
        assert len(own) == filled["drawn"] <= filled["needed"]
    for part, wanted in zip("abc", needed, strict=True):
        free = [
            q
            for note, (parts, _) in zip(data["notes"], notes, strict=True)
            if part in parts
            for q in note["questions"]
            if not {*q["facts"], f"item {q.get('item')}"} & set(claims(data, drawn))
        ]
        got = next(one["drawn"] for one in drawn["parts"] if one["part"] == part)
        assert got == wanted or not free
    assert drawn == draw(scripts, data, seed)


def test_quotas_are_met_and_make_up_the_whole(scripts: Scripts) -> None:
    drawn = draw(scripts, large())

    assert drawn["parts"] == [
        {"part": "a", "needed": 6, "drawn": 6},
        {"part": "b", "needed": 4, "drawn": 4},
    ]
    assert len(drawn["picks"]) == 10


def test_same_seed_gives_the_same_set_in_the_same_order(scripts: Scripts) -> None:
    with Scripts(*SCRIPTS) as others:
        assert draw(scripts, large()) == draw(others, large())


def test_set_does_not_hang_on_the_order_of_the_bank(scripts: Scripts) -> None:
    data = large()
    turned = copy.deepcopy(data)
    turned["notes"].reverse()
    for note in turned["notes"]:
        note["questions"].reverse()

    assert draw(scripts, data) == draw(scripts, turned)


def test_other_seeds_give_other_sets(scripts: Scripts) -> None:
    drawn = [draw(scripts, large(), f"{seed}") for seed in range(50)]

    assert len({tuple(sorted(ids(one))) for one in drawn}) == 50
    assert len({one["mark"] for one in drawn}) == 50
    assert len({id_ for one in drawn for id_ in ids(one)}) == 40  # each that authors wrote


def test_every_question_has_the_same_chance(scripts: Scripts) -> None:
    data = exam_bank({"a": 5}, *[("a", [question(f"n{n}.q")]) for n in range(20)])
    drawn = [id_ for seed in range(400) for id_ in ids(draw(scripts, data, f"{seed}"))]

    counted = [drawn.count(f"n{n}.q") for n in range(20)]
    assert sum(counted) == 2000
    # 100 each, with a standard deviation of 8.7; four of them happen once in 16,000 times.
    assert 65 <= min(counted) <= max(counted) <= 135


def test_mark_tells_a_changed_bank(scripts: Scripts) -> None:
    data = large()
    before = draw(scripts, data)
    chosen = ids(before)[0]
    changed, beside = copy.deepcopy(data), copy.deepcopy(data)
    for one in (q for note in changed["notes"] for q in note["questions"]):
        one["rev"] = "3c4d" if one["id"] == chosen else one["rev"]
    for one in (q for note in beside["notes"] for q in note["questions"]):
        one["rev"] = one["rev"] if one["id"] in ids(before) else "3c4d"

    assert draw(scripts, changed)["mark"] != before["mark"]
    assert draw(scripts, beside)["mark"] == before["mark"]  # it is the same set


def test_one_variant_of_a_calculated_item(scripts: Scripts) -> None:
    variants = [question(f"n0.x~{n}", "n0.x", item="n0.x") for n in range(10)]
    data = exam_bank({"a": 3}, ("a", variants))
    drawn = [draw(scripts, data, f"{seed}") for seed in range(60)]

    assert {len(one["picks"]) for one in drawn} == {1}
    assert {ids(one)[0] for one in drawn} == {one["id"] for one in variants}


def test_item_with_many_variants_is_not_drawn_more_often(scripts: Scripts) -> None:
    variants = [question(f"n0.x~{n}", "n0.x", item="n0.x") for n in range(30)]
    others = [(("a"), [question(f"n{n}.q")]) for n in range(1, 4)]
    data = exam_bank({"a": 1}, ("a", variants), *others)
    drawn = [ids(draw(scripts, data, f"{seed}"))[0] for seed in range(400)]

    assert 60 <= sum(one.startswith("n0.") for one in drawn) <= 140  # 100, give or take 8.7


def test_what_authors_wrote_comes_first_and_one_of_each_note(scripts: Scripts) -> None:
    notes = [
        ("a", [question(f"n{n}.w{k}") for k in range(3)] + [question(f"n{n}.g", kind="generated")])
        for n in range(3)
    ]
    three, ten = (draw(scripts, exam_bank({"a": needed}, *notes)) for needed in (3, 10))

    assert sorted(one.partition(".")[0] for one in ids(three)) == ["n0", "n1", "n2"]
    assert not [one for one in ids(three) if one.endswith("g")]
    assert len([one for one in ids(ten) if one.endswith("g")]) == 1


def test_all_that_authors_wrote_comes_before_what_is_made(scripts: Scripts) -> None:
    made = question("n0.g", kind="generated")
    notes = [("a", [question("n0.w"), made]), ("a", [question(f"n1.w{n}") for n in range(3)])]

    drawn = {
        one for seed in "12345" for one in ids(draw(scripts, exam_bank({"a": 4}, *notes), seed))
    }

    assert drawn == {"n0.w", "n1.w0", "n1.w1", "n1.w2"}


def test_one_of_each_note_comes_before_a_second_of_any(scripts: Scripts) -> None:
    counts = {"n0": 1, "n1": 6}
    notes = [("a", [question(f"{name}.q{n}") for n in range(of)]) for name, of in counts.items()]

    drawn = [ids(draw(scripts, exam_bank({"a": 2}, *notes), seed)) for seed in "12345"]

    assert [{one[:2] for one in found} for found in drawn] == [{"n0", "n1"}] * 5


def test_seed_decides_the_order_of_what_is_asked(scripts: Scripts) -> None:
    data = exam_bank({"a": 6}, *[("a", [question(f"n{n}.q")]) for n in range(6)])

    drawn = [ids(draw(scripts, data, seed)) for seed in "12345"]

    assert {tuple(sorted(one)) for one in drawn} == {tuple(f"n{n}.q" for n in range(6))}
    assert len({tuple(one) for one in drawn}) > 1


@pytest.mark.parametrize("seed", [f"{seed}" for seed in range(20)])
def test_part_makes_room_for_a_part_with_less_to_choose_from(scripts: Scripts, seed: str) -> None:
    data = exam_bank(
        {"a": 2, "b": 2},
        ("a", [question("n0.one", "f"), question("n0.two"), question("n0.three", "g")]),
        ("b", [question("n1.one", "f"), question("n1.two", "g")]),
        ("a", [question("n2.one")]),
    )

    assert [one["drawn"] for one in draw(scripts, data, seed)["parts"]] == [2, 2]


def test_too_few_are_counted(scripts: Scripts) -> None:
    data = exam_bank({"a": 3, "b": 2}, ("a", [question("n0.one", "f"), question("n0.two", "f")]))

    drawn = draw(scripts, data)

    assert [(one["needed"], one["drawn"]) for one in drawn["parts"]] == [(3, 1), (2, 0)]


def test_part_with_a_dot_in_its_key(scripts: Scripts) -> None:
    data = exam_bank(
        {"1": 1, "1.2": 1}, (["1.2"], [question("n0.one")]), (["1"], [question("n1.one")])
    )
    data["fields"][0]["values"][0]["codes"] = [["1.1", "Task"], ["1.2.1", "Task"]]

    assert json.loads(json.dumps(draw(scripts, data)["parts"]))[1]["drawn"] == 1


# The hash


def murmur(data: bytes) -> int:
    """MurmurHash3 for 32 bits, as Austin Appleby published it, of whole words."""
    found = 0
    for (word,) in struct.iter_unpack("<I", data):
        part = word * 0xCC9E2D51 & MASK
        part = (part << 15 | part >> 17) & MASK
        found ^= part * 0x1B873593 & MASK
        found = (found << 13 | found >> 19) & MASK
        found = (found * 5 + 0xE6546B64) & MASK
    found ^= len(data)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        found = (found ^ found >> shift) * factor & MASK
    return found ^ found >> 16


def test_reference_agrees_with_what_is_published() -> None:
    assert (murmur(b""), murmur(b"test"), murmur(b"\0" * 4)) == (0, 0xBA6BD213, 0x2362F9DE)


@given(text=st.text(max_size=20))
def test_hash_is_the_same_in_every_browser(scripts: Scripts, text: str) -> None:
    units = struct.iter_unpack("<H", text.encode("utf-16-le", "surrogatepass"))
    words = b"".join(struct.pack("<I", unit) for (unit,) in units)

    assert scripts.run("return quizgenDraw.mixed(data);", text) == murmur(words)
