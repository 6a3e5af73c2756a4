"""Faults in what reads starts (`cmdresolve.starters`) and in what is told of them (`checks`)."""

from __future__ import annotations

from fault import Fault

_QUADLET = "cmdresolve/starters/quadlet.py"
_PFLAG = "cmdresolve/starters/command_line/pflag.py"
_MANIFEST = "cmdresolve/starters/kubernetes/manifest.py"
_PATTERN = "cmdresolve/checks/scripts/pattern_without_shell.py"
_BLANKS = "cmdresolve/checks/words/argument_with_blanks.py"

STARTS = (
    Fault(
        "unit-keeps-what-it-takes-back",
        _QUADLET,
        "                values.clear()\n",
        "                pass\n",
    ),
    Fault(
        "unit-reads-every-group",
        _QUADLET,
        "if group == _GROUP:",
        "if group:",
    ),
    Fault(
        "unit-comments-count",
        _QUADLET,
        'if not line or line.startswith(("#", ";")):',
        'if not line or line.startswith("#"):',
    ),
    Fault(
        "unit-continues-with-a-blank",
        _QUADLET,
        "part = line[:-1] if is_open else line",
        'part = line[:-1] + " " if is_open else line',
    ),
    Fault(
        "unit-takes-one-quote-off",
        _QUADLET,
        "and len(value) > 1 and value[0] == value[-1]",
        "and len(value) > 1 and value[0]",
    ),
    Fault(
        "flags-follow-operands",
        _PFLAG,
        "                if not interspersed:\n",
        "                if interspersed:\n",
    ),
    Fault(
        "two-dashes-end-nothing",
        _PFLAG,
        "operands += range(position + 1, self.end)",
        "operands += range(position, self.end)",
    ),
    Fault(
        "a-lone-equals-is-a-value",
        _PFLAG,
        'if end - after >= _NEEDED and word[after] == "=":',
        'if end - after >= 1 and word[after] == "=":',
    ),
    Fault(
        "a-letter-takes-nothing-for-its-value",
        _PFLAG,
        "            elif after < end:\n",
        "            elif after <= end:\n",
    ),
    Fault(
        "patches-are-manifests",
        _MANIFEST,
        "key.text in _MARKS:",
        "key.text not in _MARKS:",
    ),
    Fault(
        "a-home-is-found-anywhere",
        _PATTERN,
        "home = _HOME.fullmatch(word) is not None",
        "home = _HOME.search(word) is not None",
    ),
    Fault(
        "every-program-takes-files",
        _PATTERN,
        "files = base_name(argv[0]) in _TAKE_FILES and one.place and",
        "files = one.place and",
    ),
    Fault(
        "text-of-a-program-is-words",
        _BLANKS,
        'if not any(x in word for x in " \\t") or is_program_text(argv, one.place):',
        'if not any(x in word for x in " \\t"):',
    ),
    Fault(
        "every-value-is-a-line-of-options",
        _BLANKS,
        "return _TAKES_OPTIONS.fullmatch(before) is None",
        "return True",
    ),
    Fault(
        "words-are-cut-half",
        _BLANKS,
        "places = {one.index for one in found}",
        "places = {found[0].index}",
    ),
)
