#: builder buildah@1.43
#: argv ["/bin/sh", "-c", "a \\USER b"]
FROM scratch
CMD a \\
USER b
