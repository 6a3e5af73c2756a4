"""Regular expressions that are compiled when they are first used.

To compile all of them takes as long as to start Python, and most runs use few.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern, and turns its methods into its own at the first use."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern that is compiled when it is first used; a fault in it shows only then."""
    return cast("re.Pattern[str]", _Late(text, flags))
