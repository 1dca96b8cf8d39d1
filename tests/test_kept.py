"""What is kept from build to build is used again, and does no harm where it is broken or old."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import jinja2
import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from quizgen.domain import Packed, PackedItems
from tests.sites import Built, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quizgen.practice_bank import Part

EVERYTHING: dict[str, Any] = {"quizgen_report": "bank", "quizgen_lint": {"*": "info"}}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site("test-orchestra", tmp_path)


def edit_text(site: Site) -> None:
    site.edit("docs/tempi/presto.md", "As fast", "Quite as fast")


def edit_fact(site: Site) -> None:
    site.edit("docs/instruments/tuba.md", "with valves", "on four valves")


def assert_clean(site: Site, built: Built) -> None:
    assert site.clean(**EVERYTHING).files == built.files


def test_items_of_a_note_are_unpacked_when_one_is_asked_for(site: Site) -> None:
    domain = site.build().domain
    note = domain.notes["instruments/violin"]
    unpacked = Packed.of(note, domain.vocabulary).unpack()

    assert isinstance(unpacked.items, PackedItems)
    assert "_items" not in vars(unpacked.items)
    assert list(unpacked.items) == list(note.items) != []
    assert "_items" in vars(unpacked.items)
    assert (unpacked.items[0], unpacked.digest) == (note.items[0], note.digest)


def test_text_edit_chooses_no_question_anew(site: Site) -> None:
    before = site.build(**EVERYTHING)
    edit_text(site)
    with patch("quizgen.domain.choose_questions") as chosen:
        after = site.build(**EVERYTHING)

    assert not chosen.called
    assert after.shown == before.shown
    assert_clean(site, after)


def test_rows_of_the_report_are_made_again_for_the_edited_note_alone(site: Site) -> None:
    site.build(**EVERYTHING)
    edit_fact(site)
    made: list[str] = []
    render = jinja2.Template.render

    def count(self: jinja2.Template, *given: Any, **named: Any) -> str:  # noqa: ANN401
        if self.name == "report_note.html":
            made.append(named["note"].name)
        return render(self, *given, **named)

    with patch.object(jinja2.Template, "render", count):
        after = site.build(**EVERYTHING)

    assert "tuba" in made
    assert {"violin", "largo"}.isdisjoint(made)
    assert_clean(site, after)


@pytest.mark.parametrize("content", [b"", b"no rows", b"\x80\x05K\x01."])
def test_rows_that_cannot_be_read_are_made_again(site: Site, content: bytes) -> None:
    site.build(**EVERYTHING)
    (rows,) = (site.folder / "kept").rglob("quizgen-html.rows")
    rows.write_bytes(content)
    edit_fact(site)

    assert_clean(site, site.build(**EVERYTHING))


def test_templates_of_pages_are_compiled_once(site: Site) -> None:
    site.build()
    edit_text(site)
    compiled: list[str | None] = []
    compile_ = jinja2.Environment.compile

    def count(self: jinja2.Environment, source: Any, name: Any = None, *more: Any) -> Any:  # noqa: ANN401
        compiled.append(name)
        return compile_(self, source, name, *more)

    with patch.object(jinja2.Environment, "compile", count):
        site.build()

    assert not {"page.html", "layout.html"} & {*compiled}


def test_garbage_is_left_alone_while_little_is_built_and_not_after(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    edit_text(site)
    collects: list[bool] = []
    write_doc = StandaloneHTMLBuilder.write_doc

    def look(self: StandaloneHTMLBuilder, *given: Any) -> None:  # noqa: ANN401
        collects.append(gc.isenabled())
        write_doc(self, *given)

    def fail(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(StandaloneHTMLBuilder, "write_doc", look)
    site.build()
    assert (collects, gc.isenabled(), gc.get_freeze_count()) == ([False], True, 0)

    edit_fact(site)
    monkeypatch.setattr(StandaloneHTMLBuilder, "write_doc", fail)
    with pytest.raises(OSError, match="no room"):
        site.build()
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)


def test_a_script_that_was_cut_off_is_written_again(site: Site) -> None:
    page = "# Practice\n\n```{quiz-practice}\n```\n"
    site.write("docs/practice.md", page)
    before = site.build()

    def cut_off(_build: object, parts: list[Part], _site: object) -> Iterator[bytes]:
        yield parts[0].bank_line
        raise OSError("no room")

    edit_fact(site)
    with (
        patch("quizgen.practice.bank_script", cut_off),
        pytest.raises(ExtensionError, match="no room"),
    ):
        site.build()
    site.edit("docs/instruments/tuba.md", "on four valves", "with valves")

    assert (before.out / "bank.js").read_bytes() != before.files["bank.js"]
    assert site.build().files == before.files


def test_a_script_that_grew_shorter_ends_where_it_ends(site: Site) -> None:
    site.write("docs/practice.md", "# Practice\n\n```{quiz-practice}\n```\n")
    before = site.build()
    site.remove("docs/instruments/tuba.md")
    after = site.build()

    assert len(after.files["bank.js"]) < len(before.files["bank.js"])
    assert after.files["bank.js"] == site.clean().files["bank.js"]


def test_reports_are_made_where_something_asks_for_them(site: Site) -> None:
    def reports(built: Built) -> list[bytes]:
        return [one.report for one in built.domain.data["kept"].values()]

    assert {*reports(site.build())} <= {b""}
    edit_fact(site)
    built = site.build(quizgen_report="bank")

    assert all(reports(built))
    assert built.files == site.clean(quizgen_report="bank").files


def test_pools_follow_a_field_that_became_a_group(site: Site) -> None:
    site.build()
    rules = "docs/vocabulary.yaml"
    site.edit(rules, "    number: cm\n    one: true\n", "    number: cm\n    group: true\n")
    before = site.build()
    site.edit("docs/instruments/violin.md", "length: 36", "length: 550")  # as long as the tuba
    after = site.build()

    assert "tuba" not in dict(before.domain.pools["violin"])
    assert "tuba" in dict(after.domain.pools["violin"])
    assert after.domain.pools == site.clean().domain.pools
