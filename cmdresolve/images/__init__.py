"""The sources of images: what tools print, archives, lock files, engines, registries, the atlas.

The ways in may import it.
It imports `model` and `dockerfile`; each source gives a `Found`.
"""
