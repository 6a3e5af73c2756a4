"""What containerd's CRI is asked, and what is made of its answers; the engine is in tests/engines.

What stands for containerd here is a gRPC server with a few prepared replies: only the oracle is
tested.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing import CriOracle, OracleError, Place
from cmdresolve.testing.oracles.engines import open_oracle
from cmdresolve.testing.wire.cri_api import container_config, sandbox_config
from cmdresolve.testing.wire.protobuf import fields, inner, message, pairs, text

grpc = pytest.importorskip("grpc")

RUNTIME = "/runtime.v1.RuntimeService/"
IMAGES = "/runtime.v1.ImageService/"
STORE = "/containerd.services."
SPEC = json.dumps({"runtimeSpec": {"process": {"args": ["/e", "a"]}}})

Reply = Callable[[bytes, Any], bytes]


def replying(data: bytes) -> Reply:
    return lambda _asked, _context: data


def refusing(code: str, said: str) -> Reply:
    return lambda _asked, context: context.abort(grpc.StatusCode[code], said)


REPLIES: dict[str, Reply] = {
    RUNTIME + "Version": replying(message((2, "containerd"), (3, "2.1.9+unknown"))),
    RUNTIME + "RunPodSandbox": replying(message((1, "pod"))),
    RUNTIME + "PodSandboxStatus": replying(message((1, message((1, "pod"), (3, 0))))),
    RUNTIME + "StopPodSandbox": replying(b""),
    RUNTIME + "RemovePodSandbox": replying(b""),
    RUNTIME + "CreateContainer": replying(message((1, "made"))),
    RUNTIME + "ContainerStatus": replying(message(*pairs(2, {"info": SPEC}))),
    RUNTIME + "RemoveContainer": replying(b""),
    IMAGES + "ImageStatus": replying(message((1, message((1, "sha256:0"))))),
    IMAGES + "RemoveImage": replying(b""),
    STORE + "leases.v1.Leases/Create": replying(b""),
    STORE + "leases.v1.Leases/Delete": replying(b""),
    STORE + "images.v1.Images/Create": replying(b""),
    STORE + "images.v1.Images/Delete": refusing("NOT_FOUND", "image: not found"),
    STORE + "content.v1.Content/Write": refusing("ALREADY_EXISTS", "content: already exists"),
}


def short(method: str) -> str:
    """Return the last part of a method's name; those of the store's services are no names yet."""
    return method.rpartition("/")[2] if method.startswith("/runtime") else method.rpartition(".")[2]


class Prepared(grpc.GenericRpcHandler):
    """Answers every method it has a reply for, and remembers what it was asked."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        self.replies = replies
        self.asked: list[tuple[str, bytes]] = []

    def service(self, details: Any) -> Any:
        method = details.method
        if method not in self.replies:
            return None
        if method.endswith("/Write"):
            return grpc.stream_stream_rpc_method_handler(
                lambda sent, context: iter([self.answer(method, b"".join(sent), context)])
            )
        return grpc.unary_unary_rpc_method_handler(
            lambda sent, context: self.answer(method, sent, context)
        )

    def answer(self, method: str, sent: bytes, context: Any) -> bytes:
        self.asked.append((short(method), sent))
        return self.replies[method](sent, context)


@contextmanager
def prepared(folder: Path, **changed: Reply) -> Iterator[tuple[Place, Prepared]]:
    """Serve the prepared replies, some of them changed by the last part of their name."""
    by_name = {short(method): method for method in REPLIES}
    handler = Prepared(REPLIES | {by_name[name]: reply for name, reply in changed.items()})
    with ThreadPoolExecutor(4) as pool:
        server = grpc.server(pool, handlers=[handler])
        socket = folder / "sock"
        server.add_insecure_port(f"unix:{socket}")
        server.start()
        try:
            yield Place(socket=socket), handler
        finally:
            server.stop(None).wait()


def test_a_container_is_a_message_of_name_image_command_and_args() -> None:
    """ContainerConfig: metadata 1, image 2, command 3, args 4; the words as they are."""
    assert container_config("n", "i", ["c", ""], ["a"]).hex(" ") == (
        "0a 03 0a 01 6e 12 03 0a 01 69 1a 01 63 1a 00 22 01 61"
    )
    assert container_config("n", "i", [], []).hex(" ") == "0a 03 0a 01 6e 12 03 0a 01 69"


