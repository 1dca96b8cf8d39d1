"""The command that says what an edit did, on a repository of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quizgen.diff import compare
from tests.sites import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parents[1]
OBOE = "docs/instruments/oboe.md"
VIOLIN = "docs/instruments/violin.md"


class Repository(Site):
    """A site whose first commit is empty and whose second holds everything."""

    def __init__(self, folder: Path) -> None:
        super().__init__("test-orchestra", folder)
        self.git("init", "--quiet")
        self.commit("--allow-empty")
        self.git("add", ".")
        self.commit()

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.top, check=True, capture_output=True)

    def commit(self, *more: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        self.git(*who, "commit", "--quiet", "--message", "Play", *more)

    def restore(self) -> None:
        if (self.top / ".git").exists():
            self.git("checkout", "--quiet", ".")
        else:
            super().restore()

    def diff(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scripts.diff", *arguments],
            cwd=self.top,
            env=os.environ | {"PYTHONPATH": str(TOP)},
            check=False,
            capture_output=True,
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def repository(made: Repository) -> Iterator[Repository]:
    yield made
    made.restore()


def test_fact_that_changed_changes_what_is_asked(repository: Repository) -> None:
    repository.edit(OBOE, "family: woodwind", "family: brass")

    done = repository.diff()

    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "docs/instruments/oboe.md\n  family: “the woodwind section” → “the brass section”\n"
        in done.stdout
    )
    assert "key: “The woodwind section” → “The brass section”" in done.stdout
    assert done.stdout.startswith("questions: 0 added, ")


def test_title_that_changed_is_said_once(repository: Repository) -> None:
    repository.edit(OBOE, "title: Oboe", "title: Oboe d’amore")

    done = repository.diff()
    data = json.loads(repository.diff("--json").stdout)

    count = data["counts"]["changed"]
    assert (
        f"docs/instruments/oboe.md\n  note title: “Oboe” → “Oboe d’amore”\n"
        f"  questions where only “Oboe d’amore” is another: {count}\n"
    ) in done.stdout
    assert len(data["questions"]) == count > 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (OBOE, "length: 65", "length: 66"),
        (OBOE, "{Hautbois: until about 1770}", "{Hautbois: until 1770}"),
        (OBOE, "https://example.org/oboe", "https://example.org/oboes"),
        (OBOE, "clefs: {only: [treble]}", "clefs: [treble]"),
        (OBOE, "family: woodwind", "family: brass"),
        (OBOE, "With a knife", "With a knife and patience"),
        (VIOLIN, "is: played, since: 1550", "is: played, since: 1551"),
        (VIOLIN, "a fifth lower and reads", "a fifth lower and does read"),
        (VIOLIN, 'violin", checked: 2026-11-20}', 'violin", checked: 2026-11-21}'),
        (VIOLIN, '["1", "5"]', '["1"]'),
        (VIOLIN, "also: [Fiddle]\n", ""),
    ],
)
def test_pages_are_those_that_read_otherwise(
    repository: Repository, path: str, old: str, new: str
) -> None:
    """Everything else on a page comes from its own text, which git compares.

    Overviews have no part in it: they repeat what the page of a note says.
    """
    banks, texts = [], []
    for edit in (False, True):
        if edit:
            repository.edit(path, old, new)
        banks.append(json.loads(repository.build("bank").read("bank.json")))
        texts.append(repository.build("text").files)
    changed = {
        name
        for name, text in texts[1].items()
        if text != texts[0][name] and not name.startswith("overview/")
    }
    own = {path.removeprefix("docs/").replace(".md", ".txt")} if new.startswith("With") else set()

    pages = compare(*banks).pages

    assert {f"{page}.txt" for page in pages} == changed - own
    assert changed


def test_notes_as_they_were_are_no_change_and_stay_so(repository: Repository) -> None:
    before = sorted(repository.top.rglob("*"))

    done = repository.diff()

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "No fact and no question has changed.\n",
        "",
    )
    assert sorted(repository.top.rglob("*")) == before


def test_commit_without_notes_had_no_questions(repository: Repository) -> None:
    done = repository.diff("--base", "HEAD~1", "--json")
    changes = json.loads(done.stdout)

    bank = json.loads(repository.build("bank").read("bank.json"))

    assert (done.returncode, done.stderr) == (0, "")
    assert {
        question["id"] for question in changes["questions"] if question["change"] == "added"
    } == {question["id"] for question in bank["questions"]}
    assert changes["counts"]["retired"] == 0


def test_broken_note_is_complained_of_and_the_rest_is_compared(repository: Repository) -> None:
    repository.edit(OBOE, "type: instrument", "type: instrumnt")
    repository.edit("docs/instruments/horn.md", "title: Horn", "title: French horn")

    done = repository.diff()

    assert done.returncode == 0
    assert "docs/instruments/oboe.md:3: WARNING: no type 'instrumnt'" in done.stderr
    assert "\n  the note cannot be read now; its questions are left out here\n" in done.stdout
    assert "\n  note title: “Horn” → “French horn”\n" in done.stdout
    assert "retired  oboe." not in done.stdout


def test_complaint_of_the_commit_has_its_name_in_front(repository: Repository) -> None:
    repository.edit(OBOE, "type: instrument", "type: instrumnt")
    repository.commit("--all")
    repository.edit(OBOE, "type: instrumnt", "type: instrument")

    done = repository.diff()
    repository.git("reset", "--quiet", "--hard", "HEAD~1")

    assert "HEAD: docs/instruments/oboe.md:3: WARNING: no type 'instrumnt'" in done.stderr
    assert "added    oboe." in done.stdout


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "HEAD:docs"])
def test_unknown_commit_is_told_in_one_line(repository: Repository, base: str) -> None:
    done = repository.diff(f"--base={base}")

    told = f"git knows no commit '{base}'; name a commit, branch or tag\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_site_that_cannot_be_built_ends_it(repository: Repository) -> None:
    repository.write("conf.py", "raise SystemExit('no')\n")

    done = repository.diff()

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("this folder: the notes cannot be read, see above\n")
