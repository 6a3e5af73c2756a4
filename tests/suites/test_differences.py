"""The differences that are known: each of a suite there is, and with a reason."""

from __future__ import annotations

import json
import re

from tests.suites.__main__ import SUITES
from tests.suites.reporting import DIFFERENCES, known_differences


def test_each_is_of_a_suite_and_says_why() -> None:
    names = [suite.name for suite in SUITES]

    assert set(json.loads(DIFFERENCES.read_text(encoding="utf-8"))) <= set(names)
    for name in names:
        for difference in known_differences(name):
            re.compile(difference.case)
            assert len(difference.reason.split()) > 3