def test_a_pod_shares_the_network_of_its_node() -> None:
    """PodSandboxConfig: metadata 1, and in linux 8 the network namespace 2, that of the node."""
    read = fields(sandbox_config("n"))
    assert read[1] == [message((1, "n"), (2, "n"), (3, "cmdresolve"))]
    assert read[8] == [bytes.fromhex("12 04 0a 02 08 02")]


def test_a_request_becomes_an_image_and_a_container(tmp_path: Path) -> None:
    """The words are those of the runtime spec; all that was put there is taken away again."""
    image = {"Entrypoint": ["/e"], "Cmd": []}
    with prepared(tmp_path) as (place, engine), CriOracle(place) as oracle:
        assert oracle.engine == "containerd-cri@2.1"
        assert oracle.builder is None
        assert oracle.versions == {"containerd": "2.1.9+unknown"}
        seen = oracle.observe({"id": 7, "image": image, "run": {"args": ["a"]}})
        oracle.close()

    assert seen == {
        "id": 7,
        "image": {"Entrypoint": ["/e"], "Cmd": [], "Shell": None, "OnBuild": None},
        "argv": ["/e", "a"],
    }
    names = [name for name, _ in engine.asked]
    assert names[:2] == ["Version", "Leases/Create"]
    assert names.count("Content/Write") == 2
    blobs = [fields(sent)[6][0] for name, sent in engine.asked if name == "Content/Write"]
    assert json.loads(blobs[0])["config"] == image
    [created] = [sent for name, sent in engine.asked if name == "CreateContainer"]
    assert text(created, 1) == "pod"
    container = fields(inner(created, 2))
    assert 3 not in container
    assert container[4] == [b"a"]
    for taken in ("RemoveContainer", "RemoveImage", "StopPodSandbox", "RemovePodSandbox"):
        assert taken in names


def test_a_refusal_is_an_answer(tmp_path: Path) -> None:
    """With the engine's own words, and its image beside it."""
    text_ = "failed to generate spec: no command specified"
    with (
        prepared(tmp_path, CreateContainer=refusing("UNKNOWN", text_)) as (place, engine),
        CriOracle(place) as oracle,
    ):
        seen = oracle.observe({"image": {}})
    assert seen["error"] == {"stage": "create", "code": "no-command", "message": text_}
    assert "RemoveContainer" not in [name for name, _ in engine.asked]


def test_nothing_is_started_when_nothing_is_to_be(tmp_path: Path) -> None:
    with prepared(tmp_path) as (place, engine), CriOracle(place) as oracle:
        assert oracle.observe({"image": {"Cmd": ["a"]}, "run": False}) == {
            "image": {"Entrypoint": None, "Cmd": ["a"], "Shell": None, "OnBuild": None}
        }
    assert "CreateContainer" not in [name for name, _ in engine.asked]


