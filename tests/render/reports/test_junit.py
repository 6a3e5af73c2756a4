"""JUnit's XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from cmdresolve.render.reports import junit
from tests.render.reports.samples import FILES


def test_junit_is_xml_whatever_a_message_holds() -> None:
    suite = ET.fromstring(junit.text(FILES)).find("testsuite")
    assert suite is not None

    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == [
        "web, x/Dockerfile",
        "compose.yaml a",
        "empty.yaml b",
    ]
    assert [len(case) for case in cases] == [1, 1, 0]
