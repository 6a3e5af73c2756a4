#: builder classic@28.5
#: builder buildah@1.43
#: cmd ["/bin/sh", "-c"]
FROM scratch
CMD
