"""Go's ways of reading: numbers, durations, JSON, words, ``$(NAME)``; engines are written in Go.

Every room may import it.
It imports `model` for its values only.
"""
