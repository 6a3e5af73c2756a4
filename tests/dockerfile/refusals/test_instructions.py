"""What a builder refuses in one instruction: the code, the line and the column of each fault."""

from __future__ import annotations

import pytest

import cmdresolve as cr

BK = "buildkit@28.5"
BA = "buildah@1.43"


def refusal(text: str, builder: str = BK) -> tuple[str, int | None, int | None]:
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text, builder=builder).image()
    assert caught.value.stage == "build"
    return caught.value.code, caught.value.line, caught.value.column


@pytest.mark.parametrize(
    ("line", "code", "column", "message"),
    [
        ("FOO x", "unknown-instruction", 1, "unknown instruction: FOO"),
        ("  CMDD x", "unknown-instruction", 3, "unknown instruction: CMDD"),
        ("CMD --foo x", "unknown-flag", 5, "unknown flag: --foo"),
        ("SHELL --x []", "unknown-flag", 7, "unknown flag: --x"),
        ("CMD --- x", "unknown-flag", 5, "unknown flag: ---"),
        ("COPY --chown=a --chown=b x y", "duplicate-flag", 16, "specified: --chown"),
        ("COPY --chown x y", "flag-value", 6, "missing a value on flag: --chown"),
        ("COPY --link= x y", "flag-value", 6, "missing a value on flag: --link"),
        ("COPY --link=x x y", "flag-value", 6, "expecting boolean value for flag --link, not: x"),
        ("ENV", "arguments", 1, "ENV requires at least one argument"),
        ("ENV a", "key-value", 5, "ENV must have two arguments"),
        ("ENV a=1 b", "key-value", 9, "can't find = in"),
        ("ENV =x", "key-value", 1, "ENV names can not be blank"),
        ("LABEL a=1 b c=2", "key-value", 11, "can't find = in"),
        ("WORKDIR", "arguments", 1, "WORKDIR requires exactly one argument"),
        ("USER", "arguments", 1, "USER requires exactly one argument"),
        ("MAINTAINER", "arguments", 1, "MAINTAINER requires exactly one argument"),
        ("STOPSIGNAL", "arguments", 1, "STOPSIGNAL requires exactly one argument"),
        ("STOPSIGNAL NOPE", "signal", 12, "invalid signal: NOPE"),
        ("EXPOSE", "arguments", 1, "EXPOSE requires at least one argument"),
        ("EXPOSE x", "port", 8, "invalid containerPort: x"),
        ("EXPOSE 'x", "substitution", 1, "single-quote"),
        ("VOLUME", "arguments", 1, "VOLUME requires at least one argument"),
        ('VOLUME [""]', "arguments", 1, "VOLUME specified can not be an empty string"),
        ("VOLUME $NOPE", "arguments", 1, "VOLUME specified can not be an empty string"),
        ("COPY a", "arguments", 1, "COPY requires at least two arguments"),
        ("ADD a", "arguments", 1, "ADD requires at least two arguments"),
        ("COPY a <<EOF\nEOF", "heredoc-destination", 1, "cannot accept a heredoc as a destination"),
        ("ARG", "arguments", 1, "ARG requires at least one argument"),
        ("ARG =x", "key-value", 1, "ARG names can not be blank"),
        ("SHELL", "shell-empty", 1, "SHELL requires at least one argument"),
        ("SHELL []", "shell-empty", 1, "SHELL requires at least one argument"),
        ("SHELL sh -c", "shell-json", 7, "SHELL requires the arguments to be in JSON form"),
        ("SHELL [1]", "json-not-strings", 8, "arrays must be comprised of strings only"),
        ("ONBUILD", "arguments", 1, "ONBUILD requires at least one argument"),
        ("ONBUILD FROM x", "onbuild-trigger", 9, "FROM isn't allowed as an ONBUILD trigger"),
        ("ONBUILD maintainer x", "onbuild-trigger", 9, "MAINTAINER isn't allowed"),
        ("ONBUILD ONBUILD CMD", "onbuild-chain", 9, "Chaining ONBUILD"),
        ("ONBUILD CMD [1]", "json-not-strings", 14, "strings only"),
        ("ONBUILD --x CMD a", "unknown-flag", 9, "unknown flag: --x"),
        ("HEALTHCHECK", "arguments", 1, "HEALTHCHECK requires at least one argument"),
        ("HEALTHCHECK NONE x", "healthcheck", 1, "HEALTHCHECK NONE takes no arguments"),
        ("HEALTHCHECK FOO x", "healthcheck", 13, 'Unknown type "FOO" in HEALTHCHECK (try CMD)'),
        ("HEALTHCHECK CMD", "healthcheck", 1, "Missing command after HEALTHCHECK CMD"),
        ("HEALTHCHECK --interval=x CMD a", "healthcheck", 1, 'time: invalid duration "x"'),
        ("HEALTHCHECK --interval=1us CMD a", "healthcheck", 1, "cannot be less than 1ms"),
        ("HEALTHCHECK --retries=x CMD a", "healthcheck", 1, 'parsing "x": invalid syntax'),
        ("HEALTHCHECK --retries=-1 CMD a", "healthcheck", 1, "--retries must be at least 0"),
        ("HEALTHCHECK CMD [1]", "json-not-strings", 18, "strings only"),
        ("FROM", "from-arguments", 1, "FROM requires either one or three arguments"),
        ("FROM a b", "from-arguments", 6, "FROM requires either one or three arguments"),
        ("FROM a of b", "from-arguments", 6, "FROM requires either one or three arguments"),
        ("FROM scratch AS 1a", "stage-name", 17, 'invalid name for build stage: "1a"'),
        ("LABEL a=${", "substitution", 7, "missing '}'"),
        ("USER 'x", "substitution", 6, "single-quote"),
    ],
)
def test_an_instruction_is_refused(line: str, code: str, column: int, message: str) -> None:
    """BuildKit's refusal, at the place of the fault."""
    text = f"FROM scratch\n{line}\n"

    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text).image()

    error = caught.value
    assert (error.code, error.line, error.column) == (code, 2, column)
    assert message in error.message


