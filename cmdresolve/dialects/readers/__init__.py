"""Frozen records of programs that read YAML: Compose and the kubelets, by version.

`starters` reads their fields.
It imports `model`.
"""
