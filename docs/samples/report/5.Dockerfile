FROM report
COPY wait-for-db /
ENTRYPOINT ["/wait-for-db", "python", "report.py"]
