#: argv ["/usr/bin/java", "-jar", "app.jar"]
#: base distroless/java {"Entrypoint": ["/usr/bin/java", "-jar"]}
FROM scratch AS build
CMD ["mvn"]
FROM distroless/java
CMD ["app.jar"]
