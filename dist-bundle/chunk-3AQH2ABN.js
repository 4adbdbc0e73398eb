import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  callsOf,
  isExpression,
  isMovable,
  isOnlyCalled,
  jobTrusts,
  loginOf,
  outsiderEvents,
  readJobs,
  takenByNewRunner,
  takesForeignCode,
  takesJob,
  useOf,
  withCalls
} from "./chunk-KXXFCBDG.js";
import {
  githubRecords
} from "./chunk-AOSYFJ25.js";
import {
  stableJson
} from "./chunk-OVY5I2TM.js";
import {
  aws,
  environmentIn
} from "./chunk-WGK653QS.js";
import {
  awsRecords
} from "./chunk-DAFUAEZY.js";
import {
  membershipTechnique
} from "./chunk-ICMVDIAD.js";
import {
  levelName
} from "./chunk-QBHZ65C6.js";

// ../../work/wt/exports/dist/connectors/github/facts/identity-keys.js
var installationId = (organization2, id) => `orgs/${organization2}/installations/${id}`;
var tokenId = (organization2, id) => `orgs/${organization2}/personal-access-tokens/${id}`;
var requestId = (organization2, id) => `orgs/${organization2}/personal-access-token-requests/${id}`;
var authorizationId = (organization2, id) => `orgs/${organization2}/credential-authorizations/${id}`;
var deployKeyId = (repository2, id) => `repos/${repository2}/keys/${id}`;
var userId = (organization2, login) => `orgs/${organization2}/members/${login}`;
var collaboratorId = (organization2, login) => `orgs/${organization2}/outside_collaborators/${login}`;
var workflowId = (repository2, path, environment2) => `repos/${repository2}/${path}${environment2 === void 0 ? "" : `#environment=${environment2}`}`;
var runnerId = (place2, { id, inherited, runner_group_id: group }) => (
  // The enterprise numbers its runners, the organisation its own: only the group tells them apart.
  `${placePath(place2)}/actions/${inherited === true ? `runner-groups/${group}/` : ""}runners/${id}`
);
var webhookId = (place2, id) => `${placePath(place2)}/hooks/${id}`;
var agentId = (place2) => `${placePath(place2)}/copilot`;
var dependabotId = (organization2) => `orgs/${organization2}/dependabot`;
var placePath = (place2) => `${place2.includes("/") ? "repos" : "orgs"}/${place2}`;

// ../../work/wt/exports/dist/connectors/github/exposures/support.js
var day = 864e5;
var daysBetween = (from, to) => Math.floor((Date.parse(to) - Date.parse(from)) / day);
var dayOf = (time) => time.slice(0, 10);
var evidence = (record, { id }, says, pointer) => ({ record, id, ...pointer === void 0 ? {} : { pointer }, says });
var fixBy = (sentence, ...commands) => [sentence, ...commands].join("\n");
var quoted = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
var plain = (text) => {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return clean.length > 160 ? `${clean.slice(0, 159).replace(/[\ud800-\udbff]$/, "")}\u2026` : clean;
};
var listed = (items) => {
  const parts = (items.length > 5 ? items.slice(0, 4) : items).map(plain);
  if (items.length > 5)
    parts.push(`${items.length - 4} more`);
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
};
var counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

// ../../work/wt/exports/dist/connectors/github/exposures/agents.js
var placeOf = ({ data, id }) => data.repository?.full_name ?? id;
var readBack = (copilot) => copilot.data.level === "organization" ? `gh api ${quoted(`orgs/${placeOf(copilot)}/copilot/coding-agent/permissions`)}` : `gh api ${quoted(`repos/${placeOf(copilot)}/copilot/cloud-agent/configuration`)}`;
var openNames = /^(?:\*+|https?:\/\/\*?\/?|0\.0\.0\.0\/0)$/;
var agentGuardrails = (copilot) => {
  const { data } = copilot;
  const place2 = plain(placeOf(copilot));
  const weak = (key, says, pointer, shows, fix, severity) => ({
    kind: "weak-agent-guardrail",
    key,
    says,
    ...severity === void 0 ? {} : { severity },
    evidence: [evidence("github.copilot", copilot, shows, pointer)],
    fix: fixBy(`Settings, Copilot, Coding agent: ${fix}`, readBack(copilot))
  });
  const found = [];
  if (data.is_firewall_enabled === false)
    found.push(weak("firewall", `The agent of ${place2} may reach every address: its firewall is off`, "/is_firewall_enabled", "the firewall is off", "turn on the firewall with the recommended allow-list.", "high"));
  const open = (data.custom_allowlist ?? []).filter((each) => openNames.test(each.trim()));
  if (data.is_firewall_enabled !== false && open.length > 0)
    found.push(weak("allow-list", `The firewall of the agent of ${place2} lets everything through (${listed(open)})`, "/custom_allowlist", `allows ${listed(open)}`, "name the hosts that the agent needs.", "high"));
  if (data.require_actions_workflow_approval === false)
    found.push(weak("workflow approval", `Workflows run on what the agent of ${place2} pushes without anybody's approval`, "/require_actions_workflow_approval", "no approval for workflow runs", 'turn on "Require approval for workflow runs".'));
  if (data.is_automations_enabled === true && data.require_write_access_for_automation_triggers === false)
    found.push(weak("automation triggers", `People without write access can set off automations of the agent of ${place2}`, "/require_write_access_for_automation_triggers", "automations are on, and their triggers need no write access", "require write access for automation triggers, or turn automations off.", "high"));
  else if (data.is_automations_enabled === true)
    found.push(weak("automations", `Automations start the agent of ${place2}, which may write, without a person`, "/is_automations_enabled", "automations are on", "turn automations off where nobody needs them.", "low"));
  return found;
};
var agentSecrets = (copilot) => (copilot.data.mcp_servers ?? []).flatMap((server, index) => {
  const literal = [...server.env ?? [], ...server.headers ?? []].filter(({ name, value }) => value === "literal" && looksSecret(name)).map(({ name }) => name);
  if (!(server.literal_secret ?? literal.length > 0))
    return [];
  const where = literal.length === 0 ? "its arguments or address" : listed(literal);
  return [
    {
      kind: "literal-secret",
      key: `mcp ${server.name}`,
      says: `The configuration of MCP server ${plain(server.name)} of ${plain(placeOf(copilot))} holds a secret in ${where}`,
      ...server.literal_secret === true ? {} : { confidence: "medium" },
      evidence: [
        evidence("github.copilot", copilot, `${where}: a value, not a reference`, `/mcp_servers/${index}`)
      ],
      fix: 'End the secret at its provider, store a new one as an agent secret named COPILOT_MCP_\u2026, and name that: `"env": { "TOKEN": "$COPILOT_MCP_TOKEN" }`.'
    }
  ];
});
var looksSecret = (name) => /secret|passw|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization|cookie|auth[_-]?key/i.test(name) && !/(?:_id|url|uri|path|file|name)$/i.test(name);

// ../../work/wt/exports/dist/connectors/github/exposures/credentials.js
var supersededCredential = (authorization, organization2) => {
  const { data } = authorization;
  if (data.credential_type !== "personal access token")
    return [];
  const note = data.authorized_credential_note ?? data.authorized_credential_title;
  const scopes = data.scopes ?? [];
  const used2 = data.credential_accessed_at;
  return [
    {
      kind: "superseded-credential",
      key: `${data.credential_id}`,
      says: `Classic token ${note === void 0 || note === null || note === "" ? data.credential_id : plain(note)} of ${plain(data.login)} has ${scopes.length === 0 ? "no scopes that were told" : `${scopes.length === 1 ? "scope" : "scopes"} ${listed(scopes)}`} in everything that its person reaches`,
      // Without one of these it opens nothing that counts.
      ...scopes.length > 0 && !scopes.some((scope) => /^(?:repo|workflow|admin:|write:|delete)/.test(scope)) ? { severity: "low" } : {},
      evidence: [
        evidence("github.credential-authorization", authorization, `classic token, ${used2 === void 0 || used2 === null ? "not known to be used" : `last used on ${dayOf(used2)}`}`, "/credential_type")
      ],
      fix: fixBy("Move what uses it to a GitHub App or a fine-grained token, then end its authorisation; classic tokens can be forbidden under Settings, Personal access tokens.", `gh api --method DELETE ${quoted(`orgs/${organization2}/credential-authorizations/${data.credential_id}`)}`)
    }
  ];
};
var suspendedApp = (installation, organization2) => {
  const { data } = installation;
  if (data.suspended_at === void 0 || data.suspended_at === null)
    return [];
  const by = data.suspended_by?.login;
  return [
    {
      kind: "suspended-but-installed",
      key: "suspended",
      says: `App ${plain(data.app_slug)} is suspended since ${dayOf(data.suspended_at)}, and still installed in ${plain(organization2)}`,
      evidence: [
        evidence("github.app-installation", installation, `suspended on ${dayOf(data.suspended_at)}${by === void 0 ? "" : ` by ${plain(by)}`}`, "/suspended_at")
      ],
      fix: fixBy(`Uninstall it: Settings, GitHub Apps, ${plain(data.app_slug)}, Uninstall. As the app itself:`, `gh api --method DELETE app/installations/${data.id}`)
    }
  ];
};

// ../../work/wt/exports/dist/connectors/github/exposures/policy.js
var privilegedByDefault = (policy) => {
  const { data } = policy;
  const place2 = data.repository?.full_name ?? policy.id;
  const path = `${data.repository === void 0 ? "orgs" : "repos"}/${place2}/actions/permissions`;
  const put = (below, fields) => `gh api --method PUT ${quoted(`${path}/${below}`)} ${fields}`;
  const whose = `${data.repository === void 0 ? "Every workflow of" : "Workflows of"} ${plain(place2)}`;
  const found = [];
  if (data.default_workflow_permissions === "write")
    found.push({
      kind: "privileged-by-default",
      key: "default permissions",
      says: `${whose} may write by default, unless it asks for less`,
      ...data.repository === void 0 ? { severity: "high" } : {},
      evidence: [
        evidence("github.actions-policy", policy, "the default is write", "/default_workflow_permissions")
      ],
      fix: fixBy("Make reading the default (Settings, Actions, General, Workflow permissions), and let each job ask for what it needs.", put("workflow", "--field default_workflow_permissions=read"))
    });
  if (data.can_approve_pull_request_reviews === true)
    found.push({
      kind: "privileged-by-default",
      key: "approve pull requests",
      says: `${whose} may approve pull requests, and so stand in for a required review`,
      evidence: [
        evidence("github.actions-policy", policy, "Actions may create and approve pull requests", "/can_approve_pull_request_reviews")
      ],
      fix: fixBy('Turn off "Allow GitHub Actions to create and approve pull requests".', put("workflow", "--field can_approve_pull_request_reviews=false"))
    });
  const forks = data.fork_pr_workflows_private_repos;
  const given = [
    ...forks?.send_write_tokens_to_workflows === true ? ["a writing token"] : [],
    ...forks?.send_secrets_and_variables === true ? ["secrets"] : []
  ];
  if (forks?.run_workflows_from_fork_pull_requests === true && given.length > 0)
    found.push({
      kind: "untrusted-code",
      key: "forks of private repositories",
      says: `Pull requests of forks of private repositories of ${plain(place2)} run with ${given.join(" and ")}`,
      severity: forks.require_approval_for_fork_pr_workflows === true ? "low" : "medium",
      evidence: [
        evidence("github.actions-policy", policy, `workflows of forks get ${given.join(" and ")}`, "/fork_pr_workflows_private_repos")
      ],
      fix: fixBy("Send neither writing tokens nor secrets to workflows of forks.", put("fork-pr-workflows-private-repos", "--field run_workflows_from_fork_pull_requests=true --field send_write_tokens_to_workflows=false --field send_secrets_and_variables=false --field require_approval_for_fork_pr_workflows=true"))
    });
  return found;
};

// ../../work/wt/exports/dist/connectors/github/facts/inventory.js
var byText = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var organizationOf = (fullName) => fullName.split("/", 1)[0];
var groupedBy = (items, key) => Map.groupBy(items, key);
var fuller = (one, other) => {
  const [a, b] = [stableJson(one.data), stableJson(other.data)];
  return a.length > b.length || a.length === b.length && a > b ? one : other;
};
var createInventoryReader = () => {
  const facts = /* @__PURE__ */ new Map();
  return {
    add: ({ record, id, scope, data }) => {
      let kind = facts.get(record);
      if (kind === void 0) {
        kind = /* @__PURE__ */ new Map();
        facts.set(record, kind);
      }
      const fact = { id, scope, data };
      const known3 = kind.get(`${scope} ${id}`);
      kind.set(`${scope} ${id}`, known3 === void 0 ? fact : fuller(known3, fact));
    },
    finish: () => inventoryOf(facts)
  };
};
var workflowsIn = (facts) => {
  const read = facts.map((fact) => {
    const workflow = fact.data.text === void 0 ? void 0 : readJobs(fact.data.text);
    return workflow === void 0 ? fact : { ...fact, workflow };
  });
  const fileOf = (file) => file.toLowerCase();
  const byFile = new Map(read.map(({ data, workflow }) => [fileOf(`${data.repository.full_name}/${data.path}`), workflow]));
  return read.map((fact) => fact.workflow === void 0 ? fact : {
    ...fact,
    runs: withCalls(fact.workflow, fact.data.repository.full_name, (file) => byFile.get(fileOf(file)))
  });
};
var inventoryOf = (facts) => {
  const sorted = /* @__PURE__ */ new Map();
  const of = (kind) => {
    let found = sorted.get(kind);
    if (found === void 0) {
      found = [...facts.get(kind) ?? []].sort(([a], [b]) => byText(a, b)).map(([, fact]) => fact);
      sorted.set(kind, found);
    }
    return found;
  };
  const repositories = new Map(of("github.repository").map((fact) => [fact.data.full_name, fact]).sort(([a], [b]) => byText(a, b)));
  const byLowerCase = new Map([...repositories].map(([name, fact]) => [name.toLowerCase(), fact]));
  const byOwner = groupedBy([...repositories.values()], ({ data }) => organizationOf(data.full_name));
  const secrets = of("github.secret");
  const ofOrganization = groupedBy(secrets.filter(({ data }) => data.level === "organization"), ({ scope }) => scope);
  const ofRepository = groupedBy(secrets.filter(({ data }) => data.repository !== void 0), ({ data }) => data.repository.full_name);
  const runnersOfOrganization = groupedBy(of("github.runner").filter(({ data }) => data.level === "organization"), ({ scope }) => scope);
  const runnersOfRepository = groupedBy(of("github.runner").filter(({ data }) => data.repository !== void 0), ({ data }) => data.repository.full_name);
  const groups = new Map(of("github.runner-group").map((fact) => [`${fact.scope} ${fact.data.id}`, fact.data]));
  const tokens = new Map(of("github.actions-policy").map(({ scope, data }) => [
    data.repository?.full_name ?? scope,
    data.default_workflow_permissions ?? void 0
  ]));
  const allowed = new Map(of("github.actions-policy").flatMap(({ scope, data }) => {
    const chosen = data.enabled_repositories === "none" ? [] : data.enabled_repository_list;
    return data.repository !== void 0 || chosen === void 0 ? [] : [[scope, new Set(chosen.map(({ id }) => id))]];
  }));
  const isVisible = ({ data }, visibility, selected) => visibility === "all" || visibility === "private" && data.visibility !== "public" || // Selected, and nobody told which: it may be this one.
  visibility === "selected" && (selected === void 0 || selected.some(({ id }) => id === data.id));
  return {
    of,
    repositories,
    repositoryNamed: (name) => byLowerCase.get(name.toLowerCase()),
    organizations: new Map(of("github.organization").map((fact) => [fact.data.login, fact])),
    workflows: groupedBy(workflowsIn(of("github.workflow")), ({ data }) => data.repository.full_name),
    environments: groupedBy(of("github.environment"), ({ data }) => data.repository.full_name),
    repositoriesOf: (organization2) => byOwner.get(organization2) ?? [],
    secretsOf: (name) => {
      const repository2 = repositories.get(name);
      if (repository2 === void 0)
        return ofRepository.get(name) ?? [];
      return [
        ...ofRepository.get(name) ?? [],
        ...(ofOrganization.get(organizationOf(name)) ?? []).filter(({ data }) => isVisible(repository2, data.visibility, data.repositories))
      ];
    },
    runnersOf: (name) => {
      const repository2 = repositories.get(name);
      if (repository2 === void 0)
        return runnersOfRepository.get(name) ?? [];
      return [
        ...runnersOfRepository.get(name) ?? [],
        ...(runnersOfOrganization.get(organizationOf(name)) ?? []).filter(({ scope, data }) => {
          const group = groups.get(`${scope} ${data.runner_group_id}`);
          if (group === void 0)
            return true;
          if (repository2.data.visibility === "public" && group.allows_public_repositories === false)
            return false;
          return isVisible(repository2, group.visibility, group.repositories);
        })
      ];
    },
    runnerGroupOf: ({ scope, data }) => groups.get(`${scope} ${data.runner_group_id}`),
    runsJobs: (name) => {
      const { archived, disabled, id } = repositories.get(name)?.data ?? {};
      return archived !== true && disabled !== true && (id === void 0 || allowed.get(organizationOf(name))?.has(id) !== false);
    },
    defaultToken: (name) => tokens.get(name) ?? tokens.get(organizationOf(name))
  };
};

// ../../work/wt/exports/dist/connectors/github/facts/protection.js
var isGuarded = (what) => {
  if (what == null)
    return false;
  if ("repository" in what)
    return environmentGuard(what) !== void 0;
  return what.restricts_pushes === true || what.requires_approving_reviews === true && what.required_approving_review_count !== 0 || (what.rules ?? []).some((rule) => rule === "PULL_REQUEST" || rule === "UPDATE");
};
var environmentGuards = (environment2) => {
  if (environment2 === void 0)
    return [];
  const { name, reviewers = [], custom_rules: rules = [], deployment_branch_policy: policy } = environment2;
  const free = policy?.custom_branch_policies === true && (environment2.branch_policies ?? []).some((each) => each.name === "*");
  return [
    ...reviewers.length > 0 ? [{ by: "reviewers", clause: `a reviewer of environment ${name} approves` }] : [],
    ...rules.map((rule) => ({ by: "app", clause: `${rule} lets it into environment ${name}` })),
    ...policy == null || free ? [] : [{ by: "branch", clause: `the branch may deploy to environment ${name}` }]
  ];
};
var environmentGuard = (environment2) => environmentGuards(environment2)[0]?.clause;
var pullRequests = ["pull_request", "pull_request_target", "pull_request_review", "merge_group"];
var startsOnPullRequest = (workflow) => pullRequests.some((event) => workflow?.events.has(event) === true);
var runsOnBranches = (workflow, main) => {
  const push = workflow?.events.get("push");
  if (push === void 0)
    return false;
  const branches = Array.isArray(push.branches) ? push.branches : push.branches === void 0 ? [] : [push.branches];
  if (branches.length === 0)
    return push.tags === void 0;
  return branches.some((branch2) => branch2 !== main);
};

