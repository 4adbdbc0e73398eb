import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  withManifest
} from "./chunk-N2C4UMVB.js";
import {
  snapshotText
} from "./chunk-C6SPPLWV.js";
import {
  tool
} from "./chunk-UF4G2IW4.js";
import "./chunk-OVY5I2TM.js";
import {
  snapshotSchema
} from "./chunk-WZ2VQUSS.js";
import {
  assessmentsByScope,
  blastRadius,
  csvFile,
  csvTables,
  identity,
  identityKind,
  identityName,
  identityRows,
  list,
  standing
} from "./chunk-36EGZZ5I.js";
import {
  conditionText,
  factText,
  grantParts
} from "./chunk-NQGKDCVF.js";
import {
  frameworks
} from "./chunk-HBRKE4NX.js";
import {
  jsonFormat
} from "./chunk-6A4ECRVZ.js";
import {
  byText,
  rank
} from "./chunk-J4YA6DRJ.js";
import {
  levelName
} from "./chunk-QBHZ65C6.js";
import "./chunk-YAPMBHVC.js";
import {
  effectiveDuration
} from "./chunk-RXOSDFZW.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/reports/evidence/control-matrix.js
var isAbout = ({ scope: { providers, agents } }) => ({ provider, agent }) => (providers?.includes(provider) ?? true) && (agents !== true || agent);
var tests = ({ byRisk, byRule = {} }, rule, control) => byRule[rule.id]?.includes(control) === true || rule.owasp.some((risk) => byRisk[risk]?.includes(control) === true);
var gapsOf = (gaps) => [...Map.groupBy(gaps, ({ rule, status, reason }) => JSON.stringify([rule, status, reason])).values()].map((same) => {
  const { rule, status, reason } = same[0];
  const scopes = same.map(({ scope }) => scope).sort(byText);
  return `${rule} ${status} in ${scopes.join(", ")}: ${reason}`;
});
var rowOf = (framework, control, testing, { about, assessmentOf, findings, isOff }) => {
  const on = testing.filter((rule) => !isOff(rule));
  const inScope = new Map(Map.groupBy(about, ({ scope }) => scope));
  const judgedOf = ({ id }) => [...inScope.keys()].flatMap((scope) => {
    const assessment2 = assessmentOf(id, scope);
    return assessment2 === void 0 ? [] : [{ scope, assessment: assessment2 }];
  });
  const judged = on.flatMap(judgedOf);
  const rules = on.filter((rule) => judgedOf(rule).length > 0).map(({ id }) => id);
  const elsewhere = on.filter(({ id, about: providers = [] }) => !rules.includes(id) && providers.length > 0);
  const scopes = new Set(judged.filter(({ assessment: assessment2 }) => assessment2.status !== "not-assessed").map(({ scope }) => scope));
  const gaps = [...new Set(judged.map(({ assessment: assessment2 }) => assessment2))].filter(({ status }) => status !== "assessed");
  const wanted = new Set(rules);
  let failed = 0;
  let accepted = 0;
  for (const { id, scope } of about) {
    const own = (findings.get(id) ?? []).filter(({ rule }) => wanted.has(rule));
    if (own.length === 0)
      continue;
    scopes.add(scope);
    if (own.some(({ status }) => status !== "accepted"))
      failed++;
    else
      accepted++;
  }
  const lookedAt = [...scopes].reduce((sum, scope) => sum + inScope.get(scope).length, 0);
  const assessment = () => {
    if (about.length === 0)
      return "no-identities";
    if (rules.length === 0)
      return "no-rule";
    if (lookedAt === 0)
      return "not-assessed";
    return gaps.length === 0 && lookedAt === about.length ? "assessed" : "partial";
  };
  return {
    framework,
    control,
    rules: rules.toSorted(byText),
    off: testing.filter(isOff).map(({ id }) => id).sort(byText),
    scopes: [...scopes].sort(byText),
    identities: about.length,
    lookedAt,
    failed,
    accepted,
    assessment: assessment(),
    notAssessed: [
      ...gapsOf(gaps),
      ...elsewhere.map(({ id, about: providers = [] }) => `${id}: is about ${providers.join(", ")}, of which no scope was read`)
    ]
  };
};
function* controlRows({ estate, rules, findings, assessments, settings }, frameworks2) {
  const known = {
    assessmentOf: assessmentsByScope(assessments, estate.scopes),
    findings: Map.groupBy(findings, ({ identity: identity2 }) => identity2),
    isOff: ({ id }) => settings.rules[id]?.enabled === false
  };
  for (const framework of frameworks2) {
    const about = estate.identities.filter(isAbout(framework));
    for (const control of framework.controls) {
      const testing = rules.filter((rule) => tests(framework, rule, control.id));
      yield rowOf(framework, control, testing, { ...known, about });
    }
  }
}
var controlColumns = [
  { name: "framework", description: "Name of the framework.", value: ({ framework }) => framework.name },
  { name: "version", description: "Its release.", value: ({ framework }) => framework.version },
  {
    name: "control",
    description: "Id of the control, as the framework writes it.",
    value: ({ control }) => control.id
  },
  {
    name: "about",
    description: "What it is about, in our own words.",
    value: ({ control }) => control.about
  },
  {
    name: "applies_to",
    description: "Whom the framework is about.",
    value: ({ framework }) => framework.scope.title
  },
  {
    name: "rules",
    description: "Rules whose findings support evidence for it, of those about what was read; empty: nothing tests it here.",
    value: ({ rules }) => list(rules)
  },
  {
    name: "rules_off",
    description: "Further ones that the configuration turns off.",
    value: ({ off }) => list(off)
  },
  {
    name: "assessment",
    description: "`assessed`: every rule could judge every identity; `partial`; `not-assessed`; `no-rule`; `no-identities`: there is nobody whom it is about.",
    value: ({ assessment }) => assessment
  },
  {
    name: "scopes",
    description: "Ids of the scopes in which at least one of the rules could judge.",
    value: ({ scopes }) => list(scopes)
  },
  {
    name: "identities",
    description: "Number of identities whom the framework is about.",
    value: ({ identities }) => identities
  },
  {
    name: "looked_at",
    description: "How many of them at least one of the rules could judge.",
    value: ({ lookedAt }) => lookedAt
  },
  {
    name: "failed",
    description: "How many of them have an open finding of these rules.",
    value: ({ failed }) => failed
  },
  {
    name: "accepted",
    description: "How many have only findings that an exception accepts.",
    value: ({ accepted }) => accepted
  },
  {
    name: "not_assessed",
    description: "Rules that could not judge, or in part only: where, and why.",
    value: ({ notAssessed }) => list(notAssessed)
  },
  {
    name: "source",
    description: "Page of the framework.",
    value: ({ framework }) => framework.source
  }
];

