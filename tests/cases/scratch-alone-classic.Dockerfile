#: builder classic@28.5
#: error empty-dockerfile 3:1
FROM scratch
