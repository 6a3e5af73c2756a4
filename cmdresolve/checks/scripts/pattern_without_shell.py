"""A home folder or a pattern for files among words that no shell reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Rule
from cmdresolve.checks.words.in_lists import is_program_text, listed
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_HOME = pattern(r"~/[\w.@%+/-]+")
_PATTERN = pattern(r"[\w./-]*[*?][\w./*?-]*")
# Programs that open the files they are given, and know no patterns.
_TAKE_FILES = frozenset("cat chmod chown cp head ls mv rm source tail wc".split())


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words of lists: tell once."""
    argv = subject.argv or ()
    for one in listed(subject):
        word = one.word.value
        home = _HOME.fullmatch(word) is not None
        files = base_name(argv[0]) in _TAKE_FILES and one.place and _PATTERN.fullmatch(word)
        if (home or files) and not is_program_text(argv, one.place):
            what = "a folder called ~" if home else "a file of exactly that name"
            yield Draft(
                f"{printable(word)} in {one.site.name} means {what}: no shell reads this list",
                one.word.origin,
                # Some programs know ~ themselves; the kernel does not.
                severity="info" if home and one.place else None,
            )
            return


RULE = Rule(
    code="pattern-without-shell",
    summary="~ or a pattern for files is among words that no shell reads.",
    why="A shell puts the home folder in place of ~ and the names of files in place of *; exec "
    "form and lists are passed to the kernel as they are.",
    bad='CMD ["~/bin/serve"]',
    good='CMD ["/root/bin/serve"]',
    severity="warning",
    find=find,
)
