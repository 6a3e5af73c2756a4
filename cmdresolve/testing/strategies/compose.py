"""Compose files, the values in them, and requests with them: what Compose takes and nearly takes.

A request is spoiled in one way at most.  Of two faults Compose may name either, as it comes to the
entries of a mapping in an order of chance.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cmdresolve import dialects
from cmdresolve.testing.strategies.choices import below, one_in, pick
from cmdresolve.testing.strategies.words import word_lists, words

Request = dict[str, Any]

SERVICE = "a"

_PIECES = (
    "a",
    "b c",
    " ",
    "'",
    '"',
    "\\",
    "|",
    ";",
    "&&",
    ">",
    "2>x",
    "<",
    "#",
    " # d",
    "(",
    ")",
    "$(",
    "`",
    "\n",
    "\t",
    "--x=1",
    "é",
    "\u00a0",
)
_VARIABLES = (
    "$V",
    "${V}",
    "$U",
    "${U:-x y}",
    "${U-x}",
    "${E:-z}",
    "${E-z}",
    "${V:+q r}",
    "${E:+q}",
    "${E+q}",
    "${U+q}",
    "${U:-${V}}",
    "${U:-$$V}",
    "${U:-a}b}",
    "${U:-}",
    "${V:?m}",
    "${E?m}",
    "$$",
    "$$V",
    "$${V}",
    "$",
    "$1",
    "$@",
    "${U:-{a}}",
    "${U-a:-b}",
    "$v",
    "$V$V",
)
_NO_VARIABLES = (
    "${V",
    "${1}",
    "${}",
    "${V!}",
    "${V:0:1}",
    "${#V}",
    "${ V }",
    "${U:-a\nb}",
    "${-x}",
)
_NEEDED_VARIABLES = ("${U:?m}", "${E:?}", "${U?m}", "${U:?${V}}")
_VALUES_OF_V = ("v", "a b", "a 'b c' d", "x | y", "it's", "", "$V", "a\\nb", "1", "#")
_ODD_VALUES = (
    "10",
    "1.5",
    "0x10",
    "true",
    "False",
    "2001-01-01",
    ".inf",
    "{a: b}",
    "{}",
    "[a, 1]",
    "[a, true]",
    "[~]",
    "[[a]]",
    "[{a: b}]",
    "[2001-01-01]",
    '!!int "1"',
    "!!float 1",
    "1_000",
    "0o7",
    "08",
    "!!int a",
    "[a, b: c]",
    "- a",
    "@a",
    "%a",
    "*z",
    '"\\/"',
    '"\\z"',
    "{a, b}",
    "a: b",
    "[a]b",
    "!!bool yes",
    "!!binary a",
    "[a, , b]",
    "|a",
)
_PLAIN_VALUES = (
    "yes",
    "a b",
    "a#c",
    "a # c",
    "!!str 10",
    "[!!str 10]",
    "!foo 10",
    "~",
    "null",
    "''",
    '""',
    '"  "',
    "[]",
    '[""]',
    "",
    "1e999",
    "0x",
    "12:30:45",
    "2001-13-01",
    "<<",
    "[a, b c]",
    "['it''s']",
    "!!binary YSBi",
    "- ",
    "a # c\n      b",
    "a\n      b\n\n      c",
    "a\tb",
    "\ta\t# b",
    "|2\n        a",
    "|+\n      a\n\n",
    ">\n      a\n        b\n      c\n\n      d",
    "[a,\n      b # c\n      , c]",
    "\n      - a\n      - b c # d\n      -  'e'",
    "\n    - a\n    - b",
    "&y [a]",
    "&y a b",
    "!!seq [a]",
    "! 10",
    "!<tag:yaml.org,2002:str> 10",
    '"a\n      b\n\n      c"',
    '"a\\\n      b"',
    '"\\x41\\u0042\\e\\_\\N\\L\\t"',
    "a:b",
    "a, b",
    "-a",
    "?a",
    "a'b'",
    "é 😀",
    "\u00a0a",
    "[ a , -, 'b:c' ]",
    "tRUE",
    "1:30",
)
_TAGGED = (
    "!reset null",
    "!reset [o]",
    "!reset",
    "!override [o]",
    "!override []",
    "!override null",
    "!override o p",
)
_OTHER_LINES = (
    "environment: {V: w}",
    "profiles: [p]",
    "x-note: $V",
    "tty: true",
    "network_mode: none",
    "init: true",
    'init: "yes"',
    "init: $Y",
    "init: false",
    "pid: host",
    "labels: [a=b]",
    "command: [z]\n    pid: host",
)
_ODD_LINES = (
    "comand: a",
    "image: 1",
    "image: ~",
    "init: nope",
    "init: 1",
    "build: ~",
    "extends: nobody",
    "extends: a",
    "extends: {service: nobody}",
    "1: x",
    "<<: x",
    "pid: 1",
    "image: x\n    image: y",
    "? [a] : b",
    "~: b",
    '"": b',
    "environment: {A: '${'}",
    "extends: {file: base.yaml}",
    "entrypoint: *z",
)
_WRAPS = (
    "\ufeff{}",
    "%YAML 1.1\n---\n{}",
    "---\n{}",
    "{}...\n",
    "{}# d ${{\n",
    "version: '3'\n{}",
    "name: $V\n{}",
    "x-v: ${{V:-a}}\n{}",
    "volumes: {{}}\n{}",
)
_ODD_FILES = (
    "",
    "# x\n",
    "a: 1\n",
    "- a\n",
    "services: []\n",
    "services:\n",
    "services: {a: [x]}\n",
)


@cache
def compose_texts(*, variables: bool = True) -> st.SearchStrategy[str]:
    """Return the text of a command as Compose splits it, or nearly.

    Quotes, backslashes, operators, comments that are none, parentheses. Shrinks to ``a``.

    Args:
        variables: whether variables are among it.
    """
    pieces = st.sampled_from(_PIECES)
    if variables:
        pieces |= st.sampled_from(_VARIABLES)
    quoted = words().map(lambda word: "'" + word.replace("'", "") + "'")
    calm = st.lists(st.sampled_from(("a", "b", "'c d'", '"e"')), min_size=1, max_size=3)
    wild = st.lists(pieces | quoted, min_size=1, max_size=6)
    return calm.map(" ".join) | wild.map("".join)


@cache
def compose_scalars(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Write a text as a YAML scalar of any style that can hold it. Shrinks to double quotes.

    Args:
        texts: the texts.
    """
    return _compose_scalars(texts)


