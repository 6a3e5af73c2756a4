"""Changes of an image config in Dockerfile syntax: ``docker commit --change`` and its kin.

`ImageConfig.changed` calls it.
It imports `dockerfile.building`, `dockerfile.reading`, `dialects`, `model` and `go`.
"""
