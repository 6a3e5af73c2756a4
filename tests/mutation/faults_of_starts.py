"""Faults in what reads starts (`cmdresolve.starters`) and in what is told of them (`checks`)."""

from __future__ import annotations

from fault import Fault

_QUADLET = "cmdresolve/starters/quadlet.py"
_UNIT_FILE = "cmdresolve/starters/unit_file.py"
_EXEC_START = "cmdresolve/starters/exec_start.py"
_PFLAG = "cmdresolve/starters/command_line/pflag.py"
_MANIFEST = "cmdresolve/starters/kubernetes/manifest.py"
_PATTERN = "cmdresolve/checks/scripts/pattern_without_shell.py"
_BLANKS = "cmdresolve/checks/words/argument_with_blanks.py"

STARTS = (
    Fault(
        "unit-keeps-what-it-takes-back",
        _UNIT_FILE,
        "return values[after + 1 :]",
        "return values[after + 1 - len(values) :]",
    ),
    Fault(
        "unit-reads-every-group",
        _UNIT_FILE,
        "group, keys = name, groups.setdefault(name, {})",
        'group, keys = name, groups.setdefault("Container", {})',
    ),
    Fault(
        "unit-comments-count",
        _UNIT_FILE,
        'return not line or line[0] in "#;"',
        'return not line or line[0] == "#"',
    ),
    Fault(
        "unit-continues-with-a-blank",
        _UNIT_FILE,
        "begun += line",
        'begun += line + " "',
    ),
    Fault(
        "unit-goes-on-behind-an-empty-word",
        _UNIT_FILE,
        "        if not word:\n            break\n",
        "        if not word:\n            continue\n",
    ),
    Fault(
        "unit-escapes-beyond-a-byte",
        _UNIT_FILE,
        "(_BYTE if octal else _LAST)",
        "_LAST",
    ),
    Fault(
        "unit-takes-a-variable-in-a-word",
        _EXEC_START,
        'if plain[:1] == "$" and',
        'if "$" in plain and',
    ),
    Fault(
        "unit-has-one-command",
        _EXEC_START,
        'written.index(";") if ";" in written else len(written)',
        "len(written)",
    ),
    Fault(
        "unit-has-any-key",
        _QUADLET,
        "if key in known:",
        "if key:",
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
