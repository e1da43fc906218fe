# Starkeeper, not as root, in a file system that is read-only but for /data and /tmp (README: "A container").
# The base is named by its tag, for want of a digest known for certain: pin the one you have looked at.
FROM python:3.11-slim

WORKDIR /app
COPY requirements.txt ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY manifest.json ./
COPY deploy/healthy.py deploy/
COPY knowledge knowledge
COPY bot bot
COPY handlers handlers
COPY jobs jobs
RUN python -m compileall -q bot handlers jobs knowledge \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin starkeeper \
    && install -d -o starkeeper -g starkeeper -m 0700 /data

# Nothing is looked for or written outside /data and /tmp; a file in /data is never taken for a module.
ENV PYTHONPATH=/app PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOME=/data TMPDIR=/tmp MPLCONFIGDIR=/tmp/matplotlib
USER 10001
WORKDIR /data
VOLUME /data

STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s CMD ["python", "/app/deploy/healthy.py"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
