"""Command lines of docker and podman, read by the grammar of their flags.

`starters` imports it.
It imports `model`, `dialects` and `go`.
"""
