#: argv ["sh", "-c", "/entrypoint"]
#: builder buildkit@28.5
#: builder classic@20.10
#: builder buildah@1.43
FROM scratch
CMD ["/entrypoint"]
ENTRYPOINT ["sh", "-c"]
