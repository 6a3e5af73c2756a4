#: argv ["/bin/sh", "-c", "[NaN]"]
FROM scratch
CMD [NaN]
