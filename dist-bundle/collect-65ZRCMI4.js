import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  githubBlindSpots,
  githubCall,
  githubCalls,
  mayLackOnServer,
  queries,
  queryOfText
} from "./chunk-AROJWLYO.js";
import {
  noJournal,
  openJournal
} from "./chunk-2WSNT2AJ.js";
import {
  blankSecrets,
  looksLikeSecret,
  namesSecret,
  publicAddress
} from "./chunk-UCJX5EPB.js";
import {
  callerSchema,
  githubRecords
} from "./chunk-AOSYFJ25.js";
import {
  createChannel
} from "./chunk-DGE6TYW5.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/github/collect/index.js
import { setTimeout as wait } from "node:timers/promises";

// ../../work/wt/exports/dist/connectors/github/collect/answers.js
var nullish = (schema) => schema.nullish();
var referenceSchema = external_exports.object({ id: external_exports.number().int(), full_name: external_exports.string() });
var entriesSchema = nullish(external_exports.object({
  entries: nullish(external_exports.array(external_exports.object({
    name: external_exports.string(),
    type: external_exports.string().optional(),
    oid: external_exports.string().optional(),
    size: external_exports.number().optional()
  })))
}));
var pageInfo = external_exports.object({ hasNextPage: external_exports.boolean(), endCursor: nullish(external_exports.string()) });
var counted = nullish(external_exports.object({ totalCount: external_exports.number() }));
var repositoryNodeSchema = external_exports.object({
  id: external_exports.string(),
  databaseId: external_exports.number().int(),
  name: external_exports.string(),
  nameWithOwner: external_exports.string(),
  visibility: external_exports.string(),
  isArchived: external_exports.boolean(),
  isDisabled: external_exports.boolean(),
  isFork: external_exports.boolean(),
  viewerCanAdminister: nullish(external_exports.boolean()),
  createdAt: nullish(external_exports.string()),
  pushedAt: nullish(external_exports.string()),
  owner: external_exports.object({ login: external_exports.string(), databaseId: nullish(external_exports.number()) }),
  defaultBranchRef: nullish(external_exports.object({
    name: external_exports.string(),
    branchProtectionRule: nullish(external_exports.object({
      id: nullish(external_exports.string()),
      pattern: external_exports.string(),
      requiresApprovingReviews: external_exports.boolean(),
      requiredApprovingReviewCount: nullish(external_exports.number().int()),
      requiresStatusChecks: external_exports.boolean(),
      restrictsPushes: external_exports.boolean(),
      allowsForcePushes: external_exports.boolean(),
      isAdminEnforced: external_exports.boolean()
    })),
    rules: nullish(external_exports.object({
      nodes: nullish(external_exports.array(nullish(external_exports.object({ type: external_exports.string(), repositoryRuleset: nullish(external_exports.object({ id: external_exports.string() })) }))))
    }))
  })),
  deployKeys: counted,
  environments: counted,
  direct: counted,
  workflows: entriesSchema,
  agents: entriesSchema,
  setup: nullish(external_exports.object({ oid: external_exports.string() }))
});
var repositoriesAnswerSchema = external_exports.object({
  organization: external_exports.object({
    repositories: external_exports.object({ totalCount: external_exports.number(), pageInfo, nodes: external_exports.array(external_exports.unknown()) })
  })
});
var guardActor = nullish(external_exports.object({ __typename: external_exports.string(), slug: external_exports.string().optional(), login: external_exports.string().optional() }));
var allowances = nullish(external_exports.object({ totalCount: external_exports.number(), nodes: nullish(external_exports.array(nullish(external_exports.object({ actor: guardActor })))) }));
var rulesetNode = external_exports.object({
  __typename: external_exports.literal("RepositoryRuleset"),
  id: external_exports.string(),
  name: external_exports.string(),
  enforcement: external_exports.string(),
  target: nullish(external_exports.string()),
  source: nullish(external_exports.object({ __typename: external_exports.string(), name: nullish(external_exports.string()) })),
  bypassActors: nullish(external_exports.object({
    totalCount: external_exports.number(),
    nodes: nullish(external_exports.array(nullish(external_exports.object({
      bypassMode: nullish(external_exports.string()),
      deployKey: nullish(external_exports.boolean()),
      organizationAdmin: nullish(external_exports.boolean()),
      repositoryRoleName: nullish(external_exports.string()),
      actor: guardActor
    }))))
  }))
});
var branchRuleNode = external_exports.object({
  __typename: external_exports.literal("BranchProtectionRule"),
  id: external_exports.string(),
  pattern: external_exports.string(),
  repository: nullish(external_exports.object({ nameWithOwner: external_exports.string() })),
  pushAllowances: allowances,
  bypassPullRequestAllowances: allowances
});
var protectionsAnswerSchema = external_exports.object({
  nodes: external_exports.array(nullish(external_exports.union([rulesetNode, branchRuleNode])))
});
var blobEntry = external_exports.object({
  name: external_exports.string(),
  type: external_exports.string(),
  oid: external_exports.string(),
  object: nullish(external_exports.object({
    text: nullish(external_exports.string()),
    isTruncated: external_exports.boolean().optional(),
    isBinary: nullish(external_exports.boolean())
  }))
});
var workflowTextsAnswerSchema = external_exports.object({
  nodes: external_exports.array(nullish(external_exports.object({
    id: external_exports.string(),
    workflows: nullish(external_exports.object({ entries: nullish(external_exports.array(blobEntry)) }))
  })))
});
var collaboratorsSchema = external_exports.object({
  totalCount: external_exports.number(),
  pageInfo,
  edges: nullish(external_exports.array(external_exports.object({
    permission: external_exports.string(),
    permissionSources: nullish(external_exports.array(external_exports.object({
      permission: external_exports.string(),
      roleName: nullish(external_exports.string()),
      source: external_exports.object({ __typename: external_exports.string(), slug: external_exports.string().optional() })
    }))),
    node: external_exports.object({ databaseId: nullish(external_exports.number()), login: external_exports.string() })
  })))
});
var collaboratorsAnswerSchema = external_exports.object({
  nodes: external_exports.array(nullish(external_exports.object({ id: external_exports.string(), collaborators: nullish(collaboratorsSchema) })))
});
var moreCollaboratorsAnswerSchema = external_exports.object({
  node: external_exports.object({ collaborators: collaboratorsSchema })
});
var membersAnswerSchema = external_exports.object({
  organization: external_exports.object({
    membersWithRole: external_exports.object({
      pageInfo,
      edges: external_exports.array(external_exports.object({
        role: nullish(external_exports.string()),
        hasTwoFactorEnabled: nullish(external_exports.boolean()),
        node: external_exports.object({
          databaseId: nullish(external_exports.number()),
          login: external_exports.string(),
          createdAt: nullish(external_exports.string())
        })
      }))
    })
  })
});
var teamMembersSchema = external_exports.object({
  pageInfo,
  nodes: external_exports.array(external_exports.object({ databaseId: nullish(external_exports.number()), login: external_exports.string() }))
});
var teamRepositoriesSchema = external_exports.object({
  pageInfo,
  edges: nullish(external_exports.array(external_exports.object({
    permission: external_exports.string(),
    node: external_exports.object({ databaseId: external_exports.number().int(), nameWithOwner: external_exports.string() })
  })))
});
var teamSchema = external_exports.object({
  id: external_exports.string(),
  databaseId: nullish(external_exports.number()),
  slug: external_exports.string(),
  parentTeam: nullish(external_exports.object({ slug: external_exports.string() })),
  members: teamMembersSchema,
  repositories: teamRepositoriesSchema
});
var teamsAnswerSchema = external_exports.object({
  organization: external_exports.object({ teams: external_exports.object({ pageInfo, nodes: external_exports.array(teamSchema) }) })
});
var teamMembersAnswerSchema = external_exports.object({ node: external_exports.object({ members: teamMembersSchema }) });
var teamRepositoriesAnswerSchema = external_exports.object({
  node: external_exports.object({ repositories: teamRepositoriesSchema })
});
var enterpriseOrganizationsAnswerSchema = external_exports.object({
  enterprise: external_exports.object({
    organizations: external_exports.object({ pageInfo, nodes: external_exports.array(nullish(external_exports.object({ login: external_exports.string() }))) })
  })
});
var configSchema = external_exports.object({
  url: nullish(external_exports.string()),
  content_type: nullish(external_exports.string()),
  insecure_ssl: nullish(external_exports.union([external_exports.string(), external_exports.number(), external_exports.boolean()])),
  /** Masked by GitHub where there is one. Only that there is one is kept. */
  secret: external_exports.unknown().optional()
});
var webhookAnswerSchema = external_exports.object({
  id: external_exports.number().int(),
  config: configSchema,
  last_response: nullish(external_exports.object({ code: nullish(external_exports.number()) }))
}).loose();
var environmentAnswerSchema = external_exports.object({
  id: nullish(external_exports.number()),
  name: external_exports.string(),
  can_admins_bypass: nullish(external_exports.boolean()),
  protection_rules: nullish(external_exports.array(external_exports.object({
    type: external_exports.string().optional(),
    wait_timer: nullish(external_exports.number()),
    prevent_self_review: nullish(external_exports.boolean()),
    reviewers: nullish(external_exports.array(external_exports.object({
      type: external_exports.string().optional(),
      reviewer: nullish(external_exports.object({
        id: nullish(external_exports.number()),
        login: external_exports.string().optional(),
        slug: external_exports.string().optional()
      }))
    }))),
    app: nullish(external_exports.object({ slug: external_exports.string() }))
  }).loose())),
  deployment_branch_policy: nullish(external_exports.object({ protected_branches: external_exports.boolean(), custom_branch_policies: external_exports.boolean() }))
}).loose();

// ../../work/wt/exports/dist/connectors/github/collect/coverage.js
var leads = {
  "GET /apps/{app_slug}": "GET /orgs/{org}/installations",
  "GET /orgs/{org}/actions/permissions/selected-actions": "GET /orgs/{org}/actions/permissions",
  "GET /orgs/{org}/actions/permissions/repositories": "GET /orgs/{org}/actions/permissions",
  "GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners": "GET /orgs/{org}/actions/runner-groups",
  "GET /repos/{owner}/{repo}/environments/{environment_name}/secrets": "GET /repos/{owner}/{repo}/environments",
  "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies": "GET /repos/{owner}/{repo}/environments",
  "GET /repos/{owner}/{repo}/agents/secrets": "GET /orgs/{org}/copilot/coding-agent/permissions",
  "GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration": "GET /orgs/{org}/copilot/coding-agent/permissions"
};
var alone = /* @__PURE__ */ new Set([queries.Repositories.id, "GET /orgs/{org}/codespaces/secrets"]);
var leadOf = ({ id, part }) => leads[id] ?? (part !== "organization" && part !== "enterprise" && !alone.has(id) ? queries.Repositories.id : void 0);
var line = (scope, call2, status, detail) => ({
  connector: "github",
  scope,
  source: call2.id,
  status,
  detail,
  gives: call2.gives
});
var outcomeOf = (ledger, call2) => {
  const outcome = ledger.outcome(call2.id);
  const lead = leadOf(call2);
  if (lead === void 0)
    return outcome;
  const list = githubCall(lead);
  const led = list === void 0 ? void 0 : outcomeOf(ledger, list);
  const whole = led?.status === "complete";
  const unread = `${lead} could not be read whole, and this is asked for what it lists`;
  if (outcome === void 0) {
    if (call2.gives.length === 0)
      return;
    return whole ? { status: "complete", detail: "" } : { status: "skipped", detail: unread };
  }
  if (outcome.status !== "complete" || whole)
    return outcome;
  return { status: "partial", detail: outcome.detail === "" ? unread : `${outcome.detail}; ${unread}` };
};
var coverageOf = (scope, ledger, parts) => [
  ...githubCalls.flatMap((call2) => {
    if (call2.part === "session")
      return [];
    if (!parts.has(call2.part)) {
      const flag = `not asked for; --github-${call2.part} reads it`;
      return call2.gives.length === 0 ? [] : [line(scope, call2, "skipped", flag)];
    }
    const outcome = outcomeOf(ledger, call2);
    return outcome === void 0 ? [] : [line(scope, call2, outcome.status, outcome.detail)];
  }),
  ...githubBlindSpots.map(({ source, detail }) => ({
    connector: "github",
    scope,
    source,
    status: "unsupported",
    detail,
    gives: []
  }))
];
var closed = (scope, source, status, detail) => {
  const lost = githubCalls.filter(({ part }) => part === "organization" || part === "repository").flatMap(({ gives }) => gives);
  return [{ connector: "github", scope, source, status, detail, gives: [...new Set(lost)] }];
};
var sessionLine = (scope, source, status, detail) => ({
  connector: "github",
  scope,
  source,
  status,
  detail,
  gives: githubCall(source)?.gives ?? []
});

