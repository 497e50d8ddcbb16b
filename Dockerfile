# Made in two steps, so that the image holds the product and its packages and nothing that built them.
FROM python:3.11-slim AS build
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

FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin bouwsteen \
 && install -d -o bouwsteen -g bouwsteen -m 700 /data /keys
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/bouwsteen.db \
    KEYS_DIR=/keys
USER bouwsteen
WORKDIR /data
VOLUME ["/data", "/keys"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["bouwsteen", "serve", "--host", "0.0.0.0"]
