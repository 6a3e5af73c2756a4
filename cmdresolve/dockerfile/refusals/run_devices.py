"""The syntax of RUN ``--device``.

Source: moby/buildkit v0.25.2 frontend/dockerfile/instructions/commands_rundevice.go ParseDevice.
"""

from __future__ import annotations

from cmdresolve.go.fields import csv_record
from cmdresolve.go.numbers import FlagValueError, parse_bool
from cmdresolve.model.go_text import lower


def device_fault(text: str) -> str | None:
    """Return BuildKit's reason to refuse the value of ``--device``, or None."""
    try:
        fields = csv_record(text)
    except FlagValueError as fault:
        return f"failed to parse csv devices: {fault}"
    name = ""
    for field in fields:
        key, equals, value = field.partition("=")
        key = lower(key)
        if key == "required":
            try:
                parse_bool(value if equals else "true")
            except FlagValueError:
                return f"invalid value for {key}: {value}"
        elif equals and key == "name":
            if name:
                return f"device name already set to {name}"
            name = value
        elif not name:
            # The name may be given without its key, whatever it looks like.
            name = field
        elif equals:
            return f"unexpected key '{key}' in '{field}'"
        else:
            return f"invalid field '{field}' must be a key=value pair"
    return None
