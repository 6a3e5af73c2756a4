"""All rules by code: the module of each, and the sign without which it finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from cmdresolve.checks.signs import (
    argument_in_quotes,
    argument_with_blanks,
    argument_with_operator,
    argument_with_pattern,
    argument_with_variable,
    cmd_cleared,
    first_word_in_brackets,
    first_word_with_blanks,
    from_yaml,
    ignore_said,
    init_given,
    keyword_twice,
    lost_at_start,
    lost_by_reader,
    nginx,
    noted,
    noted_of_image,
    nul,
    option_first,
    options_given,
    refused_for,
    refused_with_entrypoint,
    refused_with_remark,
    run_as,
    script_behind_entrypoint,
    script_in_quotes,
    script_is_option,
    script_of_pod,
    script_with_argument,
    script_with_init,
    script_with_unread_words,
    script_with_words,
    shell_command_first,
    shell_ends_with_c,
    shell_in_service,
    shell_may_be_missing,
    shell_without_script,
    text_after_list_allowed,
    text_with,
    typed_beyond_ascii,
    variable_of_windows,
    words_given,
    written_oddly,
)
from cmdresolve.model.errors import CmdResolveError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.checks.rule import Rule
    from cmdresolve.checks.signs import Sign
    from cmdresolve.checks.subject import Subject

# These rules share a module, which has them by code; each other one has a module of its own name.
_TOLD = "starts.told_by_starters"
_TOLD_BY_STARTERS = (
    "one-dash entrypoint-repeated init-left-out empty-is-absent unset-variable other-files "
    "field-case"
).split()

#: Each rule in the order of findings: its code, its room, and its sign (`checks.signs`).
_ALL: tuple[tuple[str, str, Sign], ...] = (
    ("heredoc-on-command", "refusals", refused_for("unknown-instruction")),
    (
        "array-over-lines",
        "refusals",
        refused_for("unknown-instruction", "shell-json"),
    ),
    ("array-not-strings", "refusals", refused_for("json-not-strings")),
    ("keyword-in-brackets", "refusals", refused_for("unknown-instruction")),
    ("flag-of-command", "refusals", refused_for("unknown-flag")),
    ("comment-behind-instruction", "refusals", refused_with_remark),
    ("dash-is-no-hyphen", "refusals", typed_beyond_ascii),
    ("dash-missing", "refusals", refused_for("unknown-shorthand")),
    ("text-for-list", "refusals", refused_for("manifest-type")),
    ("word-is-no-text", "refusals", refused_for("manifest-type", "schema")),
    ("script-before-image", "refusals", refused_with_entrypoint),
    ("dollar-for-shell", "refusals", refused_for("interpolation")),
    ("array-is-shell-form", "instructions", written_oddly),
    (
        "text-after-array-ignored",
        "instructions",
        text_after_list_allowed,
    ),
    ("nul-in-word", "words", nul),
    ("program-with-blanks", "words", first_word_with_blanks),
    ("array-as-text", "words", first_word_in_brackets),
    ("quoted-script", "words", script_in_quotes),
    ("quotes-in-word", "words", argument_in_quotes),
    ("argument-with-blanks", "words", argument_with_blanks),
    ("nginx-directives", "words", nginx),
    ("option-is-program", "words", option_first),
    ("operator-without-shell", "scripts", argument_with_operator),
    ("builtin-is-program", "scripts", shell_command_first),
    ("pattern-without-shell", "scripts", argument_with_pattern),
    ("compose-cuts-text", "scripts", lost_by_reader("compose-cuts-text")),
    ("lines-without-shell", "scripts", from_yaml),
    ("backslash-eaten", "scripts", from_yaml),
    ("script-is-one-word", "scripts", script_with_unread_words),
    ("script-missing", "scripts", shell_ends_with_c),
    ("script-is-an-option", "scripts", script_is_option),
    ("shell-reads-file", "scripts", shell_without_script),
    (
        "shell-entrypoint-ignores-arguments",
        "scripts",
        script_with_words,
    ),
    ("variable-not-expanded", "variables", argument_with_variable),
    ("variable-of-another-shell", "variables", variable_of_windows),
    ("build-argument-at-run-time", "variables", script_with_argument),
    ("container-variable", "variables", noted("container-variable")),
    ("dollars-in-script", "variables", script_of_pod),
    (
        "shell-cmd-is-arguments",
        "instructions",
        script_behind_entrypoint,
    ),
    ("instruction-repeated", "instructions", keyword_twice),
    ("bare-instruction", "instructions", run_as("bare")),
    ("engine-dependent-line", "instructions", written_oddly),
    ("one-empty-word", "instructions", written_oddly),
    ("heredoc-empties-arguments", "instructions", text_with("<<")),
    ("ignore-ends-directives", "instructions", ignore_said),
    ("options-after-image", "starts", options_given),
    ("options-after-service", "starts", options_given),
    ("command-is-arguments", "starts", words_given),
    (
        "inherited-cmd-lost",
        "starts",
        cmd_cleared,
    ),
    (
        "key-takes-entrypoint-away",
        "starts",
        lost_at_start("entrypoint-given"),
    ),
    (
        "entrypoint-drops-cmd",
        "starts",
        lost_at_start("entrypoint-drops-cmd"),
    ),
    ("empty-entrypoint-key", "starts", noted("empty-entrypoint-key")),
    ("no-shell-in-image", "images", shell_may_be_missing),
    ("init-is-no-pid-1", "images", script_with_init),
    ("two-inits", "images", init_given),
    ("ends-at-once", "images", shell_in_service),
    *((code, _TOLD, noted(code)) for code in _TOLD_BY_STARTERS),
    ("on-build-unknown", "instructions", noted_of_image("on-build-unknown")),
)


class _Rules(Mapping[str, "Rule"]):
    """The rules by code; a rule's module is imported on first use."""

    def __init__(self) -> None:
        self._rooms = {code: room for code, room, _ in _ALL}

    def __getitem__(self, code: str) -> Rule:
        room = self._rooms[code]
        if room == _TOLD:
            shared: Rule = import_module(f"cmdresolve.checks.{_TOLD}").RULES[code]
            return shared
        module = import_module(f"cmdresolve.checks.{room}.{code.replace('-', '_')}")
        rule: Rule = module.RULE
        return rule

    def __iter__(self) -> Iterator[str]:
        return iter(self._rooms)

    def __len__(self) -> int:
        return len(self._rooms)

    def __contains__(self, code: object) -> bool:
        return code in self._rooms


#: Each rule by its code, in the order of findings.
RULES: Mapping[str, Rule] = _Rules()


def suspected(subject: Subject) -> Iterator[Rule]:
    """Yield the rules whose sign a subject shows; no other rule would find anything."""
    return (RULES[code] for code, _, sign in _ALL if sign(subject))


def chosen(codes: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of some codes, or all rules if none is given.

    Raises:
        CmdResolveError: a code is not known.
    """
    from cmdresolve.model.did_you_mean import nearest  # noqa: PLC0415 - for an error

    wanted = tuple(codes)
    for code in wanted:
        if code not in RULES:
            meant = nearest(code, RULES)
            raise CmdResolveError(
                f"no rule is called {code}",
                code="unknown-rule",
                hint=f"did you mean {meant}?" if meant else "cmdresolve rule lists them",
            )
    return tuple(RULES[code] for code in wanted or sorted(RULES))
