"""Keep Sphinx's search index the same in every build of the same sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


def drop_words_without_pages(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Drop the words that stand on no page any more.

    Sphinx takes a page out of the index before it reads it in again, and keeps words that are left
    with no page: an index would grow with each build, and tell what notes said in earlier days.
    The event ``html-collect-pages`` is the last one before the index is written; it adds no page.
    """
    if indexer := getattr(app.builder, "indexer", None):
        for index in (indexer._mapping, indexer._title_mapping):  # noqa: SLF001 - no other way
            for word in [word for word, pages in index.items() if not pages]:
                del index[word]
    return ()
