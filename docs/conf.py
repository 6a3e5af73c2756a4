"""How Sphinx makes the site: the pages are plain Markdown, and their lists of links its contents.

The pages stand as they are read in the repository. Four things are added when the site is built:
a list of links in an index becomes the site's contents as well; a remark
``<!-- autodoc: NAME … -->`` becomes the reference of these names; above the first session that uses
files of the repository, and at a remark ``<!-- site: files -->``, a reader who has no clone is told
where they are, and at ``<!-- site: package -->`` where the package is. What the theme's pages lack
for keyboards and screen readers is put in when they are written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pygments.lexers.shell import BashSessionLexer

from cmdresolve import __version__
from docs.downloads import FILES, FOLDER, WHEEL

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "cmdresolve"
author = "The cmdresolve maintainers"
copyright = author  # noqa: A001 - Sphinx's own name
release = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "docs/README"
include_patterns = [
    "docs/*.md",
    "docs/**/*.md",
    "docs/notebooks/*.ipynb",
    "tables/README.md",
    "CHANGELOG.md",
    "README.md",
]
exclude_patterns = ["cmdresolve", "tests", "build", ".*"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
# Notebooks are shown as they are stored; a test runs them.
nb_execution_mode = "off"
# Files that no builder reads stand in blocks of their language, on purpose.
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = False
myst_heading_anchors = 4
myst_enable_extensions: list[str] = []
# Two hyphens in front of an option stay two: what is copied has to work.
smartquotes = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autodoc_class_signature = "mixed"
napoleon_use_ivar = True
# What programs print has to be read as well, which paler styles make hard.
pygments_style = "default"
pygments_dark_style = "monokai"

html_theme = "furo"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_title = f"cmdresolve {__version__}"
html_copy_source = False
html_show_sphinx = False

# A page by the words of its link, a notebook by its own title.
_LISTED = re.compile(r"^- \[([^\]]*)\]\(([\w./-]+\.md)\)|\]\(([\w./-]+\.ipynb)\)", re.MULTILINE)
_REMARK = re.compile(r"^<!-- autodoc: (.*?) -->$", re.MULTILINE | re.DOTALL)
_OPEN = '<p><a href="../../playground/index.html"><strong>Open the playground</strong></a></p>'
_SESSION = re.compile(r"^```console\n(?:(?!```).*\n)*?\$ .*\bdocs/", re.MULTILINE)
_FILES = {
    "": "The files of this page are in {}: unpack it, and type this where you did.",
    ".ko": "이 페이지의 파일은 {}에 있습니다. 압축을 푼 폴더에서 아래 명령을 입력하세요.",
}
_INDEXES = {"docs/README", "docs/rules/README"}
# What scrolls sideways is reached by Tab; headings have a level, and landmarks a name.
_REACHED = (
    (re.compile(r"<pre(?![^>]*tabindex)"), '<pre tabindex="0"'),
    (re.compile(r'<div class="output text_html">'), '<div class="output text_html" tabindex="0">'),
    (
        re.compile(r'<div class="table-wrapper([^>]*)(?<!tabindex="0")>'),
        r'<div class="table-wrapper\1 tabindex="0">',
    ),
    (re.compile(r'<p>(?=<img [^>]*\.svg")'), '<p tabindex="0">'),
    (
        re.compile(r'(?<!</h1>)<div id="search-results">'),
        '<h1>Search</h1><div id="search-results">',
    ),
    (re.compile(r'role="heading"(?! aria-level)'), 'role="heading" aria-level="2"'),
    (
        re.compile(r'<aside class="sidebar-drawer"'),
        '<aside aria-label="Site" class="sidebar-drawer"',
    ),
    (re.compile(r'<aside class="toc-drawer'), '<aside aria-label="Page" class="toc-drawer'),
)


class Session(BashSessionLexer):
    """A session in which ``$`` begins a command, and nothing else that a program prints does."""

    _venv = re.compile("(?!)")
    _ps1rgx = re.compile(r"^(\$ )(.*\n?)")


def _contents(text: str) -> str:
    """Add the links of each section's list as contents, under the section's heading."""
    added = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE):
        pages = [
            notebook or f"{title} <{link}>" for title, link, notebook in _LISTED.findall(section)
        ]
        if pages:
            title = section.split("\n", 1)[0].strip("# ")
            lines = ["```{toctree}", ":hidden:", f":caption: {title}", "", *pages, "```", ""]
            added.append("\n".join(lines))
    return "\n".join([text, *added])


def _download(page: str, file: str) -> str:
    """Write a link to what lies beside the pages; Sphinx knows nothing of it."""
    return f'<a href="{"../" * page.count("/")}{FOLDER}/{file}" download><code>{file}</code></a>'


def _with_downloads(page: str, text: str, *, has_package: bool) -> str:
    """Tell a reader who has no clone where the files of a page are, and the package."""
    language = ".ko" if page.endswith(".ko") else ""
    files = _FILES[language].format(_download(page, FILES))
    text = text.replace("<!-- site: files -->", files)
    if has_package:
        text = text.replace("<!-- site: package -->", f"Here it is: {_download(page, WHEEL)}.")
    session = _SESSION.search(text)
    if session is None:
        return text
    place = session.start()
    before = text[:place].rstrip("\n")
    if before.endswith(":"):
        # What leads in to the session stays in front of it.
        place = before.rfind("\n\n") + 2
    return f"{text[:place]}{files}\n\n{text[place:]}"


def _reference(found: re.Match[str]) -> str:
    """Write what makes the reference of names."""
    blocks = []
    for name in found[1].split():
        kind = "autofunction" if name.islower() else "autoclass"
        blocks.append(f".. {kind}:: cmdresolve.{name}")
        if kind == "autoclass":
            blocks.append("   :members:")
        blocks.append("")
    return "\n".join(["```{eval-rst}", *blocks, "```"])


def _read(app: Sphinx, name: str, source: list[str]) -> None:
    if name in _INDEXES:
        source[0] = _contents(source[0])
    if name == "docs/playground/README" and app.tags.has("playground"):
        title, rest = source[0].split("\n", 1)
        source[0] = f"{title}\n\n{_OPEN}\n{rest}"
    has_package = app.tags.has("playground")
    source[0] = _with_downloads(name, source[0], has_package=has_package)
    source[0] = _REMARK.sub(_reference, source[0])


def reached(page: str) -> str:
    """Give a page what its keyboard and its screen reader need, where it is not there yet."""
    for pattern, put in _REACHED:
        page = pattern.sub(put, page)
    return page


def _finish(app: Sphinx, fault: Exception | None) -> None:
    """Write the pages again with what they lack, and lead from the site's address to the first."""
    if fault is None and app.builder.name == "html":
        own = Path(app.outdir, "playground")
        for path in Path(app.outdir).rglob("*.html"):
            if own in path.parents:
                continue
            text = path.read_text("utf-8")
            if (whole := reached(text)) != text:
                path.write_text(whole, "utf-8")
        page = '<meta http-equiv="refresh" content="0; url=docs/README.html">'
        Path(app.outdir, "index.html").write_text(
            f'<!doctype html><meta charset="utf-8"><title>{project}</title>{page}\n', "utf-8"
        )


def setup(app: Sphinx) -> None:
    """Take part in the build."""
    app.add_lexer("console", Session)
    app.connect("source-read", _read)
    app.connect("build-finished", _finish)
