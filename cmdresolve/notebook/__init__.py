"""Widgets for notebooks, besides the answers themselves: pictures, and fields to edit.

No room imports it; answers are shown without it, by their ``_repr_html_``.
It imports `model`, `dialects`, `dockerfile`, `resolving`, `starters`, `checks`, `render` and
`published`.
"""

from cmdresolve.notebook.explorer import Explorer, explore
from cmdresolve.notebook.picture import Picture, picture

__all__ = ["Explorer", "Picture", "explore", "picture"]
