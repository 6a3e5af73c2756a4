"""Engines as frozen records: one module a family, `engine` says what the fields mean.

`dialects` looks them up by name; `resolving` reads their fields.
It imports `model` and `dialects.policies`.
"""
