"""compose-go's loader: which projects it takes, how it merges them, what their services start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from cmdresolve import CmdResolveError
from cmdresolve.starters.compose import ServiceCommand, compose_service, compose_services
from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import UNREAD, Call, Func, Literal, Name, is_read, plain, rows
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

_ENGINE = "compose@5.3"
_FOLDER = "loader/"
#: The functions that load one text, and the place of the text among their arguments.
_OF_ONE_TEXT = {"load": 1, "loadWithEnv": 1, "loadYAML": 0, "loadYAMLWithEnv": 0}
_CALLS = (*_OF_ONE_TEXT, "LoadWithContext", "loader.LoadWithContext")
_MERGES = ("assertMergeYaml", "Merge")
#: The fields of a service that are answered, by their names there.
_FIELDS = {".Command": "args", ".Entrypoint": "entrypoint", ".Image": "image"}
_SERVICE = re.compile(r"^  (\w+):\s*$", re.MULTILINE)
#: What a caller of the loader may ask for and the program does not.
_OWN_OPTIONS = frozenset(
    "SkipInclude SkipExtends SkipInterpolation SkipValidation SkipDefaultValues ResourceLoaders "
    "Interpolate KnownExtensions Listeners Profiles discardEnvFiles".split()
)


def _joined(*parts: Any) -> Any:
    texts = all(isinstance(part, str) and not isinstance(part, Name) for part in parts)
    return "/".join(filter(None, parts)) if texts else UNREAD


#: Paths from where the tests are run, which is the loader's folder.
_COMPUTED: dict[str, Callable[..., Any]] = {
    "filepath.Join": _joined,
    "filepath.Abs": lambda path: path,
    "os.Getwd": lambda: "",
}


class _Project(NamedTuple):
    """What is loaded: the files in their order, the environment's variables, and the folder."""

    files: list[tuple[str, str]]
    env: Mapping[str, str]
    folder: str


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the projects of its tests, and what it merges."""
    for path in sorted(files):
        if re.fullmatch(rf"{_FOLDER}(tests/)?\w+_test\.go", path):
            tests = stepped_tests(files[path], _COMPUTED)
            for one in asked((x for x in tests if x[0] not in _OF_ONE_TEXT), *_CALLS):
                yield _case(one, files)
        elif re.fullmatch(r"override/\w+_test\.go", path):
            tests = (x for x in stepped_tests(files[path]) if x[0] != "assertMergeYaml")
            for one in asked(tests, *_MERGES):
                yield _merged(one)


class _Beside(Mapping[str, str]):
    """The files beside a project, from the folder of the loader, each read when it is needed."""

    def __init__(self, files: Files, folder: str) -> None:
        self.files = files
        self.folder = folder
        inside = (path for path in files if path.startswith(folder))
        self.paths = [path for path in inside if not path.endswith(".go")]

    def __getitem__(self, path: str) -> str:
        return self.files[f"{self.folder}{path}"]

    def __iter__(self) -> Iterator[str]:
        return (path.removeprefix(self.folder) for path in self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def _case(one: Asked, files: Files) -> Case | NotAsked:
    project = _project(one, files)
    if project is None:
        return NotAsked(one.test, "its files or its variables are computed")
    used = {token.text for x in one.call.arguments if isinstance(x, Func) for token in x.body}
    if used & _OWN_OPTIONS or any("With" in str(x) for x in one.call.arguments):
        return NotAsked(one.test, "the loader is asked for what the program does not ask for")
    told = _told(one)
    ask = partial(_load, project, _Beside(files, project.folder), tuple(told))
    if one.call.function not in ("load", "loadWithEnv"):
        if one.fails is None:
            return NotAsked(one.test, "it does not say whether it is taken")
        if one.fails:
            return Case(one.test, REFUSED, ask)
    return Case(one.test, told or ACCEPTED, ask)


def _project(one: Asked, files: Files) -> _Project | None:
    """Return what is loaded; None where it is computed."""
    at = _OF_ONE_TEXT.get(one.call.function)
    if at is not None:
        text, *more = one.call.arguments[at:]
        told = [("compose.yml", text)]
        env = plain(more[0]) if more else {}
    else:
        details = one.call.arguments[1]
        if isinstance(details, Name):
            details = one.before.get(details)
        if isinstance(details, Call) and details.function == "buildConfigDetails":
            told = [("filename.yml", details.arguments[0])]
            env = plain(details.arguments[1])
        else:
            return _detailed(details, files)
    return _checked(told, env or {}, _FOLDER)


def _checked(told: list[tuple[str, Any]], env: Any, folder: str) -> _Project | None:
    read_all = told and all(isinstance(x, str) and is_read(x) for pair in told for x in pair)
    return _Project(told, env, folder) if read_all and is_read(env) else None


def _detailed(details: Any, files: Files) -> _Project | None:
    """Return what a ``ConfigDetails`` says."""
    if not isinstance(details, Literal):
        return None
    fields = {str(key): value for key, value in details.items}
    working = fields.get("WorkingDir") or ""
    if not isinstance(working, str) or isinstance(working, Name):
        return None
    working = working.strip("./")
    folder = f"{_FOLDER}{working}/" if working else _FOLDER
    told = []
    for row in rows(fields.get("ConfigFiles")):
        name, text = row.get("Filename") or "compose.yml", plain(row.get("Content"))
        told.append((str(name), files.get(f"{_FOLDER}{name}") if text is None else text))
    inside = [(name.removeprefix(folder.removeprefix(_FOLDER)), text) for name, text in told]
    return _checked(inside, plain(fields.get("Environment")) or {}, folder)


def _told(one: Asked) -> dict[tuple[str, str], Any]:
    """Return what the test says of ``p.Services[NAME]``, by name and field."""
    found: dict[tuple[str, str], Any] = {}
    for check in one.checks:
        for call in check.inner():
            for at, side in enumerate(call.arguments):
                if at == 0 or not isinstance(side, Call):
                    continue
                values = [x for x in call.arguments[1:] if x != side and x != Name("t")]
                for field, value in _said(side, values):
                    if is_read(value):
                        found[_service(side), field] = value
    return {key: value for key, value in found.items() if key[0]}


def _said(side: Call, values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a service that a comparison with values tells."""
    if side.function in _FIELDS and values:
        yield side.function, plain(values[0])
    elif side.function == "[]" and values and isinstance(values[0], Literal):
        for key, value in values[0].items:
            if f".{key}" in _FIELDS and values[0].type.endswith("ServiceConfig"):
                yield f".{key}", plain(value)


