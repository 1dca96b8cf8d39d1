"""Who may import whom, and that the package knows no subject."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
QUIZGEN = ROOT / "quizgen"
MODULES = sorted(
    str(path.relative_to(QUIZGEN).with_suffix("")).replace("/", ".")
    for path in QUIZGEN.rglob("*.py")
)
#: What is true, asked and chosen, in an order in which each may import what stands before it.
CORE = (
    "problems",
    "text",
    "numerals",
    "yamltree",
    "reader",
    "schema_parts",
    "formulas",
    "vocabulary",
    "items",
    "notes",
    "questions",
    "bank",
    "truth",
    "models",
    "missing",
    "sentences",
    "wanted",
    "overview",
    "plausible",
    "calculate",
    "lint.words",
    "lint.units",
    "lint.quantities",
    "written",
    "asks",
    "generate",
    "difficulty",
    "choose",
    "mock",
    "arithmetic",
    "certain",
    "proof",
    "build",
    "canonical",
    "changes",
    "stated",
    "diff",
    "lint.grammar",
    "lint.alike",
    "lint.specimen",
    "lint.rules",
    "lint.shapes",
    "lint.options",
    "lint.numeric",
    "lint.wording",
    "lint.cues",
    "lint.kinds",
    "lint.stems",
    "lint.agreement",
    "lint.reasons",
    "lint.slips",
    "lint.editions",
    "lint.chance",
    "lint.keys",
    "lint.bank",
    "lint.run",
    "schema",
    "skeleton",
    "report",
    "practice_bank",
)
ALLOWED_OUTSIDE = {"babel", "jinja2", "yaml"}


@cache
def imported(module: str, *, for_types: bool = False) -> set[str]:
    """Name what a module imports: ``.name`` from the package, ``name`` from elsewhere."""
    tree = ast.parse(source_of(module))
    package = module.split(".")
    found: set[str] = set()
    aside = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in aside and not for_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            above = package[: -node.level]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {"." + ".".join([*above, str(name)]) for name in names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).partition(".")[0])
    return found


def source_of(module: str) -> str:
    return (QUIZGEN / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")


def outside(module: str) -> set[str]:
    names = {name for name in imported(module, for_types=True) if not name.startswith(".")}
    return names - sys.stdlib_module_names


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_no_sphinx(module: str) -> None:
    assert outside(module) <= ALLOWED_OUTSIDE


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_only_what_stands_before_it(module: str) -> None:
    before = {f".{name}" for name in CORE[: CORE.index(module)]}

    inside = {name for name in imported(module) if name.startswith(".")}

    assert inside <= before


@pytest.mark.parametrize("module", CORE)
def test_the_core_names_types_of_the_core_only(module: str) -> None:
    inside = {name for name in imported(module, for_types=True) if name.startswith(".")}

    assert inside <= {f".{name}" for name in CORE}


def test_the_second_proof_shares_no_logic_with_the_first() -> None:
    """It would share its mistakes."""
    proof = ("arithmetic", "certain", "proof")

    inside = {name for one in proof for name in imported(one) if name.startswith(".")}

    assert inside == {".arithmetic", ".certain", ".text"}


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_the_package_itself(module: str) -> None:
    names = imported(module, for_types=True)

    assert not names & {".", "quizgen", ".__init__"}


@pytest.mark.parametrize("module", MODULES)
def test_every_import_is_on_top_or_for_types(module: str) -> None:
    """An import inside a function would hide who depends on whom."""
    tree = ast.parse(source_of(module))

    hidden = [
        ast.unparse(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_the_core_runs_where_sphinx_is_not_installed() -> None:
    """``__init__`` belongs to Sphinx, so that a bare package stands in for it here."""
    program = (
        "import importlib, sys, types\n"
        "sys.modules |= dict.fromkeys(('sphinx', 'docutils', 'myst_parser', 'markdown_it'))\n"
        "package = types.ModuleType('quizgen')\n"
        f"package.__path__ = [{str(QUIZGEN)!r}]\n"
        "sys.modules['quizgen'] = package\n"
        f"for name in {CORE!r}: importlib.import_module(f'quizgen.{{name}}')\n"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)

    assert (done.returncode, done.stderr.decode()) == (0, "")


# No subject


def subject_words() -> set[str]:
    """Name what only the site of this repository is about: its vendor, and its exams."""
    words = {"aws", "amazon", "sagemaker", "kinesis", "bedrock", "rekognition", "mls-c01"}
    rules = yaml.safe_load((ROOT / "docs" / "vocabulary.yaml").read_text(encoding="utf-8"))
    return words | {str(code).casefold() for code in rules["values"]["exam"]}


@pytest.mark.parametrize(
    "path",
    sorted(
        path for path in QUIZGEN.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ),
    ids=lambda path: str(path.relative_to(QUIZGEN)),
)
def test_no_file_of_the_package_names_a_subject(path: Path) -> None:
    text = path.read_text(encoding="utf-8").casefold()

    found = {word for word in subject_words() if re.search(rf"(?<!\w){re.escape(word)}", text)}

    assert found == set()
