FROM acme/base:3
CMD ["serve", "--port", "81"]
