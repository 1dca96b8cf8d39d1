"""Firefox, which keeps the storage of each file apart."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.browsers import find
from tests.browser.pages import question
from tests.browser.practice_pages import exam_planets, planets, write_player

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_suffix("").with_name("firefox.mjs")


def seen_by(script: Path, address: str) -> dict[str, Any]:
    """Run a script in Firefox; give what it saw."""
    done = subprocess.run(
        ["node", script, find("firefox"), address],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    assert seen["complaints"] == []
    return seen


def test_practice_from_a_file_in_firefox(tmp_path: Path) -> None:
    address = write_player(tmp_path / "practice.html", planets())
    seen = seen_by(SCRIPT.with_name("practice.mjs"), address)

    answered, back = seen["answered"], seen["back"]
    assert len(answered["marks"]) == 3
    assert seen["reloaded"] == answered
    assert (back["item"], back["told"]) == ("", "")
    assert back["numbers"][2:] == ["2", "2"]  # asked so far, and not yet
    assert len(json.loads(seen["file"])["entries"]) == 2

    assert seen["deleted"]["told"] == "Everything is deleted."
    assert seen["deleted"]["numbers"] == ["0", "0", "0", "4"]
    assert seen["imported"] == {**back, "told": "New answers: 2."}
    assert seen["again"] == {**back, "told": "New answers: 0."}


def test_mock_exam_from_a_file_in_firefox(tmp_path: Path) -> None:
    address = write_player(tmp_path / "exam.html", exam_planets(), player="exam")
    seen = seen_by(SCRIPT.with_name("exam.mjs"), address)

    asked, result = seen["asked"], seen["result"]
    assert (asked["at"], len(asked["chosen"]), asked["marks"]) == ("2", 1, 0)
    assert asked["sheet"][0] == "1 open"
    assert asked["sheet"][1].endswith("flagged")
    assert seen["back"] == asked
    assert sum(map(int, result["numbers"][2:])) + int(result["numbers"][0].split()[0]) == 3
    assert seen["again"] == result
    assert (seen["history"]["at"], seen["history"]["history"]) == ("", 1)
    assert seen["same"]["item"] == asked["item"]


def test_file_in_firefox(build: Callable[..., str]) -> None:
    seen = seen_by(SCRIPT, build(question("q.one")))

    moved, checked, reloaded = seen["moved"], seen["checked"], seen["reloaded"]
    assert moved["chosen"] == ["venus"]
    assert (moved["marks"], moved["told"]) == ([], "")
    assert seen["left"]["chosen"] == []

    assert checked["marks"] == ["✓ Correct", "✗ Not correct", "✗ Not correct"]
    assert checked["reasons"][2] == "Because of what is known of Earth."
    assert checked["told"].startswith("Not correct.")

    expected = {**checked, "told": "", "reminded": checked["told"]}
    assert reloaded == expected
    assert seen["again"] == expected
