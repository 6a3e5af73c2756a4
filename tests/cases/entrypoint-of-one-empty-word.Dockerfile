#: base b {"Cmd": ["c"]}
#: entrypoint [""]
#: cmd null
FROM b
ENTRYPOINT [""]
