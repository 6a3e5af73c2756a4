"""``cmdresolve check PATH…``: look for findings, leave out what is ignored, print or mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve

from cmdresolve.checks import check
from cmdresolve.checks.registry import RULES
from cmdresolve.cli.checking import fixing
from cmdresolve.cli.checking.ignoring import Ignored, ignored
from cmdresolve.cli.checking.settings import Settings, settings_for
from cmdresolve.cli.checking.units import Unit, units
from cmdresolve.cli.inputs.files import read_bytes
from cmdresolve.cli.inputs.question import Question, described_base
from cmdresolve.cli.inputs.readings import Readings
from cmdresolve.cli.inputs.sources import Outside, sources_of
from cmdresolve.cli.inputs.standard_input import Typed, read_typed
from cmdresolve.cli.inputs.subjects import subject_of
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.language.asked_limits import limits_of
from cmdresolve.model.errors import CmdResolveError, UnknownImageError
from cmdresolve.model.finding import SEVERITIES, Finding, Severity
from cmdresolve.render.reports.checked import Checked, pairs, place_of, reaches

if TYPE_CHECKING:
    from cmdresolve.checks import Subject
    from cmdresolve.cli.language.arguments import Options
    from cmdresolve.cli.streams import Say

_YAML = (".yaml", ".yml", ".json")
#: The codes of the errors of an engine that cannot start this kind of file.
_STARTS_NO_SUCH = ("wrong-engine", "no-manifests")
_SAID = {"error": "error", "warning": "warning", "info": "note"}


class Look:
    """The state that is shared by the questions about many files.

    Attributes:
        codes: the codes of all that was found, wanted or not.
        passed_over: kinds of files that the engine does not start, with the engine used instead.
        outside: the registries and the local engine.
        typed: what standard input had, which all questions share.
        unread: the files and folders below the paths that may not be read, each with the reason.
    """

    def __init__(
        self,
        options: Options,
        settings: Settings,
        paths: Sequence[str],
        typed: Typed | None = None,
    ) -> None:
        """Begin with nothing checked.

        Args:
            options: the options.
            settings: the settings, with the options applied.
            paths: the paths on the command line.
            typed: what standard input had, if it was read before.

        Raises:
            CmdResolveError: standard input is named, and cannot be read.
        """
        if typed is None:
            bases = (described_base(text)[1] for text in options.base or ())
            typed = read_typed((*paths, *bases), options.platform)
        self.typed = typed
        self.options = options
        self.settings = settings
        self.codes: set[str] = set()
        self.passed_over: dict[str, str] = {}
        self.outside = Outside()
        self.unread: list[str] = []
        # Naming both an engine and a file means to start the file with that engine.
        self._named = frozenset(paths) if options.engine else frozenset()
        self._readings = Readings()

    def changed(self) -> None:
        """Forget what was read, because files have changed."""
        self._readings = Readings()

    def subject(self, unit: Unit, text: str | None = None) -> Subject:
        """Ask about a unit, with the default engine for its kind if the given one cannot start it.

        Args:
            unit: the unit.
            text: a text in place of the file's, or None.
        """
        question = question_of(
            unit,
            self.options,
            engine=self.settings.engine,
            builder=self.settings.builder,
            text=text,
            readings=self._readings,
            outside=self.outside,
            typed=self.typed,
        )
        subject = subject_of(question)
        error = subject.error
        if error is None or error.code not in _STARTS_NO_SUCH or unit.path in self._named:
            return subject
        usual = subject_of(question._replace(engine=None))
        engine = None if usual.asked is None else usual.asked.engine
        self.passed_over.setdefault(
            error.message, "its usual one" if engine is None else engine.key
        )
        return usual

    def notes(self) -> Iterator[str]:
        """Return notes on what was not read, on engines used in place of another, and on images."""
        for text in self.unread:
            yield f"note: not read: {text}"
        for message, usual in self.passed_over.items():
            yield f"note: {message}; asked in its place: {usual}"
        yield from self.outside.notes()


def look(
    options: Options, paths: Sequence[str], complain: Say, typed: Typed | None = None
) -> tuple[list[Checked], Look]:
    """Check everything under some paths.

    Args:
        options: the options.
        paths: the files and folders.
        complain: called with notes on unknown codes and on what could not be asked.
        typed: what standard input had, if it was read before.

    Returns:
        The checked units in order, and the state with the settings that apply.

    Raises:
        CmdResolveError: a path cannot be read, or settings are wrong.
    """
    settings = _overlaid(settings_for(paths[0]), options)
    asked = Look(options, settings, paths, typed)
    found = [
        Checked(unit.path, unit.part, tuple(_wanted(unit, asked)))
        for unit in units(paths, settings.exclude, asked.typed, asked.unread)
    ]
    for code in sorted({*settings.select, *settings.ignore} - {*RULES} - asked.codes):
        complain(f"note: no rule is called {code}, and no error here is")
    for note in asked.notes():
        complain(note)
    return _once(found), asked


def mend(checked: Iterable[Checked], asked: Look) -> list[tuple[str, str, str, int]]:
    """Apply the mends to texts; nothing is written.

    Args:
        checked: the checked units.
        asked: the state they were checked with.

    Returns:
        For each changed file its path, its text before and after, and the number of mends.
    """
    changed = []
    for path, parts in _by_file(checked).items():
        before = _text(path, asked)

        def find(text: str, path: str = path, parts: Sequence[str] = tuple(parts)) -> list[Finding]:
            found: dict[tuple[object, ...], Finding] = {}
            asked.changed()
            for part in parts:
                for one in _wanted(Unit(path, part), asked, text):
                    found.setdefault((one.code, one.span, one.mends), one)
            return list(found.values())

        after, made = fixing.mended(path, before, find, unsafe=asked.options.unsafe_fixes)
        if made:
            changed.append((path, before, after, made))
    return changed


def left_out(checked: Iterable[Checked]) -> int:
    """Return how many findings have a mend that changes a file and is not applied by default."""
    return sum(
        any(mend.edits for mend in finding.mends) and not any(mend.safe for mend in finding.mends)
        for _, finding in pairs(checked)
    )


def reaches_level(checked: Iterable[Checked], settings: Settings) -> bool:
    """Say whether a finding is at least as grave as the level in the settings."""
    level = settings.fail_on
    return level != "never" and any(
        reaches(finding.severity, level)  # type: ignore[arg-type] # it is one of LEVELS
        for _, finding in pairs(checked)
    )


def summary(checked: Sequence[Checked]) -> str:
    """Return a line on what was checked and found."""
    counts = Counter(finding.severity for _, finding in pairs(checked))
    parts = [
        f"{counts[severity]} {_SAID[severity]}{'s' if counts[severity] > 1 else ''}"
        for severity in SEVERITIES
        if counts[severity]
    ]
    starts = len(checked)
    return f"{starts} checked: " + (", ".join(parts) or "nothing found")


def _once(checked: Iterable[Checked]) -> list[Checked]:
    """Leave out findings that were reported before: several services may share a Dockerfile."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for one in checked:
        fresh = []
        for finding in one.findings:
            key = (finding.code, place_of(one, finding), finding.message)
            if finding.source is None or key not in seen:
                fresh.append(finding)
            seen.add(key)
        found.append(evolve(one, findings=tuple(fresh)))
    return found


