#: unknown ["Shell of debian:12"]
FROM debian:12
ENTRYPOINT e
