#: error unknown-instruction 4:1
FROM scratch
CMD <<EOF
echo hi
EOF
