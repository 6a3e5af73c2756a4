FROM nginx:1.27
CMD ["nginx-debug", "-g", "daemon off;"]
