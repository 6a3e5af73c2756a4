"""What a builder refuses in a single instruction: its keyword, flags and number of arguments.

BuildKit and the classic builder check every instruction of a file before anything runs; Buildah
checks an instruction when the build reaches it.
Sources: moby/buildkit v0.25.2 frontend/dockerfile/instructions/{parse,bflag}.go;
openshift/imagebuilder v1.2.21 dispatchers.go.
"""

from __future__ import annotations

from cmdresolve.dockerfile.reading.instruction import KEYWORDS, Instruction, list_words
from cmdresolve.dockerfile.reading.line_parser import comment_hint, heredoc_words
from cmdresolve.dockerfile.refusals.faults import Faults, suggestion
from cmdresolve.model.go_text import BYTE_SPACE, SPACE, decimal, lower, quote, upper
from cmdresolve.model.lazy_pattern import pattern

_STAGE_NAME = pattern(r"[a-z][a-z0-9\-_.]*")
_INTEGER = pattern(r"[+-]?[0-9]+")
# A keyword that is followed by punctuation, where a space is missing: `CMD["a"]`.
_GLUED = pattern(r"([A-Za-z]+)[^A-Za-z0-9_]")
_SHOWN = 60
_MILLISECOND = 10**6
# What begins a line that was meant to continue the line before.
_NO_KEYWORD = tuple("\"'[],-&|;")
_GOES_ON = "where it belongs to the line before, end that line with a backslash"
_NO_TEXT = "this is taken for the text of a file; Dockerfile.from_file reads one"
_NOT_IN_TRIGGERS = ("FROM", "MAINTAINER")


