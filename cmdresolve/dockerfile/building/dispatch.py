"""What each instruction does to the fields of a stage's config.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go (dispatch…);
moby v28.5.2 builder/dockerfile/dispatchers.go; openshift/imagebuilder v1.2.22 dispatchers.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from posixpath import normpath

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building import command_forms, unstored
from cmdresolve.dockerfile.building.base_environment import (
    nameless,
    values_of,
    with_variables,
)
from cmdresolve.dockerfile.building.evaluation import Evaluation
from cmdresolve.dockerfile.building.global_args import PLATFORM_NAMES, refuse_default
from cmdresolve.dockerfile.building.state import Event, FieldValue, State, take_copy
from cmdresolve.dockerfile.building.windows_paths import working_dir
from cmdresolve.dockerfile.reading.instruction import Assignments, Instruction, list_words
from cmdresolve.dockerfile.reading.line_parser import comment_hint, pairs_words, split_assignments
from cmdresolve.dockerfile.reading.word_lexer import SubstitutionError, WordVariables, is_literal
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.image import Unknown, Words
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.value import new_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

_COMMAND_LINE_BLANK = " \t\v\n"
# An absolute path that is clean already and has nothing to expand.
_CLEAN_PATH = pattern(r"(?:/[^/.\n'\"$\\`][^/\n'\"$\\`]*+)++")
# The instructions whose words are expanded before they are checked, where a builder does that.
_PROCESSED_FIRST = ("ADD", "COPY", "VOLUME")

StoreCommand: TypeAlias = Callable[[tuple[str, ...] | None, str, Words, Builder, str], Words]


class Dispatcher(Evaluation):
    """Applies instructions of one text to a state."""

    def apply(self, state: State, instructions: Iterable[Instruction]) -> None:
        """Apply instructions, one at least, in order.

        Raises:
            DockerfileError: the builder fails on one.
        """
        builder, actions = self.builder, _ACTIONS
        checks = not builder.checking.every_stage
        notes_flags = builder.flags.unknown == "noted"
        state.committed = True
        state.untouched = None
        makes_container = builder.storing.container_for_each and state.os != "windows"
        blank = _nameless(state) if makes_container else None
        try:
            for instruction in instructions:
                if checks:
                    self._check(state, instruction)
                if notes_flags and instruction.flags:
                    state.note_flags(
                        self.validator.unknown_flags(instruction), self.written(instruction)
                    )
                action = actions.get(instruction.keyword)
                if action is not None:
                    action(self, state, instruction)
                if makes_container:
                    # No later instruction brings in what the first was not refused for.
                    self._check_container(state, instruction, blank)
                    makes_container = False
        except DockerfileError as error:
            raise self.relocated(error) from None

    def _check(self, state: State, instruction: Instruction) -> None:
        """Check an instruction just before it is applied, for builders that check no earlier."""
        try:
            self.validator.check(instruction)
        except DockerfileError:
            if self.builder.checking.words_first and instruction.keyword in _PROCESSED_FIRST:
                for word in list_words(instruction):
                    self.expand(state, instruction, word)
            raise

    def env(self, state: State, instruction: Instruction) -> None:
        # Every word is processed before any is set: ENV a=1 b=$a sees the a of before.
        pairs: Sequence[tuple[str, str]] = self.assignments(state, instruction)  # type: ignore[assignment] # only ARG has a name alone
        if self.builder.checking.blank_variables and "" in dict(pairs):
            pairs = self._named(state, instruction, pairs)
        if state.env_shared:
            state.own_env(self.room)
        if state.entries is not None:
            pairs = self._enter(state, state.entries, pairs)
        if self.builder.storing.renewed_last:
            # What the stage started with is taken away and put behind (buildah config.go SetEnv).
            names = [name for name, _ in pairs if name not in state.renewed]
            for name in names:
                state.env.pop(name, None)
            state.renewed |= frozenset(names)
        state.env.update(pairs)
        if state.variables is not state.env:
            state.variables.update(pairs)

    def _enter(
        self, state: State, entries: Sequence[str], pairs: Sequence[tuple[str, str]]
    ) -> Sequence[tuple[str, str]]:
        """Set variables among entries that a mapping cannot hold; return what they are worth."""
        # Each of the variables is looked for among all entries.
        take_copy(self.room, len(entries) * len(pairs))
        storing = self.builder.storing
        state.entries = with_variables(entries, pairs, storing, state.renewed)
        if not storing.last_of_name:
            return pairs
        values = values_of(state.entries)
        return [(name, values[name]) for name, _ in pairs]

    def _check_container(self, state: State, instruction: Instruction, blank: str | None) -> None:
        """Refuse what no container can have (moby v28.5.2 daemon/container.go).

        Args:
            state: the state after the instruction.
            instruction: the first instruction on what the stage starts from.
            blank: the variable without a name that it starts with, or None.

        Raises:
            DockerfileError: there is one, or the folder is relative.
        """
        if state.working_dir and not state.working_dir.startswith("/"):
            raise self.validator.fault(
                instruction,
                "workdir",
                f"the working directory '{state.working_dir}' is invalid, it needs to be an "
                "absolute path",
            )
        if blank is not None:
            raise self.validator.fault(
                instruction, "key-value", f"invalid environment variable: {blank}"
            )

    def _named(
        self, state: State, instruction: Instruction, pairs: Sequence[tuple[str, str]]
    ) -> Sequence[tuple[str, str]]:
        """Refuse an ENV whose name is empty once it is expanded.

        The daemon refuses such a variable when it commits (moby opts/env.go ValidateEnv). If a base
        without a config may set what the name expands to, the variable is left out instead.

        Raises:
            DockerfileError: a name is empty.
        """
        if state.knows(instruction.args):
            blank = next(value for name, value in pairs if not name)
            raise self.validator.fault(
                instruction, "key-value", f"invalid environment variable: ={blank}"
            )
        return [(name, value) for name, value in pairs if name]

    def working_dir(self, state: State, instruction: Instruction) -> None:
        path = instruction.args
        if state.os != "windows" and _CLEAN_PATH.fullmatch(path) is not None:
            state.working_dir = path
            return
        path = self.expand(state, instruction, path)
        if not path:
            if self.builder.checking.empty_working_dir and state.knows(instruction.args):
                raise self.validator.fault(
                    instruction, "workdir", "cannot normalize nothing", instruction.args_span
                )
            # The others stay where they are (recorded: BuildKit 20.10.24, 26.1.5 and 28.5.2).
            kept = not self.builder.storing.empty_cleans
            path = (kept and state.working_dir) or "."
        if state.os == "windows":
            try:
                state.working_dir = working_dir(
                    self.builder.storing.windows_working_dir, state.working_dir, path
                )
            except ValueError as error:
                if state.knows(instruction.args):
                    raise self.validator.fault(
                        instruction, "workdir", str(error), instruction.args_span
                    ) from None
            self.room.take(len(state.working_dir))
        else:
            state.working_dir = self._folder(state, path)

    def _folder(self, state: State, path: str) -> str:
        """Return the folder that a WORKDIR leads to."""
        if path.startswith("/"):
            kept = self.builder.storing.absolute_folder
            if kept != "cleaned":
                return path if kept == "kept" or path == "/" else path.removesuffix("/")
            return path if _CLEAN_PATH.fullmatch(path) else _cleaned(path)
        whole = f"{state.working_dir}/{path}"
        # Each of many relative paths is as long as all before it together.
        self.room.take(len(whole))
        return whole if _CLEAN_PATH.fullmatch(whole) else _cleaned(whole)

    def user(self, state: State, instruction: Instruction) -> None:
        state.user = self.expand(state, instruction, instruction.args)

    def expose(self, state: State, instruction: Instruction) -> None:
        environment = WordVariables(state.variables, state.env_complete, self.room)
        exposed: list[tuple[str, str]] = []
        for word in list_words(instruction):
            try:
                exposed += [(port, word) for port in self.lexer.words(word, environment)]
            except SubstitutionError as error:
                raise self.validator.fault(instruction, "substitution", str(error)) from None
        if self.builder.checking.ports == "as-it-is":
            self._expose_unchecked(state, instruction, [port for port, _ in exposed])
            return
        from cmdresolve.dockerfile.refusals.expose_ports import port_fault  # noqa: PLC0415 - most are plain

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
        keys = []
        for port in ports:
            number, _, protocol = port.partition("/")
            keys.append(f"{number}/{protocol.partition('/')[0] if '/' in port else 'tcp'}")
        state.expose(keys, self.room)

    def stop_signal(self, state: State, instruction: Instruction) -> None:
        from cmdresolve.go.signals import is_signal  # noqa: PLC0415 - few have STOPSIGNAL

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
        rules = self.builder.arguments
        one_by_one = rules.one_by_one
        if rules.whole_words:
            assignments = self._processed_whole(state, instruction)
        else:
            # A default may be processed only where it is used, after those before it are set.
            assignments = (
                instruction.assignments if one_by_one else self.assignments(state, instruction)
            )
        fixed = self.builder.platforms.fixed
        for name, written in assignments:
            value: str | None
            default = written
            if fixed and default is not None and name in PLATFORM_NAMES:
                refuse_default(name, instruction, self.validator.fault)
                default = None
            if name in self.build_args:
                value = self.build_args[name]
            elif default is not None:
                value = self.expand(state, instruction, default) if one_by_one else default
            else:
                value = self.global_args.get(name)
            if value is None and rules.bare_global == "unset" and name not in state.env:
                state.own_variables(self.room)
                state.variables.pop(name, None)
            if value is None:
                continue
            if rules.over_env or name not in state.env:
                state.own_variables(self.room)
                state.variables[name] = value

    def _processed_whole(self, state: State, instruction: Instruction) -> Assignments:
        """Expand each word of an ARG, and only then split it at ``=``."""
        if is_literal(instruction.args):
            return instruction.assignments
        words = pairs_words(instruction.args, self.escape)
        return split_assignments([self.expand(state, instruction, word) for word in words])

    def shell(self, state: State, instruction: Instruction) -> None:
        written = self.written(instruction)
        after = FieldValue(instruction.words or (), written)
        if self.builder.forms.honours_shell:
            state.log.events.append(Event("set", "Shell", state.shell, after, written))
        state.shell = after

    def on_build(self, state: State, instruction: Instruction) -> None:
        if state.on_build is None:
            state.on_build = []
        from cmdresolve.dockerfile.building.triggers import trigger_text  # noqa: PLC0415 - few have ONBUILD

        state.on_build.append(trigger_text(instruction, self.builder))

    def cmd(self, state: State, instruction: Instruction) -> None:
        written = self.written(instruction)
        builder = self.builder
        words = self._stored(command_forms.command, state, instruction)
        after = new_tuple(
            FieldValue, (words, written, state.shell if builder.forms.honours_shell else None, None)
        )
        state.log.events.append(new_tuple(Event, ("set", "Cmd", state.cmd, after, written)))
        state.cmd = after
        if builder.forms.args_escaped == "cmd-sets":
            state.args_escaped = True
        elif builder.forms.args_escaped == "cmd-clears":
            state.args_escaped = False
        else:
            self._escape_arguments(state, instruction)
        # To BuildKit any CMD counts (convert.go validateUsedOnce); to the others only one with a
        # word (moby dispatchers.go dispatchCmd, imagebuilder dispatchers.go cmd: len).
        given = instruction.words if instruction.words is not None else instruction.args
        if given or builder.forms.empty_cmd_counts:
            state.cmd_set = True

    def entrypoint(self, state: State, instruction: Instruction) -> None:
        written = self.written(instruction)
        builder = self.builder
        words = self._stored(command_forms.entrypoint, state, instruction)
        after = new_tuple(
            FieldValue, (words, written, state.shell if builder.forms.honours_shell else None, None)
        )
        state.log.events.append(
            new_tuple(Event, ("set", "Entrypoint", state.entrypoint, after, written))
        )
        state.entrypoint = after
        if builder.forms.args_escaped == "both-clear":
            self._escape_arguments(state, instruction)
        if not state.cmd_set:
            cleared = new_tuple(FieldValue, (None, written, None, None))
            if state.cmd.words is not None:
                state.log.events.append(Event("clear", "Cmd", state.cmd, cleared, written))
            state.cmd = cleared

    def _escape_arguments(self, state: State, instruction: Instruction) -> None:
        if self.builder.forms.args_escaped == "both-clear":
            state.args_escaped = self._is_command_line(state, instruction)

    def _is_command_line(self, state: State, instruction: Instruction) -> bool:
        return (
            state.os == "windows"
            and self.builder.forms.windows_command_line
            and instruction.words is None
            and bool(instruction.args)
        )

    def _stored(self, form: StoreCommand, state: State, instruction: Instruction) -> Words:
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


def entered(path: str) -> str:
    """Return the folder of a stage whose base has this one, where it is entered once more.

    Source: moby/buildkit v0.25.2 dockerfile2llb/convert.go, which runs WORKDIR with what the base
    has, and a relative one goes on from there.
    """
    return path if path.startswith("/") else _cleaned(f"{path}/{path}")


def _cleaned(path: str) -> str:
    return "/" + normpath(f"/{path}").lstrip("/")


def _nameless(state: State) -> str | None:
    """Return the first variable without a name, or None."""
    if "" not in state.env:
        return None
    return f"={state.env['']}" if state.entries is None else nameless(state.entries)


_ACTIONS: dict[str, Callable[[Dispatcher, State, Instruction], None]] = {
    "ADD": unstored.copy,
    "ARG": Dispatcher.argument,
    "CMD": Dispatcher.cmd,
    "COPY": unstored.copy,
    "ENTRYPOINT": Dispatcher.entrypoint,
    "ENV": Dispatcher.env,
    "EXPOSE": Dispatcher.expose,
    "LABEL": unstored.label,
    "ONBUILD": Dispatcher.on_build,
    "RUN": unstored.run,
    "SHELL": Dispatcher.shell,
    "STOPSIGNAL": Dispatcher.stop_signal,
    "USER": Dispatcher.user,
    "VOLUME": unstored.volume,
    "WORKDIR": Dispatcher.working_dir,
}
