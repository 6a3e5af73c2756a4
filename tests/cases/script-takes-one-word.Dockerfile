#: argv ["sh", "-c", "echo", "hello"]
FROM scratch
ENTRYPOINT ["sh", "-c"]
CMD ["echo", "hello"]
