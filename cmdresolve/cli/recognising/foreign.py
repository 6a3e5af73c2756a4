"""Files of other tools, recognised by their content in order to name them in an error.

Each row names the tool's own file after that tool's documentation. A wrong name costs a wrong
sentence, never an argv: nothing that is found here is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cmdresolve.cli.recognising.kinds import QUADLET, Kind
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple

if TYPE_CHECKING:
    from cmdresolve.cli.recognising.seen import Seen

_RUN_LINE = "ask with the docker run line that it stands for, or with the image's Dockerfile"
_RENDER = "render it first, and give what comes of it by pipe: … | cmdresolve - NAME"
_KUSTOMIZE = (
    "what it builds can be asked by pipe: kubectl kustomize FOLDER | cmdresolve - CONTAINER"
)
_HELM = "what it renders can be asked by pipe: helm template . | cmdresolve - CONTAINER"
_PROCESS = "what it starts inside a container can be asked as the words after the image"


#: How much of a text is searched.
_LOOKED_AT = 65536
_INDENTED_KEY = pattern(r"^[ \t]+([a-z_]+):", re.MULTILINE)
# What precedes a nested key: indentation, or braces.
_INSIDE = r"(?:^[ \t]+|[{,][ \t]*)[\"']?"
_OBJECT = frozenset(("apiVersion", "kind"))


class Row(NamedTuple):
    """A kind of file by its keys.

    Attributes:
        what: its name, with an article.
        hint: what to do.
        all: keys that must all be in it.
        any: keys of which one must be in it.
        text: a text that must be somewhere in it.
        inside: groups of keys; one of each group must be nested somewhere.
        listed: whether it is a list of such mappings.
        is_object: whether it may have an object's form, ``apiVersion`` and ``kind``. Among other
            documents it is one of those, and for their reader to name.
    """

    what: str
    hint: str
    all: str = ""
    any: str = ""
    text: str = ""
    inside: tuple[str, ...] = ()
    listed: bool = False
    is_object: bool = False

    def fits(self, seen: Seen) -> bool:
        """Say whether a text is of this kind."""
        keys = seen.keys
        return (
            (not self.listed or seen.is_list)
            and (not keys >= _OBJECT or (self.is_object and not seen.has_documents))
            and keys.issuperset(self.all.split())
            and (not self.any or not keys.isdisjoint(self.any.split()))
            and (not self.inside or self._has_inside(seen))
            and (
                not self.text
                or re.search(self.text, seen.text[:_LOOKED_AT], re.MULTILINE) is not None
            )
        )

    def _has_inside(self, seen: Seen) -> bool:
        indented = set(_INDENTED_KEY.findall(seen.text, 0, _LOOKED_AT))
        return all(not indented.isdisjoint(group.split()) for group in self.inside)


#: Kinds whose keys no other kind has. They are tried before the kinds that are read.
SURE = (
    Row(
        "a kustomization",
        _KUSTOMIZE,
        all="kind",
        text=r"^[ \t{\"']*apiVersion\W+kustomize\.config\.k8s\.io/",
        is_object=True,
    ),
    Row(
        "a kustomization",
        _KUSTOMIZE,
        any="patchesStrategicMerge patchesJson6902 configMapGenerator secretGenerator namePrefix "
        "nameSuffix commonLabels commonAnnotations generatorOptions helmCharts",
        is_object=True,
    ),
    Row(
        "a kustomization",
        _KUSTOMIZE,
        all="resources",
        any="patches components images bases",
        is_object=True,
    ),
    Row(
        "a patch of a manifest (it holds $patch)",
        f"apply it first; {_KUSTOMIZE}",
        text=r"^[ \t]*(?:- |\{ ?)*[\"']?\$patch[\"']?:",
        is_object=True,
    ),
    Row(
        "a patch of a manifest (JSON 6902)",
        f"apply it first; {_KUSTOMIZE}",
        all="op path",
        listed=True,
    ),
    Row("a Drone pipeline", _RUN_LINE, all="kind", text=r"^[\"']?kind\W+pipeline\b"),
    Row("an ECS task definition", _RUN_LINE, any="containerDefinitions taskDefinition"),
    Row("an ECS task definition", _RUN_LINE, all="essential image", listed=True),
    Row("a CloudFormation template", _RUN_LINE, any="AWSTemplateFormatVersion"),
    Row("a CloudFormation template", _RUN_LINE, all="Resources", text=r"\bAWS::"),
    Row("an Elastic Beanstalk file", _RUN_LINE, any="AWSEBDockerrunVersion"),
    Row("a CodeBuild buildspec", _RUN_LINE, all="phases", any="version artifacts env"),
    Row("a GitHub workflow", _RUN_LINE, all="jobs", text=_INSIDE + r"(?:runs-on|uses)\b"),
    Row("a GitHub action", _RUN_LINE, all="runs", text=r"\b[\"']?using\b"),
    Row("a CircleCI file", _RUN_LINE, all="jobs", any="workflows orbs executors"),
    Row("a CircleCI file", _RUN_LINE, all="version jobs", text=_INSIDE + r"docker\b"),
    Row(
        "an Azure pipeline",
        _RUN_LINE,
        any="pool trigger pr",
        text=r"^[\"']?(?:steps|jobs|stages)\b",
    ),
    Row("a Bitbucket pipeline", _RUN_LINE, all="pipelines"),
    Row("a Woodpecker pipeline", _RUN_LINE, all="steps", text=_INSIDE + r"(?:image|commands)\b"),
    Row(
        "a Cloud Build file", _RUN_LINE, all="steps", text=r"^[ \t]*(?:- )?[{\"' ]*(?:name|args)\b"
    ),
    Row("a dev container's file", _RUN_LINE, any="dockerComposeFile dockerFile customizations"),
    Row(
        "a dev container's file",
        _RUN_LINE,
        any="image build features",
        text=r"\"(?:overrideCommand|postCreateCommand|postStartCommand|postAttachCommand|remoteUser"
        r"|containerUser|containerEnv|remoteEnv|forwardPorts|onCreateCommand|workspaceFolder"
        r"|workspaceMount|runArgs|features|updateRemoteUserUID|initializeCommand|shutdownAction)\"",
    ),
    Row(
        "a dev container's file",
        _RUN_LINE,
        all="build",
        text=r"\"build\"\s{0,9}:\s{0,9}\{[^{}]*\"dockerfile\"",
    ),
    Row("a package.json", _PROCESS, all="name", any="scripts dependencies devDependencies"),
    Row("a package.json", _PROCESS, all="name version", any="main bin license private type"),
    Row("a package.json", _PROCESS, all="scripts", any="private version dependencies"),
    Row("a lock file of packages", _PROCESS, any="lockfileVersion"),
    Row("a compiler's settings (tsconfig)", _PROCESS, any="compilerOptions"),
    Row("a composer.json", _PROCESS, any="require-dev autoload"),
    Row("a composer.json", _PROCESS, all="name require"),
    Row("a bake file", "name the Dockerfile of the target", all="target", any="group variable"),
    Row("an OCI runtime bundle's config", _RUN_LINE, any="ociVersion"),
    Row("a Captain definition", _RUN_LINE, any="dockerfileLines captainVersion"),
    Row("a Nomad job", _RUN_LINE, all="Job"),
    Row("a Helm chart's Chart.yaml", _HELM, all="apiVersion name version"),
    Row(
        "a Skaffold file",
        _RUN_LINE,
        all="apiVersion kind",
        text=r"^apiVersion\W+skaffold/",
        is_object=True,
    ),
    Row("an App Engine file", _RUN_LINE, all="runtime", any="env handlers entrypoint service"),
    Row("a Heroku manifest", _RUN_LINE, all="build", text=r"^build:[ \t]*\r?\n[ \t]+docker:"),
    Row("an Apptainer definition", _RUN_LINE, all="Bootstrap From"),
    Row("a Serverless file", _RUN_LINE, all="provider service", any="functions"),
    Row("an OpenAPI description", _RUN_LINE, any="openapi swagger"),
    Row("a pre-commit file", _RUN_LINE, all="repos"),
    Row("a Dependabot file", _RUN_LINE, all="updates version"),
)
#: Kinds that share their keys with others. They are tried after the kinds that are read.
LIKELY = (
    Row(
        "a GitLab pipeline",
        "its runner starts a shell in the image, behind the entrypoint that the job states; "
        + _RUN_LINE,
        text=_INSIDE + r"(?:script|before_script|after_script|trigger)[\"']?:",
    ),
    Row("a GitLab pipeline", _RUN_LINE, all="stages"),
    Row("a Travis file", _RUN_LINE, all="language"),
    Row("an Ansible playbook", _RUN_LINE, any="hosts tasks import_playbook roles", listed=True),
    Row(
        "a list of Ansible tasks",
        _RUN_LINE,
        all="name",
        listed=True,
        text=r"^[ \t]+[\w.]*(?:docker_container|podman_container|command|shell|apt|copy|template):",
    ),
    Row("Helm values", _HELM, any="replicaCount nameOverride fullnameOverride imagePullSecrets"),
    Row("Helm values", _HELM, all="image", text=_INSIDE + r"(?:repository|pullPolicy)\b"),
    Row("an app's specification (Render, DigitalOcean)", _RUN_LINE, all="services"),
    Row(
        "a Compose file of the first format, without `services`",
        "put its services under the key services",
        inside=("image build", "command ports links volumes environment entrypoint"),
    ),
    Row(
        "a Procfile",
        _PROCESS,
        any="web worker release",
        text=r"^(?:web|worker|release):[ \t]+\S+[ \t]+\S",
    ),
)
_SECTIONS = (
    (r"\[(?:Pod|Kube|Volume|Network|Image|Build)\]", "a Quadlet unit"),
    (r"\[(?:Unit|Service|Install|Timer|Socket)\]", "a systemd unit"),
)
_TEXTS = (
    (r"<(?:!|\?|\w)", "HTML or XML", ""),
    (r"job\s+\"?[\w.-]+\"?\s*\{", "a Nomad job (HCL)", _RUN_LINE),
    (r"(?:target|group)\s+\"[^\"]*\"\s*\{", "a bake file (HCL)", "name the target's Dockerfile"),
    (
        (
            r"(?:resource|data|provider|variable|module|terraform|locals|output|source|build|packer"
            r"|project|app|function)\b[^\n={]*\{"
        ),
        "HCL (Terraform, Packer, Waypoint and the like)",
        _RUN_LINE,
    ),
    (r"(?:pipeline|node)\b[^\n={]*\{|@Library\b", "a Jenkinsfile", _RUN_LINE),
    (r"VERSION[ \t]+(?:--\S+[ \t]+)*\d", "an Earthfile", _RUN_LINE),
    (r"(?i:Bootstrap):", "an Apptainer definition", _RUN_LINE),
    (r"@echo\b|@?(?i:setlocal|rem)\b", "a batch file of Windows", _PROCESS),
    (r"(?:import|from)\s+[\w.]+|package\s+\w+|#include\b|use\s+\w+::", "a program's source", ""),
    (r"(?:export[ \t]+)?[A-Za-z_]\w*=\S*[ \t]*$", "a file of variables, or a script", _PROCESS),
    (r"\w[\w.-]*[ \t]*=[ \t]*(?:[\"'\[{]|\d|true\b|false\b)", "TOML", _RUN_LINE),
    (r"(?:set|if|for|while|exec|echo|cd|export)\b", "a script for a shell", _PROCESS),
)
_COMMENTS = pattern(r"(?:[ \t\r\n]|//[^\n]*(?:\n|\Z)|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_MAKEFILE = pattern(r"^[\w.%/$(){} -]+::?[^=\n]*\n\t", re.MULTILINE)
_MARKDOWN = pattern(r"^(?:```|#{2,6} \S|\[!\[)", re.MULTILINE)
_TEMPLATES = (
    (r"\{\{-?\s*(?:include|template|tpl|toYaml)\b|\.(?:Values|Release|Chart)\.", "a Helm template"),
    (r"^\{%-?\s|^[ \t]*\{\{-?\s*(?:if|range|with|end|define)\b", "a template"),
)
_NAMES = (
    (r"\.?devcontainer\.json", "a dev container's file", _RUN_LINE),
    (r"(?:docker-)?bake.*\.json", "a bake file", "name the Dockerfile of the target"),
    (r"Makefile|GNUmakefile|makefile|.*\.mk", "a Makefile", _PROCESS),
    (r"[Jj]ustfile", "a justfile", _PROCESS),
    (r"Procfile.*", "a Procfile", _PROCESS),
    (r"Jenkinsfile.*", "a Jenkinsfile", _RUN_LINE),
    (r"Vagrantfile|Tiltfile|Earthfile|Brewfile|Gemfile|Rakefile", "no Dockerfile", _RUN_LINE),
    (r".*\.(?:hcl|nomad|tf|pkr)(?:\.json)?", "HCL", _RUN_LINE),
    (r"fly\.toml", "Fly's configuration", _RUN_LINE),
    (r".*\.toml", "TOML", _RUN_LINE),
    (r".*\.(?:ba|z|k|da)?sh", "a script for a shell", _PROCESS),
    (r".*\.(?:ps1|psm1|bat|cmd)", "a script of Windows", _PROCESS),
    (r".*\.(?:md|rst|adoc|txt)", "text for people", ""),
    (r".*\.(?:py|js|ts|go|rs|rb|java|c|cc|cpp|h|php|pl|lua)", "a program's source", _PROCESS),
    (r"\.?(?:docker|container|git|helm)ignore", "a list of ignored files", ""),
    (r"(?:.*\.)?env(?:\..*)?", "a file of variables", _PROCESS),
)
_UNKNOWN = "not-known"
_GENERIC = "name a Dockerfile, a Compose file, a manifest, or a file with an image config"

SOME_JSON = Kind(
    None,
    "JSON, but describes no image, no project and no Kubernetes object",
    "save what `docker image inspect IMAGE` prints, or `skopeo inspect --config`",
    _UNKNOWN,
)


def script(text: str) -> Kind:
    """Name a text by its first line, which names its interpreter."""
    words = text.partition("\n")[0].removeprefix("#!").split()
    interpreter = words[-1] if words else "some interpreter"
    return Kind(None, f"a script for {interpreter.rpartition('/')[2]}", _PROCESS)


def template(text: str) -> Kind | None:
    """Name a template that has to be rendered before it says what starts."""
    if "{{" not in text and "{%" not in text:
        return None
    for shape, what in _TEMPLATES:
        if re.search(shape, text, re.MULTILINE):
            return Kind(None, what, _HELM if "Helm" in what else _RENDER)
    return None


def by_keys(seen: Seen, rows: tuple[Row, ...]) -> Kind | None:
    """Name a text by the first row that fits its keys."""
    if not seen.keys:
        return None
    return next((Kind(None, row.what, row.hint) for row in rows if row.fits(seen)), None)


def by_first_line(seen: Seen) -> Kind | None:
    """Name a text that is not YAML by its first line."""
    if re.search(r"^\[Container\][ \t\r]*$", seen.text[:_LOOKED_AT], re.MULTILINE):
        return QUADLET
    for shape, what in _SECTIONS:
        if re.search(rf"^{shape}[ \t\r]*$", seen.text, re.MULTILINE):
            return Kind(None, what, _RUN_LINE)
    if re.match(r"\[\[?[\w. \"'-]+\]\]?[ \t\r]*(?:\n|#|$)", seen.text[seen.begin :]):
        return Kind(None, "TOML, or an INI file", _RUN_LINE)
    if _MAKEFILE.search(seen.text):
        return Kind(None, "a Makefile", _PROCESS)
    return None


def by_text(seen: Seen) -> Kind | None:
    """Name a text by how its first line begins."""
    rest = seen.text[seen.begin :][:_LOOKED_AT]
    rest = _COMMENTS.sub("", rest, count=1) if rest.startswith("/") else rest
    for shape, what, hint in _TEXTS:
        if re.match(shape, rest, re.MULTILINE):
            return Kind(None, what, hint or _GENERIC)
    if _MARKDOWN.search(seen.text):
        return Kind(None, "text for people (Markdown)", _GENERIC, _UNKNOWN)
    return None


def by_name(name: str) -> Kind | None:
    """Name a text by its file's name, if its content does not tell."""
    for shape, what, hint in _NAMES:
        if re.fullmatch(shape, name):
            return Kind(None, what, hint or _GENERIC)
    return None


def some_text(seen: Seen) -> Kind:
    """Name a text that is nothing known."""
    if seen.is_json:
        return SOME_JSON
    if seen.keys or seen.is_list:
        what = "YAML, but no Compose file (no services) and no manifest (no apiVersion and kind)"
        return Kind(None, what, _GENERIC, _UNKNOWN)
    return Kind(None, "neither a Dockerfile nor any other kind that is read", _GENERIC, _UNKNOWN)
