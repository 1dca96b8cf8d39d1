"""After an edit just the pages are written again that show it, and a clean build gives no other."""

from __future__ import annotations

import os
import re
from functools import partial
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sphinx.builders.html import StandaloneHTMLBuilder

from quizgen import plausible, together
from quizgen.build import Build
from quizgen.choose import choose_questions
from quizgen.models import read_model
from quizgen.notes import read_note
from quizgen.overview import Overview, Section
from quizgen.reader import Reader
from quizgen.vocabulary import read_vocabulary
from tests import worlds
from tests.sites import Built, Site
from tests.worlds import sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizgen.wanted import Wanted

HARP = """\
---
title: Harp
type: instrument
family: strings
does: is plucked with both hands
clefs: {only: [treble, bass]}
length: 185
---

Tuned in **C flat**.
"""
TEMPO_MODELS = ("next-tempo", "order-of-tempi", "tempo-that-means", "typical-instrument")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One site for all: a case starts from what the one before has left, as an author does."""
    return Site("test-orchestra", tmp_path_factory.mktemp("incremental"))


@pytest.fixture(scope="module", autouse=True)
def _makes_few_together() -> Iterator[None]:
    """The site is small, and yet two processes share the work where two are wanted."""
    with patch.object(together, "FEW", 2):
        yield


@pytest.fixture
def site(kept: Site) -> Site:
    kept.restore()
    return kept


def written(before: Built, after: Built) -> set[str]:
    """Name the documents whose pages were written.

    Where a document came or went, Sphinx reads the lists by ``:glob:`` again; one that lists what
    it did does not count.
    """
    found = {
        name for name in after.shown if after.times[page(name)] != before.times.get(page(name))
    }
    if before.shown.keys() == after.shown.keys():
        return found
    return {name for name in found if not name.endswith("index")} | changed(before, after)


def changed(before: Built, after: Built) -> set[str]:
    """Name the documents whose pages have another content."""
    return {name for name in after.shown if after.files[page(name)] != before.files.get(page(name))}


def page(docname: str) -> str:
    return f"{docname}.html"


def differing(one: Built, other: Built) -> set[str]:
    """Name the files that are not the same in two builds."""
    paths = one.files.keys() | other.files.keys()
    return {path for path in paths if one.files.get(path) != other.files.get(path)}


WOODWIND = ("bassoon", "clarinet", "oboe")


def seat_with_strings(site: Site, *names: str) -> None:
    for name in names:
        site.edit(f"docs/instruments/{name}.md", "family: woodwind", "family: strings")


#: Pages with nothing but overviews of the notes.
OVERVIEWS = {"overview/sections", "overview/compare", "overview/tables"}

EDITS: dict[str, tuple[Callable[[Site], object], set[str], set[str]]] = {
    # what: (the edit, pages that show it, some that do not; "…" stands for all others)
    "nothing": (lambda site: site, set(), {"…"}),
    "a text": (
        lambda site: site.edit("docs/tempi/presto.md", "As fast", "Quite as fast"),
        {"tempi/presto"},
        {"…"},
    ),
    "a title, which stands in options, lists, links and navigation": (
        lambda site: site.edit("docs/tempi/largo.md", "title: Largo", "title: Larghetto"),
        {"index", "tempi/index", "tempi/largo", "tempi/andante", "tempi/allegro"},
        {"instruments/index", "instruments/violin"},
    ),
    "nothing of a title but its markup": (
        lambda site: site.edit("docs/tempi/largo.md", "title: Largo", "title: '*Largo*'"),
        {"index", "tempi/index", "tempi/andante"},
        {"instruments/index", "instruments/violin"},
    ),
    "a heading": (
        lambda site: site.edit("docs/instruments/oboe.md", "How a reed is", "How reeds are"),
        {"instruments/oboe"},
        {"…"},
    ),
    "a heading in a list that goes deep": (
        lambda site: site.edit("docs/tempi/index.md", "# Tempi\n", "# Tempi\n\n## Italian\n"),
        {"index", "tempi/index"},
        {"…"},
    ),
    "a heading that a link shows": (
        lambda site: site.edit("docs/instruments/viola.md", "What the", "What then the"),
        {"instruments/viola", "instruments/cello"},
        {"…"},
    ),
    "a fact that is a wrong option elsewhere": (
        lambda site: site.edit("docs/instruments/tuba.md", "with valves", "on four valves"),
        {"instruments/tuba", "instruments/horn", "instruments/ophicleide"},
        {"instruments/violin", "tempi/largo"},
    ),
    "a fact that overviews show": (
        lambda site: site.edit(
            "docs/instruments/viola.md", "clefs: {only: [alto, treble]}", "clefs: {only: [alto]}"
        ),
        {"instruments/viola", "overview/compare", "overview/tables"},
        {"overview/sections"},
    ),
    "a text that one overview shows": (
        lambda site: site.edit("docs/instruments/violin.md", "It is a fifth lower", "It is lower"),
        {"instruments/violin", "overview/compare"},
        {"overview/sections", "overview/tables"},
    ),
    "the name of a group, which a list of pages and a link show": (
        lambda site: site.edit(
            "docs/vocabulary.yaml", "{label: the brass section}", "{label: the horns}"
        ),
        {"index", *OVERVIEWS},
        {"tempi/largo"},
    ),
    "a group that goes": (
        lambda site: seat_with_strings(site, *WOODWIND),
        {"index", *OVERVIEWS},
        {"tempi/presto"},
    ),
    "what a page wants to be shown": (
        lambda site: site.edit("docs/overview/sections.md", ":by: family", ":by: clefs"),
        {"index", "overview/sections"},
        {"instruments/violin", "overview/tables"},
    ),
    "the text around an overview": (
        lambda site: site.edit("docs/overview/sections.md", "Together.", "\n\nAll together."),
        {"overview/sections"},
        {"…"},
    ),
    "a note that states nothing to be grouped by": (
        lambda site: site.edit("docs/tempi/presto.md", "means: ", "means: quite "),
        {"tempi/presto", "overview/sections", "overview/tables"},
        {"overview/compare"},
    ),
    "a number that is a wrong option elsewhere": (
        lambda site: site.edit("docs/instruments/tuba.md", "550", "560"),
        {"instruments/tuba", "instruments/horn"},
        {"tempi/largo"},
    ),
    "the title of what a written option means by its other name": (
        lambda site: site.edit("docs/instruments/cello.md", "title: Cello", "title: Small bass"),
        {"tempi/andante", "instruments/cello"},
        {"tempi/largo"},
    ),
    "a label of the vocabulary": (
        lambda site: site.edit("docs/vocabulary.yaml", "No longer played", "Out of use"),
        {"instruments/ophicleide", *OVERVIEWS},
        {"…"},
    ),
    "a sentence of the vocabulary": (
        lambda site: site.edit("docs/vocabulary.yaml", "has place", "takes place"),
        {"tempi/allegro"},
        {"tempi/presto", "instruments/violin"},
    ),
    "a remark in the vocabulary": (
        lambda site: site.edit("docs/vocabulary.yaml", "types:\n", "# A remark.\n\ntypes:\n"),
        set(),
        {"…"},
    ),
    "a word of the vocabulary that a note used": (
        lambda site: site.edit("docs/vocabulary.yaml", "    retired: {l", "    old: {l"),
        {"instruments/ophicleide", *OVERVIEWS},
        {"…"},
    ),
    "a question that is not to be asked": (
        lambda site: site.edit(
            "docs/instruments/trombone.md", "trombone.family-of", "trombone.instrument-that-does"
        ),
        {"instruments/trombone"},
        {"…"},
    ),
    "how many questions a page shows": (
        lambda site: site.edit("docs/instruments/trombone.md", "show: 3", "show: 2"),
        {"instruments/trombone"},
        {"…"},
    ),
    "an item model": (
        lambda site: site.edit("_templates/items/successor.jinja", "today", "in our day"),
        {"instruments/ophicleide"},
        {"…"},
    ),
    "an item model that goes": (
        lambda site: site.remove("_templates/items/successor.jinja"),
        {"instruments/ophicleide"},
        {"…"},
    ),
    "a new note": (
        lambda site: site.write("docs/instruments/harp.md", HARP),
        {
            "index",
            "instruments/index",
            "instruments/harp",
            "instruments/double-bass",
            "instruments/horn",
        },
        {"tempi/presto", "instruments/trombone"},
    ),
    "a note that goes": (
        lambda site: site.remove("docs/instruments/clarinet.md"),
        {"index", "instruments/index", "instruments/cello", "instruments/oboe"},
        {"tempi/andante"},
    ),
    "a note that goes and stays in a list": (
        lambda site: site.remove("docs/tempi/presto.md"),
        {"index", "tempi/index", "tempi/allegro"},
        {"instruments/horn"},
    ),
    "a note that goes and stays in a link": (
        lambda site: site.remove("docs/instruments/viola.md"),
        {"instruments/violin", "instruments/cello"},
        {"tempi/andante"},
    ),
    "a note that moves to another folder": (
        lambda site: site.move("docs/instruments/trombone.md", "docs/slides/trombone.md"),
        {"index", "instruments/index", "instruments/horn", "slides/trombone"},
        {"tempi/andante"},
    ),
    "a second note with the name of one": (
        lambda site: site.write("docs/instruments/wood/oboe.md", HARP),
        {"instruments/wood/oboe"},
        {"instruments/oboe", "instruments/violin"},
    ),
    "a note in front of one with its name": (
        lambda site: site.write("docs/a/oboe.md", HARP),
        {"a/oboe", "instruments/oboe"},
        {"tempi/andante"},
    ),
    "a note that is none any more": (
        lambda site: site.edit("docs/instruments/tuba.md", "type: instrument\n", ""),
        {"instruments/tuba", "instruments/ophicleide", "instruments/horn"},
        {"tempi/largo"},
    ),
    "a note that cannot be read any more": (
        lambda site: site.edit("docs/instruments/tuba.md", "length: 550", "length: ["),
        {"instruments/tuba", "instruments/ophicleide", "instruments/horn"},
        {"tempi/largo"},
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_edit_writes_just_the_pages_that_show_it(site: Site, what: str) -> None:
    edit, shows, does_not = EDITS[what]
    before = site.build()

    edit(site)
    after = site.build()

    found = written(before, after)
    others = after.shown.keys() - shows if "…" in does_not else does_not
    assert shows <= found
    assert set() == found & others
    assert changed(before, after) == found
    assert set() == differing(site.clean(), after)


def test_page_follows_each_note_among_its_options(site: Site) -> None:
    """Some are known by what other notes name, some by what stands beside the key."""
    built = site.build()
    question = next(question for question in built.bank if question.id.startswith("largo.typical"))
    followed = []

    for option in question.options:
        site.edit(f"docs/instruments/{option.id}.md", "\ntype: ", " of old\ntype: ")
        before, built = built, site.build()
        followed.append("tempi/largo" in written(before, built))

    assert followed == [True] * 4
    assert set() == differing(site.clean(), built)


def test_line_of_a_fact_moves_no_other_page(site: Site) -> None:
    before = site.build()

    site.edit("docs/tempi/largo.md", "place: 1\nmeans: broad", "means: broad\nplace: 1")
    after = site.build()

    assert {"tempi/largo"} == written(before, after)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "xml"])
def test_page_goes_with_its_note(site: Site, builder: str) -> None:
    before = site.build(builder)

    site.remove("docs/instruments/clarinet.md")
    after = site.build(builder)

    assert any("clarinet" in path for path in before.files)
    assert [path for path in after.files if "clarinet" in path] == []
    assert [path for path in after.out.rglob("*") if "clarinet" in path.name] == []


def test_renamed_note_keeps_the_ids_of_its_questions(site: Site) -> None:
    before = site.build()

    site.move("docs/instruments/horn.md", "docs/instruments/french-horn.md")
    site.edit("docs/instruments/french-horn.md", "type: inst", "aliases: [horn]\ntype: inst")
    after = site.build()

    assert "instruments/horn.html" not in after.files
    assert contents(before) == contents(after)
    assert set() == differing(site.clean(), after)


def contents(built: Built) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Give what a learner's answers hang on: ids, revisions, options."""
    return {
        question.id: (question.revision, [(option.id, option.text) for option in question.options])
        for question in built.bank
    }


