import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/rules/knowledge/frameworks/scopes.js
var allIdentities = { title: "all identities" };
var awsIdentities = { title: "AWS identities", providers: ["aws"] };
var azureIdentities = { title: "Azure identities", providers: ["azure"] };
var gcpIdentities = { title: "Google Cloud identities", providers: ["gcp"] };
var githubIdentities = { title: "GitHub identities", providers: ["github"] };
var aiAgents = { title: "AI agents", agents: true };

// ../../work/wt/exports/dist/rules/knowledge/frameworks/cis-aws-v5-0.js
var cisAwsV50 = {
  id: "cis-aws-v5-0",
  name: "CIS AWS Foundations v5.0",
  version: "5.0.0",
  title: "CIS Amazon Web Services Foundations Benchmark",
  source: "https://www.cisecurity.org/benchmark/amazon_web_services",
  scope: awsIdentities,
  controls: [
    { id: "1.3", about: "no access key of the root user" },
    { id: "1.11", about: "credentials not used for 45 days are off" },
    { id: "1.12", about: "one active access key for a user" },
    { id: "1.13", about: "access keys are replaced within 90 days" },
    { id: "1.15", about: "no policy allows everything" },
    { id: "1.17", about: "workloads use roles rather than keys" },
    { id: "1.20", about: "users are federated" }
  ],
  byRisk: {},
  byRule: {
    "root-access-keys": ["1.3"],
    "unused-credential": ["1.11"],
    "two-active-keys": ["1.12"],
    "long-lived-secret": ["1.13"],
    "standing-administrator": ["1.15"],
    "standing-privilege-short-lived-credential": ["1.15"],
    "static-key-instead-of-federation": ["1.17", "1.20"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/cis-aws-v7-0.js
var cisAwsV70 = {
  id: "cis-aws-v7-0",
  name: "CIS AWS Foundations v7.0",
  version: "7.0.0",
  title: "CIS Amazon Web Services Foundations Benchmark",
  source: "https://www.cisecurity.org/benchmark/amazon_web_services",
  scope: awsIdentities,
  controls: [
    { id: "2.4", about: "no access key of the root user" },
    { id: "2.1.4", about: "accounts are grouped by environment" },
    { id: "2.11", about: "credentials not used for 45 days are off" },
    { id: "2.12", about: "access keys are replaced within 90 days" },
    { id: "2.14", about: "no policy allows everything" },
    { id: "2.16", about: "workloads use roles rather than keys" },
    { id: "2.19", about: "users are federated" },
    { id: "2.21", about: "no trust in everybody" }
  ],
  byRisk: {},
  byRule: {
    "root-access-keys": ["2.4"],
    "cross-environment-trust": ["2.1.4"],
    "unused-credential": ["2.11"],
    "long-lived-secret": ["2.12"],
    "standing-administrator": ["2.14"],
    "standing-privilege-short-lived-credential": ["2.14"],
    "external-trust-without-condition": ["2.21"],
    "federated-trust-too-wide": ["2.21"],
    "static-key-instead-of-federation": ["2.16", "2.19"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/cis-azure-v6-0.js
var cisAzureV60 = {
  id: "cis-azure-v6-0",
  name: "CIS Azure Foundations v6.0",
  version: "6.0.0",
  title: "CIS Microsoft Azure Foundations Benchmark",
  source: "https://www.cisecurity.org/benchmark/azure",
  scope: azureIdentities,
  controls: [
    { id: "5.3.4", about: "privileged role assignments are reviewed" },
    { id: "5.3.7", about: "other role assignments are reviewed" },
    { id: "5.4", about: "no custom roles that administer a subscription" }
  ],
  byRisk: {},
  byRule: {
    "standing-administrator": ["5.3.4"],
    "standing-privilege-short-lived-credential": ["5.3.4"],
    "unused-privileged-identity": ["5.3.4"],
    "never-used-identity": ["5.3.7"],
    "wildcard-privileges-on-sensitive-services": ["5.4"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/cis-gcp-v5-0.js
var cisGcpV50 = {
  id: "cis-gcp-v5-0",
  name: "CIS Google Cloud Foundation v5.0",
  version: "5.0.0",
  title: "CIS Google Cloud Platform Foundation Benchmark",
  source: "https://www.cisecurity.org/benchmark/google_cloud_computing_platform",
  scope: gcpIdentities,
  controls: [
    { id: "1.5", about: "service accounts have no keys of their own" },
    { id: "1.6", about: "service accounts are no administrators" },
    { id: "1.8", about: "keys of service accounts are replaced within 90 days" },
    { id: "1.16", about: "API keys are replaced within 90 days" }
  ],
  byRisk: {},
  byRule: {
    "static-key-instead-of-federation": ["1.5"],
    "standing-administrator": ["1.6"],
    "standing-privilege-short-lived-credential": ["1.6"],
    "long-lived-secret": ["1.8", "1.16"],
    "service-key-without-expiry": ["1.16"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/cis-github-v1-2.js
var cisGithubV12 = {
  id: "cis-github-v1-2",
  name: "CIS GitHub v1.2",
  version: "1.2.0",
  title: "CIS GitHub Benchmark",
  source: "https://www.cisecurity.org/benchmark/github",
  scope: githubIdentities,
  controls: [
    { id: "1.4.2", about: "installed applications that nobody uses are removed" },
    { id: "1.4.3", about: "installed applications hold what they need" },
    { id: "1.4.4", about: "webhooks are secured" },
    { id: "2.1.7", about: "secrets of builds are seen by as few as possible" },
    { id: "3.1.7", about: "code of others is pinned to a version that was looked at" },
    { id: "5.2.3", about: "access to production is limited" }
  ],
  byRisk: {},
  byRule: {
    "never-used-identity": ["1.4.2"],
    "unused-privileged-identity": ["1.4.2"],
    "wildcard-privileges-on-sensitive-services": ["1.4.3"],
    "standing-administrator": ["1.4.3"],
    "suspended-but-installed": ["1.4.2"],
    "unprotected-delivery": ["1.4.4"],
    "secret-visible-too-widely": ["2.1.7"],
    "unpinned-third-party-code": ["3.1.7"],
    "unprotected-deployment-context": ["5.2.3"],
    "standing-write-across-scopes": ["1.4.3"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/cis-m365-v7-0.js
var cisM365V70 = {
  id: "cis-m365-v7-0",
  name: "CIS Microsoft 365 Foundations v7.0",
  version: "7.0.0",
  title: "CIS Microsoft 365 Foundations Benchmark",
  source: "https://www.cisecurity.org/benchmark/microsoft_365",
  scope: azureIdentities,
  controls: [
    { id: "5.1.5.3", about: "applications get no passwords" },
    { id: "5.1.5.4", about: "passwords of applications last 180 days at most" },
    { id: "5.1.5.6", about: "certificates of applications last 180 days at most" },
    { id: "5.3.1", about: "privileged roles are activated and not held" }
  ],
  byRisk: {},
  byRule: {
    "static-key-instead-of-federation": ["5.1.5.3"],
    "long-lived-secret": ["5.1.5.4", "5.1.5.6"],
    "service-key-without-expiry": ["5.1.5.4", "5.1.5.6"],
    "standing-administrator": ["5.3.1"],
    "standing-privilege-short-lived-credential": ["5.3.1"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/csa-ccm-v4.js
var csaCcmV4 = {
  id: "csa-ccm-v4",
  name: "CSA CCM v4",
  version: "v4",
  title: "Cloud Controls Matrix",
  source: "https://cloudsecurityalliance.org/research/cloud-controls-matrix",
  scope: allIdentities,
  controls: [
    { id: "CEK-12", about: "keys are rotated" },
    { id: "IAM-03", about: "identities and their level of access are on record" },
    { id: "IAM-05", about: "least privilege" },
    { id: "IAM-07", about: "access is changed or taken away in time" },
    { id: "IAM-09", about: "privileged access is kept apart" },
    { id: "IAM-10", about: "privileged access is given for a limited time" },
    { id: "IAM-13", about: "an identity can be traced to one holder" },
    { id: "IAM-14", about: "strong authentication" },
    { id: "IAM-15", about: "passwords and secrets are kept safe" },
    { id: "IAM-16", about: "access is checked against what was authorised" },
    { id: "LOG-03", about: "security events are watched" }
  ],
  byRisk: {
    "NHI1:2025": ["IAM-03", "IAM-07"],
    "NHI2:2025": ["IAM-15"],
    "NHI4:2025": ["IAM-14"],
    "NHI5:2025": ["IAM-05", "IAM-09", "IAM-10"],
    "NHI6:2025": ["IAM-16"],
    "NHI7:2025": ["CEK-12", "IAM-15"],
    "NHI9:2025": ["IAM-13"],
    "NHI10:2025": ["IAM-13", "LOG-03"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/csa-maestro-2025.js
var csaMaestro2025 = {
  id: "csa-maestro-2025",
  name: "CSA MAESTRO layer",
  version: "2025",
  title: "MAESTRO, threat modelling for agentic AI",
  source: "https://cloudsecurityalliance.org/blog/2025/02/06/agentic-ai-threat-modeling-framework-maestro",
  scope: aiAgents,
  controls: [
    { id: "L1", about: "foundation models" },
    { id: "L2", about: "data operations" },
    { id: "L3", about: "agent frameworks" },
    { id: "L4", about: "deployment infrastructure" },
    { id: "L5", about: "evaluation and observability" },
    { id: "L6", about: "security, across the others" },
    { id: "L7", about: "agent ecosystem" }
  ],
  byRisk: {
    "NHI1:2025": ["L6"],
    "NHI2:2025": ["L2", "L4", "L6"],
    "NHI3:2025": ["L3", "L7"],
    "NHI4:2025": ["L4", "L6"],
    "NHI5:2025": ["L3", "L6"],
    "NHI6:2025": ["L4"],
    "NHI7:2025": ["L6"],
    "NHI8:2025": ["L4"],
    "NHI9:2025": ["L3", "L6"],
    "NHI10:2025": ["L5", "L6"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/iso-27001-2022.js
var iso270012022 = {
  id: "iso-27001-2022",
  name: "ISO/IEC 27001:2022",
  version: "2022",
  title: "Information security management systems, Annex A",
  source: "https://www.iso.org/standard/27001",
  scope: allIdentities,
  controls: [
    { id: "A.5.15", about: "rules for access" },
    { id: "A.5.16", about: "the life of identities is managed" },
    { id: "A.5.17", about: "secrets of authentication are managed" },
    { id: "A.5.18", about: "rights are given, reviewed and taken away" },
    { id: "A.5.19", about: "risks of suppliers" },
    { id: "A.5.23", about: "use of cloud services" },
    { id: "A.8.2", about: "privileged rights are restricted" },
    { id: "A.8.4", about: "access to source code" },
    { id: "A.8.5", about: "authentication is secure" },
    { id: "A.8.9", about: "configurations are managed" },
    { id: "A.8.15", about: "logs are kept and looked at" },
    { id: "A.8.24", about: "use of cryptography, keys among it" },
    { id: "A.8.25", about: "development is secure through its life" },
    { id: "A.8.31", about: "development, test and production are apart" },
    { id: "A.8.32", about: "changes are managed" }
  ],
  byRisk: {
    "NHI1:2025": ["A.5.16", "A.5.18"],
    "NHI2:2025": ["A.5.17", "A.8.4"],
    "NHI3:2025": ["A.5.19", "A.5.23"],
    "NHI4:2025": ["A.5.17", "A.8.5"],
    "NHI5:2025": ["A.5.15", "A.8.2"],
    "NHI6:2025": ["A.8.9", "A.8.25", "A.8.32"],
    "NHI7:2025": ["A.5.17", "A.8.24"],
    "NHI8:2025": ["A.8.31"],
    "NHI9:2025": ["A.5.16"],
    "NHI10:2025": ["A.5.16", "A.8.15"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/nist-ai-rmf-1-0.js
var nistAiRmf10 = {
  id: "nist-ai-rmf-1-0",
  name: "NIST AI RMF 1.0",
  version: "1.0",
  title: "Artificial Intelligence Risk Management Framework",
  source: "https://airc.nist.gov/airmf-resources/airmf/5-sec-core/",
  scope: aiAgents,
  controls: [
    { id: "GOVERN 1.6", about: "AI systems are on record" },
    { id: "GOVERN 1.7", about: "AI systems are taken out of service safely" },
    { id: "GOVERN 6.1", about: "risks of third parties are covered by policy" },
    { id: "MANAGE 1.2", about: "risks are treated by their impact" },
    { id: "MANAGE 1.3", about: "high risks are answered: lessened, handed over, avoided or accepted" },
    { id: "MANAGE 2.4", about: "a system can be switched off" },
    { id: "MANAGE 3.1", about: "risks of third parties are watched" },
    { id: "MANAGE 4.1", about: "a system is watched until it is taken out of service" },
    { id: "MAP 3.3", about: "what a system is for has limits" },
    { id: "MAP 3.5", about: "people oversee a system" },
    { id: "MAP 4.1", about: "risks of components of others are mapped" },
    { id: "MAP 4.2", about: "controls for the parts of a system are known" },
    { id: "MEASURE 2.4", about: "a system is watched in production" },
    { id: "MEASURE 2.7", about: "security and resilience are evaluated" },
    { id: "MEASURE 2.8", about: "accountability is examined" }
  ],
  byRisk: {
    "NHI1:2025": ["GOVERN 1.6", "GOVERN 1.7", "MANAGE 2.4", "MANAGE 4.1"],
    "NHI2:2025": ["MEASURE 2.7"],
    "NHI3:2025": ["GOVERN 6.1", "MANAGE 3.1", "MAP 4.1"],
    "NHI4:2025": ["MEASURE 2.7"],
    "NHI5:2025": ["MANAGE 1.2", "MANAGE 1.3", "MAP 3.3", "MAP 3.5"],
    "NHI6:2025": ["MEASURE 2.7"],
    "NHI7:2025": ["MEASURE 2.7"],
    "NHI8:2025": ["MAP 4.2"],
    "NHI9:2025": ["MEASURE 2.8"],
    "NHI10:2025": ["MEASURE 2.4", "MEASURE 2.8"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/nist-sp-800-53-r5.js
var nistSp80053r5 = {
  id: "nist-sp-800-53-r5",
  name: "NIST SP 800-53 r5",
  version: "r5",
  title: "Security and Privacy Controls for Information Systems and Organizations",
  source: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  scope: allIdentities,
  controls: [
    { id: "AC-2", about: "accounts are known, approved, reviewed and removed" },
    { id: "AC-2(3)", about: "accounts that are expired, ownerless or unused are disabled" },
    { id: "AC-2(6)", about: "privileges are given and taken as they are needed" },
    { id: "AC-2(7)", about: "privileged accounts follow roles or attributes and are watched" },
    { id: "AC-2(9)", about: "shared accounts only under stated conditions" },
    { id: "AC-2(12)", about: "unusual use of accounts is noticed" },
    { id: "AC-3", about: "access follows what was approved" },
    { id: "AC-5", about: "duties are separated" },
    { id: "AC-6", about: "no more privileges than the task needs" },
    { id: "AC-6(1)", about: "who may use security functions is decided explicitly" },
    { id: "AC-6(5)", about: "privileged accounts only for named people or roles" },
    { id: "AC-6(7)", about: "privileges are reviewed and taken away when not needed" },
    { id: "AU-6", about: "audit records are looked at" },
    { id: "CM-3", about: "changes of configuration are controlled" },
    { id: "CM-5", about: "who may make changes is limited" },
    { id: "CM-8", about: "an inventory of what there is" },
    { id: "IA-2", about: "users of the organisation are identified one by one" },
    { id: "IA-3", about: "devices are identified before they connect" },
    { id: "IA-4", about: "identifiers are assigned, and not to several" },
    { id: "IA-5", about: "credentials are issued, kept, replaced and revoked" },
    { id: "IA-5(2)", about: "certificates and keys are checked up to a trusted root" },
    { id: "IA-5(7)", about: "no fixed secrets in code or scripts" },
    { id: "IA-5(8)", about: "one person, several accounts, different credentials" },
    { id: "IA-5(13)", about: "stored credentials stop working after a time" },
    { id: "IA-9", about: "services are identified before they talk to each other" },
    { id: "PS-4", about: "access ends when the employment ends" },
    { id: "SA-9", about: "external services meet the same requirements" },
    { id: "SC-12", about: "keys are established and managed" },
    { id: "SR-3", about: "risks of the supply chain are controlled" }
  ],
  byRisk: {
    "NHI1:2025": ["AC-2", "AC-2(3)", "PS-4", "CM-8"],
    "NHI2:2025": ["IA-5(7)", "SC-12"],
    "NHI3:2025": ["SA-9", "SR-3", "AC-6"],
    "NHI4:2025": ["IA-3", "IA-5(2)", "IA-9"],
    "NHI5:2025": ["AC-2(6)", "AC-2(7)", "AC-3", "AC-5", "AC-6", "AC-6(1)", "AC-6(5)", "AC-6(7)"],
    "NHI6:2025": ["AC-3", "CM-3", "CM-5", "IA-9"],
    "NHI7:2025": ["IA-5", "IA-5(13)", "SC-12"],
    "NHI8:2025": ["AC-6"],
    "NHI9:2025": ["AC-2(9)", "IA-4", "IA-5(8)"],
    "NHI10:2025": ["AC-2(9)", "AC-2(12)", "AU-6", "IA-2"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/owasp-agentic-2026.js
var owaspAgentic2026 = {
  id: "owasp-agentic-2026",
  name: "OWASP Agentic Top 10 2026",
  version: "2026",
  title: "OWASP Top 10 for Agentic Applications",
  source: "https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/",
  scope: aiAgents,
  controls: [
    { id: "ASI01", about: "the goal of an agent is taken over" },
    { id: "ASI02", about: "tools are used for what they are not meant for" },
    { id: "ASI03", about: "identity and privileges of an agent are abused" },
    { id: "ASI04", about: "parts of an agent come from others" },
    { id: "ASI05", about: "code runs that nobody expected" },
    { id: "ASI06", about: "memory and context are poisoned" },
    { id: "ASI07", about: "agents talk to each other without protection" },
    { id: "ASI08", about: "one failure brings others" },
    { id: "ASI09", about: "people trust an agent too much" },
    { id: "ASI10", about: "agents beyond control" }
  ],
  byRisk: {
    "NHI1:2025": ["ASI03", "ASI10"],
    "NHI2:2025": ["ASI03"],
    "NHI3:2025": ["ASI04"],
    "NHI4:2025": ["ASI03"],
    "NHI5:2025": ["ASI02", "ASI03"],
    "NHI6:2025": ["ASI04"],
    "NHI7:2025": ["ASI03"],
    "NHI8:2025": ["ASI08"],
    "NHI9:2025": ["ASI03"],
    "NHI10:2025": ["ASI03"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/owasp-nhi-2025.js
var owaspNhi2025 = {
  id: "owasp-nhi-2025",
  name: "OWASP NHI Top 10 2025",
  version: "2025",
  title: "OWASP Non-Human Identities Top 10",
  source: "https://owasp.org/www-project-non-human-identities-top-10/2025/top-10-2025",
  scope: allIdentities,
  controls: [
    { id: "NHI1:2025", about: "identities that outlive their purpose or their owner" },
    { id: "NHI2:2025", about: "secrets that can be read by those who should not" },
    { id: "NHI3:2025", about: "third parties that hold access of their own" },
    { id: "NHI4:2025", about: "proof of identity that is weak or outdated" },
    { id: "NHI5:2025", about: "more privileges than the task needs" },
    { id: "NHI6:2025", about: "deployment pipelines with access that is set up loosely" },
    { id: "NHI7:2025", about: "secrets that work for long, or for ever" },
    { id: "NHI8:2025", about: "one identity across production and other environments" },
    { id: "NHI9:2025", about: "one identity for several workloads" },
    { id: "NHI10:2025", about: "people acting as a machine" }
  ],
  byRisk: {
    "NHI1:2025": ["NHI1:2025"],
    "NHI2:2025": ["NHI2:2025"],
    "NHI3:2025": ["NHI3:2025"],
    "NHI4:2025": ["NHI4:2025"],
    "NHI5:2025": ["NHI5:2025"],
    "NHI6:2025": ["NHI6:2025"],
    "NHI7:2025": ["NHI7:2025"],
    "NHI8:2025": ["NHI8:2025"],
    "NHI9:2025": ["NHI9:2025"],
    "NHI10:2025": ["NHI10:2025"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/pci-dss-4-0.js
var pciDss40 = {
  id: "pci-dss-4-0",
  name: "PCI DSS 4.0",
  version: "4.0",
  title: "Payment Card Industry Data Security Standard",
  source: "https://www.pcisecuritystandards.org/document_library/",
  scope: allIdentities,
  controls: [
    { id: "7.2.4", about: "accounts of users and vendors are reviewed" },
    { id: "7.2.5", about: "accounts of systems hold what they need, where they need it" },
    { id: "7.2.5.1", about: "accounts of systems are reviewed, and management acknowledges it" },
    { id: "8.2.2", about: "shared accounts only by exception, for a time" },
    { id: "8.6.1", about: "people use accounts of systems only by exception, for a time" },
    { id: "8.6.2", about: "no passwords of systems in code and files" },
    { id: "8.6.3", about: "passwords of systems are changed, by a risk analysis" }
  ],
  byRisk: {
    "NHI1:2025": ["7.2.5.1"],
    "NHI2:2025": ["8.6.2"],
    "NHI3:2025": ["7.2.4"],
    "NHI4:2025": ["8.2.2", "8.6.1"],
    "NHI5:2025": ["7.2.5"],
    "NHI6:2025": ["7.2.5"],
    "NHI7:2025": ["8.6.3"],
    "NHI9:2025": ["8.2.2"],
    "NHI10:2025": ["8.6.1"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/soc-2-2017.js
var soc22017 = {
  id: "soc-2-2017",
  name: "SOC 2",
  version: "2017 (points of focus of 2022)",
  title: "Trust Services Criteria",
  source: "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022",
  scope: allIdentities,
  controls: [
    { id: "CC6.1", about: "logical access is protected" },
    { id: "CC6.2", about: "credentials are issued to who is authorised, and taken away" },
    { id: "CC6.3", about: "access follows roles, least privilege and separation" },
    { id: "CC7.2", about: "anomalies are watched for" },
    { id: "CC8.1", about: "changes are authorised and tested" }
  ],
  byRisk: {
    "NHI1:2025": ["CC6.2", "CC6.3"],
    "NHI2:2025": ["CC6.1"],
    "NHI4:2025": ["CC6.1"],
    "NHI5:2025": ["CC6.3"],
    "NHI6:2025": ["CC6.1"],
    "NHI7:2025": ["CC6.1"],
    "NHI8:2025": ["CC6.1", "CC8.1"],
    "NHI9:2025": ["CC6.1"],
    "NHI10:2025": ["CC6.1", "CC7.2"]
  }
};

// ../../work/wt/exports/dist/rules/knowledge/frameworks/index.js
var frameworks = [
  owaspNhi2025,
  nistSp80053r5,
  csaCcmV4,
  pciDss40,
  iso270012022,
  soc22017,
  cisAwsV70,
  cisAwsV50,
  cisAzureV60,
  cisM365V70,
  cisGcpV50,
  cisGithubV12,
  nistAiRmf10,
  csaMaestro2025,
  owaspAgentic2026
];

export {
  owaspNhi2025,
  frameworks
};
