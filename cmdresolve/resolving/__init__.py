"""The merge: an image config, an override and an engine's record give a `Resolution`.

Starters, checks, renderers and the ways in may import it; what reads an image does not.
It imports `model`, `dialects` and `go`; through `views` it calls renderers and checks.
"""
