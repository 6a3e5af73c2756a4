#: builder buildah@1.43
#: argv ["a"]
FROM scratch
FOO x
FROM scratch
CMD ["a"]
