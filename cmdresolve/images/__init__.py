"""Images as others describe them: what tools print of one, and what a local engine says.

Every reader gives a `cmdresolve.model.image.ImageConfig` and nothing else.
"""
