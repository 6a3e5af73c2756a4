"""The promises of Docker's reference: pairs of requests that an engine must answer alike."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from cmdresolve.testing import laws
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import image_configs, word_lists, words
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

EXEC_FORMS = st.sampled_from(['["a"]', '["a","b c"]', '[""]', '["$X","é"]', "[]"])
SHELL_FORMS = st.sampled_from(["a", "a b", "exec a $X", "a  'b' # c", "['a']", "[ -f a ]"])
COMMANDS = EXEC_FORMS | SHELL_FORMS
# What has no words takes part in nothing; see tests/engines/test_docker_empty_cmd.py.
COMMANDS_WITH_WORDS = COMMANDS.filter(lambda text: text != "[]")
WORDS = st.lists(words(), min_size=1, max_size=3)
CONFIGS = image_configs(on_build=False)
# A law has few different cases; a tenth of them all is plenty for each.
_SHARE = 10


def drawn(judge: Judge, twins: st.SearchStrategy[laws.Twins]) -> list[laws.Twins]:
    """Return random twins, as many as this run has for a law."""
    return sample(twins, count=max(judge.cases // _SHARE, 5), seed=judge.seed)


def test_the_last_cmd_wins(builds: Judge) -> None:
    """See `laws.last_cmd_wins` for the reference's words."""
    twins = st.builds(
        laws.last_cmd_wins,
        COMMANDS_WITH_WORDS,
        COMMANDS_WITH_WORDS,
        entrypoint=st.none() | COMMANDS,
    )
    builds.check_twins(drawn(builds, twins))


def test_entrypoint_resets_an_inherited_cmd(builds: Judge) -> None:
    """See `laws.entrypoint_resets` for the reference's words."""
    builds.check_twins(drawn(builds, st.builds(laws.entrypoint_resets, WORDS, COMMANDS)))


def test_run_arguments_replace_cmd_and_leave_entrypoint(docker: Judge) -> None:
    """See `laws.args_replace_cmd` for the reference's words."""
    made = st.builds(laws.args_replace_cmd, CONFIGS, WORDS)
    twins = drawn(docker, made)
    full = [tuple(docker.request(**request) for request in pair) for pair in twins]
    seen = docker.oracle.observe_many([request for pair in full for request in pair])
    for one, other in zip(seen[::2], seen[1::2], strict=True):
        assert one["argv"] == other["argv"]
    docker.check([pair[0] for pair in full])


def test_another_entrypoint_drops_the_images_cmd(docker: Judge) -> None:
    """See `laws.entrypoint_drops_cmd` for the reference's words."""
    made = st.builds(laws.entrypoint_drops_cmd, CONFIGS, WORDS.filter(lambda x: x != [""]))
    twins = drawn(docker, made)
    full = [tuple(docker.request(**request) for request in pair) for pair in twins]
    seen = docker.oracle.observe_many([request for pair in full for request in pair])
    for one, other in zip(seen[::2], seen[1::2], strict=True):
        assert one["argv"] == other["argv"]
    docker.check([pair[0] for pair in full])


def test_shell_form_is_the_exec_form_of_shell_and_text(builds: Judge) -> None:
    """See `laws.shell_form_is_exec_form` for the reference's words."""
    keyword = st.sampled_from(["CMD", "ENTRYPOINT"])
    twins = st.builds(laws.shell_form_is_exec_form, WORDS, keyword, SHELL_FORMS)
    builds.check_twins(drawn(builds, twins))


def test_a_chain_of_stages_is_a_chain_of_images(builds: Judge) -> None:
    """See `laws.stages_are_images` for the reference's words."""
    line = st.one_of(
        COMMANDS.map(lambda text: f"CMD {text}\n"),
        COMMANDS.map(lambda text: f"ENTRYPOINT {text}\n"),
        st.sampled_from(['SHELL ["/x","-c"]\n', "ENV A=b\n", "WORKDIR /w\n"]),
    )
    # A stage that does nothing is its base, which has a name already.
    body = st.lists(line, min_size=1, max_size=3).map("".join)
    base = st.fixed_dictionaries({}, optional={"Entrypoint": word_lists(), "Cmd": word_lists()})
    twins = st.builds(laws.stages_are_images, base, st.lists(body, min_size=2, max_size=3))
    builds.check_twins(drawn(builds, twins))
