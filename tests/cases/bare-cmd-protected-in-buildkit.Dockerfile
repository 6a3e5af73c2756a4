#: argv ["e", "/bin/sh", "-c", ""]
FROM scratch
CMD
ENTRYPOINT ["e"]
