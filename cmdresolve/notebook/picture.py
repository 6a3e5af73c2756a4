"""The picture of an answer for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve.model.quoting import exec_form
from cmdresolve.model.value import Value
from cmdresolve.render import svg

if TYPE_CHECKING:
    from cmdresolve.resolving.resolution import Resolution


@frozen(eq=False, repr=False)
class Picture(Value):
    """An SVG drawing that a notebook shows, and stores for viewers that run nothing.

    Attributes:
        title: its accessible name.
        svg: the drawing, a complete SVG document.
    """

    title: str
    svg: str

    def __repr__(self) -> str:
        return f"<picture of {self.title}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        del include, exclude  # what a notebook may ask for; it chooses itself
        return {"text/plain": repr(self), "image/svg+xml": self.svg}


def picture(answer: Resolution) -> Picture:
    """Return a drawing of how an image's ENTRYPOINT and CMD and what was given became argv.

    Args:
        answer: the answer.
    """
    return Picture(exec_form(tuple(word.value for word in answer.words)), svg.merge(answer))
