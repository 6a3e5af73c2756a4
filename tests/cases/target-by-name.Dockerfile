#: target BUILD
#: argv ["a"]
FROM scratch AS build
CMD ["a"]
FROM scratch
CMD ["b"]
