"""More faults in what reads and builds Dockerfiles, and in what is asked of an answer."""

from __future__ import annotations

from fault import Fault

_BUILDING = "cmdresolve/dockerfile/building"
_READING = "cmdresolve/dockerfile/reading"
_CHANGES = "cmdresolve/dockerfile/changing/changes.py"
_NEAR_JSON = f"{_READING}/near_json.py"
_FORGIVING = f"{_READING}/forgiving_array.py"
_STAGE_RUNS = f"{_BUILDING}/stage_runs.py"

BUILDS = (
    Fault(
        "whatever-is-copied-is-too-early",
        f"{_BUILDING}/copy_sources.py",
        "elif copying.in_order and instruction.start in self._sources.later:",
        "elif copying.in_order and instruction.start not in self._sources.later:",
    ),
    Fault(
        "a-variable-needs-no-name",
        f"{_BUILDING}/dispatch.py",
        "return [(name, value) for name, value in pairs if name]",
        "return list(pairs)",
    ),
    Fault(
        "a-bare-argument-changes-nothing",
        f"{_BUILDING}/dispatch.py",
        "                state.variables.pop(name, None)\n",
        "                pass\n",
    ),
    Fault(
        "contexts-by-case",
        _STAGE_RUNS,
        "names.contexts.get(same_key(lower(name)))",
        "names.contexts.get(same_key(name))",
    ),
    Fault(
        "no-triggers-are-handed-on",
        _STAGE_RUNS,
        "            state.on_build = []\n",
        "            state.on_build = None\n",
    ),
    Fault(
        "fired-triggers-stay-with-docker",
        _STAGE_RUNS,
        "if not self.builder.triggers.stores_fired:",
        "if self.builder.triggers.stores_fired:",
    ),
    Fault(
        "faults-of-unused-arguments-count",
        f"{_BUILDING}/global_args.py",
        "        if builder.arguments.global_faults:\n",
        "        if not builder.arguments.global_faults:\n",
    ),
    Fault(
        "platform-wins-nowhere",
        f"{_BUILDING}/global_args.py",
        "elif not (builder.platforms.over_default and name in platform):",
        "else:",
    ),
    Fault(
        "comments-leave-out-nothing",
        f"{_BUILDING}/build.py",
        "if runs.builder.checking.checks_in_comments:",
        "if not runs.builder.checking.checks_in_comments:",
    ),
    Fault(
        "a-changed-shell-is-lost",
        _CHANGES,
        "            shell = made.shell or None\n",
        "            shell = own.shell\n",
    ),
    Fault(
        "a-commit-keeps-no-command",
        _CHANGES,
        "            cmd = cmd if cmd.words else self.cmd\n",
        "            pass\n",
    ),
    Fault(
        "blanks-behind-an-array-are-text",
        _FORGIVING,
        "        if rest.isspace():\n",
        "        if not rest:\n",
    ),
    Fault(
        "lists-in-lists-are-words",
        _NEAR_JSON,
        'any(member.kind in ("array", "object") for member in',
        'any(member.kind == "object" for member in',
    ),
    Fault(
        "literals-need-no-comma",
        _FORGIVING,
        '            self.forgive("missing-comma", start, start + 1)\n            self.items',
        "            self.items",
    ),
    Fault(
        "wildcards-cross-slashes",
        f"{_READING}/go_path_patterns.py",
        '            if name[pos] == ord("/"):\n',
        "            if name[pos] == 0:\n",
    ),
    Fault(
        "one-carriage-return-for-all",
        f"{_READING}/reader.py",
        'return line.rstrip("\\r") if self.builder.reading.strips_cr_run else line[:-1]',
        'return line[:-1] if self.builder.reading.strips_cr_run else line.rstrip("\\r")',
    ),
    Fault(
        "half-an-owner-will-do",
        "cmdresolve/dockerfile/refusals/copy_add.py",
        "        if not all(parts):\n",
        "        if not any(parts):\n",
    ),
    Fault(
        "numbers-of-any-size",
        "cmdresolve/go/json_array.py",
        "if range_fault is not None and floats:",
        "if range_fault is not None and not floats:",
    ),
    Fault(
        "joined-entrypoints-pass",
        "cmdresolve/model/image_json.py",
        'and " " in entrypoint and "path" in around:',
        'and " " in entrypoint and "Path" in around:',
    ),
    Fault(
        "kubernetes-tears-characters-silently",
        "cmdresolve/resolving/pod_variables.py",
        'if self.dollar_before_non_ascii == "refused" and',
        'if self.dollar_before_non_ascii == "torn" and',
    ),
    Fault(
        "whose-variables-is-mixed-up",
        "cmdresolve/resolving/explanation.py",
        'if resolution.engine.expands != "all":',
        'if resolution.engine.expands == "all":',
    ),
    Fault(
        "suppositions-stand-in-for-nothing",
        "cmdresolve/resolving/assumption.py",
        "override = override._replace(variables=override.variables.as_supposed())",
        "override = override._replace()",
    ),
    Fault(
        "variables-are-looked-for-in-images",
        "cmdresolve/resolving/merged.py",
        "if any(x.image for x in parts) or not (parts or self.unresolved):",
        "if any(x.image for x in parts) or not parts:",
    ),
)
