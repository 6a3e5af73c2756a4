"""What a reader should be told beside the answer, with the line to paste."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, ImageConfig, Override, resolve

WEB = ImageConfig(cmd=["nginx", "-g", "daemon off;"], name="web")


def told(image: ImageConfig, override: Override | None = None) -> list[tuple[str, str | None]]:
    return [(x.code, x.mend) for x in resolve(image, override or Override()).notes]


def built(text: str) -> ImageConfig:
    return Dockerfile.parse(text).image(bases={"web": WEB})


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ('FROM web\nENTRYPOINT ["/e"]\n', 'CMD ["nginx", "-g", "daemon off;"]'),
        (
            'FROM web AS a\nFROM a\nENTRYPOINT ["/e"]\n',
            'CMD ["nginx", "-g", "daemon off;"]',
        ),
        ('FROM scratch AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["/e"]\n', 'CMD ["x"]'),
    ],
)
def test_a_cmd_that_an_entrypoint_cleared_is_given_back(text: str, mend: str) -> None:
    """moby/moby#35027: asked about since 2017."""
    assert [x for x in told(built(text)) if x[0] == "inherited-cmd-lost"] == [
        ("inherited-cmd-lost", mend)
    ]


@pytest.mark.parametrize(
    "text",
    [
        'FROM web\nENTRYPOINT ["/e"]\nCMD ["y"]\n',
        'FROM web\nCMD ["y"]\nENTRYPOINT ["/e"]\n',
        "FROM web\n",
        'FROM scratch\nENTRYPOINT ["/e"]\n',
    ],
)
def test_a_cmd_that_is_not_lost_needs_no_note(text: str) -> None:
    assert resolve(built(text)).notes == ()


@pytest.mark.parametrize(
    ("entrypoint", "args", "mend"),
    [
        (["/bin/sh", "-c", "java -jar app.jar"], ["x"], 'ENTRYPOINT ["java", "-jar", "app.jar"]'),
        (["/bin/sh", "-c", "exec java"], ["x"], 'ENTRYPOINT ["java"]'),
        (
            ["/bin/sh", "-c", "java $OPTS"],
            ["x"],
            'ENTRYPOINT ["/bin/sh", "-c", "java $OPTS \\"$@\\"", "--"]',
        ),
        (["/bin/sh", "-c", "cd /app"], ["x"], None),
        (
            ["/bin/sh", "-c", 'echo "$1"'],
            ["x"],
            'ENTRYPOINT ["/bin/sh", "-c", "echo \\"$1\\"", "--"]',
        ),
        (
            ["/bin/sh", "-c", "A=1 run"],
            ["x"],
            'ENTRYPOINT ["/bin/sh", "-c", "A=1 run \\"$@\\"", "--"]',
        ),
    ],
)
def test_a_shell_entrypoint_that_ignores_its_arguments_can_pass_them_on(
    entrypoint: list[str], args: list[str], mend: str | None
) -> None:
    """moby/moby#3751, #9959."""
    assert told(ImageConfig(entrypoint=entrypoint), Override(args=args)) == [
        ("shell-entrypoint-ignores-arguments", mend)
    ]


@pytest.mark.parametrize(
    ("entrypoint", "args"),
    [
        (["/bin/sh", "-c", 'run "$@"', "--"], ["x"]),
        (["/bin/sh", "-c", "run", "--"], None),
        (["/bin/sh", "-c", "run"], None),
        (["run"], ["x"]),
    ],
)
def test_an_entrypoint_that_loses_nothing_needs_no_note(
    entrypoint: list[str], args: list[str] | None
) -> None:
    assert told(ImageConfig(entrypoint=entrypoint), Override(args=args)) == []


@pytest.mark.parametrize(
    ("cmd", "override", "mend"),
    [
        (["echo", "hello"], Override(), 'CMD ["echo hello"]'),
        (["echo"], Override(), None),
        (None, Override(args=["echo", "$HOME"]), "docker run img 'echo $HOME'"),
    ],
)
def test_a_script_that_was_split_is_joined(
    cmd: list[str] | None, override: Override, mend: str
) -> None:
    """moby/moby#21014, docker-py#2342: ENTRYPOINT ["sh", "-c"] prints an empty line."""
    image = ImageConfig(entrypoint=["sh", "-c"], cmd=cmd)
    assert told(image, override) == ([] if mend is None else [("script-is-one-word", mend)])


def test_a_base_without_a_name_is_called_the_base() -> None:
    image = Dockerfile.parse('FROM x\nENTRYPOINT ["e"]\n').image(
        bases={"x": ImageConfig(cmd=["c"])}
    )
    assert resolve(image).notes[0].message == (
        "ENTRYPOINT at Dockerfile:2 clears the CMD that the base brings; to keep it, say it again "
        "in this stage"
    )


def test_the_words_that_are_not_read_are_counted() -> None:
    (note,) = resolve(ImageConfig(entrypoint=["sh", "-c"], cmd=list("abcdef"))).notes
    assert "it never reads the 5 words after it (its $0, $1, $2…)" in note.text


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ('ENTRYPOINT ["/e"]\nCMD run it', 'CMD ["run", "it"]'),
        ('ENTRYPOINT ["/e"]\nCMD exec run', 'CMD ["run"]'),
        ('ENTRYPOINT ["/e"]\nCMD echo $HOME', None),
        ('ENTRYPOINT ["/e"]\nCMD cd /x', None),
    ],
)
def test_a_shell_form_cmd_under_an_entrypoint_is_three_arguments(
    text: str, mend: str | None
) -> None:
    assert told(built(f"FROM scratch\n{text}\n")) == [("shell-cmd-is-arguments", mend)]


@pytest.mark.parametrize(
    "text",
    [
        'ENTRYPOINT ["/e"]\nCMD ["run"]',
        "CMD run",
        'ENTRYPOINT ["sh", "-c"]\nCMD ["run"]',
        "ENTRYPOINT e\nCMD run",
    ],
)
def test_other_pairs_have_no_such_note(text: str) -> None:
    assert "shell-cmd-is-arguments" not in [
        code for code, _ in told(built(f"FROM scratch\n{text}"))
    ]
