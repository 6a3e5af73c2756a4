# escape=`
# escape=`
#: error directive 2:1
FROM scratch
