# check=skip=all
# escape=`
#: builder buildkit@27.0
#: argv ["/bin/sh", "-c", "a b"]
FROM scratch
CMD a `
b
