# One image for web, worker and beat; what a container does is its command.
FROM python:3.11-slim-bookworm AS build
ENV UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1
WORKDIR /srv/aip
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY . .
RUN DEMO=true VAR_DIR=/tmp/var .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/aip --create-home aip
WORKDIR /srv/aip
COPY --from=build /srv/aip /srv/aip
ENV PATH="/srv/aip/.venv/bin:$PATH" VAR_DIR=/var/lib/aip PYTHONUNBUFFERED=1
USER 10001
VOLUME /var/lib/aip
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/salud', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "aip.wsgi:application"]
