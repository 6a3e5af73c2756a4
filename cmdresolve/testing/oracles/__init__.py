"""Oracles: real engines behind the questions and answers of the batch protocol, one a module.

`testing` itself and tests may import it.
It imports `dialects`, `testing.oracle`, `testing.messages` and `testing.wire`;
nothing here decides what an engine answers.
"""
