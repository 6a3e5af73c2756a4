"""Lines as they are pasted: each is read, or called by what it is; none is taken for run arguments.

The image is given beside each, so that words that nobody knows would be arguments of its program.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.batch import answer
from cmdresolve.cli import main

pytest.importorskip("ruamel.yaml")

CONFIG = {"Entrypoint": ["ep"], "Cmd": ["c"]}
RUN = ["ep", "sh"]
FILES = {
    "i.json": json.dumps(CONFIG),
    "compose.yaml": "services: {web: {image: i, command: [serve]}}\n",
    "pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
    "  - {name: a, image: i, args: [play]}\n",
}
# Each line, and the argv of what it starts.
READ = [
    ("docker run alpine sh", RUN),
    ("docker run -it --rm --name x alpine sh", RUN),
    ("docker container create alpine sh", RUN),
    ("podman --remote run alpine sh", RUN),
    ("docker --context x run alpine sh", RUN),
    ("docker compose run web x", ["ep", "x"]),
    ("docker compose -f compose.yaml up --build web", ["ep", "serve"]),
    ("docker compose create web", ["ep", "serve"]),
    ("docker-compose run --entrypoint 'a b' web c", ["a", "b", "c"]),
    ("docker-compose.exe up -d web", ["ep", "serve"]),
    ("podman kube play pod.yaml", ["ep", "play"]),
    ("podman play kube pod.yaml", ["ep", "play"]),
    ("sudo -u x docker run alpine sh", RUN),
    ("doas docker run alpine sh", RUN),
    ("time docker run alpine sh", RUN),
    ("nice -n 5 docker run alpine sh", RUN),
    ("nice -5 docker run alpine sh", RUN),
    ("env -i A=1 docker run alpine sh", RUN),
    ("DOCKER_HOST=x docker run alpine sh", RUN),
    ("exec docker run alpine sh", RUN),
    ("winpty docker run -it alpine sh", RUN),
    ("wsl -d Ubuntu -- docker run alpine sh", RUN),
    ("flatpak-spawn --host podman run alpine sh", RUN),
    ("docker.exe run alpine sh", RUN),
    ("C:\\bin\\docker.exe run alpine sh", RUN),
    ('"C:\\Program Files\\Docker\\docker.exe" run alpine sh', RUN),
    ('& "C:\\Program Files\\Docker\\docker.exe" run alpine sh', RUN),
    ("& docker run alpine sh", RUN),
    ("$ docker run alpine sh", RUN),
    ("# docker run alpine sh", RUN),
    ("% docker run alpine sh", RUN),
    ("> docker run alpine sh", RUN),
    ("$ sudo docker run alpine sh", RUN),
    ("$ docker compose run web x", ["ep", "x"]),
    ("# A=1 podman run alpine sh", RUN),
    ("PS C:\\> docker run alpine sh", RUN),
    ("PS C:\\Users\\me> docker run alpine sh", RUN),
    ("PS> docker run alpine sh", RUN),
    ("PS /home/me> docker run alpine sh", RUN),
    ("C:\\Users\\me> docker run alpine sh", RUN),
    ("C:\\>docker run alpine sh", RUN),
    ("me@host:~$ docker run alpine sh", RUN),
    ("root@host:/# docker run alpine sh", RUN),
    ("bash-5.2$ docker run alpine sh", RUN),
    ("[root@host ~]# docker run alpine sh", RUN),
    ("(venv) me@host:~/x$ docker run alpine sh", RUN),
    ("❯ docker run alpine sh", RUN),  # noqa: RUF001 - what a prompt has
    ("➜  ~ docker run alpine sh", RUN),
    ("➜  app git:(main) ✗ docker run alpine sh", RUN),
    ("!docker run alpine sh", RUN),
    ("In [1]: !docker run alpine sh", RUN),
    ("%%bash\ndocker run alpine sh", RUN),
    ("docker run \\\n  --rm alpine \\\n  sh", RUN),
    ("docker run \\\r\n  --rm alpine \\\r\n  sh", RUN),
    ("docker run `\n  --rm alpine `\n  sh", RUN),
    ("docker run `\r\n  --rm alpine `\r\n  sh", RUN),
    ("docker run ^\n  --rm alpine ^\n  sh", RUN),
    ("docker run ^\r\n  --rm alpine ^\r\n  sh", RUN),
    ("PS C:\\> docker run `\n alpine sh", RUN),
]
# Each line, and what is said of it.
NAMED = [
    ("docker compose exec web sh", "docker compose exec is not read"),
    ("podman-compose up web", "podman-compose is not read"),
    ("podman compose up web", "podman compose is not read"),
    ("nerdctl run alpine sh", "nerdctl is not read"),
    ("nerdctl compose run web x", "nerdctl is not read"),
    ("finch run alpine", "finch is not read"),
    ("lima nerdctl run alpine", "lima is not read"),
    ("podman-remote run alpine sh", "podman-remote is not read"),
    ("buildah run c ls", "buildah run is not read"),
    ("buildah from alpine", "buildah is not read"),
    ("docker service create --name s alpine sh", "docker service is not read"),
    ("docker exec box sh", "docker exec is not read"),
    ("podman exec -it box sh", "podman exec is not read"),
    ("docker commit box img", "docker commit is not read"),
    ("docker start box", "docker start is not read"),
    ("docker import x.tar img", "docker import is not read"),
    ("kubectl debug p -it --image=busybox", "kubectl debug is not read"),
    ("kubectl exec -it p -- sh", "kubectl exec is not read"),
    ("kubectl apply -f pod.yaml", "kubectl apply is not read"),
    ("$ kubectl exec p -- sh", "kubectl exec is not read"),
    ("docker buildx build .", "docker buildx is not read"),
    ("docker build -t x .", "docker build is not read"),
    ("docker stack deploy -c compose.yaml s", "docker stack is not read"),
    ("toolbox run ls", "toolbox is not read"),
    ("distrobox enter x", "distrobox is not read"),
    ("ctr run docker.io/library/alpine:latest x", "ctr is not read"),
    ("crictl run a.json b.json", "crictl is not read"),
    ("lxc launch x", "lxc is not read"),
    ("apptainer exec x.sif ls", "apptainer is not read"),
    ("helm install x", "helm is not read"),
    ("ssh host docker run alpine sh", "ssh is not read: it hands words on"),
    ("watch docker run alpine sh", "watch is not read: it hands words on"),
    (
        "docker-machine ssh default docker run alpine sh",
        "docker-machine is not read: it hands words on",
    ),
    ("xargs docker run alpine", "xargs is not read: it hands words on"),
    ("powershell -Command docker run alpine sh", "powershell is not read: it hands words on"),
    ("cmd /c docker run alpine sh", "cmd is not read: it hands words on"),
    ("op run -- docker run alpine sh", "op is not read: it hands words on"),
    ("limactl shell default docker run alpine sh", "limactl is not read: it hands words on"),
    ("docker debug box", "'docker debug' starts no container"),
    ("docker logs box", "'docker logs' starts no container"),
    ("docker rnu alpine", "'docker rnu' starts no container"),
    ("docker run alpine sh && echo", "only a shell can read '&' here"),
    ("docker run alpine sh | tee x", "only a shell can read '|' here"),
    ("docker run alpine sh;", "only a shell can read ';' here"),
    ("(docker run alpine sh)", "only a shell can read '(' here"),
    ("cd x && docker run alpine sh", "only a shell can read '&' here"),
    ("export A=1; docker run alpine sh", "only a shell can read ';' here"),
    ("docker run $(cat x", "'$(' is not closed"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main.main(["resolve", "--image-config", "i.json", *words])
    out, err = capsys.readouterr()
    return status, out, err


def batch(line: str) -> dict[str, Any]:
    return answer({"cli": [line], "image": CONFIG})


@pytest.mark.parametrize(("line", "argv"), READ, ids=[line for line, _ in READ])
def test_a_pasted_line_is_read(
    line: str, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """As one word and by the batch protocol, which takes texts in place of files."""
    status, out, err = asked([line], capsys)

    assert status == 0, err
    assert json.loads(out) == argv
    found = batch(line)
    if "compose" in line or "pod.yaml" in line:
        assert found["error"]["code"] == "bad-request"
        assert found["error"]["message"].startswith("cli names files")
    else:
        assert found["argv"] == argv


@pytest.mark.parametrize(
    ("line", "argv"), [(line, argv) for line, argv in READ if not set(line) & set("\\`^!(&>#\n")]
)
def test_its_words_are_read_as_well(
    line: str, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a shell has split them."""
    status, out, err = asked(shlex.split(line), capsys)

    assert status == 0, err
    assert json.loads(out) == argv


@pytest.mark.parametrize(("line", "told"), NAMED, ids=[line for line, _ in NAMED])
def test_a_line_that_nobody_reads_is_called_by_its_name(
    line: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = asked([line], capsys)

    assert (status, out) == (2, "")
    assert told in err
    found = batch(line)["error"]
    assert found["stage"] == "request"
    assert told in found["message"]
    assert found["hint"]


@pytest.mark.parametrize(
    "words",
    [
        ["sh", "-c", "docker run alpine sh"],
        ["$", "ls"],
        ["#", "x"],
        ["watch", "ls"],
        ["ssh", "host", "ls"],
        ["--", "docker", "run", "alpine"],
        ["--", "$", "docker", "run", "alpine"],
    ],
)
def test_words_for_the_program_in_the_image_stay_what_they_are(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = asked(words, capsys)

    assert status == 0, err
    assert json.loads(out) == ["ep", *(words[1:] if words[0] == "--" else words)]
