"""Messages that say little by themselves, or that only some programs and systems print.

What an exit status says: docs.docker.com "docker run" exit status; POSIX.1-2017 2.8.2 Exit
Status for Commands; signal(7). Other sources: microsoft/hcsshim v0.13.0 internal/hcs/errors.go;
containers/crun 1.24 src/libcrun/container.c; Yelp/dumb-init v1.2.5 dumb-init.c; nginx
release-1.29.0 src/core/ngx_conf_file.c; kubernetes v1.34.0 pkg/kubelet/container/sync_result.go,
pkg/apis/core/validation; msys2/msys2-runtime winsup/cygwin/path.cc.
"""

from __future__ import annotations

import re

from attrs import frozen

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.value import Value

ANY = re.IGNORECASE | re.DOTALL


@frozen(eq=False, repr=False)
class Cause(Value):
    """A possible cause of a message.

    Attributes:
        code: its name.
        text: an explanation in a sentence or two, with the word that the message is about.
        rules: the codes of the rules that find the cause in a file, the likeliest first.
    """

    code: str
    text: str
    rules: tuple[str, ...] = ()


@frozen(eq=False)
class Known:
    """A known message and its cause.

    Attributes:
        said: matches the message; its first group that takes part is the word that it is about.
        only: matches the words for which this is the cause, or None for any.
        cause: the cause; ``{word}`` in its text is replaced with the word.
    """

    said: re.Pattern[str]
    only: re.Pattern[str] | None
    cause: Cause


#: A program is not found; the group is the word that was looked for. Every repetition in these
#: patterns is bounded: a message is pasted text of up to 20,000 characters, and unbounded ones
#: would take quadratic time on long runs of blanks or quotes.
NOT_FOUND = pattern(
    r"""(?:exec:?\s{1,9}|executable\s{1,9}file\s{1,9})(?:\\?["'`])(?P<word>.{0,300}?)(?:\\?["'`])(?::\s{1,9}executable"""
    r"""\s{1,9}file)?\s{1,9}not\s{1,9}found(?:\s{1,9}in\s{1,9}\$?PATH)?""",
    ANY,
)
NO_SUCH_FILE = pattern(
    r"""(?:exec:?\s{1,9}(?:\\?["'`])(?P<word>.{0,300}?)(?:\\?["'`])(?::\s{1,9}stat\s.{0,300}?)?:\s{1,9}no\s{1,9}such\s{1,9}file"""
    r"""|exec\s{1,9}(?P<other>\S{1,300})(?:\s{1,9}failed)?:\s{1,9}no\s{1,9}such\s{1,9}file"""
    r"""|(?:exec\s{1,9}user\s{1,9}process\s{1,9}caused.{0,300}?)no\s{1,9}such\s{1,9}file)""",
    ANY,
)
SHELL_NOT_FOUND = pattern(
    r"(?:/bin/)?(?:sh|ash|dash|bash):\s{1,9}(?:line\s{1,9})?(?:\d+:\s{1,9})?(?P<word>\S{1,300}?):\s{1,9}"
    r"(?:command\s{1,9})?not\s{1,9}found",
    ANY,
)
_HOST_PATH = pattern(
    r"[A-Z]:[\\/]{1,4}(?:(?:Program\sFiles|Users)[^\n]{0,200}[\\/]|)(?:Git|msys64|cygwin64)[\\/].*",
    ANY,
)
#: The cause of a message that kubectl and the API server word differently.
TEXT_FOR_LIST = Cause(
    "text-for-a-list",
    "{word} of a manifest has to be a list of words, and is something else",
    ("text-for-list",),
)
_HERE = Cause(
    "path-of-the-host",
    "{word} is a path of the host: Git's or MSYS2's shell on Windows rewrites words that look like "
    "paths before docker gets them. Put MSYS_NO_PATHCONV=1 before the line, or write the path with "
    "two slashes in front (//bin/bash)",
)
_WINDOWS = Cause(
    "windows-program-not-found",
    "Windows took the command line as it is and found no such program: a script (.cmd, .bat, "
    "npm) needs its shell in front of it, \\ is written twice in JSON, and a container of "
    "Windows has no /bin/sh",
    ("program-with-blanks", "array-is-shell-form", "shell-cmd-is-arguments"),
)


def _ended(code: int, text: str, *rules: str) -> Known:
    return Known(
        pattern(
            rf"exit(?:ed|s)?\s{{0,9}}(?:with\s{{1,9}})?(?:code|status)?:?\s{{0,9}}\(?{code}\b", ANY
        ),
        None,
        Cause(f"exit-{code}", text, rules),
    )


