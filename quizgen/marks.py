"""What a learner answered, beside the notes in lists and as a line on a page.

Both come only where a page of the site asks the whole bank, and only where it is served: on
``file://`` browsers may keep the storage of each page apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from .domain import quiz_domain
from .files import is_fresh, kept_path, write_pieces
from .html import has_pages, site_id
from .practice import site_of
from .practice_bank import ids_script
from .text import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from .domain import QuizDomain

#: The script with the ids of all questions, at the top of the site.
IDS = "bank-ids.js"
#: What a page loads that shows marks, in this order.
SCRIPTS = ("quizgen-log.js", "quizgen-marks.js")
#: What quizgen-marks.js loads once there is an answer, before the ids.
LATER = ("quizgen-progress.js", "quizgen-fsrs.js", "quizgen-show.js", "quizgen-plan.js")
STYLE = "quizgen-marks.css"
#: Overviews in which notes get marks.
MARKED = frozenset({"overview-list", "overview-table"})


class quiz_progress(nodes.General, nodes.Element):  # noqa: N801 - the name of the class is the tag
    """A line on what was answered; its content stands there as long as nothing was."""


class quiz_marks(nodes.General, nodes.Element):  # noqa: N801
    """What the marks on the page of ``docname`` are made from."""


class ProgressDirective(SphinxDirective):
    """``{quiz-progress}``: how far a learner is."""

    has_content: ClassVar = True

    def run(self) -> list[nodes.Node]:
        place = quiz_progress("", *self.parse_content_to_nodes(), docname=self.env.docname)
        self.set_source_info(place)
        quiz_domain(self.env).data["progress_pages"][self.env.docname] = True
        return [place]


class PlaceMarks(SphinxPostTransform):
    """Add what marks are made from where there is something to mark."""

    #: After the overviews are there (5).
    default_priority = 6

    def run(self, **_kwargs: object) -> None:
        domain = quiz_domain(self.env)
        is_marked = has_marks(domain)
        places = list(self.document.findall(quiz_progress))
        for place in places:
            if not is_marked:
                place.replace_self(place.children)
        if is_marked and (places or any(self.document.findall(_lists_notes))):
            self.document += quiz_marks(docname=self.env.docname)


def _lists_notes(node: nodes.Node) -> bool:
    """Whether a list may lead to notes: one made of facts, or one of pages."""
    if isinstance(node, addnodes.toctree):
        return not node.get("hidden")
    return isinstance(node, nodes.Element) and not MARKED.isdisjoint(node.get("classes", ()))


def has_marks(domain: QuizDomain) -> bool:
    return has_pages(domain.builder) and bool(domain.data["bank_pages"])


def write_ids(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the script where anything changed, and delete it where no page shows marks."""
    domain, path = quiz_domain(env), app.outdir / IDS
    if not has_marks(domain):
        path.unlink(missing_ok=True)
        return []
    site, kept = site_of(domain), kept_path(app.builder, "ids")
    mark = digest(domain.bank_digest(), site.id, site.mark)
    if not is_fresh(path, kept, mark):
        write_pieces(path, ids_script(domain.keeper.parts(site), site.id), kept, mark)
    return []


# The page


def add_marks(
    app: Sphinx, _pagename: str, _template: str, _context: dict[str, object], doctree: object
) -> None:
    """Load what marks need on a page that has them."""
    if isinstance(doctree, nodes.document) and any(doctree.findall(quiz_marks)):
        app.add_css_file(STYLE)
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def visit_quiz_progress(self: HTML5Translator, node: quiz_progress) -> None:
    self.body.append(
        self.starttag(node, "div", CLASS="quiz-progress") + '<div data-part="before">\n'
    )


def depart_quiz_progress(self: HTML5Translator, node: quiz_progress) -> None:
    domain = quiz_domain(self.builder.env)
    pages: dict[str, str] = domain.data["bank_pages"]
    practice = sorted(name for name, player in pages.items() if player == "practice")
    href = self.builder.get_relative_uri(node["docname"], practice[0]) if practice else ""
    template = domain.template.environment.get_template("progress.html")
    self.body.append(f"</div>\n{template.render(practice=href)}\n</div>\n")


def visit_quiz_marks(self: HTML5Translator, node: quiz_marks) -> None:
    top = "../" * self.builder.get_target_uri(node["docname"]).count("/")
    later = [*(f"{top}_static/{script}" for script in LATER), f"{top}{IDS}"]
    domain = quiz_domain(self.builder.env)
    template = domain.template.environment.get_template("marks.html")
    self.body.append(template.render(site=site_id(self.config), scripts=later))
    raise nodes.SkipNode
