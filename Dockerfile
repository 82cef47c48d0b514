# The bot for a real token. (The sandbox listens on 127.0.0.1 only, so it cannot be opened from
# outside a container.) The folder /data holds everything that is kept: mount a volume there.
FROM python:3.11-slim

# A fixed number, so that the files of the volume keep their owner.
RUN useradd --uid 10001 --create-home companion && install -d -m 0700 -o companion /data
WORKDIR /app

COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY state state
COPY templates templates
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable .

USER companion
ENV DATA_DIR=/data
VOLUME /data
CMD ["companion", "run"]
