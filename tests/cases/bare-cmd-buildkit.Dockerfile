#: cmd ["/bin/sh", "-c", ""]
FROM scratch
CMD
