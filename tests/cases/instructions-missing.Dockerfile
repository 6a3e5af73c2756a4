#: error no-instructions 1:1
# nothing but comments
