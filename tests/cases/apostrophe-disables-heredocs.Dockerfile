#: argv ["b"]
FROM scratch
RUN echo it's <<EOF
CMD ["b"]
