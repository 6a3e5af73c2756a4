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

# These rules share a module, which has them by code.
_TOLD = "starts.told_by_starters"
_TOLD_BY_STARTERS = (
    "one-dash entrypoint-repeated init-left-out empty-is-absent unset-variable other-files "
    "field-case"
).split()

#: Each rule in the order of findings: its code, its module, and its sign (`checks.signs`).
_ALL: tuple[tuple[str, str, Sign], ...] = (
    ("heredoc-on-command", "refusals.heredoc_on_command", refused_for("unknown-instruction")),
    (
        "array-over-lines",
        "refusals.array_over_lines",
        refused_for("unknown-instruction", "shell-json"),
    ),
    ("array-not-strings", "refusals.array_not_strings", refused_for("json-not-strings")),
    ("keyword-in-brackets", "refusals.keyword_in_brackets", refused_for("unknown-instruction")),
    ("flag-of-command", "refusals.flag_of_command", refused_for("unknown-flag")),
    ("comment-behind-instruction", "refusals.comment_behind", refused_with_remark),
    ("dash-is-no-hyphen", "refusals.other_dashes", typed_beyond_ascii),
    ("dash-missing", "refusals.dash_missing", refused_for("unknown-shorthand")),
    ("text-for-list", "refusals.text_for_list", refused_for("manifest-type")),
    ("word-is-no-text", "refusals.word_is_no_text", refused_for("manifest-type", "schema")),
    ("script-before-image", "refusals.script_before_image", refused_with_entrypoint),
    ("dollar-for-shell", "refusals.dollar_for_shell", refused_for("interpolation")),
    ("array-is-shell-form", "instructions.array_is_shell_form", written_oddly),
    (
        "text-after-array-ignored",
        "instructions.text_after_array_ignored",
        text_after_list_allowed,
    ),
    ("nul-in-word", "words.nul_in_word", nul),
    ("program-with-blanks", "words.program_with_blanks", first_word_with_blanks),
    ("array-as-text", "words.array_as_text", first_word_in_brackets),
    ("quoted-script", "words.quoted_script", script_in_quotes),
    ("quotes-in-word", "words.quotes_in_word", argument_in_quotes),
    ("argument-with-blanks", "words.argument_with_blanks", argument_with_blanks),
    ("nginx-directives", "words.nginx_directives", nginx),
    ("option-is-program", "words.option_is_program", option_first),
    ("operator-without-shell", "scripts.operator_without_shell", argument_with_operator),
    ("builtin-is-program", "scripts.builtin_is_program", shell_command_first),
    ("pattern-without-shell", "scripts.pattern_without_shell", argument_with_pattern),
    ("compose-cuts-text", "scripts.compose_cuts_text", lost_by_reader("compose-cuts-text")),
    ("lines-without-shell", "scripts.lines_without_shell", from_yaml),
    ("backslash-eaten", "scripts.backslash_eaten", from_yaml),
    ("script-is-one-word", "scripts.script_is_one_word", script_with_unread_words),
    ("script-missing", "scripts.script_missing", shell_ends_with_c),
    ("script-is-an-option", "scripts.script_is_an_option", script_is_option),
    ("shell-reads-file", "scripts.shell_reads_file", shell_without_script),
    (
        "shell-entrypoint-ignores-arguments",
        "scripts.ignores_arguments",
        script_with_words,
    ),
    ("variable-not-expanded", "variables.not_expanded", argument_with_variable),
    ("variable-of-another-shell", "variables.other_shell", variable_of_windows),
    ("build-argument-at-run-time", "variables.build_argument", script_with_argument),
    ("container-variable", "variables.container_variable", noted("container-variable")),
    ("dollars-in-script", "variables.dollars_in_script", script_of_pod),
    (
        "shell-cmd-is-arguments",
        "instructions.shell_cmd_is_arguments",
        script_behind_entrypoint,
    ),
    ("instruction-repeated", "instructions.repeated", keyword_twice),
    ("bare-instruction", "instructions.bare", run_as("bare")),
    ("engine-dependent-line", "instructions.engine_dependent", written_oddly),
    ("one-empty-word", "instructions.empty_word", written_oddly),
    ("heredoc-empties-arguments", "instructions.heredoc_empties_arguments", text_with("<<")),
    ("ignore-ends-directives", "instructions.ignore_ends_directives", ignore_said),
    ("options-after-image", "starts.options_after_image", options_given),
    ("options-after-service", "starts.options_after_service", options_given),
    ("command-is-arguments", "starts.arguments_for_a_shell", words_given),
    (
        "inherited-cmd-lost",
        "starts.inherited_cmd_lost",
        cmd_cleared,
    ),
    (
        "key-takes-entrypoint-away",
        "starts.command_takes_init_away",
        lost_at_start("entrypoint-given"),
    ),
    (
        "entrypoint-drops-cmd",
        "starts.entrypoint_drops_cmd",
        lost_at_start("entrypoint-drops-cmd"),
    ),
    ("empty-entrypoint-key", "starts.empty_key_of_a_unit", noted("empty-entrypoint-key")),
    ("no-shell-in-image", "images.no_shell", shell_may_be_missing),
    ("init-is-no-pid-1", "images.init_is_no_pid_1", script_with_init),
    ("two-inits", "images.two_inits", init_given),
    ("ends-at-once", "images.ends_at_once", shell_in_service),
    *((code, _TOLD, noted(code)) for code in _TOLD_BY_STARTERS),
    ("on-build-unknown", "instructions.on_build_unknown", noted_of_image("on-build-unknown")),
)


class _Rules(Mapping[str, "Rule"]):
    """The rules by code; a rule's module is imported on first use."""

    def __init__(self) -> None:
        self._homes = {code: home for code, home, _ in _ALL}

    def __getitem__(self, code: str) -> Rule:
        home = self._homes[code]
        module = import_module(f"cmdresolve.checks.{home}")
        rule: Rule = module.RULES[code] if home == _TOLD else module.RULE
        return rule

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def __contains__(self, code: object) -> bool:
        return code in self._homes


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
