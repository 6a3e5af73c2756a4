"""Images and what is given at start, for the properties of the merge."""

from __future__ import annotations

from hypothesis import strategies as st

from cmdresolve import ImageConfig, Override, Unknown, dialects, resolve
from cmdresolve.model.errors import NoCommandError, OverrideError
from cmdresolve.resolving.resolution import Resolution

#: One engine for each way of merging that there is.
MERGES = list(
    {
        (
            record.read_entrypoint,
            record.read_args,
            record.clears_sole_empty,
            record.no_command is None,
            record.expands,
            record.init,
        ): record.key
        for record in dialects.ENGINES
        if record.rewrite_argv is None
    }.values()
)
#: Those that start what they have merged; what a shell makes of it first is no law of the merge.
ENGINES = [record.key for record in dialects.ENGINES if record.rewrite_argv is None]

ENV = ("A=1", "E=")

_WORDS = [
    "a",
    "b",
    "",
    "/bin/sh",
    "-c",
    "echo $1",
    'x "$@"',
    "null",
    "[]",
    "$(A)",
    "$(E)",
    "$$",
    "é",
]

words = st.sampled_from(_WORDS) | st.text(max_size=3)
lists = st.lists(words, max_size=4)
filled = st.lists(words, min_size=1, max_size=4)
texts = words | st.lists(st.sampled_from(['"a"', '"b"', "null", "1"]), max_size=3).map(
    lambda parts: f"[{','.join(parts)}]"
)
fields = st.none() | lists
images = st.builds(ImageConfig, entrypoint=fields, cmd=fields, env=st.sampled_from([(), ENV]))
unknowns = st.builds(
    Unknown, st.just("base"), st.sampled_from(["Cmd", "Shell"]), st.just(()) | st.just(("x",))
)
half_known = st.builds(ImageConfig, entrypoint=fields | unknowns, cmd=fields | unknowns)
overrides = st.builds(
    Override,
    entrypoint=fields | texts,
    args=fields | words,
    init=st.booleans(),
)
engines = st.sampled_from(ENGINES)


def resolved(image: ImageConfig, override: Override, engine: str) -> Resolution | None:
    """Resolve; None where the engine refuses."""
    try:
        return resolve(image, override, engine=engine)
    except (NoCommandError, OverrideError):
        return None


def read(override: Override, engine: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return entrypoint and arguments as the engine's interface reads them."""
    record = dialects.engine(engine)
    return record.read_entrypoint(override.entrypoint), record.read_args(override.args)
