"""The answer on the assumption that images without a config set no field."""

from __future__ import annotations

from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.resolving.explanation import bases_of
from cmdresolve.resolving.resolution import Assumption, Resolution
from cmdresolve.resolving.resolver import resolve

_FIELDS = {
    "Entrypoint": ("ENTRYPOINT", "entrypoint"),
    "Cmd": ("CMD", "cmd"),
    "Shell": ("SHELL", "shell"),
}


def assume(resolution: Resolution) -> Assumption | None:
    """Resolve again on the assumption that images without a config set no field.

    A shell-form text of which only the shell is unknown gets the default shell. A config that the
    atlas guesses from other tags of the same line counts as known.

    Returns:
        The answer with its conditions; None if it is known without any, if nothing would be left to
        start, or if it is still unknown, because no image config would settle it.
    """
    if not resolution.unknown:
        return None
    image = resolution.image.as_assumed()
    override = resolution.override
    if override.variables is not None:
        override = override._replace(variables=override.variables.as_supposed())
    try:
        answer = resolve(image, override, engine=resolution.engine, limits=resolution.limits)
    except CmdResolveError:
        return None
    return None if answer.unknown else Assumption(answer, tuple(_conditions(resolution, image)))


def _conditions(resolution: Resolution, image: ImageConfig) -> list[str]:
    """Return what is assumed, one sentence for each unknown field and variable."""
    supposed = {
        basis.reference: basis.described.config
        for basis in bases_of(image)
        if basis.supposed and basis.described is not None
    }
    conditions = []
    for value in (resolution.head, resolution.tail):
        if isinstance(value, Unknown):
            name, attribute = _FIELDS[value.field]
            like = getattr(supposed.get(value.image), attribute, value)
            if isinstance(like, Unknown):
                conditions.append(f"{value.image} sets no {name}")
            elif like is None:
                conditions.append(f"{value.image} sets no {name} (nor does its line)")
            else:
                conditions.append(f"{value.image} has the {name} of its line")
    variables = resolution.override.variables
    conditions += [
        one.condition
        for one in (() if variables is None else variables.supposed)
        if any(need.startswith(f"{one.name} of ") for need in resolution.unresolved)
    ]
    return list(dict.fromkeys(conditions))
