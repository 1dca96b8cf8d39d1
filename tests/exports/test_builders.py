"""The builders that write exports, on a site."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

from quizgen import exporting
from quizgen.exports.formats import FORMATS
from tests.sites import Site

if TYPE_CHECKING:
    from tests.sites import Built


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site("test-orchestra", tmp_path_factory.mktemp("exports"))


@pytest.fixture(scope="module")
def whole(site: Site) -> Built:
    return site.clean("exports", doctrees="doctrees")


def test_there_is_a_builder_for_each_format() -> None:
    assert tuple(FORMATS) == exporting.FORMATS


def test_all_formats_are_written_beside_the_bank(whole: Built) -> None:
    names = {one.file for one in FORMATS.values()} | {"bank.json", "bank.schema.json", "losses.md"}

    assert (whole.warnings, set(whole.files)) == ("", names)
    bank, schema = (json.loads(whole.read(name)) for name in ("bank.json", "bank.schema.json"))
    jsonschema.validate(bank, schema)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_one_format_is_the_same_alone(site: Site, whole: Built, name: str) -> None:
    built = site.clean(name, doctrees="doctrees")

    assert built.files == {FORMATS[name].file: whole.files[FORMATS[name].file]}


def test_every_question_of_the_bank_goes_out(whole: Built) -> None:
    ids = [question["id"] for question in json.loads(whole.read("bank.json"))["questions"]]

    assert len(ids) == len(whole.bank) > 0
    out = re.findall(r"<idnumber>(.*?)</idnumber>", whole.read("moodle.xml"))
    assert sorted(out) == sorted(ids)


def test_again_and_with_two_jobs_it_is_the_same(site: Site, whole: Built) -> None:
    again = site.clean("exports", kept="again", jobs=2)

    assert again.files == whole.files


def test_what_is_there_as_it_is_keeps_its_time(site: Site) -> None:
    first, second = (site.build("exports", kept="twice") for _ in range(2))

    assert second.times == first.times


def test_site_says_what_becomes_a_tag_and_where_it_is_hosted(site: Site) -> None:
    built = site.clean("gift", quizgen_groups=["status"], html_baseurl="https://example.org/notes/")

    assert "[tag:family::" not in built.read("gift.txt")
    assert r"https\://example.org/notes/" in built.read("gift.txt")
