# syntax=docker/dockerfile:1
# No Docker engine is at hand where this is developed: its commands were run one by one, the image was never built.

FROM node:22-bookworm-slim AS build
WORKDIR /deskbell
ENV CI=true TURBO_TELEMETRY_DISABLED=1
COPY . .
# The lock file knows the end-to-end tests too, which are no part of the image.
RUN npx --yes pnpm@10.34.9 install --frozen-lockfile \
 && npx --yes pnpm@10.34.9 exec turbo run build --filter='./apps/*' \
 && rm -rf node_modules apps/*/node_modules packages/*/node_modules \
 && npx --yes pnpm@10.34.9 install --frozen-lockfile --prod --filter '@deskbell/api...' \
 && rm -rf apps/*/src packages/*/src

FROM node:22-bookworm-slim
WORKDIR /deskbell
COPY --from=build /deskbell ./
# Without DATABASE_URL the embedded PostgreSQL lives here, as on a bare machine.
RUN mkdir /data && chown node:node /data
VOLUME /data
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
USER node
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8000}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/dist/main.js"]
