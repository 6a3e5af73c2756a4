#: builder buildkit@27.0
#: builder classic@20.10
#: builder buildah@1.43
#: argv ["a"]
#: note text-after-array-ignored 7:18 ENTRYPOINT ["a"]
FROM scratch
ENTRYPOINT ["a"] # note
