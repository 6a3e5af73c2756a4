"""What the tests of the suites share: the cases that a suite finds in files of its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.suites.suite import Case, NotAsked, Suite, judge, numbered


def found(suite: Suite, files: Mapping[str, str]) -> dict[str, Any]:
    """Return what a suite expects by the names of its cases; of one not asked, the reason.

    Every case must agree: the samples are of what the library knows.
    """
    cases = list(numbered(suite.read(files)))
    for judged in judge(case for case in cases if isinstance(case, Case)):
        assert judged.agrees, judged
    return {
        case.name: case.reason if isinstance(case, NotAsked) else case.expected for case in cases
    }
