"""Builders as frozen records: one module a builder, `builder` says what the fields mean.

`dialects` looks them up by name; `dockerfile` reads their fields.
It imports `model`.
"""