// ../../work/wt/exports/dist/connectors/github/federation/cloud-keys.js
var known = [
  {
    // The id alone opens nothing: it is the secret half that counts.
    name: /(?:^|_)AWS_(?:\w+_)?SECRET_(?:ACCESS_)?KEY(?:_|$)|(?:^|_)AWS_(?:SECRET|CREDENTIALS)(?:_(?!NAME|ARN|ID)|$)/,
    issuer: "AWS",
    kind: "cloud",
    provider: "aws",
    setUp: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws"
  },
  {
    name: /(?:^|_)(?:AZURE|ARM|AZ)_(?:\w+_)?(?:CLIENT_SECRET|CREDENTIALS?|PASSWORD)(?:_|$)/,
    issuer: "Azure",
    kind: "cloud",
    provider: "azure",
    setUp: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure"
  },
  {
    name: /(?:^|_)(?:GCP|GCLOUD|GOOGLE|GKE)_(?:\w+_)?(?:SA_KEY|SERVICE_ACCOUNT_(?:KEY|JSON)|CREDENTIALS?(?:_JSON)?|SA_JSON|AUTH_JSON|JSON_KEY)(?:_|$)|^GCP_KEY$|^GCLOUD_AUTH$/,
    issuer: "Google Cloud",
    kind: "cloud",
    provider: "gcp",
    setUp: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-google-cloud-platform"
  },
  {
    name: /(?:^|_)VAULT_(?:\w+_)?(?:TOKEN|SECRET_ID)(?:_|$)/,
    issuer: "HashiCorp Vault",
    kind: "cloud",
    setUp: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-hashicorp-vault"
  },
  {
    name: /^(?:NPM|NPMJS)_(?:\w+_)?TOKEN$/,
    issuer: "npm",
    kind: "registry",
    setUp: "https://docs.npmjs.com/trusted-publishers"
  },
  {
    name: /^(?:TEST_)?PYPI_(?:\w+_)?(?:TOKEN|PASSWORD)$|^PYPI_TOKEN_\w+$/,
    issuer: "PyPI",
    kind: "registry",
    setUp: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-pypi"
  },
  {
    name: /^(?:JFROG|ARTIFACTORY|JF)_(?:\w+_)?(?:TOKEN|PASSWORD|API_KEY)$/,
    issuer: "JFrog",
    kind: "registry",
    setUp: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-jfrog"
  }
];
var keyOfName = (secret) => known.find(({ name }) => name.test(secret.toUpperCase()));

// ../../work/wt/exports/dist/connectors/github/federation/stored-keys.js
var wordsOf = (text) => text.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word.length > 1 && !common.has(word));
var common = /* @__PURE__ */ new Set([
  "aws",
  "azure",
  "arm",
  "gcp",
  "google",
  "gke",
  "secret",
  "access",
  "key",
  "id",
  "credentials",
  "client",
  "password",
  "auth",
  "json",
  "sa",
  "token",
  "the"
]);
var accounts = /\b\d{12}\b|arn:aws[\w-]*:iam::\d{12}:[\w/+=,.@-]+/g;
var ofDependabot = [
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "push",
  "create",
  "deployment",
  "deployment_status"
];
var readersOf = {
  // https://docs.github.com/en/actions/reference/security/secrets
  actions: ({ data }, repository2, jobs, { inventory, places, indexOf, choosersOf }) => {
    const nodes = places.get(repository2);
    const guard = environmentGuard((inventory.environments.get(repository2) ?? []).find(({ data: { name } }) => same(name, data.environment))?.data);
    return [
      { node: guard === void 0 ? nodes.workflows : nodes.control },
      ...jobs.map(({ id, environment: environment2 }) => ({
        node: indexOf(id),
        assumes: data.environment !== void 0 && isExpression(environment2) ? [`${environment2} names ${data.environment}`, ...guard === void 0 ? [] : [guard]] : []
      })),
      ...data.visibility === "selected" && data.level === "organization" ? [
        {
          node: choosersOf(organizationOf(repository2)),
          assumes: ["it can push to a repository that it lets use the secret"]
        }
      ] : []
    ];
  },
  // https://docs.github.com/en/code-security/dependabot/working-with-dependabot/configuring-access-to-private-registries-for-dependabot
  dependabot: (_, repository2, jobs, { inventory, places, indexOf }) => {
    const nodes = places.get(repository2);
    const { default_branch: main, protection } = inventory.repositories.get(repository2).data;
    return [
      { node: indexOf(dependabotId(organizationOf(repository2))) },
      { node: nodes.control },
      ...nodes.merge === void 0 ? [] : [{ node: nodes.merge.code }],
      {
        // Its configuration says to which address it takes a secret.
        node: nodes.push,
        assumes: isGuarded(protection) ? [`a change of the protected branch ${main ?? "main"} is let in`] : []
      },
      ...jobs.filter(({ file }) => ofDependabot.some((event) => file.workflow?.events.has(event) === true)).map(({ id }) => ({ node: indexOf(id), assumes: ["Dependabot starts it"] }))
    ];
  },
  // https://docs.github.com/en/copilot/how-tos/copilot-on-github/customize-copilot/customize-cloud-agent/configure-secrets-and-variables
  agents: (_, repository2, _jobs, { inventory, places, indexOf }) => {
    const agent = agentOf(inventory, repository2);
    return agent === void 0 ? [] : [
      { node: indexOf(agent) },
      { node: places.get(repository2).push, assumes: ["the agent does what its task tells it to"] }
    ];
  },
  // https://docs.github.com/en/codespaces/managing-codespaces-for-your-organization/managing-development-environment-secrets-for-your-repository-or-organization
  codespaces: (_, repository2, _jobs, { writersOf: writersOf2 }) => [
    { node: writersOf2(repository2), assumes: ["it may have a codespace there: that policy is not read"] }
  ]
};
var agentOf = (inventory, repository2) => {
  const facts = inventory.of("github.copilot");
  if (facts.some(({ data }) => data.repository?.full_name === repository2))
    return agentId(repository2);
  const owner = organizationOf(repository2);
  const works = facts.some(({ scope, data }) => data.repository === void 0 && scope === owner && (data.enabled_repositories === "all" || data.enabled_repositories === "selected" && data.repositories?.some(({ full_name }) => full_name === repository2) !== false));
  return works ? agentId(owner) : void 0;
};
var storedKeysOf = (readers) => {
  const { inventory, groups, places } = readers;
  const jobsOf = Map.groupBy(groups, ({ repository: repository2 }) => repository2);
  return [...places.keys()].flatMap((name) => inventory.secretsOf(name).flatMap((secret) => {
    const provider = keyOfName(secret.data.name)?.provider;
    if (provider === void 0)
      return [];
    const key = keyOf(secret, name, provider, inventory);
    if (!inventory.runsJobs(name))
      return [{ ...key, node: places.get(name).control }];
    const users = (jobsOf.get(name) ?? []).filter((group) => uses(group, secret));
    return readersOf[secret.data.kind](secret, name, users, readers).flatMap(({ node, assumes = [] }) => node === void 0 ? [] : [{ ...key, node, ...assumes.length === 0 ? {} : { assumes } }]);
  }));
};
var same = (one, other) => one.toLowerCase() === other?.toLowerCase();
var uses = ({ secrets, environment: environment2 }, { data }) => (data.environment === void 0 || same(data.environment, environment2) || isExpression(environment2)) && (secrets.includes("*") || secrets.includes(data.name.toUpperCase()));
var keyOf = ({ scope, data }, repository2, provider, inventory) => {
  const place2 = data.repository?.full_name ?? scope;
  const files = inventory.workflows.get(repository2) ?? [];
  const texts = files.flatMap(({ data: file }) => file.text?.includes(data.name) === true ? [file.text] : []);
  return {
    label: `${data.kind === "actions" ? "" : `${data.kind} `}secret ${data.name} of ${place2}${data.environment === void 0 ? "" : `, environment ${data.environment}`}`,
    provider,
    ...data.updated_at == null ? {} : { setAt: data.updated_at },
    hints: [
      .../* @__PURE__ */ new Set([
        ...wordsOf(data.name),
        ...data.environment === void 0 ? [] : wordsOf(data.environment),
        ...wordsOf(repository2.slice(repository2.indexOf("/") + 1))
      ])
    ].sort(),
    names: [...new Set(texts.flatMap((text) => text.match(accounts) ?? []))].sort()
  };
};

// ../../work/wt/exports/dist/connectors/github/federation/private-registries.js
var hosts = [
  {
    host: /\.codeartifact\.[\w-]+\.amazonaws\.com$|\.ecr\.[\w-]+\.amazonaws\.com$/,
    issuer: "AWS",
    provider: "aws"
  },
  { host: /\.azurecr\.io$/, issuer: "Azure", provider: "azure" },
  // Opened by tokens of Azure DevOps, which are of nobody in the directory.
  { host: /\.pkgs\.visualstudio\.com$|^pkgs\.dev\.azure\.com$/, issuer: "Azure" },
  { host: /\.pkg\.dev$|(?:^|\.)gcr\.io$/, issuer: "Google Cloud", provider: "gcp" },
  { host: /\.jfrog\.io$/, issuer: "JFrog" },
  { host: /\.cloudsmith\.(?:io|com)$/, issuer: "Cloudsmith" }
];
var hostOf = (url) => /^(?:[a-z+]+:\/\/)?([^/:?#]+)/i.exec(url ?? "")?.[1]?.toLowerCase() ?? "";
var federatingHost = (host) => hosts.find((each) => each.host.test(host));
var isStatic = ({ data }) => data.auth_type === "token" || data.auth_type === "username_password";
var entersAs = ({ data }) => {
  const as = (name, scope) => name == null ? void 0 : { name, ...scope == null ? {} : { scope } };
  switch (data.auth_type) {
    case "oidc_aws":
      return as(data.role_name, data.account_id);
    case "oidc_azure":
      return as(data.client_id);
    case "oidc_gcp":
      return as(data.service_account);
    default:
      return void 0;
  }
};
var registryOffers = (inventory, indexOf, offer) => inventory.of("github.private-registry").flatMap((registry) => {
  const { scope, data } = registry;
  const node = indexOf(dependabotId(scope));
  const only = entersAs(registry);
  if (node === void 0 || only === void 0)
    return [];
  return inventory.repositoriesOf(scope).filter((each) => each.data.archived !== true && (data.visibility !== "private" || each.data.visibility !== "public")).map((each) => {
    const name = each.data.full_name;
    const ref = `refs/heads/${each.data.default_branch ?? "main"}`;
    const further = {
      event_name: "dynamic",
      actor: "dependabot[bot]",
      job_workflow_ref: "*",
      ...data.audience == null ? {} : { aud: data.audience }
    };
    const context = { context: `ref:${ref}`, claims: { ref, ref_type: "branch" } };
    const assumes = data.visibility === "all" || data.visibility === "private" ? [] : [`registry ${data.name} is open to ${name}, which was not read`];
    return { ...offer(node, name, context, further, [], assumes), only };
  });
});
var registryKeys = (inventory, indexOf) => inventory.of("github.private-registry").flatMap((registry) => {
  const { scope, data } = registry;
  const host = hostOf(data.url);
  const provider = federatingHost(host)?.provider;
  const node = indexOf(dependabotId(scope));
  if (!isStatic(registry) || provider === void 0 || node === void 0)
    return [];
  return [
    {
      node,
      label: `private registry ${data.name} of ${scope}`,
      provider,
      ...data.updated_at == null ? {} : { setAt: data.updated_at },
      hints: [.../* @__PURE__ */ new Set([...wordsOf(data.name), ...wordsOf(data.username ?? "")])].sort(),
      names: host.match(/\b\d{12}\b/g) ?? []
    }
  ];
});

// ../../work/wt/exports/dist/connectors/github/exposures/registries.js
var staticRegistry = (registry, organization2) => {
  const { data } = registry;
  if (!isStatic(registry))
    return [];
  const host = hostOf(data.url);
  const issuer = federatingHost(host)?.issuer;
  if (issuer === void 0)
    return [];
  return [
    {
      kind: "key-instead-of-federation",
      key: `registry ${data.name}`,
      says: `Private registry ${plain(data.name)} of ${plain(organization2)} is opened with a stored ${data.auth_type === "token" ? "token" : "password"}, though ${issuer} takes tokens of GitHub`,
      confidence: "high",
      evidence: [
        evidence("github.private-registry", registry, `${plain(data.auth_type ?? "")} at ${plain(host)}`, "/auth_type")
      ],
      fix: `Settings, Advanced Security, Private registries, ${plain(data.name)}: choose OIDC, then end the stored ${data.auth_type === "token" ? "token" : "password"} at ${issuer}.`
    }
  ];
};

// ../../work/wt/exports/dist/connectors/github/exposures/runners.js
var placeOfRunner = (inventory, { scope, data }) => {
  const group = inventory.of("github.runner-group").find((each) => each.scope === scope && each.data.id === data.runner_group_id);
  return {
    organization: scope,
    ...data.level === "repository" || group === void 0 ? {} : { group },
    publicRepositories: inventory.repositoriesOf(scope).filter((each) => each.data.visibility === "public" && each.data.archived !== true).map((each) => each.data.full_name)
  };
};
var publicRepositoriesOf = (inventory, runner) => reachedBy(runner, placeOfRunner(inventory, runner));
var reachedBy = ({ data }, { group, publicRepositories }) => {
  if (data.level === "repository")
    return publicRepositories.filter((name) => name === data.repository?.full_name);
  if (group === void 0 || group.data.allows_public_repositories !== true)
    return [];
  if (group.data.visibility === "private")
    return [];
  const chosen = group.data.visibility === "selected" && group.data.repositories !== void 0 ? new Set(group.data.repositories.map(({ full_name }) => full_name)) : void 0;
  const named = group.data.restricted_to_workflows === true && group.data.selected_workflows !== void 0 ? group.data.selected_workflows.map((each) => each.toLowerCase()) : void 0;
  return publicRepositories.filter((name) => (chosen?.has(name) ?? true) && (named?.some((each) => each.startsWith(`${name.toLowerCase()}/`)) ?? true));
};
var openHost = (inventory, runner) => {
  const { data } = runner;
  if (data.ephemeral === true)
    return [];
  const place2 = placeOfRunner(inventory, runner);
  const reached = reachedBy(runner, place2);
  if (reached.length === 0)
    return [];
  const { group, organization: organization2 } = place2;
  const limited = group?.data.restricted_to_workflows === true;
  const known3 = data.ephemeral === false;
  return [
    {
      kind: "open-host",
      key: "public repositories",
      says: `Runner ${plain(data.name)} ${known3 ? "keeps its state between jobs" : "is not known to be ephemeral"} and takes jobs of public ${reached.length === 1 ? "repository" : "repositories"} ${listed(reached)}${limited ? ", though of named workflows only" : ""}`,
      ...limited ? { severity: "medium" } : {},
      ...known3 ? {} : { confidence: "low" },
      evidence: [
        evidence("github.runner", runner, known3 ? "not ephemeral" : "not said to be ephemeral", known3 ? "/ephemeral" : void 0),
        ...group === void 0 || data.level === "repository" ? [] : [
          evidence("github.runner-group", group, `group ${plain(group.data.name)} may be used by public repositories`, "/allows_public_repositories")
        ]
      ],
      fix: data.level === "repository" || group === void 0 ? fixBy("Use runners of GitHub for the public repository, or register the runner for one job each (./config.sh --ephemeral).", ...data.repository === void 0 ? [] : [
        `gh api --method DELETE ${quoted(`repos/${data.repository.full_name}/actions/runners/${data.id}`)}`
      ]) : fixBy("Keep the group from public repositories, and register runners for one job each (./config.sh --ephemeral).", `gh api --method PATCH ${quoted(`orgs/${organization2}/actions/runner-groups/${group.data.id}`)} --field allows_public_repositories=false`)
    }
  ];
};

// ../../work/wt/exports/dist/connectors/github/exposures/secrets.js
var appOf = {
  actions: "actions",
  dependabot: "dependabot",
  codespaces: "codespaces",
  agents: "agents"
};
var nameOf = ({ data }, organization2) => {
  const of = data.repository?.full_name ?? organization2;
  const kind = data.kind === "actions" ? "" : `${data.kind} `;
  const within = data.environment === void 0 ? "" : `, environment ${plain(data.environment)}`;
  return `${kind}secret ${plain(data.name)} of ${plain(of)}${within}`;
};
var upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1);
var placeOf2 = ({ data }, organization2) => [
  data.repository === void 0 ? `--org ${quoted(organization2)}` : `--repo ${quoted(data.repository.full_name)}`,
  ...data.environment === void 0 ? [] : [`--env ${quoted(data.environment)}`],
  ...data.kind === "actions" ? [] : [`--app ${appOf[data.kind]}`]
].join(" ");
var widelyVisibleSecret = (secret, organization2, repositories) => {
  const { data } = secret;
  if (data.level !== "organization" || data.visibility !== "all" && data.visibility !== "private")
    return [];
  const all = data.visibility === "all";
  const count = all ? repositories.all : repositories.private;
  const whose = all ? "every repository" : "every private and internal repository";
  return [
    {
      kind: "widely-visible-secret",
      key: `${data.kind}/${data.name}`,
      says: `${upperFirst(nameOf(secret, organization2))} can be used by ${whose}${count > 0 ? ` (${counted(count, "repository", "repositories")})` : ""}`,
      ...all ? {} : { severity: "low" },
      evidence: [evidence("github.secret", secret, `visible to ${all ? "all" : "private"}`, "/visibility")],
      fix: fixBy("Let only the repositories use it that need it; better, move it to their protected environments.", `gh secret set ${quoted(data.name)} ${placeOf2(secret, organization2)} --visibility selected --repos REPOSITORY < new-secret`)
    }
  ];
};
var staleSecret = (secret, organization2, collectedAt, secretAgeDays) => {
  const { data } = secret;
  const written = data.updated_at ?? data.created_at;
  if (written === void 0 || written === null)
    return [];
  const age = daysBetween(written, collectedAt);
  if (age <= secretAgeDays)
    return [];
  return [
    {
      kind: "stale-secret",
      key: [data.kind, ...data.environment === void 0 ? [] : [data.environment], data.name].join("/"),
      // Not how many days: it would be another finding every day.
      says: `${upperFirst(nameOf(secret, organization2))} was last written on ${dayOf(written)}`,
      evidence: [
        evidence("github.secret", secret, `last written on ${dayOf(written)}; the policy allows ${counted(secretAgeDays, "day")}`, data.updated_at === void 0 || data.updated_at === null ? "/created_at" : "/updated_at")
      ],
      fix: fixBy("Issue a new credential at its provider, store it, and end the old one.", `gh secret set ${quoted(data.name)} ${placeOf2(secret, organization2)} < new-secret`)
    }
  ];
};

// ../../work/wt/exports/dist/connectors/github/exposures/static-keys.js
var federatedIssuers = ({ jobs }) => jobs.flatMap(({ permissions, steps }) => permissions?.get("id-token") !== "write" ? [] : steps.flatMap((step) => {
  const login = loginOf(step);
  return login !== void 0 && !login.key.some((input) => step.with.has(input)) && login.federated.some((input) => step.with.has(input)) ? [login.issuer] : [];
}));
var staticLogin = (record, workflow, federated, reported) => workflow.jobs.flatMap((job) => job.steps.flatMap((step) => {
  const login = loginOf(step);
  const input = login?.key.find((each) => step.with.has(each));
  if (login === void 0 || input === void 0)
    return [];
  const [, secret] = /\bsecrets\.([A-Za-z_]\w*)/.exec(step.with.get(input) ?? "") ?? [];
  if (secret !== void 0 && reported.has(secret.toUpperCase()))
    return [];
  const repository2 = record.data.repository.full_name;
  return [
    {
      kind: "key-instead-of-federation",
      key: `${job.name} ${login.issuer}`,
      says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(repository2)} enters ${login.issuer} with a stored key${federated.has(login.issuer) ? `, although the repository already uses federation with ${login.issuer}` : ""}`,
      confidence: "high",
      evidence: [
        evidence("github.workflow", record, `step ${step.number} of job ${plain(job.name)} sets ${input}`, "/text")
      ],
      fix: `Let ${login.issuer} trust the job's tokens, give the job \`id-token: write\`, replace ${input} by ${login.federated[0] ?? "the JWT method"}, and delete the key.`
    }
  ];
}));
var staticKey = (secret, organization2, federated) => {
  const { data } = secret;
  const ofDependabot2 = data.kind === "dependabot";
  const known3 = data.kind === "actions" || ofDependabot2 ? keyOfName(data.name) : void 0;
  if (known3 === void 0 || ofDependabot2 && known3.kind !== "cloud")
    return [];
  const already = federated.has(known3.issuer);
  const place2 = data.repository?.full_name ?? organization2;
  const flags = [
    data.repository === void 0 ? `--org ${quoted(organization2)}` : `--repo ${quoted(place2)}`,
    ...data.environment === void 0 ? [] : [`--env ${quoted(data.environment)}`],
    ...ofDependabot2 ? ["--app dependabot"] : []
  ].join(" ");
  return [
    {
      kind: "key-instead-of-federation",
      key: [
        ...ofDependabot2 ? [data.kind] : [],
        ...data.environment === void 0 ? [] : [data.environment],
        data.name
      ].join("/"),
      says: `${ofDependabot2 ? "Dependabot secret" : "Secret"} ${plain(data.name)} of ${plain(place2)} is by its name a static key for ${known3.issuer}${already ? `, although workflows there already use federation with ${known3.issuer}` : ", which takes tokens of GitHub instead"}`,
      ...ofDependabot2 || known3.kind === "registry" && !already ? { severity: "low" } : {},
      evidence: [evidence("github.secret", secret, `is named ${plain(data.name)}`, "/name")],
      fix: fixBy(ofDependabot2 ? `Let ${known3.issuer} trust the tokens of Dependabot's jobs, name the role in .github/dependabot.yml in place of user and password, end the key, and delete the secret.` : `Let ${known3.issuer} trust the tokens of the workflow (${known3.setUp}), end the key there, and delete the secret.`, `gh secret delete ${quoted(data.name)} ${flags}`)
    }
  ];
};

