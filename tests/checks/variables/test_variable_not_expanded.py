"""Variables in words that no shell reads, so that nobody puts a value in their place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, mends, pod

CODE = "variable-not-expanded"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["app", "--port=$PORT"]'), ["sh", "-c", 'exec app "--port=$PORT"']),
        (dockerfile('CMD ["app", "${HOST}:${PORT}"]'), ["sh", "-c", 'exec app "${HOST}:${PORT}"']),
        (
            dockerfile('ENTRYPOINT ["java", "$JAVA_OPTS", "-jar", "a.jar"]\nCMD ["-v"]'),
            ["sh", "-c", 'exec java $JAVA_OPTS -jar a.jar "$@"', "--", "-v"],
        ),
        (
            dockerfile('CMD ["node", "app.js", "$PORT"]', base="node:22"),
            ["docker-entrypoint.sh", "sh", "-c", 'exec node app.js "$PORT"'],
        ),
        (
            dockerfile('ENTRYPOINT ["tini", "--"]\nCMD ["app", "$PORT"]'),
            ["tini", "--", "sh", "-c", 'exec app "$PORT"'],
        ),
        (
            pod(
                'args: ["${HOST}", "$PORT"]\n'
                'env: [{name: HOST, value: h}, {name: PORT, value: "1"}]',
                image={"Entrypoint": ["e"]},
            ),
            ["e", "h", "1"],
        ),
        (compose('command: ["serve", "$$PORT"]'), ["sh", "-c", 'exec serve "$PORT"']),
        (
            pod("command: [serve, $HOME]"),
            ["sh", "-c", 'exec serve "$HOME"'],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A variable is in words that no shell reads, and reaches the program unchanged."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["perl", "-e", "print $x"]'),
        dockerfile('CMD ["awk", "{print $NF}", "f"]'),
        dockerfile('CMD ["sh", "-c", "exec app $PORT"]'),
        dockerfile("CMD app $PORT"),
        dockerfile('CMD ["envsubst", "$HOME"]'),
        pod('args: ["--a=$(B)"]\nenv: [{name: B, value: b}]', image={"Entrypoint": ["e"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


def test_a_text_that_is_cut_is_not_mended_without_its_end() -> None:
    """The mend of the cut has a shell, which reads the variable too."""
    request = compose("command: echo $$HOME && ./b")

    assert mends(CODE, request) is None
    assert mends("compose-cuts-text", request) == [["sh", "-c", "echo $HOME && ./b"]]
