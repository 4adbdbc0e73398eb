import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  line
} from "./chunk-QZEA4ILI.js";
import "./chunk-MACMJQYR.js";
import {
  jobTrusts,
  loginOf,
  mayBeOwn,
  readWorkflowFile
} from "./chunk-KXXFCBDG.js";
import "./chunk-KH23F534.js";
import {
  levelRank
} from "./chunk-QBHZ65C6.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/github/workflows/comparison.js
var workflowScope = "repository";
var parties = {
  writers: { principal: "whoever may write to the repository", external: "no" },
  placeOf: () => ({ external: "yes" }),
  guards: []
};
var cloudLines = ({ steps }, conditions) => steps.flatMap((step) => {
  const login = loginOf(step);
  const [as] = login?.as.flatMap((input) => step.with.get(input) ?? []) ?? [];
  return login === void 0 || as === void 0 ? [] : [
    line({
      scope: workflowScope,
      service: login.cloud,
      level: "write",
      privileges: ["enter as"],
      resources: [as],
      conditions
    })
  ];
});
var tokenPrivileges = ({ permissions }) => [...permissions ?? []].flatMap(([scope, access]) => access === "write" ? [`${scope}: read`, `${scope}: write`] : access === "read" ? [`${scope}: read`] : []);
var tokenLines = (job, conditions) => {
  const privileges = tokenPrivileges(job);
  const parts = [
    // Reading its own repository while a job runs is what every job may.
    { level: "view", held: privileges.filter((each) => each.endsWith(": read")) },
    { level: "write", held: privileges.filter((each) => each.endsWith(": write")) }
  ];
  return parts.flatMap(({ level, held }) => held.length === 0 ? [] : [
    line({
      scope: workflowScope,
      service: "job-token",
      level,
      privileges: [...new Set(held)].sort(),
      conditions
    })
  ]);
};
var environmentOf = ({ environment }) => environment === void 0 ? [] : [{ class: "other", operator: "StringEquals", key: "environment", values: [environment] }];
var runnerLines = ({ runsOn }, conditions) => runsOn.filter(mayBeOwn).map(({ labels, groups = [] }) => line({
  scope: workflowScope,
  service: "self-hosted-runner",
  level: "write",
  privileges: ["run on"],
  resources: [
    [
      ...groups.map((group) => `group ${group}`).sort(),
      ...labels.filter((each) => each !== "self-hosted").sort()
    ].join(" ") || "*"
  ],
  conditions
}));
var jobIdentity = (path, job, workflow) => {
  const { name, secrets } = job;
  const conditions = environmentOf(job);
  const entitlements = [
    ...tokenLines(job, conditions),
    ...secrets.length === 0 ? [] : [
      line({
        scope: workflowScope,
        service: "actions-secrets",
        level: "read",
        privileges: secrets.map((each) => `use ${each}`),
        conditions
      })
    ],
    ...cloudLines(job, conditions),
    ...runnerLines(job, conditions)
  ];
  return {
    id: `github:${path}#${name}`,
    provider: "github",
    kind: "job",
    scope: workflowScope,
    name: `${path} ${name}`,
    nature: "machine",
    // The token of a job ends with it; that the job gets it does not.
    standing: entitlements.length === 0 ? "none" : "short-lived credential on a standing grant",
    privileged: entitlements.some(({ level }) => levelRank[level] >= levelRank.write),
    entitlements,
    trusts: jobTrusts(workflow, job, parties),
    credentials: [],
    blastRadius: 0,
    admin: [],
    adminIf: [],
    reachKnown: false
  };
};
var readWorkflow = ({ path, text: written }, file) => {
  const workflow = readWorkflowFile(written);
  if ("why" in workflow)
    return {
      identities: [],
      locations: /* @__PURE__ */ new Map(),
      indeterminate: [
        {
          identity: `github:${path}`,
          what: "what the workflow may do",
          why: workflow.why,
          privileged: true,
          location: { file, line: workflow.line }
        }
      ]
    };
  const identities = workflow.jobs.map((job) => jobIdentity(path, job, workflow));
  const locations = workflow.jobs.map(({ name, line: at }) => ({ file, line: at, address: name }));
  return {
    identities,
    locations: new Map(identities.map(({ id }, index) => [id, locations[index]])),
    indeterminate: workflow.jobs.flatMap(({ permissions }, index) => permissions === void 0 ? [
      {
        identity: identities[index].id,
        what: "what its token may do",
        why: "neither job nor workflow has `permissions`, and the default of the repository is not in its files",
        privileged: true,
        location: locations[index]
      }
    ] : [])
  };
};

// ../../work/wt/exports/dist/src/pipeline/workflow-gate.js
var compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var readFolder = ({ folder, files }) => {
  const prefix = folder === "." || folder === "" ? "" : `${folder.replace(/\/$/, "")}/`;
  return files.map((file) => readWorkflow(file, `${prefix}${file.path}`));
};
var stateOf = (readings, madeAt) => ({
  collectedAt: madeAt,
  identities: readings.flatMap(({ identities }) => identities).sort((a, b) => compare(a.id, b.id)),
  complete: [workflowScope],
  gaps: []
});
var workflowGateInput = (base, head, madeAt) => {
  const [was, is] = [readFolder(base), readFolder(head)];
  const locations = new Map(is.flatMap((reading) => [...reading.locations]));
  const before = new Set(was.flatMap(({ indeterminate }) => indeterminate.map(({ identity, what }) => `${identity} ${what}`)));
  const texts = new Map(base.files.map(({ path, text }) => [path, text]));
  const pathOf = (identity) => identity.slice("github:".length).replace(/#[^#]*$/, "");
  return {
    before: stateOf(was, madeAt),
    after: stateOf(is, madeAt),
    renamed: /* @__PURE__ */ new Map(),
    // What nobody could tell before is not new.
    indeterminate: is.flatMap((reading) => reading.indeterminate.filter(({ identity, what }) => !before.has(`${identity} ${what}`))),
    locationOf: (identity) => locations.get(identity),
    since: (identity) => {
      const path = pathOf(identity);
      return texts.has(path) ? `${path} (update)` : `${path} (create)`;
    },
    exceptions: []
  };
};
export {
  workflowGateInput
};
