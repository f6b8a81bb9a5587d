# One image for the whole server. Data lives in /data unless DATABASE_URL names a database.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
# The install builds what browsers load; what it built with is not needed after that.
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HALO_DATA=/data
WORKDIR /app
RUN install -d -o node -g node -m 0700 /data
COPY --from=build --chown=node:node /app ./
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that SIGTERM reaches it and the server drains.
CMD ["node", "packages/server/src/main.ts"]
