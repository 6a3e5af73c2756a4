#: builder classic@28.5
#: builder buildah@1.43
#: argv ["a"]
FROM scratch AS Foo
CMD ["a"]
FROM Foo
