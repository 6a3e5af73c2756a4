"""nginx -g gets its directives in several words, or without the ; at their end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, line, mends, pod

CODE = "nginx-directives"
MEANT = ["nginx", "-g", "daemon off;"]


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("CMD nginx -g daemon off;"), MEANT),
        (dockerfile("CMD exec nginx -g daemon off;"), MEANT),
        (dockerfile('CMD ["nginx", "-g", "daemon", "off;"]'), MEANT),
        (dockerfile('CMD ["nginx", "-g", "daemon off"]'), MEANT),
        (dockerfile('CMD ["nginx", "-g daemon off"]'), MEANT),
        (
            dockerfile('CMD ["nginx", "-g", "daemon", "off", "-c", "/x"]'),
            [*MEANT, "-c", "/x"],
        ),
        (
            dockerfile("CMD envsubst < a > b && nginx -g daemon off;"),
            ["/bin/sh", "-c", "envsubst < a > b && nginx -g 'daemon off;'"],
        ),
        (
            dockerfile("CMD nginx -g daemon off; echo over"),
            ["/bin/sh", "-c", "nginx -g 'daemon off;'; echo over"],
        ),
        (
            dockerfile('CMD ["sh", "-c", "a; exec nginx -g daemon off;"]'),
            ["sh", "-c", "a; exec nginx -g 'daemon off;'"],
        ),
        (compose("command: nginx -g daemon off;"), MEANT),
        (compose("command: [nginx, '-g', daemon, 'off;']"), MEANT),
        (pod("command: [nginx]\nargs: ['-g', daemon off]"), MEANT),
        (line("docker run i nginx -g daemon off", {"Cmd": ["sh"]}), MEANT),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["nginx", "-g", "daemon off;"]'),
        dockerfile('CMD ["nginx", "-g daemon off;"]'),
        dockerfile('CMD ["nginx", "-g", "events {}"]'),
        dockerfile("CMD nginx -g 'daemon off;'"),
        dockerfile('CMD nginx -g "daemon off; user x;" -c /y'),
        dockerfile('CMD ["nginx"]'),
        dockerfile('CMD ["nginx", "-g", "\'daemon off;\'"]'),
        dockerfile('CMD ["nginx", "-g"]'),
        dockerfile("CMD echo nginx -g daemon"),
        compose('command: nginx -g "daemon off;"'),
    ],
)
def test_nothing_is_told_of_what_is_right(request_: dict[str, Any]) -> None:
    assert mends(CODE, request_) is None
