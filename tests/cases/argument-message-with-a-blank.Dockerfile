#: error from-arguments 3:6
ARG TAG
FROM ${TAG:?must set}
