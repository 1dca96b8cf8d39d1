"""The linter in Sphinx: what it finds in notes that were read now is told as warnings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

from sphinx.builders import Builder
from sphinx.util import logging

from .domain import without_collecting
from .lint.rules import Severity
from .lint.run import CODES, EVERY, Finding, Linter
from .lint.show import as_json, as_sarif, as_text, summary
from .lint.specimen import KNOWN, Collection, Context, Specimen
from .markup import to_text
from .reader import DATE
from .reading import quiz_domain
from .text import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from .build import Build
    from .domain import QuizDomain
    from .kept import Keeper
    from .questions import Option, Question

logger = logging.getLogger(__name__)

#: Words that give nothing away, and the same by types of notes with many questions.
Common = tuple[frozenset[str], dict[str, frozenset[str]]]
#: Among fewer stems a word is common by chance.
MANY = 100

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
    is_off = app.config.quizgen_lint == {EVERY: "off"}
    if not read or is_off:
        return []
    if app.builder.name == LintBuilder.name:
        lint_all(domain)  # told when all is done, and kept for the next time
    elif read >= domain.data["notes"].keys():
        tell_findings(lint_all(domain))
    else:
        notes = [note for name in sorted(read) if (note := domain.shown_note(name))]
        linter = site_linter(domain, domain.data["common"])
        questions = [question for note in notes for question in domain.build.questions(note)]
        tell_findings(sorted(f for question in questions for f in linter.findings(question)))
    return []


def lint_all(domain: QuizDomain) -> list[Finding]:
    """Find everything that is wrong with the questions of a site, in the order of the files."""
    if domain.findings is None:
        with without_collecting():
            domain.findings = sorted(_lint_all(domain, domain.keeper))
    return domain.findings


def _lint_all(domain: QuizDomain, keeper: Keeper) -> Iterator[Finding]:
    notes = list(domain.build.bank.notes.values())
    questions = [question for note in notes for question in keeper.questions(note)]
    common = common_words(domain, questions)
    domain.data["common"] = common
    linter = site_linter(domain, common)
    mark = linter_mark(domain, common)
    for note in notes:
        yield from keeper.findings(note, linter, mark)
    specimens = [Specimen(question, linter.context) for question in questions]
    shown = [[one.id for one in keeper.report(note).questions if one.is_shown] for note in notes]
    today = domain.env.config.quizgen_today
    yield from linter.whole(Collection(specimens, linter.context, shown, today))
    yield from linter.idle(questions)


def common_words(domain: QuizDomain, questions: list[Question]) -> Common:
    """Find the words that give nothing away, of all stems and of those about one type of note."""
    language, notes = domain.env.config.language, domain.build.bank.notes
    stems: dict[str, list[str]] = {}
    for question in questions:
        stems.setdefault(notes[question.note].type, []).append(to_text(question.stem))
    everywhere = Context.common_words((one for there in stems.values() for one in there), language)
    return everywhere, {
        name: Context.common_words(there, language)
        for name, there in sorted(stems.items())
        if len(there) >= MANY
    }


def linter_mark(domain: QuizDomain, common: Common) -> str:
    """Hash what rules know beside a question and the facts behind it: names, words, settings."""
    config = domain.env.config
    settings = repr(
        (config.language, sorted(config.quizgen_lint.items()), sorted(config.quizgen_known))
    )
    everywhere, of_type = common
    words = repr((sorted(everywhere), [(name, sorted(of_type[name])) for name in of_type]))
    return digest(settings, words, *sorted(domain.build.bank.names))


def site_linter(domain: QuizDomain, common: Common) -> Linter:
    context = Context(
        language=domain.env.config.language,
        plain=to_text,
        common=common[0],
        common_of_type=common[1],
        known=KNOWN | {word.upper() for word in domain.env.config.quizgen_known},
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
    levels = {"error": logger.error, "warning": logger.warning, "info": logger.verbose}
    for finding in findings:
        if finding.severity == "info":
            logger.verbose("%s%s [%s]", finding.place, finding.message, finding.code)
        else:
            levels[finding.severity](
                "%s",
                finding.message,
                location=finding.place.removesuffix(": ") or None,
                type="quizgen",
                subtype=f"lint.{finding.code}",
            )


class LintBuilder(Builder):
    """``sphinx-build -b lint``: every finding as ``lint.json`` and ``lint.sarif``."""

    name = "lint"
    format = ""
    allow_parallel = True
    epilog = "The findings are in %(outdir)s: lint.txt, lint.json and lint.sarif."

    def get_outdated_docs(self) -> str:
        return "all questions"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002 - Sphinx's
        return docname

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write no pages."""

    def finish(self) -> None:
        """Lint everything, tell it, and write it down for other programs."""
        findings = lint_all(quiz_domain(self.env))
        tell_findings(findings)
        write_json(self.outdir / "lint.json", as_json(findings))
        write_json(self.outdir / "lint.sarif", as_sarif(findings))
        (self.outdir / "lint.txt").write_text(as_text(findings), encoding="utf-8")
        logger.info(summary(findings))


def write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False)
    path.write_text(f"{text}\n", encoding="utf-8")
