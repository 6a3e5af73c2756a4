"""``--verify``: the local engine creates the container too, and its argv is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve import dialects
from cmdresolve.images.container import Created, NotAskedError, create
from cmdresolve.model.quoting import exec_form, printable, shell_line

if TYPE_CHECKING:
    from cmdresolve.checks import Subject
    from cmdresolve.dialects import Engine
    from cmdresolve.model.override import Override


@frozen
class Verdict:
    """The result of asking the engine.

    Attributes:
        seen: what it created; None if it could not be asked.
        same: whether that agrees with the answer.
        why: why it could not be asked.
    """

    seen: Created | None
    same: bool = False
    why: str = ""

    @property
    def line(self) -> str:
        """Return it as a line."""
        if self.seen is None:
            return f"not verified: {self.why}"
        if self.seen.argv is None:
            made = f"refuses it: {printable(self.seen.refusal)}"
        else:
            made = f"starts {shell_line([printable(word) for word in self.seen.argv])}"
        if self.same:
            return f"verified: {self.seen.by} {made}"
        return f"{self.seen.by} disagrees: it {made}; please report it, with the input"

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        if self.seen is None:
            return {"same": None, "why": self.why}
        made: dict[str, Any] = {"same": self.same, "by": self.seen.by}
        if self.seen.argv is None:
            return made | {"refused": self.seen.refusal}
        return made | {"argv": list(self.seen.argv)}


def verify(subject: Subject, image: str | None) -> Verdict:
    """Ask the engine of a question, by its program on this machine.

    Args:
        subject: the question and its answer.
        image: the image's name, if the question names one that the engine has.
    """
    asked, answer, error = subject.asked, subject.resolution, subject.error
    if asked is None or (error is not None and error.stage != "create"):
        return Verdict(None, why="there is no start to create")
    if answer is not None and answer.unknown:
        return Verdict(None, why=f"the answer depends on {', '.join(answer.unknown)}")
    engine = asked.engine or dialects.DEFAULT
    if engine.command_line is None or engine.variant:
        return Verdict(None, why=f"{engine.key} has no command line that starts one container")
    try:
        options, arguments = _given(asked.override, engine)
        seen = create(image or asked.image, options, arguments, engine.command_line)
    except NotAskedError as problem:
        hint = f"; {problem.hint}" if problem.hint else ""
        return Verdict(None, why=problem.message + hint)
    ours = None if answer is None or error is not None else answer.argv
    return Verdict(seen, same=seen.argv == ours)


def _given(override: Override, engine: Engine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the options and arguments of a command line for an override.

    Raises:
        NotAskedError: no command line can express it.
    """
    entrypoint, args = override.entrypoint, override.args
    options: tuple[str, ...] = ("--init",) if override.init else ()
    if entrypoint is not None:
        words = (entrypoint,) if isinstance(entrypoint, str) else tuple(entrypoint) or ("",)
        # Some engines parse a list in the option's text.
        texts = (words[0], exec_form(words))
        text = next((x for x in texts if engine.read_entrypoint(x) == words), None)
        if text is None and not isinstance(entrypoint, str):
            raise NotAskedError(
                f"{engine.command_line} takes one word as an entrypoint, and several are given",
                code="not-verified",
            )
        options += ("--entrypoint", words[0] if text is None else text)
    if isinstance(args, str):
        raise NotAskedError(
            "a string that a client splits cannot be given on a command line", code="not-verified"
        )
    return options, tuple(args or ())
