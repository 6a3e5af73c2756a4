"""The documentation is true: its links resolve, its output is printed, its pages are current."""

from __future__ import annotations

import doctest
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pygments.token import Generic
from ruamel.yaml import YAML

import cmdresolve
from cmdresolve.cli.main import main
from cmdresolve.published.differences import columns, differences
from cmdresolve.render import dialects as renderer
from docs import conf, generated
from tests import docs_blocks, docs_stand_ins

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "tables" / "README.md",
    *sorted(DOCS.rglob("*.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"https://[\w-]+(\.[\w-]+)+(/[\w./#?=&%~+@-]*)?")
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
    """Every link names a file that is there, every anchor a heading, or is an address."""
    broken = []
    prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in LINK.findall(re.sub(r"`[^`]*`", "", prose)):
        if re.match(r"[a-z]+:", link):
            if not ADDRESS.fullmatch(link):
                broken.append(link)
            continue
        path, _, anchor = link.partition("#")
        target = page if not path else (page.parent / path).resolve()
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_the_index_links_every_page() -> None:
    """Nothing under docs/ is hidden; the findings have an index of their own."""
    indexes = (DOCS / "README.md", DOCS / "rules" / "README.md")
    linked = {
        (index.parent / link).resolve()
        for index in indexes
        for link in LINK.findall(index.read_text("utf-8"))
    }
    pages = {*DOCS.rglob("*.md"), *DOCS.rglob("*.ipynb")} - {DOCS / "README.md"}

    assert {path.resolve() for path in pages} - linked == set()


def test_the_page_of_dialects_is_current() -> None:
    """Make it again: python -m docs.generated."""
    assert (DOCS / "reference" / "dialects.md").read_text("utf-8") == renderer.markdown() + "\n"


def test_the_page_of_dialects_has_a_row_and_a_section_for_each_difference() -> None:
    """One row per difference, one column per builder, and the Dockerfile behind it."""
    page = (DOCS / "reference" / "dialects.md").read_text("utf-8")

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


CONSOLES = [
    pytest.param(said, id=f"{page.relative_to(ROOT)}-{number}")
    for page in docs_blocks.PAGES
    for number, said in enumerate(docs_blocks.sessions(page), 1)
]


@pytest.mark.parametrize("said", CONSOLES)
def test_a_console_block_shows_what_the_commands_print(said: list[docs_blocks.Said]) -> None:
    """Word for word, at 80 columns. All again: python -m tests.docs_blocks."""
    assert said
    for command in said:
        printed = docs_blocks.run(command.line, command.folder)
        if not docs_blocks.pattern(command.shown).fullmatch(printed):
            assert printed == command.shown


def test_the_archive_that_a_page_reads_is_made_of_the_config_beside_it() -> None:
    """Make it again: python -m tests.docs_stand_ins."""
    assert docs_stand_ins.ARCHIVE.read_bytes() == docs_stand_ins.archive()


def test_the_stand_ins_have_one_image_and_no_other() -> None:
    """So that a page is not answered where an engine or a registry has nothing."""
    asked = "printf 'FROM acme/other:1' | cmdresolve resolve --registry -"

    assert "it has no acme/other:1 [registry-missing]" in docs_blocks.run(asked)
    assert "No such image" in docs_blocks.run("cmdresolve resolve --ask --image acme/other:1")


SESSIONS = [
    page
    for page in docs_blocks.PAGES
    if docs_blocks.blocks(page, "pycon") or docs_blocks.blocks(page, "python")
]


@pytest.mark.parametrize("page", SESSIONS, ids=lambda x: str(x.relative_to(ROOT)))
def test_the_python_of_a_page_does_what_it_shows(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sessions as doctests and blocks as programs, in one namespace from top to bottom."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "page"}
    for language, block in docs_blocks.BLOCK.findall(page.read_text("utf-8")):
        if language == "python":
            exec(compile(block, str(page), "exec"), names)
        elif language == "pycon":
            runner = doctest.DocTestRunner(verbose=False)
            test = doctest.DocTestParser().get_doctest(block, names, page.name, page.name, 0)
            runner.run(test, clear_globs=False)
            names |= test.globs
            assert (runner.tries > 0, runner.failures) == (True, 0)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not here")
def test_the_program_for_node_prints_argv(tmp_path: Path) -> None:
    """As it stands on the page."""
    (program,) = docs_blocks.blocks(DOCS / "how-to" / "from-another-language.md", "js")
    (tmp_path / "ask.mjs").write_text(program, "utf-8")

    assert docs_blocks.run("node ask.mjs", tmp_path) == "/e -h\n"


@pytest.mark.skipif(shutil.which("go") is None, reason="go is not here")
def test_the_program_for_go_prints_argv(tmp_path: Path) -> None:
    """As it stands on the page."""
    (program,) = docs_blocks.blocks(DOCS / "how-to" / "from-another-language.md", "go")
    (tmp_path / "ask.go").write_text(program, "utf-8")

    assert docs_blocks.run("go run ask.go", tmp_path) == "[/e]\n"


def test_the_remark_of_the_page_leaves_a_finding_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which is there without it; and the settings beside it are read."""
    page = DOCS / "how-to" / "check-in-ci.md"
    (text,), (settings,) = (docs_blocks.blocks(page, x) for x in ("dockerfile", "toml"))
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    code = re.findall("ignore=(.*)", text)[0]
    for written, status in ((text, 0), (re.sub("# cmdresolve.*\n", "", text), 1)):
        (tmp_path / "Dockerfile").write_text(written, "utf-8")
        assert main(["check", str(tmp_path)]) == status
        assert (code in capsys.readouterr().out) == bool(status)


def test_the_compose_file_of_the_page_gives_the_port_to_a_shell() -> None:
    """And without one the words that the page warns of are what starts."""
    page = DOCS / "how-to" / "port-is-not-expanded.md"
    (text,) = docs_blocks.blocks(page, "yaml")
    image = cmdresolve.ImageConfig(cmd=["python3"])
    service = cmdresolve.compose_service([text], "web")
    (warned,) = re.findall(r"`command: (.*)` starts", page.read_text("utf-8"))
    plain = re.sub("command: .*", f"command: {warned}", text)

    script = 'exec gunicorn --bind "0.0.0.0:$PORT" app:app'
    assert service.resolve(image).argv == ("sh", "-c", script)
    assert [x.code for x in cmdresolve.check(service.resolve(image))] == []
    literal = cmdresolve.compose_service([plain], "web").resolve(image)
    assert literal.argv == ("gunicorn", "--bind", "0.0.0.0:$PORT", "app:app")
    assert [x.code for x in cmdresolve.check(literal)] == ["variable-not-expanded"]


@pytest.mark.parametrize("page", docs_blocks.PAGES, ids=lambda x: str(x.relative_to(ROOT)))
def test_a_block_has_a_language_that_is_tried(page: Path) -> None:
    """Every block is run or read, save shell lines of a set-up and plain text."""
    tried = {"console", "pycon", "python", "json", "yaml", "toml", "js", "go", "dockerfile"}
    found = re.findall(r"^```(.*)\n(?:.*\n)*?^```$", page.read_text("utf-8"), re.MULTILINE)
    known = tried | {"text", "sh"}

    assert set(found) <= known
    for block in docs_blocks.blocks(page, "json"):
        json.loads(block)
    for block in docs_blocks.blocks(page, "yaml"):
        assert YAML(typ="safe").load(block)
    # That page's files are on purpose such as a builder refuses.
    refused = page.name == "dialects.md"
    for block in () if refused else docs_blocks.blocks(page, "dockerfile"):
        assert cmdresolve.Dockerfile.parse(
            block if block.startswith("FROM") else f"FROM scratch\n{block}"
        )
    for block in docs_blocks.blocks(page, "toml"):
        assert tomllib.loads(block)


def test_the_new_rule_of_the_page_is_registered_by_its_own_names() -> None:
    """The line names the code, the module and the sign that stand on the page beside it."""
    page = DOCS / "how-to" / "add-a-rule.md"
    (line,) = docs_blocks.blocks(page, "text")
    whole = page.read_text("utf-8")
    code, module, sign = re.findall(r'^    \("(.*)", "(.*)", (.*)\),\n$', line)[0]

    assert f'    code="{code}",\n' in whole
    assert f"`{module.replace('.', '/')}.py`" in whole
    assert f"def {sign}(subject: Subject) -> bool:" in whole
    assert f"`tests/checks/{module.replace('.', '/test_')}.py`" in whole


def test_a_session_is_coloured_by_its_commands_alone() -> None:
    """What a program prints in parentheses, or behind a # or %, is no prompt."""
    session = "$ cmdresolve Dockerfile\n(acme/base:3 is not described)\n# a\n% b\n"
    tokens = list(conf.Session().get_tokens(session))

    assert [text for kind, text in tokens if kind is Generic.Prompt] == ["$ "]
    assert (
        "".join(text for kind, text in tokens if kind is Generic.Output)
        == (session.partition("\n")[2])
    )


def test_what_scrolls_on_a_page_is_reached_and_said_once() -> None:
    """By Tab and by a screen reader; a page that has it already stays as it is."""
    theme = (
        '<aside class="sidebar-drawer"><p class="caption" role="heading">Learn</p></aside>'
        '<pre>a</pre><pre style="margin:0">b</pre><div class="output text_html"></div>'
        '<div class="table-wrapper docutils container"></div>'
    )
    page = conf.reached(theme)

    assert page == (
        '<aside aria-label="Site" class="sidebar-drawer">'
        '<p class="caption" role="heading" aria-level="2">Learn</p></aside>'
        '<pre tabindex="0">a</pre><pre tabindex="0" style="margin:0">b</pre>'
        '<div class="output text_html" tabindex="0"></div>'
        '<div class="table-wrapper docutils container" tabindex="0"></div>'
    )
    assert conf.reached(page) == page


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    """From the pages as they are, with a search, and a way in from its address."""
    done = subprocess.run(
        [sys.executable, "-m", "docs.build", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    site = tmp_path / "site"
    assert "url=docs/README.html" in (site / "index.html").read_text("utf-8")
    assert (site / "searchindex.js").exists()
    assert 'id="cmdresolve.resolve"' in (site / "docs/reference/python.html").read_text("utf-8")
    made_pretty = {
        (page.name, found)
        for page in site.rglob("*.html")
        for found in re.findall("(?<!\\w)[\u2013\u2014][a-z][\\w-]*", page.read_text("utf-8"))
    }
    # The one rule that is about such a dash shows it.
    assert made_pretty == {("dash-is-no-hyphen.html", "\u2013rm")}
    assert "--entrypoint" in (site / "docs/rules/README.html").read_text("utf-8")
    how_to = (site / "docs/how-to/my-cmd-vanished.html").read_text("utf-8")
    assert "<pre>" not in how_to
    assert how_to.count('<pre tabindex="0">') == 5
    assert len(re.findall(r'role="heading"(?! aria-level="2")', how_to)) == 0
    assert (site / "_static" / "site.css").exists()
    lesson = (site / "docs/notebooks/nine_cells.ko.html").read_text("utf-8")
    assert "아홉 칸" in lesson
    assert "<details>" in lesson
    assert "argv[0]" in lesson


def test_every_extra_is_told_of_where_one_installs() -> None:
    """But those for work on the project itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = re.findall(r"^\| (`.*) \|", (DOCS / "install.md").read_text("utf-8"), re.MULTILINE)
    names = {name for row in told for name in re.findall(r"`([\w-]+)`", row.split(" | ")[0])}

    assert names == set(project["optional-dependencies"]) - set("all browser dev docs fuzz".split())


def test_the_reference_has_every_public_name() -> None:
    """Each is on the page once, but for the version and a union of kinds."""
    page = (DOCS / "reference" / "python.md").read_text("utf-8")
    told = [
        name
        for text in re.findall(r"<!-- autodoc: (.*?) -->", page, re.DOTALL)
        for name in text.split()
    ]

    assert sorted(told) == sorted(set(cmdresolve.__all__) - {"__version__", "Origin"})
    for name in told:
        assert f"`{name}`" in page


def test_the_generated_pages_are_current() -> None:
    """Make them again: python -m docs.generated."""
    made = generated.pages()

    assert {path.name for path in (DOCS / "rules").iterdir()} == {
        path.name for path in made if path.parent.name == "rules"
    }
    for path, text in made.items():
        assert path.read_text("utf-8") == text


def test_new_output_is_written_as_the_old_was_shown() -> None:
    """Lines that are left out stay so, and what changed is taken over."""
    again = docs_blocks.written_again

    assert again("a\n…\nb\n", "a\nx\nb\n") == "a\n…\nb\n"
    assert again("a\n…\nb\n", "A\nx\nb\n") == "A\n…\nb\n"
    assert again("a\nb\n…\n", "a\nB\nx\ny\n") == "a\nB\n…\n"
    assert again("a\nb\n", "a\nc\nd\n") == "a\nc\nd\n"


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
