# One image for all services: the command chooses which one runs.
ARG NODE_IMAGE=node:22-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build
# The PostgreSQL that npm brings along is an optional dependency: here the database is a container of its own.
RUN npm prune --omit=dev --omit=optional --ignore-scripts \
 && find dist node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete \
 && mkdir /app \
 && cp -R --parents package.json dist/apps dist/libs libs/*/sql apps/*/sql apps/cli/sample apps/cli/kafka node_modules /app

FROM ${NODE_IMAGE}
# Bounds how far V8 lets the heap grow between collections. A young generation of 4 MB cost the publisher four tenths of
# its rate, of 8 MB less than two. As a wall the old one must be far off: with 160 the publisher died when its cache was filling
# and 64 connections sent 800 kB each.
ENV NODE_ENV=production \
    NODE_OPTIONS="--max-semi-space-size=8 --max-old-space-size=320"
WORKDIR /app
COPY --from=build /app ./
# A volume that is mounted here is its user's.
RUN mkdir -p /var/lib/newsledger && chown node:node /var/lib/newsledger
USER node
CMD ["node", "dist/apps/cli/src/main.js", "--help"]
