"""A builder that writes the bank, and what others are made from that write no pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders import Builder

from .canonical import canonical, to_json
from .domain import quiz_domain, warn
from .files import write_changed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from .canonical import BankData


class WholeBuilder(Builder):
    """Lays no document out; what is made of all of them is written in ``finish``."""

    allow_parallel = True

    def get_outdated_docs(self) -> set[str]:
        return set()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002 - Sphinx
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        pass


class BankBuilder(WholeBuilder):
    """Writes ``bank.json``."""

    name = "bank"
    epilog = "The bank is in %(outdir)s/bank.json."

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
