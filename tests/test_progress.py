"""The log of answers: joined in any order and any number of times it is the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scripts import Scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

Entry = dict[str, Any]
JOIN = "return QuizProgress.join(...data);"
TAKE = """
  const read = QuizProgress.fromFile(data.site ?? 'planets', data.text);
  return read;
"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("quizgen-log.js", "quizgen-fsrs.js", "quizgen-progress.js") as loaded:
        yield loaded


def entry(number: int = 1, **more: object) -> Entry:
    return {
        "id": f"e{number}",
        "time": 1_790_000_000_000 + number,
        "item": "q.one",
        "options": ["mars"],
        "revision": "1a2b",
        "result": "right",
        "where": "practice",
        **more,
    }


#: Few ids, so that two logs share some, and entries of one id that are not the same.
ENTRIES = st.builds(
    entry,
    st.integers(0, 5),
    item=st.sampled_from(["q.one", "q.two", "日本"]),
    result=st.sampled_from(["right", "wrong", "partial", "unknown"]),
    sure=st.sampled_from(["sure", "unsure", "guess"]),
    time=st.integers(0, 3),
)
LOGS = st.lists(ENTRIES, max_size=8)


@settings(max_examples=300)
@given(one=LOGS, other=LOGS, third=LOGS)
def test_laws_of_joining(
    scripts: Scripts, one: list[Entry], other: list[Entry], third: list[Entry]
) -> None:
    def join(*logs: list[Entry]) -> list[Entry]:
        joined: list[Entry] = scripts.run(JOIN, logs)
        return joined

    assert join(one, other) == join(other, one)
    assert join(join(one, other), third) == join(one, join(other, third))
    assert join(one, one) == join(one) == join(join(one))
    assert {e["id"] for e in join(one, other)} == {e["id"] for e in one + other}


@settings(max_examples=100)
@given(log=LOGS)
def test_what_is_exported_is_imported_as_it_was(scripts: Scripts, log: list[Entry]) -> None:
    text = scripts.run("return QuizProgress.toFile('planets', QuizProgress.join(data));", log)

    assert scripts.run(TAKE, {"text": text}) == {"entries": scripts.run(JOIN, [log]), "broken": 0}


def file(**more: object) -> str:
    head = {"format": "quizgen-progress", "v": 1, "site": "planets", "algo": "fsrs-6"}
    return json.dumps({**head, "entries": [entry()], **more})


def test_file_says_what_it_is(scripts: Scripts) -> None:
    text = scripts.run("return QuizProgress.toFile('planets', data);", [entry(sure="sure")])

    assert json.loads(text) == json.loads(file(entries=[entry(sure="sure")]))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "broken"),
        ("nonsense", "broken"),
        ("null", "broken"),
        ("7", "broken"),
        ("[]", "broken"),
        ("{}", "broken"),
        (file(format="other"), "broken"),
        (file(v="1"), "broken"),
        (file(entries=None), "broken"),
        (file(v=2), "newer"),
        (file(v=2, entries={}), "newer"),
        (file(site="stars"), "site"),
        (file()[:-3], "broken"),
    ],
)
def test_file_that_cannot_be_used(scripts: Scripts, text: str, problem: str) -> None:
    assert scripts.run(TAKE, {"text": text}) == {"problem": problem}


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        [],
        {},
        entry(id=""),
        entry(id=7),
        entry(id="x" * 301),
        entry(item=None),
        entry(options="mars"),
        entry(options=[1]),
        entry(options=["a"] * 100),
        entry(result="good"),
        entry(sure="very"),
        entry(time="now"),
        entry(time=1e300),
        entry(time=None),
        entry(set=[1]),
        entry(where=None),
    ],
)
def test_broken_entry_is_left_out_and_counted(scripts: Scripts, broken: object) -> None:
    text = file(entries=[broken, entry(2)])

    assert scripts.run(TAKE, {"text": text}) == {"entries": [entry(2)], "broken": 1}


def test_what_a_later_version_adds_to_an_entry_is_kept(scripts: Scripts) -> None:
    more = entry(set="exam-1", seconds=12)

    assert scripts.run(TAKE, {"text": file(entries=[more])}) == {"entries": [more], "broken": 0}


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("QuotaExceededError", "full"),
        ("VersionError", "newer-storage"),
        ("InvalidStateError", "newer-storage"),
        ("SecurityError", "blocked"),
    ],
)
def test_errors_of_the_storage(scripts: Scripts, name: str, trouble: str) -> None:
    assert scripts.run("return QuizProgress.trouble(new DOMException('', data));", name) == trouble


def test_ids_of_entries_differ(scripts: Scripts) -> None:
    ids = scripts.run(
        "const log = new QuizLog('x'); return Array.from({length: 5000}, () => log.entry({}).id);"
    )

    assert len(set(ids)) == 5000
