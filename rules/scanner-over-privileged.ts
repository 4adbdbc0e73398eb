import type { Cell } from '../src/model/grant.ts';
import { levelName, levelRank } from '../src/model/level.ts';
import type { Rule } from '../src/model/rule.ts';
import { causeOfGrant } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isGrantInForce } from './knowledge/grants.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed, plain } from './knowledge/wording.ts';

/** More than looking: control of anything, or writing to all of a service (one role that may be assumed is not all). */
const isTooMuch = ({ level, breadth }: Pick<Cell, 'level' | 'breadth'>): boolean =>
  level === levelRank.control || (level === levelRank.write && breadth === 1);

export const scannerOverPrivileged: Rule = {
  id: 'scanner-over-privileged',
  title: 'The scanner itself has more privileges than it needs',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['scanner', 'grants'],
  why: `A scanner only needs read access. Run as an administrator, it is one more standing administrator in a pipeline, next to a report
of every weakness.`,
  limits: `- Reported when the identity that ran the scan has control anywhere, or may write to all of a service. Being allowed to
  assume named roles is not reported.
- People are not left out: an engineer's own administrator session is reported as well, as \`low\`.
- For a scan of files there is no scanning identity: not assessed.`,
  remedy: `Run the scan with an identity that has only the permissions it needs, by OIDC from the pipeline:

\`\`\`sh
nhi-audit permissions aws > nhi-audit-policy.json
aws iam create-policy --policy-name nhi-audit --policy-document file://nhi-audit-policy.json
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  check: (identity, context) => {
    if (!identity.scanner) return [];
    const { estate, radius, reach, index } = context;
    const cells = estate.profiles[identity.profile]?.cells.filter(isTooMuch) ?? [];
    if (cells.length === 0 && radius.admin.length === 0) return [];
    const grants = identity.grants.filter(
      (grant) => isGrantInForce(grant, context) && grant.privileges.some(isTooMuch),
    );
    const top = cells.some(({ level }) => level === levelRank.control) ? levelRank.control : levelRank.write;
    const services = [
      ...new Set(
        cells.filter(({ level }) => level === top).map(({ service }) => estate.services[service]!.name),
      ),
    ].sort();
    const scopes = radius.admin.map((scope) => estate.scopes[scope]!.id);
    const power =
      scopes.length > 0 ? `full control of ${listed(scopes, 3)}` : `${levelName(top)} in ${listed(services)}`;
    return [
      {
        title: `The scan ran with ${power}`,
        severity: identity.nature.is === 'human' ? 'low' : scopes.length > 0 ? 'high' : 'medium',
        evidence: [
          { ...identity.source, says: `the scan ran as this identity, which has ${power}` },
          ...grants.slice(0, 5).map((grant) => ({
            ...grant.source,
            says: `${plain(grant.name)} (${plain(grant.via)}) gives more than reading in ${plain(grant.scope)}`,
          })),
        ],
        path: reach.path(index),
        cause: causeOfGrant(identity, grants[0]),
        fix: fixOf(
          'Run the scan with what "nhi-audit permissions" prints, and nothing else.',
          `nhi-audit permissions ${identity.provider}`,
          ...grants.slice(0, 5).map((grant) => context.remedies.withdraw(identity, grant)),
        ),
      },
    ];
  },
};
