"""Engines: what starts a container. One frozen record per engine, version and interface.

`cmdresolve.resolving.resolver.resolve` is the same for all; engines differ in these fields alone.
"""

from __future__ import annotations

from collections.abc import Callable

from cmdresolve.dialects.named import Named
from cmdresolve.dialects.policies import entrypoint_readers
from cmdresolve.dialects.version import Version
from cmdresolve.model.image import ImageConfig, Words
from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.dialects.readers.pods import Pods


class Engine(Named, Record):
    """How one engine merges an image config with what is given at start.

    Attributes:
        name: the engine's name.
        version: the first version that this record holds for.
        variant: the interface, if the engine has more than one.
        builder: the builder that builds Dockerfiles for it by default.
        read_entrypoint: how its interface reads the entrypoint given: a function of
            `dialects.policies.entrypoint_readers`.
        read_args: the same for the arguments given.
        clears_sole_empty: which entrypoint of one empty word counts as no entrypoint: any, after
            the merge (``merged``); only the image's (``inherited``); or none (``never``).
        no_command: the message with which it refuses to start if no word is left; None if it goes
            on.
        argv_when_empty: the argv with which it goes on then.
        rewrite_argv: a function that is called with the merged entrypoint, the words after it and
            the arguments given, and returns the first two as they are started; None for no change.
        for_image: a function that returns the record to use for an image, whose environment may
            choose it; None if the image has no influence.
        check_image: a function that refuses images for their config, whatever the words; None if
            the engine checks nothing.
        expands: the words in which ``$(NAME)`` is expanded: ``none``; those given at start, with
            the Pod's variables (``given``), or only if there is a Pod (``pod``); or ``all``, the
            image's too, with the variables of image and Pod.
        variables: the variables that the engine sets in every container, for ``all``.
        dollar_before_non_ascii: what becomes of ``$`` right before a non-ASCII character: the
            character is corrupted (``torn``), the container is refused (``refused``), or both are
            ``kept``.
        pods: how it reads the Pods of a manifest; None if it reads none.
        init: the words in front of the command under ``--init``; empty without that option.
        citation: the source of the merge.
        command_line: the program whose ``run`` starts containers on it: ``docker`` or ``podman``.
        compose: the version of Compose that starts services on it (`dialects.readers.compose`), or
            None.
        verified: whether recorded runs of this very version stand behind it.
    """

    name: str
    version: Version
    builder: str
    citation: str
    variant: str = ""
    read_entrypoint: Callable[
        [entrypoint_readers.EntrypointInput], entrypoint_readers.EntrypointReading
    ] = entrypoint_readers.one_word
    read_args: Callable[[entrypoint_readers.EntrypointInput], Words] = entrypoint_readers.one_word
    clears_sole_empty: str = "merged"
    no_command: str | None = "no command specified"
    argv_when_empty: tuple[str, ...] = ("",)
    rewrite_argv: Callable[[Words, Words, Words], tuple[Words, Words]] | None = None
    for_image: Callable[[Engine, ImageConfig], Engine] | None = None
    check_image: Callable[[ImageConfig], None] | None = None
    expands: str = "none"
    variables: tuple[str, ...] = ()
    dollar_before_non_ascii: str = "torn"
    pods: Pods | None = None
    init: tuple[str, ...] = ()
    command_line: str | None = None
    compose: Version | None = None
    verified: bool = True
