#: error unknown-instruction 4:2
FROM scratch
CMD ["a",
 "b"]
