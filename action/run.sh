#!/usr/bin/env bash
# What action.yml runs. Inputs come as environment variables and reach the command as single arguments.
# Ends with 0 and leaves the verdict in the output `exit-code`: the SARIF upload must still happen.
set -uo pipefail

folder="${RUNNER_TEMP:?}/nhi-audit-$$"
command="${INPUT_COMMAND:-gate}"
refuse() {
  echo "::error::nhi-audit: $1"
  echo "exit-code=2" >>"${GITHUB_OUTPUT:?}"
  exit 0
}
case "$command" in
  gate | scan) ;;
  *) refuse "input 'command' must be gate or scan" ;;
esac

# Entered here and not by the runner: the shell keeps the name in PWD, by which the gate sees a link of the pull request.
unset CDPATH
case "${INPUT_WORKING_DIRECTORY:=.}" in
  /* | [A-Za-z]:*) ;;
  *) INPUT_WORKING_DIRECTORY="./$INPUT_WORKING_DIRECTORY" ;;
esac
cd "$INPUT_WORKING_DIRECTORY" || refuse "input 'working-directory' is no folder that can be entered"

arguments=("$command" --out "$folder")
# An empty input is one that was not given. The `=` form keeps a value that begins with a dash a value.
option() { if [ -n "$2" ]; then arguments+=("$1=$2"); fi; }
# One a line, each an option of its own.
options() {
  local each
  while IFS= read -r each; do option "$1" "${each%$'\r'}"; done <<<"$2"
}
option --config "${INPUT_CONFIG:-}"
option --exceptions "${INPUT_EXCEPTIONS:-}"
if [ "$command" = gate ]; then
  option --plan "${INPUT_PLAN:-}"
  option --account "${INPUT_ACCOUNT:-}"
  option --template "${INPUT_TEMPLATE:-}"
  option --base-template "${INPUT_BASE_TEMPLATE:-}"
  option --workflows "${INPUT_WORKFLOWS:-}"
  option --base-workflows "${INPUT_BASE_WORKFLOWS:-}"
  option --baseline "${INPUT_BASELINE:-}"
  option --base-ref "${INPUT_BASE_REF:-}"
  option --policy "${INPUT_POLICY:-}"
  option --on-indeterminate "${INPUT_ON_INDETERMINATE:-}"
  option --against "${INPUT_AGAINST:-}"
  options --ignore-unread "${INPUT_IGNORE_UNREAD:-}"
  options --renamed "${INPUT_RENAMED:-}"
  if [ "${INPUT_ANNOTATIONS:-true}" = true ]; then arguments+=(--format=annotations); fi
else
  option --fail-on "${INPUT_FAIL_ON:-}"
fi
if [ "${INPUT_AWS:-false}" = true ]; then arguments+=(--aws); fi
if [ "${INPUT_AWS_ORGANIZATION:-false}" = true ]; then arguments+=(--aws-organization); fi
options --github "${INPUT_GITHUB:-}"
option --github-enterprise "${INPUT_GITHUB_ENTERPRISE:-}"
option --github-app-id "${INPUT_GITHUB_APP_ID:-}"
if [ "${INPUT_AZURE:-false}" = true ]; then arguments+=(--azure); fi
option --azure-tenant "${INPUT_AZURE_TENANT:-}"
options --azure-subscription "${INPUT_AZURE_SUBSCRIPTION:-}"
options --azure-management-group "${INPUT_AZURE_MANAGEMENT_GROUP:-}"
if [ "${INPUT_GCP:-false}" = true ]; then arguments+=(--gcp); fi
options --gcp-organization "${INPUT_GCP_ORGANIZATION:-}"
options --gcp-folder "${INPUT_GCP_FOLDER:-}"
options --gcp-project "${INPUT_GCP_PROJECT:-}"
# Secrets go by the environment: arguments are seen by every process of the machine.
if [ -n "${INPUT_GITHUB_APP_KEY:-}" ]; then
  if [ -z "${INPUT_GITHUB_APP_ID:-}" ]; then refuse "input 'github-app-key' needs 'github-app-id'"; fi
  export GITHUB_APP_PRIVATE_KEY="$INPUT_GITHUB_APP_KEY"
fi
if [ -n "${INPUT_GITHUB_TOKEN:-}" ]; then export GH_TOKEN="$INPUT_GITHUB_TOKEN"; fi
unset INPUT_GITHUB_APP_KEY INPUT_GITHUB_TOKEN
files=()
while IFS= read -r line; do
  if [ -n "$line" ]; then files+=("$line"); fi
done <<<"${INPUT_SOURCES:-}"
if [ "${#files[@]}" -gt 0 ]; then arguments+=(-- "${files[@]}"); fi

# Names in a report are somebody else's text: between these two lines the runner takes none of it for a command of ours.
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
commands="$(mktemp)"
echo "::stop-commands::$token"
if [ "$command" = gate ] && [ "${INPUT_ANNOTATIONS:-true}" = true ]; then
  node "${GITHUB_ACTION_PATH:?}/src/cli/main.ts" "${arguments[@]}" >"$commands"
  code=$?
  cat "$folder"/*.txt 2>/dev/null
else
  node "${GITHUB_ACTION_PATH:?}/src/cli/main.ts" "${arguments[@]}"
  code=$?
fi
echo "::$token::"
cat "$commands"
rm -f "$commands"

sarif=''
if [ -d "$folder" ]; then
  sarif="$(find "$folder" -maxdepth 1 -name '*.sarif' -print -quit)"
  summary="$(find "$folder" -maxdepth 1 -name '*.md' -print -quit)"
  if [ "${INPUT_SUMMARY:-true}" = true ] && [ -n "$summary" ]; then
    cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
  fi
fi
{
  echo "exit-code=$code"
  echo "folder=$folder"
  echo "sarif=$sarif"
} >>"${GITHUB_OUTPUT:?}"
exit 0
