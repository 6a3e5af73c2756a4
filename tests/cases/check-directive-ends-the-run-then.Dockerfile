# check=skip=all
# escape=`
#: builder buildkit@26.1
#: argv ["/bin/sh", "-c", "a `"]
FROM scratch
CMD a `
