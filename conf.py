"""Settings of the site. The notes are in docs/, the pages' templates in _templates/.

Every key: https://www.sphinx-doc.org/en/master/usage/configuration.html
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

TOP = Path(__file__).parent
sys.path.insert(0, str(TOP))  # for quizgen and extensions/

project = "ML Exam Notes"
author = "The authors of this project"
copyright = author  # without a year: Sphinx would put the present one
version = release = "0.1"
language = "en"

extensions = [
    "myst_parser",
    "sphinx_design",
    "quizgen",
    "extensions.hosting",
    "extensions.mathml",
    "extensions.offline",
    "extensions.plots",
]

# Sphinx looks for relative ones in docs/ when it collects the texts to translate.
templates_path = [str(TOP / "_templates")]
locale_dirs = [str(TOP / "locale")]

myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3  # [text](note.md#a-heading) works
myst_title_to_header = True  # the title of a note stands in its front matter

# Readers of these notes know them; the linter asks to explain all others.
quizgen_known = ["AMI", "AWS", "EC2", "ETL", "IAM", "KMS", "LLM", "ML", "NFS", "NLP", "SDK", "VPC"]
# They stand in titles and stems of every kind, so that nobody knows a key by them.
quizgen_common = ["Amazon", "AWS"]

# By what learners choose questions, and what becomes a tag in Anki, Moodle and others.
quizgen_groups = ["exams", "phases", "family", "area", "topic"]

myst_update_mathjax = False  # formulas need no script
html_math_renderer = "mathml"

# What a phone shows when the site is installed; `python -m scripts.icons` draws the pictures.
offline_manifest = {
    "theme_color": "#1c5a94",
    "background_color": "#fcfcfa",
    "icons": [
        {"src": "_static/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "_static/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": "_static/icon-512.png", "sizes": "512x512", "type": "image/png"},
        {
            "src": "_static/icon-maskable.png",
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ],
}

html_theme = "basic"
# Where the site is hosted: `make html SITE_URL=https://…` says it.
html_baseurl = ""
html_title = project
html_style = "site.css"
html_static_path = ["docs/_static"]
# Not deferred: it sets the colours before anything is drawn.
html_js_files = ["site.js"]
html_permalinks_icon = "#"
html_use_index = False
html_domain_indices = False
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # it would fetch pages, which browsers refuse on file://

# `make links` asks for every address outside the site.
linkcheck_timeout = 20
linkcheck_retries = 2
# Books: `make epub` and `make pdf`. The theme is in _templates/book.
html_theme_path = ["_templates"]
epub_theme = quizgen_book_theme = "book"
epub_basename = "ml-exam-notes"
epub_uid = "book"
epub_identifier = "urn:uuid:b04eb428-96dd-5cdd-98ea-8a67f149cf0b"  # of all editions
epub_description = "Study notes for the AWS machine-learning certifications, with questions."
epub_contributor = author
epub_copyright = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
epub_cover = ("_static/cover.png", "book/cover.html")
epub_tocscope = "includehidden"
epub_tocdup = False
epub_tocdepth = 2
epub_show_urls = "no"
epub_exclude_files = ["_static/paper.css", "_static/sphinx-design.min.css"]


def fit_tables(app: "Sphinx", doctree: nodes.document, _docname: str) -> None:
    """Let a wide table scroll in a box of its own, and give it no widths in `style` attributes."""
    if app.builder.format != "html":
        return
    for table in list(doctree.findall(nodes.table)):
        table.attributes.pop("width", None)
        others = [name for name in table["classes"] if not name.startswith("colwidths-")]
        table["classes"] = [*others, "colwidths-auto"]
        box = nodes.container(classes=["table-box"])
        table.parent.replace(table, box)
        box.append(table)


def undress_books(app: "Sphinx") -> None:
    """Keep what is for screens out of books."""
    if app.tags.has("book"):
        app.config.html_static_path = []


def setup(app: "Sphinx") -> None:
    """Let Sphinx call what stands above."""
    app.connect("builder-inited", undress_books)
    app.connect("doctree-resolved", fit_tables)
