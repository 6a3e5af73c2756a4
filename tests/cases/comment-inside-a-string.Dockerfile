#: argv ["a  b"]
FROM scratch
CMD ["a\
# gone
  b"]
