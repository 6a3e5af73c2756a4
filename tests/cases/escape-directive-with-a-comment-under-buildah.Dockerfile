# escape=` # why
#: builder buildah@1.43
#: argv ["/bin/sh", "-c", "a b"]
FROM scratch
CMD a `
b
