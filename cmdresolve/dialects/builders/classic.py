"""Docker's classic builder, on Linux and on Windows."""

from __future__ import annotations

from attrs import evolve

from cmdresolve.dialects.builders import buildkit
from cmdresolve.dialects.builders.builder import Builder

_CLASSIC = "moby {} builder/dockerfile/dispatchers.go, evaluator.go; moby/buildkit {} parser"


def _classic(same: Builder, moby: str, buildkit: str) -> Builder:
    """Give the classic builder of the release that has `same` as its BuildKit.

    They share the parser package; they differ in what they do with what it reads.
    """
    return evolve(
        same,
        name="classic",
        citation=_CLASSIC.format(moby, buildkit),
        honours_syntax=False,
        lint_rules=frozenset(),
        arguments_over_env=False,
        arguments_one_by_one=False,
        heading_one_by_one=False,
        heading_faults=True,
        bare_arguments="unset",
        stage_lookup="caseless",
        duplicate_stages="refused",
        first_target_wins=True,
        target_before_stages=True,
        reserves_scratch=True,
        platform_arguments=False,
        parses_every_reference=False,
        copies_in_order=False,
        triggers_need_stages=False,
        substitutes_copied_from=False,
        modes="",
        copies_from_git=False,
        sums="",
        needs_buildkit=True,
        copies_heredocs=False,
        copies_many_to_any=False,
        runs_every_stage=True,
        refuses_empty_image=True,
        other_systems=False,
        stores_fired_on_build=True,
        bare_cmd=(),
        bare_entrypoint=None,
        empty_cmd_counts=False,
        args_escaped="both-clear",
        windows_command_line=True,
        empties="kept",
    )


CLASSIC_20_10 = _classic(buildkit.BUILDKIT_20_10, "v20.10.24", "v0.8.3")
CLASSIC_23_0 = _classic(buildkit.BUILDKIT_23_0, "v23.0", "v0.10.6")
CLASSIC_24_0 = _classic(buildkit.BUILDKIT_24_0, "v24.0", "v0.11.6")
CLASSIC_25_0 = _classic(buildkit.BUILDKIT_25_0, "v25.0", "v0.12.5")
CLASSIC_26_0 = _classic(buildkit.BUILDKIT_26_0, "v26.0", "v0.13.1")
CLASSIC_26_1 = _classic(buildkit.BUILDKIT_26_1, "v26.1.5", "v0.13.2")
CLASSIC_27_0 = _classic(buildkit.BUILDKIT_27_0, "v27.0", "v0.14.1")
CLASSIC_27_1 = _classic(buildkit.BUILDKIT_27_1, "v27.1", "v0.15.0")
CLASSIC_28_0 = _classic(buildkit.BUILDKIT_28_0, "v28.0", "v0.20.0")
CLASSIC_28_1 = _classic(buildkit.BUILDKIT_28_1, "v28.1", "v0.21.0")
CLASSIC_28_2 = _classic(buildkit.BUILDKIT_28_2, "v28.2", "v0.22.0")
CLASSIC_28_5 = _classic(buildkit.BUILDKIT_28_5, "v28.5.2", "v0.25.2")


def _on_windows(classic: Builder) -> Builder:
    """Give the classic builder of a daemon that runs on Windows (read, never run)."""
    return evolve(
        classic, variant="windows", starts_from_nothing=False, system="windows", verified=False
    )


_ON_LINUX = (
    CLASSIC_20_10,
    CLASSIC_23_0,
    CLASSIC_24_0,
    CLASSIC_25_0,
    CLASSIC_26_0,
    CLASSIC_26_1,
    CLASSIC_27_0,
    CLASSIC_27_1,
    CLASSIC_28_0,
    CLASSIC_28_1,
    CLASSIC_28_2,
    CLASSIC_28_5,
)
RECORDS = (*_ON_LINUX, *map(_on_windows, _ON_LINUX))
