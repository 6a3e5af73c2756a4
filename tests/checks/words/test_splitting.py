"""One word cut into those that it was meant to be."""

from __future__ import annotations

import pytest

from cmdresolve.checks.words.splitting import Cut, cut


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("npm start", Cut(("npm", "start"), needs_shell=False)),
        ("java -jar 'my app.jar'", Cut(("java", "-jar", "my app.jar"), needs_shell=False)),
        ("a && b", Cut(("a", "b"), needs_shell=True)),
        ("serve $PORT", Cut(("serve", "$PORT"), needs_shell=True)),
        ("A=1 serve", Cut(("A=1", "serve"), needs_shell=True)),
        ("ls *.py", Cut(("ls", "*.py"), needs_shell=True)),
        ("a # b", Cut(("a",), needs_shell=True)),
        ("'open", None),
        ("", None),
        ("case x in esac", None),
    ],
)
def test_a_text_is_cut_as_a_shell_would(text: str, found: Cut | None) -> None:
    """And told whether only a shell reads it; nothing where no shell would."""
    assert cut(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("work --queue $(Q)", Cut(("work", "--queue", "$(Q)"), needs_shell=False)),
        ("work $(Q) && b", Cut(("work", "$(Q)", "b"), needs_shell=True)),
        ("work $(Q)/$(R-1)", Cut(("work", "$(Q)/$(R-1)"), needs_shell=False)),
        ("work $(date +%s)", Cut(("work", "$(date +%s)"), needs_shell=True)),
        ("work )", None),
        ("'work", None),
    ],
)
def test_a_variable_of_a_pod_is_as_good_as_a_word(text: str, found: Cut | None) -> None:
    """No shell has to read it."""
    assert cut(text, pod=True) == found
