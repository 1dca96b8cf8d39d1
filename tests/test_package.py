"""The package alone gives `quizgen` to a site about another subject."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_bytes
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

import quizgen
from tests.sites import ROOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from email.message import Message

TOP = Path(__file__).parents[1]
PACKAGE = TOP / "quizgen"
#: What is no module and yet needed.
DATA = {".html", ".css", ".js"}


def run(*command: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program that shall find nothing of ours but what it is told of."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command, check=False, capture_output=True, text=True, env=known, cwd=folder
    )


def build_wheel(folder: Path) -> Path:
    command = ["-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = run(sys.executable, *command, folder=TOP)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def described(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        return message_from_bytes(archive.read(name))


# What is in it


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    files = [path for path in PACKAGE.rglob("*") if path.is_file()]
    of_package = {
        path.relative_to(TOP).as_posix()
        for path in files
        if "__pycache__" not in path.parts and path.suffix != ".md"
    }
    info = f"quizgen-{quizgen.__version__}.dist-info"
    about = {f"{info}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "licenses/LICENSE")}

    found = set(zipfile.ZipFile(wheel).namelist())

    assert of_package | about == found
    assert {Path(name).suffix for name in of_package} - {".py", ".typed"} == DATA


def test_wheel_is_the_same_whenever_it_is_made(wheel: Path, tmp_path: Path) -> None:
    assert wheel.read_bytes() == build_wheel(tmp_path).read_bytes()


def test_wheel_says_what_it_is(wheel: Path) -> None:
    about = described(wheel)

    assert about["Version"] == quizgen.__version__
    assert about["License-Expression"] == "MIT"
    assert about["Description-Content-Type"] == "text/markdown"
    assert about.get_payload() == (PACKAGE / "README.md").read_text(encoding="utf-8")


def imported_from_elsewhere() -> set[str]:
    """Name what the modules import that comes neither with Python nor with the package."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names


def test_wheel_asks_for_what_it_imports_and_for_nothing_else(wheel: Path) -> None:
    owners = metadata.packages_distributions()
    wanted = {owners[name][0].lower() for name in imported_from_elsewhere()}

    asked = [Requirement(one) for one in described(wheel).get_all("Requires-Dist") or ()]

    assert wanted == {one.name.lower() for one in asked if not one.marker}
    assert {"myst-parser"} == {one.name for one in asked if one.marker}


# A site of somebody else


def with_what_they_need(names: Iterable[str]) -> Iterator[metadata.Distribution]:
    """Give distributions, and whatever they ask for themselves."""
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop().lower()
        if name not in seen:
            seen.add(name)
            one = metadata.distribution(name)
            yield one
            asked = [Requirement(line) for line in one.requires or ()]
            waiting += [
                r.name for r in asked if not r.marker or r.marker.evaluate({"extra": "none"})
            ]


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make a new environment, with an extra or none, and give its Python.

    The wheel is installed there. What it asks for needs no network: it is linked from where the
    tests run, and no more than that, so whatever it forgets to ask for is missing.
    """
    made: dict[str, Path] = {}

    def make(extra: str) -> Path:
        if extra in made:
            return made[extra]
        folder = tmp_path_factory.mktemp("environment")
        venv.create(folder, symlinks=True)
        python = folder / "bin" / "python"
        where = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
        pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
        done = run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel)
        assert done.returncode == 0, done.stderr
        asked = [Requirement(one) for one in described(wheel).get_all("Requires-Dist") or ()]
        wanted = [r.name for r in asked if not r.marker or r.marker.evaluate({"extra": extra})]
        for one in with_what_they_need(wanted):
            link(one, Path(where))
        checked = run(*pip, "check")
        assert checked.returncode == 0, checked.stdout
        made[extra] = python
        return python

    return make


def link(one: metadata.Distribution, folder: Path) -> None:
    for file in one.files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(str(one.locate_file(file)))


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    """Give a site about knots as a beginner has it: conf.py beside the pages."""
    shutil.copytree(ROOTS / "test-knots" / "docs", tmp_path / "knots")
    shutil.copy(ROOTS / "test-knots" / "conf.py", tmp_path / "knots")
    return tmp_path / "knots"


def build(python: Path, site: Path, builder: str, *options: str) -> Path:
    """Build a site without a warning."""
    out = site.parent / "-".join([builder, *options])
    options += ("-d", str(site.parent / "doctrees"))
    # -I: neither the folder where we are nor any setting of ours leads to the package.
    command = ("-m", "sphinx", "-q", "-n", "-W", "-E", "-b", builder, *options)
    done = run(python, "-I", *command, site, out, folder=site)
    assert (done.returncode, done.stderr) == (0, "")
    return out


def test_package_that_is_used_is_the_installed_one(environment: Callable[[str], Path]) -> None:
    python = environment("myst")

    done = run(python, "-I", "-c", "import quizgen; print(quizgen.__file__)")

    assert done.stdout.startswith(str(python.parents[1]))


@pytest.mark.parametrize("theme", ["alabaster", "basic"])
def test_site_has_its_questions_with_any_theme(
    environment: Callable[[str], Path], knots: Path, theme: str
) -> None:
    out = build(environment("myst"), knots, "html", "-Dhtml_theme=" + theme)

    for name in ("bends/sheet-bend", "loops/bowline"):
        page = (out / f"{name}.html").read_text(encoding="utf-8")
        assert "<quiz-question" in page
        assert "_static/quizgen.js" in page
        assert "At a glance" in page
    assert (out / "_static" / "quizgen.css").read_bytes() == (
        PACKAGE / "static/quizgen.css"
    ).read_bytes()


@pytest.mark.parametrize("builder", ["epub", "text", "latex", "gettext", "lint", "exports"])
def test_other_builders_work_from_the_package(
    environment: Callable[[str], Path], knots: Path, builder: str
) -> None:
    assert any(build(environment("myst"), knots, builder).iterdir())


def test_notes_of_both_markups_are_in_one_bank(
    environment: Callable[[str], Path], knots: Path
) -> None:
    out = build(environment("myst"), knots, "bank")

    bank = json.loads((out / "bank.json").read_text(encoding="utf-8"))
    asked = {question["note"] for question in bank["questions"]}
    assert asked >= {"sheet-bend", "double-fisherman", "carrick-bend", "bowline"}


def test_site_in_restructuredtext_needs_no_markdown_parser(
    environment: Callable[[str], Path], knots: Path
) -> None:
    python = environment("")
    assert run(python, "-I", "-c", "import myst_parser").returncode == 1
    shutil.rmtree(knots / "loops")
    for path in knots.rglob("*.rst"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "loops/" not in line), encoding="utf-8")

    out = build(python, knots, "html", "-Dextensions=quizgen")

    page = (out / "bends/carrick-bend.html").read_text(encoding="utf-8")
    assert "<quiz-question" in page
