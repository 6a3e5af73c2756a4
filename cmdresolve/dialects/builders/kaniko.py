"""Kaniko, read in its source and never run: BuildKit's parser, and commands of its own."""

from __future__ import annotations

from attrs import evolve

from cmdresolve.dialects.builders import buildkit_parts
from cmdresolve.dialects.builders.builder import Builder

READING = evolve(buildkit_parts.READING_28_2, honours_syntax=False)
CHECKING = evolve(buildkit_parts.CHECKING_20_10, ports="as-it-is")
FLAGS = evolve(buildkit_parts.FLAGS_28_0, labs_only=frozenset())
RUNNING = evolve(buildkit_parts.RUNNING_28_0, mounts="never")
SCHEDULING = evolve(buildkit_parts.SCHEDULING, runs="every", parses_every_reference=False)
FORMS = evolve(buildkit_parts.FORMS, args_escaped="cmd-clears")

KANIKO_1_24 = Builder(
    name="kaniko",
    version=(1, 24),
    variant="",
    citation="GoogleContainerTools/kaniko v1.24.0 pkg/commands, pkg/executor/build.go; "
    "moby/buildkit v0.22.0 frontend/dockerfile/parser, instructions",
    verified=False,
    reading=READING,
    checking=CHECKING,
    flags=FLAGS,
    running=RUNNING,
    arguments=buildkit_parts.ARGUMENTS_28_0,
    names=buildkit_parts.NAMES_20_10,
    scheduling=SCHEDULING,
    platforms=buildkit_parts.PLATFORMS,
    copying=buildkit_parts.COPYING_20_10,
    forms=FORMS,
    triggers=buildkit_parts.TRIGGERS_20_10,
    storing=buildkit_parts.STORING,
)

RECORDS = (KANIKO_1_24,)
