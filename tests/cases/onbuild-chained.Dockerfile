#: error onbuild-chain 3:9
FROM scratch
ONBUILD ONBUILD CMD a