def test_a_pod_s_own_image_is_made_when_it_cannot_be_pulled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the name the engine misses; when it still starts no Pod, that is said."""
    monkeypatch.setattr("cmdresolve.testing.oracles.cri.compiled", lambda _name: b"a program")
    missing = 'failed to get sandbox image "r.example/pause:1": failed to pull'
    with (
        prepared(tmp_path, RunPodSandbox=refusing("UNKNOWN", missing)) as (place, engine),
        CriOracle(place) as oracle,
        pytest.raises(OracleError, match=r"starts no Pod: .*pull"),
    ):
        oracle.observe({"image": {}})
    records = [fields(sent)[1][0] for name, sent in engine.asked if name == "Images/Create"]
    assert "r.example/pause:1" in [text(record, 1) for record in records]
    assert [name for name, _ in engine.asked].count("RunPodSandbox") == 2


def test_a_pod_that_has_ended_is_replaced(tmp_path: Path) -> None:
    """As after a restart of the engine."""
    ended = replying(message((1, message((1, "pod"), (3, 1)))))
    with (
        prepared(tmp_path, PodSandboxStatus=ended) as (place, engine),
        CriOracle(place) as oracle,
    ):
        oracle.observe_many([{"image": {}}] * 65)
    names = [name for name, _ in engine.asked]
    assert names.count("RunPodSandbox") == 2
    assert names.count("RemovePodSandbox") == 2


@pytest.mark.parametrize(
    "status", [b"", message(*pairs(2, {"info": "{}"})), message(*pairs(2, {"info": "no JSON"}))]
)
def test_a_status_without_words_is_no_answer(tmp_path: Path, status: bytes) -> None:
    with (
        prepared(tmp_path, ContainerStatus=replying(status)) as (place, _),
        CriOracle(place) as oracle,
        pytest.raises(OracleError, match="shows no words"),
    ):
        oracle.observe({"image": {}})


def test_an_engine_that_refuses_what_was_not_asked_is_no_answer(tmp_path: Path) -> None:
    strange = refusing("UNKNOWN", "unexpected commit digest")
    with (
        prepared(tmp_path, **{"Content/Write": strange}) as (place, _),
        CriOracle(place) as oracle,
        pytest.raises(OracleError, match="refuses what is no part of a test: unexpected"),
    ):
        oracle.observe({"image": {}})


def test_no_engine_is_said_at_once(tmp_path: Path) -> None:
    """The message names the socket nobody listens on."""
    begun = time.monotonic()
    with pytest.raises(OracleError, match=r"no engine answers on .*sock"):
        open_oracle("containerd-cri@2.1", socket=tmp_path / "sock")
    assert time.monotonic() - begun < 5


def test_a_containerd_without_its_cri_is_said(tmp_path: Path) -> None:
    """Docker brings one along that has the plugin turned off."""
    unknown = refusing("UNIMPLEMENTED", "unknown service runtime.v1.RuntimeService")
    with (
        prepared(tmp_path, Version=unknown) as (place, _),
        pytest.raises(OracleError, match=r"knows no /runtime\.v1.*unknown service"),
    ):
        CriOracle(place)


def test_what_a_killed_engine_left_is_no_refusal(tmp_path: Path) -> None:
    """It stumbles over a folder of its own once, and removes it; as 1.7 and 2.1 were seen to do."""
    said = (
        "failed to create containerd container: failed to rename: rename /s/new-1 /s/4: file exists"
    )
    made = REPLIES[RUNTIME + "CreateContainer"]
    times = iter(range(9))

    def stumbling(asked: bytes, context: Any) -> bytes:
        if next(times) < 2:
            context.abort(grpc.StatusCode.UNKNOWN, said)
        return made(asked, context)

    with prepared(tmp_path, CreateContainer=stumbling) as (place, _), CriOracle(place) as oracle:
        assert oracle.observe({"image": {}})["argv"] == ["/e", "a"]


def test_an_engine_that_stumbles_all_the_time_is_given_up(tmp_path: Path) -> None:
    said = "failed to rename: rename /s/new-1 /s/4: file exists"
    with (
        prepared(tmp_path, RunPodSandbox=refusing("UNKNOWN", said)) as (place, _),
        CriOracle(place) as oracle,
        pytest.raises(OracleError, match="stumbles over what it left"),
    ):
        oracle.observe({"image": {}})


def test_a_cri_that_is_just_starting_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But not for ever: containerd before 2.0 listens before its CRI answers."""
    said = "server is not initialized yet"
    version = REPLIES[RUNTIME + "Version"]
    times = iter(range(10))

    def starting(asked: bytes, context: Any) -> bytes:
        if next(times) < 2:
            context.abort(grpc.StatusCode.UNKNOWN, said)
        return version(asked, context)

    with prepared(tmp_path, Version=starting) as (place, _), CriOracle(place) as oracle:
        assert oracle.engine == "containerd-cri@2.1"

    monkeypatch.setattr("cmdresolve.testing.wire.cri_api._STARTING_SECONDS", 0.1)
    with (
        prepared(tmp_path, Version=refusing("UNKNOWN", said)) as (place, _),
        pytest.raises(OracleError, match="containerd has no CRI: server is not initialized"),
    ):
        CriOracle(place)


def test_an_engine_that_hangs_is_given_up(tmp_path: Path) -> None:
    """After the time limit of one call."""
    end = threading.Event()

    def hang(_asked: bytes, _context: Any) -> bytes:
        end.wait(20)
        return b""

    with (
        prepared(tmp_path, CreateContainer=hang) as (place, _),
        CriOracle(place, timeout=1.0) as oracle,
    ):
        begun = time.monotonic()
        with pytest.raises(OracleError, match=r"no answer to .*CreateContainer within 1 s"):
            oracle.observe({"image": {}})
        assert time.monotonic() - begun < 5
        end.set()


