#: argv ["a"]
FROM scratch
CMD -- ["a"]
