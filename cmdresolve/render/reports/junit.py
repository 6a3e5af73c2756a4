"""JUnit's XML: a test case for each file, with a failure for each finding in it.

Source: the schema that Jenkins' xunit plugin ships (junit-10.xsd).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from cmdresolve.model.finding import Finding
from cmdresolve.render.reports.checked import Checked, place_of

# Characters that XML 1.0 does not allow, not even as a reference (2.2 Characters).
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(files: Iterable[Checked]) -> str:
    """Return the report, an XML document."""
    checked = list(files)
    failures = sum(len(_failing(one)) for one in checked)
    suites = ET.Element("testsuites")
    suite = ET.SubElement(
        suites,
        "testsuite",
        name="cmdresolve",
        tests=str(len(checked)),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    for one in checked:
        case = ET.SubElement(suite, "testcase", classname=_said(one.path), name=_said(_name(one)))
        for finding in _failing(one):
            place = place_of(one, finding)
            failure = ET.SubElement(
                case, "failure", message=_said(finding.message), type=finding.code
            )
            lines = [f"{place.path}:{place.line}:{place.column}: {finding.message}"]
            lines += [mend.text for mend in finding.mends[:1]]
            failure.text = _said("\n".join(lines))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode")


def _failing(checked: Checked) -> list[Finding]:
    """Return the findings that fail a test case, which are all but those of severity info."""
    return [finding for finding in checked.findings if finding.severity != "info"]


def _name(checked: Checked) -> str:
    return f"{checked.path} {checked.part}".rstrip()


def _said(text: str) -> str:
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
