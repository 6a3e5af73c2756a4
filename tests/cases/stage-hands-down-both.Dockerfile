#: argv ["e", "c"]
FROM scratch AS app
ENTRYPOINT ["e"]
CMD ["c"]
FROM app AS test
