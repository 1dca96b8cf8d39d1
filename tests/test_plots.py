"""Plots are drawn at build time and take the colours of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from extensions.plots import CLASSES, drawn, words
from tests.real_site import TOP
from tests.support import Result, build
from tests.test_mathml import BOOK

if TYPE_CHECKING:
    from pathlib import Path

LOOK = (TOP / "docs/plots/look.mplstyle").read_text(encoding="utf-8")
SCRIPT = """from matplotlib import pyplot as plt

plt.plot([0, 1, 2], [0, 1, 4], label="squares")
plt.xlabel(_("x"))
plt.legend()
"""
EXTENSIONS = ["myst_parser", "quizgen", "extensions.plots"]
PAGE = """# Plots

```{plot} /plots/squares.py
:alt: A curve that "rises" & bends.
The *squares*.
```
"""


def build_page(
    folder: Path, script: str = SCRIPT, page: str = PAGE, builder: str = "html", **config: object
) -> Result:
    files: dict[str, str | bytes] = {
        "docs/plots/look.mplstyle": LOOK,
        "docs/plots/squares.py": script,
        "docs/page.md": page,
    }
    return build(folder, files, builder, extensions=EXTENSIONS, **config)


def drawing(result: Result) -> ET.Element:
    found = re.search("<svg.*</svg>", result.page("page.html"), re.DOTALL)
    assert found
    return ET.fromstring(found[0])  # noqa: S314 - made by this test


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return build_page(tmp_path_factory.mktemp("site"))


def test_drawing_is_an_image_with_a_text_for_those_who_do_not_see_it(result: Result) -> None:
    svg = drawing(result)

    assert result.warnings == []
    assert (svg.get("role"), svg.get("aria-label")) == ("img", 'A curve that "rises" & bends.')
    assert "<em>squares</em>" in result.page("page.html")


def test_drawing_has_words_and_neither_styles_nor_colours_nor_a_ground(result: Result) -> None:
    parts = list(drawing(result).iter())
    painted = {part.get(name) for part in parts for name in ("fill", "stroke")}

    assert {"squares", "x"} <= {part.text for part in parts if part.tag == "text"}
    assert [part for part in parts if part.tag == "style" or part.get("style")] == []
    assert painted - {None, "none"} == {"currentColor"}
    assert {part.get("class") for part in parts} - {None} <= set(CLASSES.values())


def test_page_has_no_links_to_files_and_no_file_is_copied(result: Result) -> None:
    figure = re.search("<figure.*</figure>", result.page("page.html"), re.DOTALL)

    assert figure
    assert re.findall('href="(?!#)', figure[0]) == []
    assert not (result.out / "_images").exists()


def test_same_script_is_drawn_with_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        build_page(folder)
        made.append({p.name: p.read_bytes() for p in (folder / "plots").rglob("squares.*")})

    assert sorted(made[0]) == ["squares.pdf", "squares.svg"]
    assert made[0] == made[1]


def test_no_id_is_in_two_plots(tmp_path: Path) -> None:
    other = PAGE.replace("squares.py", "others.py").replace("# Plots\n", "")
    (tmp_path / "docs/plots").mkdir(parents=True)
    (tmp_path / "docs/plots/others.py").write_text(SCRIPT, encoding="utf-8")

    ids = re.findall(' id="([^"]+)"', build_page(tmp_path, page=PAGE + other).page("page.html"))

    assert len(ids) == len(set(ids))


def test_changed_script_is_drawn_again_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    build_page(tmp_path)
    (first,) = (tmp_path / "plots").rglob("squares.svg")
    drawn = first.stat().st_mtime_ns

    build_page(tmp_path, page=PAGE + "\nMore.\n")
    assert [drawn] == [p.stat().st_mtime_ns for p in (tmp_path / "plots").rglob("*.svg")]

    result = build_page(tmp_path, SCRIPT.replace('_("x")', '"number"'), page=PAGE + "\nMore.\n")
    assert "number" in {part.text for part in drawing(result).iter()}


def test_all_is_drawn_again_when_the_style_changes(tmp_path: Path) -> None:
    build_page(tmp_path)
    look = LOOK.replace("lines.linewidth: 2", "lines.linewidth: 7")

    result = build(tmp_path, {"docs/plots/look.mplstyle": look}, extensions=EXTENSIONS)

    assert "7" in {part.get("stroke-width") for part in drawing(result).iter()}


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("1 / 0\n", "line 1: ZeroDivisionError: division by zero"),
        ("import sys\n\nsys.nonsense\n", "line 3: AttributeError: module 'sys' has no attribute"),
        ("print(\n", "line 1: SyntaxError: '(' was never closed"),
        (SCRIPT + "plt.plot([1], [2], 'o', color='#abcdef')\n", "#abcdef is no colour of look"),
    ],
)
def test_script_that_fails_is_one_warning_with_its_line(
    tmp_path: Path, script: str, told: str
) -> None:
    (warning,) = build_page(tmp_path, script).warnings

    assert warning.startswith(f"page.md:3: WARNING: plots/squares.py: {told}")
    assert warning.endswith("[plot.script]")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (PAGE.replace(":alt: A", "A"), "':alt:' is missing; say there what the plot shows"),
        (PAGE.replace("squares.py", "none.py"), "none.py' cannot be read"),
    ],
)
def test_block_that_cannot_be_used_is_one_warning_with_its_line(
    tmp_path: Path, page: str, told: str
) -> None:
    (warning,) = build_page(tmp_path, page=page).warnings

    assert warning.startswith("page.md:3: WARNING: plots/")
    assert warning.endswith(f"{told} [plot.script]")


@pytest.mark.parametrize(("builder", "suffix"), [("latex", "pdf"), ("epub", "svg")])
def test_books_have_a_file(tmp_path: Path, builder: str, suffix: str) -> None:
    result = build_page(tmp_path, builder=builder, **BOOK)

    assert result.warnings == []
    assert [path.name for path in result.out.rglob(f"squares.{suffix}")] == [f"squares.{suffix}"]


@pytest.mark.parametrize("builder", ["text", "man", "singlehtml", "gettext"])
def test_other_builders_take_plots(tmp_path: Path, builder: str) -> None:

    assert build_page(tmp_path, builder=builder, **BOOK).warnings == []


def test_everything_that_is_read_is_translated(tmp_path: Path) -> None:
    told = {
        'A curve that \\"rises\\" & bends.': "曲線",
        "The *squares*.": "*平方*",
        "x": "数",
    }
    catalog = "".join(f'msgid "{english}"\nmsgstr "{other}"\n\n' for english, other in told.items())
    (tmp_path / "locale/ja/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "locale/ja/LC_MESSAGES/page.po").write_text(
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n{catalog}', encoding="utf-8"
    )
    english = words_of(build_page(tmp_path))

    result = build_page(tmp_path, language="ja", locale_dirs=[str(tmp_path / "locale")])

    assert result.warnings == []
    assert drawing(result).get("aria-label") == "曲線"
    assert "<em>平方</em>" in result.page("page.html")
    assert english - words_of(result) == {"x"}
    assert words_of(result) - english == {"数"}


def words_of(result: Result) -> set[str]:
    return {part.text or "" for part in drawing(result).iter("text")}


def test_everything_that_is_read_is_collected_for_translators(tmp_path: Path) -> None:
    catalog = (build_page(tmp_path, builder="gettext").out / "page.pot").read_text(encoding="utf-8")

    for line in (PAGE.index(":alt:"), PAGE.index("The *")):
        assert PAGE[line:].partition("\n")[0].removeprefix(":alt: ").replace('"', '\\"') in catalog
    assert 'msgid "x"' in catalog


def test_every_word_in_the_plots_of_the_site_is_for_translators(tmp_path: Path) -> None:
    scripts = sorted((TOP / "docs/plots").glob("*.py"))
    assert scripts
    for script in scripts:
        said = {word: f"※{number}" for number, word in enumerate(words(script))}
        drawing = drawn(script, tmp_path, said).with_suffix(".svg")
        texts = ET.parse(drawing).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - as above
        assert [one.text for one in texts if re.search("[A-Za-z]{2}", one.text or "")] == []


def test_every_plot_of_the_site_is_shown_by_one_note() -> None:
    """Two notes would draw it at the same time."""
    scripts = sorted(path.name for path in (TOP / "docs/plots").glob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in (TOP / "docs/concepts").glob("*.md")]

    shown = sorted(name for text in texts for name in re.findall(r"\{plot\} /plots/(.+)", text))

    assert shown == scripts
