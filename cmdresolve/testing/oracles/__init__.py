"""Oracles: real engines behind the questions and answers of the batch protocol, one a module.

`testing` itself and tests may import it.
It imports `testing.wire` and `testing.oracle`; nothing here decides what an engine answers.
"""
