import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  require_dist
} from "./chunk-KH23F534.js";
import {
  __toESM
} from "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/github/workflows/file.js
var import_yaml = __toESM(require_dist(), 1);
var isJson = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var list = (value) => Array.isArray(value) ? value : value === void 0 || value === null ? [] : [value];
var text = (value) => typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
var texts = (value) => new Map(isJson(value) ? Object.entries(value).flatMap(([key, each]) => {
  const written = text(each);
  return written === void 0 ? [] : [[key, written]];
}) : []);
var tokenScopes = [
  "actions",
  "artifact-metadata",
  "attestations",
  "checks",
  "contents",
  "deployments",
  "discussions",
  "id-token",
  "issues",
  "models",
  "packages",
  "pages",
  "pull-requests",
  "security-events",
  "statuses"
];
var permissionsOf = (value) => {
  if (value === void 0 || value === null)
    return void 0;
  if (value === "write-all")
    return new Map(tokenScopes.map((scope) => [scope, "write"]));
  if (value === "read-all")
    return new Map(tokenScopes.map((scope) => [scope, "read"]));
  return texts(value);
};
var isExpression = (written) => written?.includes("${{") === true;
var reference = /\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*\\?['"]([^'"\\]+)\\?['"]\s*\])/g;
var secretsOf = (...parts) => {
  const written = JSON.stringify(parts);
  const expressions = [...written.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inner]) => inner).join(" ; ");
  const named = [...expressions.matchAll(reference)].map(([, dotted, quoted]) => (dotted ?? quoted).toUpperCase());
  const whole = /\bsecrets\b(?!\s*[.[])|\bsecrets\s*\[\s*(?!\\?['"])/.test(expressions);
  return [.../* @__PURE__ */ new Set([...named.filter((name) => name !== "GITHUB_TOKEN"), ...whole ? ["*"] : []])].sort();
};
var matrixValues = (job, name) => {
  const matrix = isJson(job.strategy) ? job.strategy.matrix : void 0;
  if (!isJson(matrix))
    return [];
  const included = list(matrix.include).filter(isJson);
  return [...list(matrix[name]), ...included.flatMap((each) => name in each ? [each[name]] : [])];
};
var ofMatrix = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/;
var runsOnOf = (job) => {
  const words = (value) => list(value).flatMap((each) => text(each) ?? []);
  const written = job["runs-on"];
  const groups = isJson(written) ? words(written.group).map((group) => group.replace(/^(?:org|organization|ent|enterprise)\//, "")) : [];
  const labels = words(isJson(written) ? written.labels : written);
  const name = labels.length === 1 ? ofMatrix.exec(labels[0])?.[1] : void 0;
  const values = name === void 0 ? [] : matrixValues(job, name).map(words);
  return (values.length === 0 ? [labels] : values).map((set) => ({
    labels: set.map((label) => isExpression(label) ? label : label.toLowerCase()),
    ...groups.length === 0 ? {} : { groups }
  }));
};
var jobOf = (name, job, workflow, line) => {
  const permissions = permissionsOf(job.permissions ?? workflow.permissions);
  const environment = text(isJson(job.environment) ? job.environment.name : job.environment);
  const steps = list(job.steps).filter(isJson);
  const secrets = secretsOf(job, workflow.env);
  const calls = text(job.uses);
  const condition = text(job.if);
  return {
    name,
    ...permissions === void 0 ? {} : { permissions },
    ...environment === void 0 ? {} : { environment },
    secrets: job.secrets === "inherit" ? ["*"] : secrets,
    steps: steps.map((step, index) => {
      const uses = text(step.uses);
      const run = text(step.run);
      return {
        ...uses === void 0 ? {} : { uses },
        ...run === void 0 ? {} : { run },
        with: texts(step.with),
        number: index + 1
      };
    }),
    ...calls === void 0 ? {} : { calls },
    inputs: texts(job.with),
    runsOn: runsOnOf(job),
    ...condition === void 0 ? {} : { if: condition },
    conditions: [job, ...steps].flatMap((each) => text(each.if) ?? []).join(" ; "),
    line
  };
};
var mostAliases = 100;
var readWorkflowFile = (written) => {
  const counter = new import_yaml.LineCounter();
  const document = (0, import_yaml.parseDocument)(written, { lineCounter: counter, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== void 0)
    return {
      why: `the file is no YAML: ${error.message.split("\n")[0].slice(0, 120)}`,
      line: error.linePos?.[0].line ?? 1
    };
  let workflow;
  try {
    workflow = document.toJS({ maxAliasCount: mostAliases });
  } catch (failure) {
    if (failure instanceof ReferenceError)
      return { why: "its aliases do not end", line: 1 };
    throw failure;
  }
  if (!isJson(workflow) || !isJson(workflow.jobs))
    return { why: "it has no jobs", line: 1 };
  const own = workflow;
  const { on } = own;
  const jobs = (0, import_yaml.isMap)(document.contents) ? document.contents.get("jobs", true) : void 0;
  const lines = new Map(((0, import_yaml.isMap)(jobs) ? jobs.items : []).flatMap((pair) => (0, import_yaml.isScalar)(pair.key) ? [[String(pair.key.value), counter.linePos(pair.key.range?.[0] ?? 0).line]] : []));
  return {
    events: new Map(isJson(on) ? Object.entries(on).map(([event, settings]) => [
      event,
      isJson(settings) ? settings : {}
    ]) : list(on).flatMap((event) => typeof event === "string" ? [[event, {}]] : [])),
    jobs: Object.entries(own.jobs).flatMap(([name, job]) => isJson(job) ? [jobOf(name, job, own, lines.get(name) ?? 1)] : [])
  };
};
var readJobs = (written) => {
  const workflow = readWorkflowFile(written);
  return "why" in workflow ? void 0 : workflow;
};

// ../../work/wt/exports/dist/connectors/github/federation/cloud-logins.js
var logins = [
  // https://github.com/aws-actions/configure-aws-credentials
  {
    action: /^aws-actions\/configure-aws-credentials@/i,
    issuer: "AWS",
    cloud: "aws",
    key: ["aws-secret-access-key"],
    federated: ["role-to-assume"],
    as: ["role-to-assume"]
  },
  // https://github.com/Azure/login
  {
    action: /^azure\/login@/i,
    issuer: "Azure",
    cloud: "azure",
    key: ["creds"],
    federated: ["client-id"],
    as: ["client-id"]
  },
  // https://github.com/google-github-actions/auth
  {
    action: /^google-github-actions\/auth@/i,
    issuer: "Google Cloud",
    cloud: "gcp",
    key: ["credentials_json"],
    federated: ["workload_identity_provider"],
    as: ["service_account", "workload_identity_provider"]
  },
  // https://github.com/hashicorp/vault-action
  {
    action: /^hashicorp\/vault-action@/i,
    issuer: "HashiCorp Vault",
    cloud: "vault",
    key: ["token", "secretId"],
    federated: [],
    as: ["role"]
  }
];
var loginOf = ({ uses = "" }) => logins.find(({ action }) => action.test(uses));

// ../../work/wt/exports/dist/connectors/github/workflows/calls.js
var useOf = (used) => {
  const [, repository, path = "", ref] = /^([\w.-]+\/[\w.-]+)(?:\/([^@]*))?@(.+)$/.exec(used) ?? [];
  return repository === void 0 || ref === void 0 || used.includes("${{") ? void 0 : { repository, path, ref };
};
var callsOf = ({ via = [], calls }) => [
  ...via,
  ...calls === void 0 ? [] : [calls]
];
var isOnlyCalled = ({ events }) => events.size > 0 && [...events.keys()].every((event) => event === "workflow_call");
var deepest = 10;
var rank = { read: 1, write: 2 };
var limited = (asked, given) => {
  if (asked === void 0)
    return given;
  if (given === void 0)
    return new Map([...asked].filter(([scope]) => scope !== "id-token"));
  return new Map([...asked].flatMap(([scope, access]) => {
    const most = given.get(scope);
    if (most === void 0)
      return [];
    return [[scope, (rank[access] ?? 0) <= (rank[most] ?? 0) ? access : most]];
  }));
};
var isObject = (value) => typeof value === "object" && value !== null;
var resolved = (written, caller, called) => {
  const name = /^\$\{\{\s*inputs\.([\w-]+)\s*\}\}$/.exec(written)?.[1];
  if (name === void 0)
    return written;
  const given = caller.inputs.get(name);
  if (given !== void 0)
    return given;
  const inputs = called.events.get("workflow_call")?.inputs;
  const input = isObject(inputs) ? inputs[name] : void 0;
  return (isObject(input) ? text(input.default) : void 0) ?? written;
};
var placed = (caller, called, inner) => {
  const permissions = limited(inner.permissions, caller.permissions);
  const environment = inner.environment === void 0 ? void 0 : resolved(inner.environment, caller, called);
  const { permissions: _, environment: __, ...rest } = inner;
  return {
    ...rest,
    name: `${caller.name} / ${inner.name}`,
    ...permissions === void 0 ? {} : { permissions },
    ...environment === void 0 ? {} : { environment },
    // By the names of the caller; those of an environment are had by name.
    secrets: [.../* @__PURE__ */ new Set([...caller.secrets, ...environment === void 0 ? [] : inner.secrets])].sort(),
    runsOn: inner.runsOn.map((asked) => ({
      ...asked,
      labels: asked.labels.map((label) => resolved(label, caller, called))
    })),
    inputs: new Map([...inner.inputs].map(([name, value]) => [name, resolved(value, caller, called)])),
    ...caller.if === void 0 ? {} : { if: caller.if },
    conditions: [caller.conditions, inner.conditions].filter((each) => each !== "").join(" ; "),
    line: caller.line
  };
};
var fileOf = (used, repository) => {
  if (used.startsWith("./"))
    return { file: `${repository}/${used.slice(2)}` };
  const use = useOf(used);
  return use === void 0 ? void 0 : { file: `${use.repository}/${use.path}`, ref: use.ref };
};
var followed = (job, repository, find, chain) => {
  const place = job.calls === void 0 ? void 0 : fileOf(job.calls, repository);
  if (place === void 0 || chain.includes(place.file) || chain.length >= deepest)
    return [job];
  const called = find(place.file);
  if (called === void 0 || !called.events.has("workflow_call"))
    return [job];
  const there = place.file.split("/").slice(0, 2).join("/");
  return called.jobs.flatMap((inner) => {
    const calls = inner.calls?.startsWith("./") === true && place.ref !== void 0 ? `${there}/${inner.calls.slice(2)}@${place.ref}` : inner.calls;
    const next = {
      ...placed(job, called, inner),
      calls: calls ?? job.calls,
      via: calls === void 0 ? job.via ?? [] : callsOf(job),
      followed: true
    };
    return calls === void 0 ? [next] : followed(next, there, find, [...chain, place.file]);
  });
};
var withCalls = (workflow, repository, find) => workflow.jobs.every(({ calls }) => calls === void 0) ? workflow : { ...workflow, jobs: workflow.jobs.flatMap((job) => followed(job, repository, find, [])) };

// ../../work/wt/exports/dist/connectors/github/workflows/foreign-code.js
var outsiders = /* @__PURE__ */ new Set([
  "pull_request_target",
  // Follows a workflow that anybody may start.
  "workflow_run",
  "issues",
  "issue_comment",
  "discussion",
  "discussion_comment",
  "fork",
  "watch",
  "gollum"
]);
var isOfOutsiders = (event) => outsiders.has(event);
var outsiderEvents = ({ events }) => [...events.keys()].filter(isOfOutsiders).sort();
var foreignRef = /head_ref|pull_request\.head|pull_request\.merge_commit_sha|refs\/pull|workflow_run\.head|issue\.number|pull_request\.number/;
var foreignByCommand = /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull|checkout)\b[^\n]*(?:\bpull\/|refs\/pull|pull_request\.head|head_ref)/;
var takesForeignCode = ({ uses = "", run = "", with: given }) => /^actions\/checkout@/.test(uses) && foreignRef.test(`${given.get("ref") ?? ""} ${given.get("repository") ?? ""}`) || foreignByCommand.test(run);
var commit = /@[0-9a-f]{40}$/;
var digest = /@sha256:[0-9a-f]{64}$/;
var byGithub = /^(?:actions|github)\//i;
var isMovable = (used) => !used.startsWith("./") && !used.includes("${{") && (used.startsWith("docker://") ? !digest.test(used) : !commit.test(used) && !byGithub.test(used));

// ../../work/wt/exports/dist/connectors/github/workflows/job-trusts.js
var harmless = /* @__PURE__ */ new Set([
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "merge_group",
  "workflow_call"
]);
var byItself = /* @__PURE__ */ new Set(["schedule"]);
var filters = ["branches", "branches-ignore", "tags", "tags-ignore", "types", "workflows"];
var filtersOf = (settings) => filters.flatMap((filter) => {
  const values = list(settings[filter]).flatMap((each) => text(each) ?? []);
  if (values.length === 0)
    return [];
  const ignores = filter.endsWith("-ignore");
  return [
    {
      class: "other",
      operator: ignores ? "StringNotLike" : "StringLike",
      key: ignores ? filter.slice(0, -7) : filter,
      values: [...values].sort()
    }
  ];
});
var ownCondition = ({ if: limit }) => limit === void 0 ? [] : [{ class: "other", operator: "If", key: limit.replace(/\s+/g, " ").trim(), values: ["true"] }];
var startedBy = (workflow, job, { writers, readers }) => [...workflow.events].filter(([event]) => !harmless.has(event) && !byItself.has(event)).map(([event, settings]) => {
  if (!isOfOutsiders(event))
    return { mechanism: "start", party: "scope", ...writers, conditions: [] };
  const conditions = [...filtersOf(settings), ...ownCondition(job)];
  return readers === void 0 ? {
    mechanism: "start",
    party: "everyone",
    principal: `whoever causes ${event}`,
    external: "yes",
    conditions
  } : { mechanism: "start", party: "scope", ...readers, conditions };
});
var codeOfOthers = (job, { placeOf }) => [...job.steps.flatMap(({ uses }) => uses ?? []), ...callsOf(job)].filter(isMovable).map((used) => ({
  mechanism: "write-code",
  party: "identity",
  principal: used.replace(/@[^@/]*$/, "").toLowerCase(),
  ...placeOf(used),
  conditions: []
}));
var codeOfOutsiders = (workflow, { steps }, { readers }) => outsiderEvents(workflow).length === 0 || !steps.some(takesForeignCode) ? [] : [
  readers === void 0 ? {
    mechanism: "write-code",
    party: "everyone",
    principal: "whoever opens a pull request",
    external: "yes",
    conditions: []
  } : { mechanism: "write-code", party: "scope", ...readers, conditions: [] }
];
var jobTrusts = (workflow, job, parties) => {
  const trusts = [
    { mechanism: "write-code", party: "scope", ...parties.writers, conditions: parties.guards },
    ...startedBy(workflow, job, parties),
    ...codeOfOthers(job, parties),
    ...codeOfOutsiders(workflow, job, parties)
  ];
  return [...new Map(trusts.map((trust) => [JSON.stringify(trust), trust]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, trust]) => trust);
};

// ../../work/wt/exports/dist/connectors/github/workflows/runners.js
var mayBeOwn = ({ labels, groups }) => groups !== void 0 || labels.includes("self-hosted");
var hosted = /^(?:ubuntu|windows|macos)-/;
var same = (one, other) => one.toLowerCase() === other.toLowerCase();
var takenByNewRunner = (jobs) => jobs.flatMap(({ runsOn }) => runsOn.flatMap((asked) => {
  const { labels } = asked;
  if (mayBeOwn(asked))
    return [[]];
  if (labels.length === 0 || labels.some((label) => hosted.test(label)))
    return [];
  return [labels.filter(isExpression).map((written) => `${written} names a runner of one's own`)];
})).toSorted((one, other) => one.length - other.length)[0];
var groupTerms = (groups, runner, inventory) => {
  if (groups === void 0)
    return [];
  if (runner.data.level === "repository")
    return void 0;
  const own = inventory.runnerGroupOf(runner);
  if (own === void 0)
    return [`the runner is in group ${groups.join(" or ")}`];
  if (groups.some((group) => same(group, own.name)))
    return [];
  const written = groups.find(isExpression);
  return written === void 0 ? void 0 : [`${written} names group ${own.name}`];
};
var labelTerms = (labels, { data }) => {
  const plain = labels.filter((label) => !isExpression(label));
  if (data.labels === void 0)
    return plain.length === 0 ? [] : [`the runner has the labels ${plain.join(", ")}`];
  const own = new Set(data.labels.map((label) => label.toLowerCase()));
  if (!plain.every((label) => own.has(label)))
    return void 0;
  return labels.filter(isExpression).map((written) => `${written} names a label of the runner`);
};
var termsOf = (asked, runner, inventory) => {
  const { labels, groups } = asked;
  if (labels.length === 0 && groups === void 0)
    return void 0;
  if (!mayBeOwn(asked) && labels.some((label) => hosted.test(label)))
    return void 0;
  const inGroup = groupTerms(groups, runner, inventory);
  const byLabel = labelTerms(labels, runner);
  return inGroup === void 0 || byLabel === void 0 ? void 0 : [...inGroup, ...byLabel];
};
var selectedWorkflow = (written) => {
  const at = written.lastIndexOf("@");
  return at < 0 ? { path: written, ref: "" } : { path: written.slice(0, at), ref: written.slice(at + 1) };
};
var admissionTerms = (job, { data: { repository, path } }, runner, inventory) => {
  const group = inventory.runnerGroupOf(runner);
  if (group?.restricted_to_workflows !== true)
    return [];
  const own = `${repository.full_name}/${path}`;
  if (group.selected_workflows === void 0)
    return [`group ${group.name} lets ${own} in`];
  const called = callsOf(job).map((used) => selectedWorkflow(used).path);
  const selected = group.selected_workflows.map(selectedWorkflow).find((each) => [own, ...called].some((name) => same(name, each.path)));
  if (selected === void 0)
    return void 0;
  return selected.ref === "" ? [] : [`it runs as ${selected.path} of ${selected.ref}`];
};
var takesJob = (runner, jobs, file, inventory) => jobs.flatMap((job) => job.runsOn.flatMap((asked) => {
  const terms = termsOf(asked, runner, inventory);
  const admission = terms === void 0 ? void 0 : admissionTerms(job, file, runner, inventory);
  return admission === void 0 ? [] : [[...terms, ...admission]];
})).toSorted((one, other) => one.length - other.length)[0];

export {
  isExpression,
  readWorkflowFile,
  readJobs,
  useOf,
  callsOf,
  isOnlyCalled,
  withCalls,
  loginOf,
  outsiderEvents,
  takesForeignCode,
  isMovable,
  jobTrusts,
  mayBeOwn,
  takenByNewRunner,
  takesJob
};