def _service(side: Call) -> str:
    """Return the name in ``p.Services[NAME]``, or in a field of it; empty for anything else."""
    index = side.arguments[0] if side.function in _FIELDS else side
    if isinstance(index, Call) and index.function == "[]":
        of, name = index.arguments[:2]
        if str(of).endswith(".Services") and is_read(name):
            return str(name)
    return ""


def _load(project: _Project, beside: Mapping[str, str], told: tuple[tuple[str, str], ...]) -> Any:
    files, env, _ = project
    if not told:
        compose_services(
            files, env=env, engine=_ENGINE, folder="tests", beside=beside, complete=True
        )
        return ACCEPTED
    return {
        (name, field): _field(
            compose_service(files, name, env=env, engine=_ENGINE, folder="tests", beside=beside),
            _FIELDS[field],
        )
        for name, field in told
    }


def _field(service: ServiceCommand, field: str) -> Any:
    if field == "image":
        return service.image
    words = getattr(service.override, field)
    return None if words is None else list(words)


def _merged(one: Asked) -> Case | NotAsked:
    """Compare two files with the one that they come to."""
    texts = [x for x in one.call.arguments if isinstance(x, str) and not isinstance(x, Name)]
    if one.call.function == "Merge":
        made = [x.arguments for x in one.call.arguments if isinstance(x, Call)]
        texts = [plain(words[1]) for words in made if len(words) > 1]
        expected = one.before.get("expected") or one.after.get("expected")
        texts += [expected] if isinstance(expected, str) else []
    if len(texts) != 3 or not is_read(texts):
        return NotAsked(one.test, "its files are computed, or it compares something else")
    try:
        expected = _starts(texts[2:])
    except CmdResolveError:
        return NotAsked(one.test, "what it merges is no whole project")
    return Case(one.test, expected, partial(_starts, texts[:2]))


def _starts(texts: Sequence[str]) -> list[tuple[str, Any, Any, Any]]:
    """Return what each service starts; an image is laid under those that name none."""
    names = dict.fromkeys(name for text in texts for name in _SERVICE.findall(text))
    images = "".join(f"  {name}: {{image: x}}\n" for name in names)
    files = [
        (f"{number}.yml", text) for number, text in enumerate([f"services:\n{images}", *texts])
    ]
    return [
        (one.service, *(_field(one, field) for field in _FIELDS.values()))
        for one in compose_services(files, engine=_ENGINE, folder="tests")
    ]


SUITE = Suite("compose-go, projects", "compose-spec/compose-go", read)
