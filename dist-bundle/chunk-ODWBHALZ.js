import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  pairingOf
} from "./chunk-2O352CDM.js";
import {
  tool
} from "./chunk-UF4G2IW4.js";
import {
  reachOf
} from "./chunk-J5TYJ6SP.js";
import {
  actionsOf,
  awsServices,
  sensitivityOf
} from "./chunk-F7VR3VHA.js";
import {
  acceptances,
  hasEnded,
  judgeEntries
} from "./chunk-MQCVGRCH.js";
import {
  changeClasses
} from "./chunk-VTBPK5YF.js";
import {
  allAspects,
  alternatives,
  byText,
  candidates,
  contains,
  dropped,
  durationOf,
  endOf,
  isDead,
  isLasting,
  lineKey,
  stateOf,
  uncovered
} from "./chunk-CC5JRD2N.js";
import {
  levelRank
} from "./chunk-QBHZ65C6.js";
import {
  effectiveDuration
} from "./chunk-RXOSDFZW.js";
import {
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/connectors/aws/entitlements/privileges.js
var awsPrivilegesIn = (pattern, resources) => {
  const wanted = pattern === "*" ? void 0 : /^([a-z0-9-]+):\*$/.exec(pattern)?.[1];
  if (pattern !== "*" && wanted === void 0)
    return [];
  return awsServices().flatMap((service, index) => {
    if (wanted !== void 0 && service !== wanted)
      return [];
    const { first, end, nameOf, anyResourceOnly } = actionsOf(index);
    return Array.from({ length: end - first }, (_, at) => first + at).filter((id) => resources.includes("*") || !anyResourceOnly(id)).map((id) => ({ service, privilege: nameOf(id) }));
  });
};

// ../../work/wt/exports/dist/src/audit/gate/judge.js
import { hash } from "node:crypto";

// ../../work/wt/exports/dist/src/audit/gate/classes.js
var standing = ["standing-administrator", "standing-privilege-short-lived-credential"];
var classes = {
  "new-standing-grant": {
    title: "New standing grant",
    severity: "medium",
    whenPrivileged: "critical",
    sameAs: standing
  },
  "permanence-worsened": {
    title: "Permanence worsened",
    severity: "medium",
    whenPrivileged: "critical",
    sameAs: standing
  },
  "privilege-widened": {
    title: "Privilege widened",
    severity: "medium",
    whenPrivileged: "high",
    sameAs: []
  },
  "scope-widened": {
    title: "Scope widened",
    severity: "medium",
    whenPrivileged: "high",
    sameAs: []
  },
  "trust-widened": {
    title: "Trust widened",
    severity: "medium",
    whenPrivileged: "critical",
    sameAs: []
  },
  "credential-added": {
    title: "Credential added",
    severity: "medium",
    whenPrivileged: "high",
    sameAs: ["service-key-without-expiry"]
  },
  "blast-radius-grown": {
    title: "Blast radius grown",
    severity: "high",
    whenPrivileged: "critical",
    sameAs: []
  },
  "exception-expired": {
    title: "Exception expired",
    severity: "high",
    whenPrivileged: "high",
    sameAs: []
  },
  "time-bound-grant": {
    title: "Time-bound grant",
    severity: "info",
    whenPrivileged: "info",
    sameAs: []
  },
  indeterminate: {
    title: "Indeterminate",
    severity: "medium",
    whenPrivileged: "high",
    sameAs: []
  }
};

// ../../work/wt/exports/dist/src/audit/gate/wording.js
var longest = 160;
var short = (text) => text.length <= longest ? text : `${text.slice(0, 100)}\u2026${text.slice(-50)}`.toWellFormed();
var counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
var listed = (items, most = 4) => {
  const shown = items.slice(0, most).map(short).join(", ");
  return items.length <= most ? shown : `${shown} and ${items.length - most} more`;
};
var conditionText = ({ operator, key, values }) => short(`${operator} ${key} ${listed(values)}`.trimEnd());
var points = (score) => `${Math.round(score * 10) / 10}%`;
var fallsText = (before, after) => {
  if (after === void 0)
    return "What falls if it leaks is not known.";
  if (after.reachKnown === false)
    return "If it leaks, what it holds itself falls; what that leads to is not worked out from here.";
  const same = before !== void 0 && points(before.blastRadius) === points(after.blastRadius);
  const was = before === void 0 ? "" : same ? " (as before)" : ` (${points(before.blastRadius)} before)`;
  const control = [
    ...after.admin.length === 0 ? [] : [`full control of ${listed(after.admin)}`],
    ...after.adminIf.length === 0 ? [] : [`under assumptions full control of ${listed(after.adminIf)}`]
  ];
  const which = control.length === 0 ? "" : `, with ${control.join(" and ")}`;
  return `If its credential leaks, ${points(after.blastRadius)} of the estate falls${was}${which}.`;
};
var dayOf = (time) => time?.slice(0, 10) ?? "an unknown day";

// ../../work/wt/exports/dist/src/audit/gate/credentials.js
var day = 864e5;
var isLong = ({ lifetime, expiresAt }, { now, longestGrantDays }) => lifetime !== "expiring" || expiresAt === void 0 || !(Date.parse(expiresAt) - now <= longestGrantDays * day);
var weight = { static: 2, unknown: 1, expiring: 0, "short-lived": 0, "platform-managed": 0 };
var slack = 1;
var replaces = (credential, gone, clock) => {
  if (gone.kind !== credential.kind || weight[gone.lifetime] < weight[credential.lifetime])
    return false;
  if (credential.lifetime !== "expiring" || gone.lifetime !== "expiring")
    return true;
  return !isLong(credential, clock) || credential.days !== void 0 && gone.days !== void 0 && credential.days <= gone.days + slack;
};
var lifeText = ({ lifetime, expiresAt }) => lifetime === "static" ? "without an end" : lifetime === "expiring" ? `with an end on ${dayOf(expiresAt)}` : "of unknown life";
var credentialDrafts = (before, after, clock) => {
  const older = new Map((before?.credentials ?? []).map((credential) => [credential.id, credential]));
  const ids = new Set(after.credentials.map(({ id }) => id));
  const gone = [...older.values()].filter(({ id }) => !ids.has(id));
  const base = {
    about: "credential",
    who: after.id,
    scope: after.scope,
    where: `${after.scope}: credentials of ${short(after.id)}`
  };
  return after.credentials.flatMap((credential) => {
    const { id, kind, lifetime, expiresAt } = credential;
    const long = isLong(credential, clock);
    const was = older.get(id);
    if (was === void 0) {
      const replaced = gone.findIndex((other) => replaces(credential, other, clock));
      if (replaced >= 0) {
        gone.splice(replaced, 1);
        return [];
      }
      return [
        {
          ...base,
          class: long ? "credential-added" : "time-bound-grant",
          key: [JSON.stringify([kind, id, lifetime])],
          what: `It has a new credential ${lifeText(credential)}: ${kind} ${short(id)}.`,
          of: kind
        }
      ];
    }
    const later = lifetime === "expiring" && was.lifetime === "expiring" && !(Date.parse(expiresAt ?? "") <= Date.parse(was.expiresAt ?? ""));
    if (weight[lifetime] <= weight[was.lifetime] && !(later && expiresAt !== was.expiresAt))
      return [];
    return [
      {
        ...base,
        class: long ? "permanence-worsened" : "time-bound-grant",
        key: [JSON.stringify([kind, id, lifetime, expiresAt ?? ""])],
        what: `Its ${kind} ${short(id)} was ${lifeText(was)} and is now ${lifeText(credential)}.`,
        of: kind
      }
    ];
  });
};
var lostCredentials = (before, after) => Math.max(0, before.credentials.filter(({ id }) => !after.credentials.some((other) => other.id === id)).length - after.credentials.filter(({ id }) => !before.credentials.some((other) => other.id === id)).length);

// ../../work/wt/exports/dist/src/audit/gate/grants.js
var dearest = ["identity", "secrets", "data", "compute", "rest"];
var classesByAspect = [
  { class: "permanence-worsened", without: { time: false } },
  { class: "privilege-widened", without: { time: false, conditions: false } }
];
var uncoveredResources = (line, privilege, older, { after }) => [
  ...new Set(alternatives(line.conditions).flatMap((conditions) => uncovered(line, privilege, candidates({ ...line, conditions }, older, allAspects, after.now), allAspects)))
];
var mostNamed = 20;
var newPrivileges = (line, privilege, older, provider, comparison) => {
  const resources = uncoveredResources(line, privilege, older, comparison);
  if (resources.length === 0)
    return [];
  const whole = [{ line, privilege, resources }];
  if (!privilege.includes("*") || older.length === 0)
    return whole;
  const parts = comparison.expand(provider, privilege, line.resources);
  if (parts.length === 0)
    return whole;
  const left = [...Map.groupBy(parts, ({ service }) => service)].flatMap(([service, same]) => {
    const own = { ...line, service };
    const here = older.filter((other) => other.service === service || other.service === "*");
    return same.flatMap((part) => {
      const open = uncoveredResources(own, part.privilege, here, comparison);
      return open.length === 0 ? [] : [{ line: own, privilege: part.privilege, resources: open }];
    });
  });
  return left.length > mostNamed ? whole : left;
};
var classify = (line, privilege, resources, older, comparison) => {
  const part = { ...line, privileges: [privilege], resources };
  for (const { class: kind, without } of classesByAspect) {
    const aspects = { ...allAspects, ...without };
    const among = candidates(part, older, aspects, comparison.after.now);
    if (uncovered(part, privilege, among, aspects).length === 0)
      return { class: kind, instead: among };
  }
  const lasting = older.filter((other) => isLasting(durationOf(other, comparison.before)));
  const anyResource = { time: false, conditions: false, resources: false, scope: true };
  const here = candidates(part, lasting, anyResource, comparison.after.now);
  if (here.length > 0 && uncovered(part, privilege, here, anyResource).length === 0) {
    return { class: "scope-widened", instead: here };
  }
  if (here.length > 0)
    return { class: "privilege-widened", instead: [] };
  const anyScope = { ...anyResource, scope: false };
  const elsewhere = candidates(part, lasting, anyScope, comparison.after.now);
  if (elsewhere.length > 0 && uncovered(part, privilege, elsewhere, anyScope).length === 0) {
    return { class: "scope-widened", instead: elsewhere };
  }
  return { class: "new-standing-grant", instead: [] };
};
var atomsOf = (older, newer, provider, comparison) => {
  const known = new Set(older.map(lineKey));
  return newer.flatMap((line) => {
    if (known.has(lineKey(line)))
      return [];
    const duration = durationOf(line, comparison.after);
    if (duration === "ended")
      return [];
    return line.privileges.flatMap((privilege) => newPrivileges(line, privilege, older, provider, comparison)).map((part) => {
      const kind = isLasting(duration) ? classify(part.line, part.privilege, part.resources, older, comparison) : { class: "time-bound-grant", instead: [] };
      return { ...kind, ...part };
    });
  });
};
var strongest = (atoms) => atoms.reduce((level, { line }) => levelRank[line.level] > levelRank[level] ? line.level : level, "none");
var unique = (items) => [...new Set(items)].sort(byText);
var privilegesText = (atoms, costOf) => {
  const cost = (service) => service === "*" ? -1 : dearest.indexOf(costOf(service));
  const services = [...Map.groupBy(atoms, ({ line }) => line.service)].map(([service, same]) => ({ service, same, level: levelRank[strongest(same)] })).sort((a, b) => b.level - a.level || cost(a.service) - cost(b.service) || byText(a.service, b.service));
  return listed(services.map(({ service, same }) => {
    const privileges = unique(same.map(({ privilege }) => privilege));
    return service === "*" && privileges.join() === "*" ? "everything" : `${service} (${listed(privileges)})`;
  }));
};
var endText = (atoms, { longestGrantDays }) => {
  const ends = unique(atoms.flatMap(({ line }) => line.until === void 0 ? [] : [line.until]));
  const latest = ends.at(-1);
  if (latest !== void 0) {
    return `with an end on ${dayOf(latest)}, further away than the ${longestGrantDays} days of the policy`;
  }
  return atoms.some(({ line }) => line.duration === "permanent") ? "with no end" : "for an unknown time";
};
var lostConditions = (atoms, now) => unique(atoms.flatMap(({ line, instead }) => instead.flatMap((older) => dropped(line.conditions, older.conditions, now)).map(conditionText)));
var sentences = {
  "new-standing-grant": (text, atoms, { after }) => `It gains ${strongest(atoms)} privileges ${endText(atoms, after)}: ${text}.`,
  "permanence-worsened": (text, atoms, { after }) => {
    const were = unique(atoms.flatMap(({ instead }) => instead.map(({ duration, until }) => until === void 0 ? `was ${duration}` : `was to end on ${dayOf(until)}`)));
    return `What ${listed(were)} is now held ${endText(atoms, after)}: ${text}.`;
  },
  "privilege-widened": (text, atoms, { after }) => {
    const lost = lostConditions(atoms, after.now);
    return lost.length > 0 ? `A condition no longer limits ${text}: ${listed(lost)}.` : `It gains further ${strongest(atoms)} privileges ${endText(atoms, after)}: ${text}.`;
  },
  "scope-widened": (text, atoms, { after }) => `What it held on less it now holds on more ${endText(atoms, after)}: ${text}.`,
  "time-bound-grant": (text, atoms) => {
    const ends = unique(atoms.flatMap(({ line }) => line.until === void 0 ? [] : [line.until]));
    if (ends.length === 0 && atoms.some(({ line }) => line.duration === "time-bound"))
      return `It gains ${text}, each time for as long as what it is given for runs.`;
    return ends.length === 0 ? `It may activate ${text}.` : `It gains ${text}, and loses it again on ${dayOf(ends.at(-1))}.`;
  }
};
var whereText = (scope, atoms) => {
  const resources = unique(atoms.flatMap((atom) => atom.resources));
  return `${scope}: ${listed(resources.map((resource) => resource === "*" ? "all resources" : resource))}`;
};
var isWeak = ({ line }, weakest) => levelRank[line.level] < levelRank[weakest];
var grantDrafts = (before, after, comparison, weakest) => {
  const atoms = atomsOf(before?.entitlements ?? [], after.entitlements, after.provider, comparison);
  const groups = Map.groupBy(atoms, (atom) => JSON.stringify([atom.class, atom.line.scope, atom.class !== "time-bound-grant" && isWeak(atom, weakest)]));
  const costOf = (service) => comparison.sensitivityOf(after.provider, service);
  return [...groups.values()].map((same) => {
    const { class: kind, line } = same[0];
    return {
      class: kind,
      about: "grant",
      who: after.id,
      scope: line.scope,
      key: unique(same.map(({ line: { duration, until, service }, privilege, resources }) => JSON.stringify([service, privilege, [...resources].sort(byText), duration, until ?? ""]))),
      privileges: unique(same.map(({ privilege }) => privilege)),
      level: strongest(same),
      what: sentences[kind](privilegesText(same, costOf), same, comparison),
      where: whereText(line.scope, same)
    };
  });
};
var lostLines = (before, after, comparison) => {
  const swapped = { ...comparison, before: comparison.after, after: comparison.before };
  const lost = atomsOf(after.entitlements, before.entitlements, before.provider, swapped);
  return new Set(lost.map(({ line }) => lineKey(line))).size;
};

// ../../work/wt/exports/dist/src/audit/gate/growth.js
var nothing = { blastRadius: 0, admin: [], adminIf: [] };
var controlled = ({ admin, adminIf }) => [...admin, ...adminIf];
var scopesOf = ({ inputs }) => inputs === void 0 ? void 0 : new Set(Object.keys(inputs));
var growthBetween = (before, after) => {
  const known = scopesOf(before);
  const come = known === void 0 ? [] : [...scopesOf(after) ?? []].filter((scope) => !known.has(scope));
  const [was, is] = [before.totalValue, after.totalValue];
  const comparable = was !== void 0 && is !== void 0 && is > 0;
  const ratio = comparable ? was / is : 1;
  const shareOfNew = comparable && is > was ? 100 * (1 - ratio) : 0;
  return (pair) => {
    const old = pair.before === void 0 ? nothing : pair.before.lasting ?? pair.before;
    const now = pair.after.lasting ?? pair.after;
    const control = new Set(controlled(now));
    const had = new Set(controlled(old));
    const holdsNew = pair.before !== void 0 && come.length > 0 && come.every((scope) => control.has(scope));
    return {
      points: now.blastRadius - old.blastRadius * ratio - (holdsNew ? shareOfNew : 0),
      scopes: [...control].filter((scope) => !had.has(scope) && (pair.before === void 0 || known === void 0 || known.has(scope)))
    };
  };
};
var rounding = 0.05;
var growthDraft = ({ after }, { points: points2, scopes }, threshold) => {
  if (scopes.length === 0 && (points2 < threshold || points2 <= rounding))
    return [];
  const control = scopes.length === 0 ? "" : ` It now reaches full control of ${listed(scopes)}.`;
  const grew = points2 > rounding ? ` ${Math.round(points2 * 10) / 10} points more of the estate fall if it leaks.` : "";
  return [
    {
      class: "blast-radius-grown",
      about: "chain",
      who: after.id,
      scope: after.scope,
      key: scopes.length === 0 ? [] : [...scopes].sort(),
      what: `None of its own grants, trusts or credentials fails, and yet it reaches more through others.${control}${grew}`,
      where: scopes.length === 0 ? after.scope : listed(scopes)
    }
  ];
};

// ../../work/wt/exports/dist/src/audit/gate/instead.js
var rows = [
  {
    provider: "aws",
    about: "credential",
    of: ["access-key"],
    says: "Instead of an access key let the workload assume a role: sts:AssumeRoleWithWebIdentity from the OIDC provider of its pipeline or cluster, with conditions on sub and aud, or IAM Roles Anywhere outside of AWS. A session ends after an hour by itself.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"
  },
  {
    provider: "aws",
    about: "credential",
    of: ["service-specific-credential"],
    says: "Take short-term keys of the service, which end within 12 hours with the session that made them, or call it with the credentials of a role. If it must be a long-term one, make it with --credential-age-days.",
    source: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html"
  },
  {
    provider: "aws",
    about: "credential",
    of: ["console-password"],
    says: "People sign in through IAM Identity Center with MFA and take a permission set for a session; a program needs no password.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
  },
  {
    provider: "aws",
    about: "trust",
    of: ["federate"],
    says: "Trust one subject and one audience: StringEquals on <issuer>:sub (one repository and environment) and <issuer>:aud. For a task add DateLessThan on aws:CurrentTime to the statement.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"
  },
  {
    provider: "aws",
    about: "trust",
    of: ["assume"],
    says: "Name the one role that needs it instead of an account, with sts:ExternalId for a third party, and DateLessThan on aws:CurrentTime where it is for a task. The caller narrows its session with a session policy (sts:AssumeRole --policy).",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html"
  },
  {
    provider: "aws",
    about: "trust",
    of: ["pass-to-service"],
    says: "Give the service a role of its own that holds only what this workload needs, with aws:SourceArn and aws:SourceAccount as conditions of its trust.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"
  },
  {
    provider: "aws",
    kinds: ["user"],
    about: "grant",
    says: 'Give it to a role instead, for the task: an inline policy with the actions and resources of the task and {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, assumed with OIDC or a session of an hour. A user has credentials that do not end.',
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html"
  },
  {
    provider: "aws",
    about: "grant",
    says: 'Allow the actions and resources of the task only, with {"Condition": {"DateLessThan": {"aws:CurrentTime": "<end of the task>"}}}, or leave the role as it is and let each session take a part of it with a session policy (sts:AssumeRole --policy).',
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html"
  },
  {
    provider: "azure",
    about: "credential",
    of: ["client-secret", "password", "certificate"],
    says: "Instead of a secret add a federated identity credential (issuer, subject, audience), or use a managed identity: nothing is stored and nothing has to be replaced.",
    source: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation"
  },
  {
    provider: "azure",
    about: "grant",
    says: "Assign the role at the smallest scope and with an end (roleAssignmentScheduleRequests with expiration afterDateTime); people get it as eligible in Privileged Identity Management.",
    source: "https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests"
  },
  {
    provider: "gcp",
    about: "credential",
    of: ["service-account-key", "user-managed-key", "access-key", "hmac-key"],
    says: "Instead of a key use workload identity federation, or attach the service account to the workload: tokens end after an hour by themselves.",
    source: "https://cloud.google.com/iam/docs/workload-identity-federation"
  },
  {
    provider: "gcp",
    about: "grant",
    says: 'Bind the role at the smallest resource with a condition (request.time < timestamp("<end of the task>")), or make it an entitlement of Privileged Access Manager with a longest duration.',
    source: "https://cloud.google.com/iam/docs/configuring-temporary-access"
  },
  {
    provider: "github",
    about: "credential",
    says: "Instead of a stored token or a deploy key let the workflow use its GITHUB_TOKEN with the permissions of the job, or OIDC (id-token: write) towards the cloud; where a token must be, an installation token of a GitHub App for one repository ends after an hour.",
    source: "https://docs.github.com/actions/reference/security/oidc"
  },
  {
    provider: "github",
    kinds: ["workflow", "job"],
    about: "grant",
    says: "Give the permission to the one job that needs it (jobs.<id>.permissions), read elsewhere, behind an environment with required reviewers.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions"
  },
  {
    provider: "github",
    about: "grant",
    says: "Take a GitHub App that is installed on the repositories that need it, with the permissions of the task, and narrow each installation token when it is made (repositories, permissions).",
    source: "https://docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app"
  },
  {
    about: "credential",
    says: "Let a third party vouch for the workload (OIDC, SPIFFE, a metadata service) instead of storing a secret, or give the credential an end within the policy."
  },
  {
    about: "trust",
    says: "Trust the one party that needs it, under conditions that only it meets, and for the time of the task."
  },
  {
    about: "chain",
    says: "Break the chain: `nhi-audit explain <identity>` shows it step by step, and the change that ends each step."
  },
  {
    about: "exception",
    says: "End what the exception was for. If it must stay, have it reviewed and approved again with a new end."
  },
  {
    about: "unknown",
    says: "Make it known: write the value out or read the missing source, and run the gate again."
  },
  { about: "grant", says: "Give the privileges of the task, on its resources, with an end." }
];
var insteadOf = (change, provider, kind) => change.class === "time-bound-grant" ? "It ends by itself or must be activated: nothing has to be done." : rows.find((row) => row.about === change.about && (row.provider === void 0 || row.provider === provider) && (row.kinds === void 0 || kind !== void 0 && row.kinds.includes(kind)) && (row.of === void 0 || change.of !== void 0 && row.of.includes(change.of))).says;

// ../../work/wt/exports/dist/src/audit/gate/trusts.js
var holdsMechanism = (older, mechanism) => older === mechanism || older === "write-code" && mechanism === "start";
var holdsParty = (older, trust) => {
  if (!holdsMechanism(older.mechanism, trust.mechanism))
    return false;
  if (older.party === "everyone")
    return true;
  if (older.party === trust.party && contains(older.principal, trust.principal))
    return true;
  return older.party === "scope" && trust.party === "identity" && older.principal === trust.scope;
};
var inForce = ({ party, conditions }) => party !== "deleted" && !isDead(conditions);
var partyText = ({ party, principal, external }) => {
  const where = external === "yes" && party !== "everyone" ? ", outside of the estate" : "";
  if (principal.startsWith("whoever "))
    return `${short(principal)}${where}`;
  return party === "everyone" ? "everyone" : `the ${party} ${short(principal)}${where}`;
};
var conditionsText = (trust) => trust.conditions.length === 0 ? "without a condition" : `under ${listed(trust.conditions.map(conditionText))}`;
var ways = {
  hold: "holds a credential of it",
  start: "may start it",
  assume: "may assume it",
  federate: "may sign in as it",
  impersonate: "may impersonate it",
  "write-credential": "may make credentials for it",
  "write-permission": "may change its permissions",
  "write-trust": "may change whom it trusts",
  "write-code": "may change what runs as it",
  "pass-to-service": "may run as it",
  control: "controls it"
};
var draftOf = (trust, older, after, comparison) => {
  const { now, longestGrantDays } = comparison.after;
  const of = older.filter((other) => holdsParty(other, trust));
  const lostBy = (conditions) => of.map((other) => dropped(conditions, other.conditions, now));
  const sets = alternatives(trust.conditions).map(lostBy);
  if (sets.every((lost2) => lost2.some((conditions) => conditions.length === 0)))
    return [];
  const until = endOf(trust.conditions);
  const ends = until !== void 0 && effectiveDuration({ duration: "time-bound", until }, now, longestGrantDays) === "time-bound";
  const lost = lostBy(trust.conditions).sort((a, b) => a.length - b.length)[0] ?? [];
  const onlyTime = of.length > 0 && lost.every(({ class: kind }) => kind === "time-bound" || kind === "expired");
  const way = `${partyText(trust)} ${ways[trust.mechanism]}`;
  const base = {
    about: "trust",
    who: after.id,
    scope: after.scope,
    where: `${after.scope}: whom ${short(after.id)} trusts`,
    of: trust.mechanism
  };
  const key = [
    JSON.stringify([
      trust.mechanism,
      trust.party,
      trust.principal,
      trust.conditions.map(({ operator, key: name, values }) => [operator, name, values])
    ])
  ];
  if (ends) {
    return [{ ...base, class: "time-bound-grant", key, what: `Until ${dayOf(until)} ${way}.` }];
  }
  if (onlyTime) {
    const was = listed(lost.map(conditionText));
    const what2 = `${way} ${until === void 0 ? "with no end" : `until ${dayOf(until)}, beyond the policy`}; before: ${was}.`;
    return [{ ...base, class: "permanence-worsened", key, what: sentence(what2) }];
  }
  const what = of.length > 0 && lost.length > 0 ? `${way}, and no longer needs ${listed(lost.map(conditionText))}.` : of.length > 0 ? `${way} with more values than before, ${conditionsText(trust)}.` : `${way}, ${conditionsText(trust)}; before it was not trusted.`;
  return [{ ...base, class: "trust-widened", key, what: sentence(what) }];
};
var sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
var trustDrafts = (before, after, comparison) => {
  const drafts = after.trusts.filter(inForce).flatMap((trust) => draftOf(trust, before.trusts, after, comparison));
  return [...new Map(drafts.map((draft) => [JSON.stringify([draft.class, draft.key]), draft])).values()].sort((a, b) => byText(a.key.join(), b.key.join()));
};
var lostTrusts = (before, after, comparison) => before.trusts.filter(inForce).filter((trust) => draftOf(trust, after.trusts, before, comparison).length > 0).length;

// ../../work/wt/exports/dist/src/audit/gate/unknowns.js
var limiting = ["guardrails", "workloads"];
var draftOf2 = (scope, key, what) => ({
  class: "indeterminate",
  about: "unknown",
  who: scope,
  scope,
  key: [key],
  what,
  where: scope,
  mayGive: true
});
var unread = (before, after) => {
  const complete = new Set(after.complete);
  const scopes = /* @__PURE__ */ new Set([...before.complete, ...after.identities.map(({ scope }) => scope)]);
  const missing = [...scopes].filter((scope) => !complete.has(scope)).sort(byText);
  const lost = before.complete.filter((scope) => complete.has(scope)).flatMap((scope) => {
    const now = new Set(after.inputs?.[scope]);
    const kinds = (before.inputs?.[scope] ?? []).filter((kind) => limiting.includes(kind) && after.inputs !== void 0 && !now.has(kind));
    return kinds.length === 0 ? [] : [{ scope, kinds }];
  });
  return [
    ...missing.map((scope) => {
      const gap = after.gaps.find((text) => text.startsWith(`${scope}: `))?.slice(scope.length + 2);
      const why = gap === void 0 ? "nothing of it was read" : short(gap);
      return draftOf2(scope, "unread", `Nobody can tell what changed in ${short(scope)}: ${why}.`);
    }),
    ...lost.map(({ scope, kinds }) => draftOf2(scope, `lost ${kinds.join(" ")}`, `Nobody can tell all that changed in ${short(scope)}: ${listed(kinds)} were read before and were not read now.`))
  ];
};
var unknownDrafts = ({ before, after, indeterminate }) => {
  const scopes = new Map([...before.identities, ...after.identities].map(({ id, scope }) => [id, scope]));
  return [
    ...indeterminate.map(({ identity, what, why, privileged }) => {
      const scope = scopes.get(identity) ?? "";
      return {
        class: "indeterminate",
        about: "unknown",
        who: identity,
        scope,
        key: [JSON.stringify([what])],
        what: `Nobody can tell ${short(what)}: ${short(why)}.`,
        where: scope === "" ? short(identity) : scope,
        mayGive: privileged
      };
    }),
    ...unread(before, after)
  ];
};

// ../../work/wt/exports/dist/src/audit/gate/judge.js
var humanCredentials = /* @__PURE__ */ new Set(["console-password"]);
var holdsAnything = (identity, comparison, { gate }) => {
  const { blastRadius, admin, adminIf } = identity.lasting ?? identity;
  return blastRadius > 0 || admin.length > 0 || adminIf.length > 0 || identity.entitlements.some((line) => levelRank[line.level] >= levelRank[gate.level] && durationOf(line, comparison.after) !== "ended");
};
var isHuman = ({ before, after }) => after.nature === "human" && (before === void 0 || before.nature === "human");
var passes = [
  ({ class: kind }) => kind === "time-bound-grant" ? "Passes: it ends by itself within the policy, or must be activated first." : void 0,
  (_, { after }) => after.providerOwned === true ? "Passes: the provider made the identity for itself, and nobody else can use or change it." : void 0,
  ({ about, of }, pair, _, { gate }) => isHuman(pair) && !gate.humans && !(about === "credential" && !humanCredentials.has(of ?? "")) ? "Passes: a person uses this identity, and the gate is about others (gate.humans)." : void 0,
  ({ level }, _, __, { gate }) => level !== void 0 && levelRank[level] < levelRank[gate.level] ? `Passes: its level is ${level}, and only ${gate.level} and above fail (gate.level).` : void 0,
  // Of one that was there before, and of which only a change is seen, nobody knows what else it holds.
  ({ about }, { before, after }, comparison, settings) => (about === "trust" || about === "credential") && !(before !== void 0 && after.seenInPart === true) && !holdsAnything(after, comparison, settings) ? `Passes: the identity holds nothing at the level ${settings.gate.level} or above (gate.level).` : void 0
];
var failure = {
  "new-standing-grant": "Fails: the privilege is new and lasts.",
  "permanence-worsened": "Fails: it lasts longer than before, and longer than the policy allows.",
  "privilege-widened": "Fails: the identity may do more, and it lasts.",
  "scope-widened": "Fails: the identity reaches more, and it lasts.",
  "trust-widened": "Fails: somebody may become this identity who could not before.",
  "credential-added": "Fails: the credential works until somebody revokes it.",
  "blast-radius-grown": "Fails: more falls if it leaks."
};
var judgePair = (pair, comparison, settings, growth) => {
  const { before, after } = pair;
  const judge = (draft) => {
    const reason = passes.flatMap((pass) => pass(draft, pair, comparison, settings) ?? [])[0];
    return {
      draft,
      identity: after,
      was: before,
      fails: reason === void 0,
      verdict: reason ?? failure[draft.class]
    };
  };
  const own = [
    ...grantDrafts(before, after, comparison, settings.gate.level),
    ...before === void 0 ? [] : trustDrafts(before, after, comparison),
    ...credentialDrafts(before, after, comparison.after)
  ].map(judge);
  if (own.some(({ fails }) => fails))
    return own;
  return [...own, ...growthDraft(pair, growth(pair), settings.gate.blastRadiusGrowth).map(judge)];
};
var indeterminateVerdicts = {
  fail: {
    fails: true,
    says: "Fails: it may give privileges, and nobody can tell (--on-indeterminate fail)."
  },
  warn: { fails: false, says: "Warning: nobody can tell (--on-indeterminate warn)." },
  pass: { fails: false, says: "Passes: nobody can tell (--on-indeterminate pass)." }
};
var judgeUnknown = (draft, input, { gate }) => {
  const { fails, says } = indeterminateVerdicts[gate.onIndeterminate];
  const identity = input.after.identities.find(({ id }) => id === draft.who);
  const location = input.indeterminate.find((item) => item.identity === draft.who)?.location;
  return draft.mayGive === true ? { draft, identity, location, fails, verdict: says } : { draft, identity, location, fails: false, verdict: "Passes: it gives no privileges." };
};
var fingerprintOf = ({ class: kind, who, scope, key }) => hash("sha256", JSON.stringify(["gate", kind, who, scope, key]), "hex").slice(0, 32);
var placeable = {
  grant: "grant",
  trust: "trust",
  credential: "credential"
};
var changeOf = ({ draft, identity, was, fails, verdict, location }, input) => {
  const { title: _, severity, whenPrivileged } = classes[draft.class];
  const place = location ?? input.locationOf(draft.who, placeable[draft.about], draft.privileges);
  const about = { class: draft.class, about: draft.about, of: draft.of };
  return {
    class: draft.class,
    fingerprint: fingerprintOf(draft),
    severity: identity?.privileged === true || draft.mayGive === true ? whenPrivileged : severity,
    fails,
    verdict,
    who: draft.who,
    ...identity === void 0 ? {} : { provider: identity.provider, kind: identity.kind },
    what: draft.what,
    where: draft.where,
    scope: draft.scope,
    since: input.since(draft.who),
    falls: fallsText(was, identity),
    blastRadius: { before: was?.blastRadius ?? 0, after: identity?.blastRadius ?? 0 },
    instead: insteadOf(about, identity?.provider, identity?.kind),
    ...place === void 0 ? {} : { location: place }
  };
};
var coverablesOf = ({ class: kind, fingerprint, who, scope, severity }) => [`gate:${kind}`, ...classes[kind].sameAs].map((rule) => ({
  fingerprint,
  rule,
  identity: who,
  scope,
  severity
}));
var endedExceptions = (judged, changes, findings, input) => {
  const known = new Set(changes.map(({ fingerprint }) => fingerprint));
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  return judged.filter(hasEnded).flatMap(({ id, covered, problems, location }) => {
    const open = covered.filter((fingerprint) => !known.has(fingerprint));
    if (open.length === 0)
      return [];
    const finding = open.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? [])[0];
    const who = finding?.identity ?? id;
    const identity = input.after.identities.find((item) => item.id === who);
    const draft = {
      class: "exception-expired",
      about: "exception",
      who,
      scope: finding?.scope ?? "",
      key: [id],
      what: `The exception ${id} no longer holds, and what it accepted is still there: ${listed(problems)}.`,
      where: `${finding?.scope ?? ""}${finding === void 0 ? "" : `: ${finding.rule}`}`
    };
    const verdict = "Fails: an exception that ended accepts nothing.";
    const change = changeOf({ draft, identity, was: identity, fails: true, verdict }, input);
    return [{ ...change, location: { file: location.file, line: location.line } }];
  });
};
var withExceptions = (changes, judged) => {
  const acceptanceOf = acceptances(judged);
  return changes.map((change) => {
    const { status, exception } = acceptanceOf(change.fingerprint);
    if (!change.fails || exception === void 0)
      return change;
    return status === "accepted" ? { ...change, fails: false, exception, verdict: `Accepted by the exception ${exception}.` } : { ...change, verdict: `${change.verdict} The exception ${exception} no longer holds.` };
  });
};
var inOrder = (a, b) => Number(b.fails) - Number(a.fails) || b.blastRadius.after - a.blastRadius.after || severityRank(b.severity) - severityRank(a.severity) || changeClasses.indexOf(a.class) - changeClasses.indexOf(b.class) || byText(a.fingerprint, b.fingerprint);
var distinct = (changes) => [
  ...new Map(changes.map((change) => [change.fingerprint, change])).values()
];
var verdictOf = ({ before, after }, changes) => {
  if (before.gaps.length > 0) {
    return {
      verdict: "not-evaluated",
      reason: `What is compared with was not read in full, so nothing can be called new: ${listed(before.gaps, 2)}.`
    };
  }
  if (after.complete.length === 0 && after.identities.length === 0 && after.gaps.length > 0) {
    return { verdict: "not-evaluated", reason: `No scope could be read: ${listed(after.gaps, 2)}.` };
  }
  const failing = changes.filter(({ fails }) => fails);
  if (failing.length === 0) {
    const unknown = changes.filter(({ class: kind }) => kind === "indeterminate").length;
    const rest = [
      ...changes.length === 0 ? [] : [`${counted(changes.length, "change")} listed`],
      ...unknown === 0 ? [] : [`of ${unknown} nobody can tell`]
    ];
    const also = rest.length === 0 ? "" : ` (${rest.join("; ")})`;
    return { verdict: "pass", reason: `No new permanent privilege${also}.` };
  }
  const tally = changeClasses.flatMap((kind) => {
    const count = failing.filter((change) => change.class === kind).length;
    return count === 0 ? [] : [`${kind} ${count}`];
  });
  return {
    verdict: "fail",
    reason: `${counted(failing.length, "change fails", "changes fail")}: ${tally.join(", ")}.`
  };
};
var narrowedBetween = (pair, comparison) => pair.before === void 0 ? 0 : lostLines(pair.before, pair.after, comparison) + lostTrusts(pair.before, pair.after, comparison) + lostCredentials(pair.before, pair.after);
var compare = (input, settings, { expand, sensitivityOf: sensitivityOf2 }) => {
  const { before, after } = input;
  const { longestGrantDays } = settings.thresholds;
  const comparison = {
    before: { now: Date.parse(before.collectedAt), longestGrantDays },
    after: { now: Date.parse(after.collectedAt), longestGrantDays },
    expand,
    sensitivityOf: sensitivityOf2
  };
  const { pairs, gone } = pairingOf(before, after, input.renamed);
  const growth = growthBetween(before, after);
  const judged = [
    ...pairs.flatMap((pair) => judgePair(pair, comparison, settings, growth)),
    ...unknownDrafts(input).map((draft) => judgeUnknown(draft, input, settings))
  ];
  return {
    added: judged.map((each) => changeOf(each, input)),
    narrowed: pairs.reduce((sum, pair) => sum + narrowedBetween(pair, comparison), 0) + gone.reduce((sum, { entitlements, trusts, credentials }) => sum + entitlements.length + trusts.length + credentials.length, 0)
  };
};
var judgeChanges = (input, settings, labels, exceptions = { judge: () => input.exceptions, findings: [] }, knowledge = { expand: () => [], sensitivityOf: () => "rest" }) => {
  const { before, after, otherwise = [] } = input;
  const { added, narrowed } = compare(input, settings, knowledge);
  const found = distinct([
    ...otherwise.flatMap((other) => compare(other, settings, knowledge).added),
    ...added
  ]);
  const known = exceptions.judge(found.flatMap(coverablesOf));
  const changes = [
    ...withExceptions(found, known),
    ...endedExceptions(known, found, exceptions.findings, input)
  ].sort(inOrder);
  return {
    ...labels,
    ...verdictOf(input, changes),
    changes,
    narrowed,
    gaps: [.../* @__PURE__ */ new Set([...before.gaps, ...after.gaps])].sort(byText),
    exceptions: known
  };
};

