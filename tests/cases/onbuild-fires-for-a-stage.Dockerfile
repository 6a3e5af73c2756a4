#: argv ["t"]
FROM scratch AS a
ONBUILD CMD ["t"]
FROM a AS b
