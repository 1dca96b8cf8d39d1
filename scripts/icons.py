"""Draw docs/_static/icon.svg in the sizes that phones want, by the Chromium of the tests.

    .venv/bin/python -m scripts.icons

A maskable one is cut to a circle or another shape: its colour fills the square, and the picture
keeps to the middle.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.browsers import start

FOLDER = Path(__file__).parents[1] / "docs" / "_static"
#: Name → width of the file, and how much of it the picture takes.
ICONS = {
    "icon-180.png": (180, 1.0),
    "icon-192.png": (192, 1.0),
    "icon-512.png": (512, 1.0),
    "icon-maskable.png": (512, 0.8),
}
#: Phones give these two a shape of their own, so they are drawn without round corners.
SQUARE = ("icon-180.png", "icon-maskable.png")


def drawing(svg: str, name: str) -> str:
    """Give the picture as it is drawn into a file."""
    width, share = ICONS[name]
    box = 32 / share
    edge = (32 - box) / 2
    over = {"x": edge - 1, "y": edge - 1, "width": box + 2, "height": box + 2}
    if name in SQUARE:
        square = " ".join(f'{name}="{value}"' for name, value in over.items())
        svg = re.sub("<rect [^>]*(?= fill=)", f"<rect {square}", svg)
    svg = svg.replace('viewBox="0 0 32 32"', f'viewBox="{edge} {edge} {box} {box}"')
    return svg.replace("<svg ", f'<svg style="display: block" width="{width}" height="{width}" ', 1)


def main() -> None:
    """Write all of them."""
    svg = (FOLDER / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = start(playwright)
        page = browser.new_page()
        for name, (width, _) in ICONS.items():
            page.set_viewport_size({"width": width, "height": width})
            page.set_content(f'<body style="margin: 0">{drawing(svg, name)}')
            page.screenshot(path=FOLDER / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
