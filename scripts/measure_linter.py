"""Measure the linter on items that people judged, and write tests/lint/annotated.yaml anew.

The items are those of BenchMarker (Balepur et al. 2026, doi:10.18653/v1/2026.acl-long.719), file
judge_experiments/validation_data/writing_flaws_judge.jsonl of github.com/nbalepur/BenchMarker.
They come without a licence file, so that they are not kept here: give the path of your copy.

    .venv/bin/python -m scripts.measure_linter writing_flaws_judge.jsonl
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import yaml

from quizgen.lint.run import RULES
from quizgen.lint.specimen import Context, Specimen
from quizgen.markup import to_text
from quizgen.questions import Option, Question

TARGET = Path(__file__).parents[1] / "tests" / "lint" / "annotated.yaml"
#: Their exams in five subjects; the other half of the data is of benchmarks, not of exams.
EXAMS = "human_"
#: Their criteria → the rules of ours that say the same; with a severity, that part of a rule.
CRITERIA = {
    "no_none_of_the_above": ("L21",),
    "no_all_of_the_above": ("L20",),
    "no_fill_in_blank": ("L32",),
    "ordered_options": ("L07",),
    "equal_length_options": ("L10", "L11", "L13"),
    "avoid_negatives": ("L22",),
    # The warnings of L23 are about negative options.
    "avoid_k_type": ("L23 error",),
    "no_absolute_terms": ("L24",),
    "no_vague_terms": ("L25",),
    "avoid_repetition": ("L15",),
    "grammatical_consistency": ("L17", "L18"),
    "focused_stem": ("L29",),
    "no_extraneous_info": ("L31",),
    "no_convergence_cues": ("L19",),
    "no_logical_cues": ("L35",),
}


def asked(row: dict[str, object]) -> Question:
    place = ord(str(row["answer"])) - ord("A")
    choices: list[str] = row["choices"]  # type: ignore[assignment]
    options = tuple(
        Option(id=str(n), text=str(text), is_key=n == place, reason="", ground="written")
        for n, text in enumerate(choices)
    )
    return Question(
        id="item",
        note="",
        kind="written",
        path="",
        line=1,
        model="",
        stem=str(row["question"]),
        options=options,
        rationale="",
        solution=(),
        facts=(),
        revision="",
    )


def codes(question: Question) -> set[str]:
    specimen = Specimen(question, Context(language="en", plain=to_text))
    found = set()
    for rule in RULES:
        for flaw in rule.flaws(specimen):
            severity = flaw.severity or rule.severity
            if severity != "info":
                found |= {rule.code, f"{rule.code} {severity}"}
    return found


def measure(path: Path) -> dict[str, dict[str, int]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    judged: dict[tuple[str, str], set[bool]] = defaultdict(set)
    found = {}
    for row in rows:
        if row["dataset"].startswith(EXAMS):
            item = json.dumps([row["question"], row["choices"], row["answer"]])
            judged[item, row["flaw_type"]].add(bool(float(row["label"])))
            if item not in found:
                found[item] = codes(asked(row))
    none = {"found": 0, "missed": 0, "false": 0, "neither": 0}
    tallies = {criterion: dict(none) for criterion in CRITERIA}
    kinds = {(True, True): "found", (True, False): "missed", (False, True): "false"}
    for (item, criterion), labels in judged.items():
        # People who disagree about an item settle nothing.
        if criterion in CRITERIA and len(labels) == 1:
            told = not found[item].isdisjoint(CRITERIA[criterion])
            kind = kinds.get((True in labels, told), "neither")
            tallies[criterion][kind] += 1
    return tallies


def main() -> None:
    tallies = measure(Path(sys.argv[1]))
    counted = {name: {"rules": list(CRITERIA[name])} | tally for name, tally in tallies.items()}
    text = yaml.safe_dump(counted, sort_keys=False, default_flow_style=None, width=100)
    TARGET.write_text(f"# Written by scripts/measure_linter.py.\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
