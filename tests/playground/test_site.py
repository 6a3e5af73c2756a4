"""The built site as a reader uses it, in a real browser: its search, colours and downloads.

Where ``CMDRESOLVE_PLAYGROUND`` names a playground inside a site, as ``.ci/run`` builds it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from docs.downloads import FILES, WHEEL
from tests.playground.conftest import Site, browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.playground.conftest import Page

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def whole(built: Path) -> Iterator[Site]:
    """The site around the playground, behind a server."""
    folder = built.parent
    if not (os.environ.get("CMDRESOLVE_PLAYGROUND") and (folder / "searchindex.js").exists()):
        pytest.skip("no site is around the playground: python -m docs.build --playground")
    served = Site(folder)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def reader(whole: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser on the site's first page."""
    with browser(tmp_path_factory.mktemp("reader")) as page:
        page.driver.get(whole.url)
        yield page


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("vanished", "My CMD vanished"),
        ("PORT", "$PORT is not expanded"),
        ("inherited-cmd-lost", "inherited-cmd-lost"),
        ("따옴표", "내 CMD는 어디로 갔을까?"),
    ],
)
def test_the_search_finds_a_page(reader: Page, whole: Site, words: str, title: str) -> None:
    """By the box that each page has, in both languages."""
    reader.driver.get(f"{whole.url}docs/README.html")
    box = reader.find("input[name=q]")
    box.send_keys(words)
    box.submit()
    end = time.monotonic() + 30
    found: list[str] = []
    while time.monotonic() < end and title not in found:
        time.sleep(0.2)
        links = reader.driver.find_elements("css selector", "#search-results li a")
        found = [link.text for link in links]

    assert title in found


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("docs/install.html", WHEEL),
        ("docs/install.html", FILES),
        ("docs/tutorial.html", FILES),
        ("docs/how-to/my-cmd-vanished.html", FILES),
        ("docs/README.ko.html", FILES),
        ("README.html", FILES),
    ],
)
def test_what_a_page_needs_is_there(reader: Page, whole: Site, page: str, file: str) -> None:
    """Its link leads to a file."""
    reader.driver.get(whole.url + page)
    link = reader.find(f"a[href$='{file}']").get_attribute("href")

    assert link.startswith(whole.url)
    with urlopen(link) as answer:
        assert answer.read(2) == b"PK"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_site_follows_the_readers_colours(reader: Page, whole: Site, scheme: str) -> None:
    """Light words stand on dark, and dark on light."""
    reader.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    reader.driver.get(f"{whole.url}docs/tutorial.html")
    colours = reader.driver.execute_script(
        "const style = getComputedStyle(document.body);"
        "return [style.color, style.backgroundColor].map((x) => +x.match(/\\d+/)[0])"
    )

    assert (colours[0] > colours[1]) is (scheme == "dark")
