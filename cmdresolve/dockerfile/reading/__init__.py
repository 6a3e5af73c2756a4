"""From text to instructions: directives, lines, words, arrays, heredocs, stages.

`dockerfile.building` and `dockerfile.refusals` import it.
It imports `model`, `dialects` and `go`.
"""
