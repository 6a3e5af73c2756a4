"""The rules there are, by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cmdresolve.checks.images import (
    ends_at_once,
    init_is_no_pid_1,
    no_shell,
    two_inits,
)
from cmdresolve.checks.instructions import (
    array_is_shell_form,
    bare,
    empty_word,
    engine_dependent,
    heredoc_empties_arguments,
    on_build_unknown,
    repeated,
    shell_cmd_is_arguments,
    text_after_array_ignored,
)
from cmdresolve.checks.refusals import (
    array_not_strings,
    array_over_lines,
    comment_behind,
    dash_missing,
    dollar_for_shell,
    flag_of_command,
    heredoc_on_command,
    keyword_in_brackets,
    other_dashes,
    text_for_list,
)
from cmdresolve.checks.rule import Rule
from cmdresolve.checks.scripts import (
    backslash_eaten,
    compose_cuts_text,
    ignores_arguments,
    lines_without_shell,
    operator_without_shell,
    pattern_without_shell,
    script_is_an_option,
    script_is_one_word,
    script_missing,
    shell_reads_file,
)
from cmdresolve.checks.starts import (
    arguments_for_a_shell,
    command_takes_init_away,
    entrypoint_drops_cmd,
    inherited_cmd_lost,
    options_after_image,
    options_after_service,
    told_by_starters,
)
from cmdresolve.checks.variables import (
    build_argument,
    container_variable,
    dollars_in_script,
    not_expanded,
    other_shell,
)
from cmdresolve.checks.words import (
    argument_with_blanks,
    array_as_text,
    nul_in_word,
    program_with_blanks,
    quoted_script,
    quotes_in_word,
)
from cmdresolve.model.did_you_mean import nearest
from cmdresolve.model.errors import CmdResolveError

_ALL: tuple[Rule, ...] = (
    heredoc_on_command.RULE,
    array_over_lines.RULE,
    array_not_strings.RULE,
    keyword_in_brackets.RULE,
    flag_of_command.RULE,
    comment_behind.RULE,
    other_dashes.RULE,
    dash_missing.RULE,
    text_for_list.RULE,
    dollar_for_shell.RULE,
    array_is_shell_form.RULE,
    text_after_array_ignored.RULE,
    nul_in_word.RULE,
    program_with_blanks.RULE,
    array_as_text.RULE,
    quoted_script.RULE,
    quotes_in_word.RULE,
    argument_with_blanks.RULE,
    operator_without_shell.RULE,
    pattern_without_shell.RULE,
    compose_cuts_text.RULE,
    lines_without_shell.RULE,
    backslash_eaten.RULE,
    script_is_one_word.RULE,
    script_missing.RULE,
    script_is_an_option.RULE,
    shell_reads_file.RULE,
    ignores_arguments.RULE,
    not_expanded.RULE,
    other_shell.RULE,
    build_argument.RULE,
    container_variable.RULE,
    dollars_in_script.RULE,
    shell_cmd_is_arguments.RULE,
    repeated.RULE,
    bare.RULE,
    engine_dependent.RULE,
    empty_word.RULE,
    heredoc_empties_arguments.RULE,
    options_after_image.RULE,
    options_after_service.RULE,
    arguments_for_a_shell.RULE,
    inherited_cmd_lost.RULE,
    command_takes_init_away.RULE,
    entrypoint_drops_cmd.RULE,
    no_shell.RULE,
    init_is_no_pid_1.RULE,
    two_inits.RULE,
    ends_at_once.RULE,
    *told_by_starters.RULES,
    on_build_unknown.RULE,
)

#: Each rule by its code, in the order in which findings are told.
RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in _ALL})


def chosen(codes: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of some codes, or all where none is named.

    Raises:
        CmdResolveError: no rule has one of the codes.
    """
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
