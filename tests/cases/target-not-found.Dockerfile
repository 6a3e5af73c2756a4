#: target nope
#: error target-not-found 3:1
FROM scratch AS a
