"""The page opened from a disk, as a reader does who unpacked the site: it says what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docs.playground.build import PAGES
from tests.playground.conftest import browser

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]
HERE = Path(__file__).parents[2] / "docs" / "playground"


def test_a_page_from_a_disk_says_how_to_serve_it(tmp_path: Path) -> None:
    """Where it would wait for ever; nothing of Python is there."""
    if shutil.which("chromium") is None or shutil.which("chromedriver") is None:
        pytest.skip("no browser: install chromium and chromium-driver")
    for name in PAGES:
        shutil.copy(HERE / name, tmp_path / name)
    with browser(tmp_path / "profile") as page:
        page.driver.get((tmp_path / "index.html").as_uri())
        told = page.find("#summary").text

        assert told.startswith("A browser does not run this page from a disk.")
        assert "python -m http.server" in told
        assert page.find("#answer").get_attribute("aria-busy") == "false"