// ../../work/wt/exports/dist/connectors/github/exposures/webhooks.js
var unprotectedDelivery = (webhook, organization2) => {
  const { data } = webhook;
  if (data.active === false)
    return [];
  const base = data.repository === void 0 ? `orgs/${organization2}/hooks/${data.id}/config` : `repos/${data.repository.full_name}/hooks/${data.id}/config`;
  const patch = (...fields) => `gh api --method PATCH ${quoted(base)} ${fields.map((each) => `--field ${each}`).join(" ")}`;
  const receiver = /^[a-z]+:\/\/([^/?#]+)/i.exec(data.url ?? "")?.[1] ?? "its receiver";
  const which = `Webhook ${data.id} of ${plain(data.repository?.full_name ?? organization2)} to ${plain(receiver)}`;
  const found = [];
  if (!data.has_secret)
    found.push({
      kind: "unprotected-delivery",
      key: "secret",
      says: `${which} has no secret: its receiver cannot tell GitHub's messages from others'`,
      evidence: [evidence("github.webhook", webhook, "no secret is set", "/has_secret")],
      fix: fixBy("Set a secret, and let the receiver check X-Hub-Signature-256.", patch('secret="$SECRET"'))
    });
  if (/^http:\/\//i.test(data.url ?? ""))
    found.push({
      kind: "unprotected-delivery",
      key: "http",
      says: `${which} is sent over plain HTTP`,
      evidence: [evidence("github.webhook", webhook, "its address begins with http:", "/url")],
      fix: fixBy("Give it an https address.", patch("url=https://ADDRESS"))
    });
  else if (data.insecure_ssl === true)
    found.push({
      kind: "unprotected-delivery",
      key: "insecure-ssl",
      says: `${which} does not check the receiver's certificate`,
      evidence: [evidence("github.webhook", webhook, "certificates are not checked", "/insecure_ssl")],
      fix: fixBy("Turn on the check of the receiver's certificate.", patch("insecure_ssl=0"))
    });
  if (data.url_holds_credentials === true)
    found.push({
      kind: "literal-secret",
      key: "address",
      says: `The address of webhook ${data.id} of ${plain(data.repository?.full_name ?? organization2)} holds a user, a password or a query that may be a token`,
      severity: "medium",
      confidence: "low",
      evidence: [
        evidence("github.webhook", webhook, "user, password or query of the address were left out", "/url_holds_credentials")
      ],
      fix: fixBy("Let the receiver check the signature instead, and end the token.", patch("url=https://ADDRESS", 'secret="$SECRET"'))
    });
  return found;
};

// ../../work/wt/exports/dist/connectors/github/exposures/contexts.js
var opennessOf = ({ data }) => {
  if (data.reviewers === void 0 || data.reviewers.length > 0)
    return void 0;
  if ((data.custom_rules ?? []).length > 0)
    return void 0;
  const policy = data.deployment_branch_policy;
  if (policy === void 0)
    return void 0;
  if (policy === null)
    return "no required reviewers and no limit on branches";
  if (!policy.custom_branch_policies)
    return void 0;
  return data.branch_policies?.some(({ name }) => /^\*+(?:\/\*+)?$/.test(name)) === true ? "no required reviewers, and a limit on branches that all of them pass" : void 0;
};
var stakesOf = (jobs, own2) => {
  const federating = jobs.filter(({ permissions }) => permissions?.get("id-token") === "write");
  const named = jobs.flatMap(({ secrets: secrets2 }) => secrets2).filter((name) => name !== "*");
  const secrets = [.../* @__PURE__ */ new Set([...own2, ...named])].sort();
  return [
    ...federating.length === 0 ? [] : [`tokens for clouds in ${listed(federating.map(({ name }) => name).sort())}`],
    ...secrets.length === 0 ? jobs.some((job) => job.secrets.includes("*")) ? ["all secrets"] : [] : [`${secrets.length === 1 ? "secret" : "secrets"} ${listed(secrets)}`]
  ].join(" and ");
};
var protect = (repository2, environment2) => fixBy(`Require a reviewer and limit the branches: Settings, Environments, ${plain(environment2)}.`, `gh api --method PUT ${quoted(`repos/${repository2}/environments/${encodeURIComponent(environment2)}`)} --input - <<< '{"reviewers":[{"type":"Team","id":TEAM}],"prevent_self_review":true,"deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}}'`);
var unprotectedContexts = (record, workflow, { repository: repository2, environments, complete, secrets, openBranch }) => {
  const named = Map.groupBy(workflow.jobs.filter(({ environment: environment2 }) => environment2 !== void 0 && !isExpression(environment2)), ({ environment: environment2 }) => environment2);
  const found = [...named].sort(([one], [other]) => one < other ? -1 : 1).flatMap(([name, jobs]) => {
    if (environments === void 0)
      return [];
    const known3 = environments.get(name.toLowerCase());
    if (known3 === void 0 && !complete)
      return [];
    const why = known3 === void 0 ? "no settings: the first run makes it, without protection" : opennessOf(known3);
    const stakes = stakesOf(jobs, secrets.get(name.toLowerCase()) ?? []);
    if (why === void 0 || stakes === "")
      return [];
    const uses2 = evidence("github.workflow", record, `${jobs.length === 1 ? "job" : "jobs"} ${listed(jobs.map((job) => job.name))} run in ${plain(name)}`, "/text");
    return [
      {
        kind: "unprotected-context",
        key: `environment ${name.toLowerCase()}`,
        says: `Environment ${plain(name)} of ${plain(repository2)} has ${why}; on it hang ${stakes}`,
        evidence: known3 === void 0 ? [uses2] : [evidence("github.environment", known3, `has ${why}`), uses2],
        fix: protect(repository2, name)
      }
    ];
  });
  const outside = workflow.jobs.filter(({ environment: environment2, permissions, secrets: used2 }) => environment2 === void 0 && (used2.length > 0 || permissions?.get("id-token") === "write"));
  if (openBranch === void 0 || outside.length === 0)
    return found;
  const branch2 = openBranch.data.default_branch ?? "the default branch";
  return [
    ...found,
    {
      kind: "unprotected-context",
      key: "branch",
      says: `Branch ${plain(branch2)} of ${plain(repository2)} has no protection; on it hang ${stakesOf(outside, [])} of ${plain(record.data.path)}`,
      severity: "low",
      evidence: [
        evidence("github.repository", openBranch, `branch ${plain(branch2)} has no protection`, "/protection"),
        evidence("github.workflow", record, `${listed(outside.map(({ name }) => name))} outside of an environment`, "/text")
      ],
      fix: "Let a ruleset require a pull request with a review for the branch (Settings, Rules, Rulesets), and move the jobs to a protected environment."
    }
  ];
};

// ../../work/wt/exports/dist/connectors/github/exposures/literals.js
var literalSecret = (record) => {
  const { blanked = 0, path, repository: repository2 } = record.data;
  if (blanked === 0)
    return [];
  return [
    {
      kind: "literal-secret",
      key: "workflow",
      says: `${plain(path)} of ${plain(repository2.full_name)} holds ${blanked === 1 ? "a text that looks like a secret" : `${blanked} texts that look like secrets`}`,
      evidence: [
        evidence("github.workflow", record, `${counted(blanked, "place")} blanked: [blanked] stands for ${blanked === 1 ? "it" : "them"}`, "/text")
      ],
      fix: [
        "Take it for known: end it at its provider first. Then store a new one as a secret, and name that in the workflow as `${{ secrets.NAME }}`.",
        `gh secret set NAME --repo ${repository2.full_name} < new-secret`
      ].join("\n")
    }
  ];
};

// ../../work/wt/exports/dist/connectors/github/exposures/privileges.js
var strongScopes = /* @__PURE__ */ new Set([
  "actions",
  "attestations",
  "contents",
  "deployments",
  "packages",
  "pages"
]);
var heldBy = ({ permissions, secrets }, { defaultPermissions }) => {
  const writes = permissions === void 0 ? defaultPermissions === "write" ? ["contents: write"] : [] : [...permissions].filter(([scope, access]) => access === "write" && scope !== "id-token").map(([scope]) => `${scope}: write`).sort();
  const federates = permissions?.get("id-token") === "write";
  const words = [
    ...secrets.length === 0 ? [] : secrets.includes("*") ? ["all secrets"] : [`${secrets.length === 1 ? "secret" : "secrets"} ${listed(secrets)}`],
    ...federates ? ["tokens for clouds (id-token: write)"] : [],
    ...writes.length === 0 ? [] : [permissions === void 0 ? "a token that may write by default" : listed(writes)]
  ];
  return {
    writes,
    secrets,
    federates,
    perhapsWrites: permissions === void 0 && defaultPermissions === void 0,
    strong: federates || secrets.length > 0 || writes.some((each) => strongScopes.has(each.replace(/:.*$/, ""))),
    words: words.join(", ")
  };
};
var holdsAny = ({ words }) => words !== "";
var looksGuarded = ({ conditions }) => /author_association|github\.actor\b|github\.triggering_actor|\.user\.login|head\.repo\.(?:full_name|fork|owner)|head_repository\.(?:full_name|owner)|labels?\b.*\bname/.test(conditions);

// ../../work/wt/exports/dist/connectors/github/exposures/unpinned.js
var isOfOther = (used2, owner) => isMovable(used2) && !used2.toLowerCase().startsWith(`${owner.toLowerCase()}/`);
var partsOf = (used2) => {
  const at2 = used2.lastIndexOf("@");
  const name = at2 < 0 ? used2 : used2.slice(0, at2);
  return {
    name,
    version: at2 < 0 ? "" : used2.slice(at2 + 1),
    repository: name.split("/").slice(0, 2).join("/")
  };
};
var unpinnedCode = (record, workflow, surroundings) => {
  const [owner = ""] = surroundings.repository.split("/");
  const uses2 = workflow.jobs.flatMap((job) => {
    const held = heldBy(job, surroundings);
    if (!holdsAny(held))
      return [];
    return [...callsOf(job).slice(0, 1), ...job.steps.flatMap((step) => step.uses ?? [])].filter((used2) => isOfOther(used2, owner)).map((used2) => ({ used: used2, job: job.name.split(" / ", 1)[0], held }));
  });
  return [...Map.groupBy(uses2, ({ used: used2 }) => used2)].sort(([one], [other]) => one < other ? -1 : 1).map(([used2, found]) => {
    const { name, version, repository: repository2 } = partsOf(used2);
    const jobs = [...new Set(found.map(({ job }) => job))].sort();
    const strong = found.some(({ held }) => held.strong);
    return {
      kind: "unpinned-code",
      key: used2.toLowerCase(),
      says: `${plain(used2)} is not pinned to a commit in ${plain(record.data.path)} of ${plain(surroundings.repository)}, where ${jobs.length === 1 ? "job" : "jobs"} ${listed(jobs)} ${jobs.length === 1 ? "holds" : "hold"} ${(found.find(({ held }) => held.strong) ?? found[0]).held.words}`,
      severity: strong ? "medium" : "low",
      evidence: jobs.slice(0, 5).map((job) => evidence("github.workflow", record, `job ${plain(job)} uses ${plain(used2)}`, "/text")),
      fix: used2.startsWith("docker://") ? "Name the image by its digest: `docker://IMAGE@sha256:\u2026`." : fixBy(`Name the full commit in place of ${version === "" ? "nothing" : plain(version)}, with the version as a comment: \`uses: ${plain(name)}@<commit> # ${plain(version)}\`.`, `gh api ${quoted(`repos/${repository2}/commits/${version}`)} --jq .sha`)
    };
  });
};

// ../../work/wt/exports/dist/connectors/github/exposures/untrusted.js
var takesArtifact = ({ uses: uses2 = "", run = "", with: given }) => /^actions\/download-artifact@/.test(uses2) && given.has("run-id") || /^dawidd6\/action-download-artifact@/.test(uses2) || /\bgh\s+run\s+download\b|listWorkflowRunArtifacts|downloadArtifact/.test(`${run} ${given.get("script") ?? ""}`);
var untrustedField = /github\s*\.\s*(?:head_ref|event\s*\.\s*(?:issue\s*\.\s*(?:title|body)|pull_request\s*\.\s*(?:title|body|head\s*\.\s*(?:ref|label|repo\s*\.\s*default_branch))|(?:comment|review|review_comment)\s*\.\s*body|discussion\s*\.\s*(?:title|body)|pages\b[^}]*page_name|(?:head_commit|commits\b[^}]*|workflow_run\s*\.\s*head_commit)\s*\.\s*(?:message|author\s*\.\s*(?:email|name))|workflow_run\s*\.\s*(?:head_branch|display_title)))/;
var injectedInto = ({ uses: uses2 = "", run = "", with: given }) => {
  const script = /^actions\/github-script@/.test(uses2) ? given.get("script") ?? "" : run;
  for (const [, inner] of script.matchAll(/\$\{\{(.*?)\}\}/gs)) {
    const field = untrustedField.exec(inner)?.[0];
    if (field !== void 0)
      return field.replace(/\s+/g, "");
  }
  return void 0;
};
var separate = fixBy("Run the code of pull requests under `pull_request`, which has neither secrets nor a writing token, and do what needs them in another workflow that takes no code from the first.");
var casesOf = (job, events, { words, strong, perhapsWrites }) => {
  const on = listed(events);
  const unread = words === "" && perhapsWrites;
  const held = unread ? "a token that may write, if that is the default" : words;
  const having = held === "" ? "" : ` while it holds ${held}`;
  const checkout = job.steps.find(takesForeignCode);
  const artifact = events.includes("workflow_run") ? job.steps.find(takesArtifact) : void 0;
  const injected = job.steps.flatMap((step) => {
    const field = injectedInto(step);
    return field === void 0 ? [] : [{ step, field }];
  })[0];
  const weak = {
    ...held === "" ? { severity: "low" } : strong ? {} : { severity: "medium" },
    ...unread ? { confidence: "low" } : {}
  };
  const cases = [];
  if (checkout !== void 0)
    cases.push({
      job,
      key: "checkout",
      does: `takes the code of a pull request on ${on}${having}`,
      shows: `step ${checkout.number} takes the pull request's code`,
      ...weak,
      fix: separate
    });
  if (injected !== void 0 && held !== "")
    cases.push({
      job,
      key: "injection",
      does: `pastes ${injected.field} into a script on ${on}${having}`,
      shows: `step ${injected.step.number} has \${{ ${injected.field} }} in its script`,
      ...weak,
      fix: fixBy("Pass the text by an environment variable, which the shell does not read as a command:", `env: { TEXT: "\${{ ${injected.field} }}" }`, 'run: printf "%s" "$TEXT"')
    });
  if (artifact !== void 0 && held !== "")
    cases.push({
      job,
      key: "artifact",
      does: `takes files that another run left, which a fork may have started${having}`,
      shows: `step ${artifact.number} downloads artifacts of another run`,
      severity: "medium",
      confidence: "low",
      fix: "Treat the files as text of strangers: unpack them to a folder of their own, run nothing of them, and check numbers and names before use."
    });
  if (cases.length === 0 && words !== "")
    cases.push({
      job,
      key: "trigger",
      does: `is started by whoever causes ${on}${having}`,
      shows: `started by ${on}`,
      severity: strong ? "medium" : "low",
      fix: "Use a trigger that outsiders cannot fire, or take from the job what it need not hold: `permissions: {}` and no secrets."
    });
  return cases;
};
var untrustedCode = (record, workflow, surroundings) => {
  const events = outsiderEvents(workflow);
  if (events.length === 0)
    return [];
  const closed = surroundings.visibility === "private" || surroundings.visibility === "internal";
  return workflow.jobs.flatMap((job) => {
    const held = heldBy(job, surroundings);
    const unsure = closed || looksGuarded(job) ? { confidence: "low" } : {};
    return casesOf(job, events, held).map(({ key, does, shows, severity, confidence, fix }) => ({
      kind: "untrusted-code",
      key: `${job.name} ${key}`,
      says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(surroundings.repository)} ${does}`,
      ...severity === void 0 ? {} : { severity },
      ...confidence === void 0 ? {} : { confidence },
      ...unsure,
      evidence: [evidence("github.workflow", record, `job ${plain(job.name)}: ${shows}`, "/text")],
      fix
    }));
  });
};

// ../../work/wt/exports/dist/connectors/github/exposures/workflows.js
var contextsOf = (inventory, repository2) => {
  const fact = inventory.repositories.get(repository2);
  const read = inventory.environments.get(repository2) ?? [];
  const count = fact?.data.environment_count ?? void 0;
  const secrets = Map.groupBy(inventory.secretsOf(repository2).filter(({ data }) => data.environment !== void 0), ({ data }) => data.environment.toLowerCase());
  return {
    repository: repository2,
    ...read.length === 0 && count !== 0 ? {} : { environments: new Map(read.map((each) => [each.data.name.toLowerCase(), each])) },
    complete: count !== void 0 && read.length >= count,
    secrets: new Map([...secrets].map(([name, facts]) => [name, facts.map(({ data }) => data.name)])),
    ...fact?.data.protection === null ? { openBranch: fact } : {}
  };
};
var surroundingsOf = (inventory, repository2) => {
  const visibility = inventory.repositories.get(repository2)?.data.visibility ?? void 0;
  const token = inventory.defaultToken(repository2);
  return {
    repository: repository2,
    ...visibility === void 0 ? {} : { visibility },
    ...token === "read" || token === "write" ? { defaultPermissions: token } : {}
  };
};
var pinningIsRequired = (inventory, repository2) => inventory.of("github.actions-policy").some(({ scope, data }) => data.sha_pinning_required === true && (data.repository === void 0 ? scope === organizationOf(repository2) : data.repository.full_name === repository2));
var partsOf2 = ({ data, runs }) => {
  if (runs === void 0)
    return [];
  const { full_name: repository2 } = data.repository;
  if (isOnlyCalled(runs))
    return [[workflowId(repository2, data.path), runs]];
  return [...Map.groupBy(runs.jobs, ({ environment: environment2 }) => environment2)].map(([environment2, jobs]) => [workflowId(repository2, data.path, environment2), { ...runs, jobs }]).sort(([a], [b]) => a < b ? -1 : 1);
};
var ownSteps = (part) => ({
  ...part,
  jobs: part.jobs.map((job) => job.followed === true ? { ...job, steps: [] } : job)
});
var workflowExposures = (inventory, federation) => [...inventory.workflows].flatMap(([repository2, facts]) => {
  const runs = inventory.runsJobs(repository2);
  const surroundings = surroundingsOf(inventory, repository2);
  const contexts = contextsOf(inventory, repository2);
  const pinned = pinningIsRequired(inventory, repository2);
  const federated = federation.get(repository2) ?? /* @__PURE__ */ new Set();
  const reported = new Set(inventory.secretsOf(repository2).filter(({ data }) => data.kind === "actions" && keyOfName(data.name) !== void 0).map(({ data }) => data.name.toUpperCase()));
  return facts.flatMap((record) => {
    const parts = partsOf2(record);
    const [first = workflowId(repository2, record.data.path)] = parts.map(([identity]) => identity);
    return [
      [first, literalSecret(record)],
      ...(runs ? parts : []).map(([identity, part]) => [
        identity,
        [
          ...untrustedCode(record, part, surroundings),
          ...pinned ? [] : unpinnedCode(record, ownSteps(part), surroundings),
          ...staticLogin(record, ownSteps(part), federated, reported),
          ...isOnlyCalled(part) ? [] : unprotectedContexts(record, part, contexts)
        ]
      ])
    ];
  });
});

// ../../work/wt/exports/dist/connectors/github/exposures/index.js
var actionsId = (place2) => `${place2.includes("/") ? "repos" : "orgs"}/${place2}/actions`;
var federationOf = ({ workflows }) => new Map([...workflows].map(([repository2, facts]) => [
  repository2,
  new Set(facts.flatMap(({ runs }) => runs === void 0 ? [] : federatedIssuers(runs)))
]));
var secretsFound = (inventory, federation, collectedAt, { thresholds }) => {
  const places = new Map([...inventory.organizations.keys()].map((login) => {
    const all = inventory.repositoriesOf(login);
    const closed = all.filter(({ data }) => data.visibility !== "public");
    return [login, { all, closed, counts: { all: all.length, private: closed.length } }];
  }));
  const agents = new Set(inventory.of("github.copilot").map(({ scope, data }) => data.repository?.full_name ?? scope));
  return inventory.of("github.secret").map((secret) => {
    const { scope, data } = secret;
    const place2 = data.repository?.full_name ?? scope;
    const known3 = places.get(scope);
    const users = data.repository !== void 0 ? [data.repository.full_name] : data.visibility === "selected" ? (data.repositories ?? []).map(({ full_name }) => full_name) : ((data.visibility === "all" ? known3?.all : known3?.closed) ?? []).map((each) => each.data.full_name);
    const federated = new Set(users.flatMap((name) => [...federation.get(name) ?? []]));
    return [
      data.kind === "agents" && agents.has(place2) ? agentId(place2) : actionsId(place2),
      [
        ...widelyVisibleSecret(secret, scope, known3?.counts ?? { all: 0, private: 0 }),
        ...staleSecret(secret, scope, collectedAt, thresholds.secretAgeDays),
        ...staticKey(secret, scope, federated)
      ]
    ];
  });
};
var runnersFound = (inventory) => inventory.of("github.runner").map((runner) => [
  runnerId(runner.data.repository?.full_name ?? runner.scope, runner.data),
  openHost(inventory, runner)
]);
var exposuresOf = (inventory, collectedAt, settings) => {
  const federation = federationOf(inventory);
  const found = [
    ...secretsFound(inventory, federation, collectedAt, settings),
    ...runnersFound(inventory),
    ...workflowExposures(inventory, federation),
    ...inventory.of("github.actions-policy").map((policy) => [
      actionsId(policy.data.repository?.full_name ?? policy.scope),
      privilegedByDefault(policy)
    ]),
    ...inventory.of("github.private-registry").map((registry) => [actionsId(registry.scope), staticRegistry(registry, registry.scope)]),
    ...inventory.of("github.webhook").map((hook) => [
      webhookId(hook.data.repository?.full_name ?? hook.scope, hook.data.id),
      unprotectedDelivery(hook, hook.scope)
    ]),
    ...inventory.of("github.copilot").map((copilot) => [
      agentId(copilot.data.repository?.full_name ?? copilot.scope),
      [...agentGuardrails(copilot), ...agentSecrets(copilot)]
    ]),
    ...inventory.of("github.app-installation").map((app) => [installationId(app.scope, app.data.id), suspendedApp(app, app.scope)]),
    ...inventory.of("github.credential-authorization").map((each) => [
      authorizationId(each.scope, each.data.credential_id),
      supersededCredential(each, each.scope)
    ])
  ];
  return gathered(found);
};
var gathered = (found) => {
  const all = /* @__PURE__ */ new Map();
  for (const [identity, exposures] of found) {
    if (exposures.length === 0)
      continue;
    const held = all.get(identity);
    if (held === void 0)
      all.set(identity, [...exposures]);
    else
      held.push(...exposures);
  }
  const order = ({ kind, key }) => `${kind} ${key}`;
  for (const exposures of all.values())
    exposures.sort((a, b) => order(a) < order(b) ? -1 : 1);
  return new Map([...all].sort(([a], [b]) => a < b ? -1 : 1));
};

// ../../work/wt/exports/dist/connectors/github/facts/services.js
var rows = [
  { name: "actions", sensitivity: "compute", organization: true, repository: true },
  { name: "administration", sensitivity: "identity", organization: true, repository: true },
  { name: "contents", sensitivity: "data", organization: false, repository: true },
  { name: "copilot", sensitivity: "compute", organization: true, repository: true },
  { name: "environments", sensitivity: "compute", organization: false, repository: true },
  { name: "members", sensitivity: "identity", organization: true, repository: false },
  { name: "metadata", sensitivity: "rest", organization: true, repository: true },
  { name: "packages", sensitivity: "data", organization: true, repository: true },
  { name: "pull-requests", sensitivity: "rest", organization: false, repository: true },
  { name: "runners", sensitivity: "compute", organization: true, repository: false },
  { name: "secrets", sensitivity: "secrets", organization: true, repository: true },
  { name: "security", sensitivity: "data", organization: true, repository: true },
  { name: "webhooks", sensitivity: "rest", organization: true, repository: true },
  { name: "workflows", sensitivity: "compute", organization: false, repository: true }
];
var githubServices = rows.map(({ name, sensitivity }) => ({
  provider: "github",
  name,
  sensitivity
}));
var serviceIndex = new Map(rows.map(({ name }, index) => [name, index]));
var indicesWhere = (keep) => rows.flatMap((row, index) => keep(row) ? [index] : []);
var organizationServices = indicesWhere(({ organization: organization2 }) => organization2);
var repositoryServices = indicesWhere(({ repository: repository2 }) => repository2);

// ../../work/wt/exports/dist/connectors/github/identities/draft-fields.js
var used = (at2) => at2 === void 0 ? {} : { lastUsedAt: at2 ?? "never" };
var at = (key, value) => value == null ? {} : { [key]: value };

// ../../work/wt/exports/dist/connectors/github/identities/rights.js
var repository = (service, read, write) => ({
  place: "repository",
  service,
  read,
  write
});
var organization = (service, read, write) => ({
  place: "organization",
  service,
  read,
  write
});
var meanings = {
  actions: repository("actions", 1, 3),
  actions_variables: repository("actions", 1, 3),
  administration: repository("administration", 1, 4),
  agent_secrets: repository("secrets", 1, 3),
  attestations: repository("packages", 1, 3),
  checks: repository("pull-requests", 1, 3),
  codespaces: repository("contents", 1, 3),
  codespaces_secrets: repository("secrets", 1, 3),
  contents: repository("contents", 2, 3),
  dependabot_secrets: repository("secrets", 1, 3),
  deployments: repository("environments", 1, 3),
  discussions: repository("pull-requests", 1, 3),
  environments: repository("environments", 1, 3),
  issues: repository("pull-requests", 1, 3),
  merge_queues: repository("pull-requests", 1, 3),
  metadata: repository("metadata", 1, 1),
  packages: repository("packages", 2, 3),
  pages: repository("contents", 1, 3),
  pull_requests: repository("pull-requests", 1, 3),
  repository_custom_properties: repository("metadata", 1, 3),
  repository_hooks: repository("webhooks", 1, 3),
  repository_projects: repository("pull-requests", 1, 3),
  secret_scanning_alerts: repository("security", 2, 3),
  secrets: repository("secrets", 1, 3),
  security_events: repository("security", 2, 3),
  single_file: repository("contents", 2, 3),
  statuses: repository("pull-requests", 1, 3),
  vulnerability_alerts: repository("security", 2, 3),
  workflows: repository("workflows", 1, 3),
  members: organization("members", 1, 4),
  organization_administration: organization("administration", 1, 4),
  organization_agent_secrets: organization("secrets", 1, 3),
  organization_codespaces_secrets: organization("secrets", 1, 3),
  organization_copilot_agent_settings: organization("copilot", 1, 3),
  organization_custom_org_roles: organization("administration", 1, 4),
  organization_custom_roles: organization("administration", 1, 4),
  organization_dependabot_secrets: organization("secrets", 1, 3),
  organization_hooks: organization("webhooks", 1, 3),
  organization_packages: organization("packages", 2, 3),
  organization_personal_access_token_requests: organization("members", 1, 3),
  organization_personal_access_tokens: organization("members", 1, 3),
  organization_private_registries: organization("secrets", 1, 3),
  organization_secrets: organization("secrets", 1, 3),
  organization_self_hosted_runners: organization("runners", 1, 3)
};
var meaningOf = (permission) => meanings[permission] ?? (permission.startsWith("organization_") ? organization("metadata", 1, 3) : repository("metadata", 1, 3));
var rightsOfPermissions = (permissions) => strongest(Object.entries(permissions).map(([permission, access]) => {
  const { place: place2, service, read, write } = meaningOf(permission);
  return { place: place2, service, level: access === "read" ? read : access === "admin" ? 4 : write };
}));
var everything = (place2, level) => (place2 === "organization" ? organizationServices : repositoryServices).map((index) => ({
  place: place2,
  service: githubServices[index].name,
  level
}));
var fullControl = (place2) => everything(place2, 4);
var roles = {
  READ: [
    { place: "repository", service: "contents", level: 2 },
    // Whoever reads may comment as well, which changes nothing that counts.
    { place: "repository", service: "pull-requests", level: 2 }
  ],
  WRITE: [
    { place: "repository", service: "actions", level: 3 },
    { place: "repository", service: "contents", level: 3 },
    { place: "repository", service: "packages", level: 3 },
    { place: "repository", service: "pull-requests", level: 3 },
    { place: "repository", service: "workflows", level: 3 }
  ],
  ADMIN: fullControl("repository")
};
var roleRank = ["NONE", "READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN"];
var rankOfRole = (role) => Math.max(0, roleRank.indexOf(role.toUpperCase().replace("PULL", "READ").replace("PUSH", "WRITE")));
var rightsOfRole = (rank) => rank >= 5 ? roles.ADMIN : rank >= 3 ? roles.WRITE : rank >= 1 ? roles.READ : [];
var mayPush = (scopes) => scopes.includes("repo") || scopes.includes("public_repo");
var mayChangeWorkflows = (scopes) => scopes.includes("workflow");
var mayAdministerOrganization = (scopes) => scopes.includes("admin:org");
var strongest = (rights) => {
  const best = /* @__PURE__ */ new Map();
  for (const right of rights) {
    const key = `${right.place} ${right.service}`;
    if ((best.get(key)?.level ?? 0) < right.level)
      best.set(key, right);
  }
  return [...best].sort(([a], [b]) => a < b ? -1 : 1).map(([, right]) => right);
};

// ../../work/wt/exports/dist/connectors/github/identities/trusts.js
var condition = (clause) => ({
  class: "other",
  operator: "If",
  key: clause,
  values: []
});
var known2 = /* @__PURE__ */ new WeakMap();
var accountsIn = (inventory) => {
  const found = known2.get(inventory);
  if (found !== void 0)
    return found;
  const of = (kind) => inventory.of(kind).map(({ scope, data }) => [`${scope} ${data.login}`, kind]);
  const accounts2 = new Map([...of("github.outside-collaborator"), ...of("github.member")]);
  known2.set(inventory, accounts2);
  return accounts2;
};
var accountOf = (inventory, organization2, login) => {
  if (login === organization2 || inventory.organizations.has(login))
    return { party: "scope", principal: login, external: "no", scope: login };
  const account = accountsIn(inventory).get(`${organization2} ${login}`);
  if (account === "github.member")
    return {
      party: "identity",
      principal: userId(organization2, login),
      external: "no",
      scope: organization2
    };
  if (account === "github.outside-collaborator")
    return { party: "identity", principal: collaboratorId(organization2, login), external: "yes" };
  return { party: "identity", principal: login, external: "unknown" };
};
var holderTrusts = (inventory, organization2, login, source) => login == null ? [] : [{ mechanism: "hold", ...accountOf(inventory, organization2, login), conditions: [], source }];
var appTrusts = (inventory, { id, scope, data }) => {
  const source = { record: "github.app-installation", id };
  const owner = data.owner;
  if (owner == null)
    return [
      {
        mechanism: "hold",
        party: "scope",
        principal: `the owner of app ${data.app_slug}`,
        external: "unknown",
        conditions: [],
        source
      }
    ];
  const account = accountOf(inventory, scope, owner.login);
  const owning = account.external === "unknown" ? {
    party: owner.type === "User" ? "identity" : "scope",
    principal: owner.login,
    external: "yes"
  } : account;
  return [{ mechanism: "hold", ...owning, conditions: [], source: { ...source, pointer: "/owner" } }];
};
var placeIn = (inventory, used2) => {
  const name = useOf(used2)?.repository ?? used2;
  const known3 = inventory.repositoryNamed(name);
  if (known3 !== void 0)
    return { external: "no", scope: known3.data.full_name };
  return { external: inventory.organizations.has(organizationOf(name)) ? "no" : "yes" };
};
var writersOf = (place2) => `whoever may write to ${place2.includes("/") ? place2 : `a repository of ${place2}`}`;
var trustsOfJobs = (inventory, { repository: repository2, file, jobs, protection }) => {
  const { workflow } = file;
  if (workflow === void 0)
    return [];
  const visibility = inventory.repositories.get(repository2)?.data.visibility;
  const readers = {
    principal: `whoever may read ${repository2}`,
    external: "no",
    scope: repository2
  };
  const guard = environmentGuard(protection?.data);
  const parties = {
    writers: { principal: writersOf(repository2), external: "no", scope: repository2 },
    ...visibility === "private" || visibility === "internal" ? { readers } : {},
    placeOf: (used2) => placeIn(inventory, used2),
    guards: guard === void 0 ? [] : [condition(guard)]
  };
  const source = { record: "github.workflow", id: file.id };
  const trusts = jobs.flatMap((job) => jobTrusts(workflow, job, parties));
  return [...new Map(trusts.map((trust) => [JSON.stringify(trust), { ...trust, source }]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, trust]) => trust);
};
var runnerTrusts = (inventory, runner) => {
  const { id, scope, data } = runner;
  const group = inventory.runnerGroupOf(runner);
  const source = { record: "github.runner", id };
  const limits = data.level === "organization" && group?.restricted_to_workflows === true ? [
    condition(`the workflow is one of ${(group.selected_workflows ?? ["those of the group"]).join(", ")}`)
  ] : [];
  const places = data.repository !== void 0 ? [data.repository.full_name] : group?.visibility === "selected" && group.repositories !== void 0 ? group.repositories.map(({ full_name }) => full_name).sort() : [scope];
  const hidden = group?.visibility === "private" ? [condition("the repository is not public")] : [];
  return [
    ...places.map((place2) => ({
      mechanism: "write-code",
      party: "scope",
      principal: writersOf(place2),
      external: "no",
      scope: place2,
      conditions: [...hidden, ...limits],
      source
    })),
    ...publicRepositoriesOf(inventory, runner).map((name) => ({
      mechanism: "write-code",
      party: "everyone",
      principal: `whoever opens a pull request to ${name}`,
      external: "yes",
      // https://docs.github.com/en/actions/how-tos/manage-workflow-runs/approve-runs-from-forks
      conditions: [condition("its run is approved, where the policy asks for that"), ...limits],
      source
    }))
  ];
};
var agentTrusts = ({ id, scope, data }) => {
  const source = { record: "github.copilot", id };
  const place2 = data.repository?.full_name ?? scope;
  const start = { mechanism: "start", conditions: [], source };
  return [
    { ...start, party: "scope", principal: writersOf(place2), external: "no", scope: place2 },
    ...data.is_automations_enabled === true && data.require_write_access_for_automation_triggers === false ? [
      {
        ...start,
        party: "everyone",
        principal: "whoever sets off an automation",
        external: "yes",
        source: { ...source, pointer: "/require_write_access_for_automation_triggers" }
      }
    ] : []
  ];
};

// ../../work/wt/exports/dist/connectors/github/identities/authorizations.js
var authorizationKinds = {
  "personal access token": { kind: "classic-personal-access-token", binding: "shared-secret" },
  "SSH key": { kind: "ssh-key", binding: "certificate" },
  "OAuth app token": { kind: "oauth-authorization", binding: "shared-secret" },
  "GitHub app token": { kind: "app-user-token", binding: "shared-secret" }
};
var holdsOfPerson = (person) => {
  if (person.owner)
    return [{ place: person.organization, strength: "control", assumes: [] }];
  const hold = (place2, rank) => rank < 3 ? [] : [{ place: place2, strength: rank >= 5 ? "administer" : "workflows", assumes: [] }];
  return [
    ...hold(person.organization, person.base),
    ...[...person.roles].flatMap(([place2, rank]) => hold(place2, rank))
  ];
};
var grantsOfPerson = (person, source, via) => {
  const grant = { via, duration: "permanent", source };
  const { organization: organization2 } = person;
  if (person.owner)
    return [
      {
        ...grant,
        scope: organization2,
        name: "owner",
        rights: [...fullControl("organization"), ...fullControl("repository")]
      }
    ];
  const base = rightsOfRole(person.base);
  return [
    ...base.length === 0 ? [] : [{ ...grant, scope: organization2, name: "base permission", rights: base }],
    ...[...person.roles].map(([scope, rank]) => ({
      ...grant,
      scope,
      name: "repository role",
      rights: rightsOfRole(rank)
    }))
  ].filter(({ rights }) => rights.length > 0);
};
var withinScopes = (holds, scopes, organization2) => {
  const owns = holds.some(({ strength }) => strength === "control");
  const runners = owns && scopes.includes("manage_runners:org") && !mayAdministerOrganization(scopes) ? [{ place: organization2, strength: "runners", assumes: [] }] : [];
  if (!mayPush(scopes))
    return runners;
  const own2 = holds.map((hold) => {
    if (hold.strength === "administer")
      return hold;
    if (hold.strength === "control")
      return mayAdministerOrganization(scopes) ? hold : { ...hold, strength: "administer" };
    return mayChangeWorkflows(scopes) ? hold : { ...hold, strength: "push" };
  });
  return [...own2, ...runners];
};
var rightsOfHold = (place2, strength) => {
  if (strength === "runners")
    return [{ place: "organization", service: "runners", level: 3 }];
  if (strength === "administer")
    return fullControl("repository");
  if (strength === "control")
    return place2.includes("/") ? fullControl("repository") : [...fullControl("organization"), ...fullControl("repository")];
  return rightsOfRole(3).filter(({ service }) => strength === "workflows" || service !== "workflows");
};
var authorizations = (inventory, people, now) => inventory.of("github.credential-authorization").map(({ id, scope, data }) => {
  const source = { record: "github.credential-authorization", id };
  const { kind, binding } = authorizationKinds[data.credential_type] ?? {
    kind: "credential-authorization",
    binding: "shared-secret"
  };
  const until = data.authorized_credential_expires_at ?? void 0;
  const expired = until !== void 0 && until <= now;
  const person = people.get(`${scope} ${data.login}`);
  const ssh = kind === "ssh-key";
  const holds = person === void 0 ? [] : holdsOfPerson(person);
  const own2 = ssh ? holds.map((hold) => hold.strength === "push" ? hold : { ...hold, strength: "workflows" }) : withinScopes(holds, data.scopes ?? [], scope);
  const reach = expired ? [] : own2;
  return {
    id: authorizationId(scope, data.credential_id),
    kind,
    nature: person?.nature ?? { is: "unknown", reason: "who uses it was not read" },
    name: data.authorized_credential_title ?? data.authorized_credential_note ?? `${data.credential_type} ${data.credential_id} of ${data.login}`,
    scope,
    owner: data.login,
    ...at("createdAt", data.credential_authorized_at),
    ...used(data.credential_accessed_at),
    credentials: [
      {
        id: `${kind} ${data.authorized_credential_id ?? data.credential_id}`,
        kind,
        lifetime: until === void 0 ? "static" : "expiring",
        binding,
        status: expired ? "expired" : "active",
        ...at("createdAt", data.credential_authorized_at),
        ...until === void 0 ? {} : { expiresAt: until },
        ...used(data.credential_accessed_at)
      }
    ],
    grants: reach.map(({ place: place2, strength }) => ({
      scope: place2,
      name: ssh ? "push as its user" : `scopes ${(data.scopes ?? []).join(", ")}`,
      via: "user",
      duration: until === void 0 ? "permanent" : "time-bound",
      ...until === void 0 ? {} : { until },
      rights: rightsOfHold(place2, strength),
      source
    })),
    holds: reach,
    // Keys push and cannot review.
    ...ssh || expired || !mayPush(data.scopes ?? []) ? {} : { approvesAs: data.login },
    trusts: holderTrusts(inventory, scope, data.login, source),
    source
  };
});

// ../../work/wt/exports/dist/connectors/github/identities/carriers.js
var carrierDrafts = (inventory, exposures, known3) => {
  const there = new Set(known3.map(({ id }) => id));
  const wanted = (id) => exposures.has(id) && !there.has(id);
  const webhooks = inventory.of("github.webhook").flatMap(({ id, scope, data }) => {
    const place2 = data.repository?.full_name ?? scope;
    const own2 = webhookId(place2, data.id);
    if (!wanted(own2))
      return [];
    return [
      {
        id: own2,
        kind: "webhook",
        nature: { is: "machine", reason: "GitHub sends it" },
        name: `webhook ${data.id}`,
        scope: place2,
        // Whoever keeps the place keeps what is set up in it.
        owner: place2,
        ...data.created_at == null ? {} : { createdAt: data.created_at },
        credentials: [],
        grants: [],
        holds: [],
        source: { record: "github.webhook", id }
      }
    ];
  });
  const called = inventory.of("github.workflow").flatMap(({ id, data }) => {
    const own2 = workflowId(data.repository.full_name, data.path);
    if (!wanted(own2))
      return [];
    return [
      {
        id: own2,
        kind: "workflow",
        nature: { is: "machine", reason: "GitHub Actions runs it" },
        name: data.path.slice(data.path.lastIndexOf("/") + 1),
        scope: data.repository.full_name,
        credentials: [],
        grants: [],
        holds: [],
        source: { record: "github.workflow", id }
      }
    ];
  });
  const actions = (place2, source) => wanted(actionsId(place2)) ? [
    {
      id: actionsId(place2),
      kind: "actions",
      nature: { is: "machine", reason: "GitHub Actions" },
      name: `Actions of ${place2}`,
      scope: place2,
      owner: place2,
      credentials: [],
      grants: [],
      holds: [],
      source
    }
  ] : [];
  return [
    ...webhooks,
    ...called,
    ...[...inventory.organizations].flatMap(([login, { id }]) => actions(login, { record: "github.organization", id })),
    ...[...inventory.repositories].flatMap(([name, { id }]) => actions(name, { record: "github.repository", id }))
  ];
};

// ../../work/wt/exports/dist/connectors/github/identities/hosts.js
var runnerDrafts = (inventory) => inventory.of("github.runner").map((runner) => {
  const { id, scope, data } = runner;
  const source = { record: "github.runner", id };
  const place2 = data.repository?.full_name ?? scope;
  return {
    id: runnerId(place2, data),
    kind: "runner",
    nature: { is: "machine", reason: "a self-hosted runner takes jobs" },
    name: data.name,
    scope: place2,
    credentials: [
      {
        id: `registration of ${data.name}`,
        kind: "runner-registration",
        // An ephemeral runner is registered for one job.
        lifetime: data.ephemeral === true ? "short-lived" : "static",
        binding: "certificate",
        status: data.status === "offline" ? "unknown" : "active"
      }
    ],
    grants: [
      {
        scope: place2,
        name: "takes jobs",
        via: "registration",
        duration: "permanent",
        rights: [
          place2.includes("/") ? { place: "repository", service: "actions", level: 2 } : { place: "organization", service: "runners", level: 2 }
        ],
        source
      }
    ],
    holds: [],
    trusts: runnerTrusts(inventory, runner),
    source
  };
});
var agentDrafts = (inventory) => inventory.of("github.copilot").flatMap((copilot) => {
  const { id, scope, data } = copilot;
  const source = { record: "github.copilot", id };
  const place2 = data.repository?.full_name ?? scope;
  if (data.repository === void 0 && data.enabled_repositories === "none")
    return [];
  const places = data.repository !== void 0 || data.enabled_repositories !== "selected" ? [place2] : (data.repositories ?? []).map(({ full_name }) => full_name);
  const assumes = [
    "what it reads makes it write that",
    ...data.require_actions_workflow_approval === false ? [] : ["somebody approves the workflow runs of its branch"]
  ];
  return [
    {
      id: agentId(place2),
      kind: "agent",
      nature: { is: "machine", reason: "the Copilot cloud agent" },
      name: `Copilot cloud agent in ${place2}`,
      scope: place2,
      credentials: [
        {
          id: "session token of the agent",
          kind: "agent-session",
          lifetime: "short-lived",
          binding: "attested",
          status: "active"
        }
      ],
      grants: places.map((each) => ({
        scope: each,
        name: "agent sessions",
        via: "policy of Copilot",
        duration: "permanent",
        rights: [
          { place: "repository", service: "contents", level: 3 },
          { place: "repository", service: "pull-requests", level: 3 }
        ],
        source
      })),
      holds: places.map((each) => ({ place: each, strength: "push", assumes })),
      trusts: agentTrusts(copilot),
      agent: true,
      source
    }
  ];
});
var dependabotDrafts = (inventory) => {
  const kept = [
    ...inventory.of("github.secret").filter(({ data }) => data.kind === "dependabot").map(({ id, scope, data }) => [
      data.repository === void 0 ? scope : organizationOf(data.repository.full_name),
      { record: "github.secret", id }
    ]),
    ...inventory.of("github.private-registry").map(({ id, scope }) => [scope, { record: "github.private-registry", id }])
  ];
  return [...new Map(kept.toReversed())].map(([organization2, source]) => ({
    id: dependabotId(organization2),
    kind: "dependabot",
    nature: { is: "machine", reason: "GitHub runs it" },
    name: `Dependabot in ${organization2}`,
    scope: organization2,
    owner: organization2,
    credentials: [
      {
        id: "token of an update job",
        kind: "job-token",
        lifetime: "short-lived",
        binding: "attested",
        status: "active"
      }
    ],
    // In which repositories it is switched on is not collected.
    grants: [],
    holds: [],
    // What it opens and updates is written in the repositories.
    trusts: [
      {
        mechanism: "write-code",
        party: "scope",
        principal: writersOf(organization2),
        external: "no",
        scope: organization2,
        conditions: [],
        source
      }
    ],
    source
  }));
};

// ../../work/wt/exports/dist/connectors/github/identities/jobs.js
var tokenRights = {
  actions: { service: "actions", read: 1, write: 3 },
  checks: { service: "pull-requests", read: 1, write: 3 },
  contents: { service: "contents", read: 2, write: 3 },
  deployments: { service: "environments", read: 1, write: 3 },
  issues: { service: "pull-requests", read: 1, write: 3 },
  packages: { service: "packages", read: 2, write: 3 },
  pages: { service: "contents", read: 1, write: 3 },
  "pull-requests": { service: "pull-requests", read: 1, write: 3 },
  "security-events": { service: "security", read: 2, write: 3 },
  statuses: { service: "pull-requests", read: 1, write: 3 }
};
var byDefault = {
  read: /* @__PURE__ */ new Map([
    ["contents", "read"],
    ["packages", "read"]
  ]),
  write: new Map(Object.keys(tokenRights).map((scope) => [scope, "write"]))
};
var rightsOf = (permissions) => [...permissions].flatMap(([scope, access]) => {
  const meaning = tokenRights[scope];
  if (meaning === void 0 || access !== "read" && access !== "write")
    return [];
  return [{ place: "repository", service: meaning.service, level: meaning[access] }];
});
var mayBeDefault = {
  class: "other",
  operator: "StringEquals",
  key: "default_workflow_permissions",
  values: ["write"]
};
var unreadDefault = "tokens of jobs that ask for nothing may write, which was not read";
var pushes = (rights) => rights.some(({ service, level }) => service === "contents" && level >= 3);
var tokenRightsOf = ({ jobs, repository: repository2, secrets }, inventory) => {
  const known3 = inventory.defaultToken(repository2);
  const asksNothing = jobs.some(({ permissions }) => permissions === void 0);
  const sure = strongest([
    ...jobs.flatMap(({ permissions }) => rightsOf(permissions ?? byDefault[known3 === "write" ? "write" : "read"])),
    ...secrets.length === 0 ? [] : [{ place: "repository", service: "secrets", level: 2 }]
  ]);
  return {
    asksNothing,
    sure,
    perhaps: asksNothing && known3 === void 0 ? rightsOf(byDefault.write) : []
  };
};
var jobGroupsOf = (inventory) => [...inventory.workflows].flatMap(([repository2, files]) => files.flatMap((file) => {
  if (file.workflow !== void 0 && isOnlyCalled(file.workflow))
    return [];
  const environments = inventory.environments.get(repository2) ?? [];
  const jobs = Map.groupBy(file.runs?.jobs ?? [], ({ environment: environment2 }) => environment2);
  return [...jobs].map(([environment2, own2]) => {
    const protection = environments.find(({ data }) => data.name.toLowerCase() === environment2?.toLowerCase());
    return {
      id: workflowId(repository2, file.data.path, environment2),
      repository: repository2,
      file,
      jobs: own2,
      ...environment2 === void 0 ? {} : { environment: environment2 },
      ...protection === void 0 ? {} : { protection },
      idToken: own2.some(({ permissions }) => permissions?.get("id-token") === "write"),
      secrets: [...new Set(own2.flatMap(({ secrets }) => secrets))].sort()
    };
  });
}));
var jobDrafts = (inventory, groups) => groups.map((group) => {
  const { repository: repository2, file, environment: environment2 } = group;
  const source = { record: "github.workflow", id: file.id };
  const { asksNothing, sure, perhaps } = tokenRightsOf(group, inventory);
  const grant = {
    scope: repository2,
    via: "job token",
    // Ends with the job: no date of its own.
    duration: "time-bound",
    source
  };
  const name = file.data.path.slice(file.data.path.lastIndexOf("/") + 1);
  return {
    id: group.id,
    kind: "workflow",
    nature: { is: "machine", reason: "GitHub Actions runs it" },
    name: environment2 === void 0 ? name : `${name} (${environment2})`,
    scope: repository2,
    credentials: [
      {
        id: `job token of ${file.data.path}`,
        kind: "job-token",
        lifetime: "short-lived",
        binding: "attested",
        status: "active"
      }
    ],
    grants: [
      ...sure.length === 0 ? [] : [
        {
          ...grant,
          name: asksNothing ? "default permissions of job tokens" : "permissions of the job",
          rights: sure
        }
      ],
      ...perhaps.length === 0 ? [] : [
        {
          ...grant,
          name: "default permissions of job tokens, if they may write",
          rights: perhaps,
          conditions: [mayBeDefault]
        }
      ]
    ],
    holds: pushes(sure) || pushes(perhaps) ? [
      {
        place: repository2,
        strength: "push",
        assumes: [
          ...pushes(sure) ? [] : [unreadDefault],
          "somebody else starts what it pushed: events of a job token start no workflow"
        ]
      }
    ] : [],
    trusts: trustsOfJobs(inventory, group),
    source
  };
});
var unreadDefaults = (inventory, groups) => {
  const files = groups.filter((group) => tokenRightsOf(group, inventory).perhaps.length > 0).map(({ file }) => file);
  return [...Map.groupBy(files, ({ scope }) => scope)].sort(([a], [b]) => a < b ? -1 : 1).map(([scope, own2]) => {
    const count = new Set(own2.map(({ id }) => id)).size;
    return {
      connector: "github",
      scope,
      source: "default permissions of job tokens",
      status: "partial",
      detail: `jobs of ${count === 1 ? "one workflow" : `${count} workflows`} ask for no permissions, and what they get then was not read: that they may write is assumed and shown as such (an App reads it with organization_administration: read)`,
      gives: ["grants"]
    };
  });
};

// ../../work/wt/exports/dist/connectors/github/identities/people.js
var mayWrite = ({ owner, base, roles: roles2 }, repository2) => owner || Math.max(base, roles2.get(repository2) ?? 0) >= rankOfRole("WRITE");
var botLike = /(^|[-_.])(bot|ci|cd|svc|service|deploy(er)?|automation|machine|robot|jenkins|build|release|sync)([-_.\d]|$)/i;
var natureOf = (login, type, secondFactor) => {
  if (type === "Bot")
    return { is: "machine", reason: "GitHub says that it is a bot" };
  if (botLike.test(login))
    return { is: "machine", reason: `the login ${login} is that of a machine user` };
  if (secondFactor === true)
    return { is: "human", reason: "signs in with a second factor" };
  return { is: "unknown", reason: "GitHub does not tell machine users from people" };
};
var peopleOf = (inventory) => {
  const roles2 = /* @__PURE__ */ new Map();
  const give = (organization2, login, repository2, rank) => {
    const key = `${organization2} ${login}`;
    let own2 = roles2.get(key);
    if (own2 === void 0) {
      own2 = /* @__PURE__ */ new Map();
      roles2.set(key, own2);
    }
    own2.set(repository2, Math.max(own2.get(repository2) ?? 0, rank));
  };
  for (const { data } of inventory.of("github.repository-access")) {
    const name = data.repository.full_name;
    give(organizationOf(name), data.login, name, rankOfRole(data.permission));
  }
  for (const { scope, data } of inventory.of("github.team")) {
    for (const { repository: repository2, permission } of data.repositories) {
      for (const { login } of data.members)
        give(scope, login, repository2.full_name, rankOfRole(permission));
    }
  }
  const rolesOf = (organization2, login, base) => new Map([...roles2.get(`${organization2} ${login}`) ?? []].filter(([, rank]) => rank > base).sort(([a], [b]) => a < b ? -1 : 1));
  const members = inventory.of("github.member").map(({ id, scope, data }) => {
    const owner = data.role === "ADMIN";
    const base = rankOfRole(inventory.organizations.get(scope)?.data.default_repository_permission ?? "NONE");
    return {
      id: userId(scope, data.login),
      organization: scope,
      login: data.login,
      outside: false,
      owner,
      nature: natureOf(data.login, void 0, data.has_two_factor_enabled),
      ...data.created_at == null ? {} : { createdAt: data.created_at },
      ...data.last_request_at == null ? {} : { lastUsedAt: data.last_request_at },
      source: { record: "github.member", id },
      base,
      roles: rolesOf(scope, data.login, base)
    };
  });
  const outside = inventory.of("github.outside-collaborator").map(({ id, scope, data }) => ({
    id: collaboratorId(scope, data.login),
    organization: scope,
    login: data.login,
    outside: true,
    owner: false,
    nature: natureOf(data.login, data.type),
    ...data.last_request_at == null ? {} : { lastUsedAt: data.last_request_at },
    source: { record: "github.outside-collaborator", id },
    base: 0,
    roles: rolesOf(scope, data.login, 0)
  }));
  return [...members, ...outside];
};

// ../../work/wt/exports/dist/connectors/github/identities/scopes.js
var place = (id, name, settings) => {
  const configured = settings.environments.scopes[id];
  if (configured !== void 0)
    return { environment: configured, environmentReason: "configuration" };
  const named = environmentIn(name, settings);
  return named === void 0 ? { environment: "unknown" } : { environment: named, environmentReason: `name ${name}` };
};
var scopesOf = (inventory, settings, named) => {
  const scopes = /* @__PURE__ */ new Map();
  const add = (scope) => {
    if (!scopes.has(scope.id))
      scopes.set(scope.id, scope);
  };
  const organization2 = (login, enterprise) => {
    add({
      id: login,
      provider: "github",
      kind: "organization",
      name: login,
      ...enterprise === void 0 ? {} : { parent: `enterprises/${enterprise}` },
      ...place(login, login, settings),
      services: organizationServices
    });
  };
  for (const [login, { data }] of inventory.organizations) {
    if (data.enterprise !== void 0)
      add({
        id: `enterprises/${data.enterprise}`,
        provider: "github",
        kind: "enterprise",
        name: data.enterprise,
        environment: "unknown",
        services: []
      });
    organization2(login, data.enterprise);
  }
  for (const id of named)
    if (!id.includes("/"))
      organization2(id, void 0);
  for (const name of [...inventory.repositories.keys(), ...named].filter((id) => id.includes("/"))) {
    const owner = organizationOf(name);
    const known3 = scopes.has(owner);
    add({
      id: name,
      provider: "github",
      kind: "repository",
      name,
      ...known3 ? { parent: owner } : {},
      ...place(name, name.slice(owner.length + 1), settings),
      services: repositoryServices
    });
  }
  return [...scopes.values()].sort((a, b) => a.id < b.id ? -1 : 1);
};

// ../../work/wt/exports/dist/connectors/github/identities/tokens.js
var machine = (reason) => ({ is: "machine", reason });
var deployKeys = (inventory) => inventory.of("github.deploy-key").map(({ id, data }) => {
  const repository2 = data.repository.full_name;
  const source = { record: "github.deploy-key", id };
  const inForce = data.enabled !== false;
  return {
    id: deployKeyId(repository2, data.id),
    kind: "deploy-key",
    nature: machine("a deploy key belongs to a repository, not to a person"),
    name: data.title ?? `deploy key ${data.id}`,
    scope: repository2,
    ...data.added_by == null ? {} : { owner: data.added_by },
    ...at("createdAt", data.created_at),
    ...used(data.last_used),
    credentials: [
      {
        id: `${repository2}/keys/${data.id}`,
        kind: "deploy-key",
        lifetime: "static",
        binding: "certificate",
        status: inForce ? "active" : "inactive",
        ...at("createdAt", data.created_at),
        ...used(data.last_used)
      }
    ],
    grants: inForce ? [
      {
        scope: repository2,
        name: data.read_only ? "read access" : "write access",
        via: "deploy key",
        duration: "permanent",
        rights: [
          { place: "repository", service: "contents", level: data.read_only ? 2 : 3 },
          ...data.read_only ? [] : [{ place: "repository", service: "workflows", level: 3 }]
        ],
        source
      }
    ] : [],
    holds: inForce && !data.read_only ? [{ place: repository2, strength: "workflows", assumes: [] }] : [],
    trusts: holderTrusts(inventory, organizationOf(repository2), data.added_by, source),
    source
  };
});
var holdsOf = (permissions, places) => {
  const writes = (name) => permissions[name] === "write" || permissions[name] === "admin";
  const strength = writes("administration") ? "administer" : writes("contents") ? writes("workflows") ? "workflows" : "push" : void 0;
  return strength === void 0 ? [] : places.map((place2) => ({ place: place2, strength, assumes: [] }));
};
var leading = {
  members: "control",
  organization_administration: "control",
  organization_custom_org_roles: "control",
  organization_custom_roles: "control",
  organization_personal_access_token_requests: "requests",
  organization_secrets: "secrets",
  organization_self_hosted_runners: "runners"
};
var organizationHolds = (permissions, organization2) => [
  ...new Set(Object.entries(leading).flatMap(([name, strength]) => permissions[name] === "write" || permissions[name] === "admin" ? [strength] : []))
].map((strength) => ({ place: organization2, strength, assumes: [] }));
var grantsOf = ({ organization: organization2, all, selected }, permissions, grant) => {
  const rights = rightsOfPermissions(permissions);
  const ofOrganization = rights.filter(({ place: place2 }) => place2 === "organization");
  const ofRepositories = rights.filter(({ place: place2 }) => place2 === "repository");
  const given = (scope, name, own2) => own2.length === 0 ? [] : [{ ...grant, scope, name, rights: own2 }];
  return [
    ...given(organization2, "organization permissions", ofOrganization),
    // Where nobody tells which repositories it has, it may be all of them: unknown never lowers a number.
    ...all || selected === void 0 ? given(organization2, all ? "all repositories" : "selected repositories, not known which", ofRepositories).map((each) => all ? each : { ...each, conditions: [selectedOnly] }) : selected.flatMap((name) => given(name, "repository permissions", ofRepositories))
  ];
};
var selectedOnly = {
  class: "other",
  operator: "StringEquals",
  key: "repository",
  values: ["one of those that were selected"]
};
var unknownSelection = "its selected repositories are among these: GitHub did not tell which";
var placesOf = ({ organization: organization2, all, selected }) => all || selected === void 0 ? [organization2] : selected;
var holdsFor = (selection, permissions) => [
  ...organizationHolds(permissions, selection.organization),
  ...holdsOf(permissions, placesOf(selection)).map((hold) => selection.all || selection.selected !== void 0 ? hold : { ...hold, assumes: [unknownSelection] })
];
var installations = (inventory) => inventory.of("github.app-installation").map((installation) => {
  const { id, scope, data } = installation;
  const source = { record: "github.app-installation", id };
  const suspended = data.suspended_at != null;
  const selection = {
    organization: scope,
    all: data.repository_selection === "all",
    selected: data.repositories?.map(({ full_name }) => full_name)
  };
  return {
    id: installationId(scope, data.id),
    kind: "app-installation",
    nature: machine("a GitHub App acts by itself"),
    name: data.app_slug,
    scope,
    ...data.owner == null ? {} : { owner: data.owner.login },
    ...at("createdAt", data.created_at),
    ...at("lastUsedAt", data.last_request_at),
    credentials: [
      {
        id: `installation-token of ${data.app_slug}`,
        kind: "installation-token",
        lifetime: "short-lived",
        binding: "shared-secret",
        status: suspended ? "inactive" : "active",
        maxSeconds: 3600
      }
    ],
    grants: suspended ? [] : grantsOf(selection, data.permissions, { via: "installation", duration: "permanent", source }),
    holds: suspended ? [] : holdsFor(selection, data.permissions),
    ...!suspended && data.permissions.deployments === "write" ? { approvesAs: `app ${data.app_slug}` } : {},
    trusts: appTrusts(inventory, installation),
    source
  };
});
var fineGrainedTokens = (inventory, now) => inventory.of("github.pat-grant").map(({ id, scope, data }) => {
  const source = { record: "github.pat-grant", id };
  const until = data.token_expires_at ?? void 0;
  const expired = data.token_expired === true || until !== void 0 && until <= now;
  const status = expired ? "expired" : "active";
  const permissions = { ...data.permissions.repository, ...data.permissions.organization };
  const selection = {
    organization: scope,
    all: data.repository_selection === "all",
    selected: data.repository_selection === "none" ? [] : data.repositories?.map(({ full_name }) => full_name)
  };
  return {
    id: tokenId(scope, data.id),
    kind: "personal-access-token",
    nature: { is: "unknown", reason: "people and machines use personal access tokens alike" },
    name: data.token_name ?? `token ${data.token_id ?? data.id} of ${data.owner.login}`,
    scope,
    owner: data.owner.login,
    ...at("createdAt", data.access_granted_at),
    ...used(data.token_last_used_at),
    credentials: [
      {
        id: `personal-access-token ${data.token_id ?? data.id}`,
        kind: "personal-access-token",
        lifetime: until === void 0 ? "static" : "expiring",
        binding: "shared-secret",
        status,
        // When it was let in: GitHub does not tell when it was made.
        ...at("createdAt", data.access_granted_at),
        ...until === void 0 ? {} : { expiresAt: until },
        ...used(data.token_last_used_at)
      }
    ],
    grants: expired ? [] : grantsOf(selection, permissions, {
      via: "token",
      duration: until === void 0 ? "permanent" : "time-bound",
      ...until === void 0 ? {} : { until },
      source
    }),
    holds: expired ? [] : holdsFor(selection, permissions),
    // https://docs.github.com/en/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run
    ...!expired && permissions.deployments === "write" ? { approvesAs: data.owner.login } : {},
    trusts: holderTrusts(inventory, scope, data.owner.login, source),
    source
  };
});
var requestedTokens = (inventory, now) => inventory.of("github.pat-request").map(({ id, scope, data }) => {
  const source = { record: "github.pat-request", id };
  const until = data.token_expires_at ?? void 0;
  const expired = data.token_expired === true || until !== void 0 && until <= now;
  const permissions = { ...data.permissions.repository, ...data.permissions.organization };
  const selection = {
    organization: scope,
    all: data.repository_selection === "all",
    selected: data.repository_selection === "none" ? [] : void 0
  };
  return {
    id: requestId(scope, data.id),
    kind: "requested-token",
    nature: { is: "unknown", reason: "people and machines use personal access tokens alike" },
    name: data.token_name ?? `token ${data.token_id ?? data.id} of ${data.owner.login}`,
    scope,
    owner: data.owner.login,
    ...at("createdAt", data.created_at),
    credentials: [
      {
        id: `personal-access-token ${data.token_id ?? data.id}`,
        kind: "personal-access-token",
        lifetime: until === void 0 ? "static" : "expiring",
        binding: "shared-secret",
        // It opens nothing here yet.
        status: expired ? "expired" : "inactive",
        ...until === void 0 ? {} : { expiresAt: until }
      }
    ],
    grants: expired ? [] : grantsOf(selection, permissions, { via: "request", duration: "eligible", source }),
    holds: expired ? [] : holdsFor(selection, permissions).map((hold) => ({
      ...hold,
      assumes: ["the request is approved", ...hold.assumes]
    })),
    trusts: holderTrusts(inventory, scope, data.owner.login, source),
    source
  };
});
var tokenDrafts = (inventory, people, now) => {
  const byLogin = new Map(people.map((person) => [`${person.organization} ${person.login}`, person]));
  return [
    ...deployKeys(inventory),
    ...installations(inventory),
    ...fineGrainedTokens(inventory, now),
    ...requestedTokens(inventory, now),
    ...authorizations(inventory, byLogin, now)
  ];
};

// ../../work/wt/exports/dist/connectors/github/federation/subjects.js
var immutableSince = "2026-07-15T00:00:00.000Z";
var issuerOf = (server) => {
  if (server === void 0 || server === "github.com")
    return "token.actions.githubusercontent.com";
  if (server.endsWith(".ghe.com"))
    return `token.actions.${server}`;
  return `${server}/_services/token`;
};
var subjectFormOf = (inventory, fullName) => {
  const facts = inventory.of("github.oidc-subject");
  const owner = organizationOf(fullName);
  const own2 = facts.find(({ data }) => data.repository?.full_name === fullName)?.data;
  const organization2 = facts.find(({ scope, data }) => data.level === "organization" && scope === owner)?.data;
  const repository2 = inventory.repositories.get(fullName)?.data;
  const ids = [repository2?.owner?.id, repository2?.id];
  const immutable = own2?.use_immutable_subject ?? organization2?.use_immutable_subject ?? (repository2?.created_at ?? "") >= immutableSince;
  const numbered = immutable && ids.every((id) => typeof id === "number") ? `repo:${owner}@${ids[0]}/${fullName.slice(owner.length + 1)}@${ids[1]}` : `repo:${fullName}`;
  const custom = own2?.use_default === false ? own2.include_claim_keys ?? organization2?.include_claim_keys : void 0;
  return {
    prefix: own2?.sub_claim_prefix ?? numbered,
    ...custom === void 0 || custom.length === 0 ? {} : { keys: custom }
  };
};
var subjectOf = ({ prefix, keys }, context, claims) => {
  if (keys === void 0)
    return `${prefix}:${context}`;
  return keys.map((key) => {
    if (key === "repo")
      return prefix;
    if (key === "context")
      return context;
    return `${key}:${(claims[key] ?? "*").replaceAll(":", "%3A")}`;
  }).join(":");
};
var offered = (claims) => Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim, { like: [value] }]));
var claimsOf = (inventory, fullName) => {
  const repository2 = inventory.repositories.get(fullName)?.data;
  const owner = organizationOf(fullName);
  return {
    aud: "*",
    repository: fullName,
    repository_owner: owner,
    ...repository2?.id === void 0 ? {} : { repository_id: String(repository2.id) },
    ...typeof repository2?.owner?.id === "number" ? { repository_owner_id: String(repository2.owner.id) } : {},
    ...repository2?.visibility == null ? {} : { repository_visibility: repository2.visibility },
    actor: "*",
    actor_id: "*",
    workflow: "*",
    event_name: "*",
    run_id: "*",
    runner_environment: "*",
    job_workflow_ref: `${fullName}/.github/workflows/*`
  };
};

// ../../work/wt/exports/dist/connectors/github/federation/token-offers.js
var branch = (name) => ({
  context: `ref:refs/heads/${name}`,
  claims: { ref: `refs/heads/${name}`, ref_type: "branch" }
});
var tag = { context: "ref:refs/tags/*", claims: { ref: "refs/tags/*", ref_type: "tag" } };
var pullRequest = { context: "pull_request", claims: { ref: "refs/pull/*" } };
var environment = (name) => ({
  context: `environment:${name.replaceAll(":", "%3A")}`,
  claims: { environment: name, ref: "refs/*" }
});
var contextsOf2 = ({ file, environment: name }, main) => {
  if (name !== void 0)
    return [environment(name)];
  const events = [...file.workflow?.events ?? []];
  const contexts = events.flatMap(([event, settings]) => {
    const written = settings.branches;
    const branches = (Array.isArray(written) ? written : [written]).filter((each) => typeof each === "string");
    switch (event) {
      case "push":
        return [
          ...branches.length > 0 || settings.tags === void 0 ? (branches.length === 0 ? ["*"] : branches).map((each) => branch(each.replaceAll("**", "*"))) : [],
          ...settings.tags === void 0 && branches.length > 0 ? [] : [tag]
        ];
      case "pull_request":
      case "pull_request_review":
        return [pullRequest];
      case "schedule":
        return [branch(main)];
      case "release":
      case "create":
        return [tag, branch("*")];
      default:
        return [branch("*")];
    }
  });
  return [...new Map(contexts.map((each) => [each.context, each])).values()];
};
var fileClaim = (inventory, repository2, calls) => {
  if (calls.startsWith("./"))
    return `${repository2}/${calls.slice(2)}@refs/*`;
  const use = useOf(calls);
  if (use === void 0)
    return "*";
  return `${inventory.repositoryNamed(use.repository)?.data.full_name ?? use.repository}/${use.path}@*`;
};
var tokenOffersOf = (inventory, groups, places, indexOf) => {
  const forms = /* @__PURE__ */ new Map();
  const formOf = (name) => {
    let form = forms.get(name);
    if (form === void 0) {
      form = subjectFormOf(inventory, name);
      forms.set(name, form);
    }
    return form;
  };
  const offer = (node, name, { context, claims }, further = {}, except = [], assumes = []) => {
    const all = { ...claimsOf(inventory, name), ...claims, ...further };
    const subject = {
      like: [subjectOf(formOf(name), context, all)],
      ...except.length === 0 ? {} : {
        except: except.map((each) => subjectOf(formOf(name), each.context, { ...all, ...each.claims }))
      }
    };
    const refs = except.flatMap(({ claims: { ref } }) => ref === void 0 || ref.includes("*") ? [] : [ref]);
    const exceptions = refs.length === 0 || all.ref === void 0 ? {} : {
      ref: { like: [all.ref], except: refs },
      job_workflow_ref: {
        like: [all.job_workflow_ref ?? "*"],
        except: refs.map((ref) => `${name}/.github/workflows/*@${ref}`)
      }
    };
    return {
      node,
      issuer: issuerOf(inventory.organizations.get(name.split("/", 1)[0])?.data.server),
      claims: { ...offered(all), ...exceptions, sub: subject },
      assumes,
      // Where subjects hold numbers, the form without them is what trusts of before still name.
      ...formOf(name).prefix === `repo:${name}` ? {} : { retiredSubjects: [subjectOf({ ...formOf(name), prefix: `repo:${name}` }, context, all)] }
    };
  };
  const ofPushed = (group, main) => {
    const { repository: repository2, file, environment: name } = group;
    const push = places.get(repository2)?.push;
    const closed = isGuarded(inventory.repositories.get(repository2)?.data.protection);
    const elsewhere = startsOnPullRequest(file.workflow) || runsOnBranches(file.workflow, main);
    if (push === void 0 || !closed || !elsewhere || name !== void 0)
      return [];
    const own2 = branch(main);
    const further = { job_workflow_ref: fileClaim(inventory, repository2, `./${file.data.path}`) };
    return contextsOf2(group, main).filter(({ context }) => context !== own2.context).map((context) => offer(push, repository2, context, further, [own2]));
  };
  const inAnyEnvironment = (node, { repository: repository2 }, further) => {
    const guarded = (inventory.environments.get(repository2) ?? []).flatMap(({ data }) => {
      const guard = environmentGuard(data);
      return guard === void 0 ? [] : [{ context: environment(data.name), guard }];
    });
    return [
      offer(node, repository2, environment("*"), further, guarded.map(({ context }) => context)),
      ...guarded.map(({ context, guard }) => offer(node, repository2, context, further, [], [guard]))
    ];
  };
  const ofJobs = groups.flatMap((group) => {
    const node = indexOf(group.id);
    if (node === void 0 || !group.idToken)
      return [];
    const main = inventory.repositories.get(group.repository)?.data.default_branch ?? "main";
    const own2 = `./${group.file.data.path}`;
    const offers = group.jobs.flatMap(({ calls = own2, followed }) => {
      const further = { job_workflow_ref: fileClaim(inventory, group.repository, calls) };
      const unread = calls === own2 || followed === true ? [] : [
        offer(node, group.repository, environment("*"), further, [], [`${calls}, which was not read, deploys to the environment`])
      ];
      if (isExpression(group.environment))
        return [...inAnyEnvironment(node, group, further), ...unread];
      return [
        ...contextsOf2(group, main).map((context) => offer(node, group.repository, context, further)),
        ...unread
      ];
    });
    const pushed = ofPushed(group, main);
    return [...new Map([...offers, ...pushed].map((each) => [JSON.stringify(each), each])).values()];
  });
  const ofWriters = [...places].flatMap(([name, { workflows, control, merge }]) => {
    const repository2 = inventory.repositories.get(name).data;
    if (!inventory.runsJobs(name))
      return [];
    const guarded = (inventory.environments.get(name) ?? []).filter(({ data }) => environmentGuard(data) !== void 0).map(({ data }) => environment(data.name));
    const main = repository2.default_branch ?? "main";
    const closed = isGuarded(repository2.protection) ? [branch(main)] : [];
    const contexts = [
      [branch("*"), closed],
      [tag, []],
      [pullRequest, []],
      [environment("*"), [...guarded, ...closed]]
    ];
    return contexts.flatMap(([context, except]) => [
      offer(workflows, name, context, {}, except),
      ...except.length === 0 ? [] : [offer(control, name, context)],
      // Past the protection of the branch, and not past that of an environment.
      ...merge === void 0 || !except.includes(closed[0]) ? [] : [
        offer(merge.files, name, context, {}, except.filter((each) => !closed.includes(each)))
      ]
    ]);
  });
  return [...ofJobs, ...ofWriters, ...registryOffers(inventory, indexOf, offer)];
};

// ../../work/wt/exports/dist/connectors/github/identities/draft.js
var isOfCode = ({ strength }) => strength !== "runners" && strength !== "requests" && strength !== "secrets";

// ../../work/wt/exports/dist/connectors/github/takeover/techniques.js
var pushBranch = {
  id: "push-branch",
  mechanism: "write-code",
  does: "push a branch",
  source: "https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization"
};
var pushProtected = {
  id: "push-protected-branch",
  mechanism: "write-code",
  does: "push to the protected branch, past what protects it",
  source: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#granting-bypass-permissions-for-your-branch-or-tag-ruleset"
};
var writeWorkflow = {
  id: "write-workflow",
  mechanism: "write-code",
  does: "push a workflow file of its own",
  source: "https://docs.github.com/en/actions/concepts/workflows-and-actions/workflows"
};
var changeWhatRuns = {
  id: "change-code-a-workflow-runs",
  mechanism: "write-code",
  does: "change what the workflow runs",
  source: "https://docs.github.com/en/actions/reference/security/secure-use"
};
var administer = {
  id: "administer-repository",
  mechanism: "control",
  does: "administer it: protections, environments, keys and secrets",
  source: "https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization"
};
var own = {
  id: "own-organization",
  mechanism: "control",
  does: "administer the organisation",
  source: "https://docs.github.com/en/organizations/managing-peoples-access-to-your-organization-with-roles/roles-in-an-organization"
};
var approve = {
  id: "approve-own-deployment",
  mechanism: "write-code",
  does: "start the deployment and approve it itself",
  source: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments"
};
var takeJobs = {
  id: "read-jobs-of-a-runner",
  mechanism: "write-code",
  does: "change and read the jobs that the runner takes",
  source: "https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners"
};
var stayOnRunner = {
  id: "stay-on-a-runner",
  mechanism: "write-code",
  does: "run a job on the runner that outlives the job",
  source: "https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners"
};
var registerRunner = {
  id: "register-a-runner",
  mechanism: "write-code",
  does: "register a runner of its own that takes the job",
  source: "https://docs.github.com/en/rest/actions/self-hosted-runners"
};
var approveRequest = {
  id: "approve-a-token",
  mechanism: "write-permission",
  does: "approve what the token asks for",
  source: "https://docs.github.com/en/rest/orgs/personal-access-tokens"
};
var changeCalled = {
  id: "change-called-code",
  mechanism: "write-code",
  does: "change the workflow or action that it calls",
  source: "https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations#workflow-calling-syntax"
};

// ../../work/wt/exports/dist/connectors/github/takeover/approvals.js
var teamOf = (inventory, organization2, slug) => inventory.of("github.team").find(({ scope, data }) => scope === organization2 && data.slug === slug);
var approversOf = (inventory, repository2, { data }) => (data.reviewers ?? []).flatMap(({ type, name }) => type === "Team" ? (teamOf(inventory, organizationOf(repository2), name)?.data.members ?? []).map(({ login }) => ({
  login,
  as: `${login} of team ${name}`
})) : [{ login: name, as: name }]);
var unreadTeams = (inventory, { repository: repository2, protection }) => (protection?.data.reviewers ?? []).filter(({ type, name }) => type === "Team" && teamOf(inventory, organizationOf(repository2), name) === void 0).map(({ name }) => name);
var firstGuard = (inventory, group) => {
  const guard = environmentGuard(group.protection?.data);
  const unread = unreadTeams(inventory, group);
  const who = unread.length === 0 ? "" : ` (who is in team ${unread.join(", ")} was not read)`;
  return guard === void 0 ? [] : [`${guard}${who}`];
};
var mayPush2 = ({ holds }, repository2) => holds.filter((hold) => isOfCode(hold) && (hold.place === repository2 || hold.place === organizationOf(repository2))).map(({ assumes }) => assumes).toSorted((one, other) => one.length - other.length)[0];
var addApprovals = (graph, { inventory, drafts, groups }, indexOf) => {
  const acting = Map.groupBy(drafts.flatMap((draft, index) => {
    const { approvesAs: as, scope } = draft;
    const organization2 = organizationOf(scope);
    return as === void 0 ? [] : [{ key: `${organization2} ${as}`, draft, index }];
  }), ({ key }) => key);
  for (const { id, repository: repository2, protection } of groups) {
    const node = indexOf.get(id);
    if (node === void 0 || protection === void 0)
      continue;
    const guards = environmentGuards(protection.data);
    const link = (key, says, overcome) => {
      for (const { draft, index } of acting.get(`${organizationOf(repository2)} ${key}`) ?? []) {
        const assumes = mayPush2(draft, repository2);
        if (assumes === void 0)
          continue;
        graph.edge(index, node, approve, {
          assumes: [...assumes, ...guards.filter((guard) => !overcome(guard)).map(({ clause }) => clause)],
          evidence: [{ record: "github.environment", id: protection.id, says }]
        });
      }
    };
    if (protection.data.prevent_self_review !== true)
      for (const { login, as } of approversOf(inventory, repository2, protection))
        link(login, `${as} reviews environment ${protection.data.name} and may review what is his own`, ({ by }) => by === "reviewers");
    for (const slug of protection.data.custom_rules ?? [])
      link(`app ${slug}`, `app ${slug} decides who gets into environment ${protection.data.name}`, ({ by, clause }) => by === "app" && clause.startsWith(`${slug} `));
  }
};

// ../../work/wt/exports/dist/connectors/github/takeover/graph.js
var membership = {
  id: membershipTechnique,
  mechanism: "control",
  does: "act there with what it holds",
  source: "https://docs.github.com/en/get-started/learning-about-github/access-permissions-on-github"
};
var noDetails = {};
var createGraph = (identities) => {
  const groups = [];
  const edges = [];
  const techniques2 = [];
  const reasons = [];
  const places = /* @__PURE__ */ new Map();
  const place2 = (list, key, make) => {
    const known3 = places.get(key);
    if (known3 !== void 0)
      return known3;
    places.set(key, list.length);
    list.push(make());
    return list.length - 1;
  };
  const seen = /* @__PURE__ */ new WeakMap();
  const reasonFor = (details) => {
    const known3 = seen.get(details);
    if (known3 !== void 0)
      return known3;
    const { assumes = [], evidence: evidence2, through } = details;
    const reason = {
      allowedBy: [],
      assumes,
      ...evidence2 === void 0 ? {} : { evidence: evidence2 },
      ...through === void 0 ? {} : { through }
    };
    const index = place2(reasons, `reason ${JSON.stringify(reason)}`, () => reason);
    seen.set(details, index);
    return index;
  };
  const finalNode = (node) => node < 0 ? identities + groups.length - 1 - node : node;
  return {
    group: (label) => identities + groups.push({ kind: "holders", label }) - 1,
    /** The node that stands for full control of a scope; its number is final only in the graph. */
    control: (scope) => -1 - scope,
    edge: (from, to, technique, details = noDetails) => {
      edges.push({
        from,
        to,
        technique: place2(techniques2, `technique ${technique.id}`, () => technique),
        reason: reasonFor(details)
      });
    },
    /** What a node is in the finished graph. */
    finalNode,
    finish: () => ({
      groups,
      from: Uint32Array.from(edges, ({ from }) => finalNode(from)),
      to: Uint32Array.from(edges, ({ to }) => finalNode(to)),
      technique: Uint16Array.from(edges, ({ technique }) => technique),
      reason: Uint32Array.from(edges, ({ reason }) => reason),
      techniques: techniques2,
      reasons
    })
  };
};

// ../../work/wt/exports/dist/connectors/github/takeover/bypass.js
var blocking = /* @__PURE__ */ new Set(["PULL_REQUEST", "UPDATE"]);
var lower = (text) => text.toLowerCase();
var pushersOf = (organization2, actors = []) => actors.map(({ type, name }) => {
  if (type === "DeployKey")
    return type;
  return lower(`${type} ${type === "Team" ? `${organization2}/` : ""}${name ?? ""}`);
});
var guardsOf = (branch2, organization2, rules) => {
  const own2 = branch2.branch_rule == null ? void 0 : rules.get(branch2.branch_rule);
  const administrators = branch2.is_admin_enforced === false ? ["DeployKey"] : [];
  const guards = [];
  if (branch2.restricts_pushes === true)
    guards.push([...pushersOf(organization2, own2?.push_actors), ...administrators]);
  if (branch2.requires_approving_reviews === true && branch2.required_approving_review_count !== 0)
    guards.push([...pushersOf(organization2, own2?.bypass_actors), ...administrators]);
  const rulesets = (branch2.rulesets ?? []).filter((each) => each.rules.some((rule) => blocking.has(rule)));
  const told = new Set(rulesets.flatMap((each) => each.rules));
  if ((branch2.rules ?? []).some((rule) => blocking.has(rule) && !told.has(rule)))
    return;
  for (const { id } of rulesets) {
    const ruleset = rules.get(id);
    const always = ruleset?.bypass_actors?.filter(({ mode }) => mode !== "PULL_REQUEST");
    guards.push(pushersOf(organization2, always));
  }
  return guards;
};
var pushersOfDraft = ({ source }, logins, slugs, teams) => {
  if (source.record === "github.deploy-key")
    return ["DeployKey"];
  const key = `${source.record} ${source.id}`;
  const slug = slugs.get(key);
  if (slug !== void 0)
    return [`app ${slug}`];
  const login = logins.get(key);
  return login === void 0 ? [] : [`user ${login}`, ...(teams.get(login) ?? []).map((team) => `team ${team}`)];
};
var guardEvidence = (inventory) => {
  const rules = new Map(inventory.of("github.protection").map(({ id, data }) => [id, data]));
  return (repository2) => {
    const { protection } = inventory.repositories.get(repository2)?.data ?? {};
    const ids = [protection?.branch_rule, ...(protection?.rulesets ?? []).map(({ id }) => id)];
    return ids.flatMap((id) => {
      const rule = id == null ? void 0 : rules.get(id);
      if (id == null || rule === void 0)
        return [];
      const what = rule.type === "ruleset" ? "ruleset" : "the protection of";
      return [{ record: "github.protection", id, says: `${what} ${rule.name} lets it past` }];
    });
  };
};
var passingOf = (inventory, drafts) => {
  const rules = new Map(inventory.of("github.protection").map(({ id, data }) => [id, data]));
  if (rules.size === 0 && ![...inventory.repositories.values()].some(({ data }) => data.protection?.is_admin_enforced === false))
    return /* @__PURE__ */ new Map();
  const slugs = new Map(inventory.of("github.app-installation").map(({ id, data }) => [`github.app-installation ${id}`, lower(data.app_slug)]));
  const logins = new Map([
    ...inventory.of("github.pat-grant").map(({ id, data }) => [`github.pat-grant ${id}`, lower(data.owner.login)]),
    ...["github.credential-authorization", "github.member", "github.outside-collaborator"].flatMap((kind) => inventory.of(kind).map(({ id, data }) => [`${kind} ${id}`, lower(data.login)]))
  ]);
  const teams = /* @__PURE__ */ new Map();
  for (const { scope, data } of inventory.of("github.team"))
    for (const { login } of data.members) {
      const own2 = teams.get(lower(login));
      if (own2 === void 0)
        teams.set(lower(login), [lower(`${scope}/${data.slug}`)]);
      else
        own2.push(lower(`${scope}/${data.slug}`));
    }
  const known3 = drafts.map((draft) => new Set(pushersOfDraft(draft, logins, slugs, teams)));
  const holders = /* @__PURE__ */ new Map();
  drafts.forEach((draft, index) => {
    for (const { place: place2, strength, assumes } of draft.holds) {
      if (strength !== "push" && strength !== "workflows" || known3[index].size === 0)
        continue;
      const all = holders.get(place2) ?? [];
      holders.set(place2, all);
      all.push({ index, files: strength === "workflows", assumes });
    }
  });
  return new Map([...inventory.repositories].flatMap(([name, { data }]) => {
    const organization2 = organizationOf(name);
    const guards = data.protection == null ? void 0 : guardsOf(data.protection, organization2, rules);
    if (guards === void 0 || guards.length === 0 || guards.some((each) => each.length === 0))
      return [];
    const passing = [...holders.get(name) ?? [], ...holders.get(organization2) ?? []].filter(({ index }) => guards.every((each) => each.some((pusher) => known3[index].has(pusher))));
    return passing.length === 0 ? [] : [[name, passing]];
  }));
};
var mergeNodes = (graph, name) => {
  const nodes = {
    code: graph.group(`whoever can push to the protected branch of ${name}`),
    files: graph.group(`whoever can push workflow files to the protected branch of ${name}`)
  };
  graph.edge(nodes.files, nodes.code, membership);
  return nodes;
};
var addPassing = (graph, inventory, drafts, places, passing) => {
  const evidenceFor = guardEvidence(inventory);
  const each = [...passing].flatMap(([name, all]) => all.map((one) => ({ name, ...one })));
  const byHolder = Map.groupBy(each, ({ index, files, assumes }) => JSON.stringify([index, files, assumes]));
  const alike = Map.groupBy([...byHolder.values()], (held) => JSON.stringify([held[0].files, held.map(({ name }) => name)]));
  for (const holders of alike.values()) {
    const held = holders[0];
    const node = graph.group(`whoever gets past what protects ${held.length === 1 ? held[0].name : `${held.length} repositories`}`);
    for (const [one] of holders) {
      const { index, assumes } = one;
      const { source, name } = drafts[index];
      graph.edge(index, node, membership, {
        assumes,
        evidence: [{ ...source, says: `${name} may do this` }]
      });
    }
    for (const { name, files } of held) {
      const { merge } = places.get(name);
      graph.edge(node, files ? merge.files : merge.code, pushProtected, {
        evidence: evidenceFor(name),
        through: name
      });
    }
  }
};

// ../../work/wt/exports/dist/connectors/github/takeover/index.js
var evidenceOf = ({ source, name }) => ({ ...source, says: `${name} may do this` });
var waysOf = (input) => {
  const { inventory, drafts, groups, people, scopeIndex } = input;
  const graph = createGraph(drafts.length);
  const indexOf = new Map(drafts.map(({ id }, index) => [id, index]));
  const places = /* @__PURE__ */ new Map();
  const passing = passingOf(inventory, drafts);
  for (const name of inventory.repositories.keys()) {
    const nodes = {
      push: graph.group(`whoever can push a branch to ${name}`),
      workflows: graph.group(`whoever can push workflow files to ${name}`),
      control: graph.control(scopeIndex.get(name)),
      ...passing.has(name) ? { merge: mergeNodes(graph, name) } : {}
    };
    places.set(name, nodes);
    graph.edge(nodes.control, nodes.workflows, administer);
    graph.edge(nodes.workflows, nodes.push, membership);
  }
  for (const login of new Set([...places.keys()].map(organizationOf))) {
    const scope = scopeIndex.get(login);
    if (scope === void 0)
      continue;
    for (const { data } of inventory.repositoriesOf(login))
      graph.edge(graph.control(scope), places.get(data.full_name).control, own);
  }
  const choosersOf = oncePerPlace((organization2) => graph.group(`whoever decides which repositories use the secrets of ${organization2}`));
  addHolds(graph, input, places, indexOf, choosersOf);
  for (const group of groups) {
    const node = indexOf.get(group.id);
    const nodes = places.get(group.repository);
    if (node !== void 0 && nodes !== void 0 && inventory.runsJobs(group.repository)) {
      addWaysIntoJobs(graph, inventory, group, node, nodes);
      addCalledCode(graph, inventory, group, node, places);
    }
  }
  addApprovals(graph, input, indexOf);
  addRunners(graph, inventory, groups, indexOf, places);
  addPassing(graph, inventory, drafts, places, passing);
  const offers = tokenOffersOf(inventory, groups, places, (id) => indexOf.get(id));
  const keys = [
    ...storedKeysOf({
      inventory,
      groups,
      places,
      indexOf: (id) => indexOf.get(id),
      choosersOf,
      writersOf: peopleWhoWrite(graph, people, (id) => indexOf.get(id))
    }),
    ...registryKeys(inventory, (id) => indexOf.get(id))
  ];
  const final = (items) => items.map((item) => ({ ...item, node: graph.finalNode(item.node) }));
  return { takeover: graph.finish(), tokenOffers: final(offers), storedKeys: final(keys) };
};
var oncePerPlace = (make) => {
  const known3 = /* @__PURE__ */ new Map();
  return (place2) => {
    const node = known3.get(place2) ?? make(place2);
    known3.set(place2, node);
    return node;
  };
};
var peopleWhoWrite = (graph, people, indexOf) => oncePerPlace((name) => {
  const node = graph.group(`people who can push a branch to ${name}`);
  for (const person of people) {
    const from = indexOf(person.id);
    if (from !== void 0 && person.organization === organizationOf(name) && mayWrite(person, name))
      graph.edge(from, node, membership);
  }
  return node;
});
var techniques = {
  push: pushBranch,
  workflows: writeWorkflow,
  administer
};
var nodeFor = (nodes, strength) => strength === "administer" ? nodes.control : nodes[strength];
var registrars = (graph, groups, indexOf) => oncePerPlace((organization2) => {
  const node = graph.group(`whoever can register runners of ${organization2}`);
  for (const { id, repository: repository2, jobs, file } of groups) {
    const to = indexOf.get(id);
    const assumes = takenByNewRunner(jobs);
    if (to === void 0 || assumes === void 0 || organizationOf(repository2) !== organization2)
      continue;
    const says = `${file.data.path} of ${repository2} runs on runners of one's own`;
    graph.edge(node, to, registerRunner, {
      assumes,
      evidence: [{ record: "github.workflow", id: file.id, says }]
    });
  }
  return node;
});
var requestsIn = (inventory, indexOf) => {
  const known3 = inventory.of("github.pat-request").flatMap(({ scope, data }) => {
    const node = indexOf.get(requestId(scope, data.id));
    return node === void 0 ? [] : [{ scope, entry: [node, [`${data.owner.login}, who holds the token, works with it`]] }];
  });
  return new Map([...Map.groupBy(known3, ({ scope }) => scope)].map(([scope, own2]) => [
    scope,
    own2.map(({ entry }) => entry)
  ]));
};
var addHolds = (graph, { drafts, inventory, groups, scopeIndex }, places, indexOf, choosersOf) => {
  const newRunners = registrars(graph, groups, indexOf);
  const requests = requestsIn(inventory, indexOf);
  const everywhere = /* @__PURE__ */ new Map();
  const inAll = (organization2, strength) => {
    const key = `${organization2} ${strength}`;
    let node = everywhere.get(key);
    if (node === void 0) {
      node = graph.group(`whoever can ${techniques[strength].does} in every repository of ${organization2}`);
      everywhere.set(key, node);
      for (const { data } of inventory.repositoriesOf(organization2))
        graph.edge(node, nodeFor(places.get(data.full_name), strength), techniques[strength], {
          through: data.full_name
        });
    }
    return node;
  };
  drafts.forEach((draft, index) => {
    for (const { place: place2, strength, assumes } of draft.holds) {
      const details = { assumes, evidence: [evidenceOf(draft)] };
      const whole = !place2.includes("/");
      if (strength === "runners")
        graph.edge(index, newRunners(place2), membership, details);
      else if (strength === "secrets")
        graph.edge(index, choosersOf(place2), membership, details);
      else if (strength === "requests") {
        for (const [request, terms] of requests.get(place2) ?? [])
          graph.edge(index, request, approveRequest, { ...details, assumes: [...assumes, ...terms] });
      } else if (strength === "control") {
        const scope = scopeIndex.get(place2);
        if (scope !== void 0)
          graph.edge(index, graph.control(scope), own, details);
      } else if (whole)
        graph.edge(index, inAll(place2, strength), membership, details);
      else {
        const nodes = places.get(place2);
        if (nodes !== void 0)
          graph.edge(index, nodeFor(nodes, strength), techniques[strength], { ...details, through: place2 });
      }
    }
  });
};
var addWaysIntoJobs = (graph, inventory, group, node, nodes) => {
  const { repository: repository2, file, protection } = group;
  const evidence2 = [
    {
      record: "github.workflow",
      id: file.id,
      says: `${file.data.path} runs what is pushed to ${repository2}`
    },
    ...protection === void 0 ? [] : [
      {
        record: "github.environment",
        id: protection.id,
        says: `environment ${protection.data.name} ${isGuarded(protection.data) ? "is protected" : "lets every branch in"}`
      }
    ]
  ];
  graph.edge(nodes.control, node, changeWhatRuns, { evidence: evidence2 });
  const guarded = firstGuard(inventory, group);
  const main = inventory.repositories.get(repository2)?.data;
  const merged = [`a change of the protected branch ${main?.default_branch ?? "main"} is let in`];
  const closed = isGuarded(main?.protection);
  const ofBranch = closed && group.idToken && group.environment === void 0;
  const runsElsewhere = startsOnPullRequest(file.workflow) || runsOnBranches(file.workflow, main?.default_branch ?? void 0);
  graph.edge(nodes.workflows, node, writeWorkflow, {
    evidence: evidence2,
    assumes: [...guarded, ...ofBranch ? merged : []]
  });
  graph.edge(nodes.push, node, changeWhatRuns, {
    evidence: evidence2,
    assumes: [...guarded, ...ofBranch || closed && !runsElsewhere ? merged : []]
  });
  if (closed && nodes.merge !== void 0)
    graph.edge(nodes.merge.code, node, changeWhatRuns, { evidence: evidence2, assumes: guarded });
};
var commit = /^[0-9a-f]{40}$/;
var addCalledCode = (graph, inventory, group, node, places) => {
  const used2 = new Set(group.jobs.flatMap((job) => [...callsOf(job), ...job.steps.flatMap(({ uses: uses2 }) => uses2 ?? [])]));
  for (const name of used2) {
    const use = useOf(name);
    const there = use === void 0 ? void 0 : inventory.repositoryNamed(use.repository)?.data;
    if (use === void 0 || there === void 0 || there.full_name === group.repository)
      continue;
    const nodes = places.get(there.full_name);
    if (commit.test(use.ref) || there.archived === true)
      continue;
    const main = there.default_branch ?? "main";
    const merged = [main, `refs/heads/${main}`].includes(use.ref) && isGuarded(there.protection) ? [`a change of the protected branch ${main} of ${there.full_name} is let in`] : [];
    const evidence2 = [
      {
        record: "github.workflow",
        id: group.file.id,
        says: `${group.file.data.path} runs ${name}`
      }
    ];
    const assumes = firstGuard(inventory, group);
    const pushers = use.path.startsWith(".github/workflows/") ? nodes.workflows : nodes.push;
    graph.edge(pushers, node, changeCalled, { evidence: evidence2, assumes: [...merged, ...assumes] });
    if (merged.length === 0)
      continue;
    graph.edge(nodes.control, node, changeCalled, { evidence: evidence2, assumes });
    const { merge } = nodes;
    if (merge === void 0)
      continue;
    const passing = pushers === nodes.workflows ? merge.files : merge.code;
    graph.edge(passing, node, changeCalled, { evidence: evidence2, assumes });
  }
};
var addRunners = (graph, inventory, groups, indexOf, places) => {
  const jobsOf = Map.groupBy(groups, ({ repository: repository2 }) => repository2);
  for (const [name, nodes] of places) {
    for (const { id, scope, data } of inventory.runnersOf(name)) {
      const runner = indexOf.get(runnerId(data.repository?.full_name ?? scope, data));
      if (runner === void 0)
        continue;
      const evidence2 = [
        { record: "github.runner", id, says: `runner ${data.name} takes jobs of ${name}` }
      ];
      const plain2 = { evidence: evidence2 };
      const stays = data.ephemeral !== true;
      const limited = inventory.runnerGroupOf({ scope, data })?.restricted_to_workflows === true;
      const idle = !inventory.runsJobs(name);
      if (stays && !limited)
        graph.edge(idle ? nodes.control : nodes.workflows, runner, stayOnRunner, plain2);
      if (idle)
        continue;
      const taken = (jobsOf.get(name) ?? []).flatMap((group) => {
        const node = indexOf.get(group.id);
        const assumes = takesJob({ id, scope, data }, group.jobs, group.file, inventory);
        if (node === void 0 || assumes === void 0)
          return [];
        return [{ group, node, assumes, details: assumes.length === 0 ? plain2 : { evidence: evidence2, assumes } }];
      });
      for (const { node, details } of taken)
        graph.edge(runner, node, takeJobs, details);
      if (!stays)
        continue;
      const easiest = taken.toSorted((one, other) => costOf(one) - costOf(other)).slice(0, limited ? void 0 : 1);
      for (const { node, details } of easiest)
        graph.edge(node, runner, stayOnRunner, details);
    }
  }
};
var costOf = ({ group: { file, protection }, assumes }) => 2 * (assumes.length + (protection === void 0 ? 0 : 1)) + (startsOnPullRequest(file.workflow) || runsOnBranches(file.workflow, void 0) ? 0 : 1);

// ../../work/wt/exports/dist/connectors/github/interpret.js
var byId = (a, b) => a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
var personDraft = (person) => ({
  id: person.id,
  kind: person.outside ? "outside-collaborator" : "user",
  nature: person.nature,
  name: person.login,
  scope: person.organization,
  owner: person.login,
  ...person.createdAt === void 0 ? {} : { createdAt: person.createdAt },
  ...person.lastUsedAt === void 0 ? {} : { lastUsedAt: person.lastUsedAt },
  // How a user signs in is the user's own affair: GitHub does not show it.
  credentials: [],
  grants: grantsOfPerson(person, person.source, person.owner ? "owner" : "membership"),
  holds: holdsOfPerson(person),
  approvesAs: person.login,
  source: person.source
});
var interpretGitHub = (records, options) => {
  const reader = readGitHub();
  for (const record of records)
    reader.add(record);
  return reader.finish(options);
};
var readGitHub = () => {
  const reader = createInventoryReader();
  return {
    add: (record) => {
      if (record.record.startsWith("github."))
        reader.add(record);
    },
    finish: (options) => estateOf(reader.finish(), options)
  };
};
var estateOf = (inventory, options) => {
  const { collectedAt, coverage, settings } = options;
  const people = peopleOf(inventory);
  const groups = jobGroupsOf(inventory);
  const exposures = exposuresOf(inventory, collectedAt, settings);
  const known3 = [
    ...people.map(personDraft),
    ...tokenDrafts(inventory, people, collectedAt),
    ...jobDrafts(inventory, groups),
    ...runnerDrafts(inventory),
    ...agentDrafts(inventory),
    ...dependabotDrafts(inventory)
  ];
  const drafts = [
    ...new Map([...known3, ...carrierDrafts(inventory, exposures, known3)].map((draft) => [draft.id, draft])).values()
  ].sort(byId);
  const scopes = scopesOf(inventory, settings, drafts.map(({ scope }) => scope));
  const scopeIndex = new Map(scopes.map(({ id }, index) => [id, index]));
  const profiles = createProfiles(inventory, scopeIndex);
  const callers = new Set(inventory.of("github.caller").map(({ data }) => data.name));
  const identities = drafts.map((draft) => identityOf(draft, scopes[scopeIndex.get(draft.scope)], {
    profile: profiles.of(draft.grants),
    exposures: exposures.get(draft.id) ?? [],
    scanner: callers.has(draft.name)
  }));
  const { takeover, tokenOffers, storedKeys } = waysOf({ inventory, drafts, groups, people, scopeIndex });
  return {
    collectedAt,
    scopes,
    services: githubServices,
    identities,
    profiles: profiles.list,
    documents: 0,
    takeover,
    entitlements: (identity) => entitlementsOf(drafts[identity]),
    tokenOffers,
    storedKeys,
    coverage: [...coverage, ...unreadDefaults(inventory, groups)]
  };
};
var identityOf = (draft, scope, { profile, exposures, scanner }) => {
  const { holds: _, approvesAs: __, grants, trusts = [], agent = false, ...own2 } = draft;
  const owner = draft.owner ?? (scope.kind === "repository" ? draft.scope : void 0);
  return {
    ...own2,
    ...owner === void 0 ? {} : { owner },
    provider: "github",
    environment: scope.environment,
    grants: grants.map(grantOf),
    trusts,
    attachments: [],
    profile,
    providerOwned: false,
    breakGlass: false,
    scanner,
    agent,
    bounded: false,
    ...exposures.length === 0 ? {} : {
      exposures: exposures.toSorted((a, b) => `${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1)
    }
  };
};
var grantOf = ({ rights, conditions = [], ...grant }) => ({
  ...grant,
  providerManaged: false,
  privileges: rights.map(({ service, level }) => ({
    service: serviceIndex.get(service),
    level,
    breadth: 1,
    full: level === 4
  })).sort((a, b) => a.service - b.service).filter((privilege, index, all) => !all.some((other, place2) => place2 !== index && other.service === privilege.service && (other.level > privilege.level || other.level === privilege.level && place2 < index))),
  conditions
});
var createProfiles = (inventory, scopeIndex) => {
  const list = [];
  const places = /* @__PURE__ */ new Map();
  const cellsOf = (grants) => {
    const best = /* @__PURE__ */ new Map();
    const put = (scope, service, level) => {
      if (scope === void 0)
        return;
      const key = `${scope} ${service}`;
      if ((best.get(key)?.level ?? 0) < level)
        best.set(key, { scope, service, level, breadth: 1 });
    };
    for (const { scope, rights } of grants) {
      for (const { place: place2, service, level } of rights) {
        const index = serviceIndex.get(service);
        if (place2 === "organization" || scope.includes("/"))
          put(scopeIndex.get(scope), index, level);
        else
          for (const { data } of inventory.repositoriesOf(scope))
            put(scopeIndex.get(data.full_name), index, level);
      }
    }
    return [...best.values()].sort((a, b) => a.scope - b.scope || a.service - b.service);
  };
  return {
    list,
    of: (grants) => {
      const key = JSON.stringify(grants.map(({ scope, rights }) => [scope, rights]).sort());
      let place2 = places.get(key);
      if (place2 === void 0) {
        place2 = list.length;
        list.push({ cells: cellsOf(grants) });
        places.set(key, place2);
      }
      return place2;
    }
  };
};
var entitlementsOf = ({ grants }) => grants.flatMap(({ scope, rights, duration, until, conditions = [], source }) => rights.map(({ place: place2, service, level }) => ({
  scope,
  service,
  level: levelName(level),
  privileges: [`${service}:${levelName(level)}`],
  resources: [place2 === "repository" && !scope.includes("/") ? `${scope}/*` : scope],
  exceptResources: [],
  duration,
  ...until === void 0 ? {} : { until },
  conditions,
  sources: [source]
}))).map((entry) => [JSON.stringify({ ...entry, sources: [] }), entry]).sort(([a], [b]) => a < b ? -1 : 1).map(([, entry]) => entry);

// ../../work/wt/exports/dist/connectors/github/index.js
var github = {
  id: "github",
  formats: [],
  interpret: interpretGitHub,
  reader: readGitHub
};

// ../../work/wt/exports/dist/connectors/index.js
var connectors = [aws, github];
var schemasOf = (records) => Object.entries(records).map(([kind, { schema }]) => [kind, schema]);
var recordSchemas = Object.fromEntries([awsRecords, githubRecords].flatMap(schemasOf));

export {
  connectors,
  recordSchemas
};
