"""The help, made of the table of options and verbs."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.language.options import BY_NAME, OPTIONS, VERB, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cmdresolve.cli.language.options import Option

_WIDTH, _INDENT = 80, 2
_FIRST = """\
usage: cmdresolve [OPTIONS] FILE [ARGUMENTS]      what `docker run` starts of it
       cmdresolve [OPTIONS] compose.yaml SERVICE  or a manifest and a container
       cmdresolve [OPTIONS] docker run …          any line one was about to type

What process will this container start, and why? FILE is a Dockerfile, an image
config, a folder, or - for standard input; without one, this folder's is taken."""
_LAST = (
    "Behind -- nothing is an option of ours. "
    "Exit status: 0 answered, 1 would be refused, 2 bad usage or input, 3 cannot know. "
    "Verbs, put first: {verbs}. More: cmdresolve help VERB, or {topics}."
)
TOPICS = {
    "inputs": """\
What stands in FILE, or in standard input for -, tells what it is:

  a Dockerfile        words after it are the arguments of `docker run IMAGE …`
  an image config     what `docker image inspect`, `podman image inspect` or
                      `skopeo inspect --config` prints, or the config alone
  an archive          what `docker save` or `skopeo copy` writes, or a layout
  a Compose file      the word after it is a service; further words are those of
                      `docker compose run SERVICE …`
  a manifest          Kubernetes' YAML or JSON; a container is named after it
  a Quadlet unit      a .container file; it says itself what is given
  a folder            its Dockerfile, its Compose file, or its only manifest

  helm template . | cmdresolve - app
  kubectl get pod web -o json | cmdresolve - app
  docker compose config --format json | cmdresolve - web

Every other kind is called by its name and refused, with exit status 2.""",
    "lines": """\
A line that you were about to type, behind cmdresolve and its own options:

  docker run …, docker container run …, docker create …, podman run …
  docker compose run SERVICE …, docker compose up SERVICE, docker-compose …
  podman kube play FILE

sudo, env A=1, time, nohup, winpty and the like may stand before it. The image
is described by --image-config, --file, --image, or by --base under its name.""",
    "exit": """\
  0  answered
  1  builder or engine would refuse, `check` found what --fail-on names (errors,
     where it is not said), `diff --exit-code` found a difference, the engine
     does otherwise than `--verify` is told, or `lock --check` saw an answer
     change
  2  bad usage, or an input that is not read
  3  cannot be known from what was given, nobody could be asked to --verify, or
     an image to be locked, or that is locked, could not be looked up""",
}


def page(topic: str) -> str:
    """Return a page of the help.

    Args:
        topic: a verb, a topic, ``options``, or nothing for the first page.

    Raises:
        UsageError: there is no such page.
    """
    if not topic:
        return first()
    if topic in TOPICS:
        return TOPICS[topic]
    if topic == "options":
        return "\n".join(rows(OPTIONS))
    if topic in VERB:
        return "\n".join(_of_verb(topic))
    raise UsageError(
        f"there is no help on {topic}", code="bad-usage", hint="known: " + ", ".join(topics())
    )


def topics() -> tuple[str, ...]:
    """Return the names of all pages."""
    return ("options", *TOPICS, *VERB)


def first() -> str:
    """Return the first page, which fits a screen of 80 columns and 24 lines with its prompt."""
    verbs = ", ".join(verb.name for verb in VERBS if verb.name != "explain")
    last = _LAST.format(verbs=verbs, topics=", ".join(("options", *TOPICS)))
    common = [option for option in OPTIONS if option.is_common]
    return "\n".join((_FIRST, "", *rows(common), "", *wrap(last, _WIDTH)))


def _of_verb(name: str) -> Iterator[str]:
    verb = VERB[name]
    for place, usage in enumerate(verb.usages):
        yield f"{'      ' if place else 'usage:'} cmdresolve {usage}"
    yield ""
    yield verb.about
    options = [BY_NAME[name] for name in verb.options]
    if verb.formats:
        about = "how to print it: " + ", ".join(verb.formats)
        options.append(BY_NAME["--format"]._replace(about=about))
    if options:
        yield ""
        yield from rows(options)


def rows(options: Iterable[Option]) -> Iterator[str]:
    """Return a line for each option, or two where its text is long."""
    named = [(f"{x.name} {x.metavar}".rstrip(), x) for x in options]
    width = max(len(left) for left, _ in named)
    for left, option in named:
        choices = f": {', '.join(option.choices)}" if option.choices else ""
        for line in wrap(option.about + choices, _WIDTH - width - 2 * _INDENT):
            yield f"{'':{_INDENT}}{left:{width}}{'':{_INDENT}}{line}"
            left = ""  # noqa: PLW2901 - it stands on the first of its lines
