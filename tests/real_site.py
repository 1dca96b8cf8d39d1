"""The real site, built once, and what its pages hold."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

TOP = Path(__file__).parents[1]


def build_site(folder: Path, builder: str = "html", **config: str) -> Path:
    """Build the real site as `make html` does; a warning is an error. Return its folder."""
    out = folder / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-c", str(TOP)]
    options = ["-n", "-W", "--keep-going", "-d", str(folder / "doctrees")]
    options += [part for name, value in config.items() for part in ("-D", f"{name}={value}")]
    done = subprocess.run(
        [*command, *options, str(TOP / "docs"), str(out)],
        check=False,
        capture_output=True,
        text=True,
        cwd=TOP,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out


@dataclass
class PageParts(HTMLParser):
    """What a page links to, loads and names."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    #: Whatever a strict policy forbids.
    inline: list[str] = field(default_factory=list)
    keys: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, path: Path) -> PageParts:
        parts = cls()
        parts.feed(path.read_text(encoding="utf-8"))
        return parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "form" and "action" in found:
            self.links.append(found["action"])
        if tag == "link" and found.get("rel") != "canonical":
            self.loads.append(found.get("href", ""))
        if "src" in found:
            self.loads.append(found["src"])
        self.keys += "data-key" in found
        self.inline += [f"{tag} {name}" for name in found if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and "src" not in found):
            self.inline.append(tag)
