"""The picture of a cycle: where boxes stand, and that what is drawn is well-formed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from quizgen.cycle import BOX_HEIGHT, BOX_WIDTH, RIM, WIDTH, Box, arrow, boxes, drawing
from tests.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import Built

SVG = "{http://www.w3.org/2000/svg}"
TEMPI = ["Largo", "Andante", "Allegro", "Presto"]


def drawn(*titles: str) -> ET.Element:
    places = [(title, f"{number}.html?a&b") for number, title in enumerate(titles, 1)]
    svg = drawing(places, "tempi-0", "Tempi & more", "From <slow> to quick.")
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(svg)  # noqa: S314 - it was drawn here


def steps(count: int) -> list[tuple[int, int]]:
    """How far each box stands from the one before it: columns and rows."""
    found = boxes(count)
    return [
        (abs(one.column - other.column), abs(one.row - other.row)) for one, other in pairwise(found)
    ]


@pytest.mark.parametrize("count", range(3, 13))
def test_each_box_stands_alone_and_beside_the_one_before_it(count: int) -> None:
    assert len(set(boxes(count))) == count
    assert all(sum(step) == 1 for step in steps(count))


@pytest.mark.parametrize("count", range(3, 13))
def test_ring_closes_where_it_began(count: int) -> None:
    first, *_, last = boxes(count)

    assert first == Box(0, 0)
    assert last.column == 0 or last == Box(1, 1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (Box(0, 0), Box(1, 0), "M128 35H160m-5 -5l5 5l-5 5"),
        (Box(1, 0), Box(1, 1), "M223 68V96m-5 -5l5 5l5 -5"),
        (Box(1, 1), Box(0, 1), "M160 129H128m5 -5l-5 5l5 5"),
        (Box(0, 2), Box(0, 0), "M65 190V68m-5 5l5 -5l5 5"),
        (Box(1, 1), Box(0, 0), "M160 129H65V68m-5 5l5 -5l5 5"),
    ],
)
def test_arrow_goes_from_rim_to_rim(start: Box, end: Box, expected: str) -> None:
    assert expected == arrow(start, end)


def test_every_box_is_a_link_with_its_number_and_title() -> None:
    links = drawn("Business goal identification", "Use & <keep>", "End").findall(f"{SVG}a")

    assert [link.get("href") for link in links] == [f"{n}.html?a&b" for n in (1, 2, 3)]
    assert ["".join(link.itertext()) for link in links] == [
        "1 Business goal identification",
        "2 Use & <keep>",
        "3 End",
    ]


def test_picture_is_named_and_described_for_those_who_do_not_see_it() -> None:
    svg = drawn("A", "B", "C")
    texts = {part.get("id"): part.text for part in svg if part.get("id")}

    assert svg.get("role") == "group"
    assert texts[svg.get("aria-labelledby")] == "Tempi & more"
    assert texts[svg.get("aria-describedby")] == "From <slow> to quick."


def test_nothing_is_drawn_outside_the_picture() -> None:
    svg = drawn(*"ABCDEF")
    _, _, width, height = map(int, str(svg.get("viewBox")).split())

    assert width == WIDTH
    for box in svg.iter(f"{SVG}rect"):
        x, y = int(str(box.get("x"))), int(str(box.get("y")))
        assert RIM <= x <= width - BOX_WIDTH - RIM
        assert RIM <= y <= height - BOX_HEIGHT - RIM


def test_one_arrow_alone_is_the_way_back() -> None:
    classes = [path.get("class") for path in drawn(*"ABCD").iter(f"{SVG}path")]

    assert classes == ["cycle-on", "cycle-on", "cycle-on", "cycle-back"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site("test-orchestra", tmp_path_factory.mktemp("cycle"))


def listed(built: Built, path: str) -> list[str]:
    page = re.sub(r"<svg.+?</svg>", "", built.read(path), flags=re.DOTALL)
    start = page.index("One after the other")
    places = {title: page.find(title, start) for title in TEMPI}
    assert -1 not in places.values()
    return sorted(places, key=places.__getitem__)


@pytest.mark.parametrize(
    ("builder", "path", "has_picture"),
    [
        ("html", "overview/tables.html", True),
        ("dirhtml", "overview/tables/index.html", True),
        ("singlehtml", "index.html", True),
        ("epub", "overview/tables.xhtml", False),
        ("text", "overview/tables.txt", False),
        ("latex", "orchestranotes.tex", False),
        ("xml", "overview/tables.xml", False),
    ],
)
def test_list_stands_in_every_builder_and_the_picture_on_pages(
    site: Site, builder: str, path: str, *, has_picture: bool
) -> None:
    built = site.build(builder)

    assert built.warnings == ""
    assert listed(built, path) == TEMPI
    assert ('<svg class="cycle"' in built.read(path)) == has_picture


def test_two_notes_make_no_ring(tmp_path: Path) -> None:
    two = Site("test-orchestra", tmp_path)
    for name in ("andante", "allegro"):
        (path,) = two.docs.rglob(f"{name}.md")
        path.unlink()
    page = two.build("html").read("overview/tables.html")

    assert "One after the other" in page
    assert "<svg" not in page[page.index("One after the other") :]
