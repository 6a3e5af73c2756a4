"""The faults: each one edit of core or reader that a test must notice."""

from __future__ import annotations

from fault import Fault
from faults_of_builds import BUILDS
from faults_of_starts import STARTS

_RESOLVER = "cmdresolve/resolving/resolver.py"
_RESOLUTION = "cmdresolve/resolving/resolution.py"
_MERGED = "cmdresolve/resolving/merged.py"
_IMAGE_JSON = "cmdresolve/model/image_json.py"
_PFLAG = "cmdresolve/starters/command_line/pflag.py"
_DOCKER_RUN = "cmdresolve/starters/command_line/docker_run.py"
_DOCKER_FLAGS = "cmdresolve/starters/command_line/docker/flags.py"
_PODMAN_VALUES = "cmdresolve/starters/command_line/podman/values.py"
_ENTRYPOINT = "cmdresolve/dialects/policies/entrypoint_readers.py"
_PODMAN = "cmdresolve/dialects/engines/podman.py"
_BUILDKIT_PARTS = "cmdresolve/dialects/builders/buildkit_parts.py"
_CLASSIC = "cmdresolve/dialects/builders/classic.py"
_BUILDAH = "cmdresolve/dialects/builders/buildah.py"
_LOOKUP = "cmdresolve/dialects/__init__.py"
_LINES = "cmdresolve/dockerfile/reading/line_parser.py"
_SYNTAX = "cmdresolve/dockerfile/reading/reader.py"
_DISPATCH = "cmdresolve/dockerfile/building/dispatch.py"
_BUILD = "cmdresolve/dockerfile/building/build.py"
_SCHEDULES = "cmdresolve/dockerfile/building/schedules.py"
_STAGE_RUNS = "cmdresolve/dockerfile/building/stage_runs.py"
_NAMES = "cmdresolve/dockerfile/building/names.py"
_FORMS = "cmdresolve/dockerfile/building/command_forms.py"
_SKIPPABLE = "cmdresolve/dockerfile/reading/skippable_lines.py"
_MOUNTS = "cmdresolve/dockerfile/refusals/run_mounts.py"
_COPYING = "cmdresolve/dockerfile/refusals/copy_add.py"
_DEPENDENCIES = "cmdresolve/dockerfile/building/stage_graph.py"
_INSTRUCTION = "cmdresolve/dockerfile/reading/instruction.py"
_VALIDATION = "cmdresolve/dockerfile/refusals/instructions.py"
_JSON = "cmdresolve/go/json_array.py"
_COMPOSE_WORDS = "cmdresolve/go/shellwords.py"
_COMPOSE_VARIABLES = "cmdresolve/starters/compose/interpolation.py"
_COMPOSE_SERVICE = "cmdresolve/starters/compose/service.py"
_SHELL = "cmdresolve/resolving/shell_script.py"
_SOURCE = "cmdresolve/model/source.py"
_SPLITTING = "cmdresolve/go/shlex.py"

