"""What makes the hosted site readable without a network, and the file to take it away in."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from extensions.offline import MANIFEST, WORKER, is_read, worker
from scripts.icons import FOLDER, ICONS
from scripts.offline import name, pack
from tests.small_site import build_small, copy_docs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the sources, and what was built from them."""
    top = tmp_path_factory.mktemp("offline")
    build_small(copy_docs(top), top / "html")
    return top


@pytest.fixture(scope="module")
def site(top: Path) -> Path:
    return top / "html"


def kept(site: Path) -> dict[str, Any]:
    """Read what the worker keeps."""
    text = (site / WORKER).read_text(encoding="utf-8")
    head, _, rest = text.partition(";\n")
    assert rest.startswith("// @ts-check")
    found: dict[str, Any] = json.loads(head.removeprefix("self.offline = "))
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_worker_keeps_every_file_of_the_site_by_its_digest(site: Path) -> None:
    """Save itself, and what is for hosts and other sites."""
    expected = {
        path: hashlib.sha256(content).hexdigest()[:16]
        for path, content in files(site).items()
        if path not in {WORKER, ".buildinfo", "objects.inv", "404.html", "_headers"}
        and path not in {"robots.txt", "sitemap.xml", ".nojekyll"}
    }
    assert expected == kept(site)["files"]
    assert {"index.html", "services/polly.html", "bank.js", "searchindex.js", MANIFEST} <= set(
        expected
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_static/site.css", True),
        ("_images/a.svg", True),
        ("services/404.html", True),
        ("_headers", False),
        (".buildinfo", False),
        (".doctrees/a.doctree", False),
        ("a/.hidden", False),
        ("404.html", False),
    ],
)
def test_files_for_readers_are_told_from_others(path: str, *, expected: bool) -> None:
    assert expected == is_read(path)


def test_clean_and_incremental_builds_are_of_one_version(tmp_path: Path) -> None:
    docs, out = copy_docs(tmp_path), tmp_path / "html"
    before = kept(build_small(docs, out))
    about = docs / "about.md"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("made by learners", "written by learners"), encoding="utf-8")
    build_small(docs, out)
    other = kept(out)
    clean = build_small(docs, tmp_path / "clean")
    assert (clean / WORKER).read_bytes() == (out / WORKER).read_bytes()
    assert other["version"] != before["version"]
    changed = {path for path in other["files"] if other["files"][path] != before["files"][path]}
    assert {"about.html"} <= changed <= {"about.html", "searchindex.js"}


def test_another_program_is_another_version() -> None:
    files = {"index.html": "0a1b"}
    versions = {re.findall('"version": "(.*)"', worker(files, program))[0] for program in "ab"}

    assert len(versions) == 2


def test_books_have_neither_worker_nor_manifest(top: Path) -> None:
    book = build_small(top / "docs", top / "epub", "epub")

    assert [path for path in files(book) if "worker" in path or path.endswith(MANIFEST)] == []
    text = (book / "about.xhtml").read_text(encoding="utf-8")
    assert "data-do" not in text


def test_manifest_names_pictures_of_the_size_that_it_says(site: Path) -> None:
    manifest = json.loads((site / MANIFEST).read_text(encoding="utf-8"))

    sizes = {icon["src"]: icon["sizes"] for icon in manifest["icons"]}
    assert {"_static/icon-192.png": "192x192", "_static/icon-512.png": "512x512"}.items() <= (
        sizes.items()
    )
    for src, size in sizes.items():
        content = (site / src).read_bytes()
        if size != "any":
            assert content.startswith(b"\x89PNG\r\n")
            assert "{}x{}".format(*struct.unpack(">II", content[16:24])) == size
    assert [icon["sizes"] for icon in manifest["icons"] if icon.get("purpose") == "maskable"] == [
        "512x512"
    ]


def test_every_icon_is_drawn() -> None:
    assert set(ICONS) == {path.name for path in FOLDER.glob("icon-*.png")}


def test_same_site_makes_the_same_file_to_take_away(site: Path) -> None:
    packed = pack(site, name())

    assert packed == pack(site, name())
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        entries = package.infolist()
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.filename.partition("/")[0] for entry in entries} == {name()}
        inside = {
            entry.filename.removeprefix(f"{name()}/"): package.read(entry) for entry in entries
        }
    assert inside == {path: files(site)[path] for path in [*kept(site)["files"], WORKER]}
