"""A built playground, served on this machine alone, and Debian's Chromium to look at it."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # What Chromium still asks of its own accord, it asks nobody: no name leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Handler(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """Serves a browser that may go away in the middle of an answer."""

    def handle_error(self, *_: Any) -> None:
        """Keep quiet."""


class Site:
    """The built page behind a server that can be stopped."""

    def __init__(self, folder: Path) -> None:
        """Serve a folder."""
        self._server = Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built page; ``CMDRESOLVE_PLAYGROUND`` names one that is there already."""
    if shutil.which("chromium") is None or shutil.which("chromedriver") is None:
        pytest.skip("no browser: install chromium and chromium-driver")
    named = os.environ.get("CMDRESOLVE_PLAYGROUND")
    if named:
        return Path(named)
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("no npm, from which Pyodide comes, or no node, in which it compiles")
    from docs.playground.build import build

    folder = tmp_path_factory.mktemp("playground")
    build(folder)
    return folder


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    """The page behind a server."""
    served = Site(built)
    yield served
    served.stop()


@pytest.fixture
def own_site(built: Path) -> Iterator[Site]:
    """A server that the test may stop."""
    served = Site(built)
    yield served
    served.stop()


class Page:
    """What a reader does with the page."""

    def __init__(self, driver: Any) -> None:
        """Take a browser."""
        self.driver = driver

    def open(self, url: str) -> None:
        """Open the page and wait for its first answer."""
        self.driver.get("about:blank")
        self.driver.get(url)
        self.wait()

    def find(self, css: str) -> Any:
        """Return the first element of a CSS selector."""
        return self.driver.find_element("css selector", css)

    def wait(self) -> None:
        """Wait until what is shown answers what stands in the fields."""
        from selenium.webdriver.support.ui import WebDriverWait

        # The events of a key or a click reach the page a moment after the driver's answer.
        self.driver.execute_async_script("setTimeout(arguments[0], 30)")
        WebDriverWait(self.driver, 60, poll_frequency=0.02).until(
            lambda _: self.find("#answer").get_attribute("aria-busy") == "false"
        )

    def type(self, css: str, text: str) -> None:
        """Type a text in place of what a field holds."""
        from selenium.webdriver.common.keys import Keys

        box = self.find(css)
        box.send_keys(Keys.CONTROL, "a")
        box.send_keys(Keys.DELETE)
        box.send_keys(text)
        self.wait()

    def choose(self, css: str, text: str) -> None:
        """Choose an entry of a list by what it shows."""
        from selenium.webdriver.support.ui import Select

        Select(self.find(css)).select_by_visible_text(text)
        self.wait()

    @property
    def summary(self) -> str:
        """What starts, or the refusal."""
        return str(self.find("#summary").text)

    def expect(self, text: str) -> None:
        """Wait until the answer begins with a text; fail with the answer that there is."""
        end = time.monotonic() + 20
        while time.monotonic() < end and not self.summary.startswith(text):
            time.sleep(0.05)
        self.wait()
        assert self.summary.startswith(text)

    @property
    def findings(self) -> list[str]:
        """The codes of the findings that are shown."""
        shown = self.driver.find_elements("css selector", ".finding > .dim")
        return [one.text for one in shown]


@contextmanager
def browser(profile: Path, *flags: str) -> Iterator[Page]:
    """Start a browser with nothing kept from before."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}", *flags):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield Page(driver)
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def opened(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser on the page, which the tests share: to start Python takes seconds."""
    with browser(tmp_path_factory.mktemp("profile")) as shown:
        shown.open(site.url)
        yield shown


@pytest.fixture
def page(opened: Page) -> Page:
    """The page as it opens."""
    opened.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    # A browser passes over a change of the fragment where a page makes many: it is made again then.
    opened.driver.execute_async_script(
        "const done = arguments[0];"
        "const clear = () => {"
        "  if (!location.hash) return setTimeout(done, 50);"
        "  location.hash = '';"
        "  setTimeout(clear, 500);"
        "};"
        "clear();"
    )
    opened.wait()
    return opened


class NetLog:
    """What a browser did on the network, as it wrote it down itself.

    Source: the events of chromium net/log/net_log_event_type_list.h.
    """

    def __init__(self, path: Path) -> None:
        """Read the log of a browser that has ended."""
        record = json.loads(path.read_text(encoding="utf-8"))
        names = {number: name for name, number in record["constants"]["logEventTypes"].items()}
        self._events = [
            (names[event["type"]], event.get("params", {})) for event in record["events"]
        ]

    def asked_by_pages(self, origin: str) -> set[str]:
        """Return the addresses that pages, workers and service workers of a place asked for."""
        return {url for url, initiator in self._requests() if initiator == origin}

    def asked_by_itself(self) -> set[str]:
        """Return the names of the servers that the browser asked without a page that did."""
        own = ("not an origin", None)
        return {
            str(urlsplit(url).hostname) for url, initiator in self._requests() if initiator in own
        }

    def _requests(self) -> Iterator[tuple[str, str | None]]:
        for name, params in self._events:
            if name == "URL_REQUEST_START_JOB" and "url" in params:
                yield params["url"], params.get("initiator")

    def connections(self) -> set[str]:
        """Return the addresses that connections were begun to, and ``udp`` for what was sent so."""
        begun = {
            str(params["address"])
            for name, params in self._events
            if name == "TCP_CONNECT_ATTEMPT" and "address" in params
        }
        sent = {"udp" for name, _ in self._events if name == "UDP_BYTES_SENT"}
        return begun | sent
