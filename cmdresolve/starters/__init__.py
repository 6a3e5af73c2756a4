"""What starts a container, read into an `Override`: command lines, Compose files, manifests.

The ways in and `checks` import it.
It imports `model`, `dialects`, `go` and `resolving`, for what that knows of words;
it never looks at an image or decides argv.
"""
