"""What each instruction does to a stage's config.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go (dispatch…);
moby v28.5.2 builder/dockerfile/dispatchers.go; openshift/imagebuilder v1.2.22 dispatchers.go.
Instructions that only touch the file system are read for the errors their text can cause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from posixpath import normpath
from typing import TypeAlias

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building import command_forms
from cmdresolve.dockerfile.building.state import Event, Setting, State, Written
from cmdresolve.dockerfile.building.triggers import trigger_text
from cmdresolve.dockerfile.reading.instruction import Instruction, list_words
from cmdresolve.dockerfile.reading.line_parser import comment_hint, heredoc_words, pairs_words
from cmdresolve.dockerfile.reading.word_lexer import (
    IMAGEBUILDER,
    Environment,
    Lexer,
    SubstitutionError,
    word_lexer,
)
from cmdresolve.dockerfile.refusals.copy_add import copying_fault
from cmdresolve.dockerfile.refusals.expose_ports import port_fault
from cmdresolve.dockerfile.refusals.instructions import Validator
from cmdresolve.go.signals import is_signal
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.image import Unknown, Words
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Room
from cmdresolve.model.source import Source
from cmdresolve.model.value import new_tuple

_SPECIAL = pattern(r"['\"$\\`]")
_KEY_VALUE_BLANK = pattern(r"[\t\v\f\r ]+")
_COMMAND_LINE_BLANK = " \t\v\n"
_CLEAN_PATH = pattern(r"(?:/[^/.\n][^/\n]*+)++")
# COPY from another stage as most write it: no variable, no address of anything outside.
_PLAIN_COPY = pattern(
    r"(?i:copy)[ \t]++--from=[\w.:/@\-]++"
    r"(?:[ \t]++(?!\S*\.(?:\.|git))[\w./][\w./\-]*+){2,}+[ \t]*+",
    re.ASCII,
)
_WILDCARD = pattern(r"[*?\[\\]")
# What these two come to is looked at later.
_MAY_BE_EMPTY = frozenset({"chmod", "from"})
_SUBSTITUTED = frozenset({"checksum", "chmod", "chown"})
_HEREDOC = pattern(r"\d*<<-?")
_PREDEFINED_OUTSIDE_ENV = frozenset(
    "HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy NO_PROXY no_proxy "
    "ALL_PROXY all_proxy".split()
)


Form: TypeAlias = Callable[[tuple[str, ...] | None, str, Words, Builder, str], Words]


class Dispatcher:
    """Applies instructions of one text to a state."""

    def __init__(  # noqa: PLR0917 - all of a stage's surroundings, named at each call
        self,
        source: Source,
        escape: str,
        builder: Builder,
        build_args: Mapping[str, str],
        global_args: Mapping[str, str],
        stage: str,
        trigger: str | None = None,
        fault_at: Written | None = None,
        validator: Validator | None = None,
        takes_files: Callable[[Instruction, str | None], None] | None = None,
        room: Room | None = None,
    ) -> None:
        self.source = source
        self.builder = builder
        self.build_args = build_args
        self.global_args = global_args
        self.stage = stage
        self.trigger = trigger
        self.fault_at = fault_at
        self.validator = validator or Validator(source, builder, escape)
        self.takes_files = takes_files
        self.room = room
        self.escape = escape
        self.lexer = word_lexer(
            escape,
            builder.arguments.substitution,
            nested_restarts=builder.arguments.nested_restarts,
        )

    def apply(self, state: State, instructions: Iterable[Instruction]) -> None:
        """Apply instructions, one at least, in order.

        Raises:
            DockerfileError: the builder fails on one.
        """
        checks = not self.builder.checking.every_stage
        state.committed = True
        state.untouched = None
        try:
            for instruction in instructions:
                if checks:
                    self.validator.check(instruction)
                for name in self.validator.unknown_flags(instruction):
                    state.unknown_flags += ((name, self.written(instruction)),)
                action = _ACTIONS.get(instruction.keyword)
                if action is not None:
                    action(self, state, instruction)
        except DockerfileError as error:
            raise self._relocated(error) from None

    def written(self, instruction: Instruction) -> Written:
        """Say where an instruction stands, for those who tell origins."""
        return new_tuple(Written, (self.source, instruction, self.stage, self.trigger))

    def _relocated(self, error: DockerfileError) -> DockerfileError:
        """Point an error of a trigger at the FROM that made it fire."""
        if self.fault_at is None:
            return error
        return DockerfileError(
            error.message,
            code=error.code,
            stage="build",
            source=self.fault_at.source,
            span=self.fault_at.instruction.span,
            hint=f"the base's ONBUILD {self.trigger} fires here"
            + (f"; {error.hint}" if error.hint else ""),
        )

    def expand(self, state: State, instruction: Instruction, text: str) -> str:
        """Process a word: quotes, escapes, variables."""
        if _SPECIAL.search(text) is None:
            return text
        return self._processed(state, instruction, self.lexer, text)

    def _processed(self, state: State, instruction: Instruction, lexer: Lexer, text: str) -> str:
        try:
            return lexer.word(text, Environment(state.variables, state.env_complete, self.room))
        except SubstitutionError as error:
            raise self.validator.fault(
                instruction,
                "substitution",
                str(error),
                instruction.args_span if instruction.args else None,
                "a quote, a brace or ${…} in it is not what the builder reads; put a backslash "
                "before a character that stands for itself",
            ) from None

    def pairs(self, instruction: Instruction) -> list[tuple[str, str]]:
        """Return ENV's or LABEL's names and values, as written."""
        words = pairs_words(instruction.args, self.escape)
        if "=" not in words[0]:
            name, value = _KEY_VALUE_BLANK.split(instruction.args, maxsplit=1)
            return [(name, value)]
        return [(name, value) for name, _, value in (word.partition("=") for word in words)]

    def env(self, state: State, instruction: Instruction) -> None:
        # Every word is processed before any is set: ENV a=1 b=$a sees the a of before.
        pairs = self.pairs(instruction)
        if _SPECIAL.search(instruction.args) is not None:
            expand = partial(self.expand, state, instruction)
            pairs = [(expand(name), expand(value)) for name, value in pairs]
        blank = next((value for name, value in pairs if not name), None)
        if blank is not None and self.builder.checking.blank_variables:
            # The daemon takes no such variable when it commits (moby opts/env.go ValidateEnv).
            if state.knows(instruction.args):
                raise self.validator.fault(
                    instruction, "key-value", f"invalid environment variable: ={blank}"
                )
            pairs = [(name, value) for name, value in pairs if name]
        state.own_env()
        for name, value in pairs:
            state.env[name] = state.variables[name] = value

    def label(self, state: State, instruction: Instruction) -> None:
        for name, value in self.pairs(instruction):
            self.expand(state, instruction, name)
            self.expand(state, instruction, value)

    def copy(self, state: State, instruction: Instruction) -> None:
        if self.builder.copying.many_to_any and _PLAIN_COPY.fullmatch(instruction.line.text):
            # Only whom it takes files from can be wrong.
            if self.takes_files is not None:
                self.takes_files(instruction, None)
        else:
            self._copy(state, instruction)

    def _copy(self, state: State, instruction: Instruction) -> None:
        values = self.validator.flags(instruction)
        for name in self._substituted(values):
            values[name] = self._flag_value(state, instruction, name, values[name])
        words = list_words(instruction)
        if _SPECIAL.search(instruction.args) is not None:
            words = [self.expand(state, instruction, word) for word in words]
        if self.builder.running.needs_buildkit and values.get("chmod"):
            raise self._needs_buildkit(instruction, "chmod")
        if values.get("checksum") and "checksum" in self.builder.flags.labs_only:
            raise self.validator.fault(
                instruction,
                "needs-labs",
                "instruction 'ADD --checksum=<CHECKSUM>' requires the labs channel",
                instruction.flag_span(0),
            )
        if instruction.heredocs:
            self._copy_heredocs(state, instruction)
        if self.takes_files is not None and instruction.flags:
            self.takes_files(instruction, values.get("from"))
        sources = words[:-1]
        if state.knows(instruction.line.text):
            self._check_copying(instruction, sources, values)
        if self.builder.reading.heredocs and not self.builder.copying.heredocs:
            blank = self.builder.reading.heredoc_blank
            sources = [x for x in list_words(instruction)[:-1] if not heredoc_words(x, blank=blank)]
            if not sources:
                raise self.validator.fault(
                    instruction,
                    "copy",
                    f"{instruction.keyword} failed: no source files were specified",
                    hint="the classic builder makes no files of heredocs; build with BuildKit",
                )
        if len(sources) > 1 and not self.builder.copying.many_to_any:
            self._check_destination(state, instruction, sources, words[-1])

    def _substituted(self, flags: Iterable[str]) -> list[str]:
        """Return those flags of COPY and ADD in whose values variables are substituted."""
        if self.builder.flags.one_by_one:
            return list(flags)
        expanded = _SUBSTITUTED if self.builder.copying.expands_modes else _SUBSTITUTED - {"chmod"}
        return [name for name in flags if name in expanded]

    def _flag_value(self, state: State, instruction: Instruction, name: str, text: str) -> str:
        """Substitute the variables of a flag's value; what is empty only then may be refused."""
        value = self.expand(state, instruction, text)
        flags = self.builder.flags
        late = flags.one_by_one and not flags.may_be_empty and name not in _MAY_BE_EMPTY
        if text and not value and late and state.knows(text):
            raise self.validator.fault(
                instruction, "flag-value", f"no value specified for --{name}="
            )
        return value

    def _check_copying(
        self, instruction: Instruction, sources: list[str], values: Mapping[str, str]
    ) -> None:
        heredocs = bool(instruction.heredocs) and self.builder.copying.heredocs
        paths = [x for x in sources if not (heredocs and _HEREDOC.match(x))]
        fault = copying_fault(instruction.keyword, paths, values, self.builder)
        if fault is not None:
            raise self.validator.fault(instruction, "copy", fault, instruction.args_span)

    def _check_destination(
        self, state: State, instruction: Instruction, sources: list[str], destination: str
    ) -> None:
        # A pattern may stand for any number of files (moby v28.5.2 builder/dockerfile/copy.go).
        unknown = "$" in instruction.args and not state.env_complete
        if destination.endswith("/") or unknown or any(map(_WILDCARD.search, sources)):
            return
        raise self.validator.fault(
            instruction,
            "copy-destination",
            f"When using {instruction.keyword} with more than one source file, the destination "
            "must be a directory and end with a /",
            instruction.args_span,
            f"write {destination}/",
        )

    def _copy_heredocs(self, state: State, instruction: Instruction) -> None:
        imagebuilder = self.builder.arguments.substitution in IMAGEBUILDER
        lexer = Lexer(
            skip_quotes=not imagebuilder, raw_quotes=imagebuilder, raw_escapes=imagebuilder
        )
        for heredoc in instruction.heredocs:
            if heredoc.expands and self.builder.copying.heredocs:
                self._processed(state, instruction, lexer, heredoc.content)

    def _needs_buildkit(self, instruction: Instruction, flag: str) -> DockerfileError:
        return self.validator.fault(
            instruction,
            "needs-buildkit",
            f"the --{flag} option requires BuildKit",
            instruction.flag_span(0),
            "build with BuildKit",
        )

    def run(self, state: State, instruction: Instruction) -> None:
        if not instruction.flags:
            return
        from cmdresolve.dockerfile.refusals.run_flags import check_targets, run_mounts  # noqa: PLC0415 - few have any

        expand = partial(self.expand, state, instruction)
        complete = state.env_complete
        mounts = run_mounts(self.validator, instruction, expand, env_complete=complete)
        if self.builder.running.needs_buildkit:
            raise self._needs_buildkit(instruction, instruction.flags[0][2:].partition("=")[0])
        if "device" in self.builder.flags.labs_only and any(
            flag.startswith("--device=") for flag in instruction.flags
        ):
            raise self.validator.fault(
                instruction,
                "needs-labs",
                "device feature is only supported in Dockerfile frontend 1.14.0-labs or later",
                instruction.flag_span(0),
                "begin the file with # syntax=docker/dockerfile:1-labs",
            )
        if self.takes_files is not None:
            self.takes_files(instruction, None)
        working_dir = state.working_dir if complete else None
        check_targets(self.validator, instruction, mounts, working_dir=working_dir)

    def working_dir(self, state: State, instruction: Instruction) -> None:
        path = self.expand(state, instruction, instruction.args)
        if not path:
            if self.builder.checking.empty_working_dir and state.knows(instruction.args):
                raise self.validator.fault(
                    instruction, "workdir", "cannot normalize nothing", instruction.args_span
                )
            # The others stay where they are (recorded: BuildKit 20.10.24, 26.1.5 and 28.5.2).
            state.working_dir = state.working_dir or "/"
            return
        if state.os == "windows":
            state.working_dir = path
        else:
            whole = path if path.startswith("/") else f"{state.working_dir}/{path}"
            if self.room is not None and whole is not path:
                # Each of many relative paths is as long as all before it together.
                self.room.take(len(whole))
            state.working_dir = whole if _CLEAN_PATH.fullmatch(whole) else _cleaned(whole)

    def user(self, state: State, instruction: Instruction) -> None:
        state.user = self.expand(state, instruction, instruction.args)

    def volume(self, state: State, instruction: Instruction) -> None:
        for word in list_words(instruction):
            if not self.expand(state, instruction, word) and state.knows(word):
                raise self.validator.fault(
                    instruction, "arguments", "VOLUME specified can not be an empty string"
                )

    def expose(self, state: State, instruction: Instruction) -> None:
        environment = Environment(state.variables, state.env_complete, self.room)
        exposed: list[tuple[str, str]] = []
        for word in list_words(instruction):
            try:
                exposed += [(port, word) for port in self.lexer.words(word, environment)]
            except SubstitutionError as error:
                raise self.validator.fault(instruction, "substitution", str(error)) from None
        if self.builder.checking.ports == "as-it-is":
            self._expose_unchecked(state, instruction, [port for port, _ in exposed])
            return
        # Not before every word is processed (dispatchExpose; classic: dispatchers.go).
        for port, word in exposed:
            fault = port_fault(port, strict=self.builder.checking.ports == "strict")
            if fault is not None and state.knows(word):
                raise self.validator.fault(
                    instruction,
                    "port",
                    fault,
                    instruction.args_span,
                    comment_hint(instruction.args),
                )

    def _expose_unchecked(
        self, state: State, instruction: Instruction, ports: Sequence[str]
    ) -> None:
        """Store ports as Buildah does, numbers or not (imagebuilder dispatchers.go expose)."""
        if not ports and state.env_complete:
            raise self.validator.fault(
                instruction, "arguments", "EXPOSE requires at least one argument"
            )
        for port in ports:
            number, _, protocol = port.partition("/")
            key = f"{number}/{protocol.partition('/')[0] if '/' in port else 'tcp'}"
            if key not in state.exposed_ports:
                state.exposed_ports = (*state.exposed_ports, key)

    def stop_signal(self, state: State, instruction: Instruction) -> None:
        text = self.expand(state, instruction, instruction.args)
        more = self.builder.checking.more_signals
        if not is_signal(text, more) and state.knows(instruction.args):
            raise self.validator.fault(
                instruction,
                "signal",
                f"invalid signal: {text}",
                instruction.args_span,
                comment_hint(instruction.args),
            )
        state.stop_signal = text

    def argument(self, state: State, instruction: Instruction) -> None:
        one_by_one = self.builder.arguments.one_by_one
        expand = partial(self.expand, state, instruction)
        written = pairs_words(instruction.args, self.escape)
        whole = self.builder.arguments.whole_words
        words = [(expand(word) if whole else word).partition("=") for word in written]
        if not one_by_one and not whole:
            words = [(expand(name), equals, expand(default)) for name, equals, default in words]
        for name, equals, default in words:
            value: str | None
            if name in self.build_args:
                value = self.build_args[name]
            elif equals:
                value = expand(default) if one_by_one else default
            else:
                value = self.global_args.get(name)
            if (
                value is None
                and self.builder.arguments.bare_global == "unset"
                and name not in state.env
            ):
                state.own_env()
                state.variables.pop(name, None)
            if value is None or name in _PREDEFINED_OUTSIDE_ENV:
                continue
            if self.builder.arguments.over_env or name not in state.env:
                state.own_env()
                state.variables[name] = value

    def shell(self, state: State, instruction: Instruction) -> None:
        written = self.written(instruction)
        after = Setting(instruction.words or (), written)
        if self.builder.forms.honours_shell:
            state.log.events.append(Event("set", "Shell", state.shell, after, written))
        state.shell = after

    def on_build(self, state: State, instruction: Instruction) -> None:
        heredocs = instruction.heredocs if self.builder.triggers.with_heredocs else ()
        if state.on_build is None:
            state.on_build = []
        state.on_build.append(trigger_text(instruction, heredocs))

    def cmd(self, state: State, instruction: Instruction) -> None:
        written = self.written(instruction)
        builder = self.builder
        words = self._stored(command_forms.command, state, instruction)
        after = new_tuple(
            Setting, (words, written, state.shell if builder.forms.honours_shell else None, None)
        )
        state.log.events.append(new_tuple(Event, ("set", "Cmd", state.cmd, after, written)))
        state.cmd = after
        if builder.forms.args_escaped == "cmd-sets":
            state.args_escaped = True
        elif builder.forms.args_escaped == "cmd-clears":
            state.args_escaped = False
        else:
            self._escape_arguments(state, instruction)
        given = instruction.words if instruction.words is not None else instruction.args
        if given or builder.forms.empty_cmd_counts:
            state.cmd_set = True

    def entrypoint(self, state: State, instruction: Instruction) -> None:
        written = self.written(instruction)
        builder = self.builder
        words = self._stored(command_forms.entrypoint, state, instruction)
        after = new_tuple(
            Setting, (words, written, state.shell if builder.forms.honours_shell else None, None)
        )
        state.log.events.append(
            new_tuple(Event, ("set", "Entrypoint", state.entrypoint, after, written))
        )
        state.entrypoint = after
        if builder.forms.args_escaped == "both-clear":
            self._escape_arguments(state, instruction)
        if not state.cmd_set:
            cleared = new_tuple(Setting, (None, written, None, None))
            if state.cmd.words is not None:
                state.log.events.append(Event("clear", "Cmd", state.cmd, cleared, written))
            state.cmd = cleared

    def _escape_arguments(self, state: State, instruction: Instruction) -> None:
        if self.builder.forms.args_escaped == "both-clear":
            state.args_escaped = self._is_command_line(state, instruction)

    def _is_command_line(self, state: State, instruction: Instruction) -> bool:
        return (
            self.builder.forms.windows_command_line
            and state.os == "windows"
            and instruction.words is None
            and bool(instruction.args)
        )

    def _stored(self, form: Form, state: State, instruction: Instruction) -> Words:
        shell = state.shell.words
        if self._is_command_line(state, instruction) and not isinstance(shell, Unknown):
            # The line is taken from before it was parsed (dispatchers_windows.go resolveCmdLine).
            line = instruction.line.text.strip()[len(instruction.written) :]
            return (
                " ".join(command_forms.wrapper(shell, state.os))
                + " "
                + line.lstrip(_COMMAND_LINE_BLANK),
            )
        return form(instruction.words, instruction.args, shell, self.builder, state.os)


def _cleaned(path: str) -> str:
    return "/" + normpath(f"/{path}").lstrip("/")


_ACTIONS: dict[str, Callable[[Dispatcher, State, Instruction], None]] = {
    "ADD": Dispatcher.copy,
    "ARG": Dispatcher.argument,
    "CMD": Dispatcher.cmd,
    "COPY": Dispatcher.copy,
    "ENTRYPOINT": Dispatcher.entrypoint,
    "ENV": Dispatcher.env,
    "EXPOSE": Dispatcher.expose,
    "LABEL": Dispatcher.label,
    "ONBUILD": Dispatcher.on_build,
    "RUN": Dispatcher.run,
    "SHELL": Dispatcher.shell,
    "STOPSIGNAL": Dispatcher.stop_signal,
    "USER": Dispatcher.user,
    "VOLUME": Dispatcher.volume,
    "WORKDIR": Dispatcher.working_dir,
}
