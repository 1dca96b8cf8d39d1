"""The linter in Sphinx: what it finds in notes that were read now is told as warnings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

from sphinx.util import logging

from .builders import WholeBuilder
from .domain import quiz_domain, without_collecting
from .lint.rules import Severity
from .lint.run import CODES, EVERY, Finding, Linter
from .lint.show import as_json, as_sarif, as_text, summary
from .lint.specimen import KNOWN, Collection, Context
from .markup import to_text
from .reader import DATE
from .report import silences, silences_in
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from .build import Build
    from .domain import QuizDomain
    from .kept import Keeper
    from .notes import Note
    from .questions import Option, Question

logger = logging.getLogger(__name__)

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


def check_settings(_app: Sphinx, config: Config) -> None:
    """Tell of codes in ``quizgen_lint`` that no rule has, of severities and days that are none."""
    if not DATE.fullmatch(config.quizgen_today or "2026"):
        told = f"quizgen_today: '{config.quizgen_today}' is no date such as 2026-06-30"
        logger.warning("conf.py: %s", told, type="quizgen", subtype="value")
        config.quizgen_today = ""
    known = {EVERY, *CODES}
    for code, severity in list(config.quizgen_lint.items()):
        told = ""
        if code not in known:
            told = f"no rule '{code}'"
        elif severity not in SEVERITIES:
            told = f"{code}: '{severity}' is none of {', '.join(SEVERITIES)}"
        if told:
            del config.quizgen_lint[code]
            logger.warning("conf.py: quizgen_lint: %s", told, type="quizgen", subtype="value")


def lint_read_notes(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell what is wrong with the notes that this build read, and with the bank if it read all."""
    domain = quiz_domain(env)
    read, domain.just_read = domain.just_read, set()
    if not read or not is_linted(app.config):
        return []
    if app.builder.name == LintBuilder.name:
        lint_all(domain)  # told when all is done, and kept for the next time
    elif read >= domain.data["notes"].keys():
        tell_findings(lint_all(domain))
    else:
        notes = [note for name in sorted(read) if (note := domain.shown_note(name))]
        tell_findings(sorted(_lint_some(domain, notes)))
    return []


def is_linted(config: Config) -> bool:
    """Whether a site wants any rule of the linter."""
    return bool(config.quizgen_lint != {EVERY: "off"})


def _lint_some(domain: QuizDomain, notes: list[Note]) -> Iterator[Finding]:
    """Find what is wrong with notes whatever the others are."""
    linter = site_linter(domain)
    mark = linter_mark(linter, domain.env.config)
    for note in notes:
        yield from domain.keeper.findings(note, linter, mark)
    asked = {question.id for note in notes for question in domain.keeper.questions(note)}
    yield from linter.idle_in(notes, asked, [one for note in notes for one in silences_in(note)])


def lint_all(domain: QuizDomain) -> list[Finding]:
    """Find everything that is wrong with the questions of a site, in the order of the files."""
    if domain.findings is None:
        with without_collecting():
            domain.findings = sorted(_lint_all(domain, domain.keeper))
    return domain.findings


def _lint_all(domain: QuizDomain, keeper: Keeper) -> Iterator[Finding]:
    notes = list(domain.build.bank.notes.values())
    linter = site_linter(domain)
    mark = linter_mark(linter, domain.env.config)
    for note in notes:
        yield from keeper.findings(note, linter, mark)
    reports = [keeper.report(note) for note in notes]
    outlines = (question.outline for report in reports for question in report.questions)
    collection = Collection(
        outlines={outline.id: outline for outline in outlines},
        context=linter.context,
        shown=[report.shown() for report in reports],
        today=domain.env.config.quizgen_today,
        alike=[pair for report in reports for pair in report.alike],
    )
    yield from linter.whole(collection)
    yield from linter.idle(collection.outlines.keys(), silences(reports, domain.build.models))


def linter_mark(linter: Linter, config: Config) -> str:
    """Hash what rules know beside a question and the facts behind it: names, words, settings."""
    settings = repr(
        (config.language, sorted(config.quizgen_lint.items()), sorted(config.quizgen_known))
    )
    return digest(settings, *sorted(linter.context.common), "", *sorted(linter.bank.names))


def site_linter(domain: QuizDomain) -> Linter:
    config = domain.env.config
    context = Context(
        language=config.language,
        plain=to_text,
        common=Context.common_words(domain.vocabulary, config.language, config.quizgen_common),
        known=KNOWN | {word.upper() for word in config.quizgen_known},
        bank=domain.build.bank,
        plausibility=plausibility_of(domain.build),
    )
    return Linter(domain.build.bank, domain.build.models, context, domain.env.config.quizgen_lint)


def plausibility_of(build: Build) -> Callable[[Question, Option], float | None]:
    """Give the function that says how plausible an option is where it names a note."""
    notes = {note.identity: note for note in build.bank.notes.values()}

    def plausibility(question: Question, option: Option) -> float | None:
        key, other = notes.get(question.keys[0].id), notes.get(option.id)
        if key is None or other is None or key.type != other.type:
            return None
        return build.generator.plausibility.score(key, other)

    return plausibility


def tell_findings(findings: Iterable[Finding]) -> None:
    """Say each finding at its line, as ``quizgen.lint.<code>``; remarks with ``-v`` alone."""
    for finding in findings:
        if finding.severity == "info":
            logger.verbose("%s%s [%s]", finding.place, finding.message, finding.code)
        else:
            tell = logger.error if finding.severity == "error" else logger.warning
            tell(
                "%s",
                finding.message,
                location=finding.place.removesuffix(": ") or None,
                type="quizgen",
                subtype=f"lint.{finding.code}",
            )


class LintBuilder(WholeBuilder):
    """``sphinx-build -b lint``: every finding as ``lint.txt``, ``lint.json`` and ``lint.sarif``."""

    name = "lint"
    epilog = "The findings are in %(outdir)s: lint.txt, lint.json and lint.sarif."

    def finish(self) -> None:
        """Lint everything, tell it, and write it down for other programs."""
        findings = lint_all(quiz_domain(self.env))
        tell_findings(findings)
        write_json(self.outdir / "lint.json", as_json(findings))
        write_json(self.outdir / "lint.sarif", as_sarif(findings))
        (self.outdir / "lint.txt").write_text(as_text(findings), encoding="utf-8")
        logger.info(summary(findings))


def write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")
