"""Find nginx, by which tests serve the site as a host does; install it if it is missing.

Set NGINX to the path of a program to use that one.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys

from scripts.browsers import install_package

#: Systems keep servers in folders that only root has on the PATH.
ALSO = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"]


class NoServerError(RuntimeError):
    """There is no nginx."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__(
            "no working nginx: `make server` installs it where it can;"
            " else install it and, if it is not on the PATH, set NGINX to its path"
        )


@functools.cache
def find() -> str:
    """Return the path of nginx."""
    folders = os.pathsep.join([os.environ.get("PATH", ""), *ALSO])
    path = shutil.which(os.environ.get("NGINX", "nginx"), path=folders)
    if path and version(path):
        return path
    raise NoServerError


def version(path: str) -> str:
    """Return what the program at `path` calls itself, or nothing."""
    try:
        done = subprocess.run([path, "-v"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stderr.strip()


def main() -> None:
    """Make sure that there is an nginx."""
    try:
        find()
    except NoServerError:
        if "NGINX" not in os.environ:
            print("installing nginx ...", flush=True)
            install_package("nginx")
    try:
        path = find()
    except NoServerError as error:
        sys.exit(str(error))
    print(f"{version(path)}: {path}")


if __name__ == "__main__":
    main()