@pytest.mark.parametrize(
    "line",
    [
        "COPY --link a b",
        "COPY --link=true --exclude=x --exclude=y a b",
        "HEALTHCHECK NONE",
        "healthcheck none",
        'HEALTHCHECK --interval=0s --timeout= --retries=0 CMD ["a"]',
        "HEALTHCHECK --start-interval=1s CMD a",
        "ENV a=1 b='x y' c\\ d=2",
        "ENV a b c",
        "ENV a=' =b'",
        "ARG a=' =b'",
        "VOLUME /a /b",
        "ARG --x y",
        "MAINTAINER me",
        "ADD --checksum=x --keep-git-dir git://a b",
        "EXPOSE 80 8080:80/tcp",
    ],
)
def test_an_instruction_is_taken(line: str) -> None:
    """What looks odd and is right."""
    text = f'FROM scratch\n{line}\nCMD ["a"]\n'

    assert cr.Dockerfile.parse(text).image().cmd == ("a",)
    assert cr.Dockerfile.parse(text, builder="buildkit@28.5").instructions[1].args in line


@pytest.mark.parametrize("line", ["ENV a=' =b'", "ARG a=' =b'", "STOPSIGNAL 9"])
def test_the_reference_reading_takes_it_too(line: str) -> None:
    """An equals sign behind a blank is no pair without a name when quotes hold it."""
    text = f'FROM scratch\n{line}\nCMD ["a"]\n'

    assert cr.Dockerfile.parse(text, builder="classic@28.5").image().cmd == ("a",)


@pytest.mark.parametrize("line", ["WORKDIR ''", 'WORKDIR ""', "WORKDIR $unset", "WORKDIR ${unset}"])
def test_a_working_directory_of_nothing(line: str) -> None:
    """Only the classic builder refuses it (recorded: all of 20.10.24, 26.1.5 and 28.5.2)."""
    text = f"FROM scratch\nENV A=b\n{line}\nCMD x\n"
    for builder in ("buildkit@20.10", "buildkit@26.1", "buildkit@28.5", "buildah@1.43"):
        image = cr.Dockerfile.parse(text, builder=builder).image()
        assert (image.cmd, image.working_dir) == (("/bin/sh", "-c", "x"), "/")
    for builder in ("classic@20.10", "classic@26.1", "classic@28.5"):
        with pytest.raises(cr.DockerfileError, match="cannot normalize nothing") as caught:
            cr.Dockerfile.parse(text, builder=builder).image()
        assert (caught.value.code, caught.value.line, caught.value.column) == ("workdir", 3, 9)


