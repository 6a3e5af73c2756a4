"""The values: commands as written, image configs, overrides, origins, source texts, errors.

Every room may import it.
It imports nothing but attrs; `views` and `changing` load by name what renders and changes a value.
"""
