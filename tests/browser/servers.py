"""Hosts for tests: a folder over http, which can be taken away and come back."""

from __future__ import annotations

import functools
import http.server
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: _Server

    def end_headers(self) -> None:
        for name, value in self.server.host.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        self.server.host.asked.append(self.path)
        self.server.host.on_request(self.path)
        # It compares whole seconds, and a test publishes two versions within one.
        del self.headers["If-Modified-Since"]
        super().do_GET()

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


class _Server(http.server.ThreadingHTTPServer):
    host: Host
    daemon_threads = True
    block_on_close = False


class Host:
    """Serves a folder, always at the same address."""

    def __init__(self, folder: Path, **headers: str) -> None:
        self.folder = folder
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.asked: list[str] = []
        self.port = 0
        self._server: _Server | None = None
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def top(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def on_request(self, path: str) -> None:
        """Take note of a request before it is answered."""

    def start(self) -> None:
        handler = functools.partial(_Handler, directory=str(self.folder))
        self._server = _Server(("127.0.0.1", self.port), handler)
        self._server.host = self
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