def test_a_working_directory_of_nothing_is_the_one_before() -> None:
    """BuildKit and Buildah stay where they are."""
    text = "FROM scratch\nWORKDIR /a\nWORKDIR $unset\nCMD x\n"

    assert cr.Dockerfile.parse(text).image().working_dir == "/a"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("FOO x", ("unknown-instruction", 2, 1)),
        ("ENV =x", None),
        ("ARG =x", None),
        ("WORKDIR ''", None),
        ("STOPSIGNAL 9", None),
        ("HEALTHCHECK --retries=0 CMD a", ("healthcheck", 2, 1)),
        ("CMD --x y", None),
        ("EXPOSE 99999", None),
    ],
)
def test_buildah_refuses_less(line: str, expected: tuple[str, int, int] | None) -> None:
    """Buildah checks an instruction when it comes to it, and less of it."""
    text = f'FROM scratch\n{line}\nCMD ["a"]\n'

    if expected is None:
        assert cr.Dockerfile.parse(text, builder=BA).image().cmd == ("a",)
    else:
        assert refusal(text, BA) == expected


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("FRM x", "did you mean FROM?"),
        ("COPY --chwn=a x y", "did you mean --chown?"),
        ("CMD --foo", 'put "--" before it'),
        ("QQQQ", None),
        ('"b"]', "end that line with a backslash"),
        ("FROM a # note", "FROM takes no comment behind it"),
        ("FROM a of b", "write AS instead of of"),
        ("FROM a b", "write FROM IMAGE, or FROM IMAGE AS NAME"),
        ("CMD [1]", 'write "1" in quotes'),
        ("CMD [[]]", "leave the inner brackets out"),
        ("ENV a", "write ENV a=value"),
        ("ENV a=b c", "write c=value, or quote the value before it"),
        ("ENV a=b # note", "a comment must stand on its own line"),
        ("LABEL a=b #note", "a comment must stand on its own line"),
        ("EXPOSE 80 # note", "a comment must stand on its own line"),
        ("EXPOSE 99999", None),
        ("STOPSIGNAL SIGTERM # note", "a comment must stand on its own line"),
        ("STOPSIGNAL x", None),
        ("HEALTHCHECK NONE # note", "a comment must stand on its own line"),
        ("HEALTHCHECK --timeout=1s # note", "a comment must stand on its own line"),
        ("HEALTHCHECK RUN a", None),
        ('CMD["/x"]', 'did you mean CMD? Write a space after it: CMD ["/x"]'),
        ('Cmd["/x", "y"]', 'did you mean CMD? Write a space after it: CMD ["/x", "y"]'),
        ('ENTRYPOINT["/x"]', 'did you mean ENTRYPOINT? Write a space after it: ENTRYPOINT ["/x"]'),
        (f'RUN["{"x" * 60}"]', "did you mean RUN? Write a space after it"),
        ('RUNN["x"]', None),
    ],
)
def test_a_refusal_says_how_to_mend_it(line: str, hint: str | None) -> None:
    """The hint is about the mistake that was made."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(f"FROM scratch\n{line}\n").image()

    if hint is None:
        assert caught.value.hint is None
    else:
        assert hint in (caught.value.hint or "")


@pytest.mark.parametrize("builder", [BK, "classic@26.1", BA])
def test_run_may_have_no_command(builder: str) -> None:
    """A shell is started with an empty script (seen on Docker 26.1.5's classic builder)."""
    text = 'FROM scratch\nRUN\nCMD ["a"]\n'

    assert cr.Dockerfile.parse(text, builder=builder).image().cmd == ("a",)
