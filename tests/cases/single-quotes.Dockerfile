#: argv ["/bin/sh", "-c", "['npm', 'start']"]
#: note array-is-shell-form 4:6 CMD ["npm", "start"]
FROM scratch
CMD ['npm', 'start']
