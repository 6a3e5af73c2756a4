#: argv ["nginx", "-g", "'daemon off;'"]
FROM scratch
CMD ["nginx", "-g", "'daemon off;'"]
