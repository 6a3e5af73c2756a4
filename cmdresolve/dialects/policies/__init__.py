"""Functions that engine records have as fields: how words are read, and which images are refused.

Only engine records import it.
It imports `model` and `go`.
"""
