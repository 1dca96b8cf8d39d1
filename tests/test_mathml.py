"""Formulas on pages are MathML, which needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support import Result, build

if TYPE_CHECKING:
    from pathlib import Path

EXTENSIONS = ["myst_parser", "quizgen", "extensions.mathml"]
#: What a book and a manual page ask for.
BOOK: dict[str, Any] = {
    "version": "1",
    "copyright": "Me",
    "man_pages": [("index", "notes", "Notes", ["Me"], 1)],
}
PAGE = r"""# Formulas

A half is $\frac{1}{2}$ here.

$$\sqrt{x} + 1$$

\begin{align*}
a &= 1 \\
b &= 2
\end{align*}
"""


def build_page(folder: Path, text: str, builder: str = "html", **config: object) -> Result:
    return build(
        folder,
        {"docs/formulas.md": text},
        builder,
        extensions=EXTENSIONS,
        html_math_renderer="mathml",
        myst_update_mathjax=False,
        myst_enable_extensions=["amsmath", "dollarmath"],
        **config,
    )


def test_formulas_become_mathml_and_the_page_loads_no_script_for_them(tmp_path: Path) -> None:
    result = build_page(tmp_path, PAGE)

    page = result.page("formulas.html")
    assert result.warnings == []
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac></math></span> here." in page
    assert "<msqrt><mi>x</mi></msqrt><mo>+</mo><mn>1</mn></math></div>" in page
    assert page.count("<mtr>") == 2
    assert "mathjax" not in page.casefold()
    assert "://" not in page.replace("http://www.w3.org/1998/Math/MathML", "").replace(
        "https://www.sphinx-doc.org/", ""
    )


def test_index_of_a_letter_with_a_hat_stands_beside_it(tmp_path: Path) -> None:
    result = build_page(tmp_path, "# Formulas\n\nThe sum is $\\sum_i \\hat{y}_i$.\n")

    page = result.page("formulas.html")
    hat = '<mover accent="true"><mi>y</mi><mo stretchy="false">ˆ</mo></mover>'
    assert f"<msub>{hat}<mi>i</mi></msub>" in page
    assert "<mo>∑</mo><mi>i</mi>" in page.replace(' movablelimits="true"', "")


def test_books_know_the_sign_behind_a_function(tmp_path: Path) -> None:
    """They are XML, which has no name for it."""
    result = build_page(tmp_path, "# Formulas\n\nThis is $\\ln x$.\n", "epub", **BOOK)

    assert "<mi>ln</mi><mo>\u2061</mo><mi>x</mi>" in result.page("formulas.xhtml")


@pytest.mark.parametrize("builder", ["html", "text", "dummy"])
def test_formula_that_cannot_be_read_is_one_warning_with_its_line(
    tmp_path: Path, builder: str
) -> None:
    result = build_page(tmp_path, "# Formulas\n\nThis is\n$\\frac{1}{2} + \\nonsense$.\n", builder)

    (told,) = result.warnings
    assert told.startswith("formulas.md:3: WARNING: this formula cannot be read: \\frac{1}{2} +")
    assert told.endswith("[math.latex]")


def test_formula_that_cannot_be_read_is_shown_as_it_was_written(tmp_path: Path) -> None:
    result = build_page(tmp_path, "# Formulas\n\nThis is $\\nonsense <b>$.\n")

    assert "<code>\\nonsense &lt;b&gt;</code>" in result.page("formulas.html")


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml", "gettext"])
def test_other_builders_take_formulas(tmp_path: Path, builder: str) -> None:

    assert build_page(tmp_path, PAGE, builder, **BOOK).warnings == []