def test_link_to_a_note_that_is_written_later_becomes_one(site: Site) -> None:
    site.edit("docs/tempi/presto.md", "As fast", "[Faster](prestissimo.md): as fast")
    before = site.build()

    site.write("docs/tempi/prestissimo.md", "---\norphan: true\n---\n\n# Prestissimo\n")
    after = site.build()

    assert "prestissimo" in before.warnings
    assert 'href="prestissimo.html"' in after.read("tempi/presto.html")
    assert set() == differing(site.clean(), after)


def test_first_item_model_of_a_type_brings_its_notes_a_section(site: Site) -> None:
    for model in TEMPO_MODELS:
        site.remove(f"_templates/items/{model}.jinja")
    before = site.build()

    site.restore()
    after = site.build()

    assert "Check yourself" not in before.read("tempi/largo.html")
    assert "Check yourself" in after.read("tempi/largo.html")
    assert set() == differing(site.clean(), after)


def test_note_of_a_type_that_is_declared_later_is_read_then(site: Site) -> None:
    vocabulary = site.read("docs/vocabulary.yaml")
    types = vocabulary[: vocabulary.index("\nfields:")]
    site.write("docs/vocabulary.yaml", vocabulary.replace(types, types[: types.index("  tempo:")]))
    for model in TEMPO_MODELS:
        site.remove(f"_templates/items/{model}.jinja")
    before = site.build()

    site.restore()
    after = site.build()

    assert "no type 'tempo'" in before.warnings
    assert after.warnings == ""
    assert set() == differing(site.clean(), after)


