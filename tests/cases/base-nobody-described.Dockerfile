#: unknown ["Entrypoint of debian:12"]
FROM debian:12
CMD ["a"]
