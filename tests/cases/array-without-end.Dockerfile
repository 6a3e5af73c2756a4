#: argv ["/bin/sh", "-c", "[\"a\", \"b\""]
#: note array-is-shell-form 4:14 CMD ["a", "b"]
FROM scratch
CMD ["a", "b"