// ../../work/wt/exports/dist/connectors/github/collect/limits.js
var minute = 6e4;
var longestBackoff = 16 * minute;
var margin = 1e3;
var wholeNumber = (value) => value !== null && /^\d{1,12}$/.test(value) ? Number(value) : void 0;
var secondary = /secondary rate limit|abuse detection/i;
var primary = /rate limit exceeded/i;
var graphqlLimited = /"type"\s*:\s*"RATE_LIMITED"/;
var isLimited = ({ status, header, text }) => {
  if (status === 429)
    return true;
  if (status === 200)
    return graphqlLimited.test(text);
  return status === 403 && (header("retry-after") !== null || header("x-ratelimit-remaining") === "0" || secondary.test(text) || primary.test(text));
};
var createLimits = ({ clock, spacing, onWait }) => {
  const budgets = /* @__PURE__ */ new Map();
  const pausedUntil = /* @__PURE__ */ new Map();
  let backoffs = 0;
  let nextStart = 0;
  let told = 0;
  const pause = (resource, until) => {
    pausedUntil.set(resource, Math.max(pausedUntil.get(resource) ?? 0, until));
  };
  const remember = (resource, answer) => {
    const limit = wholeNumber(answer.header("x-ratelimit-limit"));
    const remaining = wholeNumber(answer.header("x-ratelimit-remaining"));
    const reset = wholeNumber(answer.header("x-ratelimit-reset"));
    if (limit === void 0 || remaining === void 0 || reset === void 0)
      return;
    const resetAt = new Date(reset * 1e3).toISOString();
    const known = budgets.get(resource);
    if (known?.resetAt === resetAt && known.remaining < remaining)
      return;
    budgets.set(resource, { resource, limit, remaining, resetAt });
    if (remaining === 0)
      pause(resource, reset * 1e3 + margin);
  };
  return {
    turn: async (resource) => {
      for (; ; ) {
        const until = Math.max(pausedUntil.get(resource) ?? 0, pausedUntil.get("*") ?? 0, nextStart);
        const wait2 = until - clock.now();
        if (wait2 <= 0)
          break;
        if (wait2 > spacing && until > told) {
          told = until;
          onWait?.(new Date(until).toISOString(), "rate limit");
        }
        await clock.sleep(wait2);
      }
      nextStart = clock.now() + spacing;
    },
    note: (resource, answer) => {
      remember(resource, answer);
      if (!isLimited(answer)) {
        if (answer.status < 400)
          backoffs = 0;
        return false;
      }
      const after = wholeNumber(answer.header("retry-after"));
      const reset = wholeNumber(answer.header("x-ratelimit-reset"));
      if (after !== void 0) {
        pause("*", clock.now() + after * 1e3 + margin);
      } else if (answer.header("x-ratelimit-remaining") === "0" && reset !== void 0) {
        pause(resource, reset * 1e3 + margin);
      } else {
        pause("*", clock.now() + Math.min(minute * 2 ** backoffs, longestBackoff));
        backoffs += 1;
      }
      return true;
    },
    budgets: () => [...budgets.values()].sort((a, b) => a.resource < b.resource ? -1 : 1)
  };
};

// ../../work/wt/exports/dist/connectors/github/collect/failure.js
var stringsOf = (headers) => {
  const known = headers ?? {};
  return (name) => known[name] === void 0 ? null : String(known[name]);
};
var codeOf = (error) => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at;
    if (typeof code === "string" && /^(?:E[A-Z_]+|UND_ERR_[A-Z_]+|[A-Z_]*CERT[A-Z_]*)$/.test(code))
      return code;
    if (at instanceof AggregateError && at.errors.length > 0)
      return codeOf(at.errors[0]);
  }
  return;
};
var findFault = (error) => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at.name === "AnswerNotUnderstood")
      return at;
  }
  return;
};
var asApiError = (error) => {
  if (!(error instanceof Error))
    return;
  const none = () => null;
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at.name === "ReadOnlyViolation")
      return;
  }
  const fault = findFault(error);
  if (fault !== void 0)
    return { message: fault.message, header: none, notUnderstood: true };
  const { status, response } = error;
  if (typeof status === "number" && response !== void 0) {
    return { message: error.message, http: status, header: stringsOf(response.headers) };
  }
  const code = codeOf(error);
  if (code !== void 0)
    return { message: error.message, code, header: none };
  return error.name === "HttpError" ? { message: error.message, code: "ENETWORK", header: none } : void 0;
};
var oneLine = (text) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim().slice(0, 200);
var readsOf = (permissions) => permissions.map((permission) => `${permission}: read`).join(", ");
var needsOf = (call2) => {
  if (call2 === void 0 || call2.permissions.length === 0 && call2.scope === "")
    return "";
  const app = call2.permissions.length === 0 ? "" : `an App needs ${readsOf(call2.permissions)}`;
  const token = call2.scope === "" ? "a token cannot read it" : `a classic token ${call2.scope}`;
  return [app, token].filter((part) => part !== "").join(", ");
};
var acceptedOf = (header) => header === null || !/^[\w=,; ]{1,300}$/.test(header) ? [] : header.split(";").flatMap((each) => {
  const all = each.split(",").map((one) => one.trim().split("="));
  return all.every(([name]) => name) ? [all.map(([name = "", level = "read"]) => [name, level])] : [];
});
var needed = (error, call2) => {
  const accepted = acceptedOf(error.header("x-accepted-github-permissions"));
  if (accepted.length === 0)
    return needsOf(call2);
  const told = accepted.map((all) => all.map((each) => each.join(": ")).join(" and "));
  return `GitHub asks for ${told.join(", or ")}`;
};
var unknownRights = { allow: () => void 0, grant: () => void 0 };
var nothingKnown = {
  rights: unknownRights,
  inside: false,
  administered: false,
  onServer: false
};
var allowed = (error, call2, { allow, grant }) => {
  const accepted = acceptedOf(error.header("x-accepted-github-permissions"));
  const granted = accepted.map((all) => all.map(([name, level]) => grant(name, level)));
  if (granted.some((all) => all.every((each) => each === true)))
    return true;
  if (granted.length > 0 && granted.every((all) => all.includes(false)))
    return false;
  return call2 === void 0 ? void 0 : allow(call2);
};
var toApp = /^Resource not accessible by integration/;
var toToken = /^Resource not accessible by personal access token/;
var shutOut = /^(?:Although you appear to have the correct authorization credentials|This installation has been suspended)/;
var everywhere = { everywhere: true };
var unauthorised = (error, call2, { rights, inside, administered }) => {
  const sso = error.header("x-github-sso");
  if (sso?.startsWith("required") === true) {
    return {
      status: "denied",
      reason: "the token is not authorised for the single sign-on of the organisation; authorise it (github.com/settings/tokens, Configure SSO) and scan again",
      ...everywhere
    };
  }
  if (shutOut.test(error.message))
    return { status: "denied", reason: `403: ${oneLine(error.message)}`, ...everywhere };
  const may = allowed(error, call2, rights);
  if (may === true) {
    return { status: "denied", reason: `403 although the permission is there: ${oneLine(error.message)}` };
  }
  const needs = needed(error, call2);
  const lacks = may === false || inside && toApp.test(error.message) || administered && toToken.test(error.message);
  return {
    status: "denied",
    reason: `403: ${needs === "" ? oneLine(error.message) : needs}`,
    ...lacks ? everywhere : {}
  };
};
var notFound = (error, call2, { rights, onServer }) => {
  if (onServer && call2 !== void 0 && mayLackOnServer(call2.id)) {
    return {
      status: "unsupported",
      reason: "404: this version of GitHub Enterprise Server does not have it",
      ...everywhere
    };
  }
  if (call2?.id === "GET /orgs/{org}") {
    return {
      status: "denied",
      reason: "404: there is no organisation of this name (an account of a user is none), or it is not shown to this credential"
    };
  }
  const may = allowed(error, call2, rights);
  if (may === true) {
    const where = call2?.cloudOnly === true ? " (GitHub Enterprise Cloud only)" : "";
    return {
      status: "unsupported",
      reason: `404 although the permission is there: not offered here, by plan, setting or version${where}`
    };
  }
  const needs = needed(error, call2);
  return {
    status: "denied",
    reason: `404, which is GitHub's answer to a missing permission as well${needs === "" ? "" : `; ${needs}`}`,
    ...may === false ? everywhere : {}
  };
};
var describeFailure = (error, call2, circumstances = nothingKnown) => {
  const known = githubCall(call2);
  if (error.notUnderstood)
    return { status: "partial", reason: oneLine(error.message) };
  if (error.code !== void 0) {
    return {
      status: "partial",
      reason: `${error.code}: the connection failed; check network, proxy and GITHUB_API_URL and scan again`
    };
  }
  const http = error.http ?? 0;
  const limited = isLimited({ status: http, header: error.header, text: error.message });
  if (limited) {
    return {
      status: "partial",
      reason: "still refused for the rate limit after several waits; scan again later"
    };
  }
  switch (http) {
    case 401:
      return {
        status: "denied",
        reason: "401: the token or the key of the App is missing, expired, revoked or wrong",
        ...everywhere,
        ends: true
      };
    case 403:
      return unauthorised(error, known, circumstances);
    case 404:
      return notFound(error, known, circumstances);
    case 409:
    case 410:
    case 422:
      return { status: "unsupported", reason: `${http}: ${oneLine(error.message)}` };
    default:
      return http >= 500 ? { status: "partial", reason: `${http} after several attempts: GitHub failed; scan again` } : { status: "unsupported", reason: `${http}: ${oneLine(error.message)}` };
  }
};
var describeGraphqlErrors = (errors, call2) => {
  const { type, message } = errors[0] ?? { type: "ERROR", message: "" };
  const needs = needsOf(githubCall(call2));
  const denied = ["FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND", "SAML"].includes(type) || /saml/i.test(message);
  return {
    status: denied ? "denied" : "partial",
    reason: `${type}: ${oneLine(message)}${denied && needs !== "" ? `; ${needs}` : ""}`,
    ...type === "INSUFFICIENT_SCOPES" ? everywhere : {}
  };
};

