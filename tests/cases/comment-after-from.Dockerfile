#: error from-arguments 2:6
FROM scratch # note