FAULTS = (
    Fault(
        "entrypoint-keeps-cmd",
        _RESOLVER,
        "given_args if given or given_args else image.cmd",
        "given_args if given_args else image.cmd",
    ),
    Fault(
        "empty-entrypoint-is-absent",
        _RESOLVER,
        "head = image.entrypoint if given is None else given",
        "head = given or image.entrypoint",
    ),
    Fault(
        "sole-empty-word-stays",
        _RESOLVER,
        'if head == ("",) and (',
        'if head == ("", "") and (',
    ),
    Fault(
        "inherited-empty-word-only",
        _RESOLVER,
        'dialect.clears_sole_empty == "inherited" and given is None',
        'dialect.clears_sole_empty == "inherited"',
    ),
    Fault(
        "no-command-is-fine",
        _RESOLVER,
        "if not head and not tail and dialect.no_command is not None:",
        "if head is None and tail is None and dialect.no_command is not None:",
    ),
    Fault(
        "words-before-entrypoint",
        _MERGED,
        "return (head or ()) + (tail or ()) or self.engine.argv_when_empty",
        "return (tail or ()) + (head or ()) or self.engine.argv_when_empty",
    ),
    Fault(
        "init-always",
        _RESOLUTION,
        "return self.engine.init + self.argv if self.override.init else self.argv",
        "return self.engine.init + self.argv",
    ),
    Fault(
        "config-keys-by-case",
        _IMAGE_JSON,
        "return {key.lower(): value",
        "return {key: value",
    ),
    Fault(
        "null-word-dropped",
        _IMAGE_JSON,
        'tuple("" if word is None else replace_invalid(word) for word in value)',
        "tuple(replace_invalid(word) for word in value if word is not None)",
    ),
    Fault(
        "compat-takes-words-at-their-word",
        _ENTRYPOINT,
        "return podman_flag(given[0])",
        "return given",
    ),
    Fault(
        "podman-drops-the-rest-of-a-bad-list",
        _ENTRYPOINT,
        "return (*(decoded or ()), given)",
        "return (given,)",
    ),
    Fault(
        "swarm-keeps-an-empty-entrypoint",
        _ENTRYPOINT,
        "    return given or None\n",
        "    return given\n",
    ),
    Fault(
        "podman-4-starts-nothing",
        _PODMAN,
        'builder="buildah@1.35",\n    no_command=None,',
        'builder="buildah@1.35",',
    ),
    Fault(
        "newest-record-below-version",
        _LOOKUP,
        "if record.version[: len(version)] <= version]",
        "if record.version[: len(version)] < version]",
    ),
    Fault(
        "json-followed-by-text-in-28",
        _BUILDKIT_PARTS,
        "READING_27_1 = READING_27_0._replace(json_whole=True)",
        "READING_27_1 = READING_27_0._replace(json_whole=False)",
    ),
    Fault(
        "classic-bare-cmd-has-a-word",
        _CLASSIC,
        "    bare_cmd=(),\n    bare_entrypoint=None,",
        '    bare_cmd=("",),\n    bare_entrypoint=None,',
    ),
    Fault(
        "buildah-honours-shell",
        _BUILDAH,
        "    honours_shell=False,",
        "    honours_shell=True,",
    ),
    Fault(
        "buildah-flags-refused",
        _BUILDAH,
        '"ARG CMD ENTRYPOINT ENV EXPOSE',
        '"ARG ENTRYPOINT ENV EXPOSE',
    ),
    Fault(
        "entrypoint-keeps-inherited-cmd",
        _DISPATCH,
        "if not state.cmd_set:",
        "if state.cmd.words is None:",
    ),
    Fault(
        "empty-cmd-always-counts",
        _DISPATCH,
        "if given or builder.forms.empty_cmd_counts:",
        "if given is not None:",
    ),
    Fault(
        "shell-form-without-shell",
        _FORMS,
        "    return wrapper(shell, os) + after\n",
        "    return after\n",
    ),
    Fault(
        "bare-entrypoint-is-text",
        _FORMS,
        "    if bare is None and not text:\n",
        "    if bare is None and text:\n",
    ),
    Fault(
        "on-build-forgets-earlier",
        _DISPATCH,
        "        if state.on_build is None:\n            state.on_build = []",
        "        state.on_build = []",
    ),
    Fault(
        "on-build-without-heredoc",
        "cmdresolve/dockerfile/building/triggers.py",
        "in instruction.heredocs if builder.triggers.with_heredocs else ():",
        "in () if builder.triggers.with_heredocs else instruction.heredocs:",
    ),
    Fault(
        "argument-beats-build-arg",
        _DISPATCH,
        "if name in self.build_args:\n                value",
        "if name in self.build_args and not equals:\n                value",
    ),
    Fault(
        "triggers-stay",
        _STAGE_RUNS,
        "if not self.builder.triggers.stores_fired:",
        "if self.builder.triggers.stores_fired:",
    ),
    Fault(
        "triggers-joined-for-all",
        _STAGE_RUNS,
        'texts = ("\\n".join(triggers),) if self.builder.triggers.joined else triggers',
        'texts = ("\\n".join(triggers),)',
    ),
    Fault(
        "first-stage-is-the-target",
        _SCHEDULES,
        "return len(runs.stages) - 1",
        "return 0",
    ),
    Fault(
        "target-by-case",
        _SCHEDULES,
        'wanted = lower(target) if rules.target_lookup == "caseless" else target',
        "wanted = target",
    ),
    Fault(
        "first-of-duplicate-stages",
        _NAMES,
        "return called[end - 1] if end else None",
        "return called[0] if end else None",
    ),
    Fault(
        "stage-names-unsubstituted",
        _NAMES,
        "return lower(name) if self.builder.names.checked else name",
        "return name",
    ),
    Fault(
        "scratch-not-refused",
        _BUILD,
        "if scheduling.refuses_empty_image and not state.committed:",
        "if scheduling.refuses_empty_image and state.committed is None:",
    ),
    Fault(
        "empty-lists-kept",
        _BUILD,
        'if storing.empty_lists == "omitted":',
        'if storing.empty_lists == "kept":',
    ),
    Fault(
        "comment-ends-continuation",
        _SYNTAX,
        '            if body[0] == "#":\n                continue\n',
        '            if body[0] == "#":\n                break\n',
    ),
    Fault(
        "blank-line-ends-continuation",
        _SYNTAX,
        "                blank = True\n                continue\n",
        "                blank = True\n                break\n",
    ),
    Fault(
        "doubled-escape-continues",
        _SYNTAX,
        "if body[-2:-1] == escape and not self.builder.reading.doubled_escape_continues:",
        "if body[-2:-1] == escape and self.builder.reading.doubled_escape_continues:",
    ),
    Fault(
        "continuation-is-trimmed",
        _SYNTAX,
        "text, continued = self._continuation(trimmed)\n            pieces",
        "text, continued = self._continuation(body)\n            pieces",
    ),
    Fault(
        "directives-anywhere",
        _SYNTAX,
        "        if match is None or key not in self.builder.reading.directives:\n"
        "            return False\n",
        "        if match is None or key not in self.builder.reading.directives:\n"
        "            return True\n",
    ),
    Fault(
        "piece-off-by-one",
        _INSTRUCTION,
        "bisect_right(pieces, place, key=_PLACE)",
        "bisect_right(pieces, place - 1, key=_PLACE)",
    ),
    Fault(
        "span-off-by-one",
        _INSTRUCTION,
        "else _offset(self.pieces, end - 1) + 1)",
        "else _offset(self.pieces, end - 1))",
    ),
    Fault(
        "column-from-zero",
        _SOURCE,
        "return line, offset - starts[line - 1] + 1",
        "return line, offset - starts[line - 1]",
    ),
    Fault(
        "arguments-place-off",
        _LINES,
        "args_at = at + gap.end()",
        "args_at = at + gap.start()",
    ),
    Fault(
        "numbers-among-words",
        _LINES,
        "        if None in words:\n            raise",
        "        if not words:\n            raise",
    ),
    Fault(
        "flags-end-without-dashes",
        _LINES,
        'if word == ["-", "-"]:\n                return flags, *_after(data, pos)',
        'if word == ["-", "-"]:\n                pos += 1',
    ),
    Fault(
        "quoted-heredoc-expands",
        _LINES,
        'found.append((names[0], match[2] == "-", not quoted))',
        'found.append((names[0], match[2] != "-", not quoted))',
    ),
    Fault(
        "trailing-text-after-json",
        _JSON,
        '        if rest != len(text):\n            raise JsonError(rest, "trailing")',
        '        if rest > len(text):\n            raise JsonError(rest, "trailing")',
    ),
    Fault(
        "json-depth",
        _JSON,
        "MAX_DEPTH = 10_000",
        "MAX_DEPTH = 9_999",
    ),
    Fault(
        "script-reads-nothing",
        _SHELL,
        "for place in range(count) if str(place) not in read)",
        "for place in range(count))",
    ),
    Fault(
        "shlex-comment-inside-word",
        _SPLITTING,
        'elif character == "#" and not in_word:',
        'elif character == "#":',
    ),
    Fault(
        "compose-keeps-the-word-before-a-redirection",
        _COMPOSE_WORDS,
        'if character == ">" and self.word',
        'if character == "<" and self.word',
    ),
    Fault(
        "compose-default-for-empty",
        _COMPOSE_VARIABLES,
        'operator[0] != ":" or value != ""',
        'operator[0] == ":" or value != ""',
    ),
    Fault(
        "compose-run-keeps-the-command",
        _COMPOSE_SERVICE,
        "            if not run.args:\n                message",
        "            if run.args:\n                message",
    ),
    Fault(
        "urls-are-skipped",
        _SKIPPABLE,
        '_SPACES + "\\"\'$<:@"',
        '_SPACES + "\\"\'$<@"',
    ),
    Fault(
        "ports-are-skipped",
        _SKIPPABLE,
        "(?:[1-5][0-9]{4}|",
        "(?:[1-9][0-9]{4}|",
    ),
    Fault(
        "carriage-returns-are-skipped",
        _SKIPPABLE,
        'if "\\r" in text or ',
        "if ",
    ),
    Fault(
        "lines-before-from-are-skipped",
        _SYNTAX,
        'if not text.startswith(("FROM ", "from "), at):',
        "if False:",
    ),
    Fault(
        "plain-instruction-keeps-its-blanks",
        _LINES,
        'args = args.rstrip(" \\t")',
        "args = args",
    ),
    Fault(
        "flags-of-a-plain-instruction-pass",
        _LINES,
        "plain = bool(assignments) and not flags",
        "plain = bool(assignments)",
    ),
    Fault(
        "checks-miss-skipped-lines",
        "cmdresolve/dockerfile/__init__.py",
        "self._all_stages if checks else self._telling_stages",
        "self._telling_stages",
    ),
    Fault(
        "mounts-forget-their-type",
        _MOUNTS,
        "        if lower(text) not in _TYPES:",
        "        if lower(text) in _TYPES:",
    ),
    Fault(
        "mounts-name-any-stage",
        _MOUNTS,
        '        if lower(key) == "from" and "$" in value[:-1]:',
        '        if lower(key) == "from" and "$" in value:',
    ),
    Fault(
        "mounts-take-files-from-nowhere",
        _MOUNTS,
        "        return source or _EMPTY_IMAGE\n",
        "        return source or None\n",
    ),
    Fault(
        "copy-takes-any-mode",
        _COPYING,
        '    return builder.copying.modes == "symbols" and (',
        '    return builder.copying.modes != "octal" and (',
    ),
    Fault(
        "copy-sums-many",
        _COPYING,
        "    if len(sources) != 1:",
        "    if not sources:",
    ),
    Fault(
        "images-have-no-number",
        _DEPENDENCIES,
        "names.copied_stage(instruction, name, len(images))",
        "names.copied_stage(instruction, name, 0)",
    ),
    Fault(
        "circles-through-from",
        _DEPENDENCIES,
        "            if index in path:\n                return index\n",
        "            if index in path:\n                return None\n",
    ),
    Fault(
        "last-of-a-name-only",
        _DEPENDENCIES,
        "if called[stage.index] in wanted}",
        "if called[stage.index] in wanted and stage is stages[-1]}",
    ),
    Fault(
        "mistyped-key-passes",
        _IMAGE_JSON,
        "        _refuse_mistyped(record)\n",
        "",
    ),
    Fault(
        "stranger-is-an-image",
        _IMAGE_JSON,
        "    if config and not config.keys() & _KNOWN_KEYS:",
        "    if not config:",
    ),
    Fault(
        "labels-of-any-type",
        _IMAGE_JSON,
        "    _check_labels(config)\n",
        "",
    ),
    Fault(
        "last-entrypoint-does-not-count",
        _DOCKER_RUN,
        'entrypoint = given.last("entrypoint")',
        'entrypoint = (given.each("entrypoint") or [None])[0]',
    ),
    Fault(
        "init-in-anothers-processes",
        _DOCKER_RUN,
        'init=given.is_true("init") and not _shares_processes(given),',
        'init=given.is_true("init"),',
    ),
    Fault(
        "pid-as-in-20.10",
        _DOCKER_FLAGS,
        '    SinceVersion(_24_0, {"pid": for_last("pid", values.pid)}),\n',
        "",
    ),
    Fault(
        "podman-init-beside-systemd",
        _PODMAN_VALUES,
        'if given.text("systemd") == "always":',
        'if given.text("systemd") == "true":',
    ),
    Fault(
        "cluster-takes-no-equals",
        _PFLAG,
        'if end - after >= _NEEDED and word[after] == "=":',
        'if end - after > _NEEDED and word[after] == "=":',
    ),
    *BUILDS,
    *STARTS,
)
