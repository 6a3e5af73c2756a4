"""What is given when a container is started: the override of the image's ENTRYPOINT and CMD."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.model.argument_types import check_number, check_switch
from cmdresolve.model.command import optional_words
from cmdresolve.model.errors import wrong_type
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.origin import InOverride, Origin
from cmdresolve.model.trace import Dropped
from cmdresolve.model.value import Record, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cmdresolve.model.variables import Variables


def _text_or_words(value: Sequence[str] | str | None) -> tuple[str, ...] | str | None:
    r"""Return words as an engine receives them: in JSON, so that bytes outside UTF-8 are U+FFFD.

    Run on Docker 28.5.2 and Podman 5.8.6: ``docker create IMAGE $'a\xffb'`` has ``a\ufffdb``.
    """
    if isinstance(value, str):
        return replace_invalid(value)
    words = optional_words(value)
    return None if words is None else tuple([replace_invalid(word) for word in words])


def _several(value: object, name: str) -> tuple[Any, ...]:
    if isinstance(value, tuple | list):
        return tuple(value)
    message = f"{name} is a list, not a value of type {type(value).__name__}"
    raise wrong_type(message, f"write {name}=[…], or leave it out")


def _check_variables(value: object) -> None:
    from cmdresolve.model.variables import Variables  # noqa: PLC0415 - for Pods alone

    if not isinstance(value, Variables):
        message = f"variables are a Pod's Variables, not a value of type {type(value).__name__}"
        raise wrong_type(message, "leave them out: pod_container(manifest) gives an Override")


class Override(Record):
    """The entrypoint and the arguments given at start.

    None means not given, ``()`` given but empty, ``("",)`` one empty word. A string is one text
    that the engine's interface was given; how it becomes words depends on the engine
    (`cmdresolve.dialects.Engine.read_entrypoint` and `read_args`).

    Attributes:
        entrypoint: the entrypoint.
        args: the words after the image, which replace CMD.
        init: whether the engine's init is to be PID 1 (``--init``).
        entrypoint_origins: the origin of each word of `entrypoint` (not compared).
        args_origins: the origin of each word of `args` (not compared).
        dropped: words that a starter read but did not pass on.
        unknown: what a starter could not determine, each in words; then argv is unknown.
        variables: the variables that a Pod's manifest gives the container, for ``$(NAME)`` in
            words; None without a Pod.
    """

    entrypoint: tuple[str, ...] | str | None = None
    args: tuple[str, ...] | str | None = None
    init: bool = False
    entrypoint_origins: tuple[Origin, ...] = field(default=(), eq=False, repr=False)
    args_origins: tuple[Origin, ...] = field(default=(), eq=False, repr=False)
    dropped: tuple[Dropped, ...] = ()
    unknown: tuple[str, ...] = ()
    variables: Variables | None = None

    # Written by hand, because it accepts more types than the fields have.
    def __init__(  # noqa: PLR0917 - the fields, in their order
        self,
        entrypoint: Sequence[str] | str | None = None,
        args: Sequence[str] | str | None = None,
        init: bool = False,  # noqa: FBT001, FBT002 - a field
        entrypoint_origins: tuple[Origin, ...] = (),
        args_origins: tuple[Origin, ...] = (),
        dropped: tuple[Dropped, ...] = (),
        unknown: tuple[str, ...] = (),
        variables: Variables | None = None,
    ) -> None:
        """Make an override; lists are stored as tuples.

        Raises:
            WrongTypeError: the entrypoint or the arguments are neither a string nor words, or
                another field has a value of another type.
        """
        check_switch(init, "init")
        if variables is not None:
            _check_variables(variables)
        self._set_fields(
            _text_or_words(entrypoint),
            _text_or_words(args),
            init,
            _several(entrypoint_origins, "entrypoint_origins"),
            _several(args_origins, "args_origins"),
            _several(dropped, "dropped"),
            _several(unknown, "unknown"),
            variables,
        )

    def entrypoint_origin(self, index: int) -> Origin:
        """Return the origin of a word of the entrypoint that the engine's interface has read.

        An engine may read several words from one text, or from a list of one word; then all share
        its origin.

        Args:
            index: the word's index in what was read.
        """
        check_number(index, "an index", 0)
        given = self.entrypoint
        place = 0 if given is None or isinstance(given, str) or len(given) == 1 else index
        if place < len(self.entrypoint_origins):
            return self.entrypoint_origins[place]
        return InOverride("entrypoint", place)

    def args_origin(self, index: int) -> Origin:
        """Return the origin of a word of the arguments; all words of one text share its origin.

        Args:
            index: the word's index in what the engine's interface has read.
        """
        check_number(index, "an index", 0)
        place = 0 if isinstance(self.args, str) else index
        if place < len(self.args_origins):
            return self.args_origins[place]
        return InOverride("args", place)


#: The override of a start without any.
NOTHING = Override()
