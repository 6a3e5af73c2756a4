#: base b {"Shell": ["bash", "-c"]}
#: argv ["bash", "-c", "a"]
FROM b
CMD a
