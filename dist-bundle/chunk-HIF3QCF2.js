import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/coverage.js
var coverageStatuses = ["complete", "partial", "denied", "skipped", "unsupported"];
var inputKinds = [
  "inventory",
  "grants",
  "trusts",
  "credentials",
  "credential-use",
  "identity-use",
  "service-use",
  "ai-keys",
  "organization",
  "guardrails",
  "workloads",
  "owners",
  "approvals",
  /** How identities are kept and reached: what `Exposure`s are read from. */
  "configuration",
  /** Whom the scan ran as. */
  "scanner"
];

export {
  coverageStatuses,
  inputKinds
};
