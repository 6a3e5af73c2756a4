"""Signs: cheap conditions without which a rule has nothing to find.

Importing a rule takes longer than running it, and most rules find nothing in an ordinary start. So
each rule has a sign in `checks.registry`, and is imported only if the subject shows it. A sign may
hold where its rule finds nothing, but never the other way round. It only reads words and traces
that exist anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from cmdresolve.checks.shells import SHELL_COMMANDS, init_words, is_mere_shell, is_shell
from cmdresolve.model.command import base_name
from cmdresolve.model.image import Unknown
from cmdresolve.model.origin import ByDefault, InDockerfile, InYaml
from cmdresolve.model.quoting import exec_form
from cmdresolve.resolving.explanation import trace_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from cmdresolve.checks.subject import Subject
    from cmdresolve.model.origin import Origin
    from cmdresolve.resolving.explanation import Word

Sign: TypeAlias = "Callable[[Subject], bool]"

_BLANKS = " \t\n"
_OPERATORS = ";&|<>"
_QUOTES = ("'", '"', *"\u2018\u2019\u201c\u201d")
# Characters that a shell removes, to find the name of a program that is written with them.
_QUOTING = str.maketrans("", "", "'\"\\$")
_SCRIPT_STARTS = "_./$~:'"


def refused_for(*codes: str) -> Sign:
    """Return the sign of a refusal with one of some codes."""
    return lambda subject: subject.error is not None and subject.error.code in codes


def refused_with_remark(subject: Subject) -> bool:
    """Say whether a text with a ``#`` in it is refused."""
    error = subject.error
    return error is not None and error.source is not None and "#" in error.source.text


def refused_with_entrypoint(subject: Subject) -> bool:
    """Say whether a command line that names an entrypoint is refused."""
    line = "" if subject.error is None else " ".join(subject.inputs.line)
    return "--entrypoint" in line


def noted(code: str) -> Sign:
    """Return the sign of a note of a starter."""
    return lambda subject: any(note.code == code for note in subject.notes)


def noted_of_image(code: str) -> Sign:
    """Return the sign of a note of a build."""
    return lambda subject: (
        subject.image is not None
        and any(note.code == code for note in trace_of(subject.image).notes)
    )


def run_as(rule: str) -> Sign:
    """Return the sign of a step of a build by the name of what fired."""
    return lambda subject: (
        subject.image is not None
        and any(step.rule == rule for step in trace_of(subject.image).steps)
    )


def cmd_cleared(subject: Subject) -> bool:
    """Say whether a build cleared a CMD that starts more than a shell or an interpreter."""
    if subject.image is None:
        return False
    dropped = trace_of(subject.image).dropped
    lost = [x.words for x in dropped if x.rule == "entrypoint-clears-cmd" and x.words]
    return bool(lost) and (subject.error is not None or not is_mere_shell(lost[-1]))


def lost_at_start(rule: str) -> Sign:
    """Return the sign of words that the merge dropped."""
    return lambda subject: (
        subject.supposed is not None and any(item.rule == rule for item in subject.supposed.dropped)
    )


def lost_by_reader(rule: str) -> Sign:
    """Return the sign of words that the reader of a start dropped."""
    return lambda subject: (
        subject.supposed is not None
        and any(item.rule == rule for item in subject.supposed.override.dropped)
    )


def text_with(*parts: str) -> Sign:
    """Return the sign of a Dockerfile with one of some texts in it, whatever their case."""
    return lambda subject: subject.text_has(*parts)


def ignore_said(subject: Subject) -> bool:
    """Say whether a Dockerfile, one that is refused among them, begins with a comment for us."""
    error = subject.error
    source = None if error is None else error.source
    text = subject.own_text if source is None else source.text
    return text.startswith("#") and "cmdresolve:" in text


def keyword_twice(subject: Subject) -> bool:
    """Say whether the text of a Dockerfile has one of the two keywords several times."""
    text = subject.own_text.lower()
    return text.count("cmd") > 1 or text.count("entrypoint") > 1


def typed_beyond_ascii(subject: Subject) -> bool:
    """Say whether a command line has a character that no keyboard's hyphen is."""
    return not all(map(str.isascii, subject.inputs.line))


def init_given(subject: Subject) -> bool:
    """Say whether an init is asked for at start."""
    return subject.supposed is not None and bool(subject.supposed.override.init)


def from_yaml(subject: Subject) -> bool:
    """Say whether words stand in a YAML file."""
    return any(isinstance(_because(word.origin), InYaml) for word in subject.words)


