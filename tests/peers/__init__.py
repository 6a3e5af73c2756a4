"""Our findings beside those of hadolint and of BuildKit's own checks, on the same Dockerfiles.

``python -m tests.peers faults`` asks all three of the faults in ``tests/checks/variants``, and
``python -m tests.peers corpus FOLDER`` of real files; both print a table in Markdown, as it stands
in ``docs/development/findings.md``. ``python -m tests.peers kinds FOLDER`` counts all that each of
them says of all files. What is asked is named: ``--hadolint PROGRAM`` and ``--buildx
PROGRAM`` (with ``DOCKER_HOST``, whose engine gets an empty image under the name of every base).
"""
