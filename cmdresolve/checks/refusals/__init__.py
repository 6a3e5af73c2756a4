"""Rules about what a builder or an engine refuses, with the mends that it does not tell."""
