#: base b {"Cmd": ["c"], "OnBuild": ["ENTRYPOINT [\"t\"]", "CMD d"]}
#: argv ["t", "/bin/sh", "-c", "d"]
FROM b
