#: base a {"Cmd": ["a"]}
#: argv ["a"]
ARG TAG
FROM ${TAG:-a}
