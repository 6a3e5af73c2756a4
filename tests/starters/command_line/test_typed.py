"""Any line that one was about to type: who reads it, or what is said of it."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import RunCommand
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
        ("strace -f -e trace=execve docker run i a", "i", ("a",)),
        ("systemd-run --user --scope podman run i a", "i", ("a",)),
        ("systemd-run -p CPUWeight=5 --uid 0 docker run i a", "i", ("a",)),
        ("flock -n /run/lock docker run i a", "i", ("a",)),
        ("taskset -c 0-3 docker run i a", "i", ("a",)),
        ("unshare -r podman run i a", "i", ("a",)),
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


def test_a_line_that_was_quoted_as_a_whole_is_cut_as_a_shell_would() -> None:
    line = read_line(["docker run --entrypoint 'a b' i \"c d\""])
    assert isinstance(line, RunCommand)
    assert (line.override.entrypoint, line.override.args) == ("a b", ("c d",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("docker exec -it box sh", "docker exec is not read: it runs its words as they stand"),
        ("docker container exec box sh", "docker exec is not read: it runs its words"),
        ("podman exec box 'ls -l'", "podman exec is not read: it runs its words"),
        ("docker service create i", "docker service is not read: it makes a service of Swarm"),
        ("docker stack deploy x", "docker stack is not read: it hands a file to Swarm"),
        ("docker build .", "docker build is not read: it builds an image"),
        ("docker image build .", "docker build is not read: it builds an image"),
        ("docker buildx build .", "docker buildx is not read: it builds an image"),
        ("docker start box", "docker start is not read: it starts a container that already"),
        ("docker commit box i", "docker commit is not read: it makes an image from a container"),
        ("podman compose up", "podman compose is not read: it hands the line to"),
        ("podman-compose up", "podman-compose is not read: it is another program"),
        ("nerdctl run --rm i ls", "nerdctl is not read: it is another program"),
        ("sudo nerdctl run i", "nerdctl is not read: it is another program"),
        ("buildah run c ls", "buildah run is not read: it runs its words in a working"),
        ("buildah config --cmd a c", "buildah is not read: it changes a working container"),
        ("kubectl run p --image=i", "kubectl run is not read: it makes a Pod"),
        ("kubectl apply -f p.yaml", "kubectl apply is not read: it hands manifests"),
        ("kubectl debug p -it --image=i", "kubectl debug is not read: it puts a container into"),
        ("kubectl create job j --image=i", "kubectl create is not read: it makes an object"),
        ("minikube kubectl -- run p --image=i", "kubectl run is not read: it makes a Pod"),
        ("k3s crictl run p c", "crictl is not read: it is another program"),
        ("oc exec p -- ls", "oc exec is not read: it runs its words"),
        ("ctr run i c", "ctr is not read: it is another program"),
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
