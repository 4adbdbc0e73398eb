import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  evidenceText,
  stepText
} from "./chunk-NQGKDCVF.js";
import {
  prose
} from "./chunk-YHFNMCJ2.js";
import {
  coverageGaps,
  exceptionsById,
  isComplete,
  unjudgedRules
} from "./chunk-SA5AJUBU.js";
import {
  byText,
  inPieces,
  inReportOrder
} from "./chunk-J4YA6DRJ.js";
import {
  bounded,
  jsonText
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/reports/oscal-text.js
var longestOscal = { title: 300, text: 2e3, evidence: 50 };
var line = (text) => prose(text, longestOscal.title);
var paragraph = (text) => text.slice(0, 4 * longestOscal.text).split("\n", 60).map((part) => prose(part, longestOscal.text)).join("\n\n");
var value = (text, longest = longestOscal.title) => bounded(text, longest).trim() || "-";
var token = (text) => {
  const plain = bounded(text, 200).normalize("NFKD").replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-+|-+$/g, "");
  return /^[A-Za-z]/.test(plain) ? plain : `_${plain}`;
};
var property = (name, text) => ({
  name,
  ns: "urn:nhi-audit:oscal",
  value: value(text, 4e3)
});

// ../../work/wt/exports/dist/reports/oscal-controls.js
var nist = /^NIST SP 800-53\b/i;
var nistId = /^([A-Z]{2})-(\d{1,2})(?:\((\d{1,2})\))?$/;
var controlTarget = (framework, id) => {
  const parts = nist.test(framework) ? nistId.exec(id) : null;
  const control = parts === null ? `${token(framework.toLowerCase())}_${token(id).replace(/^_/, "")}` : `${parts[1].toLowerCase()}-${Number(parts[2])}${parts[3] === void 0 ? "" : `.${Number(parts[3])}`}`;
  return { framework, id, control, objective: `${control}_obj` };
};
var targetsOf = (controls) => Object.entries(controls).flatMap(([framework, ids]) => ids.map((id) => controlTarget(framework, id)));
var inOrder = (a, b) => byText(a.framework, b.framework) || byText(a.control, b.control) || byText(a.id, b.id);
var controlTargets = (findings) => {
  const found = /* @__PURE__ */ new Map();
  for (const finding of findings) {
    for (const target of targetsOf(finding.controls)) {
      const key = JSON.stringify([target.framework, target.id]);
      const known = found.get(key);
      if (known === void 0)
        found.set(key, { target, against: [finding] });
      else
        known.against.push(finding);
    }
  }
  return [...found.values()].sort((a, b) => inOrder(a.target, b.target));
};
var selection = (description, ids) => ({
  description,
  "include-controls": [...new Set(ids)].sort(byText).map((id) => ({ "control-id": id }))
});
var reviewedControls = ({ rules, assessments, findings }) => {
  const judged = new Set(assessments.filter(({ status }) => status !== "not-assessed").map(({ rule }) => rule));
  const targets = [
    ...rules.filter(({ id }) => judged.has(id)).map(({ controls }) => controls),
    ...new Set(findings.map(({ controls }) => controls))
  ].flatMap(targetsOf);
  const byFramework = [...Map.groupBy(targets, ({ framework }) => framework)].sort(([a], [b]) => byText(a, b));
  const selections = byFramework.map(([framework, each]) => selection(value(`Supports evidence for ${framework}`), each.map(({ control }) => control)));
  const own = [...judged].map((rule) => `nhi-audit_${token(rule)}`);
  return {
    "control-selections": [
      ...selections,
      own.length === 0 ? selection("No rule could be judged", ["nhi-audit_none"]) : selection("The rules of nhi-audit that were judged", own)
    ]
  };
};

