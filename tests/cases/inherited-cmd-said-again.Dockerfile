#: argv ["/docker-entrypoint.sh", "nginx"]
#: base nginx {"Cmd": ["nginx"]}
FROM nginx
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["nginx"]
