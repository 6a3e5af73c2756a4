"""Where the words of a start are written, so that a rule can read and a mend rewrite them.

A site is one list or text of words: an instruction of a Dockerfile, a key of a YAML file, the words
after an image, the value of ``--entrypoint``, a field of an image config.
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

#: How words are written: a list of words, a text for a shell, a text that a program splits.
Form: TypeAlias = Literal["list", "shell", "split"]

_KEYS = frozenset({"command", "entrypoint", "args"})


class Site(NamedTuple):
    """One place where words of argv are written.

    Attributes:
        role: ``entrypoint``, ``cmd`` or ``args``, as of `Word`.
        name: what the reader calls it, such as ``CMD`` or ``services.web.command``.
        form: how the words are written.
        words: the words as written, before anything in them is replaced; of a text, the text.
        at: the place in argv of the first of its words.
        count: how many words of argv come from it.
        origin: where it is.
        instruction: the instruction of a Dockerfile that it is.
        key: the key of a YAML file that it is.
        pod: whether the file is a Pod's manifest.
        line: the command line that it is a part of.
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
        """Return the change that writes other words here; None where nothing can be written.

        Args:
            words: the words as the place has to say them.
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
        # The flag takes one word: the others go behind the image.
        first, *rest = words or [""]
        return self.line.with_entrypoint(first, (*rest, *self.line.arguments))

    def cleared(self, cmd: Sequence[str] | None = None) -> Change | None:
        """Return the change that takes the entrypoint of the image away.

        Args:
            cmd: the words of a CMD that is said in its place, or None.
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
        """Return the change that writes a text for a shell here: shell form of an instruction."""
        if self.instruction is None or not isinstance(self.origin, InDockerfile):
            return None
        if self.origin.trigger is not None:
            return None
        text = f"{self.instruction.keyword} {script}"
        return in_dockerfile.instead(self.origin.source, self.instruction.span, text)

    def literal(self, word: str) -> str:
        """Write a word so that its place leaves it as it is: dollars doubled where that is due."""
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
    """Find the sites of a start, in the order of argv.

    Args:
        words: the words of argv.
        instruction: finds the instruction that an origin stands in.
        typed: reads the command line, where a word stands in it.
        pod: whether a YAML file that words stand in is a Pod's manifest.
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
    """Find the instructions that set ``Entrypoint`` and ``Cmd`` of an image.

    Args:
        image: the image.
        instruction: finds the instruction that an origin stands in.
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
    """Cut a path such as ``spec.containers[0].args[1]`` behind the key it goes through."""
    before, found, _ = path.rpartition(f".{key}")
    return f"{before}{found}" if found else path
