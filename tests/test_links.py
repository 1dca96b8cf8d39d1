"""Addresses outside the site are asked for, also those in front matter."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING

import pytest

from tests.support import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = """---
title: Oboe
type: instrument
family: woodwind
does: gives the note to which all others tune
sources: {{default: "{top}/there", more: "{top}/gone"}}
items:
  - id: reed
    stem: What is a reed made of? [Hint]({top}/hint)
    key: Cane
    distractors: [{{Wood: "It is too stiff."}}, {{Bone: "It does not bend."}}]
    rationale: See [here]({top}/lost).
---

A [maker]({top}/there) tells.
"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/there" else 404)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the name of the method that is asked for

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def top() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_that_does_not_answer_is_told_wherever_it_stands(
    top: str, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {"docs/oboe.md": NOTE.format(top=top)}
    result = build(tmp_path, files, "linkcheck", quizgen_show=1)

    told = {warning.partition("broken link: ")[2].partition(" ")[0] for warning in result.warnings}
    assert told == {f"{top}/{name}" for name in ("gone", "hint", "lost")}
    assert all(warning.startswith("oboe.md") for warning in result.warnings)
