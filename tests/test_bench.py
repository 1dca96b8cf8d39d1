"""The benchmark builds both of its sites, and measures what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.run import REPORT, TOP, compared, measure, write_sites

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_both_sites_are_built_and_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, ours, reported = measure(write_sites(tmp_path, 9, show=4), 9, 1, 1)

    edits = {"everything", "nothing", "text"}
    assert set(plain.costs) == edits
    assert set(ours.costs) == set(reported.costs) == edits | {"fact"}
    assert all(
        cost.processors > 0 for one in (plain, ours, reported) for cost in one.costs.values()
    )
    assert (tmp_path / "report/_build/html/bank.html").is_file()
    assert not (tmp_path / "ours/_build/html/bank.html").exists()
    page = (tmp_path / "ours/_build/html/practice.html").read_text(encoding="utf-8")
    assert "bank.js" in page
    assert capsys.readouterr().err == ""


def test_the_report_is_built_as_authors_build_it() -> None:
    recipes = (TOP / "Makefile").read_text(encoding="utf-8")
    recipe = recipes.partition("\nreport:")[2].partition("\n\n")[0]
    assert f"html,{' '.join(REPORT)})" in recipe


def test_what_is_beyond_its_limit_is_marked() -> None:
    assert compared(2.0, 3.0, 1.5).split() == ["2.00", "3.00", "1.50"]
    assert compared(2.0, 3.2, 1.5).split() == ["2.00", "3.20", "1.60!"]
    assert compared(None, 3.2, 1.5).split() == ["3.20"]