// ../../work/wt/exports/dist/reports/uuid.js
import { hash } from "node:crypto";
var namespace = Buffer.from("3d6f0f0a7c5e4b0f9b1a8f5e2c7d4a61", "hex");
var uuidOf = (...parts) => {
  const name = Buffer.from(JSON.stringify(parts), "utf8");
  const digits = hash("sha1", Buffer.concat([namespace, name]), "hex");
  const variant = "89ab".charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-5${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
};

// ../../work/wt/exports/dist/reports/oscal-exceptions.js
var calendarDate = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;
var timeOn = (date, time) => {
  const text = `${date}T${time}Z`;
  if (!calendarDate.test(date) || Number.isNaN(Date.parse(text)))
    return void 0;
  return new Date(text).toISOString().startsWith(date) ? text : void 0;
};
var statuses = {
  accepted: "deviation-approved",
  "expired-exception": "open",
  open: "open"
};
var propertiesOf = (exception) => [
  property("exception", exception.id),
  ...exception.ticket === void 0 ? [] : [property("ticket", exception.ticket)],
  ...exception.reviewEveryDays === void 0 ? [] : [property("review-every-days", String(exception.reviewEveryDays))],
  ...exception.rotateEveryDays === void 0 ? [] : [property("rotate-every-days", String(exception.rotateEveryDays))],
  ...exception.scopes === void 0 ? [] : [property("scope-limit", exception.scopes.join(", "))]
];
var entry = ({ fingerprint }, { id, reason, approver }, what, start, status) => start === void 0 ? [] : [
  {
    uuid: uuidOf("risk-log", fingerprint, id, what),
    title: line(`Exception ${id} ${what}`),
    description: paragraph(reason),
    start,
    "logged-by": [{ "party-uuid": uuidOf("party", approver) }],
    "status-change": status
  }
];
var deviation = (finding, judged) => {
  const exception = judged?.exception;
  const status = finding.status === "open" && judged?.status === "invalid" ? "deviation-requested" : statuses[finding.status];
  if (judged === void 0 || exception === void 0)
    return { status };
  const end = timeOn(exception.expires, "23:59:59");
  const approved = finding.status !== "open";
  const log = [
    ...entry(finding, exception, approved ? "approved" : "asked for", timeOn(exception.created, "00:00:00"), approved ? "deviation-approved" : "deviation-requested"),
    ...finding.status === "expired-exception" ? entry(finding, exception, "ended", end, "open") : []
  ];
  return {
    status,
    props: propertiesOf(exception),
    ...exception.compensatingControls.length === 0 ? {} : {
      "mitigating-factors": exception.compensatingControls.map((control, index) => ({
        uuid: uuidOf("mitigating-factor", finding.fingerprint, exception.id, String(index)),
        description: paragraph(control)
      }))
    },
    ...end === void 0 ? {} : { deadline: end },
    ...log.length === 0 ? {} : { "risk-log": { entries: log } }
  };
};

// ../../work/wt/exports/dist/reports/oscal.js
var oscalVersion = "1.2.3";
var toolUuid = uuidOf("tool");
var origin = { actors: [{ type: "tool", "actor-uuid": toolUuid }] };
var uuidOfFinding = (what) => {
  const known = /* @__PURE__ */ new WeakMap();
  return (finding) => {
    let uuid = known.get(finding);
    if (uuid === void 0) {
      uuid = uuidOf(what, finding.fingerprint);
      known.set(finding, uuid);
    }
    return uuid;
  };
};
var observationUuid = uuidOfFinding("observation");
var riskUuid = uuidOfFinding("risk");
var userUuid = (identity) => uuidOf("identity", identity);
var subjectOf = (identity, name) => ({
  "subject-uuid": userUuid(identity),
  type: "user",
  title: line(name === "" ? identity : name)
});
var observation = (finding, { result, names }) => ({
  uuid: observationUuid(finding),
  title: line(finding.title),
  description: paragraph(`${finding.rule} at ${finding.identity} in ${finding.scope}: ${finding.title}`),
  props: [
    property("rule", finding.rule),
    property("fingerprint", finding.fingerprint),
    property("evidence-hash", finding.evidenceHash),
    property("confidence", finding.confidence)
  ],
  methods: ["EXAMINE"],
  types: ["finding"],
  origins: [origin],
  subjects: [subjectOf(finding.identity, names.get(finding.identity) ?? "")],
  ...finding.evidence.length + finding.path.length === 0 ? {} : {
    "relevant-evidence": [...finding.evidence.map(evidenceText), ...finding.path.map(stepText)].slice(0, longestOscal.evidence).map((text) => ({ description: paragraph(text) }))
  },
  collected: result.estate.collectedAt
});
var gap = (result, kind, text) => ({
  uuid: uuidOf("gap", kind, text),
  title: line(kind),
  description: paragraph(text),
  methods: ["UNKNOWN"],
  types: ["discovery"],
  origins: [origin],
  collected: result.estate.collectedAt
});
var risk = (finding, { exceptions, requested, rules, names }) => {
  const rule = rules.get(finding.rule);
  return {
    uuid: riskUuid(finding),
    title: line(finding.title),
    description: paragraph(`${finding.identity}: ${finding.title}`),
    statement: paragraph(`${finding.blastRadius}% of the estate falls if ${names.get(finding.identity) || finding.identity} leaks. ${rule?.title ?? ""}`),
    ...deviation(finding, exceptions.get(finding.exception ?? "") ?? requested.get(finding.fingerprint)),
    characterizations: [
      {
        origin,
        facets: [
          { name: "severity", system: "urn:nhi-audit", value: finding.severity },
          { name: "blast-radius", system: "urn:nhi-audit", value: String(finding.blastRadius) }
        ]
      }
    ],
    remediations: [
      {
        uuid: uuidOf("remediation", finding.fingerprint),
        lifecycle: "recommendation",
        title: "The change that ends it",
        description: paragraph(finding.fix)
      }
    ],
    "related-observations": [{ "observation-uuid": observationUuid(finding) }]
  };
};
var controlFinding = (target, against) => {
  const open = against.filter(({ status }) => status !== "accepted").length;
  const told = open === 0 ? `${against.length} findings, all accepted by exceptions in force` : `${open} open findings, ${against.length - open} accepted by exceptions`;
  return {
    uuid: uuidOf("finding", target.framework, target.id),
    title: value(`${target.framework} ${target.id}`),
    description: `${told}. They are evidence about this control and do not show by themselves whether it is met.`,
    props: [property("framework", target.framework), property("control", target.id)],
    origins: [origin],
    target: {
      type: "objective-id",
      "target-id": target.objective,
      title: value(`${target.framework} ${target.id}`),
      status: { state: "not-satisfied", reason: open === 0 ? "other" : "fail", remarks: told }
    },
    "related-observations": against.map((finding) => ({ "observation-uuid": observationUuid(finding) })),
    "related-risks": against.map((finding) => ({ "risk-uuid": riskUuid(finding) }))
  };
};
var parties = ({ exceptions = [] }) => {
  const names = new Set(exceptions.flatMap(({ exception }) => exception === void 0 ? [] : [exception.owner, exception.approver]));
  return [...names].sort(byText).map((name) => ({ uuid: uuidOf("party", name), type: "person", name: value(name) }));
};
var metadata = (result) => {
  const people = parties(result);
  return {
    title: "Privilege audit of non-human identities",
    "last-modified": result.estate.collectedAt,
    version: value(result.estate.collectedAt),
    "oscal-version": oscalVersion,
    props: [property("tool", `${result.tool.name} ${result.tool.version}`)],
    ...people.length === 0 ? {} : { parties: people }
  };
};
var localDefinitions = ({ result, findings, names }) => {
  const involved = [...new Set(findings.map(({ identity }) => identity))].sort(byText);
  return {
    ...involved.length === 0 ? {} : {
      users: involved.map((id) => ({
        uuid: userUuid(id),
        title: line(names.get(id) || id),
        props: [property("type", "system"), property("identity", id)]
      }))
    },
    "assessment-assets": {
      components: [
        {
          uuid: toolUuid,
          type: "software",
          title: value(result.tool.name),
          description: "Privilege audit for non-human identities",
          props: [property("version", result.tool.version)],
          status: { state: "operational" }
        }
      ],
      "assessment-platforms": [
        { uuid: uuidOf("platform"), "uses-components": [{ "component-uuid": toolUuid }] }
      ]
    }
  };
};
function* list(name, items) {
  let before = `,
"${name}":[
`;
  for (const item of items) {
    yield before + jsonText(item);
    before = ",\n";
  }
  if (before === ",\n")
    yield "\n]";
}
var opened = (values) => jsonText(values).slice(0, -1);
var emptyMap = /* @__PURE__ */ new Map();
var requestedBy = ({ exceptions }) => exceptions === void 0 ? emptyMap : new Map(exceptions.filter(({ status }) => status === "invalid").flatMap((judged) => judged.covered.map((fingerprint) => [fingerprint, judged])));
var planUuid = uuidOf("plan");
function* oscal(result) {
  const findings = inReportOrder(result.findings);
  const lookup = {
    result,
    findings,
    names: new Map(result.estate.identities.map(({ id, name }) => [id, name])),
    rules: new Map(result.rules.map((rule) => [rule.id, rule])),
    exceptions: exceptionsById(result),
    requested: requestedBy(result)
  };
  const { collectedAt } = result.estate;
  const state = findings.map(({ fingerprint, evidenceHash, status }) => `${fingerprint}${evidenceHash}${status}`);
  const document = uuidOf("document", collectedAt, result.tool.version, state.join("\n"));
  yield `{"assessment-results":${opened({
    uuid: document,
    metadata: metadata(result),
    "import-ap": {
      href: `#${planUuid}`,
      remarks: "There is no assessment plan apart from the rules of the tool."
    }
  })},"results":[
`;
  yield opened({
    uuid: uuidOf("result", document),
    title: "Privilege audit of non-human identities",
    description: isComplete(result) ? "All sources were read and all rules were judged." : "Not everything could be read or judged: the observations of type discovery say what. Nothing follows from what was not seen.",
    start: collectedAt,
    props: [property("complete", String(isComplete(result)))],
    "local-definitions": localDefinitions(lookup),
    "reviewed-controls": reviewedControls(result)
  });
  yield* list("observations", [
    ...coverageGaps(result).map((text) => gap(result, "Not read in full", text)),
    ...unjudgedRules(result).map((text) => gap(result, "Not judged in full", text)),
    ...findings.map((finding) => observation(finding, lookup))
  ]);
  yield* list("risks", findings.map((finding) => risk(finding, lookup)));
  yield* list("findings", controlTargets(findings).map(({ target, against }) => controlFinding(target, against)));
  yield `}],"back-matter":${jsonText({
    resources: [
      {
        uuid: planUuid,
        title: "Assessment plan",
        description: "The rules of nhi-audit, run over the facts of one collection, without a plan of its own.",
        rlinks: [{ href: "docs/rules/README.md" }]
      }
    ]
  })}}}
`;
}
var oscalFormat = {
  id: "oscal",
  title: "OSCAL 1.2.3 assessment results, for auditors",
  files: (result) => [{ name: "oscal-assessment-results.json", text: inPieces(() => oscal(result)) }]
};

export {
  oscalFormat
};
