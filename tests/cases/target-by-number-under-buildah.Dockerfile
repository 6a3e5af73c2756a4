#: builder buildah@1.43
#: target 0
#: argv ["a"]
FROM scratch
CMD ["a"]
FROM scratch
CMD ["b"]
