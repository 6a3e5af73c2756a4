#: note array-is-shell-form 3:6 CMD ["npm"]
FROM scratch
CMD [“npm”]
