"""Plots that matplotlib draws while the site is built.

A note has a block ``{plot} /plots/normal.py`` with ``:alt:``, which says what is to be seen, and
a caption. A web page then holds the drawing itself, in the colours and letters of the page; every
other format has a file. What was drawn is kept beside the doctrees until its script changes.
Words that a script marks by ``_("…")`` are translated with the other words of the note.

matplotlib's own directive speaks reStructuredText alone, does not see that a script has changed,
and costs half a second even in a build that reads nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import runpy
import traceback
import warnings
from html import escape
from importlib import metadata
from io import BytesIO
from pathlib import Path
from tokenize import TokenError
from typing import TYPE_CHECKING, ClassVar
from xml.etree import ElementTree as ET

from babel.messages.extract import extract
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
STYLE = "look.mplstyle"
#: The colours of that style, and the classes that name them in site.css.
CLASSES = {
    "#000000": "plot-ink",
    "#525c68": "plot-quiet",
    "#1c5a94": "plot-first",
    "#a12a20": "plot-second",
    "#17663a": "plot-third",
}
PAPER = "#ffffff"
NUMBER = re.compile(r"-?\d+\.\d+")


class PlotError(Exception):
    """A script that cannot be run, or that draws what no page can show."""


class plot(addnodes.translatable, nodes.image):  # noqa: N801 - a node is named as its tag
    """A drawing as an image, for every format that has files of images."""

    def preserve_original_messages(self) -> None:
        """Nothing overrides them."""

    def extract_original_messages(self) -> list[str]:
        messages: list[str] = self["messages"]
        return messages

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        self["said"][original_message] = translated_message


class drawing(nodes.General, nodes.Element):  # noqa: N801 - as above
    """A drawing that is a part of its page."""


class PlotDirective(SphinxDirective):
    """Show what a script draws."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"alt": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        name, path = self.env.relfn2path(self.arguments[0])
        for used in (name, str(Path(name).with_name(STYLE))):
            self.env.note_dependency(used)
        try:
            alt = self._alt()
            image = plot(alt=alt, messages=[alt, *words(Path(path))], said={}, script=name)
        except PlotError as error:
            tell(f"{name}: {error}", self.get_location())
            return []
        image.source, image.line = self.get_source_info()
        figure = nodes.figure("", image, classes=["plot"])
        self.set_source_info(figure)
        for part in self.parse_content_to_nodes():
            if isinstance(part, nodes.paragraph):
                caption = nodes.caption(part.rawsource, "", *part.children)
                caption.source, caption.line = part.source, part.line
                figure += caption
        return [figure]

    def _alt(self) -> str:
        if alt := " ".join(str(self.options.get("alt", "")).split()):
            return alt
        raise PlotError("':alt:' is missing; say there what the plot shows")


class DrawPlots(SphinxTransform):
    """Draw, as soon as it is known what the words are in the language of this edition."""

    default_priority = 30  # behind Sphinx's own transform with translations

    def apply(self, **_options: object) -> None:
        for image in list(self.document.findall(plot)):
            script = Path(self.env.srcdir, image["script"])
            said: dict[str, str] = image["said"]
            image["alt"] = said.get(image["alt"], image["alt"])
            try:
                files = drawn(script, Path(self.env.doctreedir).parent / "plots", said)
                image["svg"] = for_page(files.with_suffix(".svg"))
            except PlotError as error:
                tell(f"{image['script']}: {error}", image)
                image.parent.parent.remove(image.parent)
                continue
            uri = os.path.relpath(files, self.env.srcdir).replace(os.sep, "/")
            image["uri"] = f"/{uri}.*"


def tell(message: str, location: nodes.Node | str | None) -> None:
    logger.warning("%s", message, location=location, type="plot", subtype="script")


def words(script: Path) -> list[str]:
    """Find what a script shows of the language that it is written in."""
    try:
        found = list(extract("python", BytesIO(_read(script)), {"_": None}))
    except (SyntaxError, TokenError):
        found = []  # told when it is run
    return list(dict.fromkeys(str(message) for _, message, _, _ in found))


