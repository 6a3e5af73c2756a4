#: argv ["/bin/sh", "-c", "[\"a\"] LABEL a=b"]
#: note array-is-shell-form 6:1 CMD ["a"]
FROM scratch
CMD ["a"] \

LABEL a=b
