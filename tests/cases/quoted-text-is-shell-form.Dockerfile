#: argv ["/bin/sh", "-c", "\"/usr/bin/run.sh\""]
#: no-note
FROM scratch
CMD "/usr/bin/run.sh"
