# Made in two steps, so that the image holds the product and its packages and nothing that built them.
FROM python:3.11-slim-trixie AS build
RUN python -m venv /venv
WORKDIR /src
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY surveys ./surveys
COPY analytics ./analytics
COPY migrations ./migrations
COPY app ./app
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.11-slim-trixie
# pg_dump and pg_restore, of the version of the server in compose.yaml; Pango and a font for reports as PDF
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client-17 \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin bouwsteen \
 && install -d -o bouwsteen -g bouwsteen -m 700 /data /keys /backups
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    OPENBLAS_NUM_THREADS=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/bouwsteen.db \
    KEYS_DIR=/keys \
    BACKUP_DIR=/backups
USER bouwsteen
WORKDIR /data
VOLUME ["/data", "/keys", "/backups"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["bouwsteen", "serve", "--host", "0.0.0.0"]
