"""The verb ``diff``: how two dialects differ on one input, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from cmdresolve import dialects
from cmdresolve.cli.asking import parse, question
from cmdresolve.cli.deciding_reader import reader_changes
from cmdresolve.cli.inputs.files import kind_of
from cmdresolve.cli.inputs.load import load
from cmdresolve.cli.inputs.standard_input import read_once
from cmdresolve.cli.language.arguments import UsageError, leading_options
from cmdresolve.cli.printing import print_json, print_lines, width
from cmdresolve.cli.recognising.kinds import COMPOSE
from cmdresolve.cli.telling import ANSWERED, REFUSED, complain_of_versions
from cmdresolve.dialects import DEFAULT, Builder, dialect
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.quoting import clip, exec_form, printable
from cmdresolve.published.deciding_fields import deciding, says
from cmdresolve.render.as_json import SCHEMA, error_to_json, image_to_json, to_json
from cmdresolve.render.layout import Fragment, TextLine, paragraph
from cmdresolve.render.text import headline, step_text

if TYPE_CHECKING:
    from cmdresolve.cli.inputs.question import Question
    from cmdresolve.cli.language.arguments import Options, SortedWords
    from cmdresolve.resolving.resolution import Resolution

_FIELDS = ("entrypoint", "cmd", "shell", "on_build")
_NAMES = {"entrypoint": "ENTRYPOINT", "cmd": "CMD", "shell": "SHELL", "on_build": "ONBUILD"}
_LONGEST = 1000


@frozen
class Answered:
    """The outcome for one engine and builder.

    Attributes:
        engine: who starts the container.
        builder: who builds the Dockerfile, if it is one.
        image: the image, None if the builder refuses.
        resolution: the answer, None if there is a refusal.
        error: the refusal.
    """

    engine: str
    builder: str
    image: ImageConfig | None = None
    resolution: Resolution | None = None
    error: CmdResolveError | None = None

    @property
    def name(self) -> str:
        """The engine, and the builder if there is something to build."""
        if self.image is not None and self.image.trace is None:
            return self.engine
        return f"{self.engine}, building with {self.builder}"

    @property
    def line(self) -> str:
        """What it starts, or its refusal, as a line."""
        if self.resolution is not None:
            return headline(self.resolution)
        error = self.error
        return "" if error is None else f"refused at {error.stage}: {printable(error.message)}"


@frozen
class Comparison:
    """Two outcomes side by side.

    Attributes:
        left: the first outcome.
        right: the second outcome.
        deciding: the fields of the builders' records that make the difference.
        reading: the changes in Compose that make the difference, each with its description.
        parts: the names of what differs: fields of the image, and ``argv``.
    """

    left: Answered
    right: Answered
    deciding: tuple[str, ...] = ()
    reading: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = field()

    @parts.default
    def _find_parts(self) -> tuple[str, ...]:
        left, right = self.left, self.right
        found = [
            name
            for name in _FIELDS
            if left.image is not None
            and right.image is not None
            and _value(getattr(left.image, name)) != _value(getattr(right.image, name))
        ]
        if _verdict(left) != _verdict(right):
            found.append("argv")
        return tuple(found)

    @property
    def same(self) -> bool:
        """Whether the two agree."""
        return not self.parts

    def layout(self, width: int) -> list[TextLine]:
        """Return it as styled lines."""
        left, right = self.left, self.right
        lines: list[TextLine] = []
        for outcome in (left, right):
            lines.append((Fragment(outcome.name, "title"),))
            lines.append((Fragment("  "), Fragment(clip(outcome.line, _LONGEST))))
        if self.same:
            return [*lines, (), (Fragment("The two agree."),)]
        lines += [(), (Fragment("Where they part", "title"),)]
        for name in self.parts:
            if name == "argv":
                continue
            lines += _field_rows(name, left.image, right.image, width)
        if self.parts == ("argv",):
            same = left.image is not None and right.image is not None
            message = "the image is the same; the start is not" if same else "one of them refuses"
            lines += paragraph(message, width, first="  ")
        lines += _why(self, width)
        return lines

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "schema": SCHEMA,
            "same": self.same,
            "parts": list(self.parts),
            "deciding": [
                *({"field": name, "says": says(name)} for name in self.deciding),
                *({"field": name, "says": text} for name, text in self.reading),
            ],
            "left": _outcome_json(self.left),
            "right": _outcome_json(self.right),
        }


def compare(left: Question, right: Question) -> Comparison:
    """Answer two questions and compare the outcomes.

    Raises:
        CmdResolveError: the question itself is wrong (stage ``request``).
    """
    found = Comparison(_outcome(left), _outcome(right))
    if not found.same and kind_of(left.operand or "", left.typed) is COMPOSE:
        found = evolve(found, reading=_reading(left, found))
    if (
        found.same
        or found.reading
        or not (_is_of_builder(found.left) and _is_of_builder(found.right))
    ):
        return found
    one, other = _builder(left), _builder(right)

    def seen(record: Builder) -> object:
        # Fields are those of the record, or of the one that it was derived from.
        asked = left if record.key == one.key else right
        return _seen(_outcome(asked._replace(builder=record)))

    return evolve(found, deciding=deciding(seen, one, other))


def _reading(question: Question, found: Comparison) -> tuple[tuple[str, str], ...]:
    """Return the changes in Compose that make the difference, if any do."""

    def seen(key: str) -> object:
        return _seen(_outcome(question._replace(engine=key)))

    return reader_changes(seen, found.left.engine, found.right.engine)


def _is_of_builder(outcome: Answered) -> bool:
    if outcome.image is None:
        return outcome.error is not None and outcome.error.stage == "build"
    return outcome.image.trace is not None


def _seen(outcome: Answered) -> tuple[object, ...]:
    image = outcome.image
    stored = None if image is None else [_value(getattr(image, name)) for name in _FIELDS]
    return (stored, _verdict(outcome))


def _builder(question: Question) -> Builder:
    engine = DEFAULT if question.engine is None else dialects.engine(question.engine)
    asked = question.builder or engine.builder
    return dialects.builder(asked) if isinstance(asked, str) else asked


def _outcome(question: Question) -> Answered:
    engine = DEFAULT if question.engine is None else dialects.engine(question.engine)
    keys = (engine.key, _builder(question).key)
    image = None
    try:
        case = load(question)
        image = case.image
        return Answered(*keys, image, case.resolve())
    except CmdResolveError as error:
        if error.stage == "request":
            raise
        return Answered(*keys, image, error=error)


def _value(words: Words) -> Words:
    """Return a field, with an empty list as None: no reader of a config tells these apart."""
    return words or None


def _verdict(outcome: Answered) -> tuple[object, ...]:
    """Return the part of an outcome that two must have in common to agree on the start."""
    resolution, error = outcome.resolution, outcome.error
    if resolution is None:
        return ("refused",) if error is None else ("refused", error.stage, error.code)
    if resolution.unknown:
        words = tuple(word.value for word in resolution.words)
        return ("unknown", resolution.unknown, words)
    return ("argv", resolution.pid1)


def _field_rows(
    name: str, left: ImageConfig | None, right: ImageConfig | None, width: int
) -> list[TextLine]:
    lines: list[TextLine] = []
    for image in (left, right):
        value = getattr(image, name)
        if isinstance(value, Unknown):
            shown = f"not known ({printable(value.need)})"
        else:
            shown = "absent" if not value else clip(exec_form(value), _LONGEST)
        first = f"  {_NAMES[name]:<11}" if image is left else " " * 13
        lines += paragraph(shown, width, first=first, rest=" " * 15)
    return lines


def _why(found: Comparison, width: int) -> list[TextLine]:
    left, right = found.left, found.right
    lines: list[TextLine] = [(), (Fragment("Why", "title"),)]
    named = *((name, says(name)) for name in found.deciding), *found.reading
    for name, about in named:
        lines += paragraph(f"{name}: {about}", width, first="  ", rest="    ")
    for outcome, other in ((left, right), (right, left)):
        known = set(_reasons(other))
        own = [reason for reason in _reasons(outcome) if reason not in known]
        if found.reading and not own and outcome.error is None:
            continue
        lines.append((Fragment(f"  {outcome.name}"),))
        if outcome.error is not None:
            message = str(outcome.error).split("\n")
            lines += [(Fragment(f"    {printable(line)}"),) for line in message]
        elif not own:
            lines += paragraph("nothing beside what holds for both", width, first="    ")
        for text, mend in own:
            lines += paragraph(printable(text), width, first="    - ", rest="      ")
            lines += [(Fragment("        "), Fragment(printable(line), "mend")) for line in mend]
    return lines


def _reasons(outcome: Answered) -> list[tuple[str, tuple[str, ...]]]:
    """Return the steps and notes of an outcome, up to a refusal."""
    if outcome.resolution is None:
        return []
    steps = [(step_text(step), ()) for step in outcome.resolution.steps]
    notes = outcome.resolution.notes
    return [*steps, *((note.text, tuple((note.mend or "").splitlines())) for note in notes)]


def _outcome_json(outcome: Answered) -> dict[str, Any]:
    record: dict[str, Any] = {"name": outcome.name}
    if outcome.resolution is not None:
        answer = to_json(outcome.resolution)
        del answer["schema"]
        return {**record, **answer}
    if outcome.image is not None:
        record["image"] = image_to_json(outcome.image)
    if outcome.error is not None:
        record["error"] = error_to_json(outcome.error)
    return record


def run(words: list[str]) -> int:
    """Print how two engines or builders differ on one input, and why."""
    options, asked = parse("diff", _with_named(words))
    complain_of_versions(options)
    found = compare(*_two_questions(options, asked))
    if options.format == "json":
        print_json(found.to_json())
    else:
        print_lines(found.layout(width()), options.color, found.to_json)
    return REFUSED if options.exit_code and not found.same else ANSWERED


def _with_named(words: list[str]) -> list[str]:
    """Return the words with two engines or builders that are given as operands made options."""
    place = leading_options("diff", words)
    named = words[place : place + 2]
    if len(named) < 2 or not all("@" in x and not x.startswith("-") for x in named):  # noqa: PLR2004
        return words
    flag = "--builder" if isinstance(dialect(named[0]), Builder) else "--engine"
    return [*words[:place], flag, named[0], flag, named[1], *words[place + 2 :]]


def _two_questions(options: Options, asked: SortedWords) -> list[Question]:
    engines, builders = options.engine or [], options.builder or []
    if max(len(engines), len(builders)) != 2:  # noqa: PLR2004 - a difference is of two
        raise UsageError(
            "name two engines, or two builders",
            code="bad-usage",
            hint="write cmdresolve diff --engine docker@28.5 --engine podman@5.8 FILE",
        )
    about = read_once(question(options, asked))
    return [
        about._replace(
            engine=engines[min(place, len(engines) - 1)] if engines else None,
            builder=builders[min(place, len(builders) - 1)] if builders else None,
        )
        for place in range(2)
    ]
