"""Measure what exports cost: each format of 2,000 questions and of 20,000, in time and memory.

Each is written in a process of its own, so that the memory of one does not count for another.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

from quizgen.exports.cards import Card, Choice
from quizgen.exports.formats import FORMATS, Setting

SIZES = (2_000, 20_000)
SETTING = Setting(site="bench", title="Bench", language="en", changed=1_790_000_000)


def cards(count: int) -> list[Card]:
    """Make questions of the length that ours have."""
    words = "Which of the services `keeps` what arrives, so that a **reader** can go back in it?"
    return [
        Card(
            id=f"note-{number // 10}.item-{number}",
            revision="0a1b2c3d4e",
            stem=f"{words} The number is {number}, {words}",
            choices=tuple(
                Choice(
                    id=f"option-{place}",
                    text=f"Option {place} of {number}",
                    is_key=place == number % 4,
                    reason=words,
                    page=f"https://example.org/notes/{place}.html",
                    page_title=f"Note {place}",
                )
                for place in range(4)
            ),
            rationale=words,
            solution=(),
            source="https://example.org/source",
            page=f"https://example.org/notes/{number // 10}.html",
            page_title=f"Note {number // 10}",
            place=("Notes", f"Group {number // 200}"),
            tags=("type::note", f"group::{number // 200}"),
        )
        for number in range(count)
    ]


def measure(name: str, count: int) -> dict[str, float]:
    """Write one format in this process."""
    made = cards(count)
    before, start = peak(), time.process_time()
    size = len(FORMATS[name].write(made, SETTING))
    return {"s": time.process_time() - start, "MiB": peak() - before, "size": size / 2**20}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table, or measure what a parent process asks for."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
        return
    few, many = (f"{size:,}" for size in SIZES)
    print(f"| export | {few}: s | {many}: s | times | {many}: MiB more | {many}: file, MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in FORMATS:
        small, large = (
            json.loads(
                subprocess.run(
                    [sys.executable, "-m", "bench.exports", name, str(size)],
                    check=True,
                    capture_output=True,
                    encoding="utf-8",
                ).stdout
            )
            for size in SIZES
        )
        times = large["s"] / small["s"]
        print(
            f"| {name} | {small['s']:.2f} | {large['s']:.2f} | {times:.1f} "
            f"| {large['MiB']:.0f} | {large['size']:.1f} |"
        )


if __name__ == "__main__":
    main()
