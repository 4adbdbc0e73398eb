import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/finding.js
var severities = ["info", "low", "medium", "high", "critical"];
var severityRank = (severity) => severities.indexOf(severity);
var owaspRisks = {
  "NHI1:2025": "Improper Offboarding",
  "NHI2:2025": "Secret Leakage",
  "NHI3:2025": "Vulnerable Third-Party NHI",
  "NHI4:2025": "Insecure Authentication",
  "NHI5:2025": "Overprivileged NHI",
  "NHI6:2025": "Insecure Cloud Deployment Configurations",
  "NHI7:2025": "Long-Lived Secrets",
  "NHI8:2025": "Environment Isolation",
  "NHI9:2025": "NHI Reuse",
  "NHI10:2025": "Human Use of NHI"
};

export {
  severities,
  severityRank,
  owaspRisks
};
