"""Laws that any engine can be held to: what the library says, and what the references promise.

A build tool points them at its own engine in five lines::

    from hypothesis import given
    from cmdresolve.testing import laws, strategies

    @given(request=strategies.build_requests(engine="docker@28.5", builder="buildkit@28.5"))
    def test_my_engine(request): laws.check_answer(request, MyOracle())

where ``MyOracle`` is anything with the methods of `cmdresolve.testing.Oracle`.  The functions that
give twins need no model at all: an engine must answer the one request like the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from cmdresolve.batch import protocol
from cmdresolve.testing.oracle import Answer, Oracle, Request
from cmdresolve.testing.recordings.compare import Disagreement, agreement

Twins: TypeAlias = tuple[dict[str, Any], dict[str, Any]]


def check_answer(request: Request, oracle: Oracle, *, exact: bool = True) -> None:
    """Hold an engine to all of the library's answer: image, words, refusal.

    Args:
        request: what to ask.
        oracle: the engine.
        exact: as for `cmdresolve.testing.recordings.compare.agreement`.

    Raises:
        AssertionError: they disagree; the message says on what.
        OracleError: the engine cannot be asked.
    """
    found = agreement(request, protocol.answer(dict(request)), oracle.observe(request), exact=exact)
    assert found is None, str(found)  # noqa: S101 - a failed law fails a test


def check_argv(request: Request, oracle: Oracle) -> None:
    """Hold an engine to the words of the first process, or to the refusal, alone.

    Args:
        request: what to ask.
        oracle: the engine.

    Raises:
        AssertionError: they disagree; the message says on what.
        OracleError: the engine cannot be asked.
    """
    ours = _without_image(protocol.answer(dict(request)))
    found = agreement(request, ours, _without_image(oracle.observe(request)))
    assert found is None, str(found)  # noqa: S101 - same


def disagreements(
    requests: Sequence[Request],
    oracle: Oracle,
    *,
    exact: bool = True,
    model: Callable[[dict[str, Any]], Answer] = protocol.answer,
) -> list[Disagreement]:
    """Ask an engine many requests at once and return those it answers otherwise.

    Args:
        requests: what to ask.
        oracle: the engine.
        exact: as for `cmdresolve.testing.recordings.compare.agreement`.
        model: what the engine is held against, the library unless told otherwise.

    Raises:
        OracleError: the engine cannot be asked.
    """
    pairs = zip(requests, oracle.observe_many(requests), strict=True)
    compared = (agreement(x, model(dict(x)), seen, exact=exact) for x, seen in pairs)
    return [found for found in compared if found is not None]


def last_cmd_wins(first: str, last: str, *, entrypoint: str | None = None) -> Twins:
    """Return a Dockerfile with two CMD, and its twin with the last alone.

    "If there is more than one CMD instruction, only the last one takes effect" (moby/buildkit
    frontend/dockerfile/docs/reference.md, "CMD").

    Args:
        first: what follows the first CMD.
        last: what follows the last.
        entrypoint: what follows an ENTRYPOINT between them; None for no such instruction.
    """
    between = "" if entrypoint is None else f"ENTRYPOINT {entrypoint}\n"
    head = "FROM scratch\nLABEL a=b\n"
    return (
        {"dockerfile": f"{head}CMD {first}\n{between}CMD {last}\n"},
        {"dockerfile": f"{head}{between}CMD {last}\n"},
    )


def entrypoint_resets(inherited: Sequence[str], entrypoint: str) -> Twins:
    """Return a child that sets ENTRYPOINT on a base with a CMD, and its twin on a base without.

    "If CMD is defined from the base image, setting ENTRYPOINT will reset CMD to an empty value"
    (moby/buildkit frontend/dockerfile/docs/reference.md, "Understand how CMD and ENTRYPOINT
    interact").

    Args:
        inherited: the base's Cmd.
        entrypoint: what follows the child's ENTRYPOINT.
    """
    text = f"FROM base\nENTRYPOINT {entrypoint}\n"
    return (
        {"dockerfile": text, "bases": {"base": {"Cmd": list(inherited)}}},
        {"dockerfile": text, "bases": {"base": {}}},
    )


def args_replace_cmd(config: Mapping[str, Any], args: Sequence[str]) -> Twins:
    """Return an image started with arguments, and its twin that has them for its Cmd.

    "Command line arguments to docker run <image> will be appended after all elements in an exec
    form ENTRYPOINT, and will override all elements specified using CMD" (moby/buildkit
    frontend/dockerfile/docs/reference.md, "ENTRYPOINT").

    Args:
        config: the image.
        args: the arguments, at least one.
    """
    return (
        {"image": dict(config), "run": {"args": list(args)}},
        {"image": {**config, "Cmd": list(args)}},
    )


def entrypoint_drops_cmd(config: Mapping[str, Any], entrypoint: Sequence[str]) -> Twins:
    """Return an image started with another entrypoint, and its twin that has it and no Cmd.

    "Passing --entrypoint to a container clears out any default command set on the image"
    (docker/cli docs/reference/run.md, "Default entrypoint").

    Args:
        config: the image.
        entrypoint: the other entrypoint, at least one word.
    """
    return (
        {"image": dict(config), "run": {"entrypoint": list(entrypoint)}},
        {"image": {**config, "Entrypoint": list(entrypoint), "Cmd": None}},
    )


def shell_form_is_exec_form(shell: Sequence[str], keyword: str, text: str) -> Twins:
    """Return an instruction in shell form, and its twin in exec form: SHELL's words, then the text.

    "The SHELL instruction allows the default shell used for the shell form of commands to be
    overridden" (moby/buildkit frontend/dockerfile/docs/reference.md, "SHELL").

    Args:
        shell: the words of SHELL.
        keyword: ``CMD`` or ``ENTRYPOINT``.
        text: the command, one that a builder reads as shell form.
    """
    head = f"FROM scratch\nSHELL {json.dumps(list(shell))}\n"
    return (
        {"dockerfile": f"{head}{keyword} {text}\n"},
        {"dockerfile": f"{head}{keyword} {json.dumps([*shell, text])}\n"},
    )


def stages_are_images(base: Mapping[str, Any], bodies: Sequence[str]) -> Twins:
    """Return a file of stages, each on the one before, and its twin made of separate images.

    "Optionally a name can be given to a new build stage by adding AS name to the FROM
    instruction. The name can be used in subsequent FROM <name>" (moby/buildkit
    frontend/dockerfile/docs/reference.md, "FROM").

    Args:
        base: the image the first stage starts from.
        bodies: the instructions of each stage, at least two.
    """
    names = ["base", *(f"stage{number}" for number in range(len(bodies) - 1))]
    stages = [
        f"FROM {name} AS {after}\n{body}"
        for name, after, body in zip(names, names[1:], bodies, strict=False)
    ]
    images = {
        after: f"FROM {name}\n{body}"
        for name, after, body in zip(names, names[1:], bodies, strict=False)
    }
    last = f"FROM {names[-1]}\n{bodies[-1]}"
    return (
        {"dockerfile": "".join([*stages, last]), "bases": {"base": dict(base)}},
        {"dockerfile": last, "bases": {"base": dict(base), **images}},
    )


def parted(twins: Sequence[Twins], oracle: Oracle) -> list[tuple[Twins, Answer, Answer]]:
    """Ask an engine many twins at once and return those it tells apart.

    What counts is what runs: the words, or the refusal, and Entrypoint and Cmd with no and an
    empty list taken for one.

    Args:
        twins: pairs of requests.
        oracle: the engine.

    Raises:
        OracleError: the engine cannot be asked.
    """
    seen = oracle.observe_many([request for pair in twins for request in pair])
    answers = zip(twins, seen[::2], seen[1::2], strict=True)
    return [(pair, one, other) for pair, one, other in answers if _shown(one) != _shown(other)]


def _shown(answer: Answer) -> dict[str, Any]:
    image = answer.get("image") or {}
    error = answer.get("error")
    return {
        "argv": answer.get("argv"),
        "error": error and (error["stage"], error["code"]),
        **{name: image.get(name) or None for name in ("Entrypoint", "Cmd")},
    }


def _without_image(answer: Answer) -> Answer:
    return {key: value for key, value in answer.items() if key != "image"}
