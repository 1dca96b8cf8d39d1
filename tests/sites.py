"""Build a site in a test as sphinx-build does, and look at what came out."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx.locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from quizgen.domain import quiz_domain

if TYPE_CHECKING:
    from quizgen.domain import QuizDomain
    from quizgen.questions import Question

ROOTS = Path(__file__).parent / "roots"


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build left behind."""

    out: Path
    warnings: str
    domain: QuizDomain
    #: Docname → the questions on its page.
    shown: dict[str, list[Question]]
    #: Every question that can be proved.
    bank: list[Question]
    #: Path → content.
    files: dict[str, bytes]
    #: Path → when it was written.
    times: dict[str, int]

    def read(self, path: str) -> str:
        return self.files[path].decode()


class Site:
    """A copy of one of the roots: conf.py at the top, notes in docs/."""

    def __init__(self, root: str, folder: Path) -> None:
        self.root = ROOTS / root
        self.top = folder / "site"
        self.docs = self.top / "docs"
        self.folder = folder
        self.restore()

    def restore(self) -> None:
        """Make the sources as they are in the root, and touch no other file."""
        wanted = {path.relative_to(self.root): path for path in _files(self.root)}
        for path in _files(self.top):
            if path.relative_to(self.top) not in wanted:
                path.unlink()
        for name, path in wanted.items():
            target = self.top / name
            if not target.is_file() or target.read_bytes() != path.read_bytes():
                self.write(name.as_posix(), path.read_text(encoding="utf-8"))

    def read(self, path: str) -> str:
        return (self.top / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        target = self.top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def move(self, path: str, new: str) -> None:
        (self.top / new).parent.mkdir(parents=True, exist_ok=True)
        (self.top / path).rename(self.top / new)

    def remove(self, path: str) -> None:
        (self.top / path).unlink()

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert text.count(old) == 1, f"{path} has to hold {old!r} once"
        self.write(path, text.replace(old, new))

    def build(
        self,
        builder: str = "html",
        *,
        kept: str = "kept",
        doctrees: str = "",
        jobs: int = 1,
        **config: Any,  # noqa: ANN401 - whatever conf.py may hold
    ) -> Built:
        """Build, on top of what an earlier build of this name kept.

        Builders share no doctrees, unless ``doctrees`` names some.
        """
        out = self.folder / kept / builder
        warnings = io.StringIO()
        sphinx.locale.translators.clear()  # else the language of an earlier build comes through
        with patch_docutils(self.top), docutils_namespace():
            app = Sphinx(
                srcdir=self.docs,
                confdir=self.top,
                outdir=out,
                doctreedir=self.folder / kept / (doctrees or f"{builder}-doctrees"),
                buildername=builder,
                confoverrides={"nitpicky": True, "quizgen_lint": {"*": "off"}, **config},
                status=None,
                warning=warnings,
                parallel=jobs,
            )
            app.build()
            domain = quiz_domain(app.env)
            return Built(
                out=out,
                warnings=re.sub(r"\x1b\[[\d;]*m", "", warnings.getvalue()),
                domain=domain,
                shown={name: domain.shown(name) for name in sorted(app.env.found_docs)},
                bank=_bank(domain),
                files={path.relative_to(out).as_posix(): path.read_bytes() for path in _files(out)},
                times={
                    path.relative_to(out).as_posix(): path.stat().st_mtime_ns
                    for path in _files(out)
                },
            )

    def clean(
        self,
        builder: str = "html",
        *,
        kept: str = "clean",
        **more: Any,  # noqa: ANN401 - as above
    ) -> Built:
        """Build with nothing kept."""
        shutil.rmtree(self.folder / kept, ignore_errors=True)
        return self.build(builder, kept=kept, **more)


def _bank(domain: QuizDomain) -> list[Question]:
    notes = domain.build.bank.notes.values()
    return [question for note in notes for question in domain.build.questions(note)]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
