#: unknown ["Entrypoint of 0", "Cmd of 0"]
FROM scratch
CMD ["a"]
FROM 0
