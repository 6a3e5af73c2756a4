#: error shell-json 3:8
FROM scratch
SHELL ['bash', '-c']
