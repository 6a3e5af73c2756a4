"""What is said at start, beside the image: the override of ENTRYPOINT and CMD."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.model.command import optional_words
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.origin import InOverride, Origin
from cmdresolve.model.trace import Dropped
from cmdresolve.model.value import Record, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.model.variables import Variables


def _text_or_words(value: Sequence[str] | str | None) -> tuple[str, ...] | str | None:
    r"""Return what is given as the engine receives it: in JSON, where other bytes become U+FFFD.

    Run on Docker 28.5.2 and Podman 5.8.6: ``docker create IMAGE $'a\xffb'`` has ``a\ufffdb``.
    """
    if isinstance(value, str):
        return replace_invalid(value)
    words = optional_words(value)
    return None if words is None else tuple([replace_invalid(word) for word in words])


class Override(Record):
    """Entrypoint and arguments given at start.

    None is "not given", ``()`` is "given, empty", ``("",)`` is one empty word. A string is what
    the engine's own interface was given as one text; what becomes of it is the engine's
    (`cmdresolve.dialects.Engine.read_entrypoint` and `read_args`).

    Attributes:
        entrypoint: the entrypoint.
        args: the words after the image; CMD's override.
        init: whether the engine's init is asked for (``--init``).
        entrypoint_origins: an origin for each word of `entrypoint` (not compared).
        args_origins: an origin for each word of `args` (not compared).
        dropped: words that a starter read and did not pass on.
        unknown: what a starter could not know, in words.
        variables: what a Pod's manifest gives words of the form ``$(NAME)`` to stand for; None
            where there is no Pod.
    """

    entrypoint: tuple[str, ...] | str | None = None
    args: tuple[str, ...] | str | None = None
    init: bool = False
    entrypoint_origins: tuple[Origin, ...] = field(default=(), eq=False, repr=False)
    args_origins: tuple[Origin, ...] = field(default=(), eq=False, repr=False)
    dropped: tuple[Dropped, ...] = ()
    unknown: tuple[str, ...] = ()
    variables: Variables | None = None

    # Written out: it takes more types than the fields have.
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
            WrongTypeError: the entrypoint or the arguments are neither a text nor words.
        """
        self._set_fields(
            _text_or_words(entrypoint),
            _text_or_words(args),
            init,
            entrypoint_origins,
            args_origins,
            dropped,
            unknown,
            variables,
        )

    def entrypoint_origin(self, index: int) -> Origin:
        """Return the origin of a word of the entrypoint; words read out of one share its origin.

        An engine may read several words out of a text, or out of a list of one word.
        """
        given = self.entrypoint
        place = 0 if given is None or isinstance(given, str) or len(given) == 1 else index
        if place < len(self.entrypoint_origins):
            return self.entrypoint_origins[place]
        return InOverride("entrypoint", place)

    def args_origin(self, index: int) -> Origin:
        """Return the origin of a word of the arguments; all words split off a text share its."""
        place = 0 if isinstance(self.args, str) else index
        if place < len(self.args_origins):
            return self.args_origins[place]
        return InOverride("args", place)


NOTHING = Override()
