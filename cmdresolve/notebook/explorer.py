"""A Dockerfile and a command line in editable fields, with what starts updated at each change.

Without ipywidgets, and in viewers that run nothing, the cell shows the answer to its arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.util import find_spec
from typing import Any

from attrs import evolve, field, frozen

from cmdresolve import dialects
from cmdresolve.checks import check
from cmdresolve.dockerfile import Dockerfile
from cmdresolve.model.argument_types import check_mapping, check_switch, check_text
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.value import Value
from cmdresolve.published.matrix import matrix
from cmdresolve.render import html as as_html
from cmdresolve.render import refusal
from cmdresolve.resolving.resolution import Resolution
from cmdresolve.starters.command_line.docker_run import docker_run

_FIELDS = "dockerfile", "line", "engine"


@frozen(eq=False, repr=False)
class Explorer(Value):
    """A question that a notebook shows with its answer, in editable fields if possible.

    Attributes:
        dockerfile: the text of a Dockerfile.
        line: the command line that starts its image, as typed.
        engine: the engine, such as ``docker@28.5``, whose builder builds the image.
        bases: the images that it is built from, by name.
        with_matrix: whether to show the cell of Docker's table as well.
    """

    dockerfile: str
    line: str
    engine: str
    bases: Mapping[str, ImageConfig] = field(factory=dict)
    with_matrix: bool = False

    def answer(self) -> Resolution:
        """Return what starts.

        Raises:
            CmdResolveError: the builder, the command line or the engine refuses, or the question
                itself is wrong.
        """
        command = docker_run(self.line, engine=self.engine)
        return command.resolve(self._image())

    def widget(self) -> Any:
        """Return fields for the question, with the answer below them, as a widget.

        Raises:
            CmdResolveError: ipywidgets is not installed (``extra-needed``).
        """
        try:
            import ipywidgets as widgets  # noqa: PLC0415 - an extra, and slow to import
        except ImportError:
            raise CmdResolveError(
                "fields in a notebook need ipywidgets, the extra notebook",
                code="extra-needed",
                hint="pip install 'ipywidgets>=8'",
            ) from None
        wide = widgets.Layout(width="100%")
        known = (x.key for x in dialects.ENGINES if x.command_line is not None)
        # One that was asked for is offered too, though it starts no line: the answer says so.
        keys = list(dict.fromkeys((*known, self.engine)))
        rows = max(4, self.dockerfile.count("\n") + 1)
        fields = (
            widgets.Textarea(self.dockerfile, description="Dockerfile", rows=rows, layout=wide),
            widgets.Text(self.line, description="Started by", layout=wide),
            widgets.Dropdown(options=keys, value=self.engine, description="Engine"),
        )
        shown = widgets.HTML(self.html())

        def show(_: Any) -> None:
            asked = {name: one.value for name, one in zip(_FIELDS, fields, strict=True)}
            shown.value = evolve(self, **asked).html()

        for one in fields:
            one.observe(show, names="value")
        return widgets.VBox([*fields, shown])

    def __repr__(self) -> str:
        try:
            return self.answer().explain()
        except CmdResolveError as error:
            return refusal.text(error)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": repr(self), "text/html": self.html()}
        if find_spec("ipywidgets") is not None:
            live = self.widget()._repr_mimebundle_(include=include, exclude=exclude)
            bundle = {**live, **bundle}
        return bundle

    def _image(self) -> ImageConfig:
        builder = dialects.engine(self.engine).builder
        return Dockerfile.parse(self.dockerfile, builder=builder).image(bases=self.bases)

    def html(self) -> str:
        """Return the answer, or the refusal, as HTML."""
        try:
            answer = self.answer()
            parts = [as_html.resolution(answer, findings=check(answer))]
        except CmdResolveError as error:
            parts = [f"<pre>{escape(refusal.text(error))}</pre>"]
        if self.with_matrix:
            parts += self._matrix()
        return "".join(parts)

    def _matrix(self) -> list[str]:
        """Return the table with the image marked, or nothing if there is no image."""
        try:
            return [as_html.matrix(matrix(engine=self.engine).mark(self._image()))]
        except CmdResolveError:
            return []


def explore(
    dockerfile: str,
    line: str = "docker run app",
    *,
    engine: str = dialects.DEFAULT.key,
    bases: Mapping[str, ImageConfig] | None = None,
    with_matrix: bool = False,
) -> Explorer:
    """Return an editable question, which a notebook shows if it is the value of a cell.

    With the extra ``notebook`` it has fields and is answered at each key; without it, and in
    viewers that run nothing, the answer to the arguments is shown.

    Args:
        dockerfile: the text of a Dockerfile.
        line: the command line that starts its image, as typed.
        engine: the engine, whose builder builds the image.
        bases: the images that it is built from, by name.
        with_matrix: whether to show the cell of Docker's table as well.

    Raises:
        DialectError: no such engine is known.
        WrongTypeError: an argument is of another type than is said here.
    """
    check_text(dockerfile, "dockerfile", "FROM alpine")
    check_text(line, "line", "docker run app")
    check_switch(with_matrix, "with_matrix")
    if bases is not None:
        check_mapping(bases, "bases", '{"NAME": ImageConfig(…)}')
    key = dialects.engine_of(engine, dialects.DEFAULT).key
    return Explorer(dockerfile, line, key, bases or {}, with_matrix)
