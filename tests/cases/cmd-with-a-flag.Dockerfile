#: error unknown-flag 3:5
FROM scratch
CMD --ignored-param1
