"""Go's ways of reading: text, numbers, durations, JSON, YAML scalars; engines are written in Go.

Every room may import it.
It imports `model` for its values only.
"""
