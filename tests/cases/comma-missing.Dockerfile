#: argv ["/bin/sh", "-c", "[\"circos\" \"-h\"]"]
#: note array-is-shell-form 4:15 CMD ["circos", "-h"]
FROM scratch
CMD ["circos" "-h"]
