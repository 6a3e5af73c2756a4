"""The values: commands as written, image configs, overrides, origins, source texts, errors.

Every room may import it.
It imports nothing but attrs; by name it asks, in `views` and `changing`, those who know a value.
"""
