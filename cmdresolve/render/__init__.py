"""Renderers: they show a value and decide nothing about it."""
