#: builder buildah@1.43
#: error no-command
FROM scratch AS a
ONBUILD CMD ["t"]
FROM a AS b
USER u
