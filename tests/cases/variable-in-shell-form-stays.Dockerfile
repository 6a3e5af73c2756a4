#: argv ["/bin/sh", "-c", "exec srv --port=$PORT ${X:-1}"]
FROM scratch
ENV PORT=80
CMD exec srv --port=$PORT ${X:-1}