// ../../work/wt/exports/dist/connectors/github/collect/step.js
var tooMuch = /* @__PURE__ */ Symbol("too much at once");
var shownToAll = /* @__PURE__ */ new Set(["metadata", "contents", "actions"]);
var provesEntry = (call2) => call2.startsWith("GET /repos/") && githubCall(call2)?.permissions.some((permission) => !shownToAll.has(permission)) === true;
var withoutSso = "organisations were left out of the answer: the token is not authorised for their single sign-on";
var recording = (ledger, events) => ({
  ...ledger,
  answered: (...given) => {
    events.push(["answered", ...given]);
    ledger.answered(...given);
  },
  malformed: (...given) => {
    events.push(["malformed", ...given]);
    ledger.malformed(...given);
  },
  failed: (...given) => {
    events.push(["failed", ...given]);
    ledger.failed(...given);
  },
  skipped: (...given) => {
    events.push(["skipped", ...given]);
    ledger.skipped(...given);
  },
  remark: (...given) => {
    events.push(["remark", ...given]);
    ledger.remark(...given);
  }
});
var replayed = /* @__PURE__ */ new Set(["answered", "malformed", "failed", "skipped", "remark"]);
var replay = (ledger, [method, ...given]) => {
  if (!replayed.has(method))
    return;
  ledger[method](...given);
};
var checked = ({ record, scope, id, data }) => {
  const parsed2 = githubRecords[record]?.schema.safeParse(data);
  return parsed2?.success ? { record, scope, id, data: parsed2.data } : void 0;
};
var holdsNothing = (data) => typeof data !== "object" || data === null || Object.entries(data).every(([name, value]) => name === "rateLimit" || value === null);
var stepOf = (place, ledger, records, again) => {
  const { scope, session, progress } = place;
  const { client, rights, onServer } = session;
  const { administered = false } = place;
  let { inside = false } = place;
  const isVain = (call2, parameters = {}, where = "") => {
    const { notCloud } = place;
    const end = ledger.ended();
    if (end !== void 0) {
      failed(call2, end, where);
      return true;
    }
    if (Object.values(parameters).some((value) => value === "." || value === "..")) {
      failed(call2, { status: "unsupported", reason: "a name of dots alone has no address in the API" }, where);
      return true;
    }
    if (notCloud === void 0 || githubCall(call2)?.cloudOnly !== true)
      return ledger.hopeless(call2);
    ledger.failed(call2, { status: "unsupported", reason: notCloud }, "");
    return true;
  };
  const failed = (call2, failure, where) => {
    if (failure.status === "partial" || failure.ends === true)
      again();
    ledger.failed(call2, failure, where);
  };
  const answered = (call2, entries) => {
    if (provesEntry(call2))
      inside = true;
    ledger.answered(call2, entries);
  };
  const said = (error, call2, where) => {
    const known = asApiError(error);
    if (known === void 0)
      throw error;
    failed(call2, describeFailure(known, call2, { rights, inside, administered, onServer }), where);
  };
  const noteSso = (call2, left) => {
    if (left)
      ledger.remark(call2, withoutSso, true);
  };
  return {
    skipped: ledger.skipped,
    remark: ledger.remark,
    put: (call2, kind, id, raw, of = scope) => {
      const parsed2 = githubRecords[kind].schema.safeParse(raw);
      if (parsed2.success)
        records.push({ record: kind, scope: of, id: String(id), data: parsed2.data });
      else
        ledger.malformed(call2);
      return parsed2.success;
    },
    ask: async (call2, parameters, where = "") => {
      if (isVain(call2, parameters, where))
        return;
      try {
        const answer = await client.get(call2, parameters);
        noteSso(call2, answer.withoutSso);
        answered(call2, 1);
        progress(call2, ledger.entries(call2));
        return answer.data;
      } catch (error) {
        return said(error, call2, where);
      }
    },
    list: async (call2, parameters, where = "") => {
      if (isVain(call2, parameters, where))
        return { entries: [], whole: false };
      const entries = [];
      let pages = 0;
      try {
        for await (const page of client.pages(call2, parameters)) {
          noteSso(call2, page.answer.withoutSso);
          pages += 1;
          for (const entry of page.entries)
            entries.push(entry);
          progress(call2, ledger.entries(call2) + entries.length);
        }
        answered(call2, entries.length);
        return { entries, whole: true };
      } catch (error) {
        const known = asApiError(error);
        if (known === void 0)
          throw error;
        const failure = describeFailure(known, call2, { rights, inside, administered, onServer });
        const read = `${entries.length} entries read, then no more: ${failure.reason}`;
        if (pages > 0)
          answered(call2, entries.length);
        failed(call2, pages === 0 ? failure : { status: "partial", reason: read }, where);
        return { entries, whole: false };
      }
    },
    query: async (name, variables, where = "", divisible = false) => {
      const call2 = queries[name].id;
      if (isVain(call2, {}, where))
        return;
      try {
        const { data, errors, withoutSso: left } = await client.query(name, variables);
        noteSso(call2, left);
        if (errors.length > 0)
          failed(call2, describeGraphqlErrors(errors, call2), where);
        if (holdsNothing(data))
          return;
        answered(call2, 1);
        progress(call2, ledger.entries(call2));
        return data;
      } catch (error) {
        const http = asApiError(error)?.http;
        if (divisible && http !== void 0 && http >= 500)
          return tooMuch;
        return said(error, call2, where);
      }
    }
  };
};
var makeStep = async (place, key, work) => {
  const { ledger, journal, emit } = place;
  const name = `${place.scope} ${key}`;
  const done = journal.step(name);
  if (done !== void 0) {
    for (const event of done.events)
      replay(ledger, event);
    for (const record of done.records) {
      const good = checked(record);
      if (good !== void 0)
        await emit(good);
    }
    return done.value;
  }
  const records = [];
  const events = [];
  let whole = true;
  const step = stepOf(place, recording(ledger, events), records, () => {
    whole = false;
  });
  const value = await work(step);
  if (whole)
    journal.write(name, { records, events, value: value ?? null });
  for (const record of records)
    await emit(record);
  return value;
};

// ../../work/wt/exports/dist/connectors/github/collect/organization.js
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var objectOf = (value) => isObject(value) ? value : {};
var understood = (schema, value, otherwise) => {
  const parsed2 = schema.safeParse(value);
  if (parsed2.success)
    return parsed2.data;
  otherwise();
  return;
};
var referencesOf = (entries) => entries.flatMap((entry) => {
  const parsed2 = referenceSchema.safeParse(entry);
  return parsed2.success ? [parsed2.data] : [];
});
var selectedRepositories = async (step, call2, parameters, where) => {
  const { entries, whole } = await step.list(call2, parameters, where);
  return whole ? { repositories: referencesOf(entries) } : {};
};
var webhookOf = (raw) => {
  const parsed2 = webhookAnswerSchema.safeParse(raw);
  if (!parsed2.success)
    return;
  const { config, last_response, ...rest } = parsed2.data;
  const address = publicAddress(config.url ?? "");
  const insecure = config.insecure_ssl;
  return {
    ...rest,
    url: address.url,
    content_type: config.content_type,
    insecure_ssl: insecure === void 0 || insecure === null ? void 0 : `${insecure}` === "1" || insecure === true,
    has_secret: config.secret !== void 0 && config.secret !== null && config.secret !== "",
    url_holds_credentials: address.held,
    last_response_code: last_response?.code
  };
};
var readActionsPolicy = async (step, org) => {
  const base = "GET /orgs/{org}/actions/permissions";
  const policy = objectOf(await step.ask(base, { org }));
  const enabled = policy.enabled_repositories === "selected" ? await selectedRepositories(step, `${base}/repositories`, { org }, "") : {};
  const selected = policy.allowed_actions === "selected" ? await step.ask(`${base}/selected-actions`, { org }) : void 0;
  const workflow = await step.ask(`${base}/workflow`, { org });
  const approval = objectOf(await step.ask(`${base}/fork-pr-contributor-approval`, { org }));
  const forks = await step.ask(`${base}/fork-pr-workflows-private-repos`, { org });
  const runners = objectOf(await step.ask(`${base}/self-hosted-runners`, { org }));
  const own = runners.enabled_repositories === "selected" ? await selectedRepositories(step, `${base}/self-hosted-runners/repositories`, { org }, "") : {};
  step.put(base, "github.actions-policy", org, {
    level: "organization",
    ...policy,
    ...objectOf(workflow),
    ..."repositories" in enabled ? { enabled_repository_list: enabled.repositories } : {},
    selected_actions: isObject(selected) ? selected : void 0,
    fork_pr_approval_policy: approval.approval_policy,
    fork_pr_workflows_private_repos: isObject(forks) ? forks : void 0,
    self_hosted_runners: runners.enabled_repositories,
    ..."repositories" in own ? { self_hosted_runner_repositories: own.repositories } : {}
  });
  const told = objectOf(workflow);
  return {
    mayWriteByDefault: told.default_workflow_permissions !== "read" || told.can_approve_pull_request_reviews !== false,
    actionsRepositories: chosenOf(policy.enabled_repositories, enabled),
    runnerRepositories: chosenOf(runners.enabled_repositories, own)
  };
};
var chosenOf = (choice, { repositories }) => choice === "none" ? [] : repositories?.map(({ id }) => id) ?? "all";
var secretLists = [
  ["actions", "GET /orgs/{org}/actions/secrets"],
  ["dependabot", "GET /orgs/{org}/dependabot/secrets"],
  ["agents", "GET /orgs/{org}/agents/secrets"],
  ["codespaces", "GET /orgs/{org}/codespaces/secrets"]
];
var readSecrets = async (step, org, [kind, call2]) => {
  for (const entry of (await step.list(call2, { org })).entries) {
    const secret = objectOf(entry);
    const name = String(secret.name);
    const selected = secret.visibility === "selected" ? await selectedRepositories(step, `${call2}/{secret_name}/repositories`, { org, secret_name: name }, name) : {};
    step.put(call2, "github.secret", `${org}/${kind}/${name}`, {
      ...secret,
      level: "organization",
      kind,
      ...selected
    });
  }
};
var readGroups = async (step, org) => {
  const call2 = "GET /orgs/{org}/actions/runner-groups";
  for (const entry of (await step.list(call2, { org })).entries) {
    const group = objectOf(entry);
    const selected = group.visibility === "selected" ? await selectedRepositories(step, `${call2}/{runner_group_id}/repositories`, { org, runner_group_id: Number(group.id) }, String(group.name)) : {};
    step.put(call2, "github.runner-group", Number(group.id), { ...group, ...selected });
    if (group.inherited === true)
      await readInheritedRunners(step, org, Number(group.id), String(group.name));
  }
};
var readInheritedRunners = async (step, org, group, name) => {
  const call2 = "GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners";
  for (const entry of (await step.list(call2, { org, runner_group_id: group }, name)).entries) {
    const runner = objectOf(entry);
    step.put(call2, "github.runner", `${org}/runner-groups/${group}/runners/${String(runner.id)}`, {
      ...runnerOf(runner),
      level: "organization",
      runner_group_id: group,
      inherited: true
    });
  }
};
var putAll = async (step, call2, org, kind, idOf, more = (entry) => entry) => {
  for (const entry of (await step.list(call2, { org })).entries) {
    const object = objectOf(entry);
    step.put(call2, kind, idOf(object), more(object));
  }
};
var labelsOf = (value) => Array.isArray(value) ? value.flatMap((label) => isObject(label) ? [String(label.name)] : []) : [];
var runnerOf = (runner) => ({ ...runner, labels: labelsOf(runner.labels) });
var readOidc = async (step, org) => {
  const call2 = "GET /orgs/{org}/actions/oidc/customization/sub";
  const subject = await step.ask(call2, { org });
  const properties = await step.ask("GET /orgs/{org}/actions/oidc/customization/properties/repo", { org });
  if (!isObject(subject))
    return;
  step.put(call2, "github.oidc-subject", org, {
    ...subject,
    level: "organization",
    ...Array.isArray(properties) ? {
      custom_properties: properties.flatMap((entry) => isObject(entry) ? [String(entry.custom_property_name)] : [])
    } : {}
  });
};
var readAgents = async (step, org) => {
  const call2 = "GET /orgs/{org}/copilot/coding-agent/permissions";
  const policy = await step.ask(call2, { org });
  if (!isObject(policy))
    return null;
  const selected = policy.enabled_repositories === "selected" ? await selectedRepositories(step, `${call2}/repositories`, { org }, "") : {};
  step.put(call2, "github.copilot", org, {
    level: "organization",
    enabled_repositories: policy.enabled_repositories,
    ...selected
  });
  if (policy.enabled_repositories === "all")
    return "all";
  if (policy.enabled_repositories === "none")
    return [];
  return "repositories" in selected ? selected.repositories.map(({ id }) => id) : null;
};
var smallerPlans = /* @__PURE__ */ new Set(["free", "team"]);
var notCloudOf = ({ session }, plan) => {
  const only = "GitHub Enterprise Cloud only";
  if (session.onServer)
    return `${only}, and this is an Enterprise Server`;
  return plan !== null && smallerPlans.has(plan) ? `${only}; the organisation's plan is ${plan}` : void 0;
};
var enterOrganization = (place, { server, enterprise }) => {
  const call2 = "GET /orgs/{org}";
  return makeStep(place, "organization", async (step) => {
    const answer = await step.ask(call2, { org: place.scope });
    if (!isObject(answer))
      return null;
    const login2 = String(answer.login);
    const record = { ...answer, server, ...enterprise === void 0 ? {} : { enterprise } };
    if (!step.put(call2, "github.organization", Number(answer.id), record, login2))
      return null;
    const plan = objectOf(answer.plan).name;
    return { login: login2, notCloud: notCloudOf(place, typeof plan === "string" ? plan : null) ?? null };
  });
};
var readOrganization = async (place, { codespaces }) => {
  const org = place.scope;
  const policy = await makeStep(place, "actions policy", (step) => readActionsPolicy(step, org));
  for (const list of secretLists) {
    if (list[0] === "codespaces" && !codespaces)
      continue;
    await makeStep(place, `${list[0]} secrets`, (step) => readSecrets(step, org, list));
  }
  await makeStep(place, "private registries", (step) => putAll(step, "GET /orgs/{org}/private-registries", org, "github.private-registry", ({ name }) => `${org}/registries/${String(name)}`, (registry) => ({ ...registry, url: publicAddress(String(registry.url ?? "")).url || void 0 })));
  await makeStep(place, "webhooks", (step) => putAll(step, "GET /orgs/{org}/hooks", org, "github.webhook", ({ id }) => Number(id), (hook) => ({ ...webhookOf(hook), level: "organization" })));
  await makeStep(place, "runners", async (step) => {
    await putAll(step, "GET /orgs/{org}/actions/runners", org, "github.runner", ({ id }) => `${org}/runners/${String(id)}`, (runner) => ({ ...runnerOf(runner), level: "organization" }));
    await readGroups(step, org);
  });
  await makeStep(place, "oidc", (step) => readOidc(step, org));
  const agents = await makeStep(place, "agents", (step) => readAgents(step, org));
  return { ...policy, agentRepositories: agents ?? void 0 };
};

