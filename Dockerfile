# Chohyo as a container: not root, nothing to write outside /data. docs/security/container.md says how to run it.
# Pin the digest of the base image in your own build: docker buildx imagetools inspect node:24-bookworm-slim
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package needs a script while it is installed (test/supply/lockfile.test.ts).
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
# The shared libraries of the browser; the browser itself and its fonts come with the packages.
RUN apt-get update && apt-get install -y --no-install-recommends libnss3 util-linux && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 chohyo && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin chohyo \
  && install -d -o 10001 -g 10001 -m 700 /data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY server server
COPY lwc lwc
COPY force-app force-app
ENV NODE_ENV=production DATA_DIR=/data HOME=/data TMPDIR=/tmp
USER 10001:10001
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
