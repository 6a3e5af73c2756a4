"""Whole requests of the batch protocol."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.command_lines import command_lines
from cmdresolve.testing.strategies.dockerfiles import BASES, STAGE_NAMES, Draft, drafts
from cmdresolve.testing.strategies.images import image_configs, runs, triggers
from cmdresolve.testing.strategies.words import exec_forms, shell_forms, word_lists

Request = dict[str, Any]

_MAYBE_RUN = st.none() | st.none() | runs()
_MOSTLY_RUN = st.none() | runs() | runs()


@cache
def base_images() -> st.SearchStrategy[dict[str, Any]]:
    """Return the `bases` of a request: the images Dockerfiles here start from, each described.

    Some are configs and some Dockerfiles.  Shrinks to three empty configs.
    """
    return st.fixed_dictionaries({name: _configs() | _files() for name in BASES})


def build_requests(
    *,
    engine: str = dialects.DEFAULT.key,
    builder: str | None = None,
    bases: Mapping[str, Any] | None = None,
) -> st.SearchStrategy[Request]:
    """Return a request that builds a Dockerfile, and mostly starts its image.

    Shrinks to ``FROM scratch``, started as it is.

    Args:
        engine: who starts the image.
        builder: who builds; by default what the engine builds with.
        bases: the described images; None draws others for each request, which costs an engine
            more than to keep them.
    """
    return _build_requests(engine, builder or dialects.engine(engine).builder, bases)


@st.composite
def _build_requests(
    draw: st.DrawFn, engine: str, builder: str, bases: Mapping[str, Any] | None
) -> Request:
    described = draw(base_images()) if bases is None else dict(bases)
    draft = draw(drafts(builder=builder, bases=tuple(described)))
    request: Request = {"engine": engine, "builder": builder, **_file(draft.content)}
    if described:
        request["bases"] = described
    target = draft.target or draw(_targets(draft))
    if target is not None:
        request["target"] = target
    if draw(one_in(6)):
        request["build_args"] = {"B": draw(pick("scratch", *described))}
    if draw(one_in(20)):
        own = draw(pick("SOURCE_DATE_EPOCH", "BUILDKIT_MULTI_PLATFORM"))
        request.setdefault("build_args", {})[own] = draw(pick("1", "", "today"))
    run: Any = draw(_MAYBE_RUN)
    if draw(one_in(4)):
        run = False
    return request if run is None else {**request, "run": run}


def context_requests(
    *, engine: str = dialects.DEFAULT.key, bases: Mapping[str, Any]
) -> st.SearchStrategy[Request]:
    """Return a request that builds a Dockerfile with one to three named contexts.

    They are called as stages, bases, ``scratch`` or nobody is, as far as a context can be, mostly
    as what the file names, and each is one of the bases.  Shrinks to ``FROM scratch`` and a context
    of that name.

    Args:
        engine: who starts the image; its builder is BuildKit.
        bases: the described images.
    """
    return _context_requests(engine, bases)


@st.composite
def _context_requests(draw: st.DrawFn, engine: str, bases: Mapping[str, Any]) -> Request:
    # What a client says of a text that is none is no answer of the builder's.
    texts = build_requests(engine=engine, bases=bases).filter(lambda made: "dockerfile" in made)
    request: Request = draw(texts)
    text = request["dockerfile"].lower()
    known = ("scratch", *map(str.lower, STAGE_NAMES), *BASES, "base:latest", "nobody")
    named = [name for name in known if name.partition(":")[0] in text]
    names = known if not named or draw(one_in(4)) else named
    contexts = st.dictionaries(
        st.sampled_from(names), st.sampled_from(list(bases.values())), min_size=1, max_size=3
    )
    return {**request, "contexts": draw(contexts)}


def run_requests(*, engine: str = dialects.DEFAULT.key) -> st.SearchStrategy[Request]:
    """Return a request that starts an image config. Shrinks to ``{}``, started as it is.

    Args:
        engine: who starts it.
    """
    return _run_requests(engine)


@st.composite
def _run_requests(draw: st.DrawFn, engine: str) -> Request:
    request: Request = {"engine": engine, "image": draw(image_configs())}
    run = draw(_MOSTLY_RUN)
    return request if run is None else {**request, "run": run}


def cli_requests(*, engine: str = dialects.DEFAULT.key) -> st.SearchStrategy[Request]:
    """Return a request that starts an image config by a command line. Shrinks to ``run image``.

    Args:
        engine: who starts it; it must have a command line of its own.
    """
    program = dialects.engine(engine).command_line
    if program is None:
        raise ValueError(f"{engine} has no command line")
    return _cli_requests(engine, program)


@st.composite
def _cli_requests(draw: st.DrawFn, engine: str, program: str) -> Request:
    return {
        "engine": engine,
        "image": draw(image_configs()),
        "cli": draw(command_lines(program=program)),
    }


def requests(
    *, engine: str = dialects.DEFAULT.key, builder: str | None = None
) -> st.SearchStrategy[Request]:
    """Return a request of any kind that an engine can be asked.

    Shrinks to the empty config, started as it is.

    Args:
        engine: who starts the container.
        builder: who builds; by default what the engine builds with.
    """
    kinds: list[st.SearchStrategy[Request]] = [
        run_requests(engine=engine),
        build_requests(engine=engine, builder=builder),
    ]
    if dialects.engine(engine).command_line is not None:
        kinds.append(cli_requests(engine=engine))
    return st.one_of(kinds)


def _file(content: bytes) -> Request:
    try:
        return {"dockerfile": content.decode()}
    except UnicodeDecodeError:
        return {"dockerfile_b64": base64.b64encode(content).decode()}


def _targets(draft: Draft) -> st.SearchStrategy[str | None]:
    named = [name for name in draft.names if name]
    odd = st.sampled_from(("nope", "0", "9", "", "+1", *(name.swapcase() for name in named)))
    none = st.none()
    if not named:
        return one_in(20).flatmap(lambda yes: odd if yes else none)
    return none | none | none | st.sampled_from(named) | odd


@cache
def _configs() -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "Entrypoint": word_lists(),
        "Cmd": word_lists(),
        "Shell": st.none() | st.just(["/y", "-c"]),
        "OnBuild": one_in(4).flatmap(lambda yes: triggers() if yes else triggers(valid=True)),
        "ArgsEscaped": st.booleans(),
    }
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def _files(draw: st.DrawFn) -> str:
    """Return the Dockerfile of a base: one that every builder can build."""
    shell = [("SHELL", '["/y","-c"]')] if draw(one_in(4)) else []
    commands = [(key, draw(_CALM)) for key in ("ENTRYPOINT", "CMD") if draw(below(2))]
    fired = [("ONBUILD", text) for text in draw(triggers(valid=True)) or () if "\n" not in text]
    said = [("FROM", "scratch"), ("LABEL", "a=b"), *shell, *commands, *fired]
    return "".join(f"{keyword} {rest}\n" for keyword, rest in said)


# A flag is refused, and what continues the line takes the next instruction in.
_CALM = exec_forms(valid=True) | shell_forms().filter(
    lambda text: not text.startswith("--") and "\\" not in text
)
