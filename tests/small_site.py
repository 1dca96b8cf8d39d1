"""The real site with few of its notes, which is built soon."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.real_site import TOP

if TYPE_CHECKING:
    from pathlib import Path

DOCS = TOP / "docs"
INDEX = """# Notes

```{quiz-progress}
[Practise](practice.md) what you like.
```

```{toctree}
:glob:

*/*
*
```
"""
#: Notes of two families, all exams and their vocabulary, and the pages that ask the whole bank.
FILES = (
    "vocabulary.yaml",
    "about.md",
    "practice.md",
    "exam.md",
    "exams/*.md",
    "services/index.md",
    "services/polly.md",
    "services/transcribe.md",
    "services/translate.md",
    "services/comprehend.md",
    "services/textract.md",
    "services/lex.md",
    "concepts/shard-sizing.md",
)


def copy_docs(folder: Path) -> Path:
    """Copy what is built; what other notes are linked to is not there."""
    docs = folder / "docs"
    for pattern in FILES:
        for path in DOCS.glob(pattern):
            target = docs / path.relative_to(DOCS)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    (docs / "index.md").write_text(INDEX, encoding="utf-8")
    return docs


def build_small(docs: Path, out: Path, builder: str = "html") -> Path:
    """Build with the settings of the real site; links to notes that are left out lead nowhere."""
    options = ["-q", "-b", builder, "-c", str(TOP), "-d", f"{out}-doctrees"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(docs), str(out)],
        check=False,
        capture_output=True,
        text=True,
        cwd=TOP,
    )
    assert done.returncode == 0, done.stderr
    return out
