"""The pages and pictures that are made of the code: ``python -m docs.generated`` writes them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import fields

import cmdresolve as cr
from cmdresolve.checks.registry import RULES
from cmdresolve.cli.language.help_pages import TOPICS
from cmdresolve.cli.language.options import BY_NAME, OPTIONS, SHORT, VERBS, Option, Verb
from cmdresolve.model import errors
from cmdresolve.render import dialects, rules, svg, text
from docs.error_codes import codes

DOCS = Path(__file__).parent
_MADE = "*Made by `python -m docs.generated` of {}; a test compares the two.*"


def pages() -> dict[Path, str]:
    """Return the text of each generated file by its path."""
    made = {
        "reference/dialects.md": dialects.markdown(),
        "reference/command-line.md": "\n".join(_command_line()),
        "reference/errors.md": "\n".join(_errors()),
        "reference/limits.md": "\n".join(_limits()),
        "reference/starts.md": "\n".join(_starts()),
        "rules/README.md": "\n".join(_rules()),
        "pictures/answer.svg": _answer(),
        "pictures/merge-of-config.svg": _merge_of_config(),
        "pictures/merge.svg": _merge("serve", args=["--port", "81"]),
        "pictures/merge-of-lists.svg": _merge('["serve"]', args=["--port", "81"]),
        "pictures/merge-cleared.svg": _merge('["serve"]', entrypoint=[], args=["sh"]),
        "explanation/why-engines-differ.md": _with_table("explanation/why-engines-differ.md"),
        **{f"rules/{code}.md": rules.page(rule).rstrip("\n") for code, rule in RULES.items()},
    }
    return {DOCS / name: f"{content}\n" for name, content in made.items()}


def _rules() -> Iterator[str]:
    yield from ("# Findings", "", _MADE.format("the rules in `cmdresolve/checks`"), "")
    yield "`cmdresolve rule CODE` prints the same; `cmdresolve check` looks for them in files."
    for severity in ("error", "warning", "info"):
        yield from ("", f"## {severity.capitalize()}", "")
        for code in sorted(RULES):
            if RULES[code].severity == severity:
                yield f"- [{code}]({code}.md): {_escaped(RULES[code].summary)}"


def _command_line() -> Iterator[str]:
    yield from ("# The command line", "", _MADE.format("`cmdresolve/cli/language/options.py`"), "")
    yield "Options stand before the FILE or right behind it; behind `--` nothing is an option."
    for verb in VERBS:
        yield from ("", f"## {verb.name}", "", verb.about, "", "```text")
        yield from (f"cmdresolve {usage}" for usage in verb.usages)
        yield "```"
        rows = list(_options(verb))
        if rows:
            yield from ("", "| option | what it does |", "| :--- | :--- |", *rows)
    yield from ("", "## Options", "", "| option | what it does | taken by |")
    yield "| :--- | :--- | :--- |"
    for option in OPTIONS:
        takers = ", ".join(verb.name for verb in VERBS if option.name in verb.option_names)
        yield f"{_row(option)} {takers} |"
    for topic, title in (("inputs", "Inputs"), ("lines", "Lines of other programs")):
        yield from ("", f"## {title}", "", "```text", TOPICS[topic], "```")
    yield from ("", "## Exit statuses", "", "```text", TOPICS["exit"], "```")


def _options(verb: Verb) -> Iterator[str]:
    for name in verb.options:
        yield _row(BY_NAME[name])
    if verb.formats:
        about = f"how to print it: {', '.join(verb.formats)}; the first is the default"
        yield _row(BY_NAME["--format"]._replace(about=about))


def _row(option: Option) -> str:
    short = "".join(f"`{key}`, " for key, name in SHORT.items() if name == option.name)
    choices = f": {', '.join(option.choices)}" if option.choices else ""
    name = f"{option.name} {option.metavar}".rstrip()
    return f"| {short}`{name}` | {_escaped(option.about + choices)} |"


def _errors() -> Iterator[str]:
    yield from ("# Errors", "", _MADE.format("the code"), "")
    yield "Every refusal is a `CmdResolveError`, or one of its kin. It has a `code`, a `stage`"
    yield "(`build`, `create`, `start` or `request`), a `message`, and where they are known a"
    yield "`source` with a `span`, `line` and `column`, and a `hint`."
    yield "`check` takes these codes in `select` and `ignore` like those of rules."
    yield from ("", "| class | what it says |", "| :--- | :--- |")
    for name, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, errors.CmdResolveError):
            about = (kind.__doc__ or "").split("\n\n")[0]
            yield f"| `{name}` | {_escaped(' '.join(about.split()))} |"
    yield from ("", "## Codes", "", "Where a code is made; the message says the rest.", "")
    yield from ("| code | in |", "| :--- | :--- |")
    for code, modules in codes().items():
        yield f"| `{code}` | {', '.join(f'`{module}`' for module in modules)} |"


def _limits() -> Iterator[str]:
    yield from ("# Limits", "", _MADE.format("`cmdresolve.Limits`"), "")
    yield "What one question may take. Passing a limit is a `LimitError` with the code `limit`,"
    yield "never an engine's refusal. `limits=cr.Limits(text=…)` allows more, or less, of whatever"
    yield "reads or resolves: `Dockerfile.parse`, `from_file` and `image`, `ImageConfig.changed`,"
    yield "`docker_run`, `compose_service`, `quadlet_container`, `pod_container`, `pod_containers`,"
    yield "`resolve` and `answer`. On the command line, and for `batch`, it is"
    yield "`--limit text=1000000`."
    yield from ("", "| limit | default | of what |", "| :--- | ---: | :--- |")
    about = inspect.cleandoc(cr.Limits.__doc__ or "").split("Attributes:\n")[1]
    whole = re.sub(r"\n {8,}", " ", about.strip())
    means = dict(line.strip().split(": ", 1) for line in whole.split("\n"))
    for attribute in fields(cr.Limits):
        yield f"| `{attribute.name}` | {attribute.default:,} | {means[attribute.name]} |"


_ENGINES = ("docker@28.5", "podman@5.8", "kubernetes", "swarm@28.5", "docker-py@7.1")
_BOTH = cr.ImageConfig(entrypoint=["/e"], cmd=["c"])
_NEITHER = cr.ImageConfig()
_TABLE, _TABLE_END = "<!-- table: made -->", "<!-- table: end -->"
_CASES = (
    ("ENTRYPOINT `/e`, CMD `c`", "nothing", _BOTH, {}),
    ("the same", "arguments `[]`", _BOTH, {"args": []}),
    ("the same", 'arguments `["a"]`', _BOTH, {"args": ["a"]}),
    ("the same", "arguments, the text `a b`", _BOTH, {"args": "a b"}),
    ("the same", 'entrypoint `["x"]`', _BOTH, {"entrypoint": ["x"]}),
    ("the same", "entrypoint `[]`", _BOTH, {"entrypoint": []}),
    ("the same", 'entrypoint `[""]`', _BOTH, {"entrypoint": [""]}),
    (
        "the same",
        'entrypoint `[""]`, arguments `["a"]`',
        _BOTH,
        {"entrypoint": [""], "args": ["a"]},
    ),
    ("the same", "entrypoint, the text `a b`", _BOTH, {"entrypoint": "a b"}),
    ("the same", 'entrypoint, the text `["a"]`', _BOTH, {"entrypoint": '["a"]'}),
    ("neither", "nothing", _NEITHER, {}),
    ("neither", 'arguments `[""]`', _NEITHER, {"args": [""]}),
)


def _starts() -> Iterator[str]:
    yield from ("# What engines make of the same start", "", _MADE.format("the engines"), "")
    yield "The merge of an image with what is given at start, for engines that part on it. Their"
    yield "versions and sources: [engines and builders](dialects.md). See also"
    yield "[why they differ](../explanation/why-engines-differ.md)."
    yield ""
    yield from _merges()


def _merges(*, parting: bool = False) -> Iterator[str]:
    """Write what each engine makes of each start; or of those alone on which they part."""
    yield f"| image | given | {' | '.join(f'`{name}`' for name in _ENGINES)} |"
    yield f"| {' | '.join([':---'] * (len(_ENGINES) + 2))} |"
    for means, given, image, override in _CASES:
        cells = [_started(image, override, engine) for engine in _ENGINES]
        if len(set(cells)) > 1 or not parting:
            yield f"| {means} | {given} | {' | '.join(cells)} |"


def _with_table(name: str) -> str:
    """Put the table of the starts on which engines part into a page, between its two remarks."""
    text = (DOCS / name).read_text("utf-8")
    before, after = text.split(_TABLE)[0], text.split(_TABLE_END)[1]
    table = "\n".join(_merges(parting=True)).replace("the same", "ENTRYPOINT `/e`, CMD `c`")
    return f"{before}{_TABLE}\n\n{table}\n\n{_TABLE_END}{after}".rstrip("\n")


def _started(image: cr.ImageConfig, override: Mapping[str, Any], engine: str) -> str:
    try:
        return f"`{cr.exec_form(cr.resolve(image, cr.Override(**override), engine=engine).argv)}`"
    except cr.CmdResolveError as error:
        return f"refused: {error.code}"


def _answer() -> str:
    """Draw the answer of the tutorial's second step, as a terminal shows it."""
    path = DOCS / "samples" / "report" / "2.Dockerfile"
    build = cr.Dockerfile.parse(path.read_text("utf-8"), name="Dockerfile")
    image = build.image(bases={"python:3.12-slim": cr.ImageConfig(cmd=["python3"])})
    start = cr.Override(args=["--month", "2024-06"])
    answer = cr.resolve(image, start)
    lines = text.layout(answer, findings=cr.check(answer))
    return svg.terminal(
        lines, title="an answer in colour", command="cmdresolve Dockerfile --month 2024-06"
    )


def _merge(written: str, **given: Any) -> str:
    """Draw the merge of an image with what is given to it at start."""
    file = f'FROM scratch\nENTRYPOINT {written}\nCMD ["--port", "80"]\n'
    return svg.merge(cr.resolve(cr.Dockerfile.parse(file).image(), cr.Override(**given)))


def _merge_of_config() -> str:
    """Draw the merge that the page on notebooks asks for."""
    image = cr.ImageConfig(entrypoint=["/e"], cmd=["serve"])
    return svg.merge(cr.resolve(image, cr.Override(args=["-h"])))


def _escaped(text: str) -> str:
    return text.replace("|", r"\|").replace("<", r"\<").replace("*", r"\*").replace("$", r"\$")


def write() -> None:
    """Write all generated files, and take away pages of rules that are gone."""
    made = pages()
    for path in (DOCS / "rules").glob("*.md"):
        if path not in made:
            path.unlink()
    for path, content in made.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")


if __name__ == "__main__":
    write()
