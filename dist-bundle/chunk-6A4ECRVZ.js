import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  byText,
  givesAllPaths,
  inPieces,
  listedPath,
  rank,
  sortedAssessments,
  sortedCoverage
} from "./chunk-J4YA6DRJ.js";
import {
  jsonText
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/reports/json.js
var schema = "nhi-audit/report/v1";
var evidenceRecord = ({ record, id, pointer, says }) => ({
  record,
  id,
  pointer: pointer ?? null,
  says
});
var stepRecord = ({ from, to, by, technique, evidence, assumes }) => ({
  from,
  to,
  by,
  technique,
  evidence: evidence.map(evidenceRecord),
  assumes
});
var credentialRecord = (credential) => ({
  id: credential.id,
  kind: credential.kind,
  lifetime: credential.lifetime,
  binding: credential.binding,
  service: credential.service ?? null,
  createdAt: credential.createdAt ?? null,
  expiresAt: credential.expiresAt ?? null,
  lastUsedAt: credential.lastUsedAt ?? null,
  status: credential.status
});
var identityRecord = (result, ranked) => {
  const { identity, radius } = ranked;
  const scopeId = (index) => result.estate.scopes[index].id;
  return {
    id: identity.id,
    provider: identity.provider,
    kind: identity.kind,
    nature: identity.nature.is,
    natureReason: identity.nature.reason,
    name: identity.name,
    scope: identity.scope,
    owner: identity.owner ?? null,
    environment: identity.environment,
    createdAt: identity.createdAt ?? null,
    lastUsedAt: identity.lastUsedAt ?? null,
    providerOwned: identity.providerOwned,
    breakGlass: identity.breakGlass,
    agent: identity.agent,
    standing: ranked.standing,
    credentials: identity.credentials.toSorted((a, b) => byText(a.kind, b.kind) || byText(a.id, b.id)).map(credentialRecord),
    blastRadius: {
      score: radius.score,
      admin: radius.admin.map(scopeId),
      adminIf: radius.adminIf.map(({ scope, assumes }) => ({ scope: scopeId(scope), assumes })),
      identities: radius.identities,
      identitiesIf: radius.identitiesIf,
      hops: radius.hops,
      providers: radius.providers,
      path: listedPath(result, ranked).map(stepRecord)
    }
  };
};
var findingRecord = (finding) => ({
  fingerprint: finding.fingerprint,
  evidenceHash: finding.evidenceHash,
  rule: finding.rule,
  title: finding.title,
  owasp: finding.owasp,
  facets: finding.facets,
  severity: finding.severity,
  confidence: finding.confidence,
  identity: finding.identity,
  scope: finding.scope,
  blastRadius: finding.blastRadius,
  evidence: finding.evidence.map(evidenceRecord),
  path: finding.path.map(stepRecord),
  fix: finding.fix,
  controls: Object.fromEntries(Object.entries(finding.controls).sort(([a], [b]) => byText(a, b))),
  status: finding.status,
  exception: finding.exception ?? null
});
var exceptionRecord = ({ id, status, problems, exception, covered, location }) => ({
  id,
  status,
  problems,
  covers: exception === void 0 ? null : { fingerprint: null, identity: null, rule: null, ...exception.covers },
  reason: exception?.reason ?? null,
  owner: exception?.owner ?? null,
  approver: exception?.approver ?? null,
  created: exception?.created ?? null,
  expires: exception?.expires ?? null,
  reviewEveryDays: exception?.reviewEveryDays ?? null,
  lastReviewed: exception?.lastReviewed ?? null,
  compensatingControls: exception?.compensatingControls ?? [],
  scopes: exception?.scopes ?? null,
  rotateEveryDays: exception?.rotateEveryDays ?? null,
  ticket: exception?.ticket ?? null,
  covered,
  location
});
function* list(name, items, record) {
  yield `  ${jsonText(name)}: [`;
  let before = "\n    ";
  for (const item of items) {
    yield before + jsonText(record(item));
    before = ",\n    ";
  }
  yield before === "\n    " ? "]" : "\n  ]";
}
function* document(result) {
  const { tool, estate } = result;
  const ranking = rank(result);
  yield `{
  "schema": ${jsonText(schema)},
`;
  yield `  "tool": ${jsonText({ name: tool.name, version: tool.version })},
`;
  yield `  "collectedAt": ${jsonText(estate.collectedAt)},
`;
  yield `  "paths": ${jsonText(givesAllPaths(result) ? "all" : "with-findings")},
`;
  yield* list("coverage", sortedCoverage(result.coverage), ({ connector, scope, source, status, detail, gives }) => ({
    connector,
    scope,
    source,
    status,
    detail,
    gives: [...gives].sort(byText)
  }));
  yield ",\n";
  yield* list("assessments", sortedAssessments(result.assessments), ({ rule, scope, status, reason }) => ({
    rule,
    scope,
    status,
    reason
  }));
  yield ",\n";
  yield* list("scopes", estate.scopes.toSorted((a, b) => byText(a.id, b.id)), ({ id, provider, kind, name, parent, environment }) => ({
    id,
    provider,
    kind,
    name,
    parent: parent ?? null,
    environment
  }));
  yield ",\n";
  yield* list("identities", ranking.identities(), (ranked) => identityRecord(result, ranked));
  yield ",\n";
  yield* list("findings", ranking.findings, findingRecord);
  yield ",\n";
  yield* list("exceptions", result.exceptions ?? [], exceptionRecord);
  yield "\n}\n";
}
var jsonFormat = {
  id: "json",
  title: "the report document, for scripts",
  files: (result) => [{ name: "report.json", text: inPieces(() => document(result)) }]
};

export {
  stepRecord,
  identityRecord,
  findingRecord,
  exceptionRecord,
  jsonFormat
};