@st.composite
def _compose_scalars(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    text = draw(texts)
    style = draw(below(4))
    printable = all(x.isprintable() or x == "\n" for x in text) and "\ufeff" not in text
    if style == 1 and printable and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if style == 2 and printable and _fits_block(text):  # noqa: PLR2004 - the third of the styles
        lines = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
        return draw(pick("|", "|-", ">", ">-")) + "\n" + lines.rstrip("\n")
    if style == 3 and text.replace(" ", "").replace("$", "").isalpha() and text == text.strip():  # noqa: PLR2004 - the last
        return text
    return _double_quoted(text)


def _fits_block(text: str) -> bool:
    return text[:1] not in ("", " ", "\n") and text == text.rstrip("\n")


def _double_quoted(text: str) -> str:
    # JSON writes what lies above U+FFFF as two surrogates, which YAML takes for what they are.
    return "".join(x if x > "\uffff" else json.dumps(x)[1:-1] for x in text).join('""')


@cache
def compose_values(*, odd: bool = False) -> st.SearchStrategy[str]:
    """Return a value for ``command`` or ``entrypoint`` as YAML: text, list, null, empty.

    Shrinks to ``[]``.

    Args:
        odd: whether it is one of a type that Compose refuses, or nearly does.
    """
    if odd:
        return st.sampled_from(_ODD_VALUES)
    word = words() | st.sampled_from(_VARIABLES)
    lists = st.lists(compose_scalars(word.filter(lambda x: "\n" not in x)), max_size=3).map(_listed)
    return compose_scalars(compose_texts()) | lists | st.sampled_from(_PLAIN_VALUES)


def _listed(items: Sequence[str]) -> str:
    return "[" + ", ".join(x if x[:1] in "'\"" else _double_quoted(x) for x in items) + "]"


def compose_requests(*, engine: str = "compose@2.40") -> st.SearchStrategy[Request]:
    """Return a request to start the service ``a`` of a project. Shrinks to a file of one service.

    Args:
        engine: which Compose reads the files.
    """
    if dialects.engine(engine).compose is None:
        raise ValueError(f"{engine} has no Compose")
    return _compose_requests(engine)


@st.composite
def _compose_requests(draw: st.DrawFn, engine: str) -> Request:
    spoiled = draw(
        pick(*("" for _ in range(7)), "value", "line", "variable", "needed", "file", "run")
    )
    files, beside = draw(_projects(spoiled))
    compose: Request = {"files": files, "service": SERVICE}
    written = "\n".join((*files, *beside.values()))
    env = draw(_environments())
    if used := {name: value for name, value in env.items() if name in written}:
        compose["env"] = used
    if beside:
        compose["beside"] = beside
    run = draw(_runs(spoiled == "run"))
    if run is not None:
        compose["run"] = run
    if spoiled == "run" and draw(below(2)):
        compose["service"] = "nobody"
    return {"engine": engine, "image": draw(_images()), "compose": compose}


@cache
def _images() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={"Entrypoint": word_lists(), "Cmd": word_lists()})