def test_a_hung_engine_is_waited_for_once(tmp_path: Path) -> None:
    """Not again for what there would be to take away; that goes when the engine answers again."""
    end = threading.Event()

    def hang(_asked: bytes, _context: Any) -> bytes:
        end.wait(20)
        return message(*pairs(2, {"info": SPEC}))

    with (
        prepared(tmp_path, ContainerStatus=hang) as (place, engine),
        CriOracle(place, timeout=1.0) as oracle,
    ):
        with pytest.raises(OracleError, match=r"no answer to .*ContainerStatus within 1 s"):
            oracle.observe({"image": {"Cmd": ["a"]}})
        assert engine.asked[-1][0] == "ContainerStatus"
        end.set()
        assert oracle.observe({"image": {"Cmd": ["b"]}})["argv"] == ["/e", "a"]
        put = [sent for name, sent in engine.asked if name == "Images/Create"]
        taken = [sent for name, sent in engine.asked if name == "Images/Delete"]
    assert len(put) == len(taken) == 2


def test_what_could_not_be_taken_away_hides_no_failure_and_goes_later(tmp_path: Path) -> None:
    """A full disk may keep an engine from removing anything."""
    full = refusing("UNKNOWN", "write: no space left on device")
    with prepared(tmp_path, CreateContainer=full, RemoveImage=full) as (place, engine):
        with CriOracle(place) as oracle:
            with pytest.raises(OracleError, match="the engine has no room left"):
                oracle.observe({"image": {}})
            assert "Images/Delete" not in [name for name, _ in engine.asked]
            engine.replies |= {IMAGES + "RemoveImage": replying(b"")}
        names = [name for name, _ in engine.asked]
    assert names.count("Images/Delete") == 1
    assert "RemovePodSandbox" in names


@pytest.mark.parametrize("method", ["Content/Write", "Leases/Create", "RunPodSandbox"])
def test_a_full_disk_is_no_refusal(tmp_path: Path, method: str) -> None:
    """Wherever the engine says it."""
    full = refusing("UNKNOWN", "write: no space left on device")
    with (
        prepared(tmp_path, **{method: full}) as (place, _),
        CriOracle(place) as oracle,
        pytest.raises(OracleError, match="the engine has no room left: "),
    ):
        oracle.observe({"image": {}})


def test_an_engine_that_dies_is_started_again_once(tmp_path: Path) -> None:
    """The second time it is given up."""
    revived: list[int] = []
    dying = refusing("UNAVAILABLE", "error reading from server: EOF")
    with prepared(tmp_path, CreateContainer=dying) as (place, _):
        again = Place(socket=place.socket, revive=lambda: revived.append(1))
        with CriOracle(again) as oracle, pytest.raises(OracleError, match="no engine answers"):
            oracle.observe({"image": {}})
    assert revived == [1]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({"image": {}, "run": {"entrypoint": "/e"}}, "cannot say entrypoint '/e'"),
        ({"image": {}, "run": {"args": ["a", None]}}, "cannot say args"),
        ({"image": {}, "run": {"args": {"a": "b"}}}, "cannot say args"),
        ({"image": {}, "run": {"args": ["\ud800"]}}, "cannot say args"),
        ({"image": {}, "run": {"init": True}}, "no init"),
        ({"image": {}, "cli": ["docker", "run", "i"]}, "command line"),
        ({"dockerfile": "FROM scratch\n"}, "builds nothing"),
    ],
)
def test_what_a_message_cannot_say_is_no_question(
    tmp_path: Path, request_: dict[str, Any], says: str
) -> None:
    """A repeated field holds texts, and there is no way to tell one text from a list of it."""
    assert not CriOracle.can_put(request_)
    with (
        prepared(tmp_path) as (place, _),
        CriOracle(place) as oracle,
        pytest.raises(OracleError, match=says),
    ):
        oracle.observe(request_)


@pytest.mark.parametrize(
    "run",
    [
        None,
        False,
        {},
        {"entrypoint": None, "args": []},
        {"entrypoint": ["", "é\0"], "args": [""], "init": False},
    ],
)
def test_lists_of_texts_can_be_put(run: Any) -> None:
    assert CriOracle.can_put({"image": {}, "run": run})


def test_grpcio_is_missed_only_when_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks no containerd does without it."""
    monkeypatch.setitem(sys.modules, "grpc", None)
    with pytest.raises(OracleError, match=r"grpcio: pip install 'grpcio>=1.60'"):
        CriOracle(Place(socket=tmp_path / "sock"))
