"""What a builder refuses though it bears on no word of argv: mounts, devices, copies, ports, lint.

`dockerfile.building` calls it where the builder looks.
It imports `dockerfile.reading`, `model`, `dialects` and `go`.
"""
