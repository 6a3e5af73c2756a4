#: argv ["Plex Media Server"]
#: no-note
FROM scratch
CMD ["Plex Media Server"]
