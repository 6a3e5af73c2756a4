"""Podman's Quadlet units, in samples of their form."""

from __future__ import annotations

from tests.suites.podman_units import SUITE
from tests.suites.sampling import found
from tests.suites.suite import ACCEPTED, REFUSED

UNITS = {
    "words": '## assert-podman-final-args img "a b" c\n[Container]\nImage=img\nExec="a b" c\n',
    "entrypoint": '## assert-podman-args "--entrypoint=e"\n[Container]\nImage=i\nEntrypoint=e\n',
    "init": '## assert-podman-args "--init"\n[Container]\nImage=i\nRunInit=yes\n',
    "plain": "[Container]\nImage=i\n",
    "own": "## assert-podman-final-args run --rm img\n[Container]\nImage=img\n",
    "none": '## assert-failed\n## assert-stderr-contains "no Image"\n[Container]\n',
    "key": "## assert-failed\n[Container]\nImage=i\nNetwork=x.network\n",
    "unit": "[Container]\nImage=other.image\n",
}


def test_units_are_found_with_what_they_say_of_the_line() -> None:
    files = {f"test/e2e/quadlet/{name}.container": text for name, text in UNITS.items()}

    assert found(SUITE, {**files, "test/e2e/quadlet/a.volume": ""}) == {
        "entrypoint": {"entrypoint": "e"},
        "init": {"init": True},
        "key": "the generator refuses a key that bears on no argv",
        "none": REFUSED,
        "own": {"end": ["img"]},
        "plain": ACCEPTED,
        "unit": "its image is a folder, or another unit",
        "words": {"end": ["img", "a b", "c"]},
    }
