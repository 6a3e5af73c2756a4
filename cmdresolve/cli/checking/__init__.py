"""Findings over files, projects, manifests and folders.

The verbs ``check`` and ``scan`` import it. It finds what to ask about, asks, leaves out what is
ignored, and mends.
It imports `checks`, `render.reports` and the rest of `cli`.
"""
