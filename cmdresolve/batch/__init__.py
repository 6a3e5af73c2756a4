"""The batch protocol: one JSON object in, one out.

`cli` and other programs import it.
It may import every room but `cli` and `testing`.
"""

from cmdresolve.batch.protocol import answer, answer_lines, subject

__all__ = ["answer", "answer_lines", "subject"]