// ../../work/wt/exports/dist/reports/evidence/grants.js
var ofEntitlement = (row, line) => ({
  ...row,
  basis: "entitlement",
  at: line.scope,
  level: line.level,
  services: [line.service],
  privileges: line.privileges,
  resources: line.resources,
  exceptResources: line.exceptResources,
  held: line,
  writtenIn: [...new Set(line.sources.map(factText))].sort(byText)
});
function* ofGrants(result, row, servicesIn) {
  const grants = row.identity.grants.toSorted((a, b) => byText(a.scope, b.scope) || byText(a.name, b.name) || byText(factText(a.source), factText(b.source)));
  for (const grant of grants) {
    const parts = grantParts(result.estate, grant, servicesIn.get(grant.scope) ?? Number.POSITIVE_INFINITY);
    for (const { level, full, services } of parts) {
      const held = {
        ...row,
        basis: "grant",
        at: grant.scope,
        level: levelName(level),
        services,
        privileges: full ? services.map((service) => service === "*" ? "*" : `${service}:*`) : [],
        resources: [],
        exceptResources: [],
        held: grant,
        writtenIn: [factText(grant.source)]
      };
      yield held;
    }
  }
}
function* privilegeRows(result, ranking) {
  const { entitlements } = result.estate;
  const servicesIn = new Map(result.estate.scopes.map(({ id, services }) => [id, services.length]));
  for (const row of identityRows(result, ranking)) {
    if (entitlements === void 0)
      yield* ofGrants(result, row, servicesIn);
    else
      for (const line of entitlements(row.index))
        yield ofEntitlement(row, line);
  }
}
var privilegeColumns = [
  identity,
  identityName,
  identityKind,
  { name: "scope", description: "Id of the scope that the privileges hold on.", value: ({ at }) => at },
  {
    name: "level",
    description: "The strongest of them: `view`, `read`, `write` or `control`.",
    value: ({ level }) => level
  },
  {
    name: "services",
    description: "Services that they are about; `*`: all of the provider.",
    value: ({ services }) => list(services)
  },
  {
    name: "privileges",
    description: "In the provider's words, `*` standing for any characters; empty: not told apart.",
    value: ({ privileges }) => list(privileges)
  },
  {
    name: "resources",
    description: "On what, `*`: all; empty: not told apart.",
    value: ({ resources }) => list(resources)
  },
  {
    name: "except_resources",
    description: "What is taken out of these.",
    value: ({ exceptResources }) => list(exceptResources)
  },
  {
    name: "permanence",
    description: "As policy has it: `permanent`, `time-bound`, `eligible`, `activated`, `ended`, `unknown`. An end too far away is permanent.",
    value: ({ held, now, longestGrantDays }) => effectiveDuration(held, now, longestGrantDays)
  },
  { name: "duration", description: "As written.", value: ({ held }) => held.duration },
  { name: "until", description: "End, where one is written.", value: ({ held }) => held.until },
  {
    name: "conditions",
    description: "What else must hold, each with its class.",
    value: ({ held }) => list(held.conditions.map(conditionText))
  },
  standing,
  blastRadius,
  {
    name: "written_in",
    description: "Records of the snapshot in which it is written, with the place in them.",
    value: ({ writtenIn }) => list(writtenIn)
  },
  {
    name: "basis",
    description: "`entitlement`: what remains after denies and limits, line by line; `grant`: the grants as written.",
    value: ({ basis }) => basis
  }
];

