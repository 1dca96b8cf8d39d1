"""A real server of static files, told to send the headers that the site asks for."""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scripts.server import find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Not at the top of the host, as with many hosts: an address that starts with `/` shows itself.
PREFIX = "/notes/"
TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt",
    "application/json": "json",
    "application/manifest+json": "webmanifest",
    "application/xml": "xml",
    "image/png": "png",
    "image/svg+xml": "svg",
}


def headers_of(site: Path) -> dict[str, str]:
    """Read `_headers`, of which all stand for every path."""
    first, *lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    assert first == "/*"
    return {name.strip(): value.strip() for name, _, value in (one.partition(":") for one in lines)}


def settings(site: Path, folder: Path, port: int) -> str:
    """Write what nginx is told. It runs as one process, which reads whatever we can read."""
    types = "".join(f"    {kind} {ending};\n" for kind, ending in TYPES.items())
    added = "".join(
        f'      add_header {name} "{value}" always;\n' for name, value in headers_of(site).items()
    )
    kinds = ("client_body", "fastcgi", "proxy", "scgi", "uwsgi")
    kept = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return f"""
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  etag on;
  types {{
{types}  }}
{kept}  server {{
    listen 127.0.0.1:{port};
    location {PREFIX} {{
      alias {site}/;
      error_page 404 {PREFIX}404.html;
{added}    }}
    location / {{ return 418; }}
  }}
}}
"""


@contextmanager
def served(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site; give the address of its top."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(settings(site, folder, port), encoding="utf-8")
    command = [find(), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(config)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}{PREFIX}"
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until it answers."""
    for _ in range(200):
        assert process.poll() is None, "nginx ended at once; it says why above"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("nginx does not answer")
