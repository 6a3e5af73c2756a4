"""Go's rules for reading text, which engines written in Go apply: numbers, CSV, JSON, words.

Every room may import it.
It imports `model` for its values only.
"""
