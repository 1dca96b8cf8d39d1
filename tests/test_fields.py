"""The page that tells authors what they may state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support import ORCHESTRA, build

if TYPE_CHECKING:
    from pathlib import Path

PAGE: dict[str, str | bytes] = {"docs/index.md": "# Fields\n\n```{quiz-fields}\n```\n"}


def text_of(folder: Path, vocabulary: str) -> str:
    result = build(folder, PAGE | {"docs/vocabulary.yaml": vocabulary}, "text")
    assert result.warnings == []
    return " ".join((result.out / "index.txt").read_text(encoding="utf-8").split())


def test_page_names_every_field_and_value_of_the_vocabulary(tmp_path: Path) -> None:
    told = text_of(tmp_path, ORCHESTRA)

    assert re.findall('"([^"]+)"', told) == [
        *("instrument", "does", "family", "winds", "woodwind", "brass", "strings"),
        *("reads", "treble", "bass", "c-clef", "alto", "strings", "place", "leader"),
        *("exams", "grade-1", "player", "plays", "motto"),
    ]
    assert re.findall(r'"(\w+)" \*needed\*', told) == ["does"]


def test_page_follows_the_vocabulary(tmp_path: Path) -> None:
    text_of(tmp_path, ORCHESTRA)

    told = text_of(tmp_path, ORCHESTRA.replace("    brass: ", "    horns: "))

    assert "horns" in told
    assert "brass" not in told
