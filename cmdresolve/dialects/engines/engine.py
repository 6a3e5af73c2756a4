"""Engines: who starts the container. One frozen record per engine, version and interface.

The flow in `cmdresolve.resolving.resolver` is one; these records are all that differs.
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
        version: the first version this record holds for.
        variant: the interface, when the engine has more than one.
        builder: the builder it uses for a Dockerfile by default.
        read_entrypoint: what its interface makes of the entrypoint given.
        read_args: the same for the arguments given.
        clears_sole_empty: which entrypoint of one empty word counts as no entrypoint: any, after
            the merge (``merged``); the image's only (``inherited``); or none at all (``never``).
        no_command: the engine's refusal when nothing is left, or None when it goes on.
        argv_when_empty: the words it goes on with then.
        rewrite_argv: what becomes of the merged entrypoint and the words after it, told which of
            them were given at start, before they are started; None where they are started as they
            are.
        for_image: the record by which it starts an image, which may say in its environment how it
            is to be started; None where an image has no say.
        check_image: refuses an image for what is in it, whatever words come of the merge; None
            where the engine looks at nothing.
        expands: in which words ``$(NAME)`` is replaced: in no words (``none``); in those given at
            start, by the Pod's variables (``given``), or the same only where the Pod has variables
            (``pod``); or in all, the image's too, by its environment and the Pod's (``all``).
        variables: the variables that the engine sets in every container, which ``all`` uses too.
        dollar_before_non_ascii: what becomes of ``$`` right before a character outside ASCII: the
            character is torn apart (``torn``), the container refused for it (``refused``), or
            nothing (``kept``).
        pods: how it reads the Pods of a manifest; None where it reads none.
        init: the words before the command under ``--init``; empty when it has no such thing.
        citation: where the merge rule comes from.
        command_line: the program whose ``run`` starts containers on it (``docker``, ``podman``).
        compose: which Compose starts services on it (`dialects.compose`), or None.
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
