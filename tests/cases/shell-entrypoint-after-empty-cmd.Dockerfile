#: argv ["/bin/sh", "-c", "MONGO_URL=x node main.js"]
FROM scratch
CMD []
ENTRYPOINT MONGO_URL=x node main.js
