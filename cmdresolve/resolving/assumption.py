"""What would start if the images that nobody described said nothing; marked as assumed."""

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
    """Return the answer on the assumption that images nobody described say nothing.

    A script whose shell alone is unknown gets the default shell. An image that the atlas supposes
    to be like other tags of its line is taken to be like them.

    Returns:
        The answer with its conditions. None where the answer is known without any, where nothing
        would be left to start, or where no image could tell what is unknown.
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
