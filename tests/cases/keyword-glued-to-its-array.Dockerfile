#: error unknown-instruction 3:1
FROM scratch
CMD["a"]
