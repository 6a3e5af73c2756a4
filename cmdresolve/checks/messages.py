"""Messages of engines, runtimes and shells when a container does not start, and their causes.

A message is recognised by its text at some version. The word or path in it decides between several
causes, and the rules named with a cause find it in a file.

Sources of the texts: opencontainers/runc v1.3.3 libcontainer/{init_linux,standard_init_linux}.go;
containers/crun 1.24 src/libcrun/container.c; moby v28.5.2 daemon/create.go, daemon/start.go;
podman v5.8.0 pkg/specgen/generate/oci.go; dash 0.5.12 and bash 5.2, recorded in Debian 12; busybox
1.35 shell/ash.c; krallin/tini v0.19.0 src/tini.c; spf13/pflag v1.0.6 errors.go.
"""

from __future__ import annotations

from collections.abc import Iterator

from cmdresolve.checks.further_messages import (
    ANY,
    EARLIER,
    LATER,
    NO_SUCH_FILE,
    NOT_FOUND,
    SHELL_NOT_FOUND,
    TEXT_FOR_LIST,
    Cause,
    Known,
)
from cmdresolve.model.lazy_pattern import pattern

# Only the end of a long log is searched.
_LONGEST = 20_000
_BLANK = pattern(r"\S++(?:\s++\S++)++", ANY)
_OPTION = pattern(r"-.*", ANY)
_BRACKET = pattern(r"\[.*|.*\]", ANY)
_VARIABLE = pattern(r".*(?:\$\{?\w+|%\w+%).*", ANY)
_OPERATOR = pattern(r"&&|\|\|?|;|[<>]+.*|cd|export|source|\.|set|ulimit|exec|alias|test", ANY)
_PATH = pattern(r".*/.*", ANY)
_SHELL = pattern(r"(?:.*/)?(?:sh|bash|ash|zsh|dash)", ANY)

_NO_SUCH_SHELL = Cause(
    "no-such-shell",
    "the image has no {word}: a shell form needs /bin/sh, distroless images and scratch "
    "have none, and alpine has no bash",
    ("no-shell-in-image",),
)