def test_edited_template_shows_on_every_page_that_a_template_writes_a_part_of(site: Site) -> None:
    """It may be older than the pages, as the one of another version of the package is."""
    before = site.build()

    site.write("_templates/quizgen/quiz.html", "{{ questions | length }} questions")
    os.utime(site.top / "_templates/quizgen/quiz.html", (0, 0))
    after = site.build()

    asking = {name for name, questions in after.shown.items() if questions}
    lists = {"index", "instruments/index", "tempi/index"}
    assert {*asking, "practice", *lists, *OVERVIEWS} == written(before, after) | lists
    assert set() == differing(site.clean(), after)


def test_builders_that_share_what_was_read_each_write_what_changed(site: Site) -> None:
    both = partial(site.build, kept="both", doctrees="doctrees")
    for builder in ("html", "text"):
        both(builder)

    site.edit("docs/instruments/tuba.md", "with valves", "on four valves")
    site.remove("docs/instruments/clarinet.md")
    html, text = (both(builder) for builder in ("html", "text"))

    assert set() == differing(site.clean("html"), html)
    assert set() == differing(site.clean("text"), text)


def test_edit_and_two_builds_give_the_bank_of_a_clean_one(site: Site) -> None:
    site.build()

    site.edit("docs/instruments/viola.md", "fills the middle of", "holds together")
    edited = site.build()
    again = site.build()

    clean = site.clean()
    assert clean.bank == edited.bank == again.bank
    assert clean.files == edited.files == again.files
    assert set() == written(edited, again)


