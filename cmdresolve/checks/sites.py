"""Sites: the places where the words of a start are written, to be read and rewritten.

A site is one list or string of words: an instruction of a Dockerfile, a key of a YAML file, the
words after an image, the value of ``--entrypoint``, or a field of an image config.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from cmdresolve.checks.writing import dockerfile as in_dockerfile
from cmdresolve.checks.writing.change import Change
from cmdresolve.checks.writing.line import RunLine
from cmdresolve.model.origin import (
    ByDefault,
    InCommandLine,
    InDockerfile,
    InImage,
    InOverride,
    InYaml,
    Origin,
)
from cmdresolve.model.quoting import exec_form
from cmdresolve.model.record import NamedTuple
from cmdresolve.resolving.explanation import trace_of

if TYPE_CHECKING:
    from cmdresolve.checks.writing.yaml import Key
    from cmdresolve.dockerfile import Instruction
    from cmdresolve.model.image import ImageConfig
    from cmdresolve.resolving.explanation import Word

#: How words are written: as a list, as a string for a shell, or as a string that is split.
Form: TypeAlias = Literal["list", "shell", "split"]

_KEYS = frozenset({"command", "entrypoint", "args"})


class Site(NamedTuple):
    """A place where words of argv are written.

    Attributes:
        role: ``entrypoint``, ``cmd`` or ``args``, as in `Word`.
        name: its name in messages, such as ``CMD`` or ``services.web.command``.
        form: how the words are written.
        words: the words as written, before any replacement; for a string, the string.
        at: the index in argv of the first of its words.
        count: how many words of argv come from it.
        origin: its origin.
        instruction: the instruction, if it is one of a Dockerfile.
        key: the key, if it is one of a YAML file.
        pod: whether that file is a Pod's manifest.
        line: the command line, if it is part of one.
    """

    role: str
    name: str
    form: Form
    words: tuple[str, ...]
    at: int
    count: int  # type: ignore[assignment] # it hides a method of tuples that sites do not need
    origin: Origin | None = None
    instruction: Instruction | None = None
    key: Key | None = None
    pod: bool = False
    line: RunLine | None = None

    def rewritten(self, words: Sequence[str]) -> Change | None:
        """Return the change that replaces the words, or None if they cannot be replaced.

        Args:
            words: the new words, as they have to be written (see `literal`).
        """
        if self.instruction is not None and isinstance(self.origin, InDockerfile):
            if self.origin.trigger is not None:
                return None
            keyword = self.instruction.keyword
            return in_dockerfile.exec_form(
                self.origin.source, self.instruction.span, keyword, words
            )
        if self.key is not None:
            return self.key.with_words(words)
        if isinstance(self.origin, InImage):
            field = "entrypoint" if self.role == "entrypoint" else "cmd"
            text = f"{self.name} {exec_form(words)}"
            return Change(text, image=((field, tuple(words)),))
        if self.line is None:
            return None
        if self.role != "entrypoint":
            return self.line.with_arguments(words)
        # The flag takes one word; the others go after the image.
        first, *rest = words or [""]
        return self.line.with_entrypoint(first, (*rest, *self.line.arguments))

    def cleared(self, cmd: Sequence[str] | None = None) -> Change | None:
        """Return the change that clears the entrypoint of the image.

        Args:
            cmd: the words of a CMD to write in its place, or None.
        """
        put = "ENTRYPOINT []" if cmd is None else f"ENTRYPOINT []\nCMD {exec_form(cmd)}"
        if isinstance(self.origin, InImage):
            words = () if cmd is None else (("cmd", tuple(cmd)),)
            return Change(put, image=(("entrypoint", ()), *words))
        if self.instruction is None or not isinstance(self.origin, InDockerfile):
            return None
        if self.origin.trigger is not None:
            return None
        return in_dockerfile.instead(self.origin.source, self.instruction.span, put)

    def as_text(self, script: str) -> Change | None:
        """Return the change that makes an instruction shell form, or None for other sites."""
        if self.instruction is None or not isinstance(self.origin, InDockerfile):
            return None
        if self.origin.trigger is not None:
            return None
        text = f"{self.instruction.keyword} {script}"
        return in_dockerfile.instead(self.origin.source, self.instruction.span, text)

    def literal(self, word: str) -> str:
        """Return a word as it has to be written to be kept: with dollars doubled in YAML files.

        Compose replaces ``$NAME`` and ``${NAME}``, Kubernetes only ``$(NAME)``.
        """
        if self.key is None:
            return word
        return word.replace("$(", "$$(") if self.pod else word.replace("$", "$$")


def sites_of(
    words: Iterable[Word],
    instruction: Callable[[InDockerfile], Instruction | None],
    typed: Callable[[], RunLine | None],
    *,
    pod: bool,
) -> tuple[Site, ...]:
    """Return the sites of a start, in the order of argv.

    Args:
        words: the words of argv.
        instruction: returns the instruction of an origin.
        typed: parses the command line; called only if a word comes from it.
        pod: whether the YAML file of words is a Pod's manifest.
    """
    groups: dict[str, list[tuple[int, Word]]] = {}
    for place, word in enumerate(words):
        groups.setdefault(word.role, []).append((place, word))
    return tuple(
        _site(role, group, instruction, typed, pod=pod)
        for role, group in groups.items()
        if role != "default"
    )


def set_by(
    image: ImageConfig, instruction: Callable[[InDockerfile], Instruction | None]
) -> Iterator[tuple[str, tuple[InDockerfile, Instruction]]]:
    """Yield the fields ``Entrypoint`` and ``Cmd`` of an image with the instructions that set them.

    Args:
        image: the image.
        instruction: returns the instruction of an origin.
    """
    trace = trace_of(image)
    fields = (("Entrypoint", "ENTRYPOINT", trace.entrypoint), ("Cmd", "CMD", trace.cmd))
    for field, keyword, origins in fields:
        for origin in reversed(origins):
            place = origin.because if isinstance(origin, ByDefault) else origin
            if isinstance(place, InDockerfile) and place.keyword == keyword:
                found = instruction(place)
                if found is not None:
                    yield field, (place, found)
                break


def _site(
    role: str,
    group: list[tuple[int, Word]],
    instruction: Callable[[InDockerfile], Instruction | None],
    typed: Callable[[], RunLine | None],
    *,
    pod: bool,
) -> Site:
    at, first = group[0]
    origin = group[-1][1].origin
    if isinstance(origin, ByDefault) and origin.because is not None:
        origin = origin.because
    words = tuple(word.value for _, word in group)
    if isinstance(origin, InDockerfile):
        written = instruction(origin)
        form: Form = "list"
        if written is not None and written.words is None:
            form, words = "shell", (written.args,)
        elif written is not None and written.words is not None:
            words = written.words
        return Site(role, origin.keyword, form, words, at, len(group), origin, written)
    if isinstance(origin, InYaml):
        from cmdresolve.checks.writing.yaml import key_at  # noqa: PLC0415 - for YAML only

        key = key_at(origin.source, origin.span, _KEYS)
        name = origin.path.partition("[")[0] if key is None else _path(origin.path, key.name)
        form = "list"
        if key is not None and key.text is not None:
            form, words = "split", (key.text,)
        elif key is not None and key.items is not None:
            words = key.items
        return Site(role, name, form, words, at, len(group), origin, None, key, pod)
    if isinstance(origin, InCommandLine | InOverride):
        flag = origin.flag if isinstance(origin, InCommandLine) else None
        name = flag or ("--entrypoint" if role == "entrypoint" else "the command after the image")
        return Site(role, name, "list", words, at, len(group), origin, line=typed())
    name = {"entrypoint": "ENTRYPOINT", "cmd": "CMD"}.get(role, "the arguments")
    return Site(role, name, "list", words, at, len(group), first.origin)


def _path(path: str, key: str) -> str:
    """Return a path such as ``spec.containers[0].args[1]`` up to and including a key."""
    before, found, _ = path.rpartition(f".{key}")
    return f"{before}{found}" if found else path
