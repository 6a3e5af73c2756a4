#: argv ["e"]
FROM scratch AS a
CMD ["c"]
FROM a
ENTRYPOINT ["e"]