// ../../work/wt/exports/dist/connectors/github/collect/credentials.js
var appOf = async (step, known, slug) => {
  const seen = known.get(slug);
  if (seen !== void 0)
    return seen;
  const answer = objectOf(await step.ask("GET /apps/{app_slug}", { app_slug: slug }, slug));
  const app = isObject(answer.owner) ? { owner: answer.owner, requested_permissions: answer.permissions, app_created_at: answer.created_at } : {};
  known.set(slug, app);
  return app;
};
var readInstallations = async (step, org, used, repositoriesOf) => {
  const call2 = "GET /orgs/{org}/installations";
  const apps = /* @__PURE__ */ new Map();
  for (const entry of (await step.list(call2, { org })).entries) {
    const installation = objectOf(entry);
    const id = Number(installation.id);
    const own = repositoriesOf.get(id);
    step.put(call2, "github.app-installation", id, {
      ...installation,
      ...await appOf(step, apps, String(installation.app_slug)),
      ...own === void 0 ? {} : { repositories: referencesOf(own) },
      ...used(id)
    });
  }
};
var readEnterpriseView = async (step, org, enterprise) => {
  const call2 = "GET /enterprises/{enterprise}/apps/organizations/{org}/installations";
  const seen = [];
  for (const entry of (await step.list(call2, { enterprise, org })).entries) {
    const { id, repository_selection, app_slug } = objectOf(entry);
    if (repository_selection === "all")
      continue;
    const { entries, whole } = await step.list(`${call2}/{installation_id}/repositories`, { enterprise, org, installation_id: Number(id) }, String(app_slug));
    if (whole)
      seen.push([Number(id), referencesOf(entries)]);
  }
  return seen;
};
var readPatGrants = async (step, org) => {
  const call2 = "GET /orgs/{org}/personal-access-tokens";
  for (const entry of (await step.list(call2, { org })).entries) {
    const grant = objectOf(entry);
    const selected = grant.repository_selection === "subset" ? await selectedRepositories(step, `${call2}/{pat_id}/repositories`, { org, pat_id: Number(grant.id) }, `token ${String(grant.token_name ?? grant.id)}`) : {};
    step.put(call2, "github.pat-grant", Number(grant.id), { ...grant, ...selected });
  }
};
var putAll2 = async (step, call2, org, kind, idOf) => {
  for (const entry of (await step.list(call2, { org })).entries) {
    const object = objectOf(entry);
    step.put(call2, kind, idOf(object), object);
  }
};
var readCredentials = async (place, { used, enterprise }) => {
  const org = place.scope;
  const repositoriesOf = enterprise === void 0 ? [] : await makeStep({ ...place, session: enterprise.session }, "installations of the enterprise", (step) => readEnterpriseView(step, org, enterprise.slug));
  await makeStep(place, "installations", (step) => readInstallations(step, org, used, new Map(repositoriesOf)));
  await makeStep(place, "personal access tokens", (step) => readPatGrants(step, org));
  await makeStep(place, "personal access token requests", (step) => putAll2(step, "GET /orgs/{org}/personal-access-token-requests", org, "github.pat-request", ({ id }) => Number(id)));
  await makeStep(place, "credential authorizations", (step) => putAll2(step, "GET /orgs/{org}/credential-authorizations", org, "github.credential-authorization", ({ credential_id }) => Number(credential_id)));
};

// ../../work/wt/exports/dist/connectors/github/collect/insights.js
var days = 30;
var readInsights = async (place, now) => {
  const since = new Date(Date.parse(now) - days * 24 * 3600 * 1e3).toISOString();
  const org = place.scope;
  const used = await makeStep(place, "api insights", async (step) => {
    const { entries } = await step.list("GET /orgs/{org}/insights/api/subject-stats", {
      org,
      min_timestamp: since
    });
    return entries.flatMap((entry) => {
      if (!isObject(entry) || typeof entry.subject_id !== "number")
        return [];
      const kind = entry.subject_type === "user" ? "user" : "installation";
      const { last_request_timestamp: last_request_at, total_request_count } = entry;
      return [[`${kind} ${entry.subject_id}`, { last_request_at, total_request_count }]];
    });
  });
  const bySubject = new Map(used);
  return {
    installations: (id) => bySubject.get(`installation ${id}`) ?? {},
    users: (id) => bySubject.get(`user ${id}`) ?? {}
  };
};

// ../../work/wt/exports/dist/connectors/github/collect/ledger.js
var refusalsUntilStop = 3;
var mostNamed = 3;
var mostReasons = 3;
var named = (where, count) => {
  const names = [...where].sort().slice(0, mostNamed);
  if (names.length === 0)
    return "";
  const more = count - names.length;
  return ` (${names.join(", ")}${more > 0 ? ` and ${more} more` : ""})`;
};
var isHopeless = ({ answered, failures }) => answered === 0 && [...failures.values()].reduce((sum, { failure, count }) => sum + (failure.everywhere ? count : 0), 0) >= refusalsUntilStop;
var outcomeOf2 = (tally) => {
  const { answered, failed, malformed, failures, skipped, remarks } = tally;
  const reasons = [...failures.values()].sort((a, b) => b.count - a.count);
  const told = reasons.slice(0, mostReasons).map(({ failure, where, count }) => `${failure.reason}${named(where, count)}`);
  if (reasons.length > mostReasons)
    told.push(`and ${reasons.length - mostReasons} more reasons`);
  const notes = [...skipped, ...remarks.keys()].sort();
  if (isHopeless(tally))
    notes.push("the credential lacks the permission everywhere: not asked any further");
  if (malformed > 0) {
    notes.push(`${malformed} ${malformed === 1 ? "entry" : "entries"} did not have the shape of the GitHub API and were left out`);
  }
  if (failed > 0 && answered === 0) {
    const statuses = new Set(reasons.map(({ failure }) => failure.status));
    const [only] = statuses;
    return {
      status: statuses.size === 1 && only !== void 0 ? only : "partial",
      detail: [...told, ...notes].join("; ")
    };
  }
  if (failed > 0) {
    const share = `${answered} of ${answered + failed} answered`;
    return { status: "partial", detail: [share, ...told, ...notes].join("; ") };
  }
  if (answered === 0 && skipped.size > 0)
    return { status: "skipped", detail: notes.join("; ") };
  const missing = malformed > 0 || skipped.size > 0 || [...remarks.values()].includes(true);
  return { status: missing ? "partial" : "complete", detail: notes.join("; ") };
};
var createLedger = () => {
  const tallies = /* @__PURE__ */ new Map();
  let refused = 0;
  let end;
  const tallyOf = (call2) => {
    const known = tallies.get(call2);
    if (known !== void 0)
      return known;
    const fresh = {
      answered: 0,
      entries: 0,
      malformed: 0,
      failed: 0,
      failures: /* @__PURE__ */ new Map(),
      skipped: /* @__PURE__ */ new Set(),
      remarks: /* @__PURE__ */ new Map()
    };
    tallies.set(call2, fresh);
    return fresh;
  };
  return {
    answered: (call2, entries) => {
      refused = 0;
      const tally = tallyOf(call2);
      tally.answered += 1;
      tally.entries += entries;
    },
    malformed: (call2) => {
      tallyOf(call2).malformed += 1;
    },
    failed: (call2, failure, where) => {
      const tally = tallyOf(call2);
      tally.failed += 1;
      if (failure.ends === true) {
        refused += 1;
        if (refused >= refusalsUntilStop)
          end = failure;
      }
      const key = `${failure.status} ${failure.reason}`;
      const same = tally.failures.get(key) ?? { failure, where: [], count: 0 };
      same.count += 1;
      if (where !== "" && same.where.length < 100)
        same.where.push(where);
      tally.failures.set(key, same);
    },
    skipped: (call2, why) => {
      tallyOf(call2).skipped.add(why);
    },
    remark: (call2, remark, partial) => {
      const { remarks } = tallyOf(call2);
      remarks.set(remark, partial || remarks.get(remark) === true);
    },
    hopeless: (call2) => {
      const tally = tallies.get(call2);
      return tally !== void 0 && isHopeless(tally);
    },
    ended: () => end,
    entries: (call2) => tallies.get(call2)?.entries ?? 0,
    outcome: (call2) => {
      const tally = tallies.get(call2);
      return tally === void 0 ? void 0 : outcomeOf2(tally);
    },
    calls: () => [...tallies.keys()]
  };
};

