"""Files that are written beside the pages, only where they would change, and deleted pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder


def write_changed(path: Path, content: bytes) -> None:
    """Write a file; one that is there as it is keeps its time."""
    is_there = path.is_file() and path.stat().st_size == len(content)
    if not is_there or path.read_bytes() != content:
        path.write_bytes(content)


def write_pieces(path: Path, pieces: Iterable[bytes], kept: Path, mark: str) -> None:
    """Write a file, and keep what it was made from; that it was cut off shall be noticed."""
    kept.unlink(missing_ok=True)
    # Over what is there: to let go of megabytes and get others takes longer than to write them.
    with path.open("r+b" if path.is_file() else "wb") as file:
        file.writelines(pieces)
        file.truncate()
    kept.write_text(mark, encoding="utf-8")


def kept_path(builder: Builder, kind: str) -> Path:
    """Give the path of what is kept for a builder beside the doctrees.

    It is not in the environment: that is kept before pages are written, which may fail.
    """
    return Path(builder.doctreedir, f"quizgen-{builder.name}.{kind}")


def is_fresh(path: Path, kept: Path, mark: str) -> bool:
    """Whether a file is there, and what is kept says that it was made from the same as now."""
    return path.is_file() and kept.is_file() and kept.read_text(encoding="utf-8") == mark


def delete_page(builder: Builder, docname: str) -> None:
    """Delete what was written of a document that is gone: Sphinx would leave it to be found."""
    suffix = getattr(builder, "out_suffix", None)
    if suffix is None:  # it writes books, and not documents
        return
    path_of = getattr(builder, "get_output_path", None)
    _delete(builder.outdir, path_of(docname) if path_of else builder.outdir / (docname + suffix))
    for source in builder.config.source_suffix:
        for ending in (source, source + builder.config.html_sourcelink_suffix):
            _delete(builder.outdir, builder.outdir / "_sources" / (docname + ending))


def _delete(top: Path, path: Path) -> None:
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == top or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
