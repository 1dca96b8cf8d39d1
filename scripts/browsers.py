"""Find the browsers the tests drive; install those that are missing.

Run as a program it makes sure that there is a Chromium and a Firefox, and says
which. Set CHROMIUM or FIREFOX to the path of a program to use that one.

Where to look and what to do, in this order: a program on the PATH (Chrome will
do for Chromium), the system's package if this is Debian or alike and we may
install it, and for Chromium the build that Playwright offers.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

PROGRAMS = {
    "chromium": (
        "chromium",
        "google-chrome",
        "google-chrome-stable",
        "chromium-browser",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    "firefox": (
        "firefox-esr",
        "firefox",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
    ),
}
PACKAGES = {"chromium": "chromium", "firefox": "firefox-esr"}


class NoBrowserError(RuntimeError):
    """A browser is neither there nor can it be installed."""

    def __init__(self, name: str) -> None:
        """Say what is missing and what to do about it."""
        super().__init__(
            f"no working {name.title()}: `make browsers` installs one where it can;"
            f" else install it and, if it is not on the PATH, set {name.upper()} to its path"
        )


def chromium_flags() -> list[str]:
    """Return the command line options Chromium needs where tests run."""
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    # Chromium refuses to start as root (usual in containers) with its sandbox on.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    return flags


def start(playwright: Playwright) -> Browser:
    """Start Chromium."""
    return playwright.chromium.launch(executable_path=find("chromium"), args=chromium_flags())


@functools.cache
def find(name: str) -> str:
    """Return the path of the browser `name`, "chromium" or "firefox"."""
    chosen = os.environ.get(name.upper())
    for program in [chosen] if chosen else PROGRAMS[name]:
        path = shutil.which(program)
        if path and works(path):
            return path
    if name == "chromium" and not chosen:
        path = playwrights_chromium()
        if path and works(path):
            return path
    raise NoBrowserError(name)


def works(path: str) -> bool:
    """Tell whether the program at `path` runs (some are stubs that do not)."""
    return bool(version(path))


def version(path: str) -> str:
    """Return what the browser at `path` calls itself, or nothing."""
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def playwrights_chromium() -> str | None:
    """Return the path of the Chromium that Playwright installed, if it did."""
    # In a process of its own, as Playwright starts only once in a process.
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return shutil.which(done.stdout.strip())


def install(name: str) -> None:
    """Try to install the browser `name`."""
    print(f"installing {name.title()} ...", flush=True)
    if install_package(PACKAGES[name]) or name != "chromium":
        return
    run([sys.executable, "-m", "playwright", "install", "chromium"])


def install_package(package: str) -> bool:
    """Install a Debian package; return whether that worked."""
    if not shutil.which("apt-get"):
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    return run([*apt, "update"]) and run(
        [*apt, "install", "--yes", "--no-install-recommends", package]
    )


def run(command: list[str]) -> bool:
    """Run a command; show what it printed only if it failed."""
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
        )
    except OSError:
        return False
    except subprocess.CalledProcessError as error:
        print(error.stdout, file=sys.stderr)
        return False
    return True


def main() -> None:
    """Make sure that there is one browser of each kind."""
    for name in PROGRAMS:
        try:
            find(name)
        except NoBrowserError:
            if name.upper() not in os.environ:
                install(name)
        try:
            path = find(name)
        except NoBrowserError as error:
            sys.exit(str(error))
        print(f"{version(path)}: {path}")


if __name__ == "__main__":
    main()
