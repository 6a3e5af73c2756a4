#: argv ["/docker-entrypoint.sh"]
#: base nginx {"Cmd": ["nginx", "-g", "daemon off;"]}
#: dropped ["nginx", "-g", "daemon off;"]
FROM nginx
ENTRYPOINT ["/docker-entrypoint.sh"]
