"""The picture of a cycle: boxes in a ring, each of them a link, with an arrow to the next."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.writers.html5 import HTML5Translator

#: As wide as a narrow phone leaves it, so that letters there are as large as they are drawn.
WIDTH = 288
BOX_WIDTH, BOX_HEIGHT = 126, 66
#: Between two boxes of a column.
GAP = 28
#: So that what is drawn on the rim is not cut off.
RIM = 2
LETTERS = 14
LINE = 16
HEAD = 5
#: Two boxes have one way between them only.
FEWEST = 3


class cycle_picture(nodes.General, nodes.Element):  # noqa: N801 - the name of the class is the tag
    """``places`` are titles with addresses; ``name`` begins the ids of the picture."""


class Box(NamedTuple):
    """Where a box stands: its column from the left and its row from the top."""

    column: int
    row: int

    @property
    def middle(self) -> tuple[int, int]:
        half = RIM + BOX_WIDTH // 2
        across = WIDTH - half if self.column else half
        return across, RIM + BOX_HEIGHT // 2 + self.row * (BOX_HEIGHT + GAP)


def boxes(count: int) -> list[Box]:
    """Go round clockwise: the first on the left of the top, then down and up again."""
    rows = (count + 1) // 2
    right = [Box(1, row) for row in range(rows)]
    left = [Box(0, row) for row in range(rows - 1, 0, -1)]
    return [Box(0, 0), *right, *left][:count]


def arrow(start: Box, end: Box) -> str:
    """Draw the way from the rim of one box to that of another, with a head at its end."""
    (x, y), (to_x, to_y) = start.middle, end.middle
    if start.column == end.column:
        down = 1 if to_y > y else -1
        begin, finish = y + down * BOX_HEIGHT // 2, to_y - down * BOX_HEIGHT // 2
        return f"M{x} {begin}V{finish}{_head(0, down)}"
    across = 1 if to_x > x else -1
    begin = x + across * BOX_WIDTH // 2
    if start.row == end.row:
        finish = to_x - across * BOX_WIDTH // 2
        return f"M{begin} {y}H{finish}{_head(across, 0)}"
    return f"M{begin} {y}H{to_x}V{to_y + BOX_HEIGHT // 2}{_head(0, -1)}"


def _head(across: int, down: int) -> str:
    """Draw both barbs of an arrow that points in a direction, from its point."""
    if across:
        return f"m{-across * HEAD} {-HEAD}l{across * HEAD} {HEAD}l{-across * HEAD} {HEAD}"
    return f"m{-HEAD} {-down * HEAD}l{HEAD} {down * HEAD}l{HEAD} {-down * HEAD}"


def drawing(places: Sequence[tuple[str, str]], name: str, title: str, summary: str) -> str:
    """Draw the picture as SVG that takes its colours from the page."""
    found = boxes(len(places))
    height = 2 * RIM + BOX_HEIGHT + max(box.row for box in found) * (BOX_HEIGHT + GAP)
    ways = zip(found, [*found[1:], found[0]], strict=True)
    arrows = "".join(
        f'<path class="cycle-{"back" if end is found[0] else "on"}" d="{arrow(start, end)}"/>\n'
        for start, end in ways
    )
    links = "".join(
        _link(box, number, *place)
        for number, (box, place) in enumerate(zip(found, places, strict=True), start=1)
    )
    return (
        f'<svg class="cycle" viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-summary">\n'
        f'<title id="{name}-title">{Markup.escape(title)}</title>\n'
        f'<desc id="{name}-summary">{Markup.escape(summary)}</desc>\n'
        f'<g fill="none" stroke="currentColor" stroke-width="1.5">\n{arrows}</g>\n{links}</svg>\n'
    )


def _link(box: Box, number: int, title: str, uri: str) -> str:
    x, y = box.middle
    lines = [str(number), *wrap(title, LETTERS)]
    top = y - (len(lines) - 1) * LINE / 2
    text = "".join(
        f'<tspan x="{x}" y="{top + place * LINE:g}">{Markup.escape(line)}</tspan> '
        for place, line in enumerate(lines)
    )
    return (
        f'<a href="{Markup.escape(uri)}"><rect x="{x - BOX_WIDTH // 2}" '
        f'y="{y - BOX_HEIGHT // 2}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8" '
        'fill="none" stroke="currentColor"/>'
        '<text fill="currentColor" font-size="13" text-anchor="middle" '
        f'dominant-baseline="central">{text.rstrip()}</text></a>\n'
    )


def visit_cycle_picture(self: HTML5Translator, node: cycle_picture) -> None:
    if len(node["places"]) >= FEWEST:
        self.body.append(drawing(*(node[part] for part in ("places", "name", "title", "summary"))))
    raise nodes.SkipNode
