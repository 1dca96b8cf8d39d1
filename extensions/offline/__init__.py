"""Reading without a network: a copy of the hosted site in the browser, and a site to install.

``manifest.json`` lets a phone install the site. ``service-worker.js`` keeps all files of one
version; it is written last, with a digest of each file, so that a browser can tell whether all that
it got belongs together. Nothing is kept before the reader asks for it, see ``static/offline.js``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

HERE = Path(__file__).parent
WORKER = "service-worker.js"
MANIFEST = "manifest.json"
#: What hosts, search engines and other sites read, and no reader. A host need not give them out.
NOT_READ = frozenset({WORKER, "404.html", "objects.inv", "robots.txt", "sitemap.xml"})
#: Enough hexadecimal digits to know a file by.
DIGITS = 16


class offline_copy(nodes.General, nodes.Element):  # noqa: N801 - the name of the class is the tag
    """The place where a reader asks for a copy of the site."""


class OfflineCopyDirective(SphinxDirective):
    """``{offline-copy}``: the reader may keep the whole site here."""

    def run(self) -> list[nodes.Node]:
        return [offline_copy()]


def is_hosted(builder: Builder) -> bool:
    """Whether there are pages that somebody will host: books have no use for all this."""
    return builder.name in {"html", "dirhtml"}


def visit_offline_copy(self: HTML5Translator, _node: offline_copy) -> None:
    if is_hosted(self.builder):
        self.body.append(self.builder.templates.render("offline-copy.html", {}))
    raise nodes.SkipNode


def skip_offline_copy(_self: object, _node: offline_copy) -> None:
    raise nodes.SkipNode


def add_script(app: Sphinx) -> None:
    if is_hosted(app.builder):
        static = str(HERE / "static")
        app.config.html_static_path = [*app.config.html_static_path, static]
        app.add_js_file("offline.js", loading_method="defer")


def tell_page(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Tell templates where the files of this extension are."""
    if is_hosted(app.builder):
        context["offline"] = {"worker": WORKER, "manifest": MANIFEST}


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what is made of all other files, when they are there."""
    if exception or not is_hosted(app.builder):
        return
    _write(app.outdir / MANIFEST, manifest(app.config))
    program = (HERE / "worker.js").read_text(encoding="utf-8")
    _write(app.outdir / WORKER, worker(digests(app.outdir), program))


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_bytes() != text.encode():
        path.write_bytes(text.encode())


def manifest(config: Config) -> str:
    """What a phone reads to install the site; ``offline_manifest`` adds to it."""
    known = {
        "name": config.html_title,
        "short_name": config.project,
        "lang": config.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
    }
    made = {**known, **config.offline_manifest}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def digests(folder: Path) -> dict[str, str]:
    """Hash each file that a reader may need, by its path."""
    return {
        path: hashlib.sha256((folder / path).read_bytes()).hexdigest()[:DIGITS]
        for path in sorted(
            found.relative_to(folder).as_posix() for found in folder.rglob("*") if found.is_file()
        )
        if is_read(path)
    }


def is_read(path: str) -> bool:
    """Whether a file is for readers; ``_headers`` and the like are for hosts."""
    is_for_hosts = "/" not in path and path.startswith("_")
    return not is_for_hosts and path not in NOT_READ and not f"/{path}".count("/.")


def worker(files: Mapping[str, str], program: str) -> str:
    """The program of the copy, behind what it keeps; the same files make the same version."""
    lines = [f"{path} {digest}" for path, digest in files.items()]
    version = hashlib.sha256("\n".join([program, *lines]).encode()).hexdigest()[:DIGITS]
    site = json.dumps({"version": version, "files": files}, ensure_ascii=False, indent=0)
    return f"self.offline = {site};\n{program}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let Sphinx call what stands above."""
    app.add_config_value("offline_manifest", {}, "", types=frozenset({dict}))
    app.add_directive("offline-copy", OfflineCopyDirective)
    skip: Any = (skip_offline_copy, None)
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), skip)
    app.add_node(offline_copy, html=(visit_offline_copy, None), **others)
    app.connect("builder-inited", add_script)
    app.connect("html-page-context", tell_page)
    # After all others that write a file then.
    app.connect("build-finished", write_files, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
