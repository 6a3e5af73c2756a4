#: argv ["a"]
FROM scratch
CMD ["a"]
RUN <<EOF;
CMD ["no"]
EOF
EOF;
