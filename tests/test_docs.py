"""The documentation is true: its links resolve, its output is printed, its pages are current."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cmdresolve.batch.protocol import answer_lines
from cmdresolve.cli.main import main
from cmdresolve.published.differences import columns, differences
from cmdresolve.render import dialects as renderer

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "tables" / "README.md",
    *sorted(DOCS.rglob("*.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
EXAMPLES = re.findall(
    r"^\| \[([a-z-]+)\]\(\S+\) \| .* \| `cmdresolve (.*)` \| (?:`(.*)`|(.*)) \|$",
    (DOCS / "examples" / "README.md").read_text("utf-8"),
    re.MULTILINE,
)


def anchors(page: Path) -> set[str]:
    """The anchors a page's headings have, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda x: str(x.relative_to(ROOT)))
def test_links_resolve(page: Path) -> None:
    """Every relative link names a file that is there, every anchor a heading."""
    broken = []
    for link in LINK.findall(re.sub(r"`[^`]*`", "", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page if not path else (page.parent / path).resolve()
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_the_index_links_every_page() -> None:
    """Nothing under docs/ is hidden."""
    linked = {
        (DOCS / link).resolve() for link in LINK.findall((DOCS / "README.md").read_text("utf-8"))
    }
    pages = {*DOCS.rglob("*.md"), *DOCS.rglob("*.ipynb")} - {DOCS / "README.md"}

    assert {path.resolve() for path in pages} - linked == set()


def test_the_page_of_dialects_is_current() -> None:
    """Make it again: cmdresolve dialects --format markdown > docs/dialects.md."""
    assert (DOCS / "dialects.md").read_text("utf-8") == renderer.markdown() + "\n"


def test_the_page_of_dialects_has_a_row_and_a_section_for_each_difference() -> None:
    """One row per difference, one column per builder, and the Dockerfile behind it."""
    page = (DOCS / "dialects.md").read_text("utf-8")

    for difference in differences():
        (row,) = re.findall(
            rf"^\| \[{difference.name}\]\(#{difference.name}\) \|.*$", page, re.MULTILINE
        )
        assert row.count("|") == len(columns()) + 2
        section = page.split(f"\n### {difference.name}\n")[1].split("\n### ")[0]
        assert difference.says in section
        assert difference.request["dockerfile"].replace("\r", "␍").rstrip("\n") in section
        for builder in columns():
            assert section.count(f"`{builder}`") >= 1


def test_the_grid_on_a_terminal_fits_80_columns() -> None:
    """Every difference has a line with a mark for each builder."""
    lines = renderer.text(80).split("\n")
    grid = {
        line.split()[0]: line.split()[1:] for line in lines if line[17:18] == " " and line[:1] > " "
    }

    assert max(map(len, lines)) <= 80
    assert grid["text-after-array"] == list("aabaabaaaaaa")
    assert grid["unknown-flag"] == list("------aaaaaa")
    assert grid["arg-blank"] == list("------!aa!aa")
    assert sum(difference.name in grid for difference in differences()) == 49


def test_the_json_of_dialects_holds_the_records_and_the_differences() -> None:
    """For whoever makes a page of their own."""
    record = json.loads(json.dumps(renderer.to_json()))

    assert record["default"] == "docker@28.5"
    assert len(record["differences"]) == 49
    assert {"name", "says", "shows", "request", "observed"} <= set(record["differences"][0])
    newest = [builder for builder in record["builders"] if builder["key"] == "buildkit@28.5"]
    assert newest[0]["reading"]["json_whole"] is True


def test_the_batch_page_shows_what_is_printed() -> None:
    """Its console block, line by line."""
    page = (DOCS / "batch.md").read_text("utf-8")
    (shown,) = re.findall(r"^```console\n\$ [^\n]*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    requests = (DOCS / "requests.jsonl").read_text("utf-8").splitlines()

    assert list(answer_lines(requests)) == shown.splitlines()


@pytest.mark.parametrize("row", EXAMPLES, ids=[f"{x[0]}-{len(x[1])}" for x in EXAMPLES])
def test_an_example_starts_what_its_table_says(
    row: tuple[str, str, str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command of the row, run in its folder."""
    folder, command, argv, refusal = row
    monkeypatch.chdir(DOCS / "examples" / folder)
    status = main(command.split())
    printed = capsys.readouterr()

    if refusal:
        assert (printed.out, status) == ("", 1)
        assert refusal in printed.err
    else:
        assert (printed.out, printed.err, status) == (f"{argv}\n", "", 0)


def test_every_example_is_in_the_table() -> None:
    """No folder without a row, and the distroless one among them."""
    folders = {path.name for path in (DOCS / "examples").iterdir() if path.is_dir()}

    assert folders == {folder for folder, *_ in EXAMPLES}
    assert "distroless-java" in folders
    assert len(EXAMPLES) == 10
