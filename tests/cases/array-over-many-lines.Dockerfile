#: argv ["java", "-server", "-jar"]
#: word 1 6:6
#: word 2 9:4
FROM scratch
CMD ["java",   \
     "-server", \
# a comment between

   "-jar"\
]
