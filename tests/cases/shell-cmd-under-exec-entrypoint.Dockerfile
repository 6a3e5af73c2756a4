#: argv ["/docker-entrypoint.sh", "/bin/sh", "-c", "java $JAVA_OPTS -jar a.jar"]
FROM scratch
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD java $JAVA_OPTS -jar a.jar
