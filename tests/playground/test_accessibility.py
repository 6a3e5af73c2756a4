"""What axe finds on the playground, and on pages of the site where they lie around it.

axe-core, from npm, knows the rules of WCAG that a program can judge: contrast, names, roles, what
the keyboard reaches.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.playground.conftest import Site, browser

if TYPE_CHECKING:
    from tests.playground.conftest import Page

pytestmark = [
    pytest.mark.browser,
    # Selenium and Chromium leave sockets for the collector.
    pytest.mark.filterwarnings("default"),
]

AXE = "4.14.1"
WIDTHS = {"desktop": 1280, "phone": 390}
RUN = """
const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then(
  ({violations, passes}) => done([
    passes.length,
    violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`)),
  ]),
  (error) => done([0, [String(error)]]),
);
"""


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The program, which is not committed."""
    if shutil.which("npm") is None:
        pytest.skip("no npm, from which axe comes")
    folder = tmp_path_factory.mktemp("axe")
    subprocess.run(["npm", "pack", "--silent", f"axe-core@{AXE}"], cwd=folder, check=True)
    with tarfile.open(folder / f"axe-core-{AXE}.tgz") as packed:
        member = packed.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode()


@pytest.fixture(scope="module")
def pages(built: Path) -> Iterator[Site]:
    """The site that the playground lies in."""
    if not (built.parent / "docs" / "README.html").exists():
        pytest.skip("no site lies around the playground: python -m docs.build --playground")
    served = Site(built.parent)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser for the site: the one that the tests share stays on the playground."""
    with browser(tmp_path_factory.mktemp("reader")) as shown:
        yield shown


def look(driver: Any, width: str, scheme: str) -> None:
    """Show pages at a width, by a reader's wish for light or dark."""
    screen = {"width": WIDTHS[width], "height": 900, "deviceScaleFactor": 1}
    mobile = {"mobile": width == "phone"}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**screen, **mobile})
    wish = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wish})


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_playground(page: Page, axe: str, width: str, scheme: str) -> None:
    """With a finding and its mend, and with words that nobody reads."""
    look(page.driver, width, scheme)
    page.choose("#example", "The arguments that nobody reads")
    assert page.findings

    page.driver.execute_script(axe)
    passed, found = page.driver.execute_async_script(RUN)

    assert found == []
    assert passed > 30


@pytest.mark.parametrize(
    "name",
    [
        "README",
        "search",
        "docs/README",
        "docs/how-to/my-cmd-vanished",
        "docs/notebooks/nine_cells.ko",
        "docs/reference/starts",
    ],
)
def test_axe_finds_nothing_on_a_page_of_the_site(
    reader: Page, pages: Site, axe: str, name: str
) -> None:
    """On a phone in the dark, and in the light of a desk."""
    for width, scheme in (("phone", "dark"), ("desktop", "light")):
        look(reader.driver, width, scheme)
        reader.driver.get(f"{pages.url}{name}.html")
        reader.driver.execute_script(axe)
        passed, found = reader.driver.execute_async_script(RUN)

        assert found == []
        assert passed > 30
