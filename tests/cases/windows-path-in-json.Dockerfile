#: argv ["powershell", "-Command", "[\"C:\\ServiceMonitor.exe\", \"w3svc\"]"]
#: note array-is-shell-form 5:9 CMD ["C:\\ServiceMonitor.exe", "w3svc"]
FROM scratch
SHELL ["powershell", "-Command"]
CMD ["C:\ServiceMonitor.exe", "w3svc"]
