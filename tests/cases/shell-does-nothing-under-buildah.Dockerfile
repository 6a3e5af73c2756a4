#: builder buildah@1.43
#: builder buildah@1.43/docker
#: argv ["/bin/sh", "-c", "a"]
FROM scratch
SHELL ["bash", "-c"]
CMD a
