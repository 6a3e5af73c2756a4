"""The heart of the library: how an engine merges an image config with what is given at start."""

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

    Three values are told apart: an entrypoint given as ``()`` drops the image's and keeps its CMD,
    ``("",)`` drops both, and arguments given as ``()`` count as not given.

    Args:
        image: the image config.
        override: the entrypoint and arguments given at start.
        engine: the engine, such as ``docker@28.5``, or its record; by default the newest Docker
            that was recorded.
        limits: the limits on the number of words, and on what variables in them expand to.

    Returns:
        The resolution. If it needs a field that is `Unknown`, its `argv` raises, and its `unknown`
        says what is missing.

    Raises:
        ImageConfigError: the engine refuses the image for its config, such as a port that is not
            one, a variable without a name or an unknown stop signal.
        NoCommandError: no word is left and the engine refuses that, or the first word is empty and
            the engine has to find a program of that name.
        OverrideError: the engine's interface cannot read what is given.
        DialectError: no such engine is known.
        LimitError: a limit is exceeded.
        WrongTypeError: an argument is of a wrong type.

    The merge is the same for all engines; `Engine.citation` names each one's source.
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
        or limits.__class__ is not Limits
    ):
        from cmdresolve.resolving.arguments import check_types  # noqa: PLC0415 - for a mistake alone

        check_types(image, override, dialect, limits)
    # Before anything else is asked of the record, since an image may choose another (Apptainer).
    if dialect.for_image is not None:
        dialect = dialect.for_image(dialect, image)
    given = dialect.read_entrypoint(override.entrypoint)
    head = image.entrypoint if given is None else given
    given_args = dialect.read_args(override.args)
    # The image's CMD is used unless a word of either is given: so an entrypoint drops it, and an
    # empty one does not (moby v28.5.2 daemon/commit.go merge: len, where the entrypoint above has
    # a comparison with nil).
    tail: Words = given_args if given or given_args else image.cmd
    unresolved: tuple[str, ...] = ()
    # Before an entrypoint of one empty word is looked for: the kubelet expands words before the
    # runtime gets them, and a variable may be empty (kubernetes pkg/kubelet/container/helpers.go
    # ExpandContainerCommandAndArgs).
    if dialect.expands != "none":
        from cmdresolve.resolving.pod_variables import Expander  # noqa: PLC0415 - few engines expand anything

        expand = Expander.of(dialect, image.env, override.variables, Room(limits))
        from_image = not given and not given_args
        unresolved = expand.needs(head, given=given is not None)
        unresolved += expand.needs(tail, given=not from_image)
        head = expand(head, given=given is not None)
        tail = expand(tail, given=not from_image)
    # After the merge, so that `--entrypoint ""` drops the image's CMD and an image's own [""] does
    # not (moby v28.5.2 daemon/create.go mergeAndVerifyConfig clears it after merge).
    if head == ("",) and (
        dialect.clears_sole_empty == "merged"
        or (dialect.clears_sole_empty == "inherited" and given is None)
    ):
        head = None
    if dialect.rewrite_argv is not None:
        head, tail = dialect.rewrite_argv(head, tail, given_args)
    # An `Unknown` is true here: it may be the whole command.
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
