#: builder buildkit@28.5
#: builder classic@28.5
#: error unknown-instruction 5:1
FROM scratch
FOO x
FROM scratch
CMD ["a"]
