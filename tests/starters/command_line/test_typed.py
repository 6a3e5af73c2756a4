"""Any line that one was about to type: who reads it, or what is said of it."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.compose_line import ComposeLine
from cmdresolve.starters.command_line.docker_run import RunCommand
from cmdresolve.starters.command_line.kube_line import KubeLine
from cmdresolve.starters.command_line.programs import COMMANDS, PROGRAMS, STARTS, is_line
from cmdresolve.starters.command_line.typed import read_line


@pytest.mark.parametrize(
    ("text", "image", "args"),
    [
        ("docker run i a", "i", ("a",)),
        ("docker container run i a", "i", ("a",)),
        ("docker create i a", "i", ("a",)),
        ("podman run i a", "i", ("a",)),
        ("sudo -E docker run i a", "i", ("a",)),
        ("env A=1 docker run i a", "i", ("a",)),
        ("A=1 B=2 docker run i a", "i", ("a",)),
        ("time docker run i a", "i", ("a",)),
        ("command docker run i a", "i", ("a",)),
        ("nohup docker run i a", "i", ("a",)),
        ("winpty docker run -it i a", "i", ("a",)),
        ("timeout -k 5 10 docker run i a", "i", ("a",)),
        ("/usr/bin/docker run i a", "i", ("a",)),
        ("docker.exe run i a", "i", ("a",)),
        ("C:\\bin\\Docker.EXE run i a", "i", ("a",)),
        ("docker --context x run i a", "i", ("a",)),
        ("docker run compose up", "compose", ("up",)),
        ("docker run exec a", "exec", ("a",)),
    ],
)
def test_a_run_is_read_whatever_stands_before_it(
    text: str, image: str, args: tuple[str, ...]
) -> None:
    line = read_line(text.split(" "))
    assert isinstance(line, RunCommand)
    assert (line.image, line.override.args) == (image, args)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("docker compose run web a -b", ComposeLine("run", "web", args=("a", "-b"))),
        (
            "docker compose run --rm -e A=1 --entrypoint x web",
            ComposeLine("run", "web", entrypoint="x"),
        ),
        (
            "docker compose run web --entrypoint x",
            ComposeLine("run", "web", args=("--entrypoint", "x")),
        ),
        ("docker compose run --entrypoint= web", ComposeLine("run", "web", entrypoint="")),
        ("docker compose up", ComposeLine("up")),
        ("docker compose up -d web --build", ComposeLine("up", "web")),
        ("docker compose up web db", ComposeLine("up", "web", more=("db",))),
        ("docker compose create web", ComposeLine("create", "web")),
        (
            (
                "docker compose -f a.yml --file=b.yml -p n --env-file e --profile x --profile y "
                "--project-directory d run web"
            ),
            ComposeLine(
                "run",
                "web",
                files=("a.yml", "b.yml"),
                env_files=("e",),
                profiles=("x", "y"),
                project_name="n",
                project_directory="d",
            ),
        ),
        ("docker-compose -f a.yml up web", ComposeLine("up", "web", files=("a.yml",))),
        ("sudo docker --context c compose up web", ComposeLine("up", "web")),
        ("docker compose run -T -v a:b -p 1:2 web", ComposeLine("run", "web")),
    ],
)
def test_a_line_of_compose_is_read(text: str, line: ComposeLine) -> None:
    assert read_line(text.split(" ")) == line


@pytest.mark.parametrize(
    ("text", "engine", "line"),
    [
        ("podman kube play pod.yaml", None, KubeLine("pod.yaml", "kube-play@5.8")),
        ("podman play kube pod.yaml", None, KubeLine("pod.yaml", "kube-play@5.8")),
        ("podman kube play --replace - -q", "podman@5.4", KubeLine("-", "kube-play@5.4")),
        ("podman kube play p --network n", "kube-play@5.4", KubeLine("p", "kube-play@5.4")),
        ("podman --log-level debug kube play p", None, KubeLine("p", "kube-play@5.8")),
    ],
)
def test_a_line_that_plays_a_manifest_is_read(
    text: str, engine: str | None, line: KubeLine
) -> None:
    assert read_line(text.split(" "), engine=engine) == line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("docker exec -it box sh", "docker exec is not read: it runs its words, as they stand"),
        ("docker container exec box sh", "docker exec is not read: it runs its words"),
        ("podman exec box 'ls -l'", "podman exec is not read: it runs its words"),
        ("docker service create i", "docker service is not read: it makes a service of Swarm"),
        ("docker stack deploy x", "docker stack is not read: it hands a file to Swarm"),
        ("docker build .", "docker build is not read: it builds an image"),
        ("docker image build .", "docker build is not read: it builds an image"),
        ("docker buildx build .", "docker buildx is not read: it builds an image"),
        ("docker start box", "docker start is not read: it starts a container that was made"),
        ("docker commit box i", "docker commit is not read: it makes an image of a container"),
        ("podman compose up", "podman compose is not read: it hands the line to"),
        ("podman-compose up", "podman-compose is not read: it is another program"),
        ("nerdctl run --rm i ls", "nerdctl is not read: it is another program"),
        ("sudo nerdctl run i", "nerdctl is not read: it is another program"),
        ("buildah run c ls", "buildah run is not read: it runs its words in a working"),
        ("buildah config --cmd a c", "buildah is not read: it changes a working container"),
        ("kubectl run p --image=i", "kubectl run is not read: it makes a Pod"),
        ("kubectl apply -f p.yaml", "kubectl apply is not read: it hands manifests"),
        ("helm template .", "helm is not read: it prints manifests"),
        ("docker compose exec web sh", "docker compose exec is not read"),
        ("docker compose ps", "docker compose ps is not read"),
        ("docker compose", "docker compose is not followed by a command"),
        ("docker ps", "'docker ps' starts no container from an image"),
        ("podman kube play", "no manifest is named"),
        ("podman kube play a b", "2 manifests are named"),
        ("make run", "'make' is not docker or podman"),
    ],
)
def test_a_line_that_is_not_read_says_so_and_what_to_do(text: str, told: str) -> None:
    """As a fault of the question: whatever the words are, they are no argv."""
    with pytest.raises(OverrideError) as caught:
        read_line(text.split(" "))
    assert caught.value.message.startswith(told)
    assert caught.value.stage == "request"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("docker compose --nope run web", "unknown-flag"),
        ("docker compose run --nope web", "unknown-flag"),
        ("docker compose run", "no-service"),
        ("docker compose run --entrypoint", "flag-needs-argument"),
        ("docker compose run --rm=maybe web", "flag-value"),
        ("docker compose run --help", "help"),
        ("docker compose --version", "help"),
        ("podman kube play --nope p", "unknown-flag"),
        ("podman kube play --help", "help"),
        ("docker run --nope i", "unknown-flag"),
    ],
)
def test_what_the_program_itself_refuses_is_refused(text: str, code: str) -> None:
    with pytest.raises(OverrideError) as caught:
        read_line(text.split(" "))
    assert (caught.value.code, caught.value.stage) == (code, "create")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("docker run i", "alone with_image"),
        ("sudo docker run i", "alone with_image"),
        ("nerdctl run i", "alone with_image"),
        ("kubectl run p", "alone with_image"),
        ("kubectl get pods", "alone"),
        ("buildah run c ls", "alone with_image"),
        ("buildah bud", "alone"),
        ("helm template .", "alone"),
        ("time ls", ""),
        ("env A=1 sh", ""),
        ("A=1", ""),
        ("ls", ""),
        ("", ""),
    ],
)
def test_a_line_is_told_from_words_for_a_program_in_the_image(text: str, known: str) -> None:
    """Where the image is known, only what starts a container for certain is a line."""
    words = text.split(" ")
    assert is_line(words) is ("alone" in known)
    assert is_line(words, has_image=True) is ("with_image" in known)


def test_every_program_that_is_named_has_an_end_for_all_its_commands() -> None:
    """And those that are read are no others."""
    for name, commands in PROGRAMS.items():
        assert all(found.why and found.hint for found in commands.values()), name
    assert all(found.why and found.hint for found in COMMANDS.values())
    assert set(STARTS) - set(PROGRAMS) == {"docker", "podman", "docker-compose"}
