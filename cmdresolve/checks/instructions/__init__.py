"""Rules about how CMD and ENTRYPOINT are written, and what a builder makes of that."""
