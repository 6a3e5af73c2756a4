"""How each interface reads an entrypoint: how a text becomes words, and what a list means.

A function is a reader, and an engine's record has the one that it uses. It takes the entrypoint of
an override (None, words or one text) and returns the words that the engine merges, or None.
"""

from __future__ import annotations

from cmdresolve.go import json_array, shlex
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.go_text import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

EntrypointInput: TypeAlias = tuple[str, ...] | str | None
EntrypointReading: TypeAlias = tuple[str, ...] | None


def one_word(given: EntrypointInput) -> EntrypointReading:
    """Return a text as one word, never split (Docker's CLI and API: ``StrSlice``).

    Source: docker/cli v28.5.2 cli/command/container/opts.go; moby v28.5.2
    api/types/strslice; recorded ``api_matrix``, ``cli_28``.
    """
    return (given,) if isinstance(given, str) else given


def list_only(given: EntrypointInput) -> EntrypointReading:
    """Refuse a text (Podman's own API takes lists only).

    Source: recorded ``api_podman``.

    Raises:
        OverrideError: the entrypoint is a text.
    """
    if isinstance(given, str):
        raise OverrideError(
            "cannot unmarshal string into a list of strings",
            code="override-type",
            stage="create",
            hint=f"write it as [{quote(given)}]",
        )
    return given


def nonempty_list_only(given: EntrypointInput) -> EntrypointReading:
    """Refuse a text, and treat an empty list as not given (a Pod's ``command``, and CRI's).

    A Pod's field has ``omitempty``, and CRI's is a repeated field of a protobuf message: both
    leave an empty list out.
    Source: recorded ``kube``, ``cri_21``; k8s.io/cri-api pkg/apis/runtime/v1/api.proto
    ContainerConfig.

    Raises:
        OverrideError: the entrypoint is a text.
    """
    return list_only(given) or None


def podman_flag(given: EntrypointInput) -> EntrypointReading:
    """Read a text as a JSON list if it is one, else as one word (Podman's ``--entrypoint``).

    Podman appends the text to the slice that it decoded into, and Go leaves in that slice what was
    decoded before a member of a wrong type: ``["/x",1]`` is ``/x``, an empty word and the text.
    Source: podman v5.8.2 pkg/specgenutil/specgen.go; recorded ``cli_podman``.
    """
    if not isinstance(given, str):
        return given
    decoded, whole = _decode_list(given)
    if whole:
        return decoded
    return (*(decoded or ()), given)


def podman_flag_over_the_wire(given: EntrypointInput) -> EntrypointReading:
    """Do the same as `podman_flag`, but an empty list is not given (``--remote``: ``omitempty``).

    Source: podman v5.8.2 pkg/specgen/specgen.go; recorded ``cli_podman``.
    """
    return podman_flag(given) or None


def podman_compat(given: EntrypointInput) -> EntrypointReading:
    """Read a list of one word as the text of ``--entrypoint`` (Podman's Docker-compatible API).

    The handler passes a single word on as that flag's value, so it may be JSON once more.
    Source: podman v5.8.2 pkg/api/handlers/compat; recorded ``api_podman``.
    """
    if isinstance(given, str):
        return podman_flag(given)
    if given is not None and len(given) == 1:
        return podman_flag(given[0])
    return given


def podman_compat_before_5_5_1(given: EntrypointInput) -> EntrypointReading:
    """Do the same as `podman_compat`, but an empty list is not given (Podman before 5.5.1)."""
    return podman_compat(given) if given != () else None


def swarm_flag(given: EntrypointInput) -> EntrypointReading:
    """Split a text as ``docker service create --entrypoint`` does; no words are not given.

    Source: docker/cli v28.5.2 opts + google/shlex; recorded ``swarm``.
    """
    if isinstance(given, str):
        try:
            return tuple(shlex.google_shlex(given)) or None
        except shlex.UnclosedQuoteError as error:
            refused = f'invalid argument {quote(given)} for "--entrypoint" flag: {error}'
            raise _open_quote(refused) from None
    return given or None


def python_split(given: EntrypointInput) -> EntrypointReading:
    """Split a text as Python's ``shlex.split`` does, and leave a list alone (docker-py).

    A text without words is an empty list, which is not the same as none given.
    Source: docker-py 7.1.0 docker/types/containers.py ContainerConfig, docker/utils/utils.py
    split_command; recorded ``docker_py_create_container``.

    Raises:
        OverrideError: a quote or escape has no end; nothing is sent to the engine.
    """
    if not isinstance(given, str):
        return given
    try:
        return tuple(shlex.python_shlex(given))
    except shlex.UnclosedQuoteError as error:
        raise _open_quote(str(error)) from None


def _open_quote(refused: str) -> OverrideError:
    # The client refuses it, before any engine is asked.
    return OverrideError(
        refused,
        code="open-quote",
        stage="request",
        hint="close the quote, or write it with a backslash before it",
    )


def _decode_list(text: str) -> tuple[tuple[str, ...] | None, bool]:
    """Decode a text as ``json.Unmarshal`` does into a ``[]string``.

    Returns:
        What is in the slice afterwards, and whether the call succeeded. A text with a fault of
        syntax leaves the slice alone; a member of a wrong type leaves an empty string.
    """
    body = text.strip(" \t\r\n")
    if body == "null":
        return None, True
    try:
        json_array.scan_array(body, 0, whole=True, floats=False)
        found = json_array.members(body, 0, floats=False)
    except json_array.JsonError:
        return None, False
    all_well = all(member.kind in ("string", "null") for member in found)
    return tuple(member.word or "" for member in found), all_well
