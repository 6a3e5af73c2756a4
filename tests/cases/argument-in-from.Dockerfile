#: base a {"Cmd": ["a"]}
#: base b {"Cmd": ["b"]}
#: build-arg TAG=b
#: argv ["b"]
ARG TAG=a
FROM ${TAG:-a}
