#: builder buildkit@28.5
#: builder buildah@1.43
#: error json-not-strings 5:6
FROM scratch
CMD [1]
FROM scratch
CMD ["a"]
