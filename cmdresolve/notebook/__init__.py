"""What a notebook shows besides the answers themselves: pictures, and fields to change.

Answers draw themselves, as ``_repr_html_``; nothing here is needed for that.
"""

from cmdresolve.notebook.explorer import Explorer, explore
from cmdresolve.notebook.picture import Picture, picture

__all__ = ["Explorer", "Picture", "explore", "picture"]
