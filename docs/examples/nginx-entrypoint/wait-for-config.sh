#!/bin/sh
until [ -s /etc/nginx/conf.d/site.conf ]; do sleep 1; done
exec /docker-entrypoint.sh "$@"