// ../../work/wt/exports/dist/reports/evidence/index.js
var evidenceReports = (result, frameworks2, onSanitised) => {
  const ranking = rank(result);
  const tables = csvTables(result, ranking, onSanitised);
  return [
    csvFile("control-matrix.csv", controlColumns, () => controlRows(result, frameworks2), onSanitised),
    tables.coverage,
    tables.credentials,
    tables.exceptions,
    tables.findings,
    csvFile("grants.csv", privilegeColumns, () => privilegeRows(result, ranking), onSanitised),
    tables.identities,
    ...jsonFormat.files(result, { width: 80, colour: false })
  ];
};

// ../../work/wt/exports/dist/src/pipeline/evidence.js
var evidencePack = ({ result, facts, withSnapshot, sign }) => {
  const sanitised = /* @__PURE__ */ new Map();
  const header = { record: "header", schema: snapshotSchema, tool, collectedAt: facts.collectedAt };
  const snapshot = {
    name: "snapshot.ndjson",
    text: { [Symbol.iterator]: () => snapshotText(header, facts, facts.completedAt ?? facts.collectedAt) }
  };
  return withManifest([
    ...evidenceReports(result, frameworks, (file, cells) => sanitised.set(file, cells)),
    ...withSnapshot ? [snapshot] : []
  ], { result, facts, frameworks, sanitised, ...sign === void 0 ? {} : { sign } });
};
export {
  evidencePack
};
