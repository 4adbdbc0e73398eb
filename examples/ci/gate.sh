#!/usr/bin/env bash
# The gate for any CI system. Usage: gate.sh PLAN.json BASE_REF REPORT_FOLDER
# Ends as nhi-audit does: 0 pass, 1 new permanent privilege, 2 wrong usage or configuration, 3 could not evaluate.
# All but 0 must stop the pipeline: a gate that could not look has not passed.
# Before: a clone of the tool at the commit that you reviewed, and in it
#   npm ci --omit=dev --ignore-scripts
set -euo pipefail

plan="${1:?usage: gate.sh PLAN.json BASE_REF REPORT_FOLDER}"
base_ref="${2:?usage: gate.sh PLAN.json BASE_REF REPORT_FOLDER}"
report="${3:?usage: gate.sh PLAN.json BASE_REF REPORT_FOLDER}"
# The command that runs it, with Node 22.18 or newer.
read -r -a nhi_audit <<<"${NHI_AUDIT:-node nhi-audit/src/cli/main.ts}"

exec "${nhi_audit[@]}" gate --plan="$plan" --base-ref="$base_ref" --out="$report"
