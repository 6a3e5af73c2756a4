#: argv ["/bin/sh", "-c", "[ -f /x ] && run"]
#: no-note
FROM scratch
CMD [ -f /x ] && run