def drawn(script: Path, cache: Path, said: Mapping[str, str]) -> Path:
    """Run a script, unless it was run before; give its drawings' path without suffix."""
    parts = [_read(script), _read(script.with_name(STYLE))]
    parts += [part.encode() for one in said.items() for part in one]
    key = hashlib.sha256(b"\0".join([*parts, metadata.version("matplotlib").encode()]))
    target = cache / key.hexdigest()[:16] / script.stem
    if not target.with_suffix(".svg").is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        draw(script, target, said)
    return target


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        message = f"'{path}' cannot be read"
        raise PlotError(message) from None


def draw(script: Path, target: Path, said: Mapping[str, str]) -> None:
    """Save what a script draws: for books as PDF, and then for pages as SVG."""
    import matplotlib as mpl  # noqa: PLC0415 - half a second, wanted only where a plot is new
    from matplotlib import pyplot as plt  # noqa: PLC0415 - as above

    mpl.use("agg")
    with mpl.rc_context(fname=script.with_name(STYLE)), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # pages have letters of their own
        mpl.rcParams["svg.hashsalt"] = script.stem  # no id is in two plots
        try:
            runpy.run_path(str(script), {"_": lambda text: said.get(text, text)})
            for suffix, date in ((".pdf", "CreationDate"), (".svg", "Date")):
                made = target.with_name(f"{os.getpid()}{suffix}")
                plt.savefig(made, metadata={date: None})
                made.replace(target.with_suffix(suffix))
        except Exception as error:  # noqa: BLE001 - whatever a script may raise
            steps = traceback.extract_tb(error.__traceback__)
            lines = [step.lineno for step in steps if step.filename == str(script)]
            message = f"line {lines[-1] if lines else 1}: {type(error).__name__}: {error}"
            raise PlotError(" ".join(message.split())) from None
        finally:
            plt.close("all")


def for_page(file: Path) -> str:
    """Make a drawing a part of a page: without styles, colours, letters and ground of its own."""
    root = ET.fromstring(file.read_bytes())  # noqa: S314 - made above
    for parent in list(root.iter()):
        for child in list(parent):
            ground = f"fill: {PAPER}" in child.get("style", "")
            if (
                ground
                or child.tag in {f"{SVG}metadata", f"{SVG}style"}
                or not len(child) + len(child.attrib) + len(child.text or "")
            ):
                parent.remove(child)
    links = {one.get(HREF, "") for one in root.iter()}
    for one in root.iter():
        _bare(one, links)
    inside = "".join(ET.tostring(part, encoding="unicode") for part in root)
    return f'viewBox="{root.get("viewBox")}">{inside}'


def _bare(one: ET.Element, links: set[str]) -> None:
    """Write an element as HTML has it, with its style in attributes, which every policy allows."""
    one.tag = one.tag.removeprefix(SVG)
    one.text, one.tail = (one.text or "").strip() or None, None
    for part in filter(None, one.attrib.pop("style", "").split("; ")):
        name, value = part.split(": ", 1)
        if value.startswith("#"):
            if value not in CLASSES:
                raise PlotError(f"{value} is no colour of {STYLE}")
            one.set("class", CLASSES[value])
            value = "currentColor"
        if name != "font-family":
            one.set(name, value)
    if one.tag in {"g", "path"} and f"#{one.get('id')}" not in links:
        one.attrib.pop("id", None)
    if HREF in one.attrib:
        one.set("href", one.attrib.pop(HREF))
    if one.get("transform", "").startswith("rotate(-0 "):
        del one.attrib["transform"]
    for name in {"d", "x", "y", "transform"} & one.attrib.keys():
        one.set(name, " ".join(NUMBER.sub(_short, one.attrib[name]).split()))


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def draw_on_page(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put drawings into web pages, so that no files of images are copied for them."""
    if app.builder.format != "html" or app.builder.name == "epub":  # a book has colours of its own
        return
    for image in list(doctree.findall(plot)):
        image.replace_self(drawing(alt=image["alt"], svg=image["svg"]))


def visit_drawing(self: HTML5Translator, node: drawing) -> None:
    self.body.append(f'<svg role="img" aria-label="{escape(node["alt"])}" {node["svg"]}</svg>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and what shows its drawings."""
    app.add_directive("plot", PlotDirective)
    app.add_transform(DrawPlots)
    app.add_node(plot)
    app.add_node(drawing, html=(visit_drawing, None))
    app.connect("doctree-resolved", draw_on_page)
    return {"env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
