#!/usr/bin/env bash
# Records test/fixtures/terraform/*/plan.json and the plan of the sample estate with a real Terraform: before.tf is applied to
# an emulated AWS (moto, from the emulator test's .cache), after.tf is planned on that. Needs `terraform` and the AWS provider
# (TF_PLUGINS, default /opt/tf-plugins). By hand only: the plans are committed.
set -euo pipefail
cd "$(dirname "$0")/.."
plugins="${TF_PLUGINS:-/opt/tf-plugins}"
moto="$(ls -d .cache/moto-*/bin/moto_server | tail -1)"
work="$(mktemp -d)"
export MOTO_ACCOUNT_ID=111122223333 TF_IN_AUTOMATION=1
unset TF_CLI_CONFIG_FILE
"$moto" -H 127.0.0.1 -p 5599 >"$work/moto.log" 2>&1 &
trap 'kill $!; rm -rf "$work"' EXIT
until curl -s -o "$work/ready" http://127.0.0.1:5599/moto-api/data.json; do sleep 1; done
end="$(date -u -d '+3 days' +%Y-%m-%dT00:00:00Z)"

for source in test/fixtures/terraform/*/ connectors/aws/demo/plan/; do
  folder="$work/$(echo "$source" | tr / _)"
  mkdir "$folder"
  curl -s -X POST http://127.0.0.1:5599/moto-api/reset >"$work/ready"
  cat >"$folder/provider.tf" <<'TF'
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "test"
  secret_key                  = "test"
  s3_use_path_style           = true
  skip_metadata_api_check     = true
  skip_credentials_validation = true
  endpoints {
    iam = "http://127.0.0.1:5599"
    s3  = "http://127.0.0.1:5599"
    sts = "http://127.0.0.1:5599"
  }
}
data "aws_caller_identity" "this" {}
TF
  [ -d "$source/modules" ] && cp -r "$source/modules" "$folder/"
  cp "$source/before.tf" "$folder/main.tf"
  (cd "$folder" && terraform init -plugin-dir="$plugins" >log 2>&1 && terraform apply -auto-approve >>log 2>&1) || { cat "$folder/log"; exit 1; }
  sed "s/END_OF_TASK/$end/" "$source/after.tf" >"$folder/main.tf"
  (cd "$folder" && { terraform init -plugin-dir="$plugins" && terraform plan -out=p.bin; } >log 2>&1) || { cat "$folder/log"; exit 1; }
  (cd "$folder" && terraform show -json p.bin) | node -e '
    const plan = JSON.parse(require("fs").readFileSync(0, "utf8"));
    process.stdout.write(`${JSON.stringify(plan, null, 1)}\n`);' >"$source/plan.json"
  echo "$source"
done
