"""GitLab's code quality report.

Source: docs.gitlab.com, "Code Quality", "Code quality report format".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from cmdresolve.render.reports.checked import Checked, identity_of, pairs, place_of

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def text(files: Iterable[Checked]) -> str:
    """Return the report, a JSON array."""
    seen: Counter[str] = Counter()
    report = []
    for checked, finding in pairs(files):
        place = place_of(checked, finding)
        identity = identity_of(checked, finding)
        # GitLab drops a finding whose fingerprint it has seen; findings that differ only in their
        # line are numbered, since the line itself would change with every edit above it.
        seen[identity] += 1
        named = f"{identity}\0{seen[identity]}".encode(errors="surrogatepass")
        report.append(
            {
                "description": finding.message,
                "check_name": finding.code,
                "fingerprint": hashlib.sha256(named).hexdigest(),
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": place.path, "lines": {"begin": place.line}},
            }
        )
    return json.dumps(report, indent=2)
