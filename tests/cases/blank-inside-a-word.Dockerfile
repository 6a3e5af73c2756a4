#: argv ["./benchmark", " --native=true", "--help "]
FROM scratch
CMD ["./benchmark", " --native=true", "--help "]
