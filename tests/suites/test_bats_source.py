"""Tests of Bats, read without a shell."""

from __future__ import annotations

import pytest

from tests.suites.bats_source import runs, words

SOURCE = r"""
load helpers

@test "first \"one\"" {
  local dir=${SCRATCH}/a
  cat > $dir/File << _EOF
FROM $base
ENV A=\$B
_EOF
  cat > ${dir}/Other <<'EOF'
$base
EOF
  run_tool build -t "x y" \
      $FLAGS $dir
  expect_output "yes"
  name=$(random)
  run_tool 125 run --name=$name 'a $b'
  expect_output --substring "unknown flag"
  run_tool '?' rm "$unknown"
}
"""


def test_commands_come_with_their_words_files_and_checks() -> None:
    build, run, remove = runs(SOURCE, "tool", {"SCRATCH": "/s", "base": "img", "FLAGS": "-q -r"})

    assert build.test == 'first "one"'
    assert build.words == ["build", "-t", "x y", "-q", "-r", "/s/a"]
    assert build.status == 0
    assert build.files == {"/s/a/File": "FROM img\nENV A=$B\n", "/s/a/Other": "$base\n"}
    assert "yes" in build.said
    assert (run.status, run.words) == (125, ["run", "--name=name", "a $b"])
    assert "unknown flag" in run.said
    assert (remove.status, remove.words) == (None, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a  b", ["a", "b"]),
        ("a'b c'\"d\"", ["ab cd"]),
        ("'' \"\"", ["", ""]),
        (r'a\ b "\$x \n"', ["a b", "$x \\n"]),
        ("a # b", ["a"]),
        ("$none$v/x", ["1", "2/x"]),
        ('"$v"', ["1 2"]),
        ("'$v'", ["$v"]),
        ("a$", ["a$"]),
    ],
)
def test_words_are_split_as_a_shell_does(line: str, expected: list[str]) -> None:
    assert words(line, {"v": "1 2", "none": ""}) == expected