# A site with many notes of a type, where few are looked at for each

GUESTS = """\
types:
  host: {fields: [guest]}
  guest: {fields: [table]}
fields:
  guest: {notes: guest, one: true}
  table: {values: table, one: true, group: true}
values:
  table: {round: {}, square: {}}
"""
MODEL = "---\nfor: host\nask: guest\n---\nWhom does {{ note }} invite?"


def guest_list(**titles: str) -> Build:
    """Two hosts; the guest of the second is a wrong option for the first, and at another table."""
    texts = {"host_a": "type: host\nguest: guest_1", "host_b": "type: host\nguest: guest_2"}
    for number in range(200):
        texts[f"guest_{number}"] = f"type: guest\ntable: {('square', 'round')[number % 2]}"
    reader = Reader("")
    vocabulary = read_vocabulary(GUESTS, reader)
    model = read_model("guest-of", MODEL, vocabulary, reader)
    notes = [
        read_note(name, f"---\ntitle: {titles.get(name, name)}\n{text}\n---\n", vocabulary, reader)
        for name, text in texts.items()
    ]
    assert reader.problems == []
    return Build([note for note in notes if note], vocabulary, [model] if model else [])


def test_questions_hang_on_notes_that_only_other_notes_name() -> None:
    before, after = guest_list(), guest_list(guest_2="Another")

    questions = [build.questions(build.bank.notes["host_a"]) for build in (before, after)]
    inputs = [build.inputs(build.bank.notes["host_a"]) for build in (before, after)]

    assert "guest_2" in {option.id for option in questions[0][0].options}
    assert questions[0] != questions[1]
    assert inputs[0] != inputs[1]


