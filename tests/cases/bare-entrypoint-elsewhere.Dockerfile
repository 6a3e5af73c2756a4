#: builder classic@28.5
#: builder buildah@1.43
#: entrypoint null
#: argv ["a"]
FROM scratch
ENTRYPOINT
CMD ["a"]
