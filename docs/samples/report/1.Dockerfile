FROM python:3.12-slim
COPY report.py .
CMD [“python”, “report.py”]
