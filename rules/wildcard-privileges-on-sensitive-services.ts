import type { Severity } from '../src/model/finding.ts';
import type { Grant, ServicePrivilege } from '../src/model/grant.ts';
import type { Rule } from '../src/model/rule.ts';
import type { Sensitivity, Service } from '../src/model/scope.ts';
import { effectiveDuration } from '../src/model/standing.ts';
import { causeOfGrant } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isGrantInForce } from './knowledge/grants.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { ownControl } from './knowledge/own-control.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed, plain } from './knowledge/wording.ts';

/** What all actions on all resources of such a service are worth to a thief; the others are not reported. */
const severityOf: Readonly<Partial<Record<Sensitivity, Severity>>> = {
  identity: 'high',
  secrets: 'high',
  data: 'medium',
};

// Policies are shared by many identities: what one gives in full is found out once.
const wide = new WeakMap<readonly ServicePrivilege[], readonly Service[]>();
const wideServices = ({ privileges }: Grant, services: readonly Service[]): readonly Service[] => {
  const known = wide.get(privileges);
  if (known !== undefined) return known;
  const found = privileges
    .filter(({ full, breadth }) => full && breadth === 1)
    .map(({ service }) => services[service]!)
    .filter(({ sensitivity }) => severityOf[sensitivity] !== undefined);
  wide.set(privileges, found);
  return found;
};

export const wildcardPrivilegesOnSensitiveServices: Rule = {
  id: 'wildcard-privileges-on-sensitive-services',
  title: 'All actions on all resources of a service that holds identities, secrets or data',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['grants'],
  why: `A wildcard grant on a service that holds identities, secrets or data includes reading everything, deleting everything
and, most often, changing who has access. Hardly any task needs that; it is granted when nobody worked out what the task needs.`,
  limits: `- Only grants of every action on every resource count, after explicit denies and boundaries; long lists of actions that
  come close are not reported here.
- Where the identity controls the whole scope by its own grants, that is reported instead of its services.
- A grant under conditions is reported with medium confidence; one that ends within \`thresholds.longestGrantDays\`, or
  that must be approved first, as \`low\`.
- People, the root user and identities that the provider manages itself are left out.`,
  remedy: `List the actions and resources that the task uses and grant these. In AWS, \`--aws-usage\` or the console's "last accessed"
page shows which services were used, and IAM Access Analyzer writes a policy from CloudTrail:

\`\`\`sh
aws accessanalyzer start-policy-generation --policy-generation-details principalArn=ARN
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
  ],
  check: (identity, context) => {
    const { estate, now, settings } = context;
    const candidates = identity.grants.filter((grant) => wideServices(grant, estate.services).length > 0);
    if (candidates.length === 0 || !isNonHuman(identity)) return [];
    const controlled = new Set(ownControl(context).map(({ scope }) => estate.scopes[scope]!.id));
    const grants = candidates.filter(
      (grant) => !controlled.has(grant.scope) && isGrantInForce(grant, context),
    );
    if (grants.length === 0) return [];
    const services = [...new Set(grants.flatMap((grant) => wideServices(grant, estate.services)))].sort(
      (a, b) => (a.name < b.name ? -1 : 1),
    );
    const high = services.some(({ sensitivity }) => severityOf[sensitivity] === 'high');
    const lasting = grants.some((grant) => {
      const duration = effectiveDuration(grant, now, settings.thresholds.longestGrantDays);
      return duration !== 'time-bound' && duration !== 'eligible';
    });
    const free = grants.some(({ conditions }) =>
      conditions.every((condition) => condition.class === 'always'),
    );
    return [
      {
        title: `May do everything in ${listed(services.map(({ name }) => name))}`,
        severity: !lasting ? 'low' : high ? 'high' : 'medium',
        confidence: free ? 'high' : 'medium',
        evidence: grants.map((grant) => ({
          ...grant.source,
          says: `${plain(grant.name)} (${plain(grant.via)}) allows every action on every resource of ${listed(
            wideServices(grant, estate.services).map(({ name }) => name),
            20,
          )} in ${plain(grant.scope)}`,
        })),
        cause: causeOfGrant(identity, grants[0]),
        fix: fixOf(
          'Allow the actions and resources that the task uses in place of the wildcard.',
          ...context.remedies.narrow(identity, grants, {
            services: services.map(({ name }) => name),
            until: false,
          }),
        ),
      },
    ];
  },
};
