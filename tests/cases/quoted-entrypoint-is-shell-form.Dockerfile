#: argv ["/bin/sh", "-c", "\"./micronaut\"", "-x"]
FROM scratch
ENTRYPOINT "./micronaut"
CMD ["-x"]