@given(sites(), st.data())
@settings(derandomize=True, max_examples=60)
def test_questions_stay_while_what_they_are_made_from_does(
    world: worlds.Site, data: st.DataObject
) -> None:
    """Whatever is written in a note, where no strangers are looked at and thus few notes known."""
    name = data.draw(st.sampled_from(sorted(world.notes)))
    rank = data.draw(st.integers(1, len(world.notes)))
    note = data.draw(worlds.animals(name, sorted(world.notes), sorted(world.food), rank))
    with patch.multiple(plausible, STRANGERS=0, FLOOR=0):
        before, after = (
            Build(site.read(), site.vocabulary, site.models)
            for site in (world, world.with_note(name, note | {"title": "Another"}))
        )

        kept = {
            other
            for other in world.notes
            if before.inputs(before.bank.notes[other]) == after.inputs(after.bank.notes[other])
        }

        assert seen(before, kept) == seen(after, kept)


def seen(build: Build, names: set[str]) -> dict[str, list[str]]:
    """Give the questions of notes, and those that a page with room for three shows."""
    found = {}
    for name in sorted(names):
        note = build.bank.notes[name]
        questions = build.questions(note)
        chosen = choose_questions(note, questions, 3, build.generator.plausibility)
        found[name] = [question.shown() for question in (*questions, *chosen)]
    return found


# Lists of pages

NUMBERED = "# Notes\n\n```{toctree}\n:numbered:\n:maxdepth: 2\n\ntempi/largo\ntempi/presto\n```\n"


def test_list_follows_the_numbers_of_what_it_lists(site: Site) -> None:
    """The first page gives numbers to documents, and another page lists them too."""
    site.write("docs/index.md", NUMBERED)
    before = site.clean(kept="numbered")
    site.edit("docs/index.md", "tempi/largo\ntempi/presto", "tempi/presto\ntempi/largo")
    after = site.build(kept="numbered")

    assert before.files["tempi/index.html"] != after.files["tempi/index.html"]
    assert set() == differing(site.clean(), after)


def test_what_lists_know_is_there_again_after_the_build(site: Site) -> None:
    """Sphinx reads it again where the same program builds once more."""
    built = site.build()

    lists = built.domain.env.files_to_rebuild
    assert lists["tempi/presto"] == {"tempi/index"}


# Parallel


