"""The exams of the site: what their notes state, and whether there is enough to draw from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scripts.exams import FIELDS, TOP, build_of, lines, supplies

if TYPE_CHECKING:
    from quizgen.build import Build
    from quizgen.mock import Supply


@cache
def site() -> Build:
    return build_of(TOP)


@cache
def found() -> dict[str, list[Supply]]:
    return supplies(site())


def test_there_is_enough_for_each_exam_of_real_length_without_a_repeat() -> None:
    short = [
        f"{exam} {one.part.key}: {one.drawn} of {one.needed}"
        for exam, parts in found().items()
        for one in parts
        if one.is_short
    ]

    assert short == []
    assert found().keys() == site().bank.vocabulary.values["exam"].keys()


def test_every_exam_has_a_note_and_domains_that_make_up_all_of_it() -> None:
    known = site().bank.vocabulary.values["exam"]
    guides = [note.statements[FIELDS.exam].keys[0] for note in site().bank.by_type("exam")]

    assert sorted(known) == sorted(guides)
    assert {key: sum(part.weight for part in one.parts.values()) for key, one in known.items()} == (
        dict.fromkeys(known, 100)
    )


def test_table_has_a_line_for_each_domain_and_says_where_one_is_short() -> None:
    one = found()["MLS-C01"][0]
    enough, short = one._replace(drawn=one.needed), one._replace(drawn=one.needed - 2)

    head, first, second, foot = lines({"MLS-C01": [enough, short]})

    assert head.split() == ["weight", "needed", "there", "apart", "drawn"]
    numbers = ["20", "13", str(one.there), str(one.apart)]
    assert first.split() == ["MLS-C01", "1", "Data", "Engineering", *numbers, "13"]
    assert second.split()[4:] == [*numbers, "11", "2", "short"]
    assert foot.startswith("apart: ")
