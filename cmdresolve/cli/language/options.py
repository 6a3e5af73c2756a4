"""The command line's options and verbs as data.

One table makes the parser, the help, the shells' completions and the manual page.
"""

from __future__ import annotations

from cmdresolve.model.record import NamedTuple


class Option(NamedTuple):
    """An option of cmdresolve.

    Attributes:
        name: its name, dashes included.
        kind: ``value`` (the last counts), ``list`` (all count), ``flag``, or ``choice`` (by default
            the first of its choices).
        metavar: what its value is called.
        about: what it does, in a line.
        is_common: whether it is on the first page of the help.
        choices: what its value may be; those of ``--format`` are the verb's.
    """

    name: str
    kind: str
    metavar: str
    about: str
    is_common: bool = False
    choices: tuple[str, ...] = ()


class Verb(NamedTuple):
    """A verb.

    Attributes:
        name: its name.
        about: what it does, in a line.
        usages: how it is called, after ``cmdresolve``.
        options: the options it takes.
        formats: what ``--format`` may be; the first is the default. Empty where it takes none.
    """

    name: str
    about: str
    usages: tuple[str, ...]
    options: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def option_names(self) -> frozenset[str]:
        """The names of all options it takes."""
        return frozenset((*self.options, *(("--format",) if self.formats else ())))


OPTIONS = (
    Option("--target", "value", "STAGE", "build this stage of the Dockerfile", is_common=True),
    Option("--build-arg", "list", "NAME=VALUE", "a build argument", is_common=True),
    Option(
        "--base",
        "list",
        "REF=FILE",
        "an image that FROM names: its config or Dockerfile",
        is_common=True,
    ),
    Option("--registry", "flag", "", "ask the registries for unknown images", is_common=True),
    Option("--ask", "flag", "", "ask your docker or podman for unknown images"),
    Option("--atlas", "flag", "", "look images up in the atlas (the default here)"),
    Option("--no-atlas", "flag", "", "do not look images up in the atlas"),
    Option("--as-of", "value", "DATE", "what the atlas knew of images on that day"),
    Option("--assume-empty", "flag", "", "answer as if images nobody described said nothing"),
    Option("--verify", "flag", "", "let your docker or podman create it too, and compare"),
    Option("--platform", "value", "OS/ARCH", "build for this platform"),
    Option("--builder", "list", "NAME@VERSION", "who builds the Dockerfile", is_common=True),
    Option(
        "--image-config",
        "value",
        "FILE",
        "the image is the one this config describes",
        is_common=True,
    ),
    Option(
        "--image", "value", "REF", "ask the local docker or podman for the image", is_common=True
    ),
    Option(
        "--file", "value", "FILE", "the image is the one built from this Dockerfile", is_common=True
    ),
    Option("--engine", "list", "NAME@VERSION", "who starts the container", is_common=True),
    Option(
        "--change", "list", "INSTRUCTION", "change the image as the engine's commit --change does"
    ),
    Option("--entrypoint", "value", "TEXT", "an entrypoint given at start", is_common=True),
    Option("--init", "flag", "", "start under the engine's init"),
    Option("--env", "list", "NAME=VALUE", "set a Pod's variable that only a cluster knows"),
    Option("--format", "choice", "FORMAT", "how to print it", is_common=True),
    Option(
        "--color", "choice", "WHEN", "whether to colour it", choices=("auto", "always", "never")
    ),
    Option("--verbose", "flag", "", "print the whole story (-v: before the FILE)"),
    Option("--porcelain", "flag", "", "one line per word, for programs: PLACE, argv[N], WORD"),
    Option(
        "--fail-on",
        "value",
        "LEVEL",
        "exit 1 if a finding is at least as grave",
        choices=("error", "warning", "info", "never"),
    ),
    Option("--select", "list", "CODE,…", "look for these alone"),
    Option("--ignore", "list", "CODE,…", "leave these out"),
    Option("--diff", "flag", "", "print what --fix would change"),
    Option("--limit", "list", "NAME=N", "allow more than usual of the input, or less"),
    Option("--fix", "flag", "", "make the mends that are safe"),
    Option("--unsafe-fixes", "flag", "", "with --fix or --diff: make every proved mend"),
    Option("--check", "flag", "", "report what has changed, and write nothing"),
    Option("--exit-code", "flag", "", "exit 1 where the two part"),
    Option(
        "--form",
        "choice",
        "FORM",
        "the nine cells of today, or the twelve of before 2022-09",
        choices=("nine", "twelve"),
    ),
)
BY_NAME = {option.name: option for option in OPTIONS}

