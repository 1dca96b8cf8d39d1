"""Say what an edit did to the questions: the notes in this folder beside those of a commit.

Both are read and asked by the same, present quizgen, so that what differs comes from the notes.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.canonical import VERSION
from quizgen.diff import compare

if TYPE_CHECKING:
    from quizgen.canonical import BankData

TOP = Path(__file__).resolve().parents[1]
#: All that questions are made from.
SOURCES = ("conf.py", "docs", "_templates", "locale")
NOTHING: BankData = {
    "version": VERSION,
    "language": "",
    "types": [],
    "notes": [],
    "questions": [],
    "refusals": [],
    "unread": [],
}
#: The linter has a command of its own. Here it would cost time, and say what is known.
NO_LINT = ("-D", "quizgen_lint.*=off")
LINT = "[quizgen.lint."


class DiffError(Exception):
    """There is nothing to compare; it says why, and with which code the program ends."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], check=True, capture_output=True).stdout


def unpack(base: str, folder: Path) -> None:
    """Put the sources as they stood in a commit into a folder; what was not there is left out."""
    try:
        found = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    except subprocess.CalledProcessError:
        raise DiffError(2, f"git knows no commit '{base}'; name a commit, branch or tag") from None
    commit = found.decode().strip()
    there = git("ls-tree", "-z", "--name-only", commit, "--", *SOURCES).decode().split("\0")
    if paths := list(filter(None, there)):
        archive = git("archive", "--format=tar", commit, "--", *paths)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            # Python 3.11 knows filters since its fourth release.
            safe: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            tar.extractall(folder, **safe)  # noqa: S202 - what git packed a line above


def start_build(site: Path, out: Path) -> subprocess.Popen[str] | None:
    """Start to write the bank of a site; None where there is no site."""
    if not (site / "conf.py").exists() or not (site / "docs").exists():
        return None
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "bank", "-c", str(site)]
    paths = [str(site / "docs"), str(out)]
    return subprocess.Popen(
        [*command, *NO_LINT, "-d", str(out / "doctrees"), *paths],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
    )


def finish_build(build: subprocess.Popen[str] | None, site: Path, out: Path, name: str) -> BankData:
    """Wait for a bank, and tell what was complained of, with the name of its site in front."""
    if build is None:
        return NOTHING
    _, warnings = build.communicate()
    for line in warnings.replace(f"{site}{os.sep}", "").splitlines():
        if LINT not in line:
            print(f"{name}{line}", file=sys.stderr)
    if build.returncode:
        raise DiffError(1, f"{name or 'this folder: '}the notes cannot be read, see above")
    bank: BankData = json.loads((out / "bank.json").read_text(encoding="utf-8"))
    return bank


def main() -> None:
    """Compare, and print what differs."""
    parser = argparse.ArgumentParser(description="Say what an edit did to the questions.")
    parser.add_argument("--base", default="HEAD", help="the commit to compare with (HEAD)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        then, old, new = folder / "base", folder / "old", folder / "new"
        try:
            unpack(options.base, then)
            builds = start_build(then, old), start_build(here, new)
            before = finish_build(builds[0], then, old, f"{options.base}: ")
            after = finish_build(builds[1], here, new, "")
        except DiffError as error:
            print(error, file=sys.stderr)
            sys.exit(error.code)
    changes = compare(before, after)
    if options.json:
        print(json.dumps(changes.as_json(), ensure_ascii=False, indent=2))
    else:
        print(changes.as_words(), end="")


if __name__ == "__main__":
    main()