def beside_yaml(subject: Subject) -> bool:
    """Say whether a YAML file starts the container, whosever the words are."""
    return subject.asked is not None and bool(subject.asked.files)


def nul(subject: Subject) -> bool:
    """Say whether a word has a NUL byte, of the words that are known for sure."""
    answer = subject.resolution
    return answer is not None and any("\0" in word.value for word in answer.words)


def first_word_with_blanks(subject: Subject) -> bool:
    """Say whether a word has blanks where a program may stand: first, or first of its place."""
    return any(_has(word, _BLANKS) for word in _first_words(subject))


def first_word_in_brackets(subject: Subject) -> bool:
    """Say whether the first word of a place begins like a list."""
    return any(word.startswith("[") for word in _first_words(subject))


def argument_with_blanks(subject: Subject) -> bool:
    """Say whether an option, or the first argument, has blanks."""
    return any(
        _has(word, " \t") and (place == 1 or word.lstrip().startswith("-"))
        for place, word in enumerate(_no_script(subject))
    )


def argument_in_quotes(subject: Subject) -> bool:
    """Say whether a word that no shell reads ends with a quote."""
    return any(word.endswith(_QUOTES) for word in _no_script(subject))


def argument_with_operator(subject: Subject) -> bool:
    """Say whether a word that no shell reads has a shell's operator, and no blanks."""
    return any(_has(word, _OPERATORS) and not _has(word, _BLANKS) for word in _no_script(subject))


def argument_with_pattern(subject: Subject) -> bool:
    """Say whether a word that no shell reads begins at home, or may be a pattern for files."""
    return any(word.startswith("~/") or _has(word, "*?") for word in _no_script(subject))


def argument_with_variable(subject: Subject) -> bool:
    """Say whether a word that no shell reads has what a shell would replace."""
    return any(_has(word, "$`") for word in _no_script(subject))


def variable_of_windows(subject: Subject) -> bool:
    """Say whether a word has a percent sign; or, on Windows, a dollar."""
    signs = "%$" if subject.image is not None and subject.image.os == "windows" else "%"
    return any(_has(word, signs) for word in subject.argv or ())


def script_with_unread_words(subject: Subject) -> bool:
    """Say whether there are words after a script that it never reads."""
    return subject.shell is not None and bool(subject.shell.unread)


def script_with_words(subject: Subject) -> bool:
    """Say whether there are words after a script."""
    return subject.shell is not None and bool(subject.shell.positional)


def script_in_quotes(subject: Subject) -> bool:
    """Say whether a script begins with a quote."""
    return subject.shell is not None and subject.shell.script.lstrip().startswith(_QUOTES)


def script_with_init(subject: Subject) -> bool:
    """Say whether a script may name an init that has to be PID 1."""
    if subject.shell is None:
        return False
    text = subject.shell.script.translate(_QUOTING)
    return any(name in text for name in ("init", "systemd", "s6-svscan"))


def script_with_argument(subject: Subject) -> bool:
    """Say whether a script has a dollar in it, and its Dockerfile an ARG."""
    return subject.shell is not None and "$" in subject.shell.script and subject.text_has("arg")


def script_of_pod(subject: Subject) -> bool:
    """Say whether a Pod's container runs a script."""
    return subject.is_pod and subject.shell is not None


def script_is_option(subject: Subject) -> bool:
    """Say whether a shell gets a word with a dash after its ``-c``."""
    argv = subject.argv or ()
    return any(
        before.startswith("-") and before.endswith("c") and word.startswith("-")
        for before, word in pairwise(argv)
    )


def shell_ends_with_c(subject: Subject) -> bool:
    """Say whether a shell's last word may be its ``-c``."""
    last = (subject.argv or ("",))[-1]
    return _starts_shell(subject) and last.startswith("-") and last.endswith("c")


def shell_without_script(subject: Subject) -> bool:
    """Say whether a shell runs no script."""
    return _starts_shell(subject) and subject.shell is None


def shell_in_service(subject: Subject) -> bool:
    """Say whether a YAML file starts a shell, or an interpreter that is called one."""
    return beside_yaml(subject) and _starts_shell(subject)


def shell_may_be_missing(subject: Subject) -> bool:
    """Say whether a shell is started that the base is not known to have."""
    answer = subject.supposed
    if answer is None or not _starts_shell(subject):
        return False
    if not answer.bases:
        return True
    shells = subject.known_shells
    return shells is not None and base_name((subject.argv or ("",))[0]) not in shells


