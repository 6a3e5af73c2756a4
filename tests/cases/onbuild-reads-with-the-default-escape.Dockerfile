# escape=`
#: argv ["/bin/sh", "-c", "foo"]
FROM scratch AS a
ONBUILD CMD foo\
FROM a
