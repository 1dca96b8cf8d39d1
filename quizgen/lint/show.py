"""Findings as text for people, as JSON, and as SARIF for editors and code hosts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..text import digest
from .run import ALL_RULES, IDLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .rules import Severity
    from .run import Finding

#: SARIF 2.1.0, §3.27.10 `level`.
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
IDLE_TITLE = "A silence silences something."


def as_text(findings: Iterable[Finding]) -> str:
    """One line a finding, as compilers write them, and a line that counts."""
    found = list(findings)
    lines = [f"{f.place}{f.severity} {f.code}: {f.message}" for f in found]
    return "".join(f"{line}\n" for line in [*lines, summary(found)])


def summary(findings: Iterable[Finding]) -> str:
    """Count findings by severity.

    >>> summary([])
    'lint: 0 errors, 0 warnings, 0 remarks'
    """
    count = Counter(finding.severity for finding in findings)
    kinds = (("error", "error"), ("warning", "warning"), ("info", "remark"))
    parts = [f"{count[key]} {word}{'' if count[key] == 1 else 's'}" for key, word in kinds]  # type: ignore[index]
    return f"lint: {', '.join(parts)}"


def as_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """All findings, and what each rule asks for."""
    return {
        "version": 1,
        "rules": {code: title for code, title, _ in _rules()},
        "findings": [finding._asdict() for finding in findings],
    }


def as_sarif(findings: Iterable[Finding]) -> dict[str, Any]:
    """A log of the Static Analysis Results Interchange Format, version 2.1.0.

    Paths are relative to the folder in which the command ran, which SARIF calls ``SRCROOT``.
    """
    places = {code: n for n, (code, _, _) in enumerate(_rules())}
    driver = {
        "name": "quizgen",
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": title},
                "defaultConfiguration": {"level": LEVELS[severity]},
            }
            for code, title, severity in _rules()
        ],
    }
    results = [_result(finding, places[finding.code]) for finding in findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(finding.path), "uriBaseId": "SRCROOT"},
        "region": {"startLine": finding.line},
    }
    # What is wrong with all questions together stands in no file.
    locations = [{"physicalLocation": place}] if finding.path else []
    # The line moves with every edit above it; what the finding says does not.
    mark = digest(finding.path, finding.code, finding.message)
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": locations,
        "partialFingerprints": {"quizgen/v1": mark},
    }


def _rules() -> list[tuple[str, str, Severity]]:
    rules = [(rule.code, rule.title, rule.severity) for rule in ALL_RULES]
    return [*rules, (IDLE, IDLE_TITLE, "warning")]
