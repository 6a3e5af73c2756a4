"""Other projects' test suites, read from local clones and asked of the library."""
