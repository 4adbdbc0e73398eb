import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  membershipTechnique
} from "./chunk-ICMVDIAD.js";
import {
  controlsOf,
  invalidException
} from "./chunk-T7BSHJMR.js";
import {
  levelName,
  levelRank
} from "./chunk-QBHZ65C6.js";
import {
  effectiveDuration
} from "./chunk-RXOSDFZW.js";
import {
  severities,
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/rules/knowledge/wording.js
var unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;
var plain = (text, longest = 160) => {
  const clean = text.replace(unprintable, "\uFFFD");
  if (clean.length <= longest)
    return clean;
  return `${clean.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}\u2026`;
};
var counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
var listed = (items, most = 5) => {
  const shown = items.length > most ? items.slice(0, most - 1) : items;
  const rest = items.length - shown.length;
  const parts = shown.map((item) => plain(item));
  if (rest > 0)
    parts.push(`${rest} more`);
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
};
var day = 864e5;
var daysSince = (time, now) => Math.floor((now - Date.parse(time)) / day);
var dayOf = (time) => plain(time.slice(0, 10));
var dayAfter = (now, days) => `${new Date(now + days * day).toISOString().slice(0, 10)}T00:00:00Z`;

// ../../work/wt/exports/dist/rules/knowledge/guards.js
var isNonHuman = (identity) => !identity.providerOwned && identity.nature.is !== "human" && identity.kind !== "root";
var isInForce = (trust) => !trust.conditions.some((condition) => condition.class === "never" || condition.class === "expired");
var isWayIn = (trust) => isInForce(trust) && trust.mechanism !== "hold" && trust.mechanism !== "start";
var idleFor = (identity, { now, settings }) => {
  const { lastUsedAt, observedSince, createdAt } = identity;
  if (lastUsedAt === void 0)
    return void 0;
  const observed = observedSince === void 0 ? void 0 : daysSince(observedSince, now);
  if (lastUsedAt === "never") {
    if (observed === void 0 || createdAt === void 0)
      return void 0;
    const days2 = Math.min(observed, daysSince(createdAt, now));
    return days2 > settings.thresholds.neverUsedIdentityDays ? { never: true, days: days2 } : void 0;
  }
  const threshold = settings.thresholds.unusedIdentityDays;
  const days = daysSince(lastUsedAt, now);
  if (observed !== void 0 && observed < threshold)
    return void 0;
  return days >= threshold ? { never: false, days } : void 0;
};

// ../../work/wt/exports/dist/rules/knowledge/remedies.js
var denyAll = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';
var commands = {
  "aws/user": {
    "credential access-key": "aws iam update-access-key --user-name {name} --access-key-id {credential} --status Inactive",
    "credential console-password": "aws iam delete-login-profile --user-name {name}",
    "credential service-specific-credential": "aws iam update-service-specific-credential --user-name {name} --service-specific-credential-id {credential} --status Inactive",
    "credential ssh-public-key": "aws iam update-ssh-public-key --user-name {name} --ssh-public-key-id {credential} --status Inactive",
    "credential signing-certificate": "aws iam update-signing-certificate --user-name {name} --certificate-id {credential} --status Inactive",
    "list access-key": "aws iam list-access-keys --user-name {name}",
    "grant attached": "aws iam detach-user-policy --user-name {name} --policy-arn {policy}",
    "grant inline": "aws iam delete-user-policy --user-name {name} --policy-name {policy}",
    "grant group": "aws iam remove-user-from-group --user-name {name} --group-name {group}",
    quarantine: `aws iam put-user-policy --user-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
    owner: "aws iam tag-user --user-name {name} --tags Key={tag},Value=OWNER"
  },
  "aws/role": {
    "grant attached": "aws iam detach-role-policy --role-name {name} --policy-arn {policy}",
    "grant inline": "aws iam delete-role-policy --role-name {name} --policy-name {policy}",
    quarantine: `aws iam put-role-policy --role-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
    owner: "aws iam tag-role --role-name {name} --tags Key={tag},Value=OWNER",
    trust: "aws iam update-assume-role-policy --role-name {name} --policy-document file://trust.json",
    session: "aws sts assume-role --role-arn {id} --role-session-name TASK --duration-seconds 900 --policy file://task.json"
  },
  "aws/root": {
    "list access-key": "aws iam list-access-keys",
    "credential access-key": "aws iam delete-access-key --access-key-id {credential}"
  }
};
var shellQuote = (value) => {
  if (value === "" || /[\p{C}\p{Zl}\p{Zp}]/u.test(value))
    return void 0;
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
};
var fill = (template, values) => template.replace(/([ =])\{([a-z]+)\}/g, (_, before, key) => {
  const value = values[key] ?? "";
  const quoted = shellQuote(value) ?? key.toUpperCase();
  return before === " " && value.startsWith("-") ? `=${quoted}` : before + quoted;
});
var nameOf = (identity) => identity.id.slice(identity.id.lastIndexOf("/") + 1);
var command = (identity, what, values = {}) => {
  const template = commands[`${identity.provider}/${identity.kind}`]?.[what];
  return template && fill(template, { id: identity.id, name: nameOf(identity), ...values });
};
var realId = /^[A-Z0-9]{16,128}$/;
var deactivate = (identity, { kind, id }) => {
  const known = realId.test(id);
  const off = command(identity, `credential ${kind}`, { credential: known ? id : "" });
  const list = known ? void 0 : command(identity, `list ${kind}`);
  return off === void 0 || list === void 0 ? off : `${list}
${off}`;
};
var withdraw = (identity, grant) => {
  const group = /^group (.+)$/s.exec(grant.via)?.[1];
  if (group !== void 0)
    return command(identity, "grant group", { group });
  return command(identity, `grant ${grant.via}`, {
    policy: grant.via === "attached" ? grant.source.id : grant.name
  });
};
var quarantine = (identity) => command(identity, "quarantine");
var nameOwner = (identity, tag) => command(identity, "owner", { tag });
var changeTrust = (identity) => command(identity, "trust");
var narrowSession = (identity) => command(identity, "session");
var timeBoundPolicies = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
  aws: (until, services) => ({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: (services.length > 0 ? services : ["SERVICE"]).map((service) => `${service}:ACTION`),
        Resource: ["ARN_OF_WHAT_THE_TASK_NEEDS"],
        Condition: { DateLessThan: { "aws:CurrentTime": until } }
      }
    ]
  })
};
var timeBoundPolicy = (provider, until, services = []) => {
  const policy = timeBoundPolicies[provider]?.(until, services);
  return policy === void 0 ? void 0 : JSON.stringify(policy);
};
var trustConditions = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
  aws: (issuer) => issuer === void 0 ? { "sts:ExternalId": "AN_ID_AGREED_WITH_THE_THIRD_PARTY" } : { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: "THE_ONE_SUBJECT" }
};
var trustCondition = (provider, issuer) => {
  const equals = trustConditions[provider]?.(issuer && plain(issuer));
  return equals === void 0 ? void 0 : `"Condition": ${JSON.stringify({ StringEquals: equals })}`;
};
var cutOf = {
  hold: "Give the credential to the one who needs it, and end this one.",
  start: "Limit who can set the target to work.",
  assume: "Take the target out of what the identity may assume, or the identity out of the target\u2019s trust.",
  federate: "Narrow the target\u2019s trust to the one subject that needs it.",
  impersonate: "Take away the permission to issue tokens of the target.",
  "write-credential": "Take away the permission to create or change credentials of the target.",
  "write-permission": "Take away the permission to change policies, or hold it in by a permissions boundary.",
  "write-trust": "Take away the permission to change who may become the target.",
  "write-code": "Take away the permission to change the code that runs as the target.",
  "pass-to-service": "Limit which identities may be passed, and to which service, to the one that is needed.",
  control: "Replace full control by the actions that the task needs."
};
var fixOf = (sentence, ...lines) => [sentence, ...lines.filter((line) => line !== void 0)].join("\n");

