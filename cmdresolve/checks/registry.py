"""The rules there are, by code."""

from __future__ import annotations

from collections.abc import Mapping
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
