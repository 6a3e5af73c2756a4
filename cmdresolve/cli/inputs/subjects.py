"""The question of a command line as a `Subject`, which can be asked again with a mend."""

from __future__ import annotations

from cmdresolve import dialects
from cmdresolve.checks.subject import Asked, Inputs, Subject
from cmdresolve.cli.inputs import load as asked_for
from cmdresolve.cli.inputs.files import kind_of
from cmdresolve.cli.inputs.standard_input import read_once
from cmdresolve.cli.recognising.kinds import COMPOSE, MANIFEST, QUADLET
from cmdresolve.model.errors import CmdResolveError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.cli.inputs.question import Question


def subject_of(question: Question) -> Subject:
    """Return the subject of a question.

    Errors of the question or its files are in the subject's `error`.
    """
    question = read_once(question)
    line = tuple(question.command) or _as_typed(question)

    def ask(inputs: Inputs) -> Asked:
        again = question._replace(texts=inputs.texts) if inputs.texts else question
        if inputs.line != line:
            again = _with_line(again, inputs.line)
        case = asked_for.load(again)
        return Asked(*case)

    return Subject(ask, Inputs({}, line))


def _with_line(question: Question, line: tuple[str, ...]) -> Question:
    """Return the question with a changed command line, and its words as the run arguments."""
    if question.command or question.operand is None:
        return question._replace(command=line)
    return question._replace(
        command=line, arguments=(), entrypoint=None, init=False, operand=None, file=question.operand
    )


def _as_typed(question: Question) -> tuple[str, ...]:
    """Return the command line that gives a FILE's image the same words at start."""
    if question.operand is not None:
        kind = kind_of(question.operand, question.typed)
        if kind is None or kind in (COMPOSE, MANIFEST, QUADLET):
            return ()
    try:
        engine = dialects.engine(question.engine or dialects.DEFAULT.key)
    except CmdResolveError:
        return ()
    if engine.command_line is None or engine.variant:
        return ()
    words = [engine.command_line, "run"]
    if question.init:
        words.append("--init")
    if question.entrypoint is not None:
        words += ["--entrypoint", question.entrypoint]
    return (*words, question.image or "img", *question.arguments)