// ../../work/wt/exports/dist/rules/cross-environment-trust.js
var environmentOf = (trust, context) => {
  const identity = trust.party === "identity" ? context.identityById(trust.principal) : void 0;
  if (identity !== void 0 && identity.environment !== "unknown")
    return identity.environment;
  if (trust.scope === void 0)
    return "unknown";
  return context.scopeById(trust.scope)?.environment ?? "unknown";
};
var isKnown = (environment) => environment !== "unknown" && environment !== "shared";
var crossEnvironmentTrust = {
  id: "cross-environment-trust",
  title: "Identity that another environment can become",
  owasp: ["NHI8:2025"],
  facets: ["exposure"],
  severity: "high",
  confidence: "medium",
  controls: controlsOf(["NHI8:2025"]),
  needs: ["trusts"],
  why: `Development and test are where code is tried, access is wide and secrets are loose. When something there can become an
identity of production, production is as safe as the least of them.`,
  limits: `- Environments come from the configuration, tags or names; both sides must be known, and \`unknown\` is never guessed.
  Confidence is medium because a name is not a promise.
- \`shared\` environments are made to be used by others and are not reported.
- Into production from elsewhere is \`high\`; towards an environment of more weight (\`weights.environment\`) \`medium\`; the other
  direction \`low\`.
- Trusts are looked at, not chains: those raise the blast radius of the trusted identity. Environments inside OIDC subjects are
  not read.
- People, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Make one identity for each environment, trusted only from there. In AWS, name the production pipeline's role in the trust, or
demand the organisational unit:

\`\`\`json
"Condition": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-example/r-root/ou-production/*" } }
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/8-environment-isolation/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths"
  ],
  check: (identity, context) => {
    if (identity.trusts.length === 0 || !isKnown(identity.environment) || !isNonHuman(identity))
      return [];
    const weights = context.settings.weights.environment;
    const weight = (environment) => weights[environment] ?? 0;
    return identity.trusts.filter(isWayIn).flatMap((trust) => {
      const theirs = environmentOf(trust, context);
      if (!isKnown(theirs) || theirs === identity.environment)
        return [];
      const upwards = identity.environment === "production" ? "high" : "medium";
      return [
        {
          key: `${trust.mechanism} ${trust.principal}`,
          title: `Identity of ${identity.environment} that ${theirs} can become`,
          severity: weight(theirs) < weight(identity.environment) ? upwards : "low",
          evidence: [
            {
              ...trust.source,
              says: `${plain(trust.principal)} of ${theirs} may ${trust.mechanism} this identity of ${identity.environment}`
            }
          ],
          path: context.privileged ? context.reach.path(context.index) : [],
          fix: fixOf(`Make an identity for each environment, and trust this one only from ${identity.environment}.`, changeTrust(identity))
        }
      ];
    });
  }
};

// ../../work/wt/exports/dist/rules/expired-grant.js
var expiredGrant = {
  id: "expired-grant",
  title: "Grant or trust that has ended and was not removed",
  owasp: ["NHI1:2025"],
  facets: ["stale"],
  severity: "low",
  confidence: "high",
  controls: controlsOf(["NHI1:2025"]),
  needs: ["grants", "trusts"],
  why: `It gives nothing today. It is one edited date away from giving it again, and it hides among what is in force when somebody
reviews the identity.`,
  limits: `- Reported: grants whose end lies in the past, and trusts in principals that were deleted or that ended.
- It is cleaning up, so \`low\` always. People, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Delete the grant. In AWS:

\`\`\`sh
aws iam delete-role-policy --role-name NAME --policy-name POLICY
\`\`\`

In a trust policy, delete the principal that begins with \`AIDA\` or \`AROA\`: it is what remains of a deleted user or role.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids"
  ],
  check: (identity, { now, settings }) => {
    const grants = identity.grants.filter((grant) => grant.until !== void 0 && effectiveDuration(grant, now, settings.thresholds.longestGrantDays) === "ended");
    const trusts = identity.trusts.filter(({ party, conditions }) => party === "deleted" || conditions.some((condition) => condition.class === "expired"));
    if (grants.length === 0 && trusts.length === 0 || !isNonHuman(identity))
      return [];
    return [
      ...grants.map((grant) => ({
        key: `grant ${grant.scope} ${grant.via} ${grant.name}`,
        title: `Grant ended ${counted(daysSince(grant.until ?? "", now), "day")} ago`,
        evidence: [
          {
            ...grant.source,
            says: `${plain(grant.name)} (${plain(grant.via)}) ended on ${dayOf(grant.until ?? "")}`
          }
        ],
        fix: fixOf("Delete the grant.", withdraw(identity, grant))
      })),
      ...trusts.map((trust) => ({
        key: `trust ${trust.mechanism} ${trust.principal}`,
        title: trust.party === "deleted" ? "Trusts a principal that was deleted" : "Trust that has ended",
        evidence: [
          {
            ...trust.source,
            says: `${plain(trust.principal)} ${trust.party === "deleted" ? "was deleted" : "was trusted until a date that is past"}`
          }
        ],
        fix: fixOf("Take the principal out of the trust.", changeTrust(identity))
      }))
    ];
  }
};

// ../../work/wt/exports/dist/rules/external-trust-without-condition.js
var restricting = /* @__PURE__ */ new Set([
  "external-id",
  "organization",
  "source-resource",
  "source-network",
  "mfa",
  "tag",
  "called-via-service"
]);
var restrictingEveryone = /* @__PURE__ */ new Set([
  "organization",
  "source-resource",
  "source-network",
  "federated-subject"
]);
var isOrganizationKnown = ({ estate, index }) => {
  const { provider } = estate.identities[index];
  return estate.coverage.some(({ connector, gives, status }) => connector === provider && status === "complete" && gives.includes("organization"));
};
var openingOf = (trust, context) => {
  if (trust.mechanism === "write-code")
    return void 0;
  const classes = trust.conditions.map((condition) => condition.class);
  const unsure = classes.includes("other");
  if (trust.party === "everyone") {
    if (classes.some((kind) => restrictingEveryone.has(kind)))
      return void 0;
    if (unsure) {
      return {
        title: "Everyone who meets a condition that is not understood can become this identity",
        severity: "medium",
        confidence: "low"
      };
    }
    const weak = classes.some((kind) => restricting.has(kind));
    return {
      title: weak ? "Everyone who meets a weak condition can become this identity" : "Everyone can become this identity",
      severity: weak ? "high" : "critical",
      confidence: "high"
    };
  }
  if (trust.party !== "identity" && trust.party !== "scope")
    return void 0;
  if (trust.external === "no" || context.settings.trustedScopes.includes(trust.scope ?? ""))
    return void 0;
  if (classes.some((kind) => restricting.has(kind)))
    return void 0;
  const whole = trust.party === "scope";
  const outside = trust.external === "yes" && isOrganizationKnown(context);
  return {
    title: `${whole ? "All of" : "An identity of"} ${trust.scope === void 0 ? "another organisation" : plain(trust.scope)}${outside ? "" : ", which may be foreign,"} can become this identity without a condition`,
    severity: whole && outside && !unsure ? "high" : "medium",
    confidence: !outside || unsure ? "low" : "high"
  };
};
var externalTrustWithoutCondition = {
  id: "external-trust-without-condition",
  title: "Trust in an outside party without a condition",
  owasp: ["NHI3:2025"],
  facets: ["exposure"],
  severity: "high",
  confidence: "high",
  controls: controlsOf(["NHI3:2025"]),
  needs: ["trusts", "organization"],
  why: `Somebody outside may become this identity by being who they are, and nothing else is asked. A vendor that serves many
customers can be made to use it for another one (the confused deputy), and the vendor's breach is yours.`,
  limits: `- A condition on an external id, the organisation, the calling resource or network, a tag or a second factor counts as a
  condition; one on time does not. For a principal of everyone only organisation, resource, network and federated
  subject count.
- A condition that the model has no class for lowers confidence, and never clears a trust.
- Accounts of the snapshot and of its organisation are not outside; \`trustedScopes\` in the configuration names further ones.
  Where the organisation was not read, a foreign account may be your own: low confidence.
- To hold a credential of an identity that was made for one, or to start it without a say in what it does, is no trust of this
  kind. Code of others that runs as it is \`unpinned-third-party-code\` and \`untrusted-code-runs-as-identity\`.
- Tokens of OIDC issuers are \`federated-trust-too-wide\`. Whether an external id is secret or guessable cannot be seen.
- People, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Ask the third party for the external id that it uses for you, and demand it; name the one role instead of the whole account.
In AWS:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "AWS": "arn:aws:iam::222222222222:role/the-vendors-role" },
  "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "sts:ExternalId": "the id agreed with the vendor" } }
}
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"
  ],
  check: (identity, context) => {
    if (identity.trusts.length === 0 || !isNonHuman(identity))
      return [];
    return identity.trusts.filter(isWayIn).flatMap((trust) => {
      const opening = openingOf(trust, context);
      if (opening === void 0)
        return [];
      return [
        {
          ...opening,
          key: `${trust.mechanism} ${trust.principal}`,
          evidence: [
            {
              ...trust.source,
              says: `${plain(trust.principal)} may ${trust.mechanism}${trust.conditions.length === 0 ? " without any condition" : `, under ${[...new Set(trust.conditions.map(({ key }) => plain(key, 80)))].join(" and ")} only`}`
            }
          ],
          path: context.privileged ? context.reach.path(context.index) : [],
          fix: fixOf("Name the one outside identity that needs it, and demand a condition that only your use of it meets.", trustCondition(identity.provider), changeTrust(identity))
        }
      ];
    });
  }
};

// ../../work/wt/exports/dist/rules/knowledge/issuers.js
var sharedIssuers = {
  "token.actions.githubusercontent.com": "subject",
  "gitlab.com": "subject",
  "agent.buildkite.com": "subject",
  "app.terraform.io": "subject",
  "oidc.codefresh.io": "subject",
  "studio.datachain.ai/api": "subject",
  "scalr.io": "subject",
  "tokens.cloud.shisho.dev": "subject",
  "proidc.upbound.io": "subject",
  "api.pulumi.com/oidc": "audience",
  "sandboxes.cloud": "audience",
  "oidc.vercel.com": "audience",
  "cognito-identity.amazonaws.com": "audience",
  "accounts.google.com": "either",
  "graph.facebook.com": "either",
  "www.amazon.com": "either"
};
var issuerOf = (trust) => {
  if (trust.party !== "federated")
    return void 0;
  if (/[:/]saml-provider\//i.test(trust.principal))
    return void 0;
  const name = trust.principal.replace(/^.*[:/]oidc-provider\//i, "").replace(/^https?:\/\//i, "").replace(/\/+$/, "");
  const tenantClaim = sharedIssuers[name.toLowerCase()];
  return { name, shared: tenantClaim !== void 0, tenantClaim: tenantClaim ?? "subject" };
};
var isOtherClaim = (condition, issuer) => condition.class === "other" && condition.key.toLowerCase().startsWith(`${issuer.name.toLowerCase()}:`);

// ../../work/wt/exports/dist/rules/knowledge/subjects.js
var widths = ["exact", "project", "tenant", "anyone"];
var formats = [
  {
    starts: "repo:",
    tenant: /^repo:[^/*?]+\//,
    project: /^repo:[^/*?]+\/[^:*?]+:/,
    words: {
      tenant: "repository of an organisation",
      project: "branch, tag and pull request of a repository"
    },
    source: "https://docs.github.com/en/actions/reference/security/oidc"
  },
  {
    starts: "project_path:",
    tenant: /^project_path:[^/:*?]+\//,
    project: /^project_path:[^:*?]+:/,
    words: { tenant: "project of a group", project: "branch and tag of a project" },
    source: "https://docs.gitlab.com/ci/secrets/id_token_authentication/"
  },
  {
    starts: "organization:",
    tenant: /^organization:[^:*?]+:/,
    project: /^organization:[^:*?]+:(?:project:[^:*?]+:workspace|pipeline):[^:*?]+:/,
    words: { tenant: "workspace or pipeline of an organisation", project: "run" },
    restVaries: true,
    source: "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens"
  },
  {
    starts: "system:serviceaccount:",
    // The issuer is the cluster itself: nobody else's service accounts have tokens of it.
    tenant: /^system:serviceaccount:/,
    project: /^system:serviceaccount:[^:*?]+:/,
    words: { tenant: "service account of a cluster", project: "service account of a namespace" },
    source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html"
  },
  {
    starts: "org/",
    tenant: /^org\/[^/*?]+\//,
    project: /^org\/[^/*?]+\/project\/[^/*?]+\//,
    words: { tenant: "project of an organisation", project: "user of a project" },
    restVaries: true,
    source: "https://circleci.com/docs/openid-connect-tokens/"
  },
  {
    starts: "owner:",
    tenant: /^owner:[^:*?]+:/,
    project: /^owner:[^:*?]+:project:[^:*?]+:/,
    words: { tenant: "project of a team", project: "environment of a project" },
    source: "https://vercel.com/docs/oidc/reference"
  },
  {
    starts: "mcp:",
    tenant: /^mcp:[^/*?]+\//,
    project: /^mcp:[^/*?]+\/[^:*?]+:/,
    words: { tenant: "control plane of an organisation", project: "provider of a control plane" },
    source: "https://docs.upbound.io/manuals/packages/providers/authentication"
  }
];
var withoutAnyIds = (value) => value.startsWith("repo:") ? value.replace(/@\*(?=[/:])/g, "") : value;
var namedProject = (value) => {
  const found = /^repo:([^/:@*?]+)(@[^/:]*)?\/([^/:@*?]+)(@[^/:]*)?(?::|$)/.exec(value);
  if (found === null)
    return void 0;
  const [, owner, ownerId = "", name, id = ""] = found;
  const tenant = owner.toLowerCase();
  return {
    tenant,
    project: `${tenant}/${name.toLowerCase()}`,
    ids: ownerId === "" || id === "" ? "none" : /[*?]/.test(`${ownerId}${id}`) ? "any" : "fixed"
  };
};
var widthOfPattern = (value) => {
  const exact = { width: "exact", every: "", value, known: true };
  if (/^repo:[^*?]+:pull_request$/.test(value)) {
    return { ...exact, width: "project", every: "pull request of a repository" };
  }
  const written = withoutAnyIds(value);
  const wildcard = written.search(/[*?]/);
  if (wildcard < 0)
    return exact;
  const format = formats.find(({ starts }) => value.startsWith(starts));
  if (format === void 0) {
    const named = /[a-z0-9]/i.test(written.slice(0, wildcard));
    return {
      width: named ? "tenant" : "anyone",
      every: named ? "subject that fits a pattern" : "",
      value,
      known: !named
    };
  }
  if (!format.tenant.test(written))
    return { ...exact, width: "anyone" };
  if (!format.project.test(written))
    return { ...exact, width: "tenant", every: format.words.tenant };
  return format.restVaries === true ? exact : { ...exact, width: "project", every: format.words.project };
};
var rank = ({ width }) => widths.indexOf(width);
var operatorOf = (operator) => {
  if (/not/i.test(operator))
    return "negated";
  if (/null|exists$/i.test(operator.replace(/ifexists$/i, "")))
    return "presence";
  return /like|match|prefix|starts/i.test(operator) ? "pattern" : "equal";
};
var passesWithoutClaim = (condition) => /^forallvalues:/i.test(condition.operator);
var names = (condition) => {
  const kind = operatorOf(condition.operator);
  if (kind === "negated" || kind === "presence" || condition.values.length === 0)
    return false;
  return kind === "equal" || !condition.values.some((value) => /^[*?]+$/.test(value));
};
var subjectWidth = (conditions) => {
  const each = conditions.flatMap((condition) => {
    const kind = operatorOf(condition.operator);
    if (kind === "negated" || kind === "presence" || condition.values.length === 0)
      return [];
    const all = condition.values.map((value) => {
      const width = widthOfPattern(value);
      return kind === "equal" && /[*?]/.test(value) ? { ...width, width: "exact", every: "" } : width;
    });
    return [all.reduce((widest, next) => rank(next) > rank(widest) ? next : widest)];
  });
  if (each.length === 0)
    return void 0;
  return each.reduce((narrowest, next) => rank(next) < rank(narrowest) ? next : narrowest);
};

// ../../work/wt/exports/dist/rules/federated-trust-by-name.js
var projects = /* @__PURE__ */ new WeakMap();
var projectsOf = (estate) => {
  const known = projects.get(estate) ?? readProjects(estate);
  projects.set(estate, known);
  return known;
};
var readProjects = ({ scopes }) => new Map([
  ...Map.groupBy(scopes.filter(({ parent }) => parent !== void 0), ({ parent }) => parent.toLowerCase())
].map(([tenant, own]) => [tenant, new Set(own.map(({ id }) => id.toLowerCase()))]));
var faultOf = ({ tenant, project, ids }, known, migrated, privileged) => {
  if (known !== void 0 && !known.has(project))
    return {
      title: `The trust names ${plain(project)}, which ${plain(tenant)} does not have: whoever makes it anew comes in`,
      severity: ids === "fixed" ? "low" : privileged ? "critical" : "high",
      confidence: "medium"
    };
  if (ids === "any")
    return {
      title: `The trust in ${plain(project)} takes any id: it goes by the name alone`,
      severity: privileged ? "high" : "medium",
      confidence: "high"
    };
  if (ids === "none" && migrated)
    return {
      title: `The trust in ${plain(project)} is half moved to ids: its name alone is still enough`,
      severity: privileged ? "high" : "medium",
      confidence: "high"
    };
  return void 0;
};
var fromTrusts = (identity, { estate, privileged }) => (isNonHuman(identity) ? identity.trusts.filter(isInForce) : []).flatMap((trust) => {
  const issuer = issuerOf(trust);
  if (issuer?.shared !== true)
    return [];
  const values = trust.conditions.filter((condition) => condition.class === "federated-subject" && !/not/i.test(condition.operator)).flatMap((condition) => condition.values);
  const named = values.flatMap((value) => {
    const found = namedProject(value);
    return found === void 0 ? [] : [found];
  });
  const fixed = new Set(named.filter(({ ids }) => ids === "fixed").map(({ project }) => project));
  const worst = /* @__PURE__ */ new Map();
  for (const each of named) {
    const known = projectsOf(estate).get(each.tenant);
    const fault = faultOf(each, known, fixed.has(each.project), privileged);
    if (fault !== void 0 && !worst.has(each.project))
      worst.set(each.project, fault);
  }
  return [...worst].map(([project, fault]) => ({
    ...fault,
    key: `${trust.principal} ${project}`,
    evidence: [{ ...trust.source, says: `trusts ${plain(project)} of ${plain(issuer.name)}` }],
    fix: fixOf("End the trust in what is gone; bind the rest to the ids of owner and repository.", changeTrust(identity))
  }));
});
var federatedTrustByName = {
  id: "federated-trust-by-name",
  title: "OIDC trust by the name of something gone, or half moved to ids",
  owasp: ["NHI6:2025", "NHI1:2025"],
  facets: ["exposure", "stale"],
  severity: "high",
  confidence: "medium",
  controls: controlsOf(["NHI6:2025", "NHI1:2025"]),
  needs: ["trusts"],
  why: `Names of repositories, organisations and users can be given up and taken again. A trust that goes by name trusts whoever holds the
name today. Numbers are never given twice: a subject with the owner's and the repository's id cannot be inherited.`,
  limits: `- Reported where a trust names a repository that an organisation which was read does not have, where it takes any id beside the
  name, and where only one of its subjects has moved to ids.
- Trusts by name alone in a repository that exists are not reported. Subjects with ids are known of GitHub only.
- A repository that the scan may not see looks as if it were gone, and whether a name is free to be registered is not tried:
  confidence \`medium\`.`,
  remedy: `End trusts in what is gone, and bind the rest to ids:

\`\`\`json
{ "StringEquals": { "token.actions.githubusercontent.com:repository_id": "123456789" } }
\`\`\``,
  sources: [
    "https://docs.github.com/en/actions/reference/security/oidc",
    "https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/"
  ],
  check: fromTrusts
};

