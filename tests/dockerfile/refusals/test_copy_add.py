"""COPY and ADD: what is refused in their flags and sources when they are come to."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.dockerfile.refusals.copy_add import copying_fault

NEW, OLDER, OLD = "buildkit@28.5", "buildkit@26.1", "buildkit@20.10"
DIGEST = "sha256:" + "a" * 64


def fault(keyword: str, sources: list[str], builder: str = NEW, **values: str) -> str | None:
    return copying_fault(keyword, sources, values, dialects.builder(builder))


@pytest.mark.parametrize(
    "mode", ["0", "755", "07777", "000755", "u+x", "=", "a=rX,g-w", "ugo+rwxst-w=u", "+r+w"]
)
def test_takes_a_mode(mode: str) -> None:
    """Octal digits, or the symbols of chmod."""
    assert fault("COPY", ["a"], chmod=mode) is None


@pytest.mark.parametrize("mode", ["8", "999", "10000", "-1", "foo", "u", "u+x,", "u+x u", "0x1"])
def test_refuses_a_mode(mode: str) -> None:
    """Since 28.0; before, what is none was passed over (recorded: 26.1.5, 28.5.2)."""
    assert fault("COPY", ["a"], chmod=mode) is not None
    assert fault("ADD", ["a"], chmod=mode) is not None
    assert fault("COPY", ["a"], OLDER, chmod=mode) is None


@pytest.mark.parametrize("source", ["http://x/y", "https://x/y"])
def test_copy_takes_no_url(source: str) -> None:
    """ADD does."""
    for builder in (NEW, OLD, "classic@28.5"):
        assert fault("COPY", ["a", source], builder) == "source can't be a URL for COPY"
        assert fault("ADD", ["a", source], builder) is None


@pytest.mark.parametrize("source", ["./http://x", "HTTP://x/y", "http:/x", "github.com/a/b"])
def test_copy_takes_what_looks_like_one_for_a_path(source: str) -> None:
    """As the builders do (recorded: 26.1.5, 28.5.2)."""
    assert fault("COPY", [source]) is None


@pytest.mark.parametrize(
    "source", ["https://x/y.git", "http://x/y.git#a:b", "git://x/y", "SSH://git@x/y", "me@x.y:z"]
)
def test_copy_takes_no_git_repository(source: str) -> None:
    """Since 24.0, and never with the classic builder; before, some were URLs."""
    assert fault("COPY", [source]) == "source can't be a git ref for COPY"
    assert fault("COPY", [source], OLD) == (
        "source can't be a URL for COPY" if source.startswith("http") else None
    )


@pytest.mark.parametrize(
    ("sources", "digest", "builder", "message"),
    [
        (["a"], DIGEST, NEW, "checksum requires HTTP(S) or Git sources"),
        (["a"], DIGEST, OLDER, "checksum can't be specified for non-HTTP(S) sources"),
        (["http://a", "http://b"], DIGEST, NEW, "checksum can't be specified for multiple sources"),
        ([], DIGEST, NEW, "checksum can't be specified for multiple sources"),
        (["http://a"], "abc", NEW, "invalid checksum digest format"),
        (["http://a"], DIGEST, NEW, None),
        (["git://a/b"], "abc", NEW, None),
        (["git://a/b"], DIGEST, OLDER, "checksum can't be specified for non-HTTP(S) sources"),
        (["a"], DIGEST, "classic@28.5", None),
        (["a"], "", NEW, None),
    ],
)
def test_a_checksum_is_for_one_download(
    sources: list[str], digest: str, builder: str, message: str | None
) -> None:
    """The classic builder passes it over."""
    assert fault("ADD", sources, builder, checksum=digest) == message


def code(text: str, builder: str = NEW) -> str | None:
    try:
        cr.Dockerfile.parse(text, builder=builder).image()
    except cr.DockerfileError as error:
        return error.code
    return None


def test_variables_are_substituted_first() -> None:
    """Where nobody knows the environment, nobody knows what is copied."""
    text = "FROM {}\nENV A=http://x B=999\nCOPY --chmod=$B a b\nCMD c\n"

    assert code(text.format("scratch")) == "copy"
    assert code(text.format("base")) == "copy"
    assert code(text.format("base").replace("$B", "$C")) is None
    assert code(text.format("base").replace("$B", "9")) == "copy"
    assert code("FROM scratch\nENV A=http://x\nCOPY $A b\n") == "copy"


def test_a_heredoc_is_no_source() -> None:
    """It is neither a URL nor to be summed."""
    assert code("FROM scratch\nCOPY <<http://x /b\nhttp://x\nCMD c\n") is None


def test_what_is_copied_is_looked_at_where_it_is_needed() -> None:
    """A stage that nothing needs may copy what it likes."""
    text = "FROM scratch\nCOPY http://a b\nFROM scratch\nCMD c\n"

    assert code(text) is None
    assert code(text, "classic@28.5") == "copy"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", None),
        ("A", None),
        ("0", None),
        ("+0", None),
        ("", None),
        ("nope", None),
        ("1", "stage-index"),
        ("2", "stage-index"),
        ("-1", "stage-index"),
        ("B", "reference"),
        ("$x", "reference"),
        ("scratch", "reserved-name"),
    ],
)
def test_the_classic_builder_looks_for_a_stage_when_it_copies(
    name: str, expected: str | None
) -> None:
    """Among those that have run (recorded: 20.10.24, 26.1.5, 28.5.2)."""
    text = f"FROM scratch AS a\nENV x=y\nFROM scratch\nCOPY --from={name} /b /c\nCMD d\n"

    for builder in ("classic@20.10", "classic@26.1", "classic@28.5"):
        assert code(text, builder) == expected


@pytest.mark.parametrize(
    ("line", "newest", "older", "oldest"),
    [
        ("COPY --chmod=u+x a b", "copy", "copy", "copy"),
        ("COPY --chmod=10000 a b", "copy", None, None),
        ("COPY --chmod=77777777777 a b", "copy", "copy", "copy"),
        ("COPY --chmod= a b", "copy", "copy", "copy"),
        ("COPY --chown= a b", "flag-value", "flag-value", None),
        ("COPY --chown a b", "unknown-flag", "unknown-flag", "unknown-flag"),
        ("COPY --chown=1 --chown=2 a b", None, None, None),
        ("COPY --link a b", None, "unknown-flag", "unknown-flag"),
        ("COPY --link=false a b", None, None, "unknown-flag"),
        ("COPY --link=x a b", "unknown-flag", "unknown-flag", "unknown-flag"),
        ("COPY --parents a b", None, "unknown-flag", "unknown-flag"),
        ("COPY --exclude=x a b", None, None, "unknown-flag"),
        ("ADD --keep-git-dir a b", "unknown-flag", "unknown-flag", "unknown-flag"),
        ("ADD --keep-git-dir=false a b", None, None, "unknown-flag"),
        ("ADD --checksum=x a b", "copy", "copy", "unknown-flag"),
        ("COPY http://x/y b", "copy", "copy", "copy"),
        ("COPY --from= a b", "copy", "copy", "copy"),
        ("COPY --from=$X a b", "copy", "copy", "copy"),
        ("COPY --exclude=${ a b", "substitution", "substitution", "unknown-flag"),
        ("RUN --network=x y", "flag-value", "flag-value", "unknown-flag"),
        ("RUN --mount= y", "flag-value", "flag-value", None),
    ],
)
def test_buildah_looks_at_flags_one_by_one(
    line: str, newest: str | None, older: str | None, oldest: str | None
) -> None:
    """Where it comes to them (recorded: Buildah 1.43.2, 1.39.3, 1.28.2)."""
    text = f"FROM scratch\n{line}\nCMD c\n"

    for key, expected in (("1.43", newest), ("1.39", older), ("1.28", oldest)):
        assert code(text, f"buildah@{key}") == expected
        assert code(f"{text}FROM scratch\nCMD c\n", f"buildah@{key}") is None


def test_buildah_needs_all_stages_that_share_a_needed_name() -> None:
    """The last of them says what they start from (recorded: Buildah 1.43.2 and 1.39.3)."""
    text = "FROM {} AS a\nFROM scratch AS b\nFROM scratch AS a\nCMD c\n"

    assert code(text.format("X"), "buildah@1.43") == "reference"
    assert code("FROM X AS b\nFROM b AS a\nFROM scratch AS a\n", "buildah@1.43") is None
    assert (
        code("FROM X AS X\nFROM scratch AS X\nFROM scratch AS X\n", "buildah@1.43") == "reference"
    )
    assert (
        code("FROM scratch AS X\nFROM X AS a\nFROM scratch AS a\n", "buildah@1.43") == "reference"
    )


def fired(text: str, trigger: str, builder: str) -> str | None:
    bases = {"base": cr.ImageConfig(on_build=[trigger])}
    try:
        cr.Dockerfile.parse(text, builder=builder).image(bases=bases)
    except cr.DockerfileError as error:
        return error.code
    return None


ORDER = "circular-dependency"


@pytest.mark.parametrize(
    ("name", "newest", "older", "oldest", "classic"),
    [
        ("a", None, ORDER, None, None),
        ("0", None, ORDER, None, None),
        ("b", None, None, None, None),
        ("2", "stage-index", "stage-index", "stage-index", "stage-index"),
        ("scratch", None, ORDER, None, "reserved-name"),
        ("B:x", "reference", ORDER, None, "reference"),
        ("$X", "substitution", ORDER, None, "reference"),
    ],
)
def test_a_trigger_copies_from_what_is_there(
    name: str, newest: str | None, older: str | None, oldest: str | None, classic: str | None
) -> None:
    """What it names is built for it since 28.0 (recorded: 28.5.2, 26.1.5, 20.10.24)."""
    text = 'FROM scratch AS a\nENV x=y\nFROM base AS b\nCMD ["c"]\n'
    trigger = f"COPY --from={name} / /x/"

    assert fired(text, trigger, "buildkit@28.5") == newest
    assert fired(text, trigger, "buildkit@26.1") == older
    assert fired(text, trigger, "buildkit@20.10") == oldest
    assert fired(text, trigger, "classic@28.5") == classic


def test_a_trigger_needs_the_stage_it_copies_from() -> None:
    """What fails in that stage fails then; a later one is not there yet (recorded: 28.5.2)."""
    failing = 'FROM scratch AS a\nLABEL x=${y:?no}\nFROM base\nCMD ["c"]\n'
    later = 'FROM base AS b\nFROM scratch AS later\nENV x=y\nFROM b\nCMD ["c"]\n'
    in_the_file = "FROM scratch AS a\nFROM scratch AS b\nONBUILD COPY --from=a / /x/\nFROM b\n"

    assert fired(failing, "COPY --from=a / /x/", "buildkit@28.5") == "substitution"
    assert fired(later, "COPY --from=later / /x/", "buildkit@28.5") == ORDER
    assert fired(in_the_file, "CMD x", "buildkit@28.5") is None
    assert fired(in_the_file, "CMD x", "buildkit@26.1") == ORDER
    assert fired(failing, "NO x", "buildkit@28.5") == "unknown-instruction"


@pytest.mark.parametrize("trigger", ["RUN --mount= x", "RUN --mount=from=$X x"])
def test_a_trigger_whose_mount_is_none_is_refused_when_it_fires(trigger: str) -> None:
    """Of a base and of a stage (recorded: BuildKit 28.5.2)."""
    in_the_file = f'FROM scratch AS a\nONBUILD {trigger}\nFROM a\nCMD ["c"]\n'

    assert fired('FROM base\nCMD ["c"]\n', trigger, "buildkit@28.5") == "flag-value"
    assert code(in_the_file, "buildkit@28.5") == "flag-value"


def test_a_trigger_mounts_what_is_there() -> None:
    """As COPY takes it (moby/buildkit v0.25.2 convert_runmount.go)."""
    text = 'FROM base\nCMD ["c"]\nFROM scratch AS later\nFROM 0\n'
    text = 'FROM base AS b\nCMD ["c"]\nFROM scratch AS later\nFROM b\n'

    assert fired(text, "RUN --mount=from=later,target=/m x", "buildkit@28.5") == ORDER
    assert fired(text, "RUN --mount=target=/m x", "buildkit@28.5") is None
