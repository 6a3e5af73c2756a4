"""What an engine refuses of an image before it starts it, whatever words come of the merge."""

from __future__ import annotations

from cmdresolve.errors import ImageConfigError
from cmdresolve.image import ImageConfig


def variables(image: ImageConfig) -> None:
    """Refuse a variable without a name.

    Recorded on Podman 5.8.6; 5.4.2 and 4.3.1 say it in other words.

    Raises:
        ImageConfigError: the image has one.
    """
    for entry in image.env:
        if entry.startswith("="):
            raise ImageConfigError(
                f'invalid image env variable "{entry}"',
                code="env",
                stage="create",
                hint="give the variable a name",
            )


def variables_and_ports(image: ImageConfig) -> None:
    """Refuse what `variables` does, and a port that is none.

    Source: `cmdresolve.exposed`.

    Raises:
        ImageConfigError: the image has such a variable, or exposes such a port.
    """
    variables(image)
    if not image.exposed_ports:
        return
    from cmdresolve.exposed import exposed_fault  # noqa: PLC0415 - few images expose ports

    for port in image.exposed_ports:
        fault = exposed_fault(port)
        if fault is not None:
            raise ImageConfigError(
                fault, code="port", stage="create", hint=f"the image exposes {port}"
            )
