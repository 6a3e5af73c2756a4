#: argv ["/bin/sh", "-c", "[\"a\", 1e999]"]
#: note array-is-shell-form 4:11 CMD ["a", "1e999"]
FROM scratch
CMD ["a", 1e999]
