"""The programs that a command line may be for, and what to tell of those that are not read."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.model.command import base_name
from cmdresolve.model.record import NamedTuple
from cmdresolve.starters.command_line.pasted import first_word, plain_text
from cmdresolve.starters.command_line.wrappers import program_position, sets_the_scene


class Unread(NamedTuple):
    """A command that is not read.

    Attributes:
        why: what it does; the predicate of a sentence whose subject is the command.
        hint: what to do instead.
    """

    why: str
    hint: str


_BUILD = Unread("builds an image", "name its Dockerfile: cmdresolve Dockerfile --target STAGE")
_EXEC = Unread(
    "runs its words as they stand in a running container: ENTRYPOINT and CMD play no part",
    "there is nothing to resolve",
)
_AGAIN = Unread(
    "starts a container that already exists", "give the line that created it: docker create …"
)
_CHANGES = Unread(
    "makes an image from a container",
    "ask with --change: cmdresolve --change 'CMD …' --image-config CONFIG",
)
_APPLIES = Unread(
    "hands manifests to a cluster", "name the file and the container: cmdresolve FILE CONTAINER"
)
OTHER_RULES = Unread(
    "is another program, whose rules cmdresolve does not know",
    "write the line as docker run or podman run, whose rules are known",
)
_BOX = Unread(
    "makes containers with an entrypoint of its own",
    "ask what the image starts: cmdresolve --image IMAGE",
)
_RENDERS = Unread("prints manifests", "give them by pipe: … | cmdresolve - CONTAINER")
_MAKES_POD = Unread("makes a Pod", "print it with --dry-run=client -o yaml | cmdresolve - NAME")

COMMANDS = {
    "build": _BUILD,
    "buildx": _BUILD,
    "bake": _BUILD,
    "builder": _BUILD,
    "exec": _EXEC,
    "start": _AGAIN,
    "restart": _AGAIN,
    "commit": _CHANGES,
    "import": _CHANGES,
    "service": Unread(
        "makes a service of Swarm",
        "ask with its image and its words: cmdresolve --engine swarm FILE [ARGUMENTS]",
    ),
    "stack": Unread(
        "hands a file to Swarm, by rules that are not read",
        "ask what Compose makes of it: cmdresolve compose.yaml SERVICE",
    ),
    "compose": Unread(
        "hands the line to docker-compose or podman-compose, whichever is installed",
        "write docker compose …, whose rules are known",
    ),
    "pod": Unread("makes a pod, which has no image", "give the line that adds a container to it"),
    "generate": _RENDERS,
}

#: Programs other than docker and podman, each with the commands that have an answer of their own;
#: ``""`` stands for all others.
PROGRAMS: dict[str, dict[str, Unread]] = {
    "nerdctl": {"": OTHER_RULES},
    "finch": {"": OTHER_RULES},
    "podman-compose": {
        "": Unread(
            "is another program than docker compose, with rules of its own",
            "ask what docker compose does: cmdresolve compose.yaml SERVICE",
        )
    },
    "buildah": {
        "bud": _BUILD,
        "build": _BUILD,
        "run": Unread(
            "runs its words in a working container, for a build",
            "ask what the image starts: cmdresolve --builder buildah Dockerfile",
        ),
        "": Unread(
            "changes a working container",
            "ask with --change: cmdresolve --builder buildah --change 'CMD …' --image-config FILE",
        ),
    },
    "kubectl": {
        "run": _MAKES_POD,
        "debug": Unread(
            "puts a container into a Pod",
            "give the Pod by pipe: kubectl get pod NAME -o json | cmdresolve - CONTAINER",
        ),
        "exec": _EXEC,
        "apply": _APPLIES,
        "create": Unread(
            "makes an object",
            "print it with --dry-run=client -o yaml | cmdresolve - CONTAINER",
        ),
        "replace": _APPLIES,
        "get": _RENDERS,
        "kustomize": _RENDERS,
        "": Unread("starts nothing that is read", _APPLIES.hint),
    },
    "oc": {
        "run": _MAKES_POD,
        "exec": _EXEC,
        "": Unread("starts nothing that is read", _APPLIES.hint),
    },
    "podman-remote": {
        "": Unread(
            "is Podman's program for a service elsewhere",
            "write podman --remote …, whose rules are known",
        )
    },
    "toolbox": {"": _BOX},
    "distrobox": {"": _BOX},
    "crictl": {"": OTHER_RULES},
    "ctr": {"": OTHER_RULES},
    "runc": {"": OTHER_RULES},
    "crun": {"": OTHER_RULES},
    "incus": {"": OTHER_RULES},
    "lxc": {"": OTHER_RULES},
    "nomad": {"": OTHER_RULES},
    "lima": {"": OTHER_RULES},
    "apptainer": {"": Unread("is asked by its engine", "write cmdresolve --engine apptainer FILE")},
    "singularity": {
        "": Unread("is asked by its engine", "write cmdresolve --engine apptainer FILE")
    },
    "helm": {"": _RENDERS},
    "kustomize": {"": _RENDERS},
    "skopeo": {"": Unread("starts nothing", "give what `skopeo inspect --config` prints as FILE")},
    "crane": {"": Unread("starts nothing", "give what `crane config` prints as FILE")},
}
_IN_A_CLUSTER = ("run", "debug", "exec", "create", "apply")
_BY_HAND = ("run", "exec", "shell", "instance")
#: Commands that create or enter a container, by program; none listed means any. Beside a known
#: image, a line with one of them is taken for a command line, and anything else for arguments to
#: the container. Arguments that look like such a line can be given after ``--``.
STARTS = {
    "docker": (),
    "podman": (),
    "docker-compose": (),
    "podman-compose": (),
    "podman-remote": (),
    "toolbox": ("create", "enter", "run"),
    "distrobox": ("assemble", "create", "enter", "ephemeral"),
    "nerdctl": (),
    "finch": (),
    "buildah": ("run", "from", "config", "commit"),
    "kubectl": _IN_A_CLUSTER,
    "oc": (*_IN_A_CLUSTER, "new-app"),
    "crictl": ("run", "runp", "create", "exec", "start"),
    "ctr": ("run", "container", "containers", "c", "task", "tasks", "t"),
    "runc": ("run", "create", "exec"),
    "crun": ("run", "create", "exec"),
    "lima": (),
    "apptainer": _BY_HAND,
    "singularity": _BY_HAND,
    "helm": ("template", "install", "upgrade"),
    "incus": ("launch", "exec"),
    "lxc": ("launch", "exec"),
    "nomad": ("job", "run"),
}
# Programs that run a line through another shell, on another machine or with words added.
_HAND_ON = frozenset(
    "at aws-vault bash batch cd chroot chronic cmd colima dash dbus-run-session direnv "
    "docker-machine doppler dotenv dumb-init entr eval export faketime find firejail fish gosu "
    "hyperfine ksh limactl machinectl multipass nsenter op parallel powershell pwsh runuser screen "
    "script sg sh ssh su su-exec tini tmux vagrant watch xargs xvfb-run zsh".split()
)
# The flags before the command that take the next word as their value: docker/cli v28.5.2
# cli/flags/options.go InstallFlags; podman v5.8.2 cmd/podman/root.go rootFlags.
_TAKE_A_VALUE = frozenset(
    "--config --context -c --host -H --log-level -l --tlscacert --tlscert --tlskey "
    "--cgroup-manager --connection --conmon --events-backend --hooks-dir --identity --imagestore "
    "--module --namespace -n --network-config-dir --out --root --runroot --runtime "
    "--runtime-flag --ssh --storage-driver --storage-opt --tmpdir --url --volumepath".split()
)
_GROUPS = frozenset(("container", "image"))


def is_line(words: Sequence[str], *, has_image: bool = False) -> bool:
    """Say whether words are a command line of a program that has to do with containers.

    Args:
        words: the words.
        has_image: whether the image is known without them, so that they may as well be arguments
            to the container; then only lines that start a container count.
    """
    words = as_words(words)
    start = program_position(words)
    name = base_name(word_at(words, start))
    if handed_on(words, has_image=has_image) is not None:
        return True
    if not has_image:
        return name in STARTS or name in PROGRAMS
    commands = STARTS.get(name)
    if not commands:
        return commands is not None
    return word_at(words, command_position(words, start)) in commands


def as_words(words: Sequence[str]) -> Sequence[str]:
    """Return words, split first where a whole line came quoted as a single word."""
    is_whole = len(words) == 1 and any(blank in words[0].strip() for blank in " \t\n")
    if not is_whole:
        return words
    text = plain_text(words[0], is_program).lstrip(" \t\n({")
    name = first_word(text)
    # The name of a program may have blanks where it is quoted.
    rest = text[text.index(name) + len(name) :].split()
    return [name, *(word.strip("\"'();") for word in rest)]


def is_program(word: str) -> bool:
    """Say whether a line of a known program may begin with a word; ``sudo`` and the like may."""
    name = base_name(word)
    return name in STARTS or name in PROGRAMS or sets_the_scene(word)


def handed_on(words: Sequence[str], *, has_image: bool = False) -> int | None:
    """Return the position of a command line that another program (ssh, watch) is to run, or None.

    Args:
        words: the words.
        has_image: as for `is_line`; then a quoted line is not split.
    """
    start = program_position(words)
    if base_name(word_at(words, start)) not in _HAND_ON:
        return None
    for place in range(start + 1, len(words)):
        rest = (
            words[place:]
            if has_image
            else [*as_words(words[place : place + 1]), *words[place + 1 :]]
        )
        if base_name(word_at(rest, 0)) in STARTS and len(rest) > 1:
            return place
    return None


def word_at(words: Sequence[str], position: int) -> str:
    """Return a word, or an empty text past the end."""
    return words[position] if position < len(words) else ""


def command_position(words: Sequence[str], start: int) -> int:
    """Return the position of a program's command, after its own flags and a group's name."""
    position = start + 1
    while position < len(words):
        word = words[position]
        if word.startswith("-"):
            position += 1 + (word in _TAKE_A_VALUE)
        elif word in _GROUPS and word_at(words, position + 1) in COMMANDS:
            position += 1
        else:
            break
    return position
