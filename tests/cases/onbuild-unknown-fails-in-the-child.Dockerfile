#: error unknown-instruction 4:1
FROM scratch AS a
ONBUILD FOO
FROM a
