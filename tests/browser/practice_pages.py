"""Pages on which a whole bank is asked, made from the templates alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jinja2

from quizgen.practice import PLAYERS, SCRIPT, blanks
from tests.browser.pages import PACKAGE, PAGE_CSS, environment

if TYPE_CHECKING:
    from pathlib import Path

PAGE = jinja2.Template(
    """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Practice</title>
<link rel="icon" href="page.css">
<link rel="stylesheet" href="page.css">
{% for style in player.styles %}<link rel="stylesheet" href="{{ style }}">
{% endfor %}{% for script in player.scripts %}<script src="{{ script }}" defer></script>
{% endfor %}</head>
<body>
<main>
<h1>Practice</h1>
{{ body }}
</main>
</body>
</html>
"""
)


def asked(id_: str, *texts: str, **more: object) -> dict[str, Any]:
    """Make a question of a bank; a text that starts with "=" is a key, its first word the id."""
    texts = texts or ("=Mars", "Venus", "Earth")
    names = [text.removeprefix("=") for text in texts]
    return {
        "id": id_,
        "rev": "1a2b",
        "kind": "written",
        "hard": 0.3,
        "facts": [f"{id_.partition('~')[0]}.fact"],
        "stem": f"Which planet do they mean in <em>{id_}</em>?",
        "options": [
            [name.split()[0].lower(), name, f"Because of what is known of {name}.", "mars", "does"]
            for name in names
        ],
        "keys": [place for place, text in enumerate(texts) if text.startswith("=")],
        **more,
    }


def noted(name: str, *questions: dict[str, Any], **more: object) -> dict[str, Any]:
    """Make a note of a bank."""
    note: dict[str, Any] = {"name": name, "title": name.title(), "type": "planet"}
    return {**note, "href": f"{name}.html", "questions": list(questions), **more}


def bank(*notes: dict[str, Any], site: str = "planets", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Make what bank.js holds."""
    return {
        "v": 1,
        "site": site,
        "language": "en",
        "anchor": "fact--{note}--{field}",
        "bands": [0.2, 0.4],
        "fields": [],
        "notes": list(notes),
        **more,
    }


def planets(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Make a bank with groups, variants, and two questions on one fact."""
    return bank(
        noted(
            "mars",
            asked("mars.colour", facts=["mars.colour"], why="It is <em>red</em>."),
            asked("mars.red", facts=["mars.colour"], kind="generated"),
            asked("mars.two", "=Phobos", "=Deimos", "Io", kind="generated"),
            groups={"family": ["rocky"], "exams": {"A-1": ["1.1", "2.3"]}},
        ),
        noted(
            "saturn",
            *(
                asked(
                    f"saturn.year~{n}",
                    "=29 years",
                    "12 years",
                    "84 years",
                    item="saturn.year",
                    kind="calculated",
                    steps=["<strong>1</strong>", "2"],
                    source="https://example.org/?a=1&b=2",
                )
                for n in range(3)
            ),
            groups={"family": ["gas"], "exams": {"A-1": ["2.1"]}},
        ),
        fields=[
            {
                "name": "family",
                "label": "Family",
                "values": [{"key": "rocky", "label": "Rocky"}, {"key": "gas", "label": "Of gas"}],
            },
            {
                "name": "exams",
                "label": "Exam tasks",
                "values": [
                    {"key": "A-1", "label": "A-1", "codes": [["1.1", "Name"], ["2.1", "Count"]]}
                ],
            },
        ],
        **more,
    )


def exam_planets(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Make a bank with an exam of ten questions, and one with too few and no limit of time."""
    seven = ["mercury", "venus", "earth", "mars", "jupiter", "saturn", "uranus"]
    near = [
        noted(
            name,
            asked(f"{name}.size"),
            asked(f"{name}.moons", "=Phobos", "=Deimos", "Io", "Europa"),
            groups={"family": [("rocky", "gas")[name > "n"]], "exams": {"A-1": ["1.1"]}},
        )
        for name in seven
    ]
    far = [
        noted(
            name,
            asked(f"{name}.orbit", why="It is <em>far</em>."),
            asked(f"{name}.ring", kind="generated"),
            groups={"family": ["far"], "exams": {"A-1": ["2.1"], "B-2": ["1.1"]}},
        )
        for name in ("neptune", "pluto", "ceres")
    ]
    families = [("rocky", "Rocky"), ("gas", "Of gas"), ("far", "Far away"), ("none", "Unused")]
    lengths = {"whole": (10, [6, 4], 1200), "half": (5, [3, 2], 600), "quarter": (3, [2, 1], 300)}
    exams = {
        "A-1": [["1", "Near planets", 60], ["2", "Far planets", 40]],
        "B-2": [["1", "All", 3], ["2", "Nothing yet", 1]],
    }
    return bank(
        *near,
        *far,
        fields=[
            {
                "name": "family",
                "label": "Family",
                "values": [{"key": key, "label": label} for key, label in families],
            },
            {
                "name": "exams",
                "label": "Exam tasks",
                "values": [
                    {
                        "key": key,
                        "label": f"Exam {key}",
                        "codes": [["1.1", "Name"], ["2.1", "Count"]],
                        "parts": parts,
                    }
                    for key, parts in exams.items()
                ],
            },
        ],
        exams=[
            {
                "field": "exams",
                "key": key,
                "note": "mars",
                "lengths": [
                    {"name": name, "questions": questions, "shares": shares}
                    | ({"seconds": seconds} if key == "A-1" else {})
                    for name, (questions, shares, seconds) in lengths.items()
                ],
            }
            for key in exams
        ],
        **more,
    )


def write_player(path: Path, data: object, *, player: str = "practice") -> str:
    """Write a page with a bank, and beside it what it loads; give its file:// address."""
    template = environment().get_template(PLAYERS[player].template)
    site = data["site"] if isinstance(data, dict) else "planets"
    body = template.render(site=site, bank=SCRIPT, blanks=blanks())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.render(player=PLAYERS[player], body=body), encoding="utf-8")
    # axe takes a page for white that does not say what it is.
    style = PAGE_CSS + "body { background: Canvas; }\n"
    (path.parent / "page.css").write_text(style, encoding="utf-8")
    text = json.dumps(data, ensure_ascii=False)
    (path.parent / SCRIPT).write_text(f"quizgenBank={text};\n", encoding="utf-8")
    for asset in (PACKAGE / "static").iterdir():
        (path.parent / asset.name).write_bytes(asset.read_bytes())
    return path.as_uri()
