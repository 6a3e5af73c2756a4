#: builder buildkit@27.1
#: builder classic@28.5
#: argv ["/bin/sh", "-c", "[\"a\"] # note"]
#: note array-is-shell-form 6:18 ENTRYPOINT ["a"]
FROM scratch
ENTRYPOINT ["a"] # note
