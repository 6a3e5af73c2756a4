#: error json-not-strings 3:13
FROM scratch
CMD ["-p",  80]
