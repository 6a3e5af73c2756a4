"""Kaniko, by its source alone: it has BuildKit's parser, and implements the commands itself."""

from __future__ import annotations

from cmdresolve.dialects.builders import buildkit_parts
from cmdresolve.dialects.builders.builder import Builder

# The parser is that of BuildKit 0.22, and has no frontend to hand a build to.
READING = buildkit_parts.READING_28_2._replace(honours_syntax=False)
CHECKING = buildkit_parts.CHECKING_20_10._replace(ports="as-it-is")
FLAGS = buildkit_parts.FLAGS_28_0._replace(labs_only=frozenset())
RUNNING = buildkit_parts.RUNNING_27_3._replace(mounts="never")
# Every stage is built unless --skip-unused-stages is given (pkg/dockerfile/dockerfile.go).
SCHEDULING = buildkit_parts.SCHEDULING._replace(runs="every", parses_every_reference=False)
COPYING = buildkit_parts.COPYING_20_10._replace(looks_up="when-run")
FORMS = buildkit_parts.FORMS._replace(args_escaped="cmd-clears")

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
    arguments=buildkit_parts.ARGUMENTS_27_4,
    names=buildkit_parts.NAMES_20_10,
    scheduling=SCHEDULING,
    platforms=buildkit_parts.PLATFORMS,
    copying=COPYING,
    forms=FORMS,
    triggers=buildkit_parts.TRIGGERS_20_10,
    storing=buildkit_parts.STORING._replace(
        windows_working_dir="slash", starts_in="", empty_cleans=True, enters_folder=False
    ),
)

RECORDS = (KANIKO_1_24,)
