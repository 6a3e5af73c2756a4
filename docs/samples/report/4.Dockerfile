FROM python:3.12-slim
COPY report.py .
ENTRYPOINT ["python", "report.py"]
CMD ["--month", "2024-05"]
