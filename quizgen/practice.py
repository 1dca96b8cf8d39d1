"""Pages that ask all questions of the site, and the script with the bank that they load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from markupsafe import Markup
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from .domain import quiz_domain
from .files import is_fresh, kept_path, write_pieces
from .html import OptionView, QuestionView, anchor_of, has_pages, site_id
from .items import MAX_OPTIONS, MIN_DISTRACTORS
from .markup import to_html, to_text
from .mock import ExamFields, misfits
from .practice_bank import VERSION, Site, bank_script
from .text import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from .domain import QuizDomain

logger = logging.getLogger(__name__)

#: The script with the bank, at the top of the site.
SCRIPT = "bank.js"


class Player(NamedTuple):
    """What a page needs on which the whole bank is asked."""

    template: str
    #: What is loaded beside the bank, in this order.
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


PLAYERS = {
    "practice": Player(
        template="practice.html",
        scripts=(
            "quizgen-log.js",
            "quizgen.js",
            "quizgen-progress.js",
            "quizgen-fsrs.js",
            "quizgen-show.js",
            "quizgen-player.js",
            "quizgen-plan.js",
            "quizgen-practice.js",
        ),
        styles=("quizgen.css", "quizgen-practice.css"),
    ),
    "exam": Player(
        template="exam.html",
        scripts=(
            "quizgen-log.js",
            "quizgen.js",
            "quizgen-progress.js",
            "quizgen-show.js",
            "quizgen-player.js",
            "quizgen-draw.js",
            "quizgen-score.js",
            "quizgen-result.js",
            "quizgen-exam.js",
        ),
        styles=("quizgen.css", "quizgen-practice.css", "quizgen-exam.css"),
    ),
}


class bank_page(nodes.General, nodes.Element):  # noqa: N801 - the name of the class is the tag
    """The place on ``docname`` where the whole bank is asked, by ``player``."""


class BankPageDirective(SphinxDirective):
    """Puts a player on a page, once."""

    player: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        place = bank_page(docname=self.env.docname, player=self.player)
        self.set_source_info(place)
        taken: dict[str, str] = quiz_domain(self.env).data["bank_pages"]
        if self.env.docname in taken:
            told = f"{{quiz-{taken[self.env.docname]}}} stands here already; give each its own page"
            logger.warning(told, location=place, type="quizgen", subtype="duplicate")
            return []
        taken[self.env.docname] = self.player
        return [place]


class PracticeDirective(BankPageDirective):
    """``{quiz-practice}``: learners choose questions of the whole bank here."""

    player = "practice"


class ExamDirective(BankPageDirective):
    """``{quiz-exam}``: learners sit mock exams here."""

    player = "exam"
    option_spec: ClassVar = dict.fromkeys(ExamFields._fields, directives.unchanged_required)

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(self.config.quizgen_vocabulary)
        domain = quiz_domain(self.env)
        given = {name: self.options.get(name, "").strip() for name in ExamFields._fields}
        fields = ExamFields(**given)
        found = super().run()
        wrong = list(misfits(fields, domain.vocabulary))
        for message in wrong:
            told = f"{{quiz-exam}}: {message}"
            logger.warning(told, location=self.get_location(), type="quizgen", subtype="value")
        if found and not wrong:
            domain.data["exam_pages"][self.env.docname] = fields
        return found


class FillBankPages(SphinxPostTransform):
    """Say where one can practise, in books and whatever else has no scripts."""

    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        domain = quiz_domain(self.env)
        for place in list(self.document.findall(bank_page)):
            if not has_pages(domain.builder):
                text = domain.translate("This works on the pages of the site, in a browser.")
                place.replace_self(nodes.paragraph("", text))


# The script


def write_bank(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the script where a page asks for it and anything changed.

    The parts of notes are made before the environment is kept, so that an edit makes few anew.
    """
    if not has_pages(app.builder):
        return []
    domain, path = quiz_domain(env), app.outdir / SCRIPT
    if not domain.data["bank_pages"]:
        path.unlink(missing_ok=True)
        return []
    site, kept = site_of(domain), kept_path(app.builder, "bank")
    mark = _mark(domain, site)
    if not is_fresh(path, kept, mark):
        pieces = bank_script(domain.build, domain.keeper.parts(site), site)
        write_pieces(path, pieces, kept, mark)
    return []


def _mark(domain: QuizDomain, site: Site) -> str:
    """Hash what the script is made from; this needs no note to be unpacked."""
    versions = f"{VERSION} {domain.data_version}"
    bank, exams = domain.bank_digest(), repr(site.exams)
    return digest(versions, bank, site.id, site.language, site.mark, exams)


def site_of(domain: QuizDomain) -> Site:
    """What the bank says of the site."""
    config = domain.env.config
    return Site(
        id=site_id(config),
        language=config.language,
        address=domain.builder.get_target_uri,
        anchor=anchor_of("{note}", "{field}"),
        html=to_html,
        text=to_text,
        exams=sorted(set(domain.data["exam_pages"].values())),
        groups=tuple(config.quizgen_groups),
    )


# The page


def add_player(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], doctree: object
) -> None:
    """Load what a player needs on its page."""
    is_there = pagename in quiz_domain(app.env).data["bank_pages"]
    if not is_there or not isinstance(doctree, nodes.document) or not has_pages(app.builder):
        return
    for place in doctree.findall(bank_page):
        player = PLAYERS[place["player"]]
        for style in player.styles:
            app.add_css_file(style)
        for script in player.scripts:
            app.add_js_file(script, loading_method="defer")


def visit_bank_page(self: HTML5Translator, node: bank_page) -> None:
    builder = self.builder
    domain = quiz_domain(builder.env)
    template = domain.template.environment.get_template(PLAYERS[node["player"]].template)
    here = builder.get_target_uri(node["docname"])
    context = {
        "site": site_id(self.config),
        "bank": "../" * here.count("/") + SCRIPT,
        "blanks": blanks(),
    }
    self.body.append(template.render(context))
    raise nodes.SkipNode


def blanks() -> list[QuestionView]:
    """Give a question without texts for each number of keys; quizgen-show.js fills one in."""
    return [_blank(keys) for keys in range(1, MAX_OPTIONS - MIN_DISTRACTORS + 1)]


def _blank(keys: int) -> QuestionView:
    space, filler = Markup(" "), Markup("…")  # no link may be without words
    options = tuple(
        OptionView(id="", text=Markup(), is_key=is_key, reason=Markup(), href="#", link_text=filler)
        for is_key in (True, False)
    )
    return QuestionView(
        id=f"quiz-blank-{keys}",
        number=Markup('<span class="quiz-n"></span>'),
        choose=keys,
        revision="",
        stem=Markup(),
        rationale=space,
        solution=(space,),
        source="#",
        options=options,
    )
