#: base b {"OnBuild": ["CMD [\"c\"]"]}
#: argv ["e", "c"]
FROM b
ENTRYPOINT ["e"]
