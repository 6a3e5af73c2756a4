#: error base-name-blank 3:6
ARG TAG
FROM $TAG
