#: error no-from 2:1
CMD ["a"]
FROM scratch
