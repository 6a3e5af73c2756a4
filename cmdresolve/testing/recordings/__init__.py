"""Questions with what engines answered: made, kept, replayed, compared and made smaller.

`testing` itself and tests may import it.
It imports `testing.oracle` and `testing.strategies`; an answer is compared, never mended.
"""
