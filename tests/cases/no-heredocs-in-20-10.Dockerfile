#: builder buildkit@20.10
#: argv ["yes"]
FROM scratch
CMD ["a"]
RUN <<EOF
CMD ["yes"]
RUN x
