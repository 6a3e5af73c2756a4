#: argv ["/bin/sh", "-c", "a"]
FROM scratch
CMD a\