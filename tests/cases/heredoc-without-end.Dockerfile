#: error unterminated-heredoc 3:5
FROM scratch
RUN <<EOF
CMD ["a"]
