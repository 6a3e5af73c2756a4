"""How engines are talked to: their APIs over unix sockets, archives they take, programs they run.

`testing.oracles` may import it.
It imports `testing.oracle`, for its errors: what goes over the wire is the engine's own.
"""
