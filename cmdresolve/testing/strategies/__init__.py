"""Hypothesis strategies: questions worth asking an engine, valid and nearly valid.

All take keyword arguments only, all shrink to the plainest question of their kind.  What an engine
answers at random, or what depends on its file system or a network, is left out: nothing is run
while an image is built, nothing missing is copied, no base is left without a description.
Where builders differ in what is safe to ask, the builder's record in `cmdresolve.dialects` says.
"""

from cmdresolve.testing.strategies.apptainer import apptainer_requests
from cmdresolve.testing.strategies.changes import changes
from cmdresolve.testing.strategies.command_lines import command_lines
from cmdresolve.testing.strategies.compose import (
    compose_requests,
    compose_scalars,
    compose_texts,
    compose_values,
)
from cmdresolve.testing.strategies.compose_corners import compose_corners
from cmdresolve.testing.strategies.compose_projects import compose_projects
from cmdresolve.testing.strategies.compose_trees import compose_trees
from cmdresolve.testing.strategies.dockerfiles import dockerfiles
from cmdresolve.testing.strategies.environments import environment_bases, environment_requests
from cmdresolve.testing.strategies.images import image_configs, runs, triggers
from cmdresolve.testing.strategies.kubernetes import (
    env_texts,
    kubernetes_requests,
    manifests,
    variable_words,
    word_list_texts,
    yaml_scalars,
)
from cmdresolve.testing.strategies.questions import (
    base_images,
    build_requests,
    cli_requests,
    context_requests,
    requests,
    run_requests,
)
from cmdresolve.testing.strategies.units import units
from cmdresolve.testing.strategies.words import word_lists, words

__all__ = [
    "apptainer_requests",
    "base_images",
    "build_requests",
    "changes",
    "cli_requests",
    "command_lines",
    "compose_corners",
    "compose_projects",
    "compose_requests",
    "compose_scalars",
    "compose_texts",
    "compose_trees",
    "compose_values",
    "context_requests",
    "dockerfiles",
    "env_texts",
    "environment_bases",
    "environment_requests",
    "image_configs",
    "kubernetes_requests",
    "manifests",
    "requests",
    "run_requests",
    "runs",
    "triggers",
    "units",
    "variable_words",
    "word_list_texts",
    "word_lists",
    "words",
    "yaml_scalars",
]
