"""A builder that writes the bank and no pages, and what others are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders import Builder

from .canonical import canonical, to_json
from .domain import quiz_domain, warn
from .files import write_changed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from docutils import nodes

    from .canonical import BankData


class BankBuilder(Builder):
    """Writes ``bank.json``; it reads documents as every builder does and lays none out."""

    name = "bank"
    epilog = "The bank is in %(outdir)s/bank.json."
    allow_parallel = True

    def get_outdated_docs(self) -> set[str]:
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002 - Sphinx
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write none: the file is made of all of them, in ``finish``."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing; nobody calls it."""

    def finish(self) -> None:
        """Write what is made of the bank.

        Questions that were not made so far, since their pages are as before, are made here.
        """
        domain = quiz_domain(self.env)
        told = len(domain.build.problems)
        language = str(self.config.language)
        bank = canonical(domain.build, language, lambda note: domain.shown(note.docname))
        warn(domain.build.problems[told:])
        for name, content in self.files(bank):
            write_changed(self.outdir / name, content)

    def files(self, bank: BankData) -> Iterable[tuple[str, bytes]]:
        """Make the files, by name."""
        return [("bank.json", to_json(bank).encode())]