// ../../work/wt/exports/dist/src/audit/gate/lasting.js
var day2 = 864e5;
var lastingEdges = ({ takeover, takeoverAt }, { now, longestGrantDays }) => {
  const graph = takeoverAt?.(new Date(now + longestGrantDays * day2 + 1).toISOString()) ?? takeover;
  const ends = graph.reasons.map(({ until }) => until !== void 0 && effectiveDuration({ duration: "time-bound", until }, now, longestGrantDays) !== "permanent");
  if (!ends.includes(true))
    return graph;
  const kept = [...graph.reason.keys()].filter((edge) => !ends[graph.reason[edge]]);
  return {
    ...graph,
    from: Uint32Array.from(kept, (edge) => graph.from[edge]),
    to: Uint32Array.from(kept, (edge) => graph.to[edge]),
    technique: Uint16Array.from(kept, (edge) => graph.technique[edge]),
    reason: Uint32Array.from(kept, (edge) => graph.reason[edge])
  };
};
var narrow = 0.1;
var lastingCells = (cells, lines, { scopes, services }) => {
  const left = /* @__PURE__ */ new Map();
  for (const { scope, service, level, resources, exceptResources } of lines) {
    const key = JSON.stringify([scope, service]);
    const known = left.get(key) ?? { level: 0, wide: false };
    known.level = Math.max(known.level, levelRank[level]);
    known.wide ||= resources.includes("*") && exceptResources.length === 0;
    left.set(key, known);
  }
  return cells.flatMap((cell) => {
    const scope = scopes[cell.scope].id;
    const own = [services[cell.service].name, "*"].flatMap((service) => left.get(JSON.stringify([scope, service])) ?? []);
    if (own.length === 0)
      return [];
    return own.map(({ level, wide }) => ({
      ...cell,
      level: Math.min(cell.level, level),
      breadth: wide ? cell.breadth : Math.min(cell.breadth, narrow)
    }));
  });
};
var lastingEstate = (estate, settings) => {
  const clock = {
    now: Date.parse(estate.collectedAt),
    longestGrantDays: settings.thresholds.longestGrantDays
  };
  const weakest = levelRank[settings.gate.level];
  const profiles = estate.profiles.map(({ cells }) => ({
    cells: cells.filter(({ level }) => level >= weakest)
  }));
  const identities = estate.identities.map((identity, index) => {
    const lines = estate.entitlements?.(index) ?? [];
    const lasting = lines.filter((line) => isLasting(durationOf(line, clock)));
    if (lasting.length === lines.length)
      return identity;
    const cells = lastingCells(estate.profiles[identity.profile].cells, lasting, estate);
    return {
      ...identity,
      profile: profiles.push({ cells: cells.filter(({ level }) => level >= weakest) }) - 1
    };
  });
  return {
    ...estate,
    identities,
    profiles,
    takeover: lastingEdges(estate, clock)
  };
};

// ../../work/wt/exports/dist/src/pipeline/gate.js
var gateStateOf = (result) => stateOf(result, reachOf(lastingEstate(result.estate, result.settings), result.settings));
var exceptionJudge = (entries, { findings, identities }, settings, collectedAt) => ({
  findings,
  judge: (changes) => judgeEntries({
    entries,
    found: [...findings, ...changes],
    identities,
    settings,
    collectedAt,
    looksFor: findings.length > 0 ? ["rules", "gate"] : ["gate"]
  })
});
var expanders = {
  aws: awsPrivilegesIn
};
var runGate = ({ input, settings, labels, entries, found }) => judgeChanges(input, settings, { tool, ...labels }, entries === void 0 ? void 0 : exceptionJudge(entries, found ?? { findings: [], identities: [] }, settings, input.after.collectedAt), {
  expand: (provider, ...pattern) => expanders[provider]?.(...pattern) ?? [],
  sensitivityOf: (provider, service) => provider === "aws" ? sensitivityOf(service) : "rest"
});

export {
  gateStateOf,
  runGate
};
