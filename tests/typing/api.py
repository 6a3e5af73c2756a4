"""The public names as a type checker sees them; tests/test_typing.py has mypy read this file."""

from __future__ import annotations

from typing import Any, assert_type

import cmdresolve as cr

image = cr.ImageConfig(entrypoint=["nginx"], cmd=["-g", "daemon off;"])
assert_type(image, cr.ImageConfig)
assert_type(cr.ImageConfig(entrypoint=None, cmd=()), cr.ImageConfig)
assert_type(cr.ImageConfig.from_json({"Cmd": ["a"]}), cr.ImageConfig)

answer = cr.resolve(image)
assert_type(answer, cr.Resolution)
assert_type(answer.argv, tuple[str, ...])
assert_type(answer.documented, str)
assert_type(answer.unknown, tuple[str, ...])
assert_type(answer.words, tuple[cr.Word, ...])
assert_type(answer.dropped, tuple[cr.Dropped, ...])
assert_type(answer.steps, tuple[cr.Step, ...])
assert_type(answer.explain(), str)
assert_type(answer.words[0].value, str)
assert_type(answer.words[0].origin.describe(), str)
assert_type(answer.dropped[0].words, tuple[str, ...])
assert_type(answer.dropped[0].reason, str)

override = cr.Override(args=["-t"])
assert_type(override, cr.Override)
assert_type(cr.resolve(image, override).argv, tuple[str, ...])
assert_type(cr.resolve(image, cr.Override(entrypoint=["sh"]), engine="podman@5.8"), cr.Resolution)

build = cr.Dockerfile.parse("FROM debian:12\nCMD a\n")
assert_type(build, cr.Dockerfile)
assert_type(
    build.image(
        target=None,
        build_args={},
        bases={"debian:12": cr.ImageConfig(cmd=["bash"])},
        builder="buildkit@28.5",
    ),
    cr.ImageConfig,
)

assert_type(build.bases_needed(target=None, build_args={}, platform="linux/arm64"), tuple[str, ...])
assert_type(build.image(bases=cr.atlas()), cr.ImageConfig)
assert_type(build.image(bases=lambda name: cr.ImageConfig(name=name)), cr.ImageConfig)
assumed = cr.resolve(build.image()).assumed
assert assumed is not None
assert_type(assumed.argv, tuple[str, ...])
assert_type(assumed.conditions, tuple[str, ...])

line = cr.docker_run(["docker", "run", "-it", "--entrypoint", "sh", "img", "-c", "ls"])
assert_type(line, cr.RunCommand)
assert_type(line.override, cr.Override)
assert_type(line.image, str)

run = cr.ComposeRun(entrypoint="sh", args=("-c", "ls"))
service = cr.compose_service(["services: {web: {image: img}}"], "web", env={"A": "b"}, run=run)
assert_type(service, cr.ServiceCommand)
assert_type(service.override, cr.Override)
container = cr.pod_container("kind: Pod", "app", engine="kubernetes")
assert_type(container, cr.PodContainer)
assert_type(container.override, cr.Override)

assert_type(cr.matrix(), cr.Matrix)
assert_type(cr.matrix().mark(image), cr.Matrix)
assert_type(cr.dialect("docker@28.5"), cr.Engine | cr.Builder)
assert_type(cr.answer({}), dict[str, Any])
assert_type(cr.Limits(text=1000).expanded, int)
assert_type(cr.atlas(as_of="2026-01-01"), cr.Atlas)

assert_type(cr.__version__, str)
assert_type(cr.Dockerfile.from_file("Dockerfile", builder="classic@28.5"), cr.Dockerfile)
assert_type(answer.argv_list, list[str])
assert_type(answer.notes, tuple[cr.Finding, ...])
assert_type(cr.check(answer), tuple[cr.Finding, ...])
assert_type(answer.notes[0].mends, tuple[cr.Mend, ...])
assert_type(answer.notes[0].mends[0].edits, tuple[cr.Edit, ...])
assert_type(line.notes, tuple[cr.Note, ...])
assert_type(answer.to_json(), dict[str, Any])
assert_type(image.to_json(), dict[str, Any])
assert_type(answer.assumed, cr.Assumption | None)
assert_type(answer.bases, tuple[cr.Basis, ...])
assert_type(answer.shell, cr.Shell | None)
assert_type(cr.matrix().cells[0][0], cr.Cell)
assert_type(image.trace() if image.trace else None, cr.Trace | None)
assert_type(cr.exec_form(["a"]) + cr.shell_line(["a"]) + cr.yaml_list(["a"]), str)
assert_type(service.build, cr.Build | None)
assert_type(cr.pod_containers({"kind": "Pod"}), tuple[cr.PodContainer, ...])
assert_type(cr.compose_service([{"services": {}}], "web").resolve(image), cr.Resolution)


def start(command: cr.StartCommand) -> cr.Resolution:
    """Whatever starts a container can be resolved."""
    return command.resolve(image)


def place(origin: cr.Origin) -> tuple[cr.Source, cr.Span] | None:
    """An origin is one of six."""
    if isinstance(origin, cr.InDockerfile | cr.InYaml):
        return origin.source, origin.span
    assert_type(origin, cr.InImage | cr.InCommandLine | cr.InOverride | cr.ByDefault)
    return None


assert_type(cr.ExecForm(("a",)).words, tuple[str, ...])
assert_type(cr.ShellForm("a b").text, str | None)
assert_type(cr.Unknown("debian:12", "Cmd").need, str)


def code(error: cr.CmdResolveError) -> str:
    """Every error has these."""
    assert_type(error.message, str)
    assert_type(error.line, int | None)
    return error.code


try:
    cr.resolve(image)
except (cr.NoCommandError, cr.DockerfileError, cr.OverrideError, cr.UnknownImageError) as error:
    assert_type(code(error), str)
except (cr.ComposeError, cr.YamlError, cr.WrongTypeError) as error:
    assert_type(error.span, cr.Span | None)
except (cr.DialectError, cr.ImageConfigError, cr.InternalError, cr.LimitError) as error:
    assert_type(error.hint, str | None)