#: The options that name an image, so that the first word need not be a FILE.
SOURCES = frozenset({"--image", "--image-config", "--file"})
#: Short names of options, which are recognised only before the FILE.
SHORT = {"-v": "--verbose"}
HELP = frozenset({"-h", "--help"})
VERSION = "--version"

_IMAGE = ("--target", "--build-arg", "--base", "--platform", "--builder", "--image-config")
_SOURCES = ("--registry", "--ask", "--atlas", "--no-atlas", "--as-of")
_GIVEN = ("--entrypoint", "--init")
_BUILT = (*_IMAGE, *_SOURCES, "--image", "--file", "--engine", "--change", "--env", "--limit")
_CASE = (*_BUILT, *_GIVEN)

VERBS = (
    Verb(
        "explain",
        "Tell what process a container starts, word by word, and why (the default).",
        ("FILE [ARGUMENTS]", "compose.yaml SERVICE [ARGUMENTS]", "pod.yaml CONTAINER", "docker …"),
        (*_CASE, "--verbose", "--assume-empty", "--verify", "--color", "--porcelain"),
        ("text", "json", "html", "svg"),
    ),
    Verb(
        "resolve",
        "Print the argv of the first process as one JSON line.",
        ("resolve FILE [ARGUMENTS]",),
        (*_CASE, "--assume-empty"),
    ),
    Verb(
        "check",
        "Find what is wrong in files, projects, manifests and folders.",
        ("check PATH…",),
        (
            *("--fail-on", "--select", "--ignore", "--diff", "--fix", "--unsafe-fixes"),
            *("--target", "--build-arg", "--base", "--platform", "--builder", "--engine"),
            *(*_SOURCES, "--color", "--limit"),
        ),
        ("text", "json", "sarif", "github", "gitlab", "junit"),
    ),
    Verb(
        "scan",
        "Say what each Dockerfile, service and container under some paths starts.",
        ("scan PATH…",),
        (
            *("--target", "--build-arg", "--base", "--platform", "--engine"),
            *(*_SOURCES, "--color", "--limit"),
        ),
        ("text", "json"),
    ),
    Verb(
        "rule",
        "Say what a rule looks for, and why; without a CODE, list all.",
        ("rule [CODE]",),
        (),
        ("text", "markdown", "json"),
    ),
    Verb(
        "why",
        "Explain an error message, and find its cause in a FILE.",
        ("why MESSAGE [FILE [ARGUMENTS]]", "why - [FILE [ARGUMENTS]] < MESSAGE"),
        (*_CASE, "--color"),
        ("text", "json"),
    ),
    Verb(
        "matrix",
        "Print the documented matrix of CMD and ENTRYPOINT, with what really starts.",
        ("matrix [FILE]",),
        (*_BUILT, "--form"),
        ("text", "markdown", "json", "html"),
    ),
    Verb(
        "dialects",
        "Print the engines and builders that are known.",
        ("dialects",),
        (),
        ("text", "markdown", "json"),
    ),
    Verb(
        "diff",
        "Say how two engines or builders differ on one input, and why.",
        (
            "diff NAME@VERSION NAME@VERSION FILE [ARGUMENTS]",
            "diff --engine A --engine B FILE [ARGUMENTS]",
            "diff --builder A --builder B FILE [ARGUMENTS]",
        ),
        (*_CASE, "--color", "--exit-code"),
        ("text", "json"),
    ),
    Verb(
        "lock",
        "Keep the images that files need in a lock file, or check for changes.",
        ("lock PATH…", "lock --check PATH…"),
        (*_SOURCES, "--check", "--build-arg", "--platform", "--builder"),
        ("text", "json"),
    ),
    Verb(
        "atlas",
        "Show what the atlas knows of an image, and since when.",
        ("atlas REF",),
        ("--as-of", "--platform"),
        ("text", "json"),
    ),
    Verb(
        "batch",
        "Answer requests, one JSON object a line, on standard output.",
        ("batch < REQUESTS",),
        ("--limit",),
    ),
    Verb("help", "Print the help, or a page of it.", ("help [TOPIC]",)),
    Verb(
        "completion",
        "Print the completion script for a shell.",
        ("completion bash", "completion zsh", "completion fish"),
    ),
    Verb("man", "Print the manual page, for man -l.", ("man",)),
)
VERB = {verb.name: verb for verb in VERBS}