class Validator(Faults):
    """Checks the instructions of one source by the rules of one builder.

    In each check, the order of the faults is that of the function of the same name in
    instructions/parse.go: mostly the arguments before the flags.
    """

    def check(self, instruction: Instruction) -> None:
        """Check one instruction.

        Raises:
            DockerfileError: the builder refuses it.
        """
        check = _CHECKS.get(instruction.keyword)
        if check is None:
            raise self.fault(
                instruction,
                "unknown-instruction",
                f"unknown instruction: {instruction.written}",
                instruction.line.span(*self.keyword_place(instruction)),
                _glued(instruction)
                or suggestion(instruction.written, KEYWORDS)
                or (_GOES_ON if instruction.written[:1] in _NO_KEYWORD else None)
                or (_NO_TEXT if self.source.text.strip() == instruction.written else None),
            )
        check(self, instruction)

    def check_pairs(self, instruction: Instruction) -> None:
        """Check ENV or LABEL."""
        if instruction.flags:
            self.flags(instruction)
        if not instruction.args:
            raise self.arguments(instruction, "requires at least one argument")
        if self.builder.checking.blank_names and "" in dict(instruction.assignments):
            raise self.fault(
                instruction, "key-value", f"{instruction.keyword} names can not be blank"
            )

    def check_one(self, instruction: Instruction) -> None:
        """Check MAINTAINER, USER or WORKDIR, which have exactly one argument."""
        if not instruction.args:
            raise self.arguments(instruction, "requires exactly one argument")
        self.flags(instruction)

    def check_some(self, instruction: Instruction) -> None:
        """Check EXPOSE or VOLUME, which have at least one argument."""
        words = list_words(instruction)
        if not words:
            raise self.arguments(instruction, "requires at least one argument")
        self.flags(instruction)
        if instruction.keyword == "VOLUME" and any(not word.strip(SPACE) for word in words):
            raise self.fault(
                instruction, "arguments", "VOLUME specified can not be an empty string"
            )

    def check_copy(self, instruction: Instruction) -> None:
        """Check COPY or ADD, which have sources and a destination."""
        words = list_words(instruction)
        if len(words) < 2:  # noqa: PLR2004 - a source and a destination
            raise self.arguments(
                instruction,
                "requires at least two arguments, but only one was provided. Destination could "
                "not be determined",
            )
        self.flags(instruction)
        if (
            self.builder.copying.refuses_heredoc_destination
            and self.builder.reading.heredocs
            and words[-1][:1] in "0123456789<"
            and heredoc_words(words[-1], blank=self.builder.reading.heredoc_blank)
        ):
            raise self.fault(
                instruction,
                "heredoc-destination",
                f"{instruction.keyword} cannot accept a heredoc as a destination",
            )

    def check_flags(self, instruction: Instruction) -> None:
        """Check CMD or ENTRYPOINT, which have no flags and any arguments."""
        self.flags(instruction)

    def check_run(self, instruction: Instruction) -> None:
        """Check RUN."""
        if instruction.flags:
            from cmdresolve.dockerfile.refusals.run_flags import check_run_flags  # noqa: PLC0415 - few have any

            check_run_flags(self, instruction)

    def check_arg(self, instruction: Instruction) -> None:
        """Check ARG, whose flags no builder looks at."""
        checking = self.builder.checking
        if not instruction.args and checking.bare_arg:
            raise self.arguments(instruction, "requires at least one argument")
        if checking.blank_names and "" in dict(instruction.assignments):
            raise self.fault(instruction, "key-value", "ARG names can not be blank")

    def check_stop_signal(self, instruction: Instruction) -> None:
        """Check STOPSIGNAL, whose flags no builder looks at."""
        if not instruction.args:
            raise self.arguments(instruction, "requires exactly one argument")

    def check_from(self, instruction: Instruction) -> None:
        """Check FROM: ``IMAGE``, or ``IMAGE AS NAME``."""
        words = list_words(instruction)
        if not (len(words) == 3 and lower(words[1]) == "as") and len(words) != 1:  # noqa: PLR2004
            hint = "FROM takes no comment behind it" if "#" in words else None
            if hint is None and len(words) == 3:  # noqa: PLR2004
                hint = f"write AS instead of {words[1]}"
            raise self.fault(
                instruction,
                "from-arguments",
                "FROM requires either one or three arguments",
                instruction.args_span if words else None,
                hint or "write FROM IMAGE, or FROM IMAGE AS NAME",
            )
        if (
            len(words) == 3  # noqa: PLR2004
            and self.builder.names.checked
            and _STAGE_NAME.fullmatch(lower(words[2])) is None
        ):
            end = instruction.args_at + len(instruction.args)
            raise self.fault(
                instruction,
                "stage-name",
                f"invalid name for build stage: {quote(words[2])}, name can't start with a number "
                "or contain symbols",
                instruction.line.span(end - len(words[2]), end),
            )
        self.flags(instruction)

    def check_on_build(self, instruction: Instruction) -> None:
        """Check ONBUILD; its trigger is checked when it runs, except for its keyword."""
        trigger = instruction.trigger
        if trigger is None:
            raise self.fault(instruction, "arguments", "ONBUILD requires at least one argument")
        self.flags(instruction)
        self.check_trigger(instruction, trigger)

    def check_trigger(self, instruction: Instruction, trigger: Instruction) -> None:
        """Check that an instruction may stand in ONBUILD.

        Raises:
            DockerfileError: it is FROM, MAINTAINER or ONBUILD itself.
        """
        keyword = upper(trigger.written)
        # The trigger's own line is a part of this one, unless it was read from a stored trigger.
        at = trigger.args_at - len(trigger.line.text[: trigger.args_at].lstrip(SPACE))
        span = instruction.args_span if at >= 0 else None
        if keyword == "ONBUILD":
            raise self.fault(
                instruction,
                "onbuild-chain",
                "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                span,
            )
        if keyword in _NOT_IN_TRIGGERS:
            raise self.fault(
                instruction,
                "onbuild-trigger",
                f"{keyword} isn't allowed as an ONBUILD trigger",
                span,
            )

    def check_shell(self, instruction: Instruction) -> None:
        """Check SHELL, which must be in exec form."""
        self.flags(instruction)
        if not (instruction.words if instruction.words is not None else instruction.args):
            raise self.fault(
                instruction,
                "shell-empty",
                "SHELL requires at least one argument",
                hint='write it as SHELL ["/bin/sh", "-c"]',
            )
        if instruction.words is None:
            from cmdresolve.dockerfile.reading.near_json_fault import array_fault  # noqa: PLC0415 - for an error

            near = array_fault(instruction)
            span, hint = instruction.args_span, 'write it as SHELL ["/bin/sh", "-c"]'
            if near is not None:
                span = instruction.line.span(near.start, near.end)
                mended = near.mended("SHELL")
                hint = f"{near.why}: write {mended}" if mended else near.why
            raise self.fault(
                instruction,
                "shell-json",
                "SHELL requires the arguments to be in JSON form",
                span,
                hint,
            )

    def check_health(self, instruction: Instruction) -> None:
        """Check HEALTHCHECK: ``NONE``, or ``CMD`` with flags before it and a command after it."""
        args = instruction.args
        if not args or args[0] in BYTE_SPACE:
            raise self.arguments(instruction, "requires at least one argument")
        kind, rest = health_parts(instruction)
        if kind == "NONE":
            if rest:
                raise self.fault(
                    instruction,
                    "healthcheck",
                    "HEALTHCHECK NONE takes no arguments",
                    hint=comment_hint(args),
                )
            return
        values = self.flags(instruction)
        if kind != "CMD":
            raise self.fault(
                instruction,
                "healthcheck",
                f"Unknown type {quote(kind)} in HEALTHCHECK (try CMD)",
                instruction.args_span,
                comment_hint(args),
            )
        if not rest:
            raise self.fault(instruction, "healthcheck", "Missing command after HEALTHCHECK CMD")
        self._health_flags(instruction, values)

    def _health_flags(self, instruction: Instruction, values: dict[str, str]) -> None:
        """Check the values of HEALTHCHECK's flags; an empty one is the default."""
        strict = self.builder.flags.least_retries
        for name, value in values.items():
            if not value:
                continue
            if name == "retries":
                if _INTEGER.fullmatch(value) is None or abs(decimal(value)) >= 2**31:
                    message = f'strconv.ParseInt: parsing "{value}": invalid syntax'
                elif decimal(value) < strict:
                    message = f"--retries must be at least {strict} (not {value})"
                else:
                    continue
            else:
                fault = self._duration_fault(name, value)
                if fault is None:
                    continue
                message = fault
            raise self.fault(instruction, "healthcheck", message)

    def _duration_fault(self, name: str, text: str) -> str | None:
        """Return the reason to refuse a duration of HEALTHCHECK, or None (parseOptInterval)."""
        from cmdresolve.go.duration import DurationError, parse_duration  # noqa: PLC0415 - few have any

        kind = self.builder.flags.durations
        try:
            duration = parse_duration(text)
        except DurationError as fault:
            return str(fault)
        if kind == "positive":
            return None if duration > 0 else f'Interval "{name}" must be positive'
        if duration >= _MILLISECOND or (kind == "zero" and not duration):
            return None
        return f'Interval "{name}" cannot be less than 1ms'


