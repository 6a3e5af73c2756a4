"""Ways of reading and refusing that engine records point at.

Only engine records import it.
It imports `model` and `go`.
"""
