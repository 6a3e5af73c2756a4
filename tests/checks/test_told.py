"""Findings without a mend that is sure: that they are told, and how grave they are."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.batch.protocol import answer

BASES = {"debian:12": {"Cmd": ["bash"]}}


def told(request: dict[str, Any]) -> list[tuple[str, str]]:
    found = answer({**request, "explain": True})["findings"]
    return [(x["code"], x["severity"]) for x in found]


def built(text: str) -> dict[str, Any]:
    return {"dockerfile": f"FROM debian:12\n{text}\n", "bases": BASES}


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ('ENTRYPOINT ["sh", "-c"]', "script-missing", "error"),
        ('CMD ["~/bin/serve"]', "pattern-without-shell", "warning"),
        ('CMD ["ls", "*.py"]', "pattern-without-shell", "warning"),
        (
            'ENTRYPOINT [ -f x ] && ./run\nCMD ["-v"]',
            "shell-entrypoint-ignores-arguments",
            "warning",
        ),
        ('CMD ["a", "$B", "&&", "c"]', "operator-without-shell", "error"),
    ],
)
def test_what_is_told_of_a_dockerfile(text: str, code: str, severity: str) -> None:
    assert (code, severity) in told(built(text))


@pytest.mark.parametrize("words", [["pytest", "tests/*.py"], ["java", "-cp", "/lib/*", "a.B"]])
def test_programs_that_know_patterns_get_them(words: list[str]) -> None:
    assert told({"image": {"Cmd": words}}) == []


def test_a_base_whose_cmd_is_a_mere_shell_loses_nothing() -> None:
    assert told(built('ENTRYPOINT ["/app"]')) == []


def test_findings_stand_beside_unknown_and_error_alike() -> None:
    """The protocol has them wherever they are asked for."""
    unknown = answer({"dockerfile": 'FROM x\nCMD ["npm start"]\n', "explain": True})
    assert "unknown" in unknown
    assert [x["code"] for x in unknown["findings"]] == ["program-with-blanks", "on-build-unknown"]
    refused = answer({"dockerfile": "FROM scratch\nEXPOSE 80 # a\n", "explain": True})
    assert refused["error"]["stage"] == "build"
    assert [x["code"] for x in refused["findings"]] == ["comment-behind-instruction"]


def test_the_gravest_come_first() -> None:
    text = 'CMD [\'x\']\nENTRYPOINT ["npm start"]\nCMD ["-n 4"]'
    severities = [severity for _, severity in told(built(text))]
    order = ("error", "warning", "info")
    assert severities == sorted(severities, key=order.index)
    assert len(severities) > 1


def test_a_mend_is_safe_where_it_is_the_only_one_and_nothing_is_assumed() -> None:
    (sure,) = answer({**built('CMD ["npm start"]'), "explain": True})["findings"]
    assert [mend["safe"] for mend in sure["mends"]] == [True]
    assumed = answer({"dockerfile": 'FROM x\nCMD ["npm start"]\n', "explain": True})["findings"][0]
    assert [mend["safe"] for mend in assumed["mends"]] == [False]
