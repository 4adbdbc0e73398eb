import type { Severity } from '../src/model/finding.ts';
import type { Grant } from '../src/model/grant.ts';
import type { Identity } from '../src/model/identity.ts';
import { levelRank } from '../src/model/level.ts';
import type { Rule, RuleContext } from '../src/model/rule.ts';
import type { Environment } from '../src/model/scope.ts';
import type { Trust } from '../src/model/trust.ts';
import { causeOfGrant, causeOfTrust } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { grantEvidence, isGrantInForce } from './knowledge/grants.ts';
import { isNonHuman, isWayIn } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed, plain } from './knowledge/wording.ts';

/** Environment of whoever is trusted: of the identity where it is in the estate, else of its scope. */
const environmentOf = (
  trust: Pick<Trust, 'party' | 'principal' | 'scope'>,
  context: RuleContext,
): Environment => {
  const identity = trust.party === 'identity' ? context.identityById(trust.principal) : undefined;
  if (identity !== undefined && identity.environment !== 'unknown') return identity.environment;
  if (trust.scope === undefined) return 'unknown';
  return context.scopeById(trust.scope)?.environment ?? 'unknown';
};

/** `shared` is made to be used by all others. */
const isKnown = (environment: Environment): boolean => environment !== 'unknown' && environment !== 'shared';

const weightIn =
  ({ settings }: RuleContext) =>
  (environment: Environment): number =>
    settings.weights.environment[environment] ?? 0;

const upwards = (towards: Environment): Severity => (towards === 'production' ? 'high' : 'medium');

const fromTrusts = (identity: Identity, context: RuleContext): ReturnType<Rule['check']> => {
  const weight = weightIn(context);
  const callers = identity.trusts
    .filter(isWayIn)
    .flatMap((entry) => (entry.only ?? [entry]).map((caller) => ({ entry, trust: { ...entry, ...caller } })));
  return callers.flatMap(({ entry, trust }) => {
    const theirs = environmentOf(trust, context);
    if (!isKnown(theirs) || theirs === identity.environment) return [];
    return [
      {
        key: `${trust.mechanism} ${trust.principal}`,
        title: `Identity of ${identity.environment} that ${theirs} can become`,
        severity:
          weight(theirs) < weight(identity.environment) ? upwards(identity.environment) : ('low' as const),
        evidence: [
          {
            ...trust.source,
            says: `${plain(trust.principal)} of ${theirs} may ${trust.mechanism} this identity of ${identity.environment}`,
          },
        ],
        path: context.privileged ? context.reach.path(context.index) : [],
        cause: causeOfTrust(identity, trust),
        fix: fixOf(
          `Make an identity for each environment first, and trust this one only from ${identity.environment}.`,
          context.remedies.split(identity),
          context.remedies.changeTrust(identity, entry.only === undefined ? [entry] : [], 'removed'),
        ),
      },
    ];
  });
};

/** Something of the whole scope is given away by it: the permissions of a service, or the service itself. */
const controlsScope = ({ privileges }: Grant): boolean =>
  privileges.some(({ level, breadth }) => level === levelRank.control && breadth === 1);

/** What an identity controls in environments of more weight than its own, by its own grants; one hit for each scope. */
const fromGrants = (identity: Identity, context: RuleContext): ReturnType<Rule['check']> => {
  const weight = weightIn(context);
  const held = identity.grants.filter((grant) => {
    if (grant.scope === identity.scope || grant.duration === 'eligible') return false;
    const there = context.scopeById(grant.scope)?.environment ?? 'unknown';
    return (
      isKnown(there) &&
      weight(there) > weight(identity.environment) &&
      controlsScope(grant) &&
      isGrantInForce(grant, context)
    );
  });
  return [...Map.groupBy(held, ({ scope }) => scope)].map(([scope, grants]) => {
    const there = context.scopeById(scope)!.environment;
    return {
      key: `grant ${scope}`,
      title: `Identity of ${identity.environment} with ${listed([...new Set(grants.map(({ name }) => name))].sort(), 3)} on ${plain(scope)} of ${there}`,
      severity: upwards(there),
      evidence: grants.slice(0, 3).map(grantEvidence),
      cause: causeOfGrant(identity, grants[0]),
      fix: fixOf(
        `Let an identity of ${there} do what is needed there, then take these grants from this one.`,
        context.remedies.split(identity),
        ...grants.map((grant) => context.remedies.withdraw(identity, grant)),
      ),
    };
  });
};

export const crossEnvironmentTrust: Rule = {
  id: 'cross-environment-trust',
  title: 'Trust or control across environments',
  owasp: ['NHI8:2025'],
  facets: ['exposure'],
  severity: 'high',
  confidence: 'medium',
  controls: controlsOf(['NHI8:2025']),
  needs: ['trusts', 'grants'],
  needsOfIdentity: ['environment'],
  why: `Development and test are where code is tried, access is wide and secrets are loose. If an identity there can assume a production
identity, or controls a production scope by its own grants, production is only as secure as the weakest of them.`,
  limits: `- Environments come from the configuration, tags or names; both sides must be known, and \`unknown\` is never guessed.
  Confidence is medium because a name is not a promise.
- \`shared\` environments are made to be used by others and are not reported.
- Into production from elsewhere is \`high\`; towards an environment of more weight (\`weights.environment\`) \`medium\`; the other
  direction \`low\`.
- The other way round, an identity with \`control\` of all of a service in a scope of more weight than its own environment: an owner, an
  editor, an administrator of permissions there. Roles on one resource, and roles that write and read only, are not reported.
- Trusts and own grants are looked at, not chains: those raise the blast radius of the trusted identity. Environments inside OIDC subjects are
  not read.
- People, the root user, and identities that the provider manages itself are left out.`,
  remedy: `Make one identity for each environment, trusted only from there. In AWS, name the production pipeline's role in the trust, or
demand the organisational unit:

\`\`\`json
"Condition": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-example/r-root/ou-production/*" } }
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/8-environment-isolation/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths',
  ],
  check: (identity, context) => {
    if (!isKnown(identity.environment) || !isNonHuman(identity)) return [];
    return [...fromTrusts(identity, context), ...fromGrants(identity, context)];
  },
};
