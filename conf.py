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
sys.path.insert(0, str(TOP))  # for quizgen

project = "ML Exam Notes"
author = "The authors of this project"
copyright = author  # without a year: Sphinx would put the present one
version = release = "0.1"
language = "en"

extensions = ["myst_parser", "sphinx_design", "quizgen"]

# Sphinx looks for relative ones in docs/ when it collects the texts to translate.
templates_path = [str(TOP / "_templates")]
locale_dirs = [str(TOP / "locale")]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3  # [text](note.md#a-heading) works
myst_title_to_header = True  # the title of a note stands in its front matter

quizgen_report = "bank"  # bank.html, for authors
# Readers of these notes know them; the linter asks to explain all others.
quizgen_known = ["AMI", "AWS", "EC2", "ETL", "IAM", "KMS", "LLM", "ML", "NFS", "NLP", "SDK", "VPC"]

# What becomes a tag in Anki, Moodle and others.
quizgen_tags = ["family", "topic", "area", "layer", "phases", "exams"]

html_theme = "basic"
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


def setup(app: "Sphinx") -> None:
    """Let Sphinx call what stands above."""
    app.connect("doctree-resolved", fit_tables)
