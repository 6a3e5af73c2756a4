#: entrypoint ["/bin/sh", "-c", ""]
FROM scratch
ENTRYPOINT
