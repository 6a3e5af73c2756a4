#: builder classic@28.5
#: builder buildah@1.43
#: argv ["e"]
FROM scratch
CMD
ENTRYPOINT ["e"]
