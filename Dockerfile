# syntax=docker/dockerfile:1
# nhi-audit as a container: reads only, without root, without a shell of its own in the entry point.
#   docker build -t nhi-audit .
#   docker run --rm -v "$PWD:/data:ro" nhi-audit scan account.json

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm pack --pack-destination /tmp && mv /tmp/nhi-audit-*.tgz /tmp/nhi-audit.tgz

FROM node:24-bookworm-slim AS installed
WORKDIR /app
# With the lock of the project: what is tested is what is shipped.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY --from=build /tmp/nhi-audit.tgz /tmp/nhi-audit.tgz
RUN tar -xzf /tmp/nhi-audit.tgz --strip-components=1 -C /app

FROM gcr.io/distroless/nodejs24-debian12:nonroot
LABEL org.opencontainers.image.title="nhi-audit" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=installed --chown=root:root /app /app
ENV NODE_ENV=production
WORKDIR /data
# nonroot, by number: what runs it need not know the name.
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/app/bin/nhi-audit.js"]
CMD ["--help"]
