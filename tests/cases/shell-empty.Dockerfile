#: error shell-empty 3:1
FROM scratch
SHELL []
