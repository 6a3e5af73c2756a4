#: error reference 4:6
FROM scratch AS Foo
CMD ["a"]
FROM Foo
