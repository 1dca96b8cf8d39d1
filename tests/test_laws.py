"""What holds of every site: random small ones judged by an oracle, and a large one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings

from quizgen.build import Build
from quizgen.models import Stems
from quizgen.proof import Checker
from quizgen.text import fold
from quizgen.truth import status
from tests.worlds import ASKED, FOOD, NAMES, Oracle, Site, animals, claims_asked, sites

if TYPE_CHECKING:
    from quizgen.questions import Question

laws = settings(
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


MODELS = Site({"va": {"is": [], "overlaps": []}}, {}).models
STEMS = Stems()
STRANGER = {
    "title": "The yak",
    "kin": "ka",
    "eats": {"only": ["vb"]},
    "home": "vc",
    "does": "dyak",
    "says": ["syak"],
    "size": "3",
    "mate": "bee",
    "fears": {"only": ["cat"]},
    "formerly": ["Oyak"],
}


def built(site: Site) -> Build:
    """Build all questions of a site whose notes do not contradict each other."""
    build = Build(site.read(), site.vocabulary, MODELS)
    assume(not build.problems)
    # All sites have the same models, and compiling their stems takes most of the time.
    build.generator.stems = build.generator.original_stems = STEMS
    for note in build.bank.notes.values():
        build.questions(note)
    return build


def made(build: Build) -> dict[str, Question]:
    notes = build.bank.notes.values()
    return {question.id: question for note in notes for question in build.questions(note)}


def seen(build: Build) -> dict[str, str]:
    """Give what learners see, by id."""
    return {key: question.shown() for key, question in made(build).items()}


def marks(build: Build) -> dict[str, str]:
    """Give what a learner's progress hangs on: ids and revisions."""
    return {key: question.revision for key, question in made(build).items()}


# Truth


@laws
@given(sites())
def test_what_is_called_true_or_false_is_so_in_every_world(site: Site) -> None:
    bank, oracle = built(site).bank, Oracle(site)
    assume(oracle.is_possible())

    found = {claim: status(bank, bank.notes[claim[0]], *claim[1:]).truth for claim in site.claims()}

    wrong = {
        claim: truth
        for claim, truth in found.items()
        if truth not in {"UNKNOWN", oracle.judge(*claim)}
    }
    assert wrong == {}


@laws
@given(sites())
def test_what_is_so_in_every_world_is_called_so_where_nothing_is_denied(site: Site) -> None:
    """A denied value tells more than the rules take from it: that its kinds are false too."""
    bank, oracle = built(site).bank, Oracle(site)

    claims = [claim for claim in site.claims() if not oracle.stated(*claim[:2]).denied]
    found = {claim: status(bank, bank.notes[claim[0]], *claim[1:]).truth for claim in claims}

    assert found == {claim: oracle.judge(*claim) for claim in claims}


@laws
@given(sites())
def test_notes_without_a_contradiction_have_a_world_to_live_in(site: Site) -> None:
    build = built(site)

    assert build.bank.notes.keys() == site.notes.keys()
    assert Oracle(site).is_possible()


# Questions


@laws
@given(sites())
def test_keys_are_true_and_distractors_false_of_what_is_asked(site: Site) -> None:
    oracle = Oracle(site)

    judged = {
        (question.id, option.id): (
            option.is_key,
            {oracle.judge(*claim) for claim in claims_asked(site, question, option)},
        )
        for question in made(built(site)).values()
        for option in question.options
    }

    for is_key, judgements in judged.values():
        assert judgements == {"TRUE"} if is_key else "FALSE" in judgements


@laws
@given(sites())
def test_the_key_stands_once_and_all_options_are_different_things(site: Site) -> None:
    for question in made(built(site)).values():
        head = [*ASKED][int(question.model[1:])]
        assert question.choose == 1 or "choose: all" in head
        assert len({fold(option.text) for option in question.options}) == len(question.options)
        assert len({option.id for option in question.options}) == len(question.options)
        assert 2 <= len(question.options) - question.choose <= 3


@laws
@given(sites())
def test_every_question_passes_the_second_proof(site: Site) -> None:
    """The generator makes none that the proof has to throw away: an author could do nothing."""
    build = built(site)

    reasons = [
        reason
        for question in made(build).values()
        for reason in Checker(build.bank.notes, site.vocabulary).check(question)
    ]

    assert reasons == []
    assert build.problems == []


@laws
@given(sites())
def test_numbers_stand_in_ascending_order(site: Site) -> None:
    sized = [q for q in made(built(site)).values() if q.options[0].field == "size"]

    orders = [
        [Fraction(option.id) for option in question.options]
        for question in sized
        if question.options[0].claims[0].note == question.options[1].claims[0].note
    ]

    assert orders == [sorted(order) for order in orders]


# The same again


@laws
@given(sites())
def test_notes_in_another_order_make_the_same_questions(site: Site) -> None:
    turned = Site(site.food, dict(reversed(site.notes.items())))

    assert seen(built(turned)) == seen(built(site))


@laws
@given(sites())
def test_a_note_that_is_renamed_keeps_every_id_and_revision(site: Site) -> None:
    before = built(site)

    after = built(site.renamed("ant", "zebra"))

    assert marks(after) == marks(before)
    assert {key: [option.id for option in q.options] for key, q in made(after).items()} == {
        key: [option.id for option in q.options] for key, q in made(before).items()
    }


@laws
@given(sites(), animals("ant", NAMES[:4], FOOD[:3], 9))
def test_what_questions_are_made_from_tells_whether_they_change(
    site: Site, change: dict[str, object]
) -> None:
    """Pages are written again only where this hash changes, so that it must miss nothing."""
    before = built(site)
    after = built(site.with_note("ant", change))

    stale = [
        name
        for name in site.notes
        if before.inputs(before.bank.notes[name]) == after.inputs(after.bank.notes[name])
        and [q.shown() for q in before.questions(before.bank.notes[name])]
        != [q.shown() for q in after.questions(after.bank.notes[name])]
    ]

    assert stale == []


@laws
@given(sites())
def test_one_more_note_leaves_ids_and_revisions_alone(site: Site) -> None:
    before, after = marks(built(site)), marks(built(site.with_note("yak", STRANGER)))

    kept = {key: revision for key, revision in after.items() if key in before}

    assert kept == {key: before[key] for key in kept}
    assert {key.partition(".")[0] for key in after.keys() - before.keys()} <= {*site.notes, "yak"}
