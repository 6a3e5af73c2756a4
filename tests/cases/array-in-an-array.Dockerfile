#: error json-not-strings 3:6
FROM scratch
CMD [["a"]]
