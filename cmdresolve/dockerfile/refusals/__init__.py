"""What a builder refuses although no word of argv depends on it: flags, mounts, ports, lint.

`dockerfile.building` calls it where the builder looks.
It imports `dockerfile.reading`, `model`, `dialects` and `go`.
"""
