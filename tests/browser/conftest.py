"""What every test in a browser starts from."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from scripts.browsers import chromium_flags, find
from tests.browser.learner import Learner
from tests.browser.pages import Question, examples, write_page


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": find("chromium"),
        "args": chromium_flags(),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Let days be the same on every machine."""
    return {**browser_context_args, "timezone_id": "UTC", "locale": "en-GB"}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Give a page on which nothing may fail, be blocked or be missing."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def learner(page: Page) -> Learner:
    return Learner(page)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., str]:
    """Build a page of these questions and return its file:// address."""

    def build(
        *questions: Question, folder: str = "site", site: str = "planets", **more: str
    ) -> str:
        path = tmp_path / folder / "page.html"
        write_page(path, questions, site=site, **more)
        return path.as_uri()

    return build


@pytest.fixture
def sample(build: Callable[..., str]) -> str:
    """Give the address of a page with questions of every kind."""
    return build(*examples())


class StrictHandler(http.server.SimpleHTTPRequestHandler):
    """Allows a page nothing but files of its own site."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def serve() -> Iterator[Callable[[str], str]]:
    """Serve the folder of a file:// address; return the page's http:// address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def serve(address: str) -> str:
        path = Path(address.removeprefix("file://"))
        handler = functools.partial(StrictHandler, directory=str(path.parent))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/{path.name}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()
