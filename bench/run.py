"""Measure what questions cost: the same words as pages of plain Sphinx and as our site.

Both sites have the same Markdown texts. The plain one (MyST and the theme `basic`) has the words
of the items as lists in the text; ours has them in the front matter, beside facts from which
further questions are made, and shows them by quizgen in the templates of the site. Everything is
built by `sphinx-build` in a process of its own, the two sites in turns, and the least of some
times counts: other work on the machine makes a build slower and never faster.

A quick run: make bench ARGS="--notes 40 --jobs 1 --rounds 1"
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bench.practice import SLOWER, first_question
from quizgen import NOTE_SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP = Path(__file__).parent.parent
ITEMS = 10
#: Small builds are measured so many times for each full one.
REPEATS = 5
#: Notes that make about two thousand questions.
PRACTICE_NOTES = 122
#: What the scripts of a note may have, plain and packed.
SCRIPT_LIMITS = (10 * 1024, 4 * 1024)
#: How much longer a build may take than plain Sphinx, or than one that has nothing to do.
FULL_LIMIT, EDIT_LIMIT = 1.5, 1.3

#: What `make report` sets.
REPORT = ("-D", "quizgen_report=bank")

PLAIN_CONF = """\
project = "Plain"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "basic"
html_use_index = False
html_copy_source = False
"""

WORDS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "words.yaml").read_text(encoding="utf-8")
)
#: Kinds of notes, by the folder that they stand in.
KINDS = ("services", "algorithms", "services", "concepts")
TYPES = {"services": "service", "algorithms": "algorithm", "concepts": "concept"}


@dataclass(frozen=True)
class Option:
    """An option with the reason why it is wrong."""

    text: str
    because: str


@dataclass(frozen=True)
class Item:
    """A hand-written item: options, steps in order, or the parts of a calculation."""

    id: str
    stem: str
    rationale: str
    key: str = ""
    distractors: tuple[Option, ...] = ()
    order: tuple[str, ...] = ()
    calculate: dict[str, object] = field(default_factory=dict)

    def front_matter(self) -> dict[str, object]:
        entry: dict[str, object] = {"id": self.id, "stem": self.stem}
        if self.order:
            entry["order"] = list(self.order)
        elif self.calculate:
            entry["calculate"] = self.calculate
        else:
            entry["key"] = self.key
            entry["distractors"] = [{one.text: one.because} for one in self.distractors]
        return {**entry, "rationale": self.rationale}

    def words(self) -> str:
        """The same words as a plain list."""
        lines = [f"{self.key}: {self.rationale}" if self.key else self.rationale]
        lines += [f"{one.text}: {one.because}" for one in self.distractors]
        lines += self.order
        mistakes = self.calculate.get("mistakes", {})
        lines += [f"{name}: `{formula}`" for name, formula in dict(mistakes).items()]  # type: ignore[call-overload]
        return "\n".join([f"{self.stem}\n", *(f"- {line}" for line in lines)])


@dataclass(frozen=True)
class Note:
    """A note of both sites."""

    folder: str
    name: str
    title: str
    facts: dict[str, object]
    items: tuple[Item, ...]
    text: str

    def with_questions(self) -> str:
        front = {
            "title": self.title,
            "type": TYPES[self.folder],
            **self.facts,
            "items": [item.front_matter() for item in self.items],
        }
        written = yaml.safe_dump(front, sort_keys=False, width=120, allow_unicode=True)
        return f"---\n{written}---\n\n{self.text}"

    def plain(self) -> str:
        words = "\n\n".join(item.words() for item in self.items)
        return f"# {self.title}\n\n{self.text}\n## Check yourself\n\n{words}\n"


class Author:
    """Writes notes that look like real ones; each number of notes gives the same in every run."""

    def __init__(self, notes: int) -> None:
        self.random = random.Random(notes)  # noqa: S311 - words, not secrets
        self.phrases: set[str] = set()
        titles = itertools.product(WORDS["adjectives"], WORDS["nouns"])
        self.titles = self.random.sample([f"{a.title()} {n.title()}" for a, n in titles], notes)
        self.families: dict[str, list[str]] = {}

    def notes(self) -> list[Note]:
        found: list[Note] = []
        sizes, kinds = itertools.cycle((4, 5)), itertools.cycle(KINDS)
        while len(found) < len(self.titles):
            titles = self.titles[len(found) : len(found) + next(sizes)]
            folder = next(kinds)
            family = f"family-{len(self.families)}"
            self.families[family] = titles
            found += [self.note(folder, family, title) for title in titles]
        return found

    def note(self, folder: str, family: str, title: str) -> Note:
        siblings = [other for other in self.families[family] if other != title]
        return Note(
            folder=folder,
            name=slug(title),
            title=title,
            facts=self.facts(folder, family, siblings),
            items=tuple(self.item(number, title, siblings) for number in range(ITEMS)),
            text=self.text(title, siblings),
        )

    # Words

    def words(self, least: int, most: int) -> list[str]:
        kinds = itertools.cycle(("adjectives", "nouns", "verbs", "links"))
        count = self.random.randint(least, most)
        return [self.random.choice(WORDS[kind]) for kind in itertools.islice(kinds, count)]

    def sentence(self, least: int = 8, most: int = 18) -> str:
        return (
            " ".join([*self.words(least, most), self.random.choice(WORDS["nouns"])]).capitalize()
            + "."
        )

    def paragraph(self, sentences: int = 3) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def phrase(self, least: int = 2, most: int = 4) -> str:
        """Some words that no other phrase has."""
        while True:
            found = " ".join([*self.words(least, most), self.random.choice(WORDS["nouns"])])
            if found not in self.phrases:
                self.phrases.add(found)
                return found

    def does(self) -> str:
        return f"{self.random.choice(WORDS['verbs'])} {self.phrase(6, 9)}"

    # Notes

    def text(self, title: str, siblings: list[str]) -> str:
        rows = [f"| {self.phrase()} | [{other}]({slug(other)}.md) |" for other in siblings]
        points = [f"- **{self.phrase().capitalize()}**: {self.sentence()}" for _ in range(5)]
        return "\n".join([
            f"{title} {self.does()}.",
            self.paragraph(),
            "\n## When to choose it\n",
            *points,
            "\n## Tell it apart\n",
            "| You have | Choose |",
            "| --- | --- |",
            *rows,
            "",
            self.paragraph(2),
            "\n## What depends on the details\n",
            *(f"- {self.sentence()} {self.sentence()}" for _ in range(4)),
            "\n## In the exams\n",
            self.paragraph(),
            "",
        ])  # fmt: skip

    def item(self, number: int, title: str, siblings: list[str]) -> Item:
        stem = f"{self.paragraph(2)} Which {self.random.choice(WORDS['nouns'])} fits?"
        item_id = f"{self.phrase(1, 1).replace(' ', '-')}-{number}"
        rationale = self.sentence(12, 20)
        if number == ITEMS - 1 and not self.random.randrange(5):
            return self.calculated(item_id, rationale)
        if number == ITEMS - 2 and not self.random.randrange(3):
            steps = tuple(self.phrase().capitalize() for _ in range(4))
            return Item(item_id, stem, rationale, order=steps)
        names = siblings[:3] if number % 2 and len(siblings) > 2 else []  # noqa: PLR2004
        texts = names or [self.phrase().capitalize() for _ in range(3)]
        distractors = tuple(Option(text, self.sentence(10, 18)) for text in texts)
        key = title if names else self.phrase().capitalize()
        return Item(item_id, stem, rationale, key=key, distractors=distractors)

    def calculated(self, item_id: str, rationale: str) -> Item:
        return Item(
            id=item_id,
            stem="There are {count} records of {size} KiB a second and {readers} readers. "
            "How many shards does the stream need at least?",
            rationale=rationale,
            calculate={
                "given": {"size": [1, 2, 4, 8], "count": [500, 1000, 2500], "readers": [2, 3]},
                "steps": {"write": "size * count", "read": "write * readers"},
                "key": "ceil(max(write / 1024, read / 2048, count / 1000))",
                "unit": "shards",
                "mistakes": {
                    "counted only what is written": "ceil(write / 1024)",
                    "forgot the other readers": "ceil(write / 2048)",
                    "added both up": "ceil(write / 1024) + ceil(read / 2048) + 1",
                },
            },
        )

    def facts(self, folder: str, family: str, siblings: list[str]) -> dict[str, object]:
        facts = {
            "services": self.service,
            "algorithms": self.algorithm,
            "concepts": self.concept,
        }[folder](family)
        if not self.random.randrange(3):
            facts["formerly"] = [self.phrase(3, 4).title()]
        if siblings:
            facts["unlike"] = {slug(siblings[0]): self.sentence()}
        address = f"https://example.org/{self.phrase().replace(' ', '/')}"
        return {
            **facts,
            "status": {"is": "active", "checked": "2026-11-20"},
            "exams": {"MLS-C01": ["4.2"], "MLA-C02": [self.random.choice(("1.1", "2.1"))]},
            "sources": {"default": {"url": address, "checked": "2026-11-20"}},
        }

    def service(self, family: str) -> dict[str, object]:
        takes = self.random.sample(("text", "audio", "image", "time-series"), 2)
        stores = self.random.sample(("s3", "redshift", "opensearch", "splunk", "dynamodb"), 2)
        return {
            "family": family,
            "layer": self.random.choice(("ai-service", "ml-service", "data-service")),
            "does": self.does(),
            "takes": {"only": takes},
            "gives": {"only": [self.random.choice(("text", "audio", "image"))]},
            "delivers_to": {"only": stores},
            "retention": self.random.randint(1, 365),
            "replaces": [f"{self.phrase().title()} Classic"],
        }

    def algorithm(self, _family: str) -> dict[str, object]:
        formats = self.random.sample(("csv", "libsvm", "parquet", "image", "json-lines"), 2)
        problems = self.random.sample(("classification", "regression", "ranking"), 2)
        return {
            "learning": self.random.choice(("supervised", "unsupervised", "reinforcement")),
            "does": self.does(),
            "problems": {"only": problems},
            "formats": {"only": formats},
        }

    def concept(self, family: str) -> dict[str, object]:
        return {"topic": family, "means": f"the {self.phrase(6, 9)}", "formula": "`a / (a + b)`"}


def slug(title: str) -> str:
    return title.lower().replace(" ", "-")


# Sites


@dataclass(frozen=True)
class Site:
    """A folder with conf.py and docs/, built into folders beside it."""

    name: str
    folder: Path
    #: The note that is edited.
    note: Path
    options: tuple[str, ...] = ()

    @property
    def environment(self) -> Path:
        return self.folder / "_build/doctrees/environment.pickle"

    def pages(self) -> list[Path]:
        return [p for p in (self.folder / "_build/html").glob("*/*.html") if p.stem != "index"]

    def clean(self) -> None:
        shutil.rmtree(self.folder / "_build", ignore_errors=True)

    def build(self, jobs: int) -> Cost:
        """Build in a process of its own, as the Makefile does: a warning is an error."""
        program = Path(sys.executable).parent / "sphinx-build"
        strict = ("-q", "-n", "-W", "--keep-going", "-j", str(jobs), *self.options)
        folders = ("-c", ".", "-d", "_build/doctrees", "docs", "_build/html")
        start = time.perf_counter()
        process = subprocess.Popen([program, *strict, *folders], cwd=self.folder)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{self.name}: the build failed")
        kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
        return Cost(seconds, usage.ru_utime + usage.ru_stime, kilobytes / 1024)


@dataclass(frozen=True)
class Cost:
    """What a build took: seconds on the clock and of all processors, megabytes at the most."""

    seconds: float
    processors: float
    memory: float

    @staticmethod
    def least(costs: list[Cost]) -> Cost:
        return Cost(
            min(cost.seconds for cost in costs),
            min(cost.processors for cost in costs),
            min(cost.memory for cost in costs),
        )


def write_sites(folder: Path, count: int, show: int) -> tuple[Site, Site, Site]:
    """Write the plain site and ours, with a copy of everything that ours is built by.

    The third is ours with the report for authors, as `make report` builds it.
    """
    author = Author(count)
    notes = author.notes()
    plain, ours = folder / "plain", folder / "ours"
    for name in ("_templates", "extensions", "quizgen", "docs/_static"):
        shutil.copytree(TOP / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / "conf.py", ours)
    write(plain / "conf.py", PLAIN_CONF)
    vocabulary = yaml.safe_load((TOP / "docs/vocabulary.yaml").read_text(encoding="utf-8"))
    for values in ("family", "topic"):
        vocabulary["values"][values] = {name: {"label": name} for name in author.families}
    write(ours / "docs/practice.md", "# Practice\n\n```{quiz-practice}\n```\n")
    write(ours / "docs/vocabulary.yaml", yaml.safe_dump(vocabulary, sort_keys=False))
    folders = sorted(TYPES)
    for site, more in ((plain, []), (ours, ["practice"])):
        names = [f"{name}/index" for name in folders]
        write(site / "docs/index.md", index("Notes", names + more))
        for name in folders:
            names = [note.name for note in notes if note.folder == name]
            write(site / f"docs/{name}/index.md", index(name.title(), names))
    for note in notes:
        path = f"docs/{note.folder}/{note.name}.md"
        write(plain / path, note.plain())
        write(ours / path, note.with_questions())
    reported = shutil.copytree(ours, folder / "report", dirs_exist_ok=True)
    edited = f"docs/{notes[0].folder}/{notes[0].name}.md"
    # Words drawn by lot are full of flaws: all of them are looked for, and none is told.
    options = ("-D", f"quizgen_show={show}", "-D", "quizgen_lint.*=info")
    return (
        Site("plain", plain, plain / edited),
        Site("ours", ours, ours / edited, options),
        Site("report", reported, reported / edited, (*options, *REPORT)),
    )


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def index(title: str, names: list[str]) -> str:
    return "\n".join([f"# {title}\n", "```{toctree}", *names, "```", ""])


def edit_text(note: Path, number: int) -> None:
    """Mend a word of the text."""
    write(note, note.read_text(encoding="utf-8") + f"\nOne more sentence, number {number}.\n")


def edit_fact(note: Path, number: int) -> bool:
    """Say in other words what the thing does; False where the site knows no facts."""
    text = note.read_text(encoding="utf-8")
    before, found, after = text.partition("\ndoes: ")
    if found:
        _, key, rest = after.partition("\ntakes:")
        write(note, f"{before}{found}writes {number} letters to a distant ledger{key}{rest}")
    return bool(found)


# Measuring


@dataclass(frozen=True)
class Result:
    """What was measured of one site with some jobs."""

    notes: int
    jobs: int
    site: str
    #: By what was built: everything, nothing, or what an edited text or fact asks for.
    costs: dict[str, Cost]
    #: Bytes of the environment, and of the page in the middle, plain and packed.
    environment: int
    page: tuple[int, int]

    @property
    def per_note(self) -> float:
        """Milliseconds of the processors for a note in a full build."""
        return 1000 * self.costs["everything"].processors / self.notes


def measure(sites: Sequence[Site], count: int, jobs: int, rounds: int) -> list[Result]:
    """Build the sites again and again, in turns, and keep the least of each cost."""
    costs: dict[str, dict[str, list[Cost]]] = {site.name: {} for site in sites}
    numbers = itertools.count()

    def build(site: Site, what: str) -> None:
        costs[site.name].setdefault(what, []).append(site.build(jobs))

    for _ in range(rounds):
        for site in sites:
            site.clean()
            build(site, "everything")
        for _, site in itertools.product(range(REPEATS), sites):
            build(site, "nothing")
            edit_text(site.note, next(numbers))
            build(site, "text")
            if edit_fact(site.note, next(numbers)):
                build(site, "fact")
    return [
        Result(
            notes=count,
            jobs=jobs,
            site=site.name,
            costs={what: Cost.least(found) for what, found in costs[site.name].items()},
            environment=site.environment.stat().st_size,
            page=sorted(packed(page) for page in site.pages())[count // 2],
        )
        for site in sites
    ]


def packed(path: Path) -> tuple[int, int]:
    content = path.read_bytes()
    return len(content), len(gzip.compress(content, mtime=0))


# Showing


def show_sites(plain: Result, ours: Result, reported: Result) -> None:
    """Print what the sites cost, on the clock and for all processors together."""
    title = f"{ours.notes} notes, jobs: {ours.jobs}"
    print(f"\n{title:24}{'seconds on the clock':>26}{'of the processors':>26}")
    print(" " * 24 + f"{'plain':>10}{'ours':>8}{'ratio':>8}" * 2)
    for what, mine in ours.costs.items():
        theirs = plain.costs.get(what)
        line = f"{what.replace('text', 'a text edited').replace('fact', 'a fact edited'):24}"
        for part in ("seconds", "processors"):
            limit = FULL_LIMIT if what == "everything" else None
            known = getattr(theirs, part) if theirs else None
            line += compared(known, getattr(mine, part), limit)
        print(line)
    for how, site in (("", ours), (", report", reported)):
        for what in ("text", "fact"):
            ratios = (edited(plain, site, what, part) for part in ("seconds", "processors"))
            print(f"{f'  {what}{how} / nothing':24}" + "".join(ratios))
    print(
        f"{'most memory, MB':24}"
        + compared(*(one.costs["everything"].memory for one in (plain, ours)))
    )
    print(f"{'environment, MB':24}" + compared(plain.environment / 1e6, ours.environment / 1e6))
    for what, one, other in zip(("a page, kB", "  packed"), plain.page, ours.page, strict=True):
        print(f"{what:24}" + compared(one / 1e3, other / 1e3))


def compared(plain: float | None, ours: float, limit: float | None = None) -> str:
    if plain is None:
        return f"{'':10}{ours:8.2f}{'':8}"
    return f"{plain:10.2f}{ours:8.2f}{marked(ours / plain, limit)}"


def edited(plain: Result, ours: Result, what: str, part: str) -> str:
    """How much longer than nothing an edit takes: on the plain site if it knows it, and on ours."""

    def share(one: Result) -> float:
        edit, nothing = one.costs[what], one.costs["nothing"]
        ratio: float = getattr(edit, part) / getattr(nothing, part)
        return ratio

    known = f"{share(plain):10.2f}" if what in plain.costs else " " * 10
    return f"{known} {marked(share(ours), EDIT_LIMIT)}{'':7}"


def marked(ratio: float, limit: float | None) -> str:
    """A ratio, with a sign behind it where it is beyond its limit."""
    return f"{ratio:7.2f}{'!' if limit and ratio > limit else ' '}"


def show_growth(results: list[Result]) -> None:
    """Print what a note costs on the sites of each size."""
    print("\nmilliseconds of the processors for a note, by the number of notes")
    results = sorted(results, key=lambda one: (one.site, one.jobs, one.notes))
    for (site, jobs), group in itertools.groupby(results, lambda one: (one.site, one.jobs)):
        costs = "".join(f"{one.notes:6}: {one.per_note:5.1f}" for one in group)
        print(f"  {site:6} jobs: {jobs}{costs}")


def show_script() -> None:
    print()
    every = [packed(TOP / "quizgen/static" / name) for name in NOTE_SCRIPTS]
    sizes = [sum(size) for size in zip(*every, strict=True)]
    for what, size, limit in zip(
        ("scripts of a note", "  packed"), sizes, SCRIPT_LIMITS, strict=True
    ):
        print(f"{what:24}{size:8} of {limit} bytes{' !' if size > limit else ''}")


def show_practice(folder: Path) -> None:
    """Print what learners load to practise some two thousand questions."""
    _, ours, _ = write_sites(folder, PRACTICE_NOTES, show=12)
    ours.build(jobs=1)
    bank = ours.folder / "_build/html/bank.js"
    questions = bank.read_bytes().count(b'"rev":')
    print(f"\npractice, {questions} questions, a machine {SLOWER} times slower")
    for what, size in zip(("bank.js, kB", "  packed"), packed(bank), strict=True):
        print(f"{what:24}{size / 1e3:8.0f}")
    asked = first_question(bank.with_name("practice.html"))
    print(f"{'first question, ms':24}{asked.total:8.0f}  choice there after {asked.choice:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what questions cost.")
    parser.add_argument("--notes", type=int, nargs="+", default=[100, 400])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3, help="full builds of each site")
    parser.add_argument("--show", type=int, default=12, help="questions on a page")
    parser.add_argument("--practice", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--json", type=Path, help="also write the results to this file")
    parser.add_argument("--keep", type=Path, help="write the sites here and keep them")
    wanted = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        for count in wanted.notes:
            sites = write_sites((wanted.keep or Path(temporary)) / str(count), count, wanted.show)
            for jobs in wanted.jobs:
                found = measure(sites, count, jobs, wanted.rounds)
                show_sites(*found)
                results += found
        show_growth(results)
        show_script()
        if wanted.practice:
            show_practice(Path(temporary) / "practice")
    if wanted.json:
        write(wanted.json, json.dumps([asdict(result) for result in results], indent=2))


if __name__ == "__main__":
    main()
