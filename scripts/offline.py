"""Pack the built site into one file, to be read from disk: ``make offline``."""

from __future__ import annotations

from pathlib import Path

from docutils.nodes import make_id
from sphinx.config import Config
from sphinx.util.tags import Tags

from extensions.offline import WORKER, digests
from quizgen.exports.packing import packed

TOP = Path(__file__).parents[1]


def name() -> str:
    """Name the file, and the folder in it."""
    config = Config.read(TOP, overrides={}, tags=Tags())
    return f"{make_id(config.project)}-{config.release}"


def pack(site: Path, folder: str) -> bytes:
    """Pack what readers need of a built site; the same site gives the same bytes."""
    paths = sorted([*digests(site), WORKER])
    return packed((f"{folder}/{path}", (site / path).read_bytes()) for path in paths)


def main() -> None:
    """Write it, and say where it is."""
    path = TOP / "_build" / f"{name()}.zip"
    path.write_bytes(pack(TOP / "_build" / "html", name()))
    print(f"{path.relative_to(TOP)}: unpack it and open index.html")


if __name__ == "__main__":
    main()