@cache
def _environments() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {"V": st.sampled_from(_VALUES_OF_V), "E": st.just(""), "Y": pick("true", "no")}
    )


@st.composite
def _runs(draw: st.DrawFn, odd: bool) -> Request | None:  # noqa: FBT001 - drawn from, not called
    if not odd and draw(below(3)) != 1:
        return None
    run: Request = {}
    if draw(below(2)) or odd:
        run["entrypoint"] = draw(compose_texts(variables=False) | pick("", '""', "a | b"))
    if draw(below(2)):
        run["args"] = draw(st.lists(words(), max_size=2))
    return run


@st.composite
def _projects(draw: st.DrawFn, spoiled: str) -> tuple[list[str], dict[str, str]]:
    """Return the files of a project and those beside them."""
    kind = draw(below(8))
    lines = draw(_service_lines(spoiled))
    own = _service(SERVICE, ["image: x", *lines])
    over = [_file(_service(SERVICE, draw(_upper_lines()))) for _ in range(draw(below(3)))]
    beside: dict[str, str] = {}
    head = ""
    if kind == 4:  # noqa: PLR2004 - one kind of project among eight
        head, own = draw(_anchored(lines))
    elif kind == 5:  # noqa: PLR2004 - same
        base = draw(_service_lines(""))
        deeper = draw(below(3)) == 1
        own = _service(SERVICE, ["extends: b", *draw(_upper_lines())])
        own += _service("b", ["image: x", *(["extends: c"] if deeper else []), *base])
        own += _service("c", ["image: x", *draw(_service_lines(""))]) if deeper else ""
    elif kind == 6:  # noqa: PLR2004 - same
        own = _service(SERVICE, ["extends: {file: base.yaml, service: b}", *draw(_upper_lines())])
        beside["base.yaml"] = _file(_service("b", ["image: x", *lines]))
    elif kind == 7 and not over:  # noqa: PLR2004 - same
        own = _service("c", ["image: x"])
        head = "include: [inc.yaml]\n"
        beside["inc.yaml"] = _file(_service(SERVICE, ["image: x", *lines]))
    first = head + _file(own)
    if spoiled == "file":
        odd = draw(st.sampled_from(_ODD_FILES))
        return ([first, odd] if draw(below(2)) else [odd]), beside
    if draw(one_in(5)):
        wrap = draw(pick(*_WRAPS))
        first = draw(pick(wrap.format(first), first.replace("\n", "\r\n")))
        return [first, *over], beside
    joined = draw(one_in(5))
    if over and joined:
        first = f"{first}---\n{over.pop()}"
    return [first, *over], beside