// ../../work/wt/exports/dist/connectors/github/collect/people.js
var notUnderstood = "an answer did not have the shape of the GitHub API: what follows it was not read";
var readMembers = async (step, login2, used) => {
  const call2 = queries.Members.id;
  let cursor = null;
  do {
    const data = await step.query("Members", { login: login2, cursor });
    if (data === void 0)
      return;
    const answer = understood(membersAnswerSchema, data, () => step.remark(call2, notUnderstood, true));
    if (answer === void 0)
      return;
    const { edges, pageInfo: pageInfo2 } = answer.organization.membersWithRole;
    for (const { role, hasTwoFactorEnabled, node } of edges) {
      step.put(call2, "github.member", node.databaseId ?? node.login, {
        id: node.databaseId,
        login: node.login,
        role,
        has_two_factor_enabled: hasTwoFactorEnabled,
        created_at: node.createdAt,
        ...used(node.databaseId)
      });
    }
    cursor = pageInfo2.hasNextPage ? pageInfo2.endCursor ?? null : null;
  } while (cursor !== null);
};
var restOfMembers = async (step, team) => {
  const all = [...team.members.nodes];
  let page = team.members.pageInfo;
  while (page.hasNextPage) {
    const data = await step.query("TeamMembers", { id: team.id, cursor: page.endCursor }, team.slug);
    const answer = teamMembersAnswerSchema.safeParse(data);
    if (!answer.success) {
      step.remark(queries.Teams.id, `not all members of ${team.slug} could be read`, true);
      break;
    }
    all.push(...answer.data.node.members.nodes);
    page = answer.data.node.members.pageInfo;
  }
  return all;
};
var restOfRepositories = async (step, team) => {
  const all = [...team.repositories.edges ?? []];
  let page = team.repositories.pageInfo;
  while (page.hasNextPage) {
    const data = await step.query("TeamRepositories", { id: team.id, cursor: page.endCursor }, team.slug);
    const answer = teamRepositoriesAnswerSchema.safeParse(data);
    if (!answer.success) {
      step.remark(queries.Teams.id, `not all repositories of ${team.slug} could be read`, true);
      break;
    }
    all.push(...answer.data.node.repositories.edges ?? []);
    page = answer.data.node.repositories.pageInfo;
  }
  return all;
};
var readTeams = async (step, login2) => {
  const call2 = queries.Teams.id;
  let cursor = null;
  do {
    const data = await step.query("Teams", { login: login2, cursor });
    if (data === void 0)
      return;
    const answer = understood(teamsAnswerSchema, data, () => step.remark(call2, notUnderstood, true));
    if (answer === void 0)
      return;
    const { nodes, pageInfo: pageInfo2 } = answer.organization.teams;
    for (const team of nodes) {
      const members = await restOfMembers(step, team);
      const repositories = await restOfRepositories(step, team);
      step.put(call2, "github.team", team.databaseId ?? team.id, {
        id: team.databaseId,
        slug: team.slug,
        parent: team.parentTeam?.slug,
        members: members.map((member) => ({ id: member.databaseId, login: member.login })),
        repositories: repositories.map(({ permission, node }) => ({
          repository: { id: node.databaseId, full_name: node.nameWithOwner },
          permission
        }))
      });
    }
    cursor = pageInfo2.hasNextPage ? pageInfo2.endCursor ?? null : null;
  } while (cursor !== null);
};
var readOutside = async (step, org, used) => {
  const call2 = "GET /orgs/{org}/outside_collaborators";
  for (const entry of (await step.list(call2, { org })).entries) {
    const user = objectOf(entry);
    const id = Number(user.id);
    step.put(call2, "github.outside-collaborator", id, { ...user, ...used(id) });
  }
};
var readPeople = async (place, used) => {
  const org = place.scope;
  await makeStep(place, "outside collaborators", (step) => readOutside(step, org, used));
  await makeStep(place, "members", (step) => readMembers(step, org, used));
  await makeStep(place, "teams", (step) => readTeams(step, org));
};

// ../../work/wt/exports/dist/connectors/github/collect/repositories.js
var workflowsOf = (node) => (node.workflows?.entries ?? []).filter(({ name }) => isWorkflow(name));
var isWorkflow = (name) => /\.ya?ml$/i.test(name);
var typesOf = (rules) => [...new Set(rules.map(({ type }) => type))].sort();
var guardsOf = ({ defaultBranchRef: branch }) => {
  const rule = branch?.branchProtectionRule;
  const listed = rule?.restrictsPushes === true || rule?.requiresApprovingReviews === true;
  return [
    ...listed && rule.id ? [rule.id] : [],
    ...(branch?.rules?.nodes ?? []).flatMap((each) => each?.repositoryRuleset?.id ?? [])
  ];
};
var putRepository = (step, call2, node) => {
  const { defaultBranchRef: branch } = node;
  const rule = branch?.branchProtectionRule ?? void 0;
  const rules = (branch?.rules?.nodes ?? []).flatMap((each) => each ?? []);
  const byRuleset = Map.groupBy(rules, ({ repositoryRuleset }) => repositoryRuleset?.id);
  const guarded = rule !== void 0 || rules.length > 0;
  step.put(call2, "github.repository", node.databaseId, {
    id: node.databaseId,
    node_id: node.id,
    full_name: node.nameWithOwner,
    name: node.name,
    owner: { id: node.owner.databaseId, login: node.owner.login, type: "Organization" },
    visibility: node.visibility.toLowerCase(),
    archived: node.isArchived,
    disabled: node.isDisabled,
    fork: node.isFork,
    created_at: node.createdAt,
    pushed_at: node.pushedAt,
    default_branch: branch?.name,
    protection: guarded ? {
      pattern: rule?.pattern,
      requires_approving_reviews: rule?.requiresApprovingReviews,
      required_approving_review_count: rule?.requiredApprovingReviewCount,
      requires_status_checks: rule?.requiresStatusChecks,
      restricts_pushes: rule?.restrictsPushes,
      allows_force_pushes: rule?.allowsForcePushes,
      is_admin_enforced: rule?.isAdminEnforced,
      rules: typesOf(rules),
      branch_rule: rule?.id,
      rulesets: [...byRuleset].flatMap(([id, own]) => id === void 0 ? [] : [{ id, rules: typesOf(own) }]).sort((a, b) => a.id < b.id ? -1 : 1)
    } : null,
    deploy_key_count: node.deployKeys?.totalCount,
    environment_count: node.environments?.totalCount,
    agent_files: [
      ...(node.agents?.entries ?? []).map(({ name }) => `.github/agents/${name}`),
      ...node.setup === null || node.setup === void 0 ? [] : [".github/workflows/copilot-setup-steps.yml"]
    ]
  });
};
var knownOf = (node) => ({
  reference: { id: node.databaseId, full_name: node.nameWithOwner },
  nodeId: node.id,
  active: !node.isArchived && !node.isDisabled,
  private: node.visibility === "PRIVATE",
  administered: node.viewerCanAdminister === true,
  branch: node.defaultBranchRef?.name ?? null,
  // A number that was not told counts as one: then the list is asked for.
  deployKeys: node.deployKeys?.totalCount ?? 1,
  environments: node.environments?.totalCount ?? 1,
  collaborators: node.direct?.totalCount ?? 1,
  guards: guardsOf(node),
  workflows: workflowsOf(node).length,
  workflowBytes: workflowsOf(node).reduce((sum, { size }) => sum + (size ?? 0), 0)
});
var largestPage = 100;
var smallestPage = 10;
var readPage = async (step, login2, cursor, first) => {
  const call2 = queries.Repositories.id;
  const nothing = { repositories: [], next: null, first };
  const data = await step.query("Repositories", { login: login2, first, cursor }, "", first > smallestPage);
  if (data === tooMuch)
    return readPage(step, login2, cursor, Math.max(smallestPage, Math.floor(first / 2)));
  if (data === void 0)
    return nothing;
  const answer = understood(repositoriesAnswerSchema, data, () => step.remark(call2, "an answer did not have the shape of the GitHub API: what follows it was not read", true));
  if (answer === void 0)
    return nothing;
  const { nodes, pageInfo: pageInfo2 } = answer.organization.repositories;
  const repositories = nodes.flatMap((raw) => {
    const node = repositoryNodeSchema.safeParse(raw);
    if (node.success)
      putRepository(step, call2, node.data);
    else
      step.remark(call2, "a repository did not have the shape of the GitHub API and was left out", true);
    return node.success ? [knownOf(node.data)] : [];
  });
  return { repositories, next: pageInfo2.hasNextPage ? pageInfo2.endCursor ?? null : null, first };
};
var readRepositories = async (place) => {
  const all = [];
  const seen = /* @__PURE__ */ new Set();
  let cursor = null;
  let first = largestPage;
  do {
    const at = cursor;
    const size = first;
    const page = await makeStep(place, `repositories ${at ?? ""}`, (step) => readPage(step, place.scope, at, size));
    all.push(...page.repositories);
    first = page.first;
    cursor = page.next !== null && !seen.has(page.next) ? page.next : null;
    if (cursor !== null)
      seen.add(cursor);
  } while (cursor !== null);
  return all;
};
var chunks = function* (all, size) {
  for (let at = 0; at < all.length; at += size)
    yield all.slice(at, at + size);
};
var halves = (all) => {
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half), all.slice(half)];
};
var textsAtOnce = 50;
var bytesAtOnce = 1e6;
var textBatches = function* (all) {
  let batch = [];
  let bytes = 0;
  for (const repository of all) {
    if (batch.length === textsAtOnce || batch.length > 0 && bytes + repository.workflowBytes > bytesAtOnce) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(repository);
    bytes += repository.workflowBytes;
  }
  if (batch.length > 0)
    yield batch;
};
var largestText = 256 * 1024;
var readTexts = async (step, batch) => {
  const call2 = queries.WorkflowTexts.id;
  const where = batch.length === 1 ? batch[0].reference.full_name : `${batch.length} repositories`;
  const ids = batch.map(({ nodeId }) => nodeId);
  const data = await step.query("WorkflowTexts", { ids }, where, batch.length > 1);
  if (data === tooMuch) {
    const [one, other] = halves(batch);
    return [...await readTexts(step, one), ...await readTexts(step, other)];
  }
  const parsed2 = workflowTextsAnswerSchema.safeParse(data);
  if (!parsed2.success) {
    if (data !== void 0)
      step.remark(call2, "an answer did not have the shape of the GitHub API", true);
    return batch.map(({ reference: reference2 }) => reference2.id);
  }
  const byNode = new Map(batch.map((each) => [each.nodeId, each]));
  const federated = /* @__PURE__ */ new Set();
  for (const node of parsed2.data.nodes) {
    const repository = node === null || node === void 0 ? void 0 : byNode.get(node.id);
    if (repository === void 0)
      continue;
    for (const { name, type, oid, object } of node?.workflows?.entries ?? []) {
      if (type !== "blob" || !isWorkflow(name))
        continue;
      const readable = object?.isTruncated !== true && object?.isBinary !== true;
      const text = readable ? object?.text ?? void 0 : void 0;
      const kept = text !== void 0 && text.length <= largestText ? blankSecrets(text) : void 0;
      const path = `.github/workflows/${name}`;
      const { reference: reference2 } = repository;
      if (kept === void 0)
        step.remark(call2, `${reference2.full_name} ${path} is too large or no text`, true);
      if (kept === void 0 || /\bid-token\b|write-all/.test(kept.text))
        federated.add(reference2.id);
      step.put(call2, "github.workflow", `${reference2.full_name}/${path}`, {
        repository: reference2,
        path,
        ref: repository.branch,
        oid,
        text: kept?.text,
        blanked: kept?.blanked
      });
    }
  }
  return [...federated];
};
var readWorkflows = async (place, repositories) => {
  const federated = /* @__PURE__ */ new Set();
  const withWorkflows = repositories.filter(({ workflows }) => workflows > 0);
  for (const batch of textBatches(withWorkflows)) {
    const key = `workflows ${batch.map(({ reference: reference2 }) => reference2.id).join(" ")}`;
    for (const id of await makeStep(place, key, (step) => readTexts(step, batch)))
      federated.add(id);
  }
  return federated;
};
var putAccess = (step, repository, edges) => {
  for (const { permission, permissionSources, node } of edges ?? []) {
    step.put(queries.Collaborators.id, "github.repository-access", `${repository.full_name}/${node.login}`, {
      repository,
      id: node.databaseId,
      login: node.login,
      permission,
      sources: (permissionSources ?? []).map((source) => ({
        type: source.source.__typename,
        permission: source.permission,
        role_name: source.roleName,
        name: source.source.slug
      }))
    });
  }
};
var readRest = async (step, repository, cursor) => {
  let after = cursor;
  while (after !== null) {
    const data = await step.query("MoreCollaborators", { id: repository.nodeId, cursor: after }, repository.reference.full_name);
    const answer = moreCollaboratorsAnswerSchema.safeParse(data);
    if (!answer.success) {
      const which = `not all collaborators of ${repository.reference.full_name} could be read`;
      return step.remark(queries.Collaborators.id, which, true);
    }
    const { edges, pageInfo: pageInfo2 } = answer.data.node.collaborators;
    putAccess(step, repository.reference, edges);
    after = pageInfo2.hasNextPage && pageInfo2.endCursor !== after ? pageInfo2.endCursor ?? null : null;
  }
};
var accessAtOnce = 50;
var readBatchAccess = async (step, batch) => {
  const ids = batch.map(({ nodeId }) => nodeId);
  const where = batch.length === 1 ? batch[0].reference.full_name : `${batch.length} repositories`;
  const data = await step.query("Collaborators", { ids }, where, batch.length > 1);
  if (data === tooMuch) {
    for (const half of halves(batch))
      await readBatchAccess(step, half);
    return;
  }
  const answer = collaboratorsAnswerSchema.safeParse(data);
  if (!answer.success) {
    if (data !== void 0)
      step.remark(queries.Collaborators.id, "an answer was not understood", true);
    return;
  }
  const byNode = new Map(batch.map((each) => [each.nodeId, each]));
  for (const node of answer.data.nodes) {
    const repository = node === null || node === void 0 ? void 0 : byNode.get(node.id);
    if (repository === void 0 || !node?.collaborators)
      continue;
    const { edges, pageInfo: pageInfo2 } = node.collaborators;
    putAccess(step, repository.reference, edges);
    if (pageInfo2.hasNextPage && pageInfo2.endCursor)
      await readRest(step, repository, pageInfo2.endCursor);
  }
};
var readAccess = async (place, repositories) => {
  const shared = repositories.filter(({ collaborators }) => collaborators > 0);
  for (const batch of chunks(shared, accessAtOnce)) {
    const key = `collaborators ${batch.map(({ reference: reference2 }) => reference2.id).join(" ")}`;
    await makeStep(place, key, (step) => readBatchAccess(step, batch));
  }
};

