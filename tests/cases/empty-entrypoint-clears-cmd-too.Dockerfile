#: entrypoint null
#: cmd null
#: error no-command
#: base tomcat {"Entrypoint": ["/e"], "Cmd": ["c"]}
FROM tomcat
ENTRYPOINT []
