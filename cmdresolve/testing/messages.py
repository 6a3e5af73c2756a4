"""Engines' refusals by kind: the text of any engine, of any version, to one stable code.

The codes are those a `cmdresolve.CmdResolveError` carries; texts change from version to version,
kinds do not.
"""

from __future__ import annotations

import re

HUNG_UP = "the engine hung up instead of answering"
"""The text for a request that kills its handler, or the whole engine, each time it is put."""

OTHER = "other"
"""What `classify` returns for a text it does not know."""

# What a program writes before anything else, about itself.
_ASIDES = r"\A(?:(?:time=|Flag shorthand ).*\n)*\s*"

# The first kind found wins.  Texts quote what the user wrote, so the kinds whose quotation may
# hold anything stand first, and those of which another's text is a part stand last.
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "engine-fault",
        (
            re.escape(HUNG_UP),
            "stream terminated by RST_STREAM",
            "error reading from server: EOF",
            "connection dropped by the daemon",
            "runtime error: ",
            "released more than held",
            "identifier is not an image",
            "layer not known",
            "committing container for step",
        ),
    ),
    # What a program says of a line that names no command, and of one that asks for help, which
    # docker answers with its usage in place of an error.
    (
        "unknown-command",
        (
            _ASIDES + r"Usage:",
            _ASIDES + r"docker: unknown command: ",
            _ASIDES + r"docker: '.*' is not a docker command\.",
            r"\AError: unrecognized command `",
            r"\AError: missing command '",
        ),
    ),
    ("help", (r"\A(?i:unknown help topic)\b", r"\AError: pflag: help requested\Z")),
    # Those of Compose are matched from their beginning, because they quote whole files.
    ("compose-fault", (r"\Apanic: ",)),
    ("interpolation", (r"\Ainvalid interpolation format for ",)),
    ("required-variable", (r"\Aerror while interpolating .*required variable ",)),
    ("boolean", (r"\Aerror while interpolating .*invalid boolean: ",)),
    ("duplicate-key", (r"mapping key .* already defined at line",)),
    ("yaml-merge", (r"\A.*yaml: map merge requires map or sequence",)),
    ("alias-cycle", (r"\A(?:failed to parse .*: )?cycle detected: ",)),
    ("yaml-syntax", (r"\A(?:failed to parse .*: )?yaml: ",)),
    ("cannot-split", (r"invalid command line string\Z",)),
    ("key-type", (r"\A(?i:non-string key) ",)),
    ("cannot-override", (r"\Acannot override ",)),
    ("cannot-extend", (r"\Acannot extend service ",)),
    ("extends-cycle", (r"\A(?i:circular reference)",)),
    ("include-conflict", (r"\A\w+\..* conflicts with imported resource\Z",)),
    ("include-cycle", (r"\Ainclude cycle detected",)),
    ("empty-compose-file", (r"\Aempty compose file",)),
    (
        "no-image",
        (
            r"\Aservice .* has neither an image nor a build context",
            r"\Ainvalid service .*\. Must specify either image or build",
        ),
    ),
    ("no-service", (r"\Ano such service: ",)),
    (
        "schema",
        (
            r"\Avalidating ",
            r"\Aservices(?:\..*)? must be a mapping\Z",
            r"\A(?i:top-level object must be a mapping)",
            r"\A`include` must be a list",
            r"\Aservices\..*: invalid type ",
            r"\Aextends\..*\.service is required\Z",
            r"\Adecoding failed [^\n]*\s+'\[\d+\]' expected a map",
        ),
    ),
    (
        "open-quote",
        (
            "EOF found (?:when expecting closing quote|after escape character)$",
            "^No (?:closing quotation|escaped character)$",
        ),
    ),
    ("unknown-instruction", ("(?i:unknown instruction): ", "UNHANDLED LOGLEVEL")),
    ("duplicate-flag", ("(?i:duplicate flag specified)",)),
    (
        "flag-value",
        (
            "(?i:missing a value on flag)",
            "(?i:expecting boolean value for flag)",
            "no value specified for --",
            "invalid argument .* for .* flag",
            "flag needs an argument",
            "bad flag syntax",
            "failed to parse csv (?:mounts|devices)",
            "unsupported (?:mount type|sharing value) ",
            "(?:mode|uid|gid) not allowed for .* type mounts",
            "secret mount",
            "both source and id can't be set",
            "invalid cache sharing set for",
            "'from' doesn't support variable expansion",
            "invalid mount (?:option|target|type)",
            "must (?:not )?provide an argument for option",
            "must set volume destination",
            "unable to parse cache (?:mode|uid|gid) ",
            "unrecognized value .* for field `sharing`",
            "(?:secret|ssh) should have syntax id=id",
            "unable to resolve argument for `from=`",
            "unexpected key '.*' (?:in|for mount type) '",
            "invalid field '.*' must be a key=value pair",
            "invalid value for (?:readonly|ro|readwrite|rw|required|size): ",
            "invalid value .* for (?:mode|uid|gid)",
            "device name already set to",
            "invalid network mode",
            'unsupported value .* for "RUN --network"',
        ),
    ),
    (
        "unknown-flag",
        (
            "(?i:unknown flag): ",
            "unknown shorthand flag",
            "only supports the .* flags?",
            "flag provided but not defined: ",
            "(?:ADD|COPY) --[a-z-]+ is not supported",
        ),
    ),
    ("trigger-from", (r"\*instructions\.Stage is not a command type",)),
    ("trigger-multiple", ("should be a single expression",)),
    ("onbuild-chain", ("Chaining ONBUILD via",)),
    ("onbuild-trigger", ("isn't allowed as an ONBUILD trigger",)),
    ("json-not-strings", ("arrays must be comprised of strings only",)),
    ("shell-empty", ("SHELL requires at least one argument",)),
    ("shell-json", ("SHELL requires the arguments to be in JSON form",)),
    ("unterminated-heredoc", ("unterminated heredoc",)),
    ("heredoc-destination", ("cannot accept a heredoc as a destination",)),
    ("from-arguments", ("FROM requires (?:either one|an argument|a non-empty argument)",)),
    ("stage-name", ("invalid name for build stage",)),
    ("env", ("invalid image env variable", "env fields from image failed to parse")),
    ("duplicate-stage", ("stage name already used",)),
    ("reserved-name", ("is a reserved name",)),
    (
        "arguments",
        (
            r"requires at least (?:one|two|\d+) arguments?",
            "requires exactly one argument",
            "ARG requires an? (?:non-empty )?argument",
            "too many arguments",
            "(?i:volume specified can not be an empty string)",
        ),
    ),
    (
        "key-value",
        (
            "can't find = in",
            "must have two arguments",
            "names can not be blank",
            "invalid environment variable: (?:=|$)",
        ),
    ),
    # It quotes a word of the file, which may be any keyword.
    (
        "port",
        (
            "(?i:invalid (?:containerPort|hostPort|ranges specified for|IP address|proto:|port:))",
            "(?i:no port specified): ",
            "unable to convert image EXPOSE",
            "validating protocols for exposed port",
        ),
    ),
    (
        "healthcheck",
        (
            "HEALTHCHECK NONE takes no arguments",
            "(?i:missing command after HEALTHCHECK CMD)",
            "(?i:unknown type .* in HEALTHCHECK)",
            "Interval .* (?:cannot be less than|must be positive)",
            "time: (?:invalid|missing|unknown) ",
            "--retries ",
        ),
    ),
    (
        "signal",
        (
            "(?i:invalid signal): ",
            "stop signal cannot be greater than",
            "valid signals are 1 through",
        ),
    ),
    (
        "workdir",
        ("cannot normalize nothing", "the working directory '.*' is invalid, it needs to be"),
    ),
    ("needs-labs", ("requires the labs channel", "is only supported in Dockerfile frontend")),
    (
        "directive",
        (
            "(?<!substitution: )(?i:invalid escape (?:token )?)'",
            "only one (?:escape|syntax|check) parser directive",
        ),
    ),
    (
        "check-option",
        ("invalid check option", "failed to parse (?:check option|build-arg:BUILDKIT_)"),
    ),
    ("lint", ("lint violation found",)),
    (
        "own-argument",
        (
            "(?:invalid|parsing) SOURCE_DATE_EPOCH",
            "invalid boolean value for multi-platform",
        ),
    ),
    (
        "line-too-long",
        ("dockerfile line greater than max allowed size", "bufio.Scanner: token too long"),
    ),
    (
        "target-not-found",
        (
            "target stage .* could not be found",
            "failed to reach build target",
            "(?i:the target) .* was not found",
        ),
    ),
    (
        "base-name-blank",
        (r"base name \(.*\) should not be blank", "determining starting point for build: no FROM"),
    ),
    (
        "circular-dependency",
        ("circular dependency detected", "needs to be defined before current (?:stage|command)"),
    ),
    (
        "stage-index",
        (
            "invalid stage index",
            "invalid from flag value .*: (?:index out of bounds|refers to current build stage)",
        ),
    ),
    ("os", ("operating system is not supported",)),
    (
        "platform",
        (
            "failed to parse platform",
            "attempted to redefine",
            "empty platform value",
            "unknown operating system or architecture",
            "invalid platform",
            "unable to parse platform",
            "does not match the specified platform",
        ),
    ),
    ("needs-buildkit", ("requires BuildKit",)),
    (
        "reference",
        (
            "invalid reference format",
            "parsing reference ",
            "repository name must be lowercase",
            "Invalid image name ",
        ),
    ),
    ("copy-destination", ("with more than one source file, the destination must be",)),
    (
        "copy",
        (
            "(?:COPY|ADD) failed",
            "COPY --from=: no stage or image found",
            "no such file in context",
            "failed to compute cache key",
            "file not found in build context",
            "checking on sources under",
            "no items matching glob",
            "(?:invalid chmod parameter|[Pp]arsing chmod)",
            r"\Ainvalid syntax\Z",
            "source can't be a (?:URL|git ref) for COPY",
            "checksum (?:can't be specified|requires|flag is not supported)",
            "invalid checksum digest",
            "invalid chown string format",
            "can't find (?:uid for user|gid for group)",
        ),
    ),
    (
        "substitution",
        (
            'failed to process "',
            'processing ARG "',
            "while replacing arg variables with values",
            "in substitution",
            "unexpected end of statement while looking for matching",
            r"(?:no (?:prefix|suffix) to remove|no pattern to replace)\Z",
            r"is not allowed to be unset\Z",
            "syntax error: missing",
            "variable expansion is not supported for --from",
        ),
    ),
    ("no-instructions", ("file with no instructions",)),
    (
        "no-from",
        (
            "no build stage in current context",
            "contains no stages to build",
            "requires a FROM instruction",
            "no FROM statement",
        ),
    ),
    (
        "empty-dockerfile",
        (
            "No image was generated",
            r"Dockerfile(?: \(.*\))? cannot be empty",
            "no contents in",
            "no stages to build",
        ),
    ),
    (
        "base-not-found",
        (
            "failed to resolve source metadata",
            "failed to do request",
            "dial tcp",
            "no such host",
            "pull access denied",
            "manifest unknown",
            "image not known",
            "no stage or image found with that name",
            "(?i:no such image)",
            "unable to copy from source",
            "short-name .* did not resolve",
            "initializing source",
        ),
    ),
    (
        "no-command",
        (
            "(?i:no command specified)",
            "no command or entrypoint provided",
            "args must not be empty",
        ),
    ),
    (
        "not-found",
        (
            "executable file (?:.* )?not found",
            "no such file or directory",
            "cannot find .* in \\$PATH",
            "Could not locate the container application",
        ),
    ),
    (
        "not-executable",
        ("permission denied", "is not executable", "is not a regular file", "is a directory"),
    ),
    ("exec-format", ("(?i:exec format error)",)),
    ("run-script", ("while parsing script",)),
    (
        "yaml-syntax",
        (r"could not be split: yaml: (?!unmarshal errors|map merge|cannot decode|invalid map|!!)",),
    ),
    (
        "manifest-type",
        (r"(?:YAML as Kube \w+|get object kind): .*json: cannot unmarshal",),
    ),
    (
        "manifest",
        (
            "multi doc yaml could not be split",
            "couldn't get object kind",
            "unable to read YAML as Kube",
            "YAML document does not contain any supported kube kind",
            "ConfigMaps in podman are not a standalone object",
            "(?:pod|deployment|daemonSet|job) does not have a name",
            "is missing the required 'image' field",
            "duplicate container name",
            "cannot create an init container that has",
            "(?:configmap|key) .* not found",
            "(?:cannot|can not) set env",
            "strconv.ParseBool",
            "unsupported map key of type",
            "playing YAML file: .*names must match",
        ),
    ),
    (
        "override-type",
        (
            r"(?:invalid JSON|decode\(\)): json: cannot unmarshal",
            r"ContainerConfigWrapper\.",
            r"CreateContainerConfig\.",
            r"specGeneratorWire\.",
            r"SpecGenerator\.",
            r"\.spec\.containers\.(?:\d+\.)?(?:command|args)",
        ),
    ),
    ("image-config", ("json: cannot unmarshal",)),
)

_PATTERNS = tuple((code, re.compile("|".join(texts))) for code, texts in _KINDS)
_TOLD = re.compile(r"^Usage:|\A(?:Docker|podman) version \d", re.MULTILINE)
# Buildah quotes the step at which it stopped, as it stands and as Go shows a struct.
_STEP = re.compile(
    r"building at STEP \".*?\": |resolving step \{Value:.* EndLine:\d+\}: ", re.DOTALL
)
_LINE = re.compile(r"parse error (?:on )?line (\d+)")


def classify(text: str) -> str:
    """Return the code for the text an engine refused with, or `OTHER`."""
    said = _STEP.sub("", text)
    return next((code for code, pattern in _PATTERNS if pattern.search(said)), OTHER)


def tells_of_itself(text: str) -> bool:
    """Say whether what a program printed when all went well is its usage or its version."""
    return _TOLD.search(text) is not None


def line_of(text: str) -> int | None:
    """Return the line of the Dockerfile that the text names, from 1, or None."""
    found = _LINE.search(text)
    return int(found[1]) if found else None
