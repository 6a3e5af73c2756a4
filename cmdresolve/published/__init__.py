"""The shipped tables, read: the documented matrix, where builders part, and the field that decides.

The ways in and the renderers may import it.
It imports `model`, `dialects` and `resolving`.
"""
