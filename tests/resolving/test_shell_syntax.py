"""Scripts as a POSIX shell reads them: their commands, and what they need a shell for."""

from __future__ import annotations

import pytest

from cmdresolve.resolving.shell_syntax import read_script


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("a b", [("", "a", ["b"], "")]),
        ("./a | tee log", [("", "./a", [], "|"), ("|", "tee", ["log"], "")]),
        ("a && b || c", [("", "a", [], "&&"), ("&&", "b", [], "||"), ("||", "c", [], "")]),
        ("a\nb", [("", "a", [], "\n"), ("\n", "b", [], "")]),
        ("a; b & c", [("", "a", [], ";"), (";", "b", [], "&"), ("&", "c", [], "")]),
        ("a 'b c' \"d $E\" f\\ g", [("", "a", ["b c", "d $E", "f g"], "")]),
        ("a > x 2>&1 b", [("", "a", ["b"], "")]),
        ("A=1 b", [("", "b", [], "")]),
        ("if [ -f x ]; then a; fi", [("if", "[", ["-f", "x", "]"], ";"), ("then", "a", [], ";")]),
        ("while a; do b; done", [("while", "a", [], ";"), ("do", "b", [], ";")]),
        ("for i in 1 2; do a $i; done", [("do", "a", ["$i"], ";")]),
        ("(a; b)", [("(", "a", [], ";"), (";", "b", [], ")")]),
        ("{ a; }", [("{", "a", [], ";")]),
        ("a # b; c", [("", "a", [], "")]),
        ("a#b", [("", "a#b", [], "")]),
        ("a \\\nb", [("", "a", ["b"], "")]),
        ('a "b\\"c\\\nd\\e"', [("", "a", ['b"cd\\e'], "")]),
        ('a "$ b" "$\'"', [("", "a", ["$ b", "$'"], "")]),
        ("! a", [("!", "a", [], "")]),
        ("a $ b$", [("", "a", ["$", "b$"], "")]),
        ('a "$" "`b`"', [("", "a", ["$", "`b`"], "")]),
        ("a `b \\`c\\` d`", [("", "a", ["`b \\`c\\` d`"], "")]),
        ("a $(b \\) '(' \")\" (c))", [("", "a", ["$(b \\) '(' \")\" (c))"], "")]),
        (
            "if a; then b; elif c; then d; else e; fi",
            [
                ("if", "a", [], ";"),
                ("then", "b", [], ";"),
                ("elif", "c", [], ";"),
                ("then", "d", [], ";"),
                ("else", "e", [], ";"),
            ],
        ),
        ("until a; do b; done", [("until", "a", [], ";"), ("do", "b", [], ";")]),
        ("for i in 1 | 2; do a; done", [("do", "a", [], ";")]),
        ("echo done", [("", "echo", ["done"], "")]),
    ],
)
def test_the_simple_commands_of_a_script(
    text: str, commands: list[tuple[str, str, list[str], str]]
) -> None:
    """Each with what stands before and behind it (POSIX 2.9)."""
    script = read_script(text)

    assert script is not None
    assert [
        (x.before, x.program, [word.value for word in x.words[1:]], x.after)
        for x in script.commands
    ] == commands


@pytest.mark.parametrize(
    "text",
    [
        "a 'b",
        'a "b',
        "a $(b",
        "case x in a) b;; esac",
        "f() { a; }",
        "cat <<E\nE",
        "if a",
        "a\\",
        "fi",
        'a "$(b',
        'a "b\\',
        "a `b",
        "a `b\\`",
        "a ${b",
        "a $('b)",
        "a $'b'",
        'a $"b"',
        "function f { a; }",
        "esac",
        "in",
        "do a; done",
        "if a; do b; fi",
        "then a",
        "while a; then b; done",
        "if a; then b; done",
        "a;; b",
        "a)",
        "(a",
        "a (b)",
        "a\rb",
    ],
)
def test_what_is_not_read_gives_no_script(text: str) -> None:
    assert read_script(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("npm start", ("npm", "start")),
        ("exec java -jar 'a b.jar'", ("java", "-jar", "a b.jar")),
        ("a $B", None),
        ("a `b`", None),
        ("a ~/b", None),
        ("a *.py", None),
        ("a '*.py'", ("a", "*.py")),
        ("cd /x", None),
        ("A=1 b", None),
        ("a; b", None),
        ("a > b", None),
        ("a # b", None),
        ("exec", None),
        ("", None),
    ],
)
def test_the_words_of_a_script_that_needs_no_shell(
    text: str, words: tuple[str, ...] | None
) -> None:
    script = read_script(text)

    assert (None if script is None else script.words) == words


def test_what_only_a_shell_does_is_listed() -> None:
    script = read_script('cd /x && a "$B" ${C:-d} $(e) > f; exec g\n')

    assert script is not None
    assert script.expansions == ("$B", "${C:-d}", "$(e)")
    assert script.operators == ("&&", ">", ";")
    assert script.builtins == ("cd",)


@pytest.mark.parametrize(
    ("word", "globs"),
    [("[a]", True), ("[[]", True), ("[a[]", True), ("[]", False), ("[a", False), ("a]", False)],
)
def test_a_bracket_expression_is_a_pattern_for_names(word: str, globs: bool) -> None:  # noqa: FBT001
    script = read_script(word)

    assert script is not None
    assert script.tokens[0].globs is globs