// ../../work/wt/exports/dist/rules/federated-trust-too-wide.js
var lowered = (severity) => severities[Math.max(1, severityRank(severity) - 1)];
var severityOf = {
  anyone: ["critical", "high"],
  tenant: ["high", "medium"],
  project: ["low", "low"]
};
var who = ({ width, every, known }, issuer) => {
  const at = plain(issuer.name);
  if (width !== "anyone")
    return `Every ${every} at ${at}${known ? "" : " (a format that is not known)"}`;
  return issuer.shared ? `Anybody with a token of ${at}` : `Everything that ${at} vouches for`;
};
var faultOf2 = (trust, issuer, privileged) => {
  const subjects = trust.conditions.filter((condition) => condition.class === "federated-subject");
  const audiences = trust.conditions.filter((condition) => condition.class === "federated-audience");
  const audienceNamed = audiences.some(names);
  const byAudience = issuer.tenantClaim !== "subject" && audienceNamed;
  const missing = { width: "anyone", every: "", value: "", known: true };
  const subject = subjectWidth(subjects) ?? (byAudience ? void 0 : missing);
  const otherClaims = trust.conditions.some((condition) => isOtherClaim(condition, issuer));
  if (subject !== void 0 && subject.width !== "exact" && !(subject.width === "anyone" && byAudience)) {
    const severity = severityOf[subject.width][issuer.shared ? 0 : 1];
    const raised = subject.width === "project" && privileged ? "medium" : severity;
    return {
      title: `${who(subject, issuer)} can become this identity`,
      severity: otherClaims ? lowered(raised) : raised,
      confidence: otherClaims || !subject.known ? "low" : "high"
    };
  }
  if ([...subjects, ...audiences].some(passesWithoutClaim)) {
    return {
      title: `A token of ${plain(issuer.name)} without the checked claim passes: ForAllValues holds where nothing is there`,
      severity: "medium",
      confidence: "medium"
    };
  }
  if (issuer.tenantClaim === "audience" && !audienceNamed) {
    return {
      title: `Tokens of ${plain(issuer.name)} for other audiences pass`,
      severity: issuer.shared ? "high" : "medium",
      confidence: "high"
    };
  }
  if (audienceNamed)
    return void 0;
  return {
    title: `Tokens of ${plain(issuer.name)} pass whatever audience they were made for`,
    severity: "low",
    confidence: "medium"
  };
};
var federatedTrustTooWide = {
  id: "federated-trust-too-wide",
  title: "OIDC trust with a wildcard, or without subject or audience",
  owasp: ["NHI6:2025"],
  facets: ["exposure"],
  severity: "high",
  confidence: "high",
  controls: controlsOf(["NHI6:2025"]),
  needs: ["trusts"],
  why: `A token only proves which workload its issuer vouches for. Which of these may come in, the trust has to say: by the subject,
and by the audience the token was made for. Issuers such as GitHub's serve everybody; without the subject, everybody is let in.
With a wildcard it is every repository of the organisation, or every branch and pull request of one.`,
  limits: `- Known formats of subjects: GitHub, GitLab, Terraform Cloud, Buildkite, CircleCI, Kubernetes, Vercel, Upbound. A wildcard in
  another format counts as a whole tenant, with low confidence.
- A star is a wildcard only with an operator for patterns; with one for equality no token matches it. Negated operators name
  nobody and count as missing.
- Shared issuers and the claim that tells their tenants apart stand in a table; other issuers are taken for one's own.
- A wildcard within one repository is \`low\`, and \`medium\` on a privileged identity. The same holds for \`:pull_request\`.
- Conditions on further claims of the token lower severity and confidence.
- A missing audience is \`low\`: providers check a list of audiences of their own as well (AWS: the client ids of the OIDC
  provider), which the model does not hold.
- SAML, people, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Name the one subject, and the audience. In AWS, for GitHub:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "Federated": "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {
    "StringEquals": {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:example/app:environment:production"
    }
  }
}
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    "https://docs.github.com/en/actions/reference/security/oidc"
  ],
  check: (identity, context) => {
    if (identity.trusts.length === 0 || !isNonHuman(identity))
      return [];
    return identity.trusts.filter(isInForce).flatMap((trust) => {
      const issuer = issuerOf(trust);
      if (issuer === void 0)
        return [];
      const fault = faultOf2(trust, issuer, context.privileged);
      if (fault === void 0)
        return [];
      const claims = trust.conditions.filter((condition) => condition.class === "federated-subject" || condition.class === "federated-audience");
      return [
        {
          ...fault,
          key: trust.principal,
          evidence: [
            {
              ...trust.source,
              says: `${plain(trust.principal)} is trusted ${claims.length === 0 ? "without a condition on subject or audience" : `where ${claims.map(({ key, operator, values }) => `${plain(key)} ${plain(operator)} ${listed(values)}`).join(" and ")}`}`
            }
          ],
          path: context.privileged ? context.reach.path(context.index) : [],
          fix: fixOf("Name the one subject that needs it, and the audience that its tokens are made for.", trustCondition(identity.provider, issuer.name), changeTrust(identity))
        }
      ];
    });
  }
};

// ../../work/wt/exports/dist/rules/knowledge/exposures.js
var exposuresOf = (kind, severity, ifPrivileged = severity) => ({ exposures = [] }, { privileged }) => exposures.filter((exposure) => exposure.kind === kind).map(({ key, says, severity: known = severity, confidence, evidence, fix }) => ({
  key,
  title: says,
  severity: privileged && severityRank(ifPrivileged) > severityRank(known) ? ifPrivileged : known,
  ...confidence === void 0 ? {} : { confidence },
  evidence,
  fix
}));

// ../../work/wt/exports/dist/rules/host-open-to-outsiders.js
var hostOpenToOutsiders = {
  id: "host-open-to-outsiders",
  title: "A machine that keeps state takes work from outsiders",
  owasp: ["NHI6:2025", "NHI8:2025"],
  facets: ["exposure"],
  severity: "high",
  confidence: "medium",
  controls: controlsOf(["NHI6:2025", "NHI8:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A self-hosted runner that is not thrown away after each job keeps what a job leaves behind: a changed tool, a waiting process, a
token in a file. Where a public repository can send jobs to it, anyone's pull request can leave something for the next
job, which may hold production secrets.`,
  limits: `- Reported for runners that are not ephemeral and that a public repository may use.
- Whether the machine is reset by other means, and whether outsiders' runs need an approval, is not visible: confidence
  \`medium\`.`,
  remedy: `Keep self-hosted runners from public repositories, and register them for one job each:

\`\`\`sh
./config.sh --url https://github.com/ORGANISATION --token TOKEN --ephemeral
gh api --method PATCH orgs/ORGANISATION/actions/runner-groups/ID --field allows_public_repositories=false
\`\`\``,
  sources: [
    "https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners",
    "https://docs.github.com/en/actions/reference/runners/self-hosted-runners"
  ],
  check: exposuresOf("open-host", "high", "critical")
};

// ../../work/wt/exports/dist/rules/knowledge/credentials.js
var interactiveKinds = /* @__PURE__ */ new Set(["console-password"]);
var isInteractive = (credential) => interactiveKinds.has(credential.kind);
var kindsWithChoiceOfEnd = /* @__PURE__ */ new Set([
  "personal-access-token",
  "classic-personal-access-token"
]);
var couldHaveEnd = ({ kind }) => kindsWithChoiceOfEnd.has(kind);
var consentKinds = /* @__PURE__ */ new Set(["oauth-authorization", "app-user-token"]);
var isByConsent = (credential) => consentKinds.has(credential.kind);
var isUsable = (credential) => credential.status === "active" || credential.status === "unknown";
var isLastingSecret = (credential) => isUsable(credential) && !isInteractive(credential) && (credential.lifetime === "static" || credential.lifetime === "expiring");
var isServiceKey = (credential) => isLastingSecret(credential) && credential.service !== void 0 && credential.binding === "shared-secret";
var credentialEvidence = (identity, credential, says) => ({
  ...credential.source ?? identity.source,
  says: `${nameOf2(identity, credential)} ${says}`
});
var nameOf2 = (identity, { kind, id }) => {
  const own = id.startsWith(`${identity.id}#`) ? id.slice(identity.id.length + 1) : id;
  return own.startsWith(kind) ? plain(own) : `${plain(kind)} ${plain(own)}`;
};

