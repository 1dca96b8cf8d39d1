"""Builders that write the bank for other programs: one for each format, and one for all."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .builders import BankBuilder
from .html import site_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .canonical import BankData

#: The formats of ``exports.formats``; each is the name of a builder as well.
FORMATS = ("anki", "anki-csv", "moodle", "gift", "qti2", "qti3", "aiken")


class ExportsBuilder(BankBuilder):
    """Writes all formats, the bank itself with its schema, and a table of what gets lost."""

    name = "exports"
    epilog = "The exports are in %(outdir)s."
    formats: Sequence[str] = FORMATS

    def files(self, bank: BankData) -> Iterable[tuple[str, bytes]]:
        # Not on top: what the formats need would make every build of a site start later.
        formats = import_module(".exports.formats", __package__)
        config = self.config
        setting = formats.Setting(
            site=site_id(config),
            title=config.project,
            language=str(config.language),
            changed=config.quizgen_changed or formats.newest_day(bank),
        )
        cards = formats.cards(bank, config.quizgen_groups, config.html_baseurl)
        written: list[tuple[str, bytes]] = list(formats.written(cards, self.formats, setting))
        is_whole = self.formats is FORMATS
        return [*super().files(bank), *formats.described(cards), *written] if is_whole else written


def _builder_of(name: str) -> type[ExportsBuilder]:
    title = "".join(map(str.title, name.split("-")))
    return type(f"{title}Builder", (ExportsBuilder,), {"name": name, "formats": (name,)})


#: The builder of all formats, and one for each.
EXPORTS: tuple[type[ExportsBuilder], ...] = (ExportsBuilder, *map(_builder_of, FORMATS))
