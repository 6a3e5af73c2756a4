"""The explanation of a resolution: origins of words, words that were dropped, rules applied.

Nothing here decides argv: `cmdresolve.resolving.resolver` has, and these functions derive how from
the same values, on demand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cmdresolve.dialects.policies import entrypoint_readers
from cmdresolve.model.image import Trace, Unknown, Words
from cmdresolve.model.limits import Room
from cmdresolve.model.origin import ByDefault, InImage, Origin
from cmdresolve.model.trace import Dropped, Step
from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.model.image import Basis, ImageConfig
    from cmdresolve.resolving.merged import Merged

_NO_TRACE = Trace()


class Word(Record, compiled=True):
    """One word of argv.

    Attributes:
        value: the word.
        origin: where it comes from.
        role: ``entrypoint``, ``cmd`` (the image's), ``args`` (given at start) or ``default``.
        unread: whether it is a positional parameter that a ``sh -c`` script never uses.
    """

    value: str
    origin: Origin
    role: str
    unread: bool = False


def trace_of(image: ImageConfig) -> Trace:
    """Return the trace of the build that made an image; an empty one for other images."""
    return image.trace() if image.trace is not None else _NO_TRACE


def _image_words(image: ImageConfig) -> tuple[tuple[Origin, ...], tuple[Origin, ...]]:
    """Return the origins of an image's entrypoint and cmd, from its trace.

    The trace of a build computes them separately (`dockerfile.building.trace.ImageTrace.origins`),
    which takes less time than its steps.
    """
    origins = getattr(image.trace, "origins", None)
    if origins is not None:
        found: tuple[tuple[Origin, ...], tuple[Origin, ...]] = origins()
        return found
    trace = trace_of(image)
    return trace.entrypoint, trace.cmd


def bases_of(image: ImageConfig) -> tuple[Basis, ...]:
    """Return where the configs of an image's bases came from, and its own if it was looked up."""
    own = () if image.basis is None else (image.basis,)
    return (*own, *trace_of(image).bases)


def words(resolution: Merged) -> tuple[Word, ...]:
    """Return each known word of argv with its origin."""
    image, override = resolution.image, resolution.override
    head, tail = resolution.head, resolution.tail
    of_entrypoint, of_cmd = _image_words(image)
    found: list[tuple[str, Origin, str]] = []
    if head and resolution.given_entrypoint is None:
        found += _with_origins(
            head, _image_origins(image, "Entrypoint", of_entrypoint), "entrypoint"
        )
    elif head:
        found += _with_origins(head, override.entrypoint_origin, "entrypoint")
    if tail and uses_image_cmd(resolution):
        found += _with_origins(tail, _image_origins(image, "Cmd", of_cmd), "cmd")
    elif tail:
        found += _with_origins(tail, override.args_origin, "args")
    if not found and not resolution.unknown:
        left = resolution.engine.argv_when_empty
        what = "one empty word" if left == ("",) else "its own words"
        origin = ByDefault(resolution.engine.key, f"{what} where nothing is left")
        return tuple(Word(word, origin, "default") for word in left)
    # If a part is unknown, so are the indices in argv, and no word is marked: `shell` is None.
    unread = _unread_places(resolution)
    return tuple(
        [
            Word(value, origin, role, place in unread)
            for place, (value, origin, role) in enumerate(found)
        ]
    )


def uses_image_cmd(resolution: Merged) -> bool:
    """Return whether the image's CMD follows the entrypoint."""
    return not resolution.given_entrypoint and not resolution.given_args


def documented(resolution: Merged) -> str:
    """Return the effective command in the notation of Docker's documented matrix.

    The matrix joins words with blanks, and leaves out the words after a ``sh -c`` script that the
    script never reads (moby/buildkit v0.25.2 frontend/dockerfile/docs/reference.md, "Understand how
    CMD and ENTRYPOINT interact").
    """
    unread = _unread_places(resolution)
    return " ".join(word for place, word in enumerate(resolution.argv) if place not in unread)


def _unread_places(resolution: Merged) -> set[int]:
    """Return the indices in argv of words that a ``sh -c`` script never uses."""
    shell = resolution.shell
    return set() if shell is None else {shell.after + place for place in shell.unread}


def dropped(resolution: Merged) -> tuple[Dropped, ...]:
    """Return the words that do not reach argv, dropped by the build, the starter or the merge."""
    image, override, given = resolution.image, resolution.override, resolution.given_entrypoint
    # In the order in which it happened. For the merge, the order is that of `resolver.resolve`:
    # the entrypoint first.
    trace = trace_of(image)
    result = [*trace.dropped, *override.dropped]
    if given is None:
        # Something was given, and the interface's reader returned None for it, as swarm's does for
        # a text of blanks.
        reason, rule = "this interface makes no entrypoint of it", "entrypoint-not-given"
        ignored = entrypoint_readers.one_word(override.entrypoint)
        result += _drop(ignored, "entrypoint", reason, rule, override.entrypoint_origin)
    else:
        reason = f"{'replaced' if given else 'cleared'} by the entrypoint given at start"
        origins = _image_origins(image, "Entrypoint", trace.entrypoint)
        result += _drop(image.entrypoint, "Entrypoint", reason, "entrypoint-given", origins)
    if not uses_image_cmd(resolution):
        if resolution.given_args:
            reason, rule = "replaced by the arguments given at start", "args-replace-cmd"
        else:
            reason = "an entrypoint given at start drops the image's CMD"
            rule = "entrypoint-drops-cmd"
        origins = _image_origins(image, "Cmd", trace.cmd)
        result += _drop(image.cmd, "Cmd", reason, rule, origins)
    if _is_sole_empty(resolution):
        reason = "an entrypoint that is one empty word stands for no entrypoint"
        rule = "sole-empty-entrypoint"
        if given is None:
            origins = _image_origins(image, "Entrypoint", trace.entrypoint)
            result += _drop(image.entrypoint, "Entrypoint", reason, rule, origins)
        else:
            result += _drop(given, "entrypoint", reason, rule, override.entrypoint_origin)
    return tuple(result)


def _drop(
    value: Words, field: str, reason: str, rule: str, origin: Callable[[int], Origin]
) -> Iterator[Dropped]:
    """Yield the record of dropped words, if there are any."""
    known = _known(value)
    if known:
        origins = tuple(origin(index) for index in range(len(known)))
        yield Dropped(known, field, reason, rule, origins)


def _is_sole_empty(resolution: Merged) -> bool:
    """Return whether the entrypoint was one empty word, which the engine treats as none."""
    given = resolution.given_entrypoint is not None
    merged = _expanded(resolution, _merged_entrypoint(resolution), given=given)
    return merged == ("",) and not resolution.head


def _merged_entrypoint(resolution: Merged) -> Words:
    """Return the entrypoint before it was expanded, cleared or rewritten."""
    given = resolution.given_entrypoint
    return resolution.image.entrypoint if given is None else given


def steps(resolution: Merged) -> tuple[Step, ...]:
    """Return the rules that were applied, those of the build first."""
    image, override = resolution.image, resolution.override
    citation = resolution.engine.citation
    result = list(trace_of(image).steps)
    result += _entrypoint_steps(resolution)
    if uses_image_cmd(resolution):
        text = (
            "no arguments given: the image's CMD follows"
            if image.cmd
            else "no arguments given, and the image has no CMD"
        )
        result.append(Step("cmd-from-image", text, citation))
    elif resolution.given_args:
        text = "the arguments given at start follow, in place of the image's CMD"
        result.append(Step("args-replace-cmd", text, citation, override.args_origin(0)))
    else:
        text = "no arguments given, and an entrypoint given at start drops the image's CMD"
        result.append(Step("entrypoint-drops-cmd", text, citation))
    if _is_expanded(resolution):
        whose = "the Pod and the image's environment have"
        if resolution.engine.expands != "all":
            whose = "the Pod's env has"
        elif override.variables is None:
            whose = "the image's environment has"
        text = f"$(NAME) is the value that {whose} for it, $$ a dollar"
        result.append(Step("variables-expanded", text, citation))
    if not resolution.head and not resolution.tail:
        left = resolution.engine.argv_when_empty
        what = "one empty word" if left == ("",) else "words of its own"
        text = f"nothing is left, and this engine starts {what}"
        result.append(Step("empty-word", text, citation))
    if override.init and resolution.engine.init:
        text = f"PID 1 is {resolution.engine.init[0]}, which starts the command as its child"
        result.append(Step("init", text, citation))
    return tuple(result)


def _entrypoint_steps(resolution: Merged) -> Iterator[Step]:
    image, override, given = resolution.image, resolution.override, resolution.given_entrypoint
    citation = resolution.engine.citation
    origin = override.entrypoint_origin(0)
    if given is None and override.entrypoint is not None:
        text = "the entrypoint given at start is as good as none to this interface"
        yield Step("entrypoint-not-given", text, citation, origin)
    if _is_sole_empty(resolution):
        text = "an entrypoint that is one empty word counts as none"
        called_for = None if given is None else origin
        yield Step("sole-empty-entrypoint", text, citation, called_for)
    elif given is None:
        text = "the image's ENTRYPOINT comes first" if image.entrypoint else "no ENTRYPOINT"
        yield Step("entrypoint-from-image", text, citation)
    elif given:
        text = "the entrypoint given at start comes first, in place of the image's"
        yield Step("entrypoint-given", text, citation, origin)
    else:
        text = "an empty entrypoint given at start clears the image's, and not its CMD"
        yield Step("entrypoint-emptied", text, citation, origin)


def _is_expanded(resolution: Merged) -> bool:
    """Return whether expanding ``$(NAME)`` has changed a word of argv."""
    image, from_image = resolution.image, uses_image_cmd(resolution)
    tail = image.cmd if from_image else resolution.given_args
    entrypoint, is_given = _merged_entrypoint(resolution), resolution.given_entrypoint is not None
    return (
        _expanded(resolution, entrypoint, given=is_given) != entrypoint
        or _expanded(resolution, tail, given=not from_image) != tail
    )


def _expanded(resolution: Merged, words: Words, *, given: bool) -> Words:
    """Expand words as `resolver.resolve` did, with a budget of its own."""
    engine = resolution.engine
    if engine.expands == "none":
        return words
    from cmdresolve.resolving.pod_variables import Expander  # noqa: PLC0415 - few engines expand anything

    room = Room(resolution.limits)
    expand = Expander.of(engine, resolution.image.env, resolution.override.variables, room)
    return expand(words, given=given)


def _image_origins(
    image: ImageConfig, field: str, traced: tuple[Origin, ...]
) -> Callable[[int], Origin]:
    """Return a function from a word's index to its origin: the traced one, or the image's field."""

    def origin(index: int) -> Origin:
        return traced[index] if index < len(traced) else InImage(image.name, field, index)

    return origin


def _with_origins(
    value: Words, origin: Callable[[int], Origin], role: str
) -> list[tuple[str, Origin, str]]:
    return [(word, origin(index), role) for index, word in enumerate(_known(value))]


def _known(value: Words) -> tuple[str, ...]:
    """Return the words that are known, which for an unknown value may follow what is not."""
    return value.known if isinstance(value, Unknown) else value or ()