def test_parallel_builds_are_the_same_as_serial_ones(site: Site) -> None:
    serial = site.clean()

    twice = [site.clean(jobs=2) for _ in range(2)]

    for parallel in twice:
        assert serial.bank == parallel.bank
        assert set() == differing(serial, parallel)


def test_processes_send_back_all_that_they_find(site: Site) -> None:
    """What they make, what they refuse, what is wrong with it, and what the linter finds."""
    site.edit("docs/tempi/largo.md", "\ntype:", "\nquiz: {mute: [nothing]}\ntype:")
    serial = site.clean(**EVERYTHING | {"quizgen_lint": {"*": "warning"}})
    with patch.object(Build, "refused", autospec=True, side_effect=Build.refused) as here:
        parallel = site.clean(jobs=2, **EVERYTHING | {"quizgen_lint": {"*": "warning"}})

    assert not here.called
    assert "no question 'nothing'" in serial.warnings
    assert "[quizgen.lint." in serial.warnings
    assert serial.warnings == parallel.warnings
    assert serial.domain.data["asked"] == parallel.domain.data["asked"]
    assert serial.domain.data["kept"] == parallel.domain.data["kept"]
    refusals = [build.domain.build.refusals for build in (serial, parallel)]
    assert refusals[0] == refusals[1] != []


def test_parallel_build_keeps_what_it_does_not_read_and_forgets_what_is_gone(site: Site) -> None:
    site.build(jobs=2)

    site.edit("docs/instruments/tuba.md", "with valves", "on four valves")
    site.edit("docs/tempi/andante.md", "means: walking", "means: at a walk")
    site.edit("docs/instruments/viola.md", "What the", "What then the")
    site.remove("docs/instruments/ophicleide.md")
    after = site.build(jobs=2)

    clean = site.clean()
    assert clean.bank == after.bank
    assert set() == differing(clean, after)


# Any edits in any order

EXAMPLES = int(os.environ.get("QUIZGEN_EXAMPLES", "5"))
NAMES = ["violin", "horn", "oboe", "zither"]


def change_text(site: Site, name: str, number: int) -> None:
    add_line(site, name, f"Line {number}.")


def change_fact(site: Site, name: str, number: int) -> None:
    replace_line(site, name, "does", f"plays in bar {number}")


def change_title(site: Site, name: str, number: int) -> None:
    replace_line(site, name, "title", f"{name.title()} the {number}.")


def change_length(site: Site, name: str, number: int) -> None:
    replace_line(site, name, "length", str(60 + number))


def change_group(site: Site, name: str, number: int) -> None:
    replace_line(site, name, "family", ["strings", "woodwind", "brass", "keyboards"][number % 4])


def change_overview(site: Site, _name: str, number: int) -> None:
    path = "docs/overview/sections.md"
    by = ["family", "clefs", "status", "title", "famly", "larger", "grades", "length"][number % 8]
    site.write(path, re.sub("^:by: .*", f":by: {by}", site.read(path), flags=re.MULTILINE))


def add_link(site: Site, name: str, number: int) -> None:
    add_line(site, name, f"See [](../instruments/{NAMES[number % len(NAMES)]}.md).")


def break_note(site: Site, name: str, number: int) -> None:
    replace_line(site, name, "type", ["instrument", "tempo", "none", "["][number % 4])


def add_or_remove(site: Site, name: str, _number: int) -> None:
    if path := path_of(site, name):
        site.remove(path)
    else:
        site.write(f"docs/instruments/{name}.md", HARP.replace("Harp", name.title()))


def move_note(site: Site, name: str, _number: int) -> None:
    if path := path_of(site, name):
        folder = "instruments" if "tempi/" in path else "tempi"
        site.move(path, f"docs/{folder}/{name}.md")


def change_vocabulary(site: Site, _name: str, number: int) -> None:
    text = site.read("docs/vocabulary.yaml")
    site.write(
        "docs/vocabulary.yaml", re.sub("(brass: {label: )[^}]*", rf"\1the brass {number}", text)
    )


