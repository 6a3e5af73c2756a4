#: argv ["java", "-Dserver.port=${PORT}", "$X"]
FROM scratch
ENV PORT=80 X=1
ARG X=2
CMD ["java", "-Dserver.port=${PORT}", "$X"]
