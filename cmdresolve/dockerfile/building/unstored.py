"""Instructions that set no field of `ImageConfig` (ADD, COPY, RUN, LABEL, VOLUME): their faults.

ADD, COPY and RUN change the file system only, LABEL and VOLUME fields that affect no process. They
are checked for the faults that a builder reports for their text.
Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go (dispatchCopy,
dispatchRun, dispatchVolume, dispatchLabel); moby v28.5.2 builder/dockerfile/dispatchers.go;
openshift/imagebuilder v1.2.22 dispatchers.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.evaluation import Evaluation
from cmdresolve.dockerfile.building.state import State
from cmdresolve.dockerfile.reading.instruction import Instruction, list_words
from cmdresolve.dockerfile.reading.line_parser import heredoc_words
from cmdresolve.dockerfile.reading.word_lexer import IMAGEBUILDER, Lexer, is_literal
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.lazy_pattern import pattern

_WILDCARD = pattern(r"[*?\[\\]")
# Empty values of these two are refused later.
_MAY_BE_EMPTY = frozenset({"chmod", "from"})
_SUBSTITUTED = frozenset({"checksum", "chmod", "chown"})
_HEREDOC = pattern(r"\d*<<-?")


def copy(evaluation: Evaluation, state: State, instruction: Instruction) -> None:
    """Check COPY or ADD.

    Raises:
        DockerfileError: a flag, a source or the destination is refused.
    """
    if instruction.plain and evaluation.builder.copying.many_to_any:
        # Only its source can be refused: `is_plain_copy` has seen the rest.
        if evaluation.takes_files is not None:
            evaluation.takes_files(instruction, None)
    else:
        _copy(evaluation, state, instruction)


def _copy(evaluation: Evaluation, state: State, instruction: Instruction) -> None:
    values = evaluation.validator.flags(instruction)
    for name in _substituted(evaluation.builder, values):
        values[name] = _flag_value(evaluation, state, instruction, name, values[name])
    words = list_words(instruction)
    if not is_literal(instruction.args):
        words = [evaluation.expand(state, instruction, word) for word in words]
    if evaluation.builder.running.needs_buildkit and values.get("chmod"):
        raise _needs_buildkit(evaluation, instruction, "chmod")
    if values.get("checksum") and "checksum" in evaluation.builder.flags.labs_only:
        raise evaluation.validator.fault(
            instruction,
            "needs-labs",
            "instruction 'ADD --checksum=<CHECKSUM>' requires the labs channel",
            instruction.flag_span(0),
        )
    if instruction.heredocs:
        _copy_heredocs(evaluation, state, instruction)
    if evaluation.takes_files is not None and instruction.flags:
        evaluation.takes_files(instruction, values.get("from"))
    sources = words[:-1]
    if state.knows(instruction.line.text):
        _check_copying(evaluation, instruction, sources, values)
    if evaluation.builder.reading.heredocs and not evaluation.builder.copying.heredocs:
        blank = evaluation.builder.reading.heredoc_blank
        sources = [x for x in list_words(instruction)[:-1] if not heredoc_words(x, blank=blank)]
        if not sources:
            raise evaluation.validator.fault(
                instruction,
                "copy",
                f"{instruction.keyword} failed: no source files were specified",
                hint="the classic builder makes no files of heredocs; build with BuildKit",
            )
    if len(sources) > 1 and not evaluation.builder.copying.many_to_any:
        _check_destination(evaluation, state, instruction, sources, words[-1])


def _substituted(builder: Builder, flags: Iterable[str]) -> list[str]:
    """Return those flags of COPY and ADD in whose values variables are substituted."""
    if builder.flags.one_by_one:
        return list(flags)
    expanded = _SUBSTITUTED if builder.copying.expands_modes else _SUBSTITUTED - {"chmod"}
    return [name for name in flags if name in expanded]


def _flag_value(
    evaluation: Evaluation, state: State, instruction: Instruction, name: str, text: str
) -> str:
    """Return a flag's value, expanded.

    Raises:
        DockerfileError: it cannot be expanded, or is empty only then, which some builders refuse.
    """
    value = evaluation.expand(state, instruction, text)
    flags = evaluation.builder.flags
    late = flags.one_by_one and not flags.may_be_empty and name not in _MAY_BE_EMPTY
    if text and not value and late and state.knows(text):
        raise evaluation.validator.fault(
            instruction, "flag-value", f"no value specified for --{name}="
        )
    return value


def _check_copying(
    evaluation: Evaluation, instruction: Instruction, sources: list[str], values: Mapping[str, str]
) -> None:
    from cmdresolve.dockerfile.refusals.copy_add import copying_fault  # noqa: PLC0415 - most are plain

    heredocs = bool(instruction.heredocs) and evaluation.builder.copying.heredocs
    paths = [x for x in sources if not (heredocs and _HEREDOC.match(x))]
    fault = copying_fault(instruction.keyword, paths, values, evaluation.builder)
    if fault is not None:
        raise evaluation.validator.fault(instruction, "copy", fault, instruction.args_span)


def _check_destination(
    evaluation: Evaluation,
    state: State,
    instruction: Instruction,
    sources: list[str],
    destination: str,
) -> None:
    # A pattern may stand for any number of files (moby v28.5.2 builder/dockerfile/copy.go).
    unknown = "$" in instruction.args and not state.env_complete
    if destination.endswith("/") or unknown or any(map(_WILDCARD.search, sources)):
        return
    raise evaluation.validator.fault(
        instruction,
        "copy-destination",
        f"When using {instruction.keyword} with more than one source file, the destination "
        "must be a directory and end with a /",
        instruction.args_span,
        f"write {destination}/",
    )


def _copy_heredocs(evaluation: Evaluation, state: State, instruction: Instruction) -> None:
    imagebuilder = evaluation.builder.arguments.substitution in IMAGEBUILDER
    lexer = Lexer(skip_quotes=not imagebuilder, raw_quotes=imagebuilder, raw_escapes=imagebuilder)
    for heredoc in instruction.heredocs:
        if heredoc.expands and evaluation.builder.copying.heredocs:
            evaluation.processed(state, instruction, lexer, heredoc.content)


def _needs_buildkit(evaluation: Evaluation, instruction: Instruction, flag: str) -> DockerfileError:
    return evaluation.validator.fault(
        instruction,
        "needs-buildkit",
        f"the --{flag} option requires BuildKit",
        instruction.flag_span(0),
        "build with BuildKit",
    )


def run(evaluation: Evaluation, state: State, instruction: Instruction) -> None:
    """Check the flags of RUN.

    Raises:
        DockerfileError: a mount or a flag is refused, or the builder has none.
    """
    if not instruction.flags:
        return
    from cmdresolve.dockerfile.refusals.run_flags import check_targets, run_mounts  # noqa: PLC0415 - few have any

    expand = partial(evaluation.expand, state, instruction)
    complete = state.env_complete
    mounts = run_mounts(evaluation.validator, instruction, expand, env_complete=complete)
    if evaluation.builder.running.needs_buildkit:
        raise _needs_buildkit(evaluation, instruction, instruction.flags[0][2:].partition("=")[0])
    if "device" in evaluation.builder.flags.labs_only and any(
        flag.startswith("--device=") for flag in instruction.flags
    ):
        raise evaluation.validator.fault(
            instruction,
            "needs-labs",
            "device feature is only supported in Dockerfile frontend 1.14.0-labs or later",
            instruction.flag_span(0),
            "begin the file with # syntax=docker/dockerfile:1-labs",
        )
    if evaluation.takes_files is not None:
        evaluation.takes_files(instruction, None)
    working_dir = state.working_dir if complete else None
    check_targets(evaluation.validator, instruction, mounts, working_dir=working_dir)


def volume(evaluation: Evaluation, state: State, instruction: Instruction) -> None:
    """Check VOLUME.

    Raises:
        DockerfileError: a path expands to nothing.
    """
    for word in list_words(instruction):
        if not evaluation.expand(state, instruction, word) and state.knows(word):
            raise evaluation.validator.fault(
                instruction, "arguments", "VOLUME specified can not be an empty string"
            )


def label(evaluation: Evaluation, state: State, instruction: Instruction) -> None:
    """Check LABEL.

    Raises:
        DockerfileError: a name or a value cannot be expanded.
    """
    evaluation.assignments(state, instruction)
