"""Mends made to files: those that are safe, or all that were proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli.checking import fixing
from cmdresolve.cli.main import main
from cmdresolve.model.finding import Edit, Finding, Mend
from tests.cli.checking.asking import write


def test_mends_that_are_safe_are_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whole, once, with the rest of the file as it was: its byte order mark, its line ends."""
    text = "\ufeff# é\r\nFROM scratch\r\nCMD ['node', 'é']\r\n"
    write(folder, Dockerfile=text)
    (folder / "Dockerfile").chmod(0o640)

    assert main(["check", "--diff", "."]) == 1
    patch = capsys.readouterr().out
    assert (folder / "Dockerfile").read_bytes() == text.encode()
    assert "-CMD ['node', 'é']" in patch
    assert '+CMD ["node", "é"]' in patch

    assert main(["check", "--fix", "."]) == 0
    mended = text.replace("['node', 'é']", '["node", "é"]')
    assert (folder / "Dockerfile").read_bytes() == mended.encode()
    assert (folder / "Dockerfile").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir()] == ["Dockerfile"]

    assert main(["check", "--diff", "."]) == 0
    assert main(["check", "--fix", "."]) == 0
    assert (folder / "Dockerfile").read_bytes() == mended.encode()


def test_other_mends_are_made_when_they_are_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A base that nobody described makes every mend one that stands on an assumption."""
    write(folder, Dockerfile="FROM acme/unknown:1\nCMD ['node', 'x']\n")

    left = "1 mend is left for you to look at; --unsafe-fixes takes them too\n"
    assert main(["check", "--diff", "."]) == 0
    assert capsys.readouterr() == ("", left)
    assert main(["check", "--fix", "."]) == 1
    assert left in capsys.readouterr().err
    assert main(["check", "--diff", "--unsafe-fixes", "."]) == 1
    printed = capsys.readouterr()
    assert '+CMD ["node", "x"]' in printed.out
    assert printed.err == ""


def finding(code: str, *mends: Mend) -> Finding:
    return Finding(code, "error", "m", mends=mends)


def replace(start: int, end: int, text: str, *, safe: bool = True, source: str = "F") -> Mend:
    return Mend(text, (Edit(source, start, end, text),), safe=safe)


@pytest.mark.parametrize(
    ("findings", "text", "made"),
    [
        ([finding("a", replace(0, 1, "X"))], "Xbcdef", 1),
        ([finding("a", replace(0, 1, "X")), finding("b", replace(4, 6, ""))], "Xbcd", 2),
        ([finding("a", replace(0, 2, "X")), finding("b", replace(1, 3, "Y"))], "Xcdef", 1),
        ([finding("a", replace(0, 1, "X", safe=False))], "abcdef", 0),
        ([finding("a", replace(0, 1, "X", source="G"))], "abcdef", 0),
        ([finding("a")], "abcdef", 0),
    ],
)
def test_mends_that_touch_each_other_are_not_made_together(
    findings: list[Finding], text: str, made: int
) -> None:
    """The next round looks again; a mend of another text is left alone."""
    rounds = iter([findings])

    assert fixing.mended("F", "abcdef", lambda _: next(rounds, []), unsafe=False) == (text, made)


def test_the_best_mend_is_made_where_all_may_be() -> None:
    """The first, whether it is safe or not."""
    both = finding("a", replace(0, 1, "X", safe=False), replace(0, 1, "Y"))
    rounds = iter([[both]])

    assert fixing.mended("F", "ab", lambda _: next(rounds, []), unsafe=True) == ("Xb", 1)


def test_mends_that_never_end_are_left_after_ten_rounds() -> None:
    """A rule that finds its own mend is a fault of ours, and no endless loop."""
    again = [finding("a", replace(0, 0, "x"))]

    assert fixing.mended("F", "", lambda _: again, unsafe=False) == ("x" * 10, 10)


def test_a_change_is_written_as_a_patch() -> None:
    """Of a file without a line end at its end, too."""
    assert fixing.difference("F", "a\nb", "a\nc") == (
        "--- F\n+++ F\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
        "+c\n\\ No newline at end of file\n"
    )


def test_a_line_of_a_patch_ends_at_a_line_feed_alone() -> None:
    """Form feeds, next-line characters and lone returns are inside of a line, as patch reads it."""
    before, after = "a\x0cb\x85c\rd\r\n-\n", "a\x0cb\x85c\rd\r\n+\n"

    assert fixing.difference("F", before, after) == (
        "--- F\n+++ F\n@@ -1,2 +1,2 @@\n a\x0cb\x85c\rd\r\n--\n++\n"
    )
