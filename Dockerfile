# The bot as an image: built in one stage, run in another that holds the program and nothing to build with.
#
#   docker build --tag aftercare .
#
# docs/deploy/docker.md tells how a clinic runs it.

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
# Libraries first: this layer is built again only when a lock changes. Every file must have the hash in its lock.
COPY requirements.lock requirements-build.lock ./
RUN python -m venv --without-pip /opt/aftercare
RUN python -m pip --python /opt/aftercare/bin/python install --require-hashes --only-binary :all: --requirement requirements.lock
RUN python -m pip install --require-hashes --only-binary :all: --requirement requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir wheels . \
 && python -m pip --python /opt/aftercare/bin/python install --no-deps --no-index wheels/*.whl

FROM python:3.13-slim-bookworm
# The one place that the bot writes to; a volume that is mounted here for the first time gets this owner and mode.
RUN groupadd --gid 10001 aftercare \
 && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin aftercare \
 && install --directory --owner 10001 --group 10001 --mode 0700 /data
COPY --from=build /opt/aftercare /opt/aftercare
ENV PATH=/opt/aftercare/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/aftercare.db \
    HEALTH_PORT=8081
WORKDIR /data
USER 10001:10001
STOPSIGNAL SIGTERM
# A one-liner starts in a tenth of the time of the program itself, and runs every half minute.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client, os; health = http.client.HTTPConnection('127.0.0.1', int(os.environ['HEALTH_PORT']), timeout=5); health.request('GET', '/livez'); raise SystemExit(health.getresponse().status != 200)"]
ENTRYPOINT ["aftercare"]
CMD ["run"]