#: Messages to try before all others, because their words are not those of a program in the image.
EARLIER = (
    Known(NOT_FOUND, _HOST_PATH, _HERE),
    Known(NO_SUCH_FILE, _HOST_PATH, _HERE),
    Known(
        pattern(r"(?:hcs|hcsshim|encountered\san\serror).{0,99}?CreateProcess", ANY),
        None,
        _WINDOWS,
    ),
    Known(
        pattern(r"unexpected\s{1,9}end\s{1,9}of\s{1,9}parameter,\s{1,9}expecting", ANY),
        None,
        Cause(
            "nginx-directives",
            "nginx -g takes one word, and each directive in it ends in a ;: a shell and Compose "
            "take one without quotes for themselves",
            ("nginx-directives", "compose-cuts-text"),
        ),
    ),
    Known(
        pattern(
            r"cannot\s{1,9}unmarshal\s{1,9}(?:number|bool)\s{1,9}into\s{1,9}Go\s.{1,200}?\.(?P<word>command|args)\b",
            ANY,
        ),
        None,
        Cause(
            "word-is-no-text",
            "a word of {word} is a number or a truth value to YAML, and must be a text: put it in "
            "quotes",
            ("word-is-no-text",),
        ),
    ),
    Known(
        pattern(
            r"\.(?P<word>command|args)\W{0,9}\s{1,9}invalid\s{1,9}type\s{1,9}for\s.{1,200}?expected\W{1,9}array",
            ANY,
        ),
        None,
        TEXT_FOR_LIST,
    ),
    Known(
        pattern(
            r"\[dumb-init\]\s{1,9}(?P<word>\S{1,99}\s[^:\n]{1,200}):\s{1,9}no\s{1,9}such\s{1,9}file",
            ANY,
        ),
        None,
        Cause(
            "several-words-in-one",
            "dumb-init looks for one program whose name is {word!r}, blanks and all: each word "
            "of a command has to be a word of its own",
            ("program-with-blanks", "array-as-text", "quoted-script"),
        ),
    ),
)
#: Messages to try after all others.
LATER = (
    Known(
        pattern(r"\[dumb-init\]\s{1,9}(?P<word>\S{1,300}):\s{1,9}no\s{1,9}such\s{1,9}file", ANY),
        None,
        Cause(
            "no-such-file",
            "the file {word!r}, or what its #! line names, is not in the image: see which words "
            "start, from which folder, and how its lines end",
        ),
    ),
    Known(
        pattern(
            r"(?:open\s{1,9}executable|open\s{1,9}\S{1,300}):\s{1,9}(?:permission\s{1,9}denied|operation\s{1,9}not"
            r"\s{1,9}permitted)|exec:?\s.{1,300}?:\s{1,9}is\s{1,9}a\s{1,9}directory",
            ANY,
        ),
        None,
        Cause(
            "not-executable",
            "what is started is there and cannot be executed: its mode does not let it, or it is a "
            "folder. COPY it with --chmod=755, or start it by its interpreter",
        ),
    ),
    Known(
        SHELL_NOT_FOUND,
        None,
        Cause(
            "shell-not-found",
            "a shell runs, and does not find {word!r}: no folder of the image's PATH has it, or "
            "it is a command of bash (source, [[) and the shell is another",
            ("no-shell-in-image", "script-is-one-word", "array-is-shell-form"),
        ),
    ),
    _ended(
        126,
        "126: what was to be started is there and cannot be executed: its mode, a folder, or a "
        "script whose #! names what cannot run",
    ),
    _ended(
        127,
        "127: the program, or one that a script names, is not found: see which words start",
        "program-with-blanks",
        "script-is-one-word",
        "array-is-shell-form",
    ),
    _ended(
        137,
        "137 is 128 + 9: the process was killed. Of memory, where OOMKilled is said; or it did not "
        "end in time when it was stopped, as a shell in front of it passes no signal on",
        "init-is-no-pid-1",
    ),
    _ended(
        139,
        "139 is 128 + 11: the program itself broke (SIGSEGV). Its command did start it, and is "
        "not the cause",
    ),
    _ended(
        143,
        "143 is 128 + 15: the process was asked to end (SIGTERM) and did; this is not a fault "
        "if somebody stopped it",
    ),
    Known(
        pattern(
            r"back-?\s?off\s{1,9}restarting\s{1,9}failed|CrashLoopBackOff|RunContainerError|StartError",
            ANY,
        ),
        None,
        Cause(
            "crash-loop",
            "the container ended or failed to start again and again; the message of its last "
            "state says why: kubectl describe pod, and kubectl logs --previous",
        ),
    ),
)
