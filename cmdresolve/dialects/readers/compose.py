"""How Docker Compose reads its files: one frozen record for each release that changed it.

compose-go does the reading; which version of it a release has is in the release's go.mod. The
engines that get the result are in `cmdresolve.dialects.engines.compose`.
"""

from __future__ import annotations

from attrs import evolve, frozen

from cmdresolve.dialects.version import Version
from cmdresolve.model.value import Value

_SERVICE_KEYS = (
    "annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs "
    "container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime "
    "cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices "
    "dns dns_opt dns_search domainname entrypoint env_file environment expose extends "
    "external_links extra_hosts group_add healthcheck hostname image init ipc isolation labels "
    "links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit "
    "network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports "
    "privileged profiles pull_policy read_only restart runtime scale secrets security_opt "
    "shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits "
    "user userns_mode uts volumes volumes_from working_dir"
)
_BUILD_KEYS = (
    "additional_contexts args cache_from cache_to context dockerfile dockerfile_inline extra_hosts "
    "isolation labels network no_cache platforms privileged pull secrets shm_size ssh tags target "
    "ulimits"
)
_TOP_KEYS = "version name include services networks volumes secrets configs"


@frozen(eq=False, repr=False)
class Compose(Value):
    r"""How one version of Compose reads its files.

    Attributes:
        version: the first version that this record holds for.
        citation: the version of compose-go that it has.
        service_keys: the keys of a service.
        build_keys: the keys of a service's ``build``.
        top_keys: the top-level keys of a file.
        control_escapes: whether ``\t`` and ``\n`` in a command's text stand for a tab and a line
            feed; if not, for the letters.
        lone_parenthesis: whether a ``)`` without its ``$(`` opens a region that the next one
            closes; if not, it is an error.
        lazy_defaults: whether the word after an operator, as in ``${V:-word}``, is only expanded
            if it is used.
        resets_by_alias: whether ``!reset`` and ``!override`` take effect through an alias.
        keys_before_resets: whether a duplicate key is refused although ``!reset`` removes one of
            the two.
        nested_alias: whether an alias may be used inside a mapping that its anchor was merged into.
        inherited_resets: the ``!reset`` that applies to a service which both extends and is
            extended: that of the ``extending`` file, those of ``both`` files, its ``own`` file's,
            or, within one file, ``no`` certain one, as it depends on the random order of services.
        dates_are_texts: whether a scalar that YAML resolves to a date is accepted as a string: as a
            command it gives none, and as a word of one Compose crashes.
        env_files_in_one: whether the variables of several env files are in one table while they are
            read, so that a later line sees the last value; if not, values from files before its own
            go first.
        exports_env_files: whether the variables of env files are set in Compose's own environment,
            which refuses a variable without a name.
        checks_container_names: whether ``container_name`` must be a valid name.
        unique_container_names: whether services that are started together must name their
            containers differently.
        env_file_formats: the values of an env file's ``format`` that are known.
        overrides_included: whether a file may override what it includes; if not, two definitions of
            one name must be equal.
        includes_first: whether included files are loaded before ``extends`` is resolved.
        tracks_bases_by_file: whether a service with a base in another file is known by that file
            when services are looked for that extend themselves; if not, by the first file, so that
            one with a base of its own name, which extends further, is refused.
        names_service: whether ``extends`` without a service is refused; if not, Compose crashes.
        casts_modes: whether interpolation turns the text of a config's or secret's ``mode`` into a
            number.
        casts_ipv4: whether it turns that of ``enable_ipv4`` into a boolean.
        casts_dependencies: whether it turns those of a dependency's ``required`` and ``restart``
            into booleans.
        verified: whether recorded runs of this very version stand behind it.
    """

    version: Version
    citation: str
    service_keys: frozenset[str] = frozenset(_SERVICE_KEYS.split())
    build_keys: frozenset[str] = frozenset(_BUILD_KEYS.split())
    top_keys: frozenset[str] = frozenset(_TOP_KEYS.split())
    control_escapes: bool = False
    lone_parenthesis: bool = True
    lazy_defaults: bool = False
    resets_by_alias: bool = False
    keys_before_resets: bool = False
    nested_alias: bool = True
    inherited_resets: str = "extending"
    dates_are_texts: bool = True
    overrides_included: bool = False
    includes_first: bool = False
    names_service: bool = False
    tracks_bases_by_file: bool = False
    env_files_in_one: bool = False
    exports_env_files: bool = True
    checks_container_names: bool = False
    unique_container_names: bool = False
    env_file_formats: frozenset[str] = frozenset()
    casts_modes: bool = True
    casts_ipv4: bool = False
    casts_dependencies: bool = False
    verified: bool = False


