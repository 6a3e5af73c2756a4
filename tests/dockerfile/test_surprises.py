"""What a naive reader of Dockerfiles gets wrong: one named test for each surprise."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr

BK = "buildkit@28.5"
OLD = "buildkit@26.1"
CL = "classic@28.5"
BA = "buildah@1.43"
BD = "buildah@1.43/docker"
BASES = {
    "base": cr.ImageConfig(entrypoint=["/e"], cmd=["c"]),
    "shelled": cr.ImageConfig(shell=["bash", "-c"]),
    "trigger": cr.ImageConfig(on_build=['ENTRYPOINT ["t"]', 'CMD ["u"]']),
}


def built(text: str, builder: str = BK, **asked: Any) -> cr.ImageConfig:
    return cr.Dockerfile.parse(text, builder=builder).image(bases=BASES, **asked)


def cmd(line: str, builder: str = BK) -> Any:
    try:
        return built(f"FROM scratch\n{line}\n", builder).cmd
    except cr.DockerfileError as error:
        return error.code


def sh(text: str) -> tuple[str, ...]:
    return ("/bin/sh", "-c", text)


def test_broken_json_is_text_and_valid_json_of_more_than_strings_is_an_error() -> None:
    """A fault makes shell form, silently; a non-string is refused; a huge number is a fault."""
    assert cmd("CMD ['a']") == sh("['a']")
    assert cmd("CMD [1]") == "json-not-strings"
    assert cmd("CMD [1e400]") == sh("[1e400]")


def test_a_comment_behind_an_array_flips_its_meaning_by_version() -> None:
    """Since Docker 27.1 it is a script; Buildah and older ones take the array."""
    assert cmd('CMD ["a"] # c') == sh('["a"] # c')
    assert cmd('CMD ["a"] # c', OLD) == ("a",)
    assert cmd('CMD ["a"] # c', BA) == ("a",)


def test_a_hash_at_a_line_end_is_text_and_a_hash_line_inside_vanishes() -> None:
    """Even in the middle of a string."""
    assert cmd("CMD a # b") == sh("a # b")
    assert cmd('CMD ["a\\\n#gone\nb"]') == ("ab",)


def test_a_continuation_keeps_indentation_and_passes_blank_lines() -> None:
    """No space is added, and a blank line does not end it."""
    assert cmd("CMD a\\\n  b") == sh("a  b")
    assert cmd("CMD a\\\n\n\nb") == sh("ab")


def test_two_backslashes_end_the_line_but_not_in_buildah() -> None:
    """The doubled escape is text in moby."""
    assert cmd("CMD a \\\\\nUSER b") == sh("a \\\\")
    assert cmd("CMD a \\\\\nUSER b", BA) == sh("a \\USER b")


@pytest.mark.parametrize("entrypoint", ['ENTRYPOINT ["x"]', "ENTRYPOINT []", "ENTRYPOINT x"])
@pytest.mark.parametrize("builder", [BK, CL, BA])
def test_entrypoint_clears_the_inherited_cmd_only(builder: str, entrypoint: str) -> None:
    """Not one set in the same stage, before or after; a stage counts as a base."""
    assert not built(f"FROM base\n{entrypoint}\n", builder).cmd
    assert built(f'FROM base\nCMD ["k"]\n{entrypoint}\n', builder).cmd == ("k",)
    assert built(f'FROM base\n{entrypoint}\nCMD ["k"]\n', builder).cmd == ("k",)
    assert not built(f'FROM scratch AS s\nCMD ["k"]\nFROM s\n{entrypoint}\n', builder).cmd


def test_an_empty_cmd_protects_in_buildkit_alone() -> None:
    """There it is invisible; elsewhere what comes after is cleared."""
    text = 'FROM scratch\nCMD {}\nENTRYPOINT ["e"]\n'

    assert [built(text.format("[]"), builder).cmd for builder in (BK, CL, BD)] == [None] * 3
    assert built(text.format(""), BK).cmd == ("/bin/sh", "-c", "")
    assert built(text.format(""), CL).cmd is None


def test_bare_entrypoint_and_bare_cmd() -> None:
    """With nothing after it, each builder has its own idea."""
    text = "FROM scratch\n{}\n"
    bare = {
        builder: (
            built(text.format("ENTRYPOINT"), builder).entrypoint,
            built(text.format("CMD"), builder).cmd,
        )
        for builder in (BK, CL, BA)
    }

    assert bare == {
        BK: (("/bin/sh", "-c", ""), ("/bin/sh", "-c", "")),
        CL: (None, ("/bin/sh", "-c")),
        BA: (None, ("/bin/sh", "-c")),
    }


def test_shell_counts_from_where_it_stands_and_comes_with_a_base() -> None:
    """And does nothing in Buildah."""
    text = 'FROM scratch\nENTRYPOINT a\nSHELL ["s"]\nCMD b\n'

    assert (built(text).entrypoint, built(text).cmd) == (sh("a"), ("s", "b"))
    assert built("FROM shelled\nCMD b\n").cmd == ("bash", "-c", "b")
    assert built("FROM shelled\nCMD b\n", BD).cmd == sh("b")


def test_a_shell_form_entrypoint_keeps_cmd_in_argv() -> None:
    """The words are there; the script does not look at them."""
    image = built('FROM scratch\nENTRYPOINT x\nCMD ["y"]\n')

    assert cr.resolve(image).argv == ("/bin/sh", "-c", "x", "y")


@pytest.mark.parametrize("builder", [BK, CL, BA])
def test_nothing_is_expanded(builder: str) -> None:
    """Neither ENV nor ARG reaches CMD, ENTRYPOINT or SHELL; a trigger is read anew."""
    head = "FROM scratch\nENV A=1\nARG B=2\n"

    assert built(head + 'CMD ["$A", "${B}"]\n', builder).cmd == ("$A", "${B}")
    assert built(head + "CMD $A ${B}\n", builder).cmd == sh("$A ${B}")
    if builder != BA:
        assert built("# escape=`\nFROM scratch AS a\nONBUILD CMD b\\\nFROM a\nUSER u\n").cmd == sh(
            "b"
        )


def test_a_flag_of_cmd_is_unknown_and_two_dashes_are_the_way() -> None:
    """Buildah eats it."""
    assert cmd("CMD --x") == "unknown-flag"
    assert cmd("CMD -- --x") == sh("--x")
    assert cmd("CMD --x y", BA) == sh("y")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CMD a\x1c", sh("a\x1c")),
        ("CMD a\u2028b", sh("a\u2028b")),
        ("CMD a\x0cb", sh("a\x0cb")),
        ("CMD a\u0085", sh("a")),
        ("CMD [NaN]", sh("[NaN]")),
        ("CMD [" + "9" * 5000 + "]", sh("[" + "9" * 5000 + "]")),
        ("CMD [" + "9" * 300 + "]", "json-not-strings"),
        ('CMD ["\\udc00"]', ("\ufffd",)),
        ('CMD ["\udce2\udc82"]', ("\ufffd\ufffd",)),
        ('ENTRYPO\u0130NT ["e"]\nCMD ["c"]', ("c",)),
        ('\u017fHELL ["e"]', "unknown-instruction"),
    ],
)
def test_python_s_idea_of_text_is_not_go_s(line: str, expected: Any) -> None:
    """White space, lower case, numbers, surrogates and bad bytes."""
    assert cmd(line) == expected


def test_windows_paths_in_json() -> None:
    """Some become shell form, the others get control characters."""
    assert cmd(r'CMD ["C:\x.exe"]') == sh(r'["C:\x.exe"]')
    assert cmd(r'CMD ["C:\bin\tool"]') == ("C:\bin\tool",)


@pytest.mark.parametrize("builder", [BK, CL, BA])
def test_one_empty_word_is_stored_and_clears_cmd(builder: str) -> None:
    """It is not the empty array."""
    image = built('FROM base\nENTRYPOINT [""]\n', builder)

    assert (image.entrypoint, image.cmd) == (("",), None)


def test_args_escaped_is_normal_on_linux_and_changes_nothing() -> None:
    """BuildKit sets it with every CMD."""
    image = built("FROM scratch\nCMD a\n")

    assert image.args_escaped
    assert cr.resolve(image).argv == sh("a")


def test_from_and_its_names() -> None:
    """Comments are words, a number is an image, case matters by builder."""
    stages = 'FROM scratch AS Foo\nCMD ["a"]\nFROM {}\nUSER u\n'

    with pytest.raises(cr.DockerfileError):
        built("FROM scratch # c\n")
    assert cr.resolve(built("FROM scratch\nFROM 0\n")).unknown == ("Entrypoint of 0", "Cmd of 0")
    assert built(stages.format("foo"), BK).cmd == ("a",)
    assert built(stages.format("FOO"), CL).cmd == ("a",)
    assert built(stages.format("Foo"), BA).cmd == ("a",)
    assert built(stages.format("Foo"), BA, target="0").cmd == ("a",)


def test_heredocs_hide_what_looks_like_cmd() -> None:
    """Their end is the whole word; an apostrophe before disables them."""
    assert cmd('CMD a\nRUN <<E;\nCMD ["x"]\nE\nE;') == sh("a")
    assert cmd("CMD a\nRUN it's <<E\nCMD b\nRUN E") == sh("b")


@pytest.mark.parametrize("first", ["\n", "#!/x\n", "# check=skip=all\n"])
def test_directives_are_first_or_nothing(first: str) -> None:
    """A blank line, a shebang, or a key that an old builder does not know ends them."""
    text = f"{first}# escape=`\nFROM scratch\nCMD a `\n"

    assert built(text, OLD).cmd == sh("a `")


def test_a_base_must_be_described_and_its_triggers_may_replace_everything() -> None:
    """ONBUILD alone can set both fields."""
    image = built("FROM trigger\n")

    assert (image.entrypoint, image.cmd) == (("t",), ("u",))
    assert cr.resolve(built("FROM nope\n")).unknown == ("Entrypoint of nope", "Cmd of nope")


def test_null_empty_and_absent_are_stored_by_builder() -> None:
    """One value to readers, three to a byte comparison."""
    text = "FROM scratch\nCMD []\nENTRYPOINT []\n"
    stored = {
        builder: (built(text, builder).entrypoint, built(text, builder).cmd)
        for builder in (BK, CL, BA, BD)
    }

    assert stored == {BK: (None, None), CL: (None, None), BA: (None, None), BD: ((), None)}