// ../../work/wt/exports/dist/connectors/github/collect/protections.js
var call = queries.Protections.id;
var atOnce = 50;
var allowed2 = (list) => (list?.nodes ?? []).flatMap((each) => each?.actor ? [{ type: each.actor.__typename, name: each.actor.slug ?? each.actor.login }] : []);
var bypassActorOf = ({ actor, bypassMode, ...flags }) => {
  const mode = { mode: bypassMode };
  if (actor)
    return { type: actor.__typename, name: actor.slug, ...mode };
  if (flags.deployKey)
    return { type: "DeployKey", ...mode };
  if (flags.organizationAdmin)
    return { type: "OrganizationAdmin", ...mode };
  if (flags.repositoryRoleName)
    return { type: "Role", name: flags.repositoryRoleName, ...mode };
  return { type: "EnterpriseOwner", ...mode };
};
var rulesetOf = ({ name, enforcement, source, bypassActors }) => ({
  type: "ruleset",
  name,
  enforcement,
  source: source ? { type: source.__typename, name: source.name } : void 0,
  ...bypassActors ? { bypass_actors: (bypassActors.nodes ?? []).flatMap((each) => each ? [bypassActorOf(each)] : []) } : {}
});
var branchRuleOf = (node) => ({
  type: "branch-protection",
  name: node.pattern,
  source: node.repository ? { type: "Repository", name: node.repository.nameWithOwner } : void 0,
  ...node.bypassPullRequestAllowances ? { bypass_actors: allowed2(node.bypassPullRequestAllowances) } : {},
  ...node.pushAllowances ? { push_actors: allowed2(node.pushAllowances) } : {}
});
var mostListed = 100;
var put = (step, node) => {
  const isRuleset = node.__typename === "RepositoryRuleset";
  step.put(call, "github.protection", node.id, isRuleset ? rulesetOf(node) : branchRuleOf(node));
  const lists = isRuleset ? [node.bypassActors] : [node.pushAllowances, node.bypassPullRequestAllowances];
  if (lists.some((list) => !list)) {
    const why = "who gets past a ruleset is told by GitHub only to those who may edit it; nothing more is asked for";
    step.remark(call, why, true);
  }
  if (lists.some((list) => (list?.totalCount ?? 0) > mostListed))
    step.remark(call, `of more than ${mostListed} who get past a protection the first ones were read`, true);
};
var readBatch = async (step, ids) => {
  const data = await step.query("Protections", { ids });
  if (data === void 0)
    return;
  const answer = protectionsAnswerSchema.safeParse(data);
  if (!answer.success)
    return step.remark(call, "an answer did not have the shape of the GitHub API", true);
  for (const node of answer.data.nodes)
    if (node)
      put(step, node);
};
var readProtections = async (place, repositories) => {
  const ids = new Set(repositories.flatMap(({ active, guards }) => active ? guards : []));
  for (const batch of chunks([...ids].sort(), atOnce))
    await makeStep(place, `protections ${batch.join(" ")}`, (step) => readBatch(step, batch));
};

// ../../work/wt/exports/dist/connectors/github/collect/copilot.js
var reference = /^\$\{?(?:env:|secrets\.)?([A-Za-z_]\w*)\}?$|^\$\{\{\s*(?:secrets|vars)\.(\w+)\s*\}\}$/;
var agentName = /^COPILOT_MCP_\w+$/;
var setting = (name, value) => {
  const text = String(value);
  const [, shell, expression] = reference.exec(text) ?? [];
  const of = shell ?? expression ?? (agentName.test(text) ? text : void 0);
  if (of !== void 0)
    return { name, value: "reference", of };
  const inner = /^[A-Za-z]+ \$\{?(\w+)\}?$/.exec(text)?.[1];
  return inner === void 0 ? { name, value: "literal" } : { name, value: "reference", of: inner };
};
var valuesOf = (given) => isObject(given) ? Object.entries(given).map(([name, value]) => setting(name, value)) : void 0;
var stringsOf2 = (value) => Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
var serverOf = (name, given) => {
  const args = stringsOf2(given.args);
  const url = typeof given.url === "string" && URL.canParse(given.url) ? new URL(given.url) : void 0;
  const env = valuesOf(given.env);
  const headers = valuesOf(given.headers);
  const literal = [...env ?? [], ...headers ?? []].some((each) => each.value === "literal" && namesSecret(String(each.name)));
  const values = [...Object.values(objectOf(given.env)), ...Object.values(objectOf(given.headers))];
  const written = values.some((value) => looksLikeSecret(String(value))) || blankSecrets(args.join(" ")).blanked > 0 || url !== void 0 && (url.password !== "" || looksLikeSecret(url.href));
  return {
    name,
    type: given.type,
    command: typeof given.command === "string" ? blankSecrets(given.command).text : void 0,
    host: url?.host,
    tools: stringsOf2(given.tools),
    env,
    headers,
    literal_secret: literal || written
  };
};
var parsed = (configuration) => {
  if (typeof configuration !== "string")
    return configuration;
  try {
    return JSON.parse(configuration);
  } catch {
    return;
  }
};
var agentConfigurationOf = (answer) => {
  const configuration = objectOf(parsed(answer.mcp_configuration));
  const servers = objectOf(configuration.mcpServers ?? configuration.servers);
  return {
    ...answer,
    mcp_configuration: void 0,
    mcp_servers: Object.entries(servers).map(([name, server]) => serverOf(name, objectOf(server)))
  };
};

