"""The rules there are, by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cmdresolve.checks.instructions import (
    array_is_shell_form,
    on_build_unknown,
    shell_cmd_is_arguments,
    text_after_array_ignored,
)
from cmdresolve.checks.rule import Rule
from cmdresolve.checks.scripts import ignores_arguments, script_is_one_word
from cmdresolve.checks.starts import inherited_cmd_lost, told_by_starters
from cmdresolve.model.did_you_mean import nearest
from cmdresolve.model.errors import CmdResolveError

_ALL: tuple[Rule, ...] = (
    array_is_shell_form.RULE,
    text_after_array_ignored.RULE,
    script_is_one_word.RULE,
    ignores_arguments.RULE,
    shell_cmd_is_arguments.RULE,
    inherited_cmd_lost.RULE,
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
