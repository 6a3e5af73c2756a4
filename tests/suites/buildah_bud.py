"""Buildah's build tests: which of their Dockerfiles it builds, and which it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import cmdresolve as cr
from tests.suites.bats_source import Run, runs
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

_BUILDAH = "buildah@1.44"
_VARIABLES = {
    "BUDFILES": "tests/bud",
    "TEST_SOURCES": "tests",
    "TEST_SCRATCH_DIR": "/scratch",
    "WITH_POLICY_JSON": "",
    "myarch": "amd64",
    "myplatform": "linux/amd64",
}
#: The options of `buildah build` that take a word, as far as its tests use them.
_WITH_VALUE = frozenset(
    "-f --file -t --tag --target --build-arg --build-arg-file --platform --arch --os "
    "--variant --label --layer-label --annotation --iidfile --authfile -v --volume --format "
    "--network --isolation --runtime --runtime-flag --ignorefile --build-context --secret "
    "--ssh --cache-from --cache-to --cache-ttl --cap-add --cap-drop --env --unsetenv "
    "--unsetlabel --unsetannotation --from --add-host --dns --dns-search --dns-option --creds "
    "--cert-dir --decryption-key --device --hooks-dir --ipc --pid --uts --userns --userns-uid-map "
    "--userns-gid-map --userns-uid-map-user --userns-gid-map-group --logfile --manifest "
    "--memory -m --memory-swap --cpu-period --cpu-quota --cpu-shares -c --cpuset-cpus "
    "--cpuset-mems --cgroup-parent --security-opt --shm-size --signature-policy --sign-by "
    "--timestamp --source-date-epoch --ulimit --output -o --retry --retry-delay --sbom "
    "--sbom-output --sbom-image-output --cw --jobs --http-proxy --cpp-flag --os-version "
    "--os-feature --group-add --rusage-logfile --compat-volumes --metadata-file".split()
)
#: What leads to an image that its Dockerfile alone does not tell.
_CHANGING = {"--from": "the base is given anew", "--cpp-flag": "the file is made by a preprocessor"}
#: Of what a build fails that has files and reaches a registry, or for its own options.
_OF_THE_RUN = re.compile(
    r"no such file|not found|does not exist|permission|lookup|checking on sources|copier|"
    r"exit status",
    re.IGNORECASE,
)


_BUILD = re.compile(r"(?:(?:\d+|\?|'\?')\s+)?(?:build|bud|build-using-dockerfile)\s")


class _Asked(NamedTuple):
    """What a command line asks for."""

    files: list[str]
    context: list[str]
    options: Mapping[str, list[str]]


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the builds of its tests."""
    for run in runs(files["tests/bud.bats"], "buildah", _VARIABLES):
        if not _BUILD.match(run.line):
            continue
        if run.words is None:
            yield NotAsked(run.test, "a word of its command is computed")
        else:
            yield _case(files, run, _asked(run.words[1:]))


def _asked(words: Sequence[str]) -> _Asked:
    options: dict[str, list[str]] = {}
    rest = []
    told = iter(words)
    for word in told:
        name, equals, value = word.partition("=")
        if word == "-" or not word.startswith("-"):
            rest.append(word)
        elif name.startswith("--") and equals:
            options.setdefault(name, []).append(value)
        elif word in _WITH_VALUE:
            options.setdefault(word, []).append(next(told, ""))
        elif re.match(r"-[ftv].", word):
            options.setdefault(word[:2], []).append(word[2:])
        else:
            options.setdefault(name, []).append("true")
    return _Asked([*options.get("-f", []), *options.get("--file", [])], rest, options)


def _case(files: Files, run: Run, asked: _Asked) -> Case | NotAsked:
    changing = next((why for name, why in _CHANGING.items() if name in asked.options), None)
    if changing is not None:
        return NotAsked(run.test, changing)
    text = _dockerfile(files, run, asked)
    if text is None:
        return NotAsked(run.test, "its Dockerfile is computed, is not one file, or comes by pipe")
    ask = partial(_build, text, asked.options, _arguments(files, run, asked.options))
    if run.status == 0:
        return Case(run.test, ACCEPTED, ask)
    if run.status != 125 or _OF_THE_RUN.search(run.said):
        return NotAsked(run.test, "the build fails for a file, a command, an option or a registry")
    return Case(run.test, REFUSED, ask)


def _dockerfile(files: Files, run: Run, asked: _Asked) -> str | None:
    if len(asked.files) > 1 or len(asked.context) > 1 or asked.files == ["-"]:
        return None
    context = (asked.context or ["."])[0].rstrip("/")
    names = asked.files or ["Containerfile", "Dockerfile"]
    for name in names:
        for path in (name, f"{context}/{name}") if asked.files else (f"{context}/{name}",):
            place = re.sub(r"/(\./)*/*", "/", path)
            found = run.files.get(place) or files.get(place)
            if found is not None and not place.endswith(".in"):
                return found
    return None


def _arguments(files: Files, run: Run, options: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the build arguments: those of files first."""
    lines = [
        line
        for path in options.get("--build-arg-file", [])
        for line in (run.files.get(path) or files.get(path) or "").splitlines()
        if not line.startswith("#")
    ]
    told = [*lines, *options.get("--build-arg", [])]
    return dict(word.split("=", 1) for word in told if "=" in word)


def _build(text: str, options: Mapping[str, list[str]], arguments: Mapping[str, str]) -> object:
    kind = "/docker" if options.get("--format") == ["docker"] else ""
    platforms = ",".join(options.get("--platform", [])).split(",")
    for platform in platforms:
        cr.Dockerfile.parse(text, builder=f"{_BUILDAH}{kind}").image(
            target=options.get("--target", [None])[-1],
            build_args=dict(arguments),
            platform=platform or None,
            bases=cr.atlas(),
            contexts={
                name: cr.ImageConfig(name=name)
                for name in (x.partition("=")[0] for x in options.get("--build-context", []))
            },
        )
    return ACCEPTED


SUITE = Suite("Buildah, build", "containers/buildah", read)