// ../../work/wt/exports/dist/connectors/github/collect/repository.js
var secretsCalls = {
  actions: "GET /repos/{owner}/{repo}/actions/secrets",
  dependabot: "GET /repos/{owner}/{repo}/dependabot/secrets",
  agents: "GET /repos/{owner}/{repo}/agents/secrets",
  codespaces: "GET /repos/{owner}/{repo}/codespaces/secrets"
};
var readSecrets2 = async ({ step, repository, parameters }, kind) => {
  const call2 = secretsCalls[kind];
  for (const entry of (await step.list(call2, parameters, repository.full_name)).entries) {
    const secret = objectOf(entry);
    const id = `${repository.full_name}/${kind}/${String(secret.name)}`;
    step.put(call2, "github.secret", id, { ...secret, level: "repository", kind, repository });
  }
};
var readKeys = async ({ step, repository, parameters }) => {
  const call2 = "GET /repos/{owner}/{repo}/keys";
  for (const entry of (await step.list(call2, parameters, repository.full_name)).entries) {
    const key = objectOf(entry);
    step.put(call2, "github.deploy-key", Number(key.id), { ...key, repository });
  }
};
var readHooks = async ({ step, repository, parameters }) => {
  const call2 = "GET /repos/{owner}/{repo}/hooks";
  for (const entry of (await step.list(call2, parameters, repository.full_name)).entries) {
    const hook = objectOf(entry);
    step.put(call2, "github.webhook", Number(hook.id), {
      ...webhookOf(hook),
      level: "repository",
      repository
    });
  }
};
var environmentOf = (raw) => {
  const parsed2 = environmentAnswerSchema.safeParse(raw);
  if (!parsed2.success)
    return;
  const { protection_rules, ...rest } = parsed2.data;
  const rules = protection_rules ?? [];
  const reviewing = rules.filter(({ type }) => type === "required_reviewers");
  return {
    name: rest.name,
    data: {
      ...rest,
      wait_timer: rules.find(({ type }) => type === "wait_timer")?.wait_timer ?? 0,
      prevent_self_review: reviewing.some(({ prevent_self_review }) => prevent_self_review === true),
      reviewers: reviewing.flatMap(({ reviewers }) => (reviewers ?? []).map(({ type, reviewer }) => ({
        type: type ?? "User",
        name: reviewer?.slug ?? reviewer?.login ?? "",
        id: reviewer?.id
      }))),
      custom_rules: rules.flatMap(({ app }) => app?.slug ?? [])
    }
  };
};
var readEnvironments = async ({ step, repository, parameters }) => {
  const call2 = "GET /repos/{owner}/{repo}/environments";
  const one = `${call2}/{environment_name}`;
  for (const entry of (await step.list(call2, parameters, repository.full_name)).entries) {
    const environment = environmentOf(entry);
    if (environment === void 0) {
      step.put(call2, "github.environment", "", entry);
      continue;
    }
    const { name, data } = environment;
    const named2 = { ...parameters, environment_name: name };
    const where = `${repository.full_name} ${name}`;
    const custom = objectOf(data.deployment_branch_policy).custom_branch_policies === true;
    const branches = custom ? await step.list(`${one}/deployment-branch-policies`, named2, where) : { entries: [], whole: false };
    step.put(call2, "github.environment", `${repository.full_name}/${name}`, {
      ...data,
      repository,
      ...branches.whole ? { branch_policies: branches.entries } : {}
    });
    for (const raw of (await step.list(`${one}/secrets`, named2, where)).entries) {
      const secret = objectOf(raw);
      step.put(`${one}/secrets`, "github.secret", `${repository.full_name}/${name}/actions/${String(secret.name)}`, { ...secret, level: "environment", kind: "actions", repository, environment: name });
    }
  }
};
var readPolicy = async ({ step, repository, parameters }) => {
  const call2 = "GET /repos/{owner}/{repo}/actions/permissions/workflow";
  const answer = await step.ask(call2, parameters, repository.full_name);
  if (!isObject(answer))
    return;
  step.put(call2, "github.actions-policy", repository.full_name, {
    ...answer,
    level: "repository",
    repository
  });
};
var readSubject = async ({ step, repository, parameters }) => {
  const call2 = "GET /repos/{owner}/{repo}/actions/oidc/customization/sub";
  const answer = await step.ask(call2, parameters, repository.full_name);
  if (!isObject(answer))
    return;
  step.put(call2, "github.oidc-subject", repository.full_name, { ...answer, level: "repository", repository });
};
var readRunners = async ({ step, repository, parameters }) => {
  const call2 = "GET /repos/{owner}/{repo}/actions/runners";
  for (const entry of (await step.list(call2, parameters, repository.full_name)).entries) {
    const runner = objectOf(entry);
    step.put(call2, "github.runner", `${repository.full_name}/runners/${String(runner.id)}`, {
      ...runnerOf(runner),
      level: "repository",
      repository
    });
  }
};
var readAgent = async (here) => {
  const { step, repository, parameters } = here;
  await readSecrets2(here, "agents");
  const call2 = "GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration";
  const answer = await step.ask(call2, parameters, repository.full_name);
  if (!isObject(answer))
    return;
  step.put(call2, "github.copilot", repository.full_name, {
    ...agentConfigurationOf(answer),
    level: "repository",
    repository
  });
};
var isIn = (which, id) => which === "all" || which.includes(id);
var readRepository = (place, known, { organization, federated, codespaces }) => {
  const { reference: repository, active } = known;
  const slash = repository.full_name.indexOf("/");
  const parameters = {
    owner: repository.full_name.slice(0, slash),
    repo: repository.full_name.slice(slash + 1)
  };
  return makeStep({ ...place, inside: known.private, administered: known.administered }, `repository ${repository.id}`, async (step) => {
    const here = { step, repository, parameters };
    if (known.deployKeys > 0)
      await readKeys(here);
    if (!active)
      return;
    await readSecrets2(here, "actions");
    await readSecrets2(here, "dependabot");
    if (codespaces)
      await readSecrets2(here, "codespaces");
    await readHooks(here);
    if (known.environments > 0)
      await readEnvironments(here);
    if (organization.mayWriteByDefault && isIn(organization.actionsRepositories, repository.id)) {
      await readPolicy(here);
    }
    if (federated.has(repository.id))
      await readSubject(here);
    if (isIn(organization.runnerRepositories, repository.id))
      await readRunners(here);
    if (organization.agentRepositories !== void 0 && isIn(organization.agentRepositories, repository.id)) {
      await readAgent(here);
    }
  });
};

// ../../work/wt/exports/dist/connectors/github/collect/session.js
import { createAppAuth } from "@octokit/auth-app";

// ../../work/wt/exports/dist/connectors/github/collect/client.js
import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";

// ../../work/wt/exports/dist/connectors/github/collect/guard.js
var patternOf = (path) => {
  const escaped = path.replace("/repos/{owner}/{repo}", "@R").replace("/orgs/{org}", "@O").replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+").replace("@R", "(?:/repos/[^/]+/[^/]+|/repositories/\\d+)").replace("@O", "(?:/orgs/[^/]+|/organizations/\\d+)");
  return new RegExp(`^${escaped}$`);
};
var routes = githubCalls.filter(({ id }) => !id.startsWith("graphql ")).map((call2) => {
  const [method = "", path = ""] = call2.id.split(" ");
  return { call: call2, method, pattern: patternOf(path) };
});
var violation = (what) => Object.assign(new Error(`read-only guard: ${what}; nothing was sent`), { name: "ReadOnlyViolation" });
var graphqlCall = (body) => {
  let text;
  try {
    text = JSON.parse(String(body)).query;
  } catch {
    throw violation("the body of a GraphQL request is not JSON");
  }
  const query = queryOfText(text);
  const call2 = query === void 0 ? void 0 : githubCall(query.id);
  if (call2 === void 0)
    throw violation("the text is none of the GraphQL queries of this scanner");
  return call2;
};
var guardRequest = (root, { method, url, body }) => {
  const target = new URL(url);
  if (target.origin !== root.origin || target.username !== "" || target.password !== "") {
    throw violation(`${target.origin} is not ${root.origin}`);
  }
  if (method === "POST" && target.pathname === root.graphqlPath)
    return graphqlCall(body);
  const path = target.pathname.startsWith(root.path) ? target.pathname.slice(root.path.length) : void 0;
  const route = routes.find((each) => each.method === method && path !== void 0 && each.pattern.test(path));
  if (route === void 0) {
    throw violation(`${method} ${target.pathname} is not among the calls of this scanner`);
  }
  return route.call;
};

// ../../work/wt/exports/dist/connectors/github/collect/wire.js
var redirects = /* @__PURE__ */ new Set([301, 302, 307, 308]);
var mostRedirects = 3;
var answerFault = (message) => Object.assign(new Error(message), { name: "AnswerNotUnderstood" });
var sameHost = (root, address, base, what) => {
  const target = URL.canParse(address, base) ? new URL(address, base) : void 0;
  if (target === void 0 || target.origin !== root.origin) {
    throw answerFault(`${what} leads to another host, ${target?.host ?? "an address that is none"}: not followed`);
  }
  return target.href;
};
var plain = (headers) => {
  const kept = new Headers(headers);
  for (const name of ["content-encoding", "content-length"])
    kept.delete(name);
  kept.set("content-type", "application/json");
  return kept;
};
var limitedAnswer = async (response, isGraphql) => {
  const { status, headers } = response;
  const header = (name) => headers.get(name);
  const telling = status === 403 || status === 429 || isGraphql && header("x-ratelimit-remaining") === "0";
  if (!telling)
    return [{ status, header, text: "" }, response];
  const text = await response.text();
  const answer = { status, header, text };
  if (!isLimited(answer))
    return [answer, new Response(text, { status, headers })];
  return [
    answer,
    new Response('{"message":"secondary rate limit"}', { status: 429, headers: plain(headers) })
  ];
};
var createWire = ({ root, limits, onCall }) => async (url, request = {}) => {
  const method = request.method ?? "GET";
  let address = url;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const call2 = guardRequest(root, { method, url: address, body: request.body });
    const isGraphql = call2.id.startsWith("graphql ");
    const resource = isGraphql ? "graphql" : "core";
    await limits.turn(resource);
    onCall?.(call2.id);
    const response = await fetch(address, { ...request, redirect: "manual" });
    const [answer, whole] = await limitedAnswer(response, isGraphql);
    limits.note(answer.header("x-ratelimit-resource") ?? resource, answer);
    const location = redirects.has(answer.status) ? answer.header("location") : null;
    if (location === null || method !== "GET")
      return whole;
    await whole.body?.cancel();
    address = sameHost(root, location, address, "a redirect");
  }
  throw answerFault(`more than ${mostRedirects} redirects`);
};

// ../../work/wt/exports/dist/connectors/github/collect/client.js
var versionOf = ({ path }) => path === "" ? "2026-03-10" : "2022-11-28";
var perPage = 100;
var limitAttempts = 5;
var unhurried = {
  key: () => ({
    schedule: (_options, run, ...given) => run(...given)
  })
};
var queues = { write: unhurried, global: unhurried };
var silent = { debug: () => {
}, info: () => {
}, warn: () => {
}, error: () => {
} };
var nextLink = /<([^<>]*)>\s*;[^,]*\brel="?next"?/;
var isObject2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var entriesOf = (call2, data) => {
  const member = githubCall(call2)?.list ?? "";
  const list = member === "" ? data : isObject2(data) ? data[member] : void 0;
  if (!Array.isArray(list))
    throw answerFault("the answer is not the list that GitHub documents");
  return list;
};
var errorsOf = (data) => {
  if (!isObject2(data) || !Array.isArray(data.errors))
    return [];
  return data.errors.filter(isObject2).map(({ type, message }) => ({
    type: typeof type === "string" ? type : "ERROR",
    message: typeof message === "string" ? message : "an error without a message"
  }));
};
var createClient = ({ root, wire, signal, auth, second }) => {
  const Client = Octokit.plugin(throttling, retry);
  const again = (_after, _options, _octokit, count) => !signal.aborted && count < limitAttempts;
  const seconds = second === void 0 ? {} : { retryAfterBaseValue: second };
  const octokit = new Client({
    baseUrl: `${root.origin}${root.path}`,
    userAgent: "nhi-audit",
    log: silent,
    ...typeof auth === "string" ? { auth } : { authStrategy: auth.strategy, auth: auth.options },
    request: { fetch: wire, signal },
    throttle: {
      // The wait itself is the wire's: it follows GitHub's order and holds for all requests at once.
      retryAfterBaseValue: 0,
      ...queues,
      onRateLimit: again,
      onSecondaryRateLimit: again
    },
    retry: { doNotRetry: [304, 400, 401, 403, 404, 409, 410, 422, 429, 451], ...seconds }
  });
  const headers = { accept: "application/vnd.github+json", "x-github-api-version": versionOf(root) };
  const ask = async (route, parameters) => {
    signal.throwIfAborted();
    const answer = await octokit.request(route, { ...parameters, headers });
    const header = (name) => {
      const value = answer.headers[name];
      return value === void 0 ? void 0 : String(value);
    };
    return {
      data: answer.data,
      header,
      withoutSso: header("x-github-sso")?.startsWith("partial-results") === true
    };
  };
  return {
    get: ask,
    pages: async function* (call2, parameters) {
      const seen = /* @__PURE__ */ new Set();
      let read = 0;
      let route = call2;
      while (route !== void 0) {
        const first = route === call2;
        const answer = first ? await ask(call2, { ...parameters, per_page: perPage }) : await ask(`GET ${route}`, {});
        const entries = entriesOf(call2, answer.data);
        read += entries.length;
        const links = answer.header("link");
        const link = nextLink.exec(links ?? "")?.[1];
        const total = isObject2(answer.data) ? answer.data.total_count : void 0;
        let next;
        if (link !== void 0) {
          next = sameHost(root, link, root.origin, "the Link to the next page");
          if (seen.has(next))
            throw answerFault("the Link to the next page leads in a circle");
          seen.add(next);
        } else if (typeof total === "number" ? total > read : links === void 0 && entries.length === perPage) {
          if (entries.length < perPage)
            throw answerFault(`${total} entries are announced, and ${read} came`);
          next = octokit.request.endpoint(call2, {
            ...parameters,
            per_page: perPage,
            page: read / perPage + 1
          }).url;
        }
        yield { entries, answer, last: next === void 0 };
        route = next;
      }
    },
    query: async (name, variables) => {
      signal.throwIfAborted();
      const answer = await octokit.request({
        method: "POST",
        url: `${root.origin}${root.graphqlPath}`,
        headers,
        query: queries[name].text,
        variables
      });
      const data = answer.data;
      if (!isObject2(data))
        throw answerFault("the answer is not one of GraphQL");
      const sso = answer.headers["x-github-sso"];
      return {
        data: data.data,
        errors: errorsOf(data),
        withoutSso: String(sso ?? "").startsWith("partial-results")
      };
    }
  };
};

