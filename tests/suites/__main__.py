"""Ask the library the cases of other projects' test suites, and print where it differs.

    python -m tests.suites --clone OWNER/NAME=PATH[@COMMIT] … [--only SUITE] [--list] [--markdown]

PATH is a clone's git directory; its newest commit is read unless another is named, and nothing is
copied or fetched. Known differences stand in differences.json beside this, with their reasons.
The exit status is 1 where a case differs that does not stand there, or stands there and agrees.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.atlas.clones import Clone
from tests.suites import (
    buildah_bud,
    buildah_conformance,
    buildkit_dockerfiles,
    buildkit_instructions,
    buildkit_lexer,
    buildkit_parser,
    compose_projects,
    compose_variables,
    docker_cli,
    kubernetes,
    podman,
    podman_units,
    shellwords,
)
from tests.suites.checkout import Checkout
from tests.suites.reporting import judged_report, known_differences, markdown, table

SUITES = (
    buildkit_lexer.SUITE,
    buildkit_parser.SUITE,
    buildkit_instructions.SUITE,
    buildkit_dockerfiles.SUITE,
    buildah_conformance.SUITE,
    buildah_bud.SUITE,
    docker_cli.SUITE,
    podman.SUITE,
    podman_units.SUITE,
    compose_variables.SUITE,
    compose_projects.SUITE,
    kubernetes.SUITE,
    shellwords.SUITE,
)


def main(words: list[str]) -> int:
    """Do what the words say."""
    parser = argparse.ArgumentParser(
        "python -m tests.suites", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--clone", action="append", default=[], metavar="OWNER/NAME=PATH[@COMMIT]")
    parser.add_argument("--only", metavar="SUITE", help="read this suite alone")
    parser.add_argument(
        "--list", action="store_true", help="print the cases that differ or are not asked"
    )
    parser.add_argument(
        "--markdown", action="store_true", help="print the table for the documentation"
    )
    asked = parser.parse_args(words)
    checkouts = {}
    for told in asked.clone:
        name, _, place = told.partition("=")
        path, _, commit = place.partition("@")
        checkouts[name] = Checkout(Clone(name, Path(path)), commit or "HEAD")
    reports = []
    for suite in SUITES:
        checkout = checkouts.get(suite.repository)
        if checkout is not None and asked.only in (None, suite.name):
            read_at = (checkout.version, checkout.day)
            cases, known = suite.read(checkout), known_differences(suite.name)
            reports.append(judged_report(suite, cases, read_at, known))
    for report in reports:
        if asked.list:
            report.tell()
    print(markdown(reports) if asked.markdown else table(reports))
    return int(any(report.unknown or report.stale for report in reports))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