@st.composite
def _anchored(draw: st.DrawFn, lines: Sequence[str]) -> tuple[str, str]:
    """Return a head with an anchor, and a service that uses it."""
    way = draw(below(4))
    if way == 0:
        head = "x-b: &b\n" + "".join(f"  {line}\n" for line in _shallower(lines)) + "  tty: true\n"
        own = ["<<: *b", "image: x", *draw(_upper_lines())]
    elif way == 1 and draw(below(2)):
        head = ""
        own = ["image: x", f"command: &y {draw(pick('a b', '[a]', '!!str 1', '!reset a'))}"]
        own.append(draw(pick("entrypoint: *y", "entrypoint: [*y]", "x-y: *y")))
    elif way == 1:
        head = f"x-c: &c {draw(compose_scalars(words().filter(_one_line)))}\n"
        own = ["image: x", draw(pick("command: *c", "command: [x, *c]", "entrypoint: *c"))]
    else:
        head = "x-b: &b {command: [k1], tty: true}\nx-d: &d {command: d, entrypoint: [e]}\n"
        if way == 2:  # noqa: PLR2004 - one of four ways
            head = "x-b: &b {command: !reset [k1], entrypoint: e f}\nx-d: &d {command: d}\n"
        own = ["<<: [*b, *d]", "image: x", *draw(_upper_lines())]
    return head, _service(SERVICE, own)


def _one_line(text: str) -> bool:
    return "\n" not in text


def _shallower(lines: Sequence[str]) -> list[str]:
    return [line.replace("\n    ", "\n  ") for line in lines]


@st.composite
def _service_lines(draw: st.DrawFn, spoiled: str) -> list[str]:
    """Return the lines of a service beside its image."""
    lines = [
        f"{key}: {draw(compose_values())}" for key in ("entrypoint", "command") if draw(below(3))
    ]
    if draw(one_in(4)):
        lines = _added(lines, draw(st.sampled_from(_OTHER_LINES)))
    if spoiled == "value":
        key = draw(pick("command", "entrypoint"))
        lines = [x for x in lines if not x.startswith(key)]
        lines.append(f"{key}: {draw(compose_values(odd=True))}")
    elif spoiled == "line":
        lines.append(draw(st.sampled_from(_ODD_LINES)))
    elif spoiled in ("variable", "needed"):
        broken = _NO_VARIABLES if spoiled == "variable" else _NEEDED_VARIABLES
        text = _double_quoted(draw(pick(*broken)) + draw(pick("", " a", "}")))
        lines = [x for x in lines if not x.startswith("command")]
        lines.append(draw(pick(f"command: {text}", f"command: [a, {text}]", f"x-note: {text}")))
    return lines


@st.composite
def _upper_lines(draw: st.DrawFn) -> list[str]:
    """Return lines that are laid over those of another file or service."""
    lines = []
    for key in ("entrypoint", "command"):
        kind = draw(below(5))
        if kind == 1:
            lines.append(f"{key}: {draw(st.sampled_from(_TAGGED))}")
        elif kind > 1:
            lines.append(f"{key}: {draw(compose_values())}")
    if draw(one_in(4)):
        lines = _added(lines, draw(st.sampled_from(_OTHER_LINES)))
    return lines or ["tty: true"]


def _added(lines: list[str], line: str) -> list[str]:
    keys = {x.split(":")[0].strip() for x in line.split("\n    ")}
    return [x for x in lines if x.split(":")[0] not in keys] + line.split("\n    ")


def _service(name: str, lines: Sequence[str]) -> str:
    seen: dict[str, str] = {}
    for line in lines:
        seen.setdefault(line, "")
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in seen)


def _file(services: str) -> str:
    return "services:\n" + services
