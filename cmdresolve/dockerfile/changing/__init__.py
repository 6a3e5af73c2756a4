"""Dockerfile-like changes of an image's config: ``docker commit --change`` and its kin.

`ImageConfig.changed` calls it.
It imports `dockerfile.building`, `dockerfile.reading`, `dialects`, `model` and `go`.
"""
