#: error substitution 3:6
ARG TAG
FROM ${TAG:?no}
