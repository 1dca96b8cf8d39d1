"""Firefox, which keeps the storage of each file apart."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.browsers import find
from tests.browser.pages import question

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_suffix("").with_name("firefox.mjs")


def test_file_in_firefox(build: Callable[..., str]) -> None:
    done = subprocess.run(
        ["node", SCRIPT, find("firefox"), build(question("q.one"))],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)

    assert seen["complaints"] == []
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
