"""What a notebook shows besides the answers themselves: pictures, and fields to change.

No room imports it; answers draw themselves, as ``_repr_html_``, without it.
It imports `model`, `dialects`, `dockerfile`, `resolving`, `starters`, `checks`, `render` and
`published`.
"""

from cmdresolve.notebook.explorer import Explorer, explore
from cmdresolve.notebook.picture import Picture, picture

__all__ = ["Explorer", "Picture", "explore", "picture"]
