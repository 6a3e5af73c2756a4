"""Hold the atlas to what registries served, and count what it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import cmdresolve as cr
from cmdresolve.model.image import Unknown, Words
from tests.atlas.readings import Reading
from tests.atlas.tables import day


def check(readings: Iterable[Reading]) -> None:
    """Print how the atlas agrees with readings, each at its date."""
    counts: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    names: set[str] = set()
    for reading in readings:
        outcome = judge(reading)
        for field, equal, told in judge_more(reading):
            fields[f"{field}: {'equal' if equal else 'differs'}"] += 1
            if not equal:
                print(f"{reading.name}:{reading.tag} {reading.system} {day(reading.second)} {told}")
        counts[outcome.partition(":")[0]] += 1
        names.add(reading.name)
        if outcome != "equal":
            print(f"{reading.name}:{reading.tag} {reading.system} {day(reading.second)} {outcome}")
    total = counts["equal"] + counts["differs"]
    print(dict(counts), f"of {len(names)} repositories")
    print(f"{counts['equal'] / total:.2%} equal of {total}" if total else "nothing was compared")
    for field, count in sorted(fields.items()):
        print(f"{field} {count}")


def judge(reading: Reading) -> str:
    """Say how the atlas agrees with a reading, in a word, and where it does not, how."""
    atlas = cr.atlas(as_of=day(reading.second))
    found = atlas.find(f"{reading.name}:{reading.tag}", f"{reading.system}/amd64")
    if found is None:
        return "absent"
    if found.supposed:
        return "supposed"
    config = found.config
    if isinstance(config.entrypoint, Unknown) or isinstance(config.cmd, Unknown):
        return "unknown"
    mine = (config.entrypoint or (), config.cmd or ())
    theirs = (reading.entrypoint, reading.cmd)
    return "equal" if mine == theirs else f"differs: {mine} served {theirs}"


def judge_more(reading: Reading) -> Iterator[tuple[str, bool, str]]:
    """Say of each other field that the atlas knows whether it agrees, and what either says."""
    found = cr.atlas(as_of=day(reading.second)).find(
        f"{reading.name}:{reading.tag}", f"{reading.system}/amd64"
    )
    if found is None or found.supposed:
        return
    config = found.config
    fields: list[tuple[str, object, object]] = [
        ("User", config.user, reading.user),
        ("WorkingDir", config.working_dir, reading.working_dir),
        ("StopSignal", config.stop_signal, reading.stop_signal),
    ]
    if reading.shell and not isinstance(config.shell, Unknown):
        fields.append(("Shell", config.shell, reading.shell))
    if not isinstance(config.on_build, Unknown):
        mine = tuple(" ".join(one.split()) for one in config.on_build or ())
        fields.append(("OnBuild", mine, reading.on_build))
    values = dict(text.partition("=")[::2] for text in config.env)
    served = dict(reading.env)
    # Builders set it where no instruction did.
    names = {*values, *found.unknown_env} - ({"PATH"} - served.keys())
    fields.append(("Env, names", sorted(names), sorted(served)))
    both = values.keys() & served.keys()
    fields.append(
        (
            "Env, values",
            {name: " ".join(values[name].split()) for name in both},
            {name: " ".join(served[name].split()) for name in both},
        )
    )
    for field, mine, theirs in fields:
        yield field, mine == theirs, f"{field}: {mine} served {theirs}"


def corpus(folder: Path) -> None:
    """Print the share of Dockerfiles that the atlas answers, and the bases it lacks."""
    atlas = cr.atlas()
    counts: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for path in sorted(x for x in folder.rglob("*") if x.is_file()):
        try:
            image = cr.Dockerfile.parse(path.read_bytes()).image(bases=atlas)
        except cr.CmdResolveError:
            counts["refused"] += 1
            continue
        needs = _needs(image)
        counts["unknown" if needs else "answered"] += 1
        lacking.update(needs)
    total = counts["unknown"] + counts["answered"]
    print(dict(counts), f"{counts['unknown'] / total:.2%} unknown" if total else "")
    for name, count in lacking.most_common(60):
        print(f"{count:5} {name}")


def _needs(image: cr.ImageConfig) -> set[str]:
    fields: list[Words] = [image.entrypoint, image.cmd]
    return {field.image for field in fields if isinstance(field, Unknown)}
