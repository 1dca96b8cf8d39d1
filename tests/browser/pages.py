"""Pages with questions, made from the templates alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

PACKAGE = Path(__file__).parents[2] / "quizgen"
HOSTILE = 'It\'s <b>5 & 6</b> `code` $x$ {{ y }} {% z %} \\n 日本語 🚀 "quoted"'

PAGE = jinja2.Template(
    """\
<!DOCTYPE html>
<html lang="en"{% if theme %} data-theme="{{ theme }}"{% endif %}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Questions</title>
<link rel="icon" href="page.css">
<link rel="stylesheet" href="page.css">
<link rel="stylesheet" href="quizgen.css">
<script src="quizgen-log.js" defer></script>
<script src="quizgen.js" defer></script>
</head>
<body>
<main>
<h1>Questions</h1>
{{ quiz }}
</main>
</body>
</html>
"""
)
# What any theme does, so that a question stands on a page like a real one.
PAGE_CSS = """\
:root { color-scheme: light dark; }
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; }
main { max-width: 46rem; margin-inline: auto; padding: 1rem; }
a { color: light-dark(#1d4fd8, #8fb2ff); }
"""


@dataclass(frozen=True, kw_only=True)
class Option:
    """What the template reads of an option."""

    id: str
    text: Markup
    is_key: bool = False
    reason: Markup
    href: str | None = None
    link_text: Markup | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the template reads of a question."""

    id: str
    number: int = 1
    revision: str = "1a2b"
    stem: Markup
    options: tuple[Option, ...]
    rationale: Markup = field(default_factory=Markup)
    solution: tuple[Markup, ...] = ()
    source: str = ""

    @property
    def choose(self) -> int:
        """The number of keys."""
        return sum(option.is_key for option in self.options)


def question(item: str, *options: str, **fields: object) -> Question:
    """Make a question about planets; an option that starts with "=" is a key."""
    made = Question(
        id=item,
        stem=Markup("Which planet do they mean in <em>%s</em>?") % item,
        options=tuple(option(text) for text in options or ("=Mars", "Venus", "Earth")),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def option(text: str) -> Option:
    """Make an option whose id is its first word."""
    name = text.removeprefix("=")
    return Option(
        id=name.split()[0].lower(),
        text=escape(name),
        is_key=text.startswith("="),
        reason=Markup("<p>Because of what is known of <strong>%s</strong>.</p>") % name,
        href="planets.html#" + name.split()[0].lower(),
        link_text=escape(f"All about {name}"),
    )


def hostile() -> Question:
    """Make a question in which every text holds what could be taken for markup."""
    text = escape(HOSTILE)
    options = tuple(
        Option(id=name, text=text + name, is_key=name == "a", reason=text, href="n.html?a=1&b=2")
        for name in "abc"
    )
    return Question(
        id="hostile.text-~_=1", stem=text, options=options, rationale=text, solution=(text, text)
    )


def examples() -> tuple[Question, ...]:
    """Return one question of each kind."""
    made = (
        question(
            "tour.one", rationale=Markup('<p>Mars is the red one, and <a href="#">more</a>.</p>')
        ),
        question("tour.two", "=Jupiter", "=Saturn", "Mars", "Venus", "Earth"),
        question(
            "tour.long",
            "=7 days and a rather long text which has to wrap on a narrow screen, as texts do",
            "8days" * 12,
            stem=Markup("Read this: <code>%s</code>") % ("orbit = 1 * " * 12),
            solution=(Markup("2 × 3 = 6"), Markup("6 + 1 = <strong>7</strong>")),
        ),
        hostile(),
    )
    return tuple(replace(q, number=number) for number, q in enumerate(made, 1))


def environment() -> jinja2.Environment:
    """Return the environment the extension renders the templates in."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PACKAGE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return made


def render(questions: Sequence[Question], site: str = "planets") -> str:
    """Return the HTML of a block of questions."""
    return environment().get_template("quiz.html").render(questions=questions, site=site)


def write_page(path: Path, questions: Sequence[Question], *, site: str, theme: str = "") -> None:
    """Write a page, and beside it what it loads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.render(quiz=render(questions, site), theme=theme), encoding="utf-8")
    (path.parent / "page.css").write_text(PAGE_CSS, encoding="utf-8")
    for asset in (PACKAGE / "static").iterdir():
        (path.parent / asset.name).write_bytes(asset.read_bytes())
