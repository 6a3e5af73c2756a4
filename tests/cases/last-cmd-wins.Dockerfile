#: argv ["b"]
#: dropped ["a"]
FROM scratch
CMD ["a"]
CMD ["b"]
