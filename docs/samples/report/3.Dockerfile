FROM python:3.12-slim
COPY report.py .
ENV MONTH=2024-05
ENTRYPOINT ["python", "report.py"]
CMD ["--month", "$MONTH"]
