"""What Podman refuses in an image config before it starts the image, whatever the words are."""

from __future__ import annotations

from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig


def variables_and_signal(image: ImageConfig) -> None:
    """Refuse an image with a variable without a name, or with a stop signal that is not Linux's.

    Recorded on Podman 4.3.1, 5.4.2 and 5.8.6.

    Raises:
        ImageConfigError: the image has one.
    """
    for entry in image.env:
        if not entry.partition("=")[0]:
            raise _bad_variable(entry, "give the variable a name")
    if image.stop_signal:
        _stop_signal(image.stop_signal)


def _stop_signal(text: str) -> None:
    from cmdresolve.go.signals import LAST, signal_number  # noqa: PLC0415 - few images name one

    number = signal_number(text)
    fault = None
    if number is None:
        fault = f"invalid signal: {text}"
    elif number > LAST:
        fault = f"stop signal cannot be greater than {LAST} (SIGRTMAX)"
    if fault is not None:
        raise ImageConfigError(
            fault, code="signal", stage="create", hint="write STOPSIGNAL SIGTERM, or a number"
        )


def _bad_variable(entry: str, hint: str) -> ImageConfigError:
    return ImageConfigError(
        f'invalid image env variable "{entry}"', code="env", stage="create", hint=hint
    )


def variables_and_ports(image: ImageConfig) -> None:
    """Refuse what `variables_and_signal` does, and an exposed port that Podman cannot parse.

    Source: `cmdresolve.dialects.policies.exposed_ports`.

    Raises:
        ImageConfigError: the image has such a variable, or exposes such a port.
    """
    variables_and_signal(image)
    _ports(image)


def whole_variables_and_ports(image: ImageConfig) -> None:
    """Refuse what `variables_and_ports` does, and a variable without a value.

    Recorded on Podman 5.8.6.

    Raises:
        ImageConfigError: the image has such a variable, or exposes such a port.
    """
    variables_and_signal(image)
    for entry in image.env:
        if "=" not in entry:
            raise _bad_variable(entry, f"give the variable a value, if only an empty one: {entry}=")
    _ports(image)


def _ports(image: ImageConfig) -> None:
    if not image.exposed_ports:
        return
    from cmdresolve.dialects.policies.exposed_ports import exposed_fault  # noqa: PLC0415 - few images expose ports

    for port in image.exposed_ports:
        fault = exposed_fault(port)
        if fault is not None:
            raise ImageConfigError(
                fault, code="port", stage="create", hint=f"the image exposes {port}"
            )
