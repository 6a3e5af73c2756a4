"""Renderers: they show a value and decide nothing about it.

The ways in may import it; a value asks for it by `model.views`.
It imports `model`, `dialects`, `resolving`, `published` and what a rule is, `checks.rule`;
it never reaches the resolver.
"""