# In this order: of entries with the same pattern the first whose word fits is used (`causes`), so
# those for particular words precede the one for any word.
_KNOWN = (
    *EARLIER,
    Known(
        NOT_FOUND,
        _BLANK,
        Cause(
            "several-words-in-one",
            "the engine looks for one program whose name is {word!r}, blanks and all: a whole "
            "command was written as one word, and each word has to be a word of its own",
            ("program-with-blanks", "array-as-text", "quoted-script"),
        ),
    ),
    Known(
        NOT_FOUND,
        _OPTION,
        Cause(
            "option-is-the-program",
            "{word!r} is an option, and became the first word: what follows the image's name is "
            "the command, so options of docker or podman go before it; or the image has no "
            "ENTRYPOINT to take it",
            ("options-after-image", "options-after-service", "inherited-cmd-lost"),
        ),
    ),
    Known(
        NOT_FOUND,
        _BRACKET,
        Cause(
            "array-is-no-json",
            "{word!r} is a piece of a list that is not valid JSON, or that a flag took as plain "
            "text",
            ("array-is-shell-form", "array-as-text", "text-for-list"),
        ),
    ),
    Known(
        NOT_FOUND,
        _OPERATOR,
        Cause(
            "shell-word-without-shell",
            "{word!r} is a word of a shell, and no shell reads an exec form: write "
            '["sh", "-c", "…"]',
            ("operator-without-shell", "compose-cuts-text", "lines-without-shell"),
        ),
    ),
    Known(
        NOT_FOUND,
        _VARIABLE,
        Cause(
            "variable-is-the-program",
            "{word!r} is a variable that no shell has replaced",
            ("variable-not-expanded",),
        ),
    ),
    Known(
        NOT_FOUND,
        _SHELL,
        _NO_SUCH_SHELL,
    ),
    Known(
        NOT_FOUND,
        None,
        Cause(
            "program-not-in-image",
            "the image has no program {word!r}, by that path or in its PATH: see which words "
            "start, and whether an ENTRYPOINT or CMD of the base was lost",
            ("inherited-cmd-lost", "entrypoint-drops-cmd", "key-takes-entrypoint-away"),
        ),
    ),
    Known(
        pattern(r"exec\s*format\s*error", ANY),
        None,
        Cause(
            "no-program-format",
            "the file is not a program for this machine: a script without #! in its first line "
            "(or with something before it), or an image built for another architecture "
            "(--platform)",
        ),
    ),
    Known(
        pattern(
            r"(?:exec:?\s{1,9}(?:\\?[\"'`])(?P<word>.{0,300}?)(?:\\?[\"'`]):\s{1,9}permission\s{1,9}denied"
            r"|exec\s{1,9}(?P<other>\S{1,300}?)(?:\s{1,9}failed)?:\s{1,9}permission\s{1,9}denied"
            r"|exec.{0,300}?permission\s{1,9}denied)",
            ANY,
        ),
        None,
        Cause(
            "not-executable",
            "the file is there, and its mode does not let it be executed, or it is a folder: COPY "
            "it with --chmod=755, or start it by its interpreter",
        ),
    ),
    Known(
        NO_SUCH_FILE,
        _BLANK,
        Cause(
            "several-words-in-one",
            "the engine looks for one file whose name is {word!r}, blanks and all: each word of "
            "a command has to be a word of its own",
            ("program-with-blanks", "array-as-text", "quoted-script"),
        ),
    ),
    Known(
        NO_SUCH_FILE,
        _SHELL,
        _NO_SUCH_SHELL,
    ),
    Known(
        NO_SUCH_FILE,
        None,
        Cause(
            "no-such-file",
            "the file, or what its #! line names, is not in the image: a path that is relative to "
            "another folder, a volume mounted over it, line ends of Windows behind #!/bin/sh, or a "
            "program that needs a library which is not there",
        ),
    ),
    Known(
        pattern(
            r"no\s{1,9}command\s{1,9}(?:or\s{1,9}entrypoint\s{1,9})?(?:specified|provided)", ANY
        ),
        None,
        Cause(
            "no-command",
            "neither the image nor the command line names a program: an ENTRYPOINT clears the CMD "
            "of its base, and so does an empty entrypoint at start",
            ("inherited-cmd-lost", "one-empty-word", "entrypoint-drops-cmd"),
        ),
    ),
    Known(
        SHELL_NOT_FOUND,
        _BRACKET,
        Cause(
            "array-is-no-json",
            "the list is not valid JSON, so a shell got its text and looks for a program "
            "{word!r}: strings in JSON need double quotes",
            ("array-is-shell-form",),
        ),
    ),
    Known(
        pattern(r"\[:?\s{1,9}missing\s{1,9}['`]?\]", ANY),
        None,
        Cause(
            "array-is-no-json",
            "the list is not valid JSON, so a shell got its text, and took [ for its own "
            "command test",
            ("array-is-shell-form",),
        ),
    ),
    Known(
        pattern(
            r"(?:(?:sh|ash|dash|bash):\s{1,9}(?:\d+:\s{1,9})?(?:can(?:'|no)t\s{1,9}open\s{1,9}(?:input\s{1,9}file:\s{1,9})?'?"
            r"(?P<word>[^':\s]{1,300})|cannot\s{1,9}open\s{1,9}(?P<other>\S{1,300}?):)"
            r"|(?<![^\s:])(?P<third>[^\s:]{1,300}):\s{1,9}cannot\s{1,9}execute\s{1,9}binary\s{1,9}file(?!:\s{1,9}exec)"
            r"|\b(?:sh|bash):\s{1,9}(?P<fourth>[^\s:/]{1,300}):\s{1,9}no\s{1,9}such\s{1,9}file)",
            ANY,
        ),
        None,
        Cause(
            "shell-reads-a-file",
            "a shell took {word!r} for the name of a script: the entrypoint is a shell, and "
            "what follows it is a file to read, unless -c precedes it",
            ("shell-reads-file", "command-is-arguments", "script-is-one-word"),
        ),
    ),
    Known(
        pattern(
            r"\b(?:sh|bash):\s{1,9}(?P<word>[^\s:]{1,300}):\s{1,9}no\s{1,9}such\s{1,9}file", ANY
        ),
        _PATH,
        Cause(
            "shell-finds-no-file",
            "a shell found no file {word!r}: the script that it was to read, where the entrypoint "
            "is a shell, or a program that its own script names",
            ("shell-reads-file", "command-is-arguments", "script-is-one-word"),
        ),
    ),
    Known(
        pattern(r"-c:?\s{1,9}(?:option\s{1,9})?requires\s{1,9}an\s{1,9}argument", ANY),
        None,
        Cause(
            "no-script",
            "a shell was started with -c and nothing after it",
            ("script-missing", "script-is-one-word"),
        ),
    ),
    Known(
        pattern(
            r"tini\s{1,9}is\s{1,9}not\s{1,9}running\s{1,9}as\s{1,9}pid\s*1|can\s{1,9}only\s{1,9}run\s{1,9}as\s{1,9}pid\s*1",
            ANY,
        ),
        None,
        Cause(
            "init-is-no-pid-1",
            "an init of the image has to be the first process, and another one is: --init, "
            "init: true, or a shell around it",
            ("two-inits", "init-is-no-pid-1"),
        ),
    ),
    Known(
        pattern(r"unknown\s{1,9}(?:shorthand\s{1,9})?flag:?\s{1,9}(?P<word>\S+)", ANY),
        None,
        Cause(
            "unknown-flag",
            "the program does not know {word}: an option for the program in the container goes "
            "after the image; in CMD or ENTRYPOINT an option goes inside the list",
            ("dash-is-no-hyphen", "one-dash", "options-after-image"),
        ),
    ),
    Known(
        pattern(r"invalid\s{1,9}reference\s{1,9}format", ANY),
        None,
        Cause(
            "no-image-reference",
            "a word that is not an image's name is where the image is expected: an option with "
            "a long dash in place of two hyphens, a value that a flag did not take, an empty "
            "variable, or capitals",
            ("dash-is-no-hyphen",),
        ),
    ),
    Known(
        pattern(r"unknown\s{1,9}instruction:?\s{1,9}(?P<word>\S+)", ANY),
        None,
        Cause(
            "unknown-instruction",
            "{word!r} begins a line of the Dockerfile: a line above it wants a \\ at its end, "
            "or a here-document is where none is read (CMD and ENTRYPOINT take none)",
            ("heredoc-on-command", "array-over-lines"),
        ),
    ),
    Known(
        pattern(
            r"(?P<word>'?\$\{?\w+\}?'?)[\"']?\s{1,9}(?:is\s{1,9}not\s{1,9}a|is\s{1,9}no)\s{1,9}valid",
            ANY,
        ),
        None,
        Cause(
            "variable-not-expanded",
            "{word} reached the program as it is written: no shell reads exec form, and Kubernetes "
            "replaces $(NAME) only",
            ("variable-not-expanded", "build-argument-at-run-time"),
        ),
    ),
    Known(
        pattern(
            r"cannot\s{1,9}unmarshal\s{1,9}\w{1,20}\s{1,9}into\s{1,9}Go\s.{1,99}?\.(?P<word>command|args)\b",
            ANY,
        ),
        None,
        TEXT_FOR_LIST,
    ),
    Known(
        pattern(
            r"invalid\s{1,9}interpolation\s{1,9}format",
            ANY,
        ),
        None,
        Cause(
            "dollar-of-compose",
            "Compose takes a dollar of the file for a variable of its own: a dollar that is "
            "meant for a shell in the container is written twice",
            ("dollar-for-shell", "container-variable"),
        ),
    ),
    Known(
        pattern(
            r"unexpected\s{1,9}'#'\s{1,9}expecting",
            ANY,
        ),
        None,
        Cause(
            "remark-behind-words",
            "a comment follows the words of an instruction: only a whole line can be a comment",
            ("comment-behind-instruction", "array-is-shell-form"),
        ),
    ),
    Known(
        pattern(
            r"(?<![\"'`]:\s)executable\s{1,9}file\s{1,9}not\s{1,9}found",
            ANY,
        ),
        None,
        Cause(
            "program-not-found",
            "the first word is looked for as a program, and there is none of that name: a whole "
            "command in one word, an option where the program was meant, or a program of "
            "another image",
            ("program-with-blanks", "options-after-image", "array-as-text", "inherited-cmd-lost"),
        ),
    ),
    Known(
        pattern(
            r"\bexit(?:s|ed)?\s{1,9}(?:immediately|at\s{1,9}once|(?:with\s{1,9})?(?:code\s{1,9})?\(?0\b)",
            ANY,
        ),
        None,
        Cause(
            "ends-at-once",
            "the process ended: a shell without a terminal reads the end of its input at once, "
            "and a program that goes into the background leaves its container behind",
            ("ends-at-once", "script-missing"),
        ),
    ),
    Known(
        pattern(
            r"\b(?:cmd|arg(?:ument)?s?)\s{1,9}(?:(?:is|are|was|were|get|gets|got|being|not)\s{1,9})*+(?:ignored|lost|dropped|gone|passed|used|run|override\w*)",
            ANY,
        ),
        None,
        Cause(
            "words-are-lost",
            "an ENTRYPOINT in shell form reads no words after it, one of a stage clears the CMD "
            "of its base, and one that is given at start, or by a key of a file, drops the "
            "image's CMD",
            (
                "shell-entrypoint-ignores-arguments",
                "inherited-cmd-lost",
                "entrypoint-drops-cmd",
                "key-takes-entrypoint-away",
            ),
        ),
    ),
    Known(
        pattern(
            r"\bentry-?point\s{1,9}(?:(?:is|was|does|did|not|never|being|gets?)\s{1,9})*+(?:ignored|skipped|run|running|executed|start\w*|used)",
            ANY,
        ),
        None,
        Cause(
            "entrypoint-is-not-run",
            "something else replaces it: --entrypoint, entrypoint in a Compose file, command in "
            "a manifest, or a later ENTRYPOINT; what follows the image's name is passed to it "
            "as arguments",
            ("key-takes-entrypoint-away", "command-is-arguments", "instruction-repeated"),
        ),
    ),
    Known(
        pattern(
            r"\bcommand\s{1,9}(?:vs\.?|versus|or|and)\s{1,9}args\b",
            ANY,
        ),
        None,
        Cause(
            "command-and-args",
            "in Kubernetes command replaces ENTRYPOINT and args replaces CMD; in Compose "
            "entrypoint and command do. The first of them drops both of the image's",
            ("key-takes-entrypoint-away",),
        ),
    ),
    *LATER,
)


def causes(message: str) -> Iterator[Cause]:
    """Yield the possible causes of a message, the likeliest first.

    Args:
        message: the output of the engine or shell, with any text around it.
    """
    message = message[-_LONGEST:]
    seen = set()
    for known in _KNOWN:
        match = known.said.search(message)
        if match is None:
            continue
        word = next((x for x in match.groups() if x is not None), "")
        word = word.replace('\\"', '"').strip("'\"`")
        if known.only is not None and not known.only.fullmatch(word):
            continue
        # One cause for each pattern: the entry for the particular word comes first.
        if known.said not in seen:
            seen.add(known.said)
            text = known.cause.text.replace("{word!r}", repr(word)).replace("{word}", word)
            yield Cause(known.cause.code, text, known.cause.rules)
