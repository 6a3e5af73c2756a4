#: argv ["\ufffd", "\ufffd\ud83d\ude00"]
FROM scratch
CMD ["\ud800", "\ud800\ud83d\ude00"]
