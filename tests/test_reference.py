"""Whatever the extension registers stands in its reference, and nothing else does."""

from __future__ import annotations

import io
import re
from inspect import isclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils.parsers.rst import directives, roles
from sphinx.application import Sphinx
from sphinx.util import docutils

from quizgen.canonical import VERSION
from quizgen.html import OptionView, QuestionView

if TYPE_CHECKING:
    from collections.abc import Iterable

TOP = Path(__file__).parents[1]
REFERENCE = (TOP / "docs/extension/reference.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")


def section(title: str) -> str:
    return re.split(r"^## ", REFERENCE.partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]


def terms(title: str) -> dict[str, str]:
    """Give the terms that a section explains, each with what stands behind it in its line."""
    lines = section(title).splitlines()
    explained = [one for one, below in pairwise(lines) if below[:2] == ": "]
    return {
        name: rest
        for line in explained
        for names, _, rest in [line.partition(" = ")]
        for name in CODE.findall(names)
    }


def in_table(title: str) -> set[str]:
    rows = re.findall(r"^\| (`.*?) \|", section(title), flags=re.MULTILINE)
    return {name for row in rows for name in CODE.findall(row)}


class Registered:
    """What Sphinx knows after it has loaded some extensions."""

    def __init__(self, folder: Path, extensions: list[str]) -> None:
        (folder / "index.rst").write_text("Title\n=====\n", encoding="utf-8")
        with docutils.docutils_namespace():
            app = Sphinx(
                srcdir=folder,
                confdir=None,
                outdir=folder / "out",
                doctreedir=folder / "doctrees",
                buildername="dummy",
                confoverrides={"extensions": extensions},
                status=None,
                warning=io.StringIO(),
            )
            options = app.config._options  # noqa: SLF001 - there is no other way to see them
            self.settings = {name: option.default for name, option in options.items()}
            self.directives = set(directives._directives)  # type: ignore[attr-defined] # noqa: SLF001
            self.roles = set(roles._roles)  # type: ignore[attr-defined] # noqa: SLF001
            self.builders = set(app.registry.builders)
            self.events = set(app.events.events)
            self.nodes = set(docutils.additional_nodes)
            self.used = {
                name
                for name, listeners in app.events.listeners.items()
                for listener in listeners
                if listener.handler.__module__.partition(".")[0] == "quizgen"
            }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Registered:
    return Registered(tmp_path_factory.mktemp("plain"), [])


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Registered:
    return Registered(tmp_path_factory.mktemp("ours"), ["quizgen"])


def test_every_setting_is_there_with_its_default(plain: Registered, ours: Registered) -> None:
    added = ours.settings.keys() - plain.settings.keys()

    expected = {name: f"`{ours.settings[name]!r}`".replace("'", '"') for name in added}
    assert expected == terms("Settings")


def test_every_directive_is_there(plain: Registered, ours: Registered) -> None:
    assert ours.directives - plain.directives == terms("Directives").keys()


def test_every_role_is_there(plain: Registered, ours: Registered) -> None:
    assert ours.roles - plain.roles == terms("Roles").keys()


def test_every_builder_is_there(plain: Registered, ours: Registered) -> None:
    assert ours.builders - plain.builders == terms("Builders").keys()


def test_every_event_is_there(plain: Registered, ours: Registered) -> None:
    assert ours.events - plain.events == set()
    assert ours.used == in_table("Events")


def test_every_node_is_there(plain: Registered, ours: Registered) -> None:
    added = ours.nodes - plain.nodes

    assert all(isclass(node) for node in added)
    assert {node.__name__ for node in added} == terms("Nodes").keys()


def test_every_template_is_there() -> None:
    templates = {path.name for path in (TOP / "quizgen/templates").iterdir()}

    assert templates == terms("Templates").keys()


@pytest.mark.parametrize("view", [QuestionView, OptionView])
def test_every_variable_of_the_template_is_there(view: type) -> None:
    assert missing(view.__annotations__, section("Templates")) == []


def test_every_property_of_the_style_is_there() -> None:
    style = (TOP / "quizgen/static/quizgen.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"--quiz-[a-z-]+(?=:)", style))

    assert defined == {name for name in CODE.findall(section("Style")) if name[:2] == "--"}


def test_version_of_the_bank_is_there() -> None:
    assert f"| `bank.json` | `version`: {VERSION} |" in section("Data")


def missing(names: Iterable[str], text: str) -> list[str]:
    said = set(CODE.findall(text))
    return [name for name in names if name not in said]
