#: entrypoint null
#: argv ["catalina.sh", "run"]
#: base tomcat {"Entrypoint": ["/e"], "Cmd": ["c"]}
FROM tomcat
ENTRYPOINT []
CMD ["catalina.sh", "run"]