// ../../work/wt/exports/dist/connectors/github/collect/session.js
var loopback = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/;
var apiRootOf = (address = "https://api.github.com") => {
  const url = URL.canParse(address) ? new URL(address) : void 0;
  const safe = url?.protocol === "https:" || url?.protocol === "http:" && loopback.test(url.hostname);
  if (url === void 0 || !safe || url.username !== "" || url.search !== "") {
    throw new InputError("this is not the address of a GitHub API", "GITHUB_API_URL", "Give https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server.");
  }
  const path = url.pathname.replace(/\/+$/, "");
  const graphqlPath = path.endsWith("/v3") ? `${path.slice(0, -3)}/graphql` : `${path}/graphql`;
  return { origin: url.origin, path, graphqlPath };
};
var isServer = ({ path }) => path !== "";
var webHostOf = ({ origin }) => new URL(origin).host.replace(/^api\./, "");
var isObject3 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var stringsOf3 = (value) => isObject3(value) ? Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === "string")) : {};
var levels = ["read", "write", "admin"];
var rightsOfApp = (permissions) => {
  const grant = (permission, level) => (
    // Every App has it. https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/choosing-permissions-for-a-github-app
    permission === "metadata" && level === "read" || levels.indexOf(permissions[permission] ?? "") >= Math.max(0, levels.indexOf(level))
  );
  return { grant, allow: (call2) => call2.permissions.every((permission) => grant(permission, "read")) };
};
var includes = {
  "read:org": ["write:org", "admin:org"],
  "admin:repo_hook": ["read:repo_hook", "write:repo_hook", "repo"],
  "read:enterprise": ["admin:enterprise"]
};
var rightsOfScopes = (scopes) => ({
  allow: (call2) => call2.scope === "" ? call2.permissions.length === 0 : [call2.scope, ...includes[call2.scope] ?? []].some((scope) => scopes.includes(scope)),
  grant: () => void 0
});
var carriesScopes = /^(?:gh[po]_|[0-9a-f]{40}$)/;
var tokenDoor = (options, token) => {
  const client = createClient({ ...options, auth: token });
  let rights = unknownRights;
  return {
    caller: async () => {
      const { data, header } = await client.get("GET /user", {});
      const user = isObject3(data) ? data : {};
      const listed = header("x-oauth-scopes");
      const scopes = listed?.split(",").map((scope) => scope.trim()).filter((scope) => scope !== "");
      if (scopes !== void 0 && (scopes.length > 0 || carriesScopes.test(token))) {
        rights = rightsOfScopes(scopes);
      }
      return {
        type: "user",
        name: String(user.login ?? ""),
        ...typeof user.id === "number" ? { id: user.id } : {},
        ...scopes === void 0 ? {} : { scopes }
      };
    },
    organization: async () => ({ client, rights, onServer: isServer(options.root) }),
    enterprise: async () => ({ client, rights, onServer: isServer(options.root) })
  };
};
var appDoor = (options, appId, privateKey) => {
  const authOf = (installationId) => ({
    strategy: createAppAuth,
    options: { appId, privateKey, ...installationId === void 0 ? {} : { installationId } }
  });
  const client = createClient({ ...options, auth: authOf() });
  const enter = async (call2, parameters) => {
    const { data } = await client.get(call2, parameters);
    const found = isObject3(data) ? data : {};
    const id = Number(found.id);
    const permissions = stringsOf3(found.permissions);
    return {
      client: createClient({ ...options, auth: authOf(id) }),
      rights: rightsOfApp(permissions),
      onServer: isServer(options.root)
    };
  };
  return {
    caller: async () => {
      const { data } = await client.get("GET /app", {});
      const app = isObject3(data) ? data : {};
      return {
        type: "app",
        name: String(app.slug ?? app.name ?? appId),
        permissions: stringsOf3(app.permissions),
        ...typeof app.id === "number" ? { id: app.id } : {}
      };
    },
    organization: (org) => enter("GET /orgs/{org}/installation", { org }),
    enterprise: (enterprise) => enter("GET /enterprises/{enterprise}/installation", { enterprise })
  };
};
var openDoor = (options) => "token" in options.credential ? tokenDoor(options, options.credential.token) : appDoor(options, options.credential.appId, options.credential.privateKey);

// ../../work/wt/exports/dist/connectors/github/collect/index.js
var queueLength = 512;
var defaultSpacing = 70;
var login = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})$/;
var checkNames = ({ organizations, enterprise }) => {
  const wrong = [...organizations, ...enterprise === void 0 ? [] : [enterprise]].find((name) => !login.test(name));
  if (wrong !== void 0) {
    throw new InputError("this is not the name of an organisation or enterprise", `GitHub ${JSON.stringify(wrong)}`, "Give the last part of its address: acme of https://github.com/acme.");
  }
};
var readCaller = async ({ options, door, emit }, scope) => {
  const source = "token" in options.credential ? "GET /user" : "GET /app";
  if ("token" in options.credential && options.credential.token.startsWith("ghs_")) {
    const why = "not asked: the token of an installation or a job has no user behind it";
    await emit(sessionLine(scope, source, "skipped", why));
    return "an installation";
  }
  try {
    const caller = await door.caller();
    const data = callerSchema.parse(caller);
    await emit({ record: "github.caller", scope, id: String(caller.id ?? caller.name), data });
    await emit(sessionLine(scope, source, "complete", ""));
    return `${caller.type} ${caller.name}`;
  } catch (error) {
    const known = asApiError(error);
    if (known === void 0)
      throw error;
    const { status, reason } = describeFailure(known, source);
    await emit(sessionLine(scope, source, status, reason));
    return "unknown";
  }
};
var enterEnterprise = async (run, slug) => {
  const { door, emit } = run;
  let session;
  try {
    session = await door.enterprise(slug);
  } catch (error) {
    const source2 = "GET /enterprises/{enterprise}/installation";
    const known = asApiError(error);
    if (known === void 0)
      throw error;
    const { status, reason } = describeFailure(known, source2);
    await emit(sessionLine(slug, source2, status, reason));
    return { organizations: [] };
  }
  const enterprise = { slug, session };
  const source = queries.EnterpriseOrganizations.id;
  const organizations = [];
  try {
    let cursor = null;
    do {
      const { data, errors } = await session.client.query("EnterpriseOrganizations", { slug, cursor });
      const answer = enterpriseOrganizationsAnswerSchema.safeParse(data);
      if (!answer.success) {
        const { status, reason } = describeGraphqlErrors(errors, source);
        await emit(sessionLine(slug, source, status, reason));
        return { enterprise, organizations };
      }
      const { nodes, pageInfo: pageInfo2 } = answer.data.enterprise.organizations;
      organizations.push(...nodes.flatMap((node) => node?.login ?? []));
      cursor = pageInfo2.hasNextPage && pageInfo2.endCursor !== cursor ? pageInfo2.endCursor ?? null : null;
    } while (cursor !== null);
    await emit(sessionLine(slug, source, "complete", ""));
  } catch (error) {
    const known = asApiError(error);
    if (known === void 0)
      throw error;
    const { status, reason } = describeFailure(known, source);
    await emit(sessionLine(slug, source, status, reason));
  }
  return { enterprise, organizations };
};
var collectOrganization = async (run, org, journal, enterprise) => {
  const { options, door, emit } = run;
  let session;
  try {
    session = await door.organization(org);
  } catch (error) {
    const source = "GET /orgs/{org}/installation";
    const known = asApiError(error);
    if (known === void 0)
      throw error;
    const { status, reason } = describeFailure(known, source);
    const missing = known.http === 404 ? "the App is not installed in the organisation" : reason;
    for (const line2 of closed(org, source, status, missing))
      await emit(line2);
    return { ended: false };
  }
  const codespaces = options.codespaces === true;
  const ledger = createLedger();
  const entrance = {
    scope: org,
    session,
    ledger,
    journal,
    emit,
    progress: (source, count) => options.onProgress?.({ connector: "github", scope: org, source, count })
  };
  const entered = await enterOrganization(entrance, { server: run.server, enterprise: enterprise?.slug });
  if (entered === null) {
    const call2 = "GET /orgs/{org}";
    const outcome = ledger.outcome(call2) ?? { status: "unsupported", detail: "not the answer of GitHub" };
    for (const line2 of closed(org, call2, outcome.status, outcome.detail))
      await emit(line2);
    return { ended: false };
  }
  const place = { ...entrance, scope: entered.login, notCloud: entered.notCloud ?? void 0 };
  const reading = await readOrganization(place, { codespaces });
  const used = await readInsights(place, run.startedAt);
  await readCredentials(place, { used: used.installations, enterprise });
  await readPeople(place, used.users);
  const repositories = await readRepositories(place);
  const federated = await readWorkflows(place, repositories);
  await readAccess(place, repositories);
  await readProtections(place, repositories);
  for (const repository of repositories) {
    await readRepository(place, repository, { organization: reading, federated, codespaces });
  }
  const parts = /* @__PURE__ */ new Set(["organization", "repository"]);
  if (codespaces)
    parts.add("codespaces");
  if (enterprise !== void 0)
    parts.add("enterprise");
  for (const line2 of coverageOf(entered.login, ledger, parts))
    await emit(line2);
  return { ended: ledger.ended() !== void 0 };
};
var collect = async (run) => {
  const { options } = run;
  const scope = options.organizations[0] ?? options.enterprise ?? "*";
  const caller = await readCaller(run, scope);
  const found = options.enterprise === void 0 ? void 0 : await enterEnterprise(run, options.enterprise);
  const given = options.organizations.length > 0 ? options.organizations : found?.organizations ?? [];
  const organizations = [...new Map(given.map((org) => [org.toLowerCase(), org])).values()];
  const journal = options.journal === void 0 ? noJournal(run.startedAt) : openJournal(options.journal, { api: run.api, organizations, enterprise: options.enterprise ?? null, caller }, run.startedAt);
  let ended = false;
  for (const org of organizations) {
    const outcome = await collectOrganization(run, org, journal, found?.enterprise);
    ended ||= outcome.ended;
  }
  if (!ended)
    journal.discard();
};
var collectGitHub = async function* (options) {
  checkNames(options);
  const root = apiRootOf(options.apiUrl);
  const stop = new AbortController();
  const signal = options.signal === void 0 ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  signal.throwIfAborted();
  const channel = createChannel(queueLength, signal);
  const sleep = options.sleep ?? ((milliseconds, abort) => wait(milliseconds, void 0, { signal: abort }));
  const now = options.now ?? (() => /* @__PURE__ */ new Date());
  const limits = createLimits({
    // Waits are measured on the real clock: `now` may be fixed.
    clock: { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds, signal) },
    spacing: options.spacing ?? defaultSpacing,
    onWait: options.onWait
  });
  const wire = createWire({ root, limits, onCall: options.onCall });
  const door = openDoor({ root, wire, signal, credential: options.credential, second: options.second });
  const work = collect({
    options,
    door,
    emit: channel.put,
    startedAt: now().toISOString(),
    server: webHostOf(root),
    api: `${root.origin}${root.path}`
  }).then(() => options.onBudgets?.(limits.budgets())).then(channel.close, channel.fail);
  try {
    yield* channel;
  } finally {
    stop.abort();
    await work;
  }
};
export {
  collectGitHub
};