// ../../work/wt/exports/dist/rules/interactive-use-of-service-identity.js
var interactiveUseOfServiceIdentity = {
  id: "interactive-use-of-service-identity",
  title: "Service identity that a person can sign in as",
  owasp: ["NHI10:2025", "NHI4:2025"],
  facets: ["exposure"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI10:2025", "NHI4:2025"]),
  needs: ["credentials"],
  why: `Nobody can say who acted when a person uses a machine's identity: its rights were not given to that person, its sign-in is
rarely protected by a second factor, and its work and the person's are one line in the log.`,
  limits: `- Configuration shows that a person can sign in; that one did is only claimed where the password's last use is known. It is
  \`high\` when that was within \`thresholds.unusedIdentityDays\`.
- For identities of which it is not known whether they are people's or machines', a password beside an active lasting secret is
  reported as \`low\` with low confidence; a password alone is not reported.
- An application that was let in by somebody's consent in a browser, for what is taken for a machine, is reported with
  confidence \`medium\`: setting up a machine user may take it once.
- People, the root user, and identities that the provider holds for itself are left out.
- Access by key from a person's shell needs the provider's logs and is not seen.`,
  remedy: `Take the password away, and let people act through identities of their own. In AWS:

\`\`\`sh
aws iam delete-login-profile --user-name NAME
\`\`\`

Where a person must act as the service at times, let that person assume a role with a session name, an approval and an end.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/10-human-use-of-nhi/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#lock-away-credentials"
  ],
  check: (identity, context) => {
    const passwords = identity.credentials.filter((credential) => isInteractive(credential) && isUsable(credential));
    if (!isNonHuman(identity))
      return [];
    const machine = identity.nature.is === "machine";
    const consents = machine ? identity.credentials.filter((credential) => isByConsent(credential) && isUsable(credential)) : [];
    if (passwords.length === 0 && consents.length === 0)
      return [];
    if (!machine && !identity.credentials.some(isLastingSecret))
      return [];
    const signIns = passwords.map((password) => {
      const { lastUsedAt } = password;
      const recent = lastUsedAt !== void 0 && lastUsedAt !== "never" && daysSince(lastUsedAt, context.now) < context.settings.thresholds.unusedIdentityDays;
      const use = lastUsedAt === void 0 ? "" : lastUsedAt === "never" ? ", never used" : `, last used on ${dayOf(lastUsedAt)}`;
      return {
        key: password.id,
        title: machine ? `A person can sign in as this service identity${use}` : `A password beside lasting secrets: a person and a program may share this identity${use}`,
        severity: machine ? recent ? "high" : "medium" : "low",
        confidence: machine ? "high" : "low",
        evidence: [
          // The day of the last use is in the title: here it would make every sign-in a new fact.
          credentialEvidence(identity, password, "is active"),
          {
            ...identity.source,
            says: `taken for ${identity.nature.is === "machine" ? "a machine" : "neither person nor machine"}: ${plain(identity.nature.reason)}`
          }
        ],
        fix: fixOf("Take the password away, and let people act through identities of their own.", deactivate(identity, password))
      };
    });
    return [
      ...signIns,
      ...consents.map((credential) => ({
        key: credential.id,
        title: "Somebody signed in as this service identity in a browser, and let an application act as it",
        severity: "medium",
        confidence: "medium",
        evidence: [
          credentialEvidence(identity, credential, "was agreed to in a browser"),
          { ...identity.source, says: `taken for a machine: ${plain(identity.nature.reason)}` }
        ],
        fix: fixOf("End the authorisation, and let people use the application with identities of their own.", deactivate(identity, credential))
      }))
    ];
  }
};

// ../../work/wt/exports/dist/rules/literal-secret-in-configuration.js
var literalSecretInConfiguration = {
  id: "literal-secret-in-configuration",
  title: "A secret stands in the text of a configuration",
  owasp: ["NHI2:2025"],
  facets: ["secret"],
  severity: "high",
  confidence: "medium",
  controls: controlsOf(["NHI2:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A secret in a file of a repository is known to everyone who can read the repository, to every clone and to every tool that the
file is handed to, and it stays in the history after it is deleted from the file.`,
  limits: `- Told by the form of the value (known prefixes, names of keys); values are never kept. A placeholder may be reported: confidence
  \`medium\`. References (\`\${VAR}\`, \`\${input:\u2026}\`, secret managers) are not.
- Whether the secret still works is not tried.`,
  remedy: `Replace the secret first, then the text by a reference; deleting the line alone ends nothing. For an MCP server:

\`\`\`json
{ "env": { "API_TOKEN": "\${env:API_TOKEN}" } }
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/",
    "https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning"
  ],
  check: exposuresOf("literal-secret", "high", "critical")
};

// ../../work/wt/exports/dist/rules/long-lived-secret.js
var ageOf = (credential, { now, settings, privileged }) => {
  const { createdAt, expiresAt } = credential;
  const kind = plain(credential.kind);
  const limit = settings.thresholds.secretAgeDays;
  const end = expiresAt === void 0 ? "has no expiry" : `expires on ${dayOf(expiresAt)}`;
  const age = createdAt === void 0 ? void 0 : daysSince(createdAt, now);
  if (createdAt !== void 0 && age !== void 0 && age > limit) {
    return {
      title: `${kind} is ${counted(age, "day")} old`,
      says: `was made on ${dayOf(createdAt)} and ${end}`,
      severity: privileged ? "high" : "medium",
      confidence: "high"
    };
  }
  if (expiresAt !== void 0) {
    const whole = daysSince(createdAt ?? new Date(now).toISOString(), Date.parse(expiresAt));
    if (!(whole > limit))
      return void 0;
    return {
      title: `${kind} is valid for ${counted(whole, "day")}`,
      says: end,
      severity: privileged ? "medium" : "low",
      confidence: "high"
    };
  }
  if (age === void 0) {
    return {
      title: `${kind} of unknown age without expiry`,
      says: `${end}, and nothing says when it was made`,
      severity: privileged ? "medium" : "low",
      confidence: "low"
    };
  }
  if (!privileged) {
    return couldHaveEnd(credential) ? {
      title: `${kind} without expiry, although it could have one`,
      says: end,
      severity: "low",
      confidence: "high"
    } : void 0;
  }
  return {
    title: `${kind} without expiry on a privileged identity`,
    says: end,
    severity: "medium",
    confidence: "high"
  };
};
var longLivedSecret = {
  id: "long-lived-secret",
  title: "Long-lived secret: older than allowed, or without a near expiry",
  owasp: ["NHI7:2025"],
  facets: ["secret"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI7:2025"]),
  needs: ["credentials"],
  why: `The longer a secret lives the more places hold a copy of it: configuration files, build systems, backups, laptops of people
who left. A secret without an end works from all of these until somebody happens to revoke it.`,
  limits: `- Reported: a secret older than \`thresholds.secretAgeDays\`; one that is valid for longer than that; one without expiry whose
  age is not known (low confidence); any secret without expiry on a privileged identity; and one whose kind could have an
  expiry (a personal access token).
- Other young secrets without expiry on identities that are not privileged are not reported: some providers, AWS among them, cannot
  give an access key an expiry.
- Keys for one service are \`service-key-without-expiry\`; passwords are \`interactive-use-of-service-identity\`.
- People, the root user, and identities that the provider holds for itself are left out. Copies of the secret are not searched
  for.`,
  remedy: `Replace the secret by an attested identity: an instance or function role, or OIDC from the pipeline. Where a secret has to
stay, rotate it: make a second one, change the consumer, deactivate the first. In AWS:

\`\`\`sh
aws iam create-access-key --user-name NAME
aws iam update-access-key --user-name NAME --access-key-id OLD_KEY --status Inactive
aws iam delete-access-key --user-name NAME --access-key-id OLD_KEY
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles"
  ],
  check: (identity, context) => {
    const secrets = identity.credentials.filter((credential) => isLastingSecret(credential) && !isServiceKey(credential));
    if (secrets.length === 0 || !isNonHuman(identity))
      return [];
    return secrets.flatMap((credential) => {
      const age = ageOf(credential, context);
      if (age === void 0)
        return [];
      return [
        {
          key: credential.id,
          title: age.title,
          severity: age.severity,
          confidence: age.confidence,
          evidence: [credentialEvidence(identity, credential, age.says)],
          fix: fixOf("Replace the secret by an attested identity; until then make a new one and deactivate this one.", deactivate(identity, credential))
        }
      ];
    });
  }
};

// ../../work/wt/exports/dist/rules/never-used-identity.js
var neverUsedIdentity = {
  id: "never-used-identity",
  title: "Identity that was never used",
  owasp: ["NHI1:2025"],
  facets: ["stale"],
  severity: "low",
  confidence: "high",
  controls: controlsOf(["NHI1:2025"]),
  needs: ["identity-use"],
  why: `It was made and never used: an attempt, a template's leftover, a service that never went live. It is one more way in that
nobody watches.`,
  limits: `- Reported when it is older than \`thresholds.neverUsedIdentityDays\` and was observed for as long; where its age or the
  observed time is not known, it is not reported.
- Privileged identities are \`unused-privileged-identity\` instead. Identities that were used once and then no more are not
  reported here.
- Break-glass identities, people, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Delete it; where it may be part of a template, delete it there. In AWS, stop it first:

\`\`\`sh
aws iam put-role-policy --role-name NAME --policy-name nhi-audit-quarantine --policy-document \\
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/",
    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html"
  ],
  check: (identity, context) => {
    if (identity.lastUsedAt !== "never" || context.privileged)
      return [];
    if (!isNonHuman(identity) || identity.breakGlass)
      return [];
    const idle = idleFor(identity, context);
    if (idle === void 0 || identity.createdAt === void 0)
      return [];
    return [
      {
        title: `Never used, observed ${counted(idle.days, "day")}`,
        evidence: [
          {
            ...identity.source,
            says: `created on ${dayOf(identity.createdAt)}, no use in the observed time`
          }
        ],
        fix: fixOf("Stop the identity, and delete it when nobody misses it for a month.", quarantine(identity))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/no-owner.js
var noOwner = {
  id: "no-owner",
  title: "Nobody owns it",
  owasp: ["NHI1:2025"],
  facets: ["ownership"],
  severity: "low",
  confidence: "medium",
  controls: controlsOf(["NHI1:2025"]),
  needs: ["owners"],
  why: `An identity without an owner is never reviewed, is left behind when its project ends, and has nobody to ask when it acts oddly.
Every other finding on it waits for this one.`,
  limits: `- An owner is what the provider or a tag says; keys of tags are \`ownerTagKeys\` in the configuration. An owner kept elsewhere
  (a catalogue, a repository) is not known here, hence medium confidence.
- Whether the owner named still works there is not checked.
- Privileged identities are \`medium\`. People, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Find out who would be called if it broke, and write that down on the identity, better a team than a person. In AWS:

\`\`\`sh
aws iam tag-role --role-name NAME --tags Key=owner,Value=TEAM
\`\`\`

Where nobody would be called, it is a candidate for removal.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html"
  ],
  check: (identity, { privileged, settings }) => {
    if (identity.owner !== void 0 || !isNonHuman(identity))
      return [];
    const [tag = "owner"] = settings.ownerTagKeys;
    return [
      {
        title: privileged ? "Privileged, and nobody owns it" : "Nobody owns it",
        severity: privileged ? "medium" : "low",
        evidence: [
          {
            ...identity.source,
            says: `no owner; looked for ${settings.ownerTagKeys.length === 0 ? "none" : listed(settings.ownerTagKeys.map((key) => plain(key)), 10)}`
          }
        ],
        fix: fixOf("Find out who would be called if it broke, and name that team on it.", nameOwner(identity, tag))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/knowledge/own-control.js
var push = (map, key, value) => {
  const list = map.get(key);
  if (list === void 0)
    map.set(key, [value]);
  else
    list.push(value);
};
var controlEdges = (graph, identities) => {
  const firstControl = identities + graph.groups.length;
  const isControl = graph.techniques.map(({ mechanism }) => mechanism === "control");
  const membership = graph.techniques.findIndex(({ id }) => id === membershipTechnique);
  const byNode = /* @__PURE__ */ new Map();
  for (let edge = 0; edge < graph.to.length; edge++) {
    if (graph.to[edge] >= firstControl && isControl[graph.technique[edge]])
      push(byNode, graph.from[edge], edge);
  }
  const groupsOf = /* @__PURE__ */ new Map();
  for (let edge = 0; edge < graph.to.length; edge++) {
    const to = graph.to[edge];
    if (graph.technique[edge] !== membership)
      continue;
    if (to >= identities && to < firstControl && byNode.has(to))
      push(groupsOf, graph.from[edge], to);
  }
  return { byNode, groupsOf };
};
var indexes = /* @__PURE__ */ new WeakMap();
var ownControl = ({ estate, settings, now, index }) => {
  const graph = estate.takeover;
  let edges = indexes.get(graph);
  if (edges === void 0) {
    edges = controlEdges(graph, estate.identities.length);
    indexes.set(graph, edges);
  }
  const { byNode, groupsOf } = edges;
  const nodes = [index, ...groupsOf.get(index) ?? []].filter((node) => byNode.has(node));
  if (nodes.length === 0)
    return [];
  const firstControl = estate.identities.length + graph.groups.length;
  const found = /* @__PURE__ */ new Map();
  for (const edge of nodes.flatMap((node) => byNode.get(node))) {
    const { until, assumes } = graph.reasons[graph.reason[edge]];
    const duration = until === void 0 ? "permanent" : effectiveDuration({ duration: "time-bound", until }, now, settings.thresholds.longestGrantDays);
    if (duration === "ended")
      continue;
    const scope = graph.to[edge] - firstControl;
    const control = { scope, permanent: duration !== "time-bound", assumes };
    const known = found.get(scope);
    if (known === void 0 || strength(control) > strength(known))
      found.set(scope, control);
  }
  return [...found.values()].sort((a, b) => strength(b) - strength(a) || a.scope - b.scope);
};
var strength = ({ permanent, assumes }) => (assumes.length === 0 ? 2 : 0) + (permanent ? 1 : 0);

// ../../work/wt/exports/dist/rules/privilege-escalation-path.js
var weightOf = ({ estate, settings }, scope) => {
  const { id, environment } = estate.scopes[scope];
  return settings.weights.scopes[id] ?? settings.weights.environment[environment] ?? 0;
};
var worstOf = (context, scopes) => {
  const own = context.estate.identities[context.index].scope;
  const isOwn = (scope) => context.estate.scopes[scope].id === own ? 1 : 0;
  return [...scopes].sort((a, b) => weightOf(context, b) - weightOf(context, a) || isOwn(b) - isOwn(a) || a - b)[0];
};
var privilegeEscalationPath = {
  id: "privilege-escalation-path",
  title: "Path to full control through other identities or own permissions",
  owasp: ["NHI5:2025"],
  facets: ["excessive"],
  severity: "high",
  confidence: "high",
  controls: controlsOf(["NHI5:2025"]),
  needs: ["grants", "trusts"],
  why: `The identity is not an administrator by its policies, and can make itself one: it may write permissions, credentials,
code or trust of something stronger, or become it. Reviews that look for administrators do not see it; an attacker with its
credential needs the steps listed in the finding and nothing else.`,
  limits: `- Where every step is proven by the snapshot the finding is certain; where a step rests on something that is not in it
  (a workload that may run, a condition that the caller may meet), severity and confidence are lower and the finding says
  what it rests on.
- An identity that controls a scope by its own grants is reported here only when a path leads to a scope of more weight.
- One finding an identity, about the scope of the most weight; the other scopes are named in it.
- People, the root user and identities that the provider holds for itself are left out; they still count as steps.
- Guardrails that could not be read (service control policies, for instance) may stop a step; coverage says so.`,
  remedy: `Cut the path where the fewest others are hit: usually its first step, which the identity's own policy allows. Take the
action away, or limit it to the resources that the task needs. In AWS:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "iam:PassRole",
  "Resource": "arn:aws:iam::111111111111:role/the-one-role",
  "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
}
\`\`\`

Where the permission is needed, a permissions boundary keeps what it creates within limits. \`nhi-audit explain IDENTITY\`
shows each step and the statement that allows it.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"
  ],
  check: (identity, context) => {
    const { radius, estate } = context;
    if (radius.admin.length === 0 && radius.adminIf.length === 0)
      return [];
    if (!isNonHuman(identity))
      return [];
    const own = new Map(ownControl(context).map((control) => [control.scope, control]));
    const heaviestOwn = Math.max(0, ...[...own.keys()].map((scope) => weightOf(context, scope)));
    const further = (scope) => !own.has(scope) && weightOf(context, scope) > heaviestOwn;
    const provenScopes = radius.admin.filter(further);
    const proven = provenScopes.length > 0;
    const scopes = proven ? provenScopes : radius.adminIf.map(({ scope }) => scope).filter(further);
    const worst = worstOf(context, scopes);
    if (worst === void 0)
      return [];
    const path = context.reach.pathToControl(context.index, worst);
    const target = estate.scopes[worst];
    const assumptions = proven ? [] : (radius.adminIf.find(({ scope }) => scope === worst)?.assumes ?? []).map((text) => plain(text));
    const others = scopes.filter((scope) => scope !== worst).map((scope) => estate.scopes[scope].id);
    const steps = path.flatMap(({ evidence }) => evidence);
    const mechanism = estate.takeover.techniques.find(({ id }) => id === path[0]?.technique)?.mechanism;
    return [
      {
        title: `Reaches full control of ${plain(target.id)}${others.length > 0 ? ` and ${counted(others.length, "other scope")}` : ""} in ${counted(Math.max(1, path.length), "step")}${proven ? "" : `, if ${listed(assumptions, 3)}`}`,
        severity: proven ? target.environment === "production" ? "critical" : "high" : "medium",
        confidence: proven ? "high" : assumptions.length > 1 ? "low" : "medium",
        evidence: [
          ...steps,
          {
            ...identity.source,
            says: `its permissions lead to full control of ${listed([target.id, ...others], 20)}${proven ? "" : `, if ${listed(assumptions, 20)}`}`
          }
        ],
        path,
        fix: fixOf(`Cut the path at its first step. ${mechanism === void 0 ? "Take the permission for it away." : cutOf[mechanism]}`, ...path.slice(0, 1).flatMap(({ by, evidence }) => [
          `Step: ${plain(by, 240)}`,
          ...evidence.map(({ id, pointer }) => `Allowed in: ${plain(id)}${pointer === void 0 ? "" : ` ${plain(pointer)}`}`)
        ]))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/privileged-by-default.js
var privilegedByDefault = {
  id: "privileged-by-default",
  title: "Privilege is given to whoever asks for none in particular",
  owasp: ["NHI5:2025"],
  facets: ["excessive", "standing"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI5:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `Where the default of a pipeline's token is to write, every pipeline that says nothing about permissions can change code, releases and
packages, and every action that it runs can as well. A token that may approve pull requests can pass a review that was
meant for people.`,
  limits: `- The default of the organisation or repository is reported once there, not for each pipeline.
- A pipeline that states its own permissions is not affected by the default.`,
  remedy: `Make reading the default, and let each job ask for what it needs:

\`\`\`sh
gh api --method PUT orgs/ORGANISATION/actions/permissions/workflow --field default_workflow_permissions=read --field can_approve_pull_request_reviews=false
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.github.com/en/actions/tutorials/authenticate-with-github_token"
  ],
  check: exposuresOf("privileged-by-default", "medium")
};

// ../../work/wt/exports/dist/rules/root-access-keys.js
var rootAccessKeys = {
  id: "root-access-keys",
  title: "Active key of the root user",
  owasp: ["NHI5:2025", "NHI7:2025", "NHI10:2025"],
  facets: ["standing", "secret"],
  severity: "critical",
  confidence: "high",
  controls: controlsOf(["NHI5:2025", "NHI7:2025", "NHI10:2025"]),
  needs: ["credentials"],
  why: `The root user may do everything in its account, including closing it, and no policy of the account holds it back. A key of it
has no expiry and asks for no second factor.`,
  limits: `- Keys and certificates count, not the root user's password.
- In AWS the snapshot knows of root keys by the credential report; it gives no key id.`,
  remedy: `Find out what uses the key, give that an identity of its own, then delete the key, signed in as root:

\`\`\`sh
aws iam delete-access-key --access-key-id KEY
\`\`\`

In an AWS organisation, member accounts can do without root credentials at all (centralised root access).`,
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html"
  ],
  check: (identity) => {
    if (identity.kind !== "root")
      return [];
    return identity.credentials.filter(isLastingSecret).map((credential) => ({
      key: credential.id,
      title: `The root user has an active ${plain(credential.kind)}`,
      evidence: [
        credentialEvidence(identity, credential, `of the root user is active${credential.createdAt === void 0 ? "" : `, made on ${dayOf(credential.createdAt)}`}`)
      ],
      fix: fixOf("Give what uses the key an identity of its own, then delete the key, signed in as the root user.", deactivate(identity, credential))
    }));
  }
};

