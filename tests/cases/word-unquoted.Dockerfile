#: argv ["/bin/sh", "-c", "[kSNP4]"]
#: note array-is-shell-form 4:6 CMD ["kSNP4"]
FROM scratch
CMD [kSNP4]
