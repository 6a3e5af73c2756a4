"""The batch protocol: one JSON object in, one out.

`cli` and other programs import it.
It imports `model`, `dialects`, `dockerfile`, `resolving`, `starters`, `checks`, `render` and
`images`.
"""

from cmdresolve.batch.protocol import answer, answer_lines, subject

__all__ = ["answer", "answer_lines", "subject"]
