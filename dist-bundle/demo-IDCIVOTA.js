import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/aws/demo/index.js
import { fileURLToPath } from "node:url";
var demoCollectedAt = "2026-09-01T06:00:00.000Z";
var accounts = ["111122223333", "444455556666"];
var exported = [
  "account-authorization-details.json",
  "credential-report.csv",
  "service-specific-credentials.json",
  "config.json",
  "caller-identity.json"
];
var demoFiles = [
  "organization-accounts.json",
  ...accounts.flatMap((account) => exported.map((name) => `${account}-${name}`))
].map((name) => fileURLToPath(new URL(name, import.meta.url)));
var demoExceptionsFile = fileURLToPath(new URL("nhi-audit.exceptions.yaml", import.meta.url));
var demoBaselineFile = fileURLToPath(new URL("nhi-audit.baseline.json", import.meta.url));
export {
  demoBaselineFile,
  demoCollectedAt,
  demoExceptionsFile,
  demoFiles
};
