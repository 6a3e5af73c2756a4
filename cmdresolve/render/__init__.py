"""Renderers: they show a value and decide nothing about it.

The ways in may import it; values reach it through `model.views`.
It imports `model`, `dialects`, `resolving`, `published` and `checks.rule`;
it never reaches the resolver.
"""