def health_parts(instruction: Instruction) -> tuple[str, tuple[str, ...]]:
    """Return HEALTHCHECK's type in upper case, and the words of its command.

    A command in shell form is one word.
    """
    args = instruction.args
    place = 0
    while place < len(args) and args[place] not in BYTE_SPACE:
        place += 1
    kind = upper(args[:place])
    if instruction.words is not None:
        return kind, instruction.words
    rest = args[place:].lstrip(BYTE_SPACE)
    return kind, (rest,) if rest else ()


def _glued(instruction: Instruction) -> str | None:
    """Return the hint that a space is missing after a keyword, if it is that; else None."""
    match = _GLUED.match(instruction.written)
    keyword = "" if match is None else upper(match[1])
    if match is None or keyword not in KEYWORDS:
        return None
    line = instruction.line.text.strip(SPACE)
    mended = f"{keyword} {line[match.end(1) :]}"
    shown = f" after it: {mended}" if len(mended) <= _SHOWN else " after it"
    return f"did you mean {keyword}? Write a space{shown}"


_CHECKS = {
    "ADD": Validator.check_copy,
    "ARG": Validator.check_arg,
    "CMD": Validator.check_flags,
    "COPY": Validator.check_copy,
    "ENTRYPOINT": Validator.check_flags,
    "ENV": Validator.check_pairs,
    "EXPOSE": Validator.check_some,
    "FROM": Validator.check_from,
    "HEALTHCHECK": Validator.check_health,
    "LABEL": Validator.check_pairs,
    "MAINTAINER": Validator.check_one,
    "ONBUILD": Validator.check_on_build,
    "RUN": Validator.check_run,
    "SHELL": Validator.check_shell,
    "STOPSIGNAL": Validator.check_stop_signal,
    "USER": Validator.check_one,
    "VOLUME": Validator.check_some,
    "WORKDIR": Validator.check_one,
}