def shell_command_first(subject: Subject) -> bool:
    """Say whether the program, one that an init starts among them, is a command of a shell."""
    argv = subject.argv or ()
    return argv[init_words(argv) :][:1] != () and argv[init_words(argv)] in SHELL_COMMANDS


def option_first(subject: Subject) -> bool:
    """Say whether the program begins with a dash."""
    return (subject.argv or ("",))[0].startswith("-")


def nginx(subject: Subject) -> bool:
    """Say whether nginx may get directives that are not one word with its end."""
    argv, shell = subject.argv or (), subject.shell
    if shell is not None:
        return "nginx" in shell.script and "-g" in shell.script
    options = [word for word in argv if word.startswith("-g ")]
    given = [*options, *(word for before, word in pairwise(argv) if before == "-g")]
    odd = any(not word.rstrip().endswith((";", "}")) for word in given)
    return odd and any("nginx" in word for word in argv)


def words_given(subject: Subject) -> bool:
    """Say whether words are given at start in place of CMD."""
    return any(word.role == "args" for word in subject.words)


def options_given(subject: Subject) -> bool:
    """Say whether the first of the words that are given at start begins with a dash."""
    first = next((word for word in subject.words if word.role == "args"), None)
    return first is not None and first.value.startswith("-")


def text_after_list_allowed(subject: Subject) -> bool:
    """Say whether the builder passes over text after a list."""
    return subject.builder is not None and not subject.builder.reading.json_whole


def written_oddly(subject: Subject) -> bool:
    """Say whether CMD or ENTRYPOINT is neither a plain list nor a plain script on one line."""
    return not all(
        _is_plain_list(text, words) or _is_plain_script(text) for text, words in _written(subject)
    )


def script_behind_entrypoint(subject: Subject) -> bool:
    """Say whether CMD stands behind an ENTRYPOINT, and is no plain list."""
    words = subject.words
    if not words or words[0].role != "entrypoint" or words[-1].role != "cmd":
        return False
    origin = _because(words[-1].origin)
    if not isinstance(origin, InDockerfile):
        return False
    own = tuple(word.value for word in words if word.role == "cmd")
    return not _is_plain_list(_text_behind_keyword(origin), own)


def _has(word: str, characters: str) -> bool:
    return any(x in word for x in characters)


def _starts_shell(subject: Subject) -> bool:
    return bool(subject.argv) and is_shell((subject.argv or ("",))[0])


def _no_script(subject: Subject) -> tuple[str, ...]:
    """Return the words in front of a script, all where there is none."""
    argv, shell = subject.argv or (), subject.shell
    return argv if shell is None else argv[: shell.after - 1]


def _first_words(subject: Subject) -> Iterator[str]:
    """Go through the words that begin a place, or that an init starts."""
    words: tuple[Word, ...] = subject.words
    behind = init_words(subject.argv or ())
    for place, word in enumerate(words):
        if place in (0, behind) or word.role != words[place - 1].role:
            yield word.value


def _because(origin: Origin | None) -> Origin | None:
    return origin.because if isinstance(origin, ByDefault) and origin.because else origin


def _text_behind_keyword(origin: InDockerfile) -> str:
    span = origin.instruction
    return origin.source.text[span.start + len(origin.keyword) : span.end].strip(" \t")


def _written(subject: Subject) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return what is written behind the ENTRYPOINT and the CMD of the image, with its words."""
    if subject.image is None:
        return
    trace = trace_of(subject.image)
    fields = (
        ("ENTRYPOINT", trace.entrypoint, subject.image.entrypoint),
        ("CMD", trace.cmd, subject.image.cmd),
    )
    for keyword, origins, words in fields:
        places = [x for x in map(_because, origins) if isinstance(x, InDockerfile)]
        place = next((x for x in reversed(places) if x.keyword == keyword), None)
        if place is not None and place.trigger is None:
            yield _text_behind_keyword(place), () if isinstance(words, Unknown) else words or ()


def _is_plain_list(text: str, words: tuple[str, ...]) -> bool:
    """Say whether a text is a list of words as one writes it, without an escape."""
    if "\\" in text or not words or not words[0]:
        return False
    return text.replace('","', '", "') == exec_form(words)


def _is_plain_script(text: str) -> bool:
    """Say whether a text is a script on one line that looks like no list."""
    begins = text[:1].isalnum() or text[:1] in _SCRIPT_STARTS
    return bool(text) and begins and not _has(text, "\\\n") and "<<" not in text
