"""The heart: what an engine makes of an image config and what is given at start."""

from __future__ import annotations

from cmdresolve import dialects
from cmdresolve.dialects.engines.docker import DEFAULT
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.errors import NoCommandError
from cmdresolve.model.image import ImageConfig, Words
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits, Room
from cmdresolve.model.override import NOTHING, Override
from cmdresolve.resolving.resolution import Resolution


def resolve(
    image: ImageConfig,
    override: Override = NOTHING,
    *,
    engine: str | Engine | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Resolution:
    """Compute the argv of the first process.

    Args:
        image: what the image says.
        override: what is given at start.
        engine: who starts it, ``docker@28.5`` and the like; by default the newest Docker that was
            recorded.
        limits: how many words there may be, and how long they may become by variables.

    Returns:
        The resolution. When a field it needs is `Unknown`, its `argv` raises and its `unknown`
        says what is missing.

    Raises:
        ImageConfigError: the image exposes what the engine takes for no port, or has a variable
            without a name or one that calls for what is not there.
        NoCommandError: nothing is left to start and the engine refuses that, or what is left
            cannot be the name of a program and the engine has to find one.
        OverrideError: the engine's interface cannot read the entrypoint given, or a word of it.
        DialectError: no such engine is known.
        LimitError: there are more words than the limits allow, or variables make them too long.
        WrongTypeError: the image is no `ImageConfig`, or the override no `Override`.

    Sources: one merge for all; `Engine.citation` names each engine's own. The three values
    matter: an entrypoint given as ``()`` drops the image's and keeps its CMD, ``("",)`` drops
    both, and arguments given as ``()`` count as not given.
    """
    dialect = (
        DEFAULT
        if engine is None
        else dialects.engine(engine)
        if isinstance(engine, str)
        else engine
    )
    if (
        image.__class__ is not ImageConfig
        or override.__class__ is not Override
        or dialect.__class__ is not Engine
    ):
        from cmdresolve.resolving.arguments import check_types  # noqa: PLC0415 - for a mistake alone

        check_types(image, override, dialect)
    # Before anything is read: an image may choose the record by which it is started (Apptainer).
    if dialect.for_image is not None:
        dialect = dialect.for_image(dialect, image)
    given = dialect.read_entrypoint(override.entrypoint)
    head = image.entrypoint if given is None else given
    given_args = dialect.read_args(override.args)
    # An entrypoint that is given takes the image's CMD away, and an empty one does not: CMD is
    # inherited unless there is a word of either (moby v28.5.2 daemon/commit.go merge).
    tail: Words = given_args if given or given_args else image.cmd
    unresolved: tuple[str, ...] = ()
    # Before empty words are looked for: the kubelet expands what it hands to the runtime, and a
    # variable may leave one empty word (kubernetes ExpandContainerCommandAndArgs).
    if dialect.expands != "none":
        from cmdresolve.resolving.pod_variables import Expander  # noqa: PLC0415 - few engines expand anything

        expand = Expander.of(dialect, image.env, override.variables, Room(limits))
        from_image = not given and not given_args
        unresolved = expand.needs(head, given=given is not None)
        unresolved += expand.needs(tail, given=not from_image)
        head = expand(head, given=given is not None)
        tail = expand(tail, given=not from_image)
    # After the merge: by now `--entrypoint ""` has kept CMD from being inherited, which an image's
    # own [""] has not (moby v28.5.2 daemon/create.go mergeAndVerifyConfig).
    if head == ("",) and (
        dialect.clears_sole_empty == "merged"
        or (dialect.clears_sole_empty == "inherited" and given is None)
    ):
        head = None
    if dialect.rewrite_argv is not None:
        head, tail = dialect.rewrite_argv(head, tail, given_args)
    # An unknown part is not empty: it may be all the command there is.
    if not head and not tail and dialect.no_command is not None:
        raise NoCommandError(
            dialect.no_command,
            code="no-command",
            stage="create",
            hint="give the image an ENTRYPOINT or a CMD, or name a command after the image",
        )
    known = len(head) if isinstance(head, tuple) else 0
    known += len(tail) if isinstance(tail, tuple) else 0
    if known > limits.words:
        limits.check("words", known, "the number of words of the command")
    if dialect.check_image is not None:
        dialect.check_image(image)
    return Resolution(image, override, dialect, head, tail, given, given_args, unresolved, limits)
