"""The merge: image config, override and engine record give a `Resolution`.

Checks, renderers and the ways in may import it; starters and readers do not.
It imports `model`, `dialects` and `go`; `views` is its one seam to the renderers.
"""
