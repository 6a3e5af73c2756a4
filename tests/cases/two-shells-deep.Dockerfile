#: argv ["/bin/sh", "-c", "bash -c \"bash run.sh && sleep infinity\""]
FROM scratch
ENTRYPOINT bash -c "bash run.sh && sleep infinity"
