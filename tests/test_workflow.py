"""Hosts build the site by commands of the Makefile."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

TOP = Path(__file__).parents[1]
MAKEFILE = (TOP / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE))


@pytest.mark.parametrize("name", [".github/workflows/site.yml", ".readthedocs.yaml", ".ci/run"])
def test_every_command_that_a_host_calls_is_there(name: str) -> None:
    text = (TOP / name).read_text(encoding="utf-8")
    called = re.findall(r"^ *(?:- )?(?:run: )?make ((?:[a-z-]+ ?)+)", text, flags=re.MULTILINE)
    names = {one for line in called for one in line.split() if not one.startswith("-")}

    assert names
    assert names <= TARGETS


def test_release_is_made_of_what_is_there() -> None:
    (needed,) = re.findall(r"^release: (.*?) ##", MAKEFILE, flags=re.MULTILINE)

    assert {"offline", "exports", "epub", "pdf", "wheel"} == set(needed.split()) & TARGETS


def test_nothing_is_published_before_the_checks_pass() -> None:
    path = TOP / ".github/workflows/site.yml"
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]

    needed = {name: job["needs"] for name, job in jobs.items() if "needs" in job}
    assert needed == {"publish": ["check", "build"], "release": ["check", "build"]}
