"""Programs that read YAML, as frozen records by version: Compose, the kubelet and ``kube play``.

`starters` reads their fields.
It imports `model`.
"""