def _overlaid(settings: Settings, options: Options) -> Settings:
    """Return the project's settings with the command line's options applied."""
    return evolve(
        settings,
        select=_codes(options.select) or settings.select,
        ignore=_codes(options.ignore) or settings.ignore,
        fail_on=options.fail_on or settings.fail_on,
        engine=options.engine[-1] if options.engine else settings.engine,
        builder=options.builder[-1] if options.builder else settings.builder,
    )


def _codes(texts: Sequence[str] | None) -> tuple[str, ...]:
    codes = (code.strip() for text in texts or () for code in text.split(","))
    return tuple(code for code in codes if code)


def _wanted(unit: Unit, asked: Look, text: str | None = None) -> Iterable[Finding]:
    """Return the findings of a unit, without ignored ones."""
    written = _text(unit.path, asked) if text is None else text
    for finding in _findings(unit, partial(asked.subject, unit, text)):
        asked.codes.add(finding.code)
        # A Dockerfile has its own comments on what to ignore.
        source = finding.source
        name, said = (unit.path, written) if source is None else (source.name, source.text)
        if _is_wanted(finding, asked.settings, ignored(said, is_yaml=name.endswith(_YAML))):
            yield finding


def _is_wanted(finding: Finding, settings: Settings, hidden: Ignored) -> bool:
    if settings.select and finding.code not in settings.select:
        return False
    return finding.code not in settings.ignore and not hidden.hides(finding)


def _findings(unit: Unit, ask: Callable[[], Subject]) -> Iterable[Finding]:
    if unit.error is not None:
        yield _refused(unit.error)
        return
    subject = ask()
    found = check(subject)
    yield from found
    error = subject.error
    if isinstance(error, UsageError):
        raise error
    has_error = any(one.severity == "error" for one in found)
    if error is not None and not has_error and not isinstance(error, UnknownImageError):
        # An image that starts nothing by itself may be meant for others to start from, and a
        # Dockerfile may be made or fetched before the build.
        alone = not unit.part and error.code == "no-command"
        hidden = alone or error.code == "no-dockerfile"
        yield _refused(error, "info" if hidden else "error")


def question_of(
    unit: Unit,
    options: Options,
    *,
    engine: str | None = None,
    builder: str | None = None,
    text: str | None = None,
    readings: Readings | None = None,
    outside: Outside | None = None,
    typed: Typed = Typed(),  # noqa: B008 - frozen
) -> Question:
    """Return the question of a unit.

    Args:
        unit: the unit.
        options: the options on builds and bases.
        engine: the engine.
        builder: the builder.
        text: a text in place of the file's, or None.
        readings: the Compose projects that were read before.
        outside: the registries and the local engine.
        typed: what standard input had, if it was read.
    """
    return Question(
        operand=unit.path,
        arguments=(unit.part,) if unit.part else (),
        engine=engine,
        builder=builder,
        target=options.target,
        build_args=options.build_arg or (),
        bases=options.base or (),
        platform=options.platform,
        typed=typed.data,
        stored=typed.stored,
        texts={} if text is None else dict.fromkeys(fixing.names_of(unit.path), text),
        # One of many files need not use all that is said about builds.
        sources=sources_of(options, unit.path, unused=False, readings=readings, outside=outside),
        limits=limits_of(options.limit),
    )


def _refused(error: CmdResolveError, severity: Severity = "error") -> Finding:
    """Return the finding of a refusal that no rule is about."""
    hint = f"; {error.hint}" if error.hint else ""
    return Finding(error.code, severity, error.message + hint, source=error.source, span=error.span)


def _text(path: str, asked: Look) -> str:
    data = (asked.typed.data or b"") if path == "-" else read_bytes(path)
    return data.decode("utf-8", "surrogateescape")


def _by_file(checked: Iterable[Checked]) -> dict[str, list[str]]:
    files: dict[str, list[str]] = {}
    for one in checked:
        files.setdefault(one.path, []).append(one.part)
    return files
