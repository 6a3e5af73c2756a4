#: argv ["e"]
FROM scratch
EN\
TRYPOINT ["e"]
