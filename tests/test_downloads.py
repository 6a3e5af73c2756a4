"""What the site gives to take along is what its pages need."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docs.conf import _with_downloads
from docs.downloads import FILES, WHEEL, put_files
from tests import docs_blocks

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a reader unpacked the files."""
    folder = tmp_path_factory.mktemp("reader")
    zipfile.ZipFile(put_files(folder)).extractall(folder)
    return folder


@pytest.mark.parametrize("page", docs_blocks.PAGES, ids=lambda x: str(x.relative_to(ROOT)))
def test_a_page_is_followed_without_a_clone(page: Path, unpacked: Path) -> None:
    """Each folder that its session goes to is there with all its files, and each file it names."""
    for command in (command for block in docs_blocks.sessions(page) for command in block):
        folder = unpacked / command.folder.relative_to(ROOT)
        if command.folder != ROOT:
            for file in filter(Path.is_file, command.folder.rglob("*")):
                copy = folder / file.relative_to(command.folder)
                assert copy.read_bytes() == file.read_bytes()
        for word in command.line.split():
            if "/" in word and (command.folder / word).is_file():
                assert (folder / word).is_file()


def test_the_notebooks_are_among_them(unpacked: Path) -> None:
    """In both languages."""
    packed = {path.name for path in (unpacked / "docs/notebooks").iterdir()}

    assert packed == {path.name for path in (ROOT / "docs/notebooks").glob("*.ipynb")}
    assert len(packed) == 8


def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    """Whenever they are packed."""
    one, other = put_files(tmp_path / "one"), put_files(tmp_path / "other")

    assert one.read_bytes() == other.read_bytes()


def test_a_reader_is_told_where_they_are_before_they_are_needed() -> None:
    """Once a page, above the session, by a link from where the page lies."""
    text = (
        "Words.\n\n```console\n$ cd docs/samples/x\n$ cat y\n```\n\n```console\n$ ls docs/z\n```\n"
    )

    told = _with_downloads("docs/how-to/page", text, has_package=False)

    assert told.count(FILES) == 2
    assert told.index(f'href="../../downloads/{FILES}"') < told.index("```console")
    assert _with_downloads("docs/a.ko", text, has_package=False).count("압축을 푼 폴더") == 1


def test_what_leads_in_to_a_session_stays_in_front_of_it() -> None:
    """And the files are named before both; a paragraph that does not lead in stays above."""
    session = "```console\n$ cd docs/samples/x\n```\n"
    leading = _with_downloads(
        "docs/page", f"# T\n\nOne.\n\nIt says\nso:\n\n{session}", has_package=False
    )
    apart = _with_downloads("docs/page", f"# T\n\nOne.\n\n{session}", has_package=False)

    assert leading.startswith("# T\n\nOne.\n\nThe files of this page")
    assert leading.endswith(f"\n\nIt says\nso:\n\n{session}")
    assert apart.startswith("# T\n\nOne.\n\nThe files of this page")


def test_a_page_that_needs_none_stays_as_it_is() -> None:
    """A session of nothing but the program, and what is no session."""
    for text in (
        "```console\n$ cmdresolve matrix\ndocs/\n```\n",
        "`docs/x`\n",
        "```sh\ndocs/\n```\n",
    ):
        assert _with_downloads("docs/page", text, has_package=True) == text


def test_remarks_become_links() -> None:
    """The package only where it lies beside the pages."""
    text = "<!-- site: files --> <!-- site: package -->"

    assert WHEEL in _with_downloads("docs/install", text, has_package=True)
    without = _with_downloads("docs/install", text, has_package=False)
    assert FILES in without
    assert WHEEL not in without
