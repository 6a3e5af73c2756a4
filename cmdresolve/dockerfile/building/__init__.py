"""From instructions to the image config that a builder stores.

`dockerfile` imports it.
It imports `dockerfile.reading`, `dockerfile.refusals`, `model`, `dialects` and `go`.
"""
