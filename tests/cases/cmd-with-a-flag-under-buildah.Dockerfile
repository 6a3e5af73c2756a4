#: builder buildah@1.43
#: argv ["/bin/sh", "-c", "bar"]
FROM scratch
CMD --foo bar
