#: argv ["a"]
FROM scratch
COPY <<EOF /x
CMD ["no"]
EOF
# a comment right after the terminator
CMD ["a"]
