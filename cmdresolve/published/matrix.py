"""The matrix of Docker's reference: which command CMD and ENTRYPOINT give together.

The table's words are in ``tables/documented`` as they were published; what each cell really
starts is resolved here, so that the two can be seen side by side.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from cmdresolve import dialects
from cmdresolve.dialects import DEFAULT, Engine
from cmdresolve.model.argument_types import check_number, check_text
from cmdresolve.model.command import default_shell
from cmdresolve.model.errors import CmdResolveError, NoCommandError, wrong_type
from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.value import Value
from cmdresolve.resolving.resolver import resolve

if TYPE_CHECKING:
    from cmdresolve.resolving.resolution import Resolution

FORMS = ("nine", "twelve")

_NONE, _SHELL, _EXEC, _DEFAULTS = "none", "shell", "exec", "default parameters"


@frozen(eq=False, repr=False)
class Cell(Value):
    """A cell: a pair of instructions, the document's text for it, and what starts.

    Attributes:
        row: its row, from 0.
        column: its column, from 0.
        cmd: the CMD instruction, None for "no CMD".
        entrypoint: the ENTRYPOINT instruction, None for "no ENTRYPOINT".
        documented: the document's text.
        resolution: what starts; None if the engine refuses.
        refusal: the engine's refusal, or None.
    """

    row: int
    column: int
    cmd: str | None
    entrypoint: str | None
    documented: str
    resolution: Resolution | None = field(default=None, repr=False)
    refusal: NoCommandError | None = field(default=None, repr=False)

    @property
    def argv(self) -> tuple[str, ...] | None:
        """The argv of the first process; None if the engine refuses."""
        return None if self.resolution is None else self.resolution.argv

    @property
    def left_out(self) -> tuple[str, ...]:
        """The words of argv that the document leaves out, because no script reads them."""
        if self.resolution is None:
            return ()
        return tuple(word.value for word in self.resolution.words if word.unread)


@frozen(eq=False, repr=False)
class Matrix(Value):
    """The documented matrix, in one of its two published forms.

    Attributes:
        form: ``nine`` or ``twelve``.
        source: where it was published.
        engine: the engine, ``docker@28.5`` and the like.
        rows: the CMD instruction of each row.
        columns: the ENTRYPOINT instruction of each column.
        cells: the cells, row by row.
        marked: the cell of the image that was asked about, or None.
    """

    form: str
    source: str
    engine: str
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    cells: tuple[tuple[Cell, ...], ...]
    marked: Cell | None = None

    def locate(self, image: ImageConfig) -> Cell | None:
        """Return the cell of an image; None if a field of the image is unknown.

        An image does not record the form of its commands: words that are a shell
        and one text count as shell form. In the twelve-cell form, exec-form words under an
        ENTRYPOINT are its default parameters.

        Raises:
            WrongTypeError: it is given something else than an image config.
        """
        _check_image(image)
        # One empty word counts as no entrypoint; as a CMD it is a word like any other.
        head = None if image.entrypoint == ("",) else image.entrypoint
        entrypoint, cmd = _form(head, image), _form(image.cmd, image)
        if entrypoint is None or cmd is None:
            return None
        if self.form == "twelve" and cmd == _EXEC and entrypoint != _NONE:
            cmd = _DEFAULTS
        rows = (_NONE, _EXEC, _SHELL) if self.form == "nine" else (_NONE, _EXEC, _DEFAULTS, _SHELL)
        return self.cells[rows.index(cmd)][(_NONE, _SHELL, _EXEC).index(entrypoint)]

    def mark(self, image: ImageConfig) -> Matrix:
        """Return the same matrix with the cell of an image marked.

        Raises:
            WrongTypeError: it is given something else than an image config.
        """
        return evolve(self, marked=self.locate(image))

    def to_text(self, *, width: int = 80) -> str:
        """Return the matrix as plain text."""
        check_number(width, "width", 80)
        from cmdresolve.model import views  # noqa: PLC0415 - loaded when asked

        return views.text(self, width=width)

    def to_markdown(self) -> str:
        """Return the matrix as a Markdown table."""
        from cmdresolve.model import views  # noqa: PLC0415 - loaded when asked

        return views.markdown(self)

    def to_json(self) -> dict[str, Any]:
        """Return the matrix as JSON values."""
        from cmdresolve.model import views  # noqa: PLC0415 - loaded when asked

        return views.json(self)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.html(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        del include, exclude  # what a notebook may ask for; it chooses itself
        return views.bundle(self)


@cache
def table(form: str) -> dict[str, Any]:
    """Return a published table.

    Raises:
        CmdResolveError: there is no such form.
    """
    if form not in FORMS:
        raise CmdResolveError(
            f"the matrix has the forms {' and '.join(FORMS)}, not {form!r}",
            code="unknown-form",
            hint=f"write one of them: matrix({FORMS[0]!r})",
        )
    from cmdresolve.published.tables import read_table  # noqa: PLC0415 - only whoever asks for a table pays for it

    return read_table(f"documented/{form}_cells.json")


def matrix(form: str = "nine", *, engine: str | None = None) -> Matrix:
    """Return the documented matrix with what every cell really starts.

    Args:
        form: ``nine`` as published today, or ``twelve`` as published until September 2022.
        engine: the engine; by default the newest recorded Docker.

    Raises:
        CmdResolveError: there is no such form.
        DialectError: no such engine is known.
        WrongTypeError: the form is no text, or the engine no name.
    """
    check_text(form, "form", "nine")
    record = table(form)
    dialect = dialects.engine_of(engine, DEFAULT)
    cells = tuple(
        tuple(
            _cell((i, j), row, column, record["cells"][i][j]["documented"], dialect)
            for j, column in enumerate(record["columns"])
        )
        for i, row in enumerate(record["rows"])
    )
    source = record["source"]
    return Matrix(
        form=form,
        source=f"{source['repository']} {source['path']}, “{source['section']}”, {source['held']}",
        engine=dialect.key,
        rows=tuple(row["cmd"] for row in record["rows"]),
        columns=tuple(column["entrypoint"] for column in record["columns"]),
        cells=cells,
    )


def _cell(
    place: tuple[int, int],
    row: dict[str, Any],
    column: dict[str, Any],
    documented: str,
    engine: Engine,
) -> Cell:
    cell = Cell(*place, row["cmd"], column["entrypoint"], documented)
    image = ImageConfig(entrypoint=column["config"], cmd=row["config"])
    try:
        return evolve(cell, resolution=resolve(image, engine=engine))
    except NoCommandError as error:
        return evolve(cell, refusal=error)


def _form(value: Words, image: ImageConfig) -> str | None:
    if isinstance(value, Unknown):
        return None
    if not value:
        return _NONE
    shells = [default_shell(image.os)]
    if isinstance(image.shell, tuple) and image.shell:
        shells.append(image.shell)
    for shell in shells:
        if value[: len(shell)] == shell and len(value) - len(shell) <= 1:
            return _SHELL
    return _EXEC


def _check_image(image: object) -> None:
    if not isinstance(image, ImageConfig):
        message = f"the matrix looks up an ImageConfig, not a value of type {type(image).__name__}"
        raise wrong_type(message, "build it first: mark(dockerfile.image())")
