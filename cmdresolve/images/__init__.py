"""Images as others describe them: what tools print of one, and what a local engine says.

Every reader gives a `cmdresolve.image.ImageConfig` and nothing else.
"""
