"""Renderers: they show a value and decide nothing about it.

The ways in may import it; a value asks for it by `model.views`.
It imports the core, `published` and what a finding is; it never reaches the resolver.
"""
