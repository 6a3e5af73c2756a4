"""The merge: image config, override and engine record give a `Resolution`.

Starters, checks, renderers and the ways in may import it; what reads an image does not.
It imports `model`, `dialects` and `go`; `views` is its one seam to the renderers.
"""
