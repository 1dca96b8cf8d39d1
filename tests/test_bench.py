"""The benchmark builds both of its sites, and measures what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.run import LIVE, TOP, compared, measure, write_sites

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_both_sites_are_built_and_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, ours, live = measure(write_sites(tmp_path, 9, show=4), 9, 1, 1)

    edits = {"everything", "nothing", "text"}
    assert set(plain.costs) == edits
    assert set(ours.costs) == set(live.costs) == edits | {"fact"}
    assert all(cost.processors > 0 for one in (plain, ours, live) for cost in one.costs.values())
    assert (tmp_path / "ours/_build/html/bank.html").is_file()
    assert not (tmp_path / "live/_build/html/bank.html").exists()
    page = (tmp_path / "ours/_build/html/practice.html").read_text(encoding="utf-8")
    assert "bank.js" in page
    assert capsys.readouterr().err == ""


def test_what_authors_wait_for_is_built_as_they_build_it() -> None:
    recipe = (TOP / "Makefile").read_text(encoding="utf-8")
    assert f"\nLIVE = {' '.join(LIVE)}\n" in recipe
    assert "$(LIVE)" in recipe.partition("\nlive:")[2].partition("\n\n")[0]


def test_what_is_beyond_its_limit_is_marked() -> None:
    assert compared(2.0, 3.0, 1.5).split() == ["2.00", "3.00", "1.50"]
    assert compared(2.0, 3.2, 1.5).split() == ["2.00", "3.20", "1.60!"]
    assert compared(None, 3.2, 1.5).split() == ["3.20"]