def change_model(site: Site, _name: str, number: int) -> None:
    text = site.read("_templates/items/what-it-does.jinja")
    site.write(
        "_templates/items/what-it-does.jinja", re.sub("What is .* about", f"In {number}:", text)
    )


def path_of(site: Site, name: str) -> str:
    """Where a note is at present, or nothing."""
    paths = [f"docs/{folder}/{name}.md" for folder in ("tempi", "instruments")]
    return next((path for path in paths if (site.top / path).is_file()), "")


def add_line(site: Site, name: str, line: str) -> None:
    if path := path_of(site, name):
        site.write(path, f"{site.read(path)}\n{line}\n")


def replace_line(site: Site, name: str, key: str, value: str) -> None:
    if path := path_of(site, name):
        text = re.sub(f"^{key}: .*", f"{key}: {value}", site.read(path), flags=re.MULTILINE)
        site.write(path, text)


OPERATIONS = [
    change_text,
    change_fact,
    change_title,
    change_length,
    change_group,
    change_overview,
    add_link,
    break_note,
    add_or_remove,
    move_note,
    change_vocabulary,
    change_model,
]

#: The report for authors tells what is kept of every question, and what the linter finds.
EVERYTHING: dict[str, Any] = {"quizgen_report": "bank", "quizgen_lint": {"*": "info"}}


@given(
    st.lists(
        st.tuples(st.sampled_from(OPERATIONS), st.sampled_from(NAMES), st.integers(0, 7)),
        min_size=2,
        max_size=6,
    )
)
@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.generate],  # a step takes a second, so nothing is made smaller
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_edits_in_any_order_end_where_a_clean_build_does(
    kept: Site, operations: list[tuple[Callable[[Site, str, int], None], str, int]]
) -> None:
    """With one process and with two, whatever is read, written, merged and forgotten on the way."""
    kept.restore()
    kept.clean(kept="serial", **EVERYTHING)
    kept.clean(kept="parallel", jobs=2, **EVERYTHING)

    for change, name, number in operations:
        change(kept, name, number)
        serial = kept.build(kept="serial", **EVERYTHING)
        parallel = kept.build(kept="parallel", jobs=2, **EVERYTHING)
        clean = kept.clean(**EVERYTHING)

        assert clean.bank == serial.bank == parallel.bank
        assert set() == differing(clean, serial)
        assert set() == differing(clean, parallel)


def test_pages_that_an_interrupted_build_did_not_write_are_written_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sphinx keeps what it read before it writes, so what was compared is kept too."""
    site.build()
    site.edit("docs/tempi/largo.md", "title: Largo", "title: Larghetto")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(StandaloneHTMLBuilder, "write_doc", stop)
        with pytest.raises(KeyboardInterrupt):
            site.build()
    after = site.build()

    assert set() == differing(site.clean(), after)


def test_edit_of_a_text_makes_no_overview(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    made: list[Wanted] = []
    sections = Overview.sections

    def count(self: Overview, wanted: Wanted) -> tuple[Section, ...]:
        made.append(wanted)
        return sections(self, wanted)

    monkeypatch.setattr(Overview, "sections", count)
    site.edit("docs/tempi/presto.md", "As fast", "Quite as fast")
    site.build()
    after_a_text = len(made)
    site.edit("docs/tempi/presto.md", "means: quick", "means: very quick")
    site.build()

    assert after_a_text == 0
    assert made


def test_headings_are_those_of_today_where_builders_share_what_was_read(site: Site) -> None:
    """What one builder has put into the contents, another one finds there."""
    label, other = "{label: the brass section}", "{label: the horns}"
    site.clean(doctrees="shared", kept="shared")
    site.edit("docs/vocabulary.yaml", label, other)
    site.build("text", doctrees="shared", kept="shared")
    site.edit("docs/vocabulary.yaml", other, label)
    site.edit("docs/index.md", "What sits where", "What sits there")

    after = site.build(doctrees="shared", kept="shared")

    assert set() == differing(site.clean(), after)
