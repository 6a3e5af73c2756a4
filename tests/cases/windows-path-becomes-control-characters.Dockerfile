#: argv ["C:\bin\tool"]
FROM scratch
CMD ["C:\bin\tool"]
