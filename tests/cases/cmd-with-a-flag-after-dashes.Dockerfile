#: argv ["/bin/sh", "-c", "--foo bar"]
FROM scratch
CMD -- --foo bar
