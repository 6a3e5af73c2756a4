#: entrypoint ["/bin/sh", "-c", "a"]
#: cmd ["bash", "-c", "b"]
FROM scratch
ENTRYPOINT a
SHELL ["bash", "-c"]
CMD b
