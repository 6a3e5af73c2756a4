#: argv ["e"]
FROM scratch
entrypoİnt ["e"]