def _later(
    record: Compose, version: Version, compose_go: str, keys: str = "", build_keys: str = ""
) -> Compose:
    """Return the record of a later version, with a newer compose-go and the keys that it added."""
    return evolve(
        record,
        version=version,
        citation=f"compose-go {compose_go}",
        service_keys=record.service_keys | frozenset(keys.split()),
        build_keys=record.build_keys | frozenset(build_keys.split()),
        verified=False,
    )


COMPOSE_2_24 = Compose(version=(2, 24, 4), citation="compose-go v2.0.0-rc.3")
# As recorded: Debian 13 builds Compose 2.26.1 with this compose-go, newer than that of its go.mod.
COMPOSE_2_26 = evolve(
    _later(COMPOSE_2_24, (2, 26), "v2.4.8", "gpus post_start pre_stop label_file", "entitlements"),
    resets_by_alias=True,
    tracks_bases_by_file=True,
    nested_alias=False,
    inherited_resets="both",
    casts_ipv4=True,
    verified=True,
)
COMPOSE_2_27 = evolve(
    _later(COMPOSE_2_24, (2, 27), "v2.1.0", build_keys="entitlements"),
    resets_by_alias=True,
    unique_container_names=True,
    tracks_bases_by_file=True,
)
COMPOSE_2_29 = evolve(_later(COMPOSE_2_27, (2, 29), "v2.1.4"), inherited_resets="both")
COMPOSE_2_30 = evolve(
    _later(COMPOSE_2_29, (2, 30, 0), "v2.4.1", "gpus post_start pre_stop"),
    env_file_formats=frozenset(("raw",)),
)
COMPOSE_2_30_3 = evolve(_later(COMPOSE_2_30, (2, 30, 3), "v2.4.4"), nested_alias=False)
COMPOSE_2_32 = _later(COMPOSE_2_30_3, (2, 32), "v2.4.6", "label_file")
COMPOSE_2_34 = evolve(
    _later(COMPOSE_2_32, (2, 34), "v2.4.9", "pull_refresh_after"),
    casts_modes=False,
    casts_ipv4=True,
)
COMPOSE_2_35 = evolve(_later(COMPOSE_2_34, (2, 35), "v2.6.0", "provider"), keys_before_resets=True)
COMPOSE_2_37 = evolve(
    _later(COMPOSE_2_35, (2, 37, 2), "v2.6.5", "use_api_socket"), dates_are_texts=False
)
COMPOSE_2_38 = evolve(
    _later(COMPOSE_2_37, (2, 38), "v2.7.0", "models"),
    top_keys=COMPOSE_2_37.top_keys | {"models"},
    names_service=True,
)
COMPOSE_2_39 = evolve(
    _later(COMPOSE_2_38, (2, 39), "v2.8.0", build_keys="provenance sbom"),
    env_files_in_one=True,
    checks_container_names=True,
)
COMPOSE_2_40 = evolve(
    _later(COMPOSE_2_39, (2, 40), "v2.9.1"),
    inherited_resets="no",
    exports_env_files=False,
    verified=True,
)
COMPOSE_5_0 = evolve(
    _later(COMPOSE_2_40, (5, 0, 0), "v2.10.0", build_keys="no_cache_filter"),
    inherited_resets="own",
    overrides_included=True,
    casts_dependencies=True,
)
COMPOSE_5_0_2 = evolve(_later(COMPOSE_5_0, (5, 0, 2), "v2.10.1"), lazy_defaults=True)
COMPOSE_5_1_4 = evolve(
    _later(COMPOSE_5_0_2, (5, 1, 4), "v2.11.0, go-shellwords v1.0.13"),
    control_escapes=True,
    lone_parenthesis=False,
    includes_first=True,
)
COMPOSE_5_3 = _later(COMPOSE_5_1_4, (5, 3), "v2.13.0, go-shellwords v1.0.13", "pre_start")

#: Every record, in ascending order of version.
COMPOSES = (
    COMPOSE_2_24,
    COMPOSE_2_26,
    COMPOSE_2_27,
    COMPOSE_2_29,
    COMPOSE_2_30,
    COMPOSE_2_30_3,
    COMPOSE_2_32,
    COMPOSE_2_34,
    COMPOSE_2_35,
    COMPOSE_2_37,
    COMPOSE_2_38,
    COMPOSE_2_39,
    COMPOSE_2_40,
    COMPOSE_5_0,
    COMPOSE_5_0_2,
    COMPOSE_5_1_4,
    COMPOSE_5_3,
)


def compose_of(version: Version) -> Compose:
    """Return the record of a version that an engine's record names."""
    return next(record for record in COMPOSES if record.version == version)
