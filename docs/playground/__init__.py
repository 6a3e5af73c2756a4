"""The playground: a static page that runs the library in the reader's browser."""
