"""Front-ends: what people type or write to start a container, read into an `Override`."""
