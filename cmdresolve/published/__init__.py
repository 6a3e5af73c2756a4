"""The shipped tables: the documented matrix, and the differences between builders.

The ways in and the renderers may import it.
It imports `model`, `dialects` and `resolving`.
"""