// ../../work/wt/exports/dist/rules/knowledge/grants.js
var isGrantInForce = (grant, { now, settings }) => grant.privileges.length > 0 && effectiveDuration(grant, now, settings.thresholds.longestGrantDays) !== "ended";
var fullServices = ({ privileges }) => privileges.filter(({ full }) => full).length;
var givesControl = ({ level }) => level === levelRank.control;
var strongestGrants = (identity, context) => identity.grants.filter((grant) => grant.privileges.some(givesControl) && isGrantInForce(grant, context)).sort((a, b) => fullServices(b) - fullServices(a) || (a.name < b.name ? -1 : 1)).slice(0, 3);
var grantEvidence = (grant) => ({
  ...grant.source,
  says: `${plain(grant.name)} (${plain(grant.via)}) gives permissions in ${plain(grant.scope)} ${grant.until === void 0 ? "and has no end" : `until ${plain(grant.until)}`}`
});
var usedServices = (identity) => Object.entries(identity.serviceLastUsed ?? {}).filter(([, used]) => used !== "never").map(([service]) => service).sort();

// ../../work/wt/exports/dist/rules/scanner-over-privileged.js
var isTooMuch = ({ level, breadth }) => level === levelRank.control || level === levelRank.write && breadth === 1;
var scannerOverPrivileged = {
  id: "scanner-over-privileged",
  title: "The scan itself ran with more than it needs",
  owasp: ["NHI5:2025"],
  facets: ["excessive"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI5:2025"]),
  needs: ["scanner", "grants"],
  why: `A scanner reads the whole estate and needs to change none of it. Run as an administrator, it is one more standing
administrator, in a pipeline, with a report about every weakness beside it.`,
  limits: `- Reported when the identity that ran the scan has control anywhere, or may write to all of a service. Being allowed to
  assume named roles is not reported.
- People are not left out: an engineer's own administrator session is reported as well, as \`low\`.
- A scan of files ran as nobody: not assessed.`,
  remedy: `Run the scan as an identity with nothing but what it needs, by OIDC from the pipeline:

\`\`\`sh
nhi-audit permissions aws > nhi-audit-policy.json
aws iam create-policy --policy-name nhi-audit --policy-document file://nhi-audit-policy.json
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"
  ],
  check: (identity, context) => {
    if (!identity.scanner)
      return [];
    const { estate, radius, reach, index } = context;
    const cells = estate.profiles[identity.profile]?.cells.filter(isTooMuch) ?? [];
    if (cells.length === 0 && radius.admin.length === 0)
      return [];
    const grants = identity.grants.filter((grant) => isGrantInForce(grant, context) && grant.privileges.some(isTooMuch));
    const top = cells.some(({ level }) => level === levelRank.control) ? levelRank.control : levelRank.write;
    const services = [
      ...new Set(cells.filter(({ level }) => level === top).map(({ service }) => estate.services[service].name))
    ].sort();
    const scopes = radius.admin.map((scope) => estate.scopes[scope].id);
    const power = scopes.length > 0 ? `full control of ${listed(scopes, 3)}` : `${levelName(top)} in ${listed(services)}`;
    return [
      {
        title: `The scan ran with ${power}`,
        severity: identity.nature.is === "human" ? "low" : scopes.length > 0 ? "high" : "medium",
        evidence: [
          { ...identity.source, says: `the scan ran as this identity, which has ${power}` },
          ...grants.slice(0, 5).map((grant) => ({
            ...grant.source,
            says: `${plain(grant.name)} (${plain(grant.via)}) gives more than reading in ${plain(grant.scope)}`
          }))
        ],
        path: reach.path(index),
        fix: fixOf('Run the scan with what "nhi-audit permissions" prints, and nothing else.', ...grants.slice(0, 5).map((grant) => withdraw(identity, grant)))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/secret-visible-too-widely.js
var secretVisibleTooWidely = {
  id: "secret-visible-too-widely",
  title: "A stored secret can be used by more than need it",
  owasp: ["NHI2:2025", "NHI5:2025"],
  facets: ["excessive", "secret"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI2:2025", "NHI5:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `Every pipeline of every repository that a secret is visible to can print it or send it away, so whoever may change any one of
these pipelines has it.`,
  limits: `- Reported for secrets of an organisation that all repositories, or all private ones, can use.
- Which repositories use it is known only where their pipelines were read.`,
  remedy: `Keep a secret where it is used: in an environment with protection, else in the repository, else for selected repositories:

\`\`\`sh
gh secret set NAME --org ORGANISATION --visibility selected --repos REPOSITORY
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/",
    "https://docs.github.com/en/actions/concepts/security/secrets"
  ],
  check: exposuresOf("widely-visible-secret", "medium", "high")
};

// ../../work/wt/exports/dist/rules/service-key-without-expiry.js
var aiServices = /* @__PURE__ */ new Set([
  "bedrock",
  "aiplatform",
  "generativelanguage",
  "cognitiveservices"
]);
var isAi = (service) => aiServices.has(service.toLowerCase().split(".")[0]);
var validDays = ({ createdAt, expiresAt }, now) => expiresAt === void 0 ? void 0 : daysSince(createdAt ?? new Date(now).toISOString(), Date.parse(expiresAt));
var serviceKeyWithoutExpiry = {
  id: "service-key-without-expiry",
  title: "Key for one service (an AI service among them) without a near expiry",
  owasp: ["NHI7:2025", "NHI4:2025"],
  facets: ["secret"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI7:2025", "NHI4:2025"]),
  needs: ["ai-keys"],
  why: `A key for one service is a bearer secret: it is sent as it is, needs no signature, and stands in the settings of agents and
tools. Usual inventories do not list it (AWS's credential report leaves it out). A key to a model service without an end is
an open bill and a way to whatever the model was given.`,
  limits: `- Reported: an active key for one service without expiry, or valid for longer than \`thresholds.secretAgeDays\`. Model services
  are \`high\`.
- Public keys for one service (SSH) are \`long-lived-secret\`: nobody can use what the provider holds.
- Keys that are made from a session and end with it are not listed by the provider, and need not be.
- People are not left out: such a key acts without them. Identities that the provider holds for itself are.
- What else the identity's policies allow the key for is not looked into here.`,
  remedy: `Use short-term keys or the identity's session instead; where a key has to stay, give it an expiry. In AWS:

\`\`\`sh
aws iam update-service-specific-credential --user-name NAME --service-specific-credential-id ID --status Inactive
aws iam create-service-specific-credential --user-name NAME --service-name bedrock.amazonaws.com --credential-age-days 30
\`\`\`

A service control policy can forbid longer ones by the condition key \`iam:ServiceSpecificCredentialAgeDays\`.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/",
    "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html"
  ],
  check: (identity, context) => {
    const keys = identity.credentials.filter(isServiceKey);
    if (keys.length === 0 || identity.providerOwned)
      return [];
    return keys.flatMap((credential) => {
      const days = validDays(credential, context.now);
      if (days !== void 0 && !(days > context.settings.thresholds.secretAgeDays))
        return [];
      const service = plain(credential.service ?? "");
      return [
        {
          key: credential.id,
          title: days === void 0 ? `Key for ${service} without expiry` : `Key for ${service} is valid for ${counted(days, "day")}`,
          severity: isAi(service) ? "high" : "medium",
          evidence: [
            credentialEvidence(identity, credential, `opens ${service} and ${credential.expiresAt === void 0 ? "has no expiry" : `expires on ${dayOf(credential.expiresAt)}`}`)
          ],
          fix: fixOf("Use sessions or short-term keys; where a key has to stay, make one that expires and deactivate this one.", deactivate(identity, credential))
        }
      ];
    });
  }
};

// ../../work/wt/exports/dist/rules/shared-identity.js
var sharedIdentity = {
  id: "shared-identity",
  title: "One identity for many workloads",
  owasp: ["NHI9:2025"],
  facets: ["exposure", "ownership"],
  severity: "low",
  confidence: "medium",
  controls: controlsOf(["NHI9:2025"]),
  needs: ["workloads"],
  why: `An identity that several workloads use holds what any of them needs, so each of them holds what all of them need. Whoever takes
over the weakest has it all; nobody can tell which of them acted, nor end it for one.`,
  limits: `- Reported from \`thresholds.workloadsPerIdentity\` workloads on. Workloads of the same kind and name count once: copies of one
  program are one workload.
- Only workloads that were collected count; without them the rule is not assessed.
- People, the root user, and identities that the provider holds for itself are left out. Privileged identities are \`medium\`.`,
  remedy: `Give each workload an identity of its own with what it needs. Begin with the workload that needs least or is exposed most.
In AWS, for a function:

\`\`\`sh
aws lambda update-function-configuration --function-name NAME --role arn:aws:iam::111111111111:role/the-functions-own
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/9-nhi-reuse/",
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"
  ],
  check: (identity, context) => {
    const { workloads } = identity;
    const least = context.settings.thresholds.workloadsPerIdentity;
    if (workloads === void 0 || workloads.length < least || !isNonHuman(identity))
      return [];
    const distinct = new Map(workloads.map((workload) => [`${workload.kind} ${workload.name}`, workload]));
    if (distinct.size < least)
      return [];
    const sorted = [...distinct.values()].sort((a, b) => a.id < b.id ? -1 : 1);
    const kinds = [...new Set(sorted.map(({ kind }) => kind))].sort();
    return [
      {
        title: `Used by ${counted(distinct.size, "workload")} (${listed(kinds)})`,
        severity: context.privileged ? "medium" : "low",
        evidence: sorted.slice(0, 20).map(({ source, kind, name }) => ({
          ...source,
          says: `${plain(kind)} ${plain(name)} runs as this identity`
        })),
        fix: fixOf("Give each workload an identity of its own, the most exposed first.")
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/standing-administrator.js
var standingAdministrator = {
  id: "standing-administrator",
  title: "Standing administrator: permanent full control behind a lasting credential",
  owasp: ["NHI5:2025"],
  facets: ["standing", "excessive"],
  severity: "critical",
  confidence: "high",
  controls: controlsOf(["NHI5:2025"]),
  needs: ["grants", "credentials"],
  why: `The identity controls a whole scope by its own grants, no grant ends by itself, and a credential exists that works
until somebody revokes it. Whoever copies that credential owns the scope, today and in a year, without another step.`,
  limits: `- People, the root user and identities that the provider holds for itself are left out.
- Control through other identities is \`privilege-escalation-path\`; a short-lived credential on the same grant is
  \`standing-privilege-short-lived-credential\`.
- An end further away than \`thresholds.longestGrantDays\` counts as permanent.
- A break-glass identity is reported as \`low\`: it is meant to have this, and its credential still needs a guard.
- A grant whose duration is not known is reported with low confidence, control under a condition, or behind a
  credential of unknown lifetime, as \`high\` with medium confidence.`,
  remedy: `Take the permanent grant away and give the task's actions for the task's time. In AWS:

\`\`\`sh
aws iam detach-user-policy --user-name NAME --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
aws iam put-user-policy --user-name NAME --policy-name task --policy-document file://task.json
\`\`\`

\`task.json\` allows the task's actions only, with
\`"Condition": {"DateLessThan": {"aws:CurrentTime": "2026-01-31T00:00:00Z"}}\`.
Better: replace the user by a role that the workload assumes with an attested identity.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html"
  ],
  check: (identity, context) => {
    if (context.standing !== "standing" && context.standing !== "unknown")
      return [];
    if (!isNonHuman(identity))
      return [];
    const controls = ownControl(context).filter(({ permanent }) => permanent);
    const strongest = controls[0];
    if (strongest === void 0)
      return [];
    const proven = strongest.assumes.length === 0;
    const scopes = controls.filter(({ assumes }) => assumes.length === 0 === proven).map(({ scope }) => context.estate.scopes[scope].id);
    const secrets = identity.credentials.filter(isLastingSecret);
    const grants = strongestGrants(identity, context);
    const unknown = context.standing === "unknown";
    const behind = secrets.length > 0 ? `behind ${counted(secrets.length, "lasting credential")}` : "with a credential of unknown lifetime";
    return [
      {
        title: unknown ? `Full control of ${listed(scopes, 3)} for a time that is not known` : `Permanent full control of ${listed(scopes, 3)} ${behind}${proven ? "" : ", under a condition"}`,
        severity: identity.breakGlass ? "low" : proven && !unknown && secrets.length > 0 ? "critical" : "high",
        confidence: unknown ? "low" : proven && secrets.length > 0 ? "high" : "medium",
        evidence: [
          ...grants.length > 0 ? grants.map(grantEvidence) : [{ ...identity.source, says: `full control of ${listed(scopes, 3)} by its own permissions` }],
          ...secrets.map((secret) => credentialEvidence(identity, secret, `is ${secret.status} and ${secret.lifetime}`)),
          ...strongest.assumes.map((assumption) => ({
            ...identity.source,
            says: `holds if ${plain(assumption)}`
          }))
        ],
        path: context.reach.pathToControl(context.index, strongest.scope),
        fix: fixOf("Take the permanent grant away, and allow the actions of the task for the time of the task.", ...grants.map((grant) => withdraw(identity, grant)), timeBoundPolicy(identity.provider, dayAfter(context.now, context.settings.thresholds.longestGrantDays), usedServices(identity)))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/standing-privilege-short-lived-credential.js
var standingPrivilegeShortLivedCredential = {
  id: "standing-privilege-short-lived-credential",
  title: "Standing privilege behind a short-lived credential",
  owasp: ["NHI5:2025"],
  facets: ["standing", "excessive"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI5:2025"]),
  needs: ["grants", "credentials"],
  why: `Every session of this identity is short, and its power is permanent: whoever may ask for a session gets all of it at
any time, and again when the session ends. Rotating the credential changes nothing; only the grant can be made to end.`,
  limits: `- Reported where the identity's own grants make it privileged: full control of a scope, or a blast radius of at least
  \`thresholds.privilegedBlastRadius\` without any further step. Power by way of other identities is
  \`privilege-escalation-path\`.
- Session policies that the caller adds when it asks for a session cannot be seen in configuration.
- People, the root user and identities that the provider holds for itself are left out. Break-glass identities are
  reported as \`low\`.`,
  remedy: `Keep the identity and let its power end. In AWS, either give the role only what the task needs, or let the permission
end by itself, or narrow each session:

\`\`\`sh
aws iam put-role-policy --role-name NAME --policy-name task --policy-document file://task.json
aws sts assume-role --role-arn ARN --role-session-name TASK --duration-seconds 900 --policy file://task.json
\`\`\`

\`task.json\` allows the task's actions on the task's resources, with
\`"Condition": {"DateLessThan": {"aws:CurrentTime": "2026-01-31T00:00:00Z"}}\` where it is attached.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html"
  ],
  check: (identity, context) => {
    if (context.standing !== "short-lived credential on a standing grant" || !context.privileged)
      return [];
    if (!isNonHuman(identity))
      return [];
    const { radius, settings, estate, now } = context;
    const controls = ownControl(context).filter(({ permanent }) => permanent);
    const byOwnGrants = radius.hops === 0 && radius.score >= settings.thresholds.privilegedBlastRadius;
    const strongest = controls[0];
    if (strongest === void 0 && !byOwnGrants)
      return [];
    const scopes = controls.map(({ scope }) => estate.scopes[scope]);
    const production = controls.some(({ scope, assumes }) => assumes.length === 0 && estate.scopes[scope].environment === "production");
    const strong = strongestGrants(identity, context);
    const grants = strong.length > 0 ? strong : identity.grants.filter((grant) => isGrantInForce(grant, context)).slice(0, 3);
    const power = scopes.length > 0 ? `full control of ${listed(scopes.map(({ id }) => id), 3)}` : `${radius.score} of 100 of the estate by its own grants`;
    const credential = identity.credentials.some(isUsable) ? "sessions are short" : "no credential is active";
    return [
      {
        title: `Permanent grant of ${power}, though ${credential}`,
        severity: identity.breakGlass ? "low" : production ? "high" : "medium",
        confidence: strongest !== void 0 && strongest.assumes.length > 0 ? "medium" : "high",
        evidence: grants.length > 0 ? grants.map(grantEvidence) : [{ ...identity.source, says: `${power} without an end` }],
        path: strongest === void 0 ? [] : context.reach.pathToControl(context.index, strongest.scope),
        fix: fixOf("Let the grant end with the task, or narrow each session to the task.", ...grants.map((grant) => withdraw(identity, grant)), narrowSession(identity), timeBoundPolicy(identity.provider, dayAfter(now, settings.thresholds.longestGrantDays), usedServices(identity)))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/standing-write-across-scopes.js
var holders = /* @__PURE__ */ new WeakMap();
var holdingScopes = (estate) => {
  const known = holders.get(estate) ?? new Set(estate.scopes.flatMap(({ parent }) => parent ?? []));
  holders.set(estate, known);
  return known;
};
var sensitive = /* @__PURE__ */ new Set(["identity", "secrets", "compute"]);
var wideOf = (grant, { now, settings }) => effectiveDuration(grant, now, settings.thresholds.longestGrantDays) === "permanent" && !grant.conditions.some((condition) => condition.class === "other") ? grant.privileges.filter(({ level, breadth }) => level >= levelRank.write && breadth === 1) : [];
var standingWriteAcrossScopes = {
  id: "standing-write-across-scopes",
  title: "Standing write over everything that an organisation holds",
  owasp: ["NHI5:2025"],
  facets: ["standing", "excessive"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI5:2025"]),
  needs: ["inventory", "grants"],
  why: `A grant on an organisation holds in every repository or subscription below it, in those of today and those of tomorrow. Most
automation works in a few. Whoever takes the identity over has all of them, for as long as the grant stands, which is
without end.`,
  limits: `- Reported: permanent grants with \`write\` or more on all of a scope that holds others. Over permissions, secrets or pipelines the
  finding is \`high\`, with \`control\` \`critical\`.
- Over what only names, comments and reports it is \`low\`.
- A grant under a condition that nobody can decide (repositories were selected, and which was not read) is not reported: it is
  not known to hold everywhere. The blast radius counts it in full.
- Which of the scopes below the identity works in is not visible here.
- People and identities that the provider holds for itself are left out.`,
  remedy: `Grant it where it is needed, and for as long as the task takes. A GitHub App: select its repositories and narrow the token of each
run:

\`\`\`sh
gh api --method POST app/installations/ID/access_tokens --input - <<< '{"repositories":["REPOSITORY"],"permissions":{"contents":"write"}}'
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/choosing-permissions-for-a-github-app"
  ],
  check: (identity, context) => {
    if (!isNonHuman(identity))
      return [];
    const { estate } = context;
    const holding = holdingScopes(estate);
    return identity.grants.flatMap((grant) => {
      if (!holding.has(grant.scope))
        return [];
      const wide2 = wideOf(grant, context);
      if (wide2.length === 0)
        return [];
      const critical = wide2.filter(({ service }) => sensitive.has(estate.services[service].sensitivity));
      const told = critical.length > 0 ? critical : wide2;
      const level = told.some((privilege) => privilege.level === levelRank.control) ? levelRank.control : levelRank.write;
      const services = [...new Set(told.map(({ service }) => estate.services[service].name))].sort();
      const below = estate.scopes.filter(({ parent }) => parent === grant.scope).length;
      return [
        {
          key: `${grant.scope} ${grant.name}`,
          title: `Standing ${levelName(level)} in ${listed(services)} of all ${counted(below, "scope")} of ${plain(grant.scope)}`,
          severity: told.every(({ service }) => estate.services[service].sensitivity === "rest") ? "low" : critical.length === 0 ? "medium" : level === levelRank.control ? "critical" : "high",
          evidence: [grantEvidence(grant)],
          fix: fixOf("Grant it only in the scopes where it is used, and let it end by itself.", withdraw(identity, grant))
        }
      ];
    });
  }
};

// ../../work/wt/exports/dist/rules/standing-write-by-static-key.js
var standingWriteByStaticKey = {
  id: "standing-write-by-static-key",
  title: "A key that never ends may write",
  owasp: ["NHI5:2025", "NHI7:2025"],
  facets: ["standing", "secret"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI5:2025", "NHI7:2025"]),
  needs: ["grants", "credentials"],
  about: ["github"],
  why: `A deploy key or a token without an end that may write is permanent privilege in a file: whoever copies it once can change code for
years, and what it pushes sets off pipelines that hold more than the key does.`,
  limits: `- Reported: an active credential without expiry together with a permanent grant of \`write\` or more. Privileged identities are
  \`high\`.
- What the pipelines give that such a push sets off is in the blast radius and its path.`,
  remedy: `Use a GitHub App's token for the one repository and the hour that the task takes; make a key that only reads read-only:

\`\`\`sh
gh repo deploy-key delete ID --repo OWNER/REPOSITORY
gh repo deploy-key add key.pub --repo OWNER/REPOSITORY --title reader      # read-only without --allow-write
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys"
  ],
  check: (identity, context) => {
    if (identity.provider !== "github" || !isNonHuman(identity))
      return [];
    const { estate, now, settings, privileged } = context;
    const key = identity.credentials.find(({ lifetime, status }) => lifetime === "static" && (status === "active" || status === "unknown"));
    if (key === void 0)
      return [];
    const standing = identity.grants.filter((grant) => grant.privileges.some(({ level: level2 }) => level2 >= levelRank.write) && effectiveDuration(grant, now, settings.thresholds.longestGrantDays) === "permanent");
    if (standing.length === 0)
      return [];
    const written = standing.flatMap(({ privileges }) => privileges).filter(({ level: level2 }) => level2 >= levelRank.write);
    const level = written.some((each) => each.level === levelRank.control) ? levelRank.control : levelRank.write;
    const scopes = [...new Set(standing.map(({ scope }) => scope))].sort();
    return [
      {
        key: key.id,
        title: `A key without an end has standing ${levelName(level)} in ${listed(scopes, 3)}`,
        severity: privileged ? "high" : "medium",
        evidence: [
          credentialEvidence(identity, key, "has no expiry"),
          ...standing.slice(0, 5).map(grantEvidence)
        ],
        fix: fixOf(`Replace it by a credential that is issued for the task (services: ${listed([...new Set(written.map(({ service }) => estate.services[service].name))].sort())}).`, ...standing.slice(0, 3).map((grant) => withdraw(identity, grant)))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/static-key-instead-of-federation.js
var staticKeyInsteadOfFederation = {
  id: "static-key-instead-of-federation",
  title: "A static cloud key where federation gives short-lived credentials",
  owasp: ["NHI4:2025", "NHI7:2025"],
  facets: ["secret", "standing"],
  severity: "medium",
  confidence: "medium",
  controls: controlsOf(["NHI4:2025", "NHI7:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A cloud key in a pipeline's secrets works for anyone, from anywhere, until somebody ends it. The platform can sign a token that
says which repository and which context is running, and the cloud gives an hour's credentials for it: nothing is stored, and
nothing is left to leak.`,
  limits: `- Told by the names of the secrets and the inputs of known login steps: confidence \`medium\`.
- Where the same repository already uses federation, the sentence says so.`,
  remedy: `Let the cloud trust the pipeline's tokens, narrowly, and drop the key. AWS from GitHub Actions:

\`\`\`json
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:OWNER/REPOSITORY:environment:production" } } }
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/",
    "https://docs.github.com/en/actions/concepts/security/openid-connect",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html"
  ],
  check: exposuresOf("key-instead-of-federation", "medium", "high")
};

// ../../work/wt/exports/dist/rules/stored-secret-not-replaced.js
var storedSecretNotReplaced = {
  id: "stored-secret-not-replaced",
  title: "A stored secret has not been replaced in time",
  owasp: ["NHI7:2025"],
  facets: ["secret", "stale"],
  severity: "low",
  confidence: "high",
  controls: controlsOf(["NHI7:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A secret that is never replaced stays of use to everyone who ever saw it: former colleagues, old logs, a leaked cache. The platform
tells when it was last written, and nothing else about it.`,
  limits: `- Reported when the secret was last written more than \`thresholds.secretAgeDays\` ago.
- Not every stored secret is a credential (some are addresses or names); the value is not visible.`,
  remedy: `Replace it by a federated, short-lived credential; where it has to stay, issue a new one, store it, and end the old one:

\`\`\`sh
gh secret set NAME --repo OWNER/REPOSITORY < new-secret
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/",
    "https://docs.github.com/en/actions/concepts/security/secrets"
  ],
  check: exposuresOf("stale-secret", "low", "medium")
};

// ../../work/wt/exports/dist/rules/superseded-credential-kind.js
var supersededCredentialKind = {
  id: "superseded-credential-kind",
  title: "A kind of credential that its provider has superseded",
  owasp: ["NHI4:2025", "NHI7:2025"],
  facets: ["secret"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI4:2025", "NHI7:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A classic personal access token has the reach of its person in every organisation, cannot be limited to repositories, needs no approval
of the organisation and need not expire. Its successors can do each of these.`,
  limits: `- Classic tokens are visible only in organisations with SAML single sign-on, and there only those that were authorised for it.
- What the token may do is its scopes; which of them are used is not visible.`,
  remedy: `Move automation to a GitHub App or a fine-grained token, then forbid the old kind: Organisation settings, Personal access tokens,
"Restrict access via personal access tokens (classic)". The authorisation of one token is ended by:

\`\`\`sh
gh api --method DELETE orgs/ORGANISATION/credential-authorizations/CREDENTIAL_ID
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/",
    "https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization"
  ],
  check: exposuresOf("superseded-credential", "medium", "high")
};

// ../../work/wt/exports/dist/rules/suspended-but-installed.js
var suspendedButInstalled = {
  id: "suspended-but-installed",
  title: "Switched off, but still installed with all it may do",
  owasp: ["NHI1:2025"],
  facets: ["stale"],
  severity: "low",
  confidence: "high",
  controls: controlsOf(["NHI1:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A suspended installation does nothing today, and everything again when somebody clicks once. Nobody looks at what it may do while it
sleeps, and its keys stay valid.`,
  limits: `- How long it has been suspended is in the evidence; a suspension of a few days may be an investigation.`,
  remedy: `Uninstall what is not used, then delete its keys with its owner:

\`\`\`sh
gh api orgs/ORGANISATION/installations --jq '.installations[] | select(.suspended_at) | {id, app_slug, suspended_at}'
\`\`\`

Removing an installation of an organisation is done by an owner under Settings, GitHub Apps.`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/",
    "https://docs.github.com/en/apps/maintaining-github-apps/suspending-a-github-app-installation"
  ],
  check: exposuresOf("suspended-but-installed", "low", "medium")
};

// ../../work/wt/exports/dist/rules/trust-in-reusable-name.js
var trustInReusableName = {
  id: "trust-in-reusable-name",
  title: "A trust names something that somebody else could register anew",
  owasp: ["NHI6:2025", "NHI1:2025"],
  facets: ["exposure", "stale"],
  severity: "high",
  confidence: "medium",
  controls: controlsOf(["NHI6:2025", "NHI1:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `Names of repositories, organisations and users can be given up and taken again. A trust that goes by name trusts whoever holds the
name today. Numbers are never given twice: a subject with the owner's and the repository's id cannot be inherited.`,
  limits: `- Reported where the name that a trust gives is not that of a repository or organisation which was read, or where only one side has
  moved to subjects with ids.
- Whether a name is free to be registered is not tried: confidence \`medium\`.`,
  remedy: `End trusts in what is gone, and bind the rest to ids:

\`\`\`json
{ "StringEquals": { "token.actions.githubusercontent.com:repository_id": "123456789" } }
\`\`\``,
  sources: [
    "https://docs.github.com/en/actions/reference/security/oidc",
    "https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/"
  ],
  check: exposuresOf("reusable-name", "high", "critical")
};

// ../../work/wt/exports/dist/rules/two-active-keys.js
var rotationDays = 7;
var twoActiveKeys = {
  id: "two-active-keys",
  title: "More than one active secret of the same kind",
  owasp: ["NHI7:2025", "NHI9:2025"],
  facets: ["secret"],
  severity: "low",
  confidence: "medium",
  controls: controlsOf(["NHI7:2025", "NHI9:2025"]),
  needs: ["credentials"],
  why: `A second key is for the days of a rotation. Where two stay active, either a rotation was never finished and the old key lives
on, or two consumers share one identity and nobody can tell which of them acted.`,
  limits: `- Shared secrets of one kind for one service count together. The newest must be older than ${rotationDays} days, so that a
  rotation under way is not reported; where no age is known, it is reported with low confidence.
- People, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Find out which key is in use, deactivate the other, delete it after some quiet days. Where both are in use, give the second
consumer an identity of its own. In AWS:

\`\`\`sh
aws iam get-access-key-last-used --access-key-id KEY
aws iam update-access-key --user-name NAME --access-key-id KEY --status Inactive
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/9-nhi-reuse/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html"
  ],
  check: (identity, context) => {
    if (identity.credentials.length < 2)
      return [];
    const secrets = identity.credentials.filter((credential) => isLastingSecret(credential) && credential.binding === "shared-secret");
    if (secrets.length < 2 || !isNonHuman(identity))
      return [];
    const kinds = Map.groupBy(secrets, ({ kind, service }) => service === void 0 ? kind : `${kind} for ${service}`);
    return [...kinds].flatMap(([kind, keys]) => {
      if (keys.length < 2)
        return [];
      const ages = keys.flatMap(({ createdAt }) => createdAt === void 0 ? [] : [daysSince(createdAt, context.now)]);
      if (ages.some((age) => age <= rotationDays))
        return [];
      const oldest = oldestOf(keys);
      return [
        {
          key: kind,
          title: `${counted(keys.length, "active secret")} of the kind ${plain(kind)}`,
          confidence: ages.length === keys.length ? "medium" : "low",
          evidence: keys.map((key) => credentialEvidence(identity, key, `is active${key.createdAt === void 0 ? "" : `, made on ${dayOf(key.createdAt)}`}`)),
          fix: fixOf("Deactivate the key that is not in use, most often the older one.", oldest && deactivate(identity, oldest))
        }
      ];
    });
  }
};
var oldestOf = (keys) => [...keys].sort((a, b) => (a.createdAt ?? "9") === (b.createdAt ?? "9") ? a.id < b.id ? -1 : 1 : (a.createdAt ?? "9") < (b.createdAt ?? "9") ? -1 : 1)[0];

// ../../work/wt/exports/dist/rules/unpinned-third-party-code.js
var unpinnedThirdPartyCode = {
  id: "unpinned-third-party-code",
  title: "Third-party code runs with this identity by a name that can be moved",
  owasp: ["NHI3:2025"],
  facets: ["exposure"],
  severity: "low",
  confidence: "high",
  controls: controlsOf(["NHI3:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A tag or a branch of somebody else's repository can be moved to other code at any time, by its owner or by whoever takes it
over. What runs then has the job's token, its secrets and the roles that it enters. A commit id cannot be moved.`,
  limits: `- Reported for steps and called pipelines of other owners in jobs that hold privileges: a token that may write, secrets, or a role
  elsewhere. The organisation's own and the platform vendor's are left out.
- What a pinned action itself loads is not looked into.
- Privileged identities are \`high\`.`,
  remedy: `Name the full commit id, with the version as a comment, and let a bot move it by pull request:

\`\`\`sh
# uses: owner/action@<40 hex digits> # v1.2.3
gh api repos/OWNER/ACTION/commits/v1.2.3 --jq .sha
\`\`\`

An organisation can require it: Settings, Actions, "Require actions to be pinned to a full-length commit SHA".`,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/",
    "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions"
  ],
  check: exposuresOf("unpinned-code", "low", "high")
};

// ../../work/wt/exports/dist/rules/unprotected-delivery.js
var unprotectedDelivery = {
  id: "unprotected-delivery",
  title: "Messages are sent or taken unsigned or unencrypted",
  owasp: ["NHI4:2025"],
  facets: ["exposure"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI4:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A webhook without a secret cannot be told from a forged one, so whoever knows its address can make the receiver act. One that is
sent without encryption, or without checking the certificate, can be read and changed on its way.`,
  limits: `- Whether the receiver checks the signature is not visible from the sender.
- Only active webhooks are reported.`,
  remedy: `Give the webhook a secret and an https address, and check \`X-Hub-Signature-256\` in the receiver:

\`\`\`sh
gh api --method PATCH repos/OWNER/REPOSITORY/hooks/ID/config --field insecure_ssl=0 --field url=https://\u2026 --field secret="$SECRET"
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/",
    "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"
  ],
  check: exposuresOf("unprotected-delivery", "medium")
};

// ../../work/wt/exports/dist/rules/unprotected-deployment-context.js
var unprotectedDeploymentContext = {
  id: "unprotected-deployment-context",
  title: "A context that other systems trust can be entered without a review",
  owasp: ["NHI8:2025", "NHI6:2025"],
  facets: ["exposure"],
  severity: "medium",
  confidence: "medium",
  controls: controlsOf(["NHI8:2025", "NHI6:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A cloud role that trusts "this repository, this environment" or "this branch" is as well protected as the environment or the branch.
Without reviewers or branch rules, whoever may write to the repository may become the role.`,
  limits: `- Environments without required reviewers and without a limit on branches, and branches without protection, are reported when a
  trust elsewhere or a secret hangs on them.
- Custom protection rules of apps count as protection; what they check is not visible.`,
  remedy: `Require a reviewer and limit the branches of the environment:

\`\`\`sh
gh api --method PUT repos/OWNER/REPOSITORY/environments/production --input - <<< '{"reviewers":[{"type":"Team","id":TEAM}],"prevent_self_review":true,"deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}}'
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/8-environment-isolation/",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments"
  ],
  check: exposuresOf("unprotected-context", "medium", "high")
};

// ../../work/wt/exports/dist/rules/untrusted-code-runs-as-identity.js
var untrustedCodeRunsAsIdentity = {
  id: "untrusted-code-runs-as-identity",
  title: "Code of outsiders runs with this identity",
  owasp: ["NHI6:2025", "NHI2:2025"],
  facets: ["exposure"],
  severity: "high",
  confidence: "medium",
  controls: controlsOf(["NHI6:2025", "NHI2:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `A pipeline that checks out or runs what an outsider proposes (a pull request from a fork, the text of an issue, an artifact
of such a run) while it holds secrets or a token that may write gives both to whoever proposes it. Nobody has to approve
anything: opening the pull request is the attack.`,
  limits: `- Reported where the text of the pipeline shows both: a trigger that outsiders can fire with the privileges of the target, and a
  step that takes code or text from them. A job with privileges that outsiders start, and that takes nothing from them, is
  \`medium\` unless the identity counts as privileged: what starts it may still be repeated or timed by them.
- What a called action or script does inside is not looked into; a check that the author wrote by hand (a label, a condition
  on the actor) is not judged, hence confidence \`medium\`.
- Privileged identities are \`critical\`.`,
  remedy: `Run outsiders' code under a trigger without secrets (\`pull_request\`), and do what needs privilege in a second pipeline that takes
no code from the first. In GitHub Actions:

\`\`\`sh
# .github/workflows/check.yml:  on: pull_request          permissions: { contents: read }
# .github/workflows/label.yml:  on: pull_request_target   and no checkout of github.event.pull_request.head
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/",
    "https://docs.github.com/en/actions/reference/security/secure-use",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request_target"
  ],
  check: exposuresOf("untrusted-code", "high", "critical")
};

// ../../work/wt/exports/dist/rules/unused-credential.js
var unusedDays = ({ lastUsedAt, createdAt }, { now, settings }) => {
  const since = lastUsedAt === "never" ? createdAt : lastUsedAt;
  if (since === void 0)
    return void 0;
  const days = daysSince(since, now);
  return days >= settings.thresholds.unusedCredentialDays ? days : void 0;
};
var unusedCredential = {
  id: "unused-credential",
  title: "Active credential that nobody uses",
  owasp: ["NHI1:2025", "NHI7:2025"],
  facets: ["stale", "secret"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI1:2025", "NHI7:2025"]),
  needs: ["credential-use"],
  why: `The secret still opens the identity and no longer serves anybody. It lies in some file, build log or laptop; ending it
costs nothing.`,
  limits: `- Not used for \`thresholds.unusedCredentialDays\`, or never used and older than that. Credentials whose last use or age is
  not known are not reported.
- Inactive and expired credentials are not reported; neither are those that the platform issues and rotates.
- A password on a machine's identity is \`interactive-use-of-service-identity\`.
- Break-glass identities, people, the root user, and identities that the provider holds for itself are left out.
- AWS records a use with a delay of up to some hours, and only the first of several within 15 minutes.`,
  remedy: `Deactivate it, wait, then delete it. In AWS:

\`\`\`sh
aws iam update-access-key --user-name NAME --access-key-id KEY --status Inactive
aws iam delete-access-key --user-name NAME --access-key-id KEY
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html"
  ],
  check: (identity, context) => {
    const candidates = identity.credentials.filter((credential) => credential.lastUsedAt !== void 0 && (isLastingSecret(credential) || isInteractive(credential) && isUsable(credential) && identity.nature.is !== "machine"));
    if (candidates.length === 0 || !isNonHuman(identity) || identity.breakGlass)
      return [];
    return candidates.flatMap((credential) => {
      const days = unusedDays(credential, context);
      if (days === void 0 || credential.lastUsedAt === void 0)
        return [];
      const never = credential.lastUsedAt === "never";
      return [
        {
          key: credential.id,
          title: never ? `${plain(credential.kind)} never used in ${counted(days, "day")}` : `${plain(credential.kind)} not used for ${counted(days, "day")}`,
          severity: context.privileged ? "high" : "medium",
          confidence: credential.status === "unknown" ? "medium" : "high",
          evidence: [
            credentialEvidence(identity, credential, `is ${credential.status === "unknown" ? "perhaps " : ""}active, ${never ? "and was never used" : `last used on ${dayOf(credential.lastUsedAt)}`}`)
          ],
          fix: fixOf("Deactivate the credential, and delete it when nobody misses it.", deactivate(identity, credential))
        }
      ];
    });
  }
};

// ../../work/wt/exports/dist/rules/unused-privileged-identity.js
var unusedPrivilegedIdentity = {
  id: "unused-privileged-identity",
  title: "Privileged identity that nobody uses",
  owasp: ["NHI1:2025", "NHI5:2025"],
  facets: ["stale", "excessive"],
  severity: "high",
  confidence: "high",
  controls: controlsOf(["NHI1:2025", "NHI5:2025"]),
  needs: ["identity-use", "grants"],
  why: `Nobody would miss this identity, and nobody would notice when somebody else begins to use it. What it can do remains
available to whoever gets hold of it. Of all findings it is the one whose removal costs least.`,
  limits: `- Idle means: not used for \`thresholds.unusedIdentityDays\`, or never used and older than
  \`thresholds.neverUsedIdentityDays\`.
- Nothing is called unused that was not observed for that long, or whose observation time or age is not known. Providers
  remember for a limited time (AWS: 400 days for roles).
- Break-glass identities are left out: rare use is their purpose. So are people, the root user, and identities that the
  provider holds for itself.
- Where its power rests on something that the snapshot does not show, confidence is medium.
- A yearly job looks unused for most of the year: look at the owner before deleting.`,
  remedy: `Stop it first, delete it after a month without complaint. In AWS a deny-all policy stops a role or user and is easily
taken back:

\`\`\`sh
aws iam put-role-policy --role-name NAME --policy-name nhi-audit-quarantine --policy-document \\
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html",
    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html"
  ],
  check: (identity, context) => {
    if (!context.privileged || identity.lastUsedAt === void 0)
      return [];
    if (!isNonHuman(identity) || identity.breakGlass)
      return [];
    const idle = idleFor(identity, context);
    if (idle === void 0)
      return [];
    const { radius, estate } = context;
    const scopes = radius.admin.map((scope) => estate.scopes[scope].id);
    const ifScopes = radius.adminIf.map(({ scope }) => estate.scopes[scope].id);
    const power = scopes.length > 0 ? `control of ${listed(scopes, 3)}` : ifScopes.length > 0 ? `control of ${listed(ifScopes, 3)} under conditions` : `a blast radius of ${radius.score} of 100`;
    return [
      {
        title: idle.never ? `Never used, observed ${counted(idle.days, "day")}, with ${power}` : `Not used for ${counted(idle.days, "day")}, with ${power}`,
        confidence: scopes.length === 0 && ifScopes.length > 0 ? "medium" : "high",
        evidence: [
          {
            ...identity.source,
            says: idle.never ? "no use in the observed time" : `last used on ${dayOf(identity.lastUsedAt)}`
          }
        ],
        path: context.reach.path(context.index),
        fix: fixOf("Stop the identity, and delete it when nobody misses it for a month.", quarantine(identity))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/weak-agent-guardrails.js
var weakAgentGuardrails = {
  id: "weak-agent-guardrails",
  title: "An AI agent without the limits that its platform offers",
  owasp: ["NHI5:2025", "NHI6:2025"],
  facets: ["excessive", "exposure"],
  severity: "medium",
  confidence: "high",
  controls: controlsOf(["NHI5:2025", "NHI6:2025"]),
  needs: ["configuration"],
  about: ["github"],
  why: `An agent acts on text that it reads, and some of that text is an attacker's. What bounds the damage is not the prompt: it is the
network that it reaches, who may set it to work, and whether a person looks before its changes run with privilege.`,
  limits: `- Reported: a firewall that is off or lets everything through, pipelines that run on the agent's changes without an approval, and
  automations that people without write access can set off.
- Limits outside of the platform (a proxy, a sandbox of one's own) are not visible.`,
  remedy: `Turn the limits on for the repository: Settings, Copilot, Coding agent: firewall on with the recommended allow-list, "Require approval
for workflow runs". What is set can be read back:

\`\`\`sh
gh api repos/OWNER/REPOSITORY/copilot/cloud-agent/configuration
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.github.com/en/copilot/how-tos/use-copilot-agents/coding-agent/customize-the-agent-firewall"
  ],
  check: exposuresOf("weak-agent-guardrail", "medium", "high")
};

// ../../work/wt/exports/dist/rules/wildcard-privileges-on-sensitive-services.js
var severityOf2 = {
  identity: "high",
  secrets: "high",
  data: "medium"
};
var wide = /* @__PURE__ */ new WeakMap();
var wideServices = ({ privileges }, services) => {
  const known = wide.get(privileges);
  if (known !== void 0)
    return known;
  const found = privileges.filter(({ full, breadth }) => full && breadth === 1).map(({ service }) => services[service]).filter(({ sensitivity }) => severityOf2[sensitivity] !== void 0);
  wide.set(privileges, found);
  return found;
};
var wildcardPrivilegesOnSensitiveServices = {
  id: "wildcard-privileges-on-sensitive-services",
  title: "All actions on all resources of a service that holds identities, secrets or data",
  owasp: ["NHI5:2025"],
  facets: ["excessive"],
  severity: "high",
  confidence: "high",
  controls: controlsOf(["NHI5:2025"]),
  needs: ["grants"],
  why: `A wildcard grant on a service that holds identities, secrets or data includes reading everything, deleting everything
and, most often, changing who has access. No task needs that; it is what is granted when nobody wrote down what the task needs.`,
  limits: `- Only grants of every action on every resource count, after explicit denies and boundaries; long lists of actions that
  come close are not reported here.
- Where the identity controls the whole scope by its own grants, that is reported instead of its services.
- A grant under conditions is reported with medium confidence; one that ends within \`thresholds.longestGrantDays\`, or
  that must be approved first, as \`low\`.
- People, the root user and identities that the provider holds for itself are left out.`,
  remedy: `List the actions and resources that the task uses and grant these. In AWS, \`--aws-usage\` or the console's "last accessed"
page shows which services were used, and IAM Access Analyzer writes a policy from CloudTrail:

\`\`\`sh
aws accessanalyzer start-policy-generation --policy-generation-details principalArn=ARN
\`\`\``,
  sources: [
    "https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"
  ],
  check: (identity, context) => {
    const { estate, now, settings } = context;
    const candidates = identity.grants.filter((grant) => wideServices(grant, estate.services).length > 0);
    if (candidates.length === 0 || !isNonHuman(identity))
      return [];
    const controlled = new Set(ownControl(context).map(({ scope }) => estate.scopes[scope].id));
    const grants = candidates.filter((grant) => !controlled.has(grant.scope) && isGrantInForce(grant, context));
    if (grants.length === 0)
      return [];
    const services = [...new Set(grants.flatMap((grant) => wideServices(grant, estate.services)))].sort((a, b) => a.name < b.name ? -1 : 1);
    const high = services.some(({ sensitivity }) => severityOf2[sensitivity] === "high");
    const lasting = grants.some((grant) => {
      const duration = effectiveDuration(grant, now, settings.thresholds.longestGrantDays);
      return duration !== "time-bound" && duration !== "eligible";
    });
    const free = grants.some(({ conditions }) => conditions.every((condition) => condition.class === "always"));
    return [
      {
        title: `May do everything in ${listed(services.map(({ name }) => name))}`,
        severity: !lasting ? "low" : high ? "high" : "medium",
        confidence: free ? "high" : "medium",
        evidence: grants.map((grant) => ({
          ...grant.source,
          says: `${plain(grant.name)} (${plain(grant.via)}) allows every action on every resource of ${listed(wideServices(grant, estate.services).map(({ name }) => name), 20)} in ${plain(grant.scope)}`
        })),
        fix: fixOf("Replace the wildcard by the actions and resources that the task uses.", ...grants.map((grant) => withdraw(identity, grant)), timeBoundPolicy(identity.provider, dayAfter(now, settings.thresholds.longestGrantDays), usedServices(identity)))
      }
    ];
  }
};

// ../../work/wt/exports/dist/rules/index.js
var rules = [
  crossEnvironmentTrust,
  expiredGrant,
  externalTrustWithoutCondition,
  federatedTrustByName,
  federatedTrustTooWide,
  hostOpenToOutsiders,
  interactiveUseOfServiceIdentity,
  invalidException,
  literalSecretInConfiguration,
  longLivedSecret,
  neverUsedIdentity,
  noOwner,
  privilegeEscalationPath,
  privilegedByDefault,
  rootAccessKeys,
  scannerOverPrivileged,
  secretVisibleTooWidely,
  serviceKeyWithoutExpiry,
  sharedIdentity,
  standingAdministrator,
  standingPrivilegeShortLivedCredential,
  standingWriteAcrossScopes,
  standingWriteByStaticKey,
  staticKeyInsteadOfFederation,
  storedSecretNotReplaced,
  supersededCredentialKind,
  suspendedButInstalled,
  trustInReusableName,
  twoActiveKeys,
  unpinnedThirdPartyCode,
  unprotectedDelivery,
  unprotectedDeploymentContext,
  untrustedCodeRunsAsIdentity,
  unusedCredential,
  unusedPrivilegedIdentity,
  weakAgentGuardrails,
  wildcardPrivilegesOnSensitiveServices
];

export {
  rules
};
