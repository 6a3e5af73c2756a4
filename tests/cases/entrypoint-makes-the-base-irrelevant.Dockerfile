#: argv ["e"]
FROM debian:12
ENTRYPOINT ["e"]
