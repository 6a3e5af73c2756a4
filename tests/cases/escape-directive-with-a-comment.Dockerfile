# escape=` # why
#: error directive 1:10
FROM scratch
