import type { Rule } from '../src/model/rule.ts';
import { causeOfIdentity } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, listed, plain } from './knowledge/wording.ts';

export const sharedIdentity: Rule = {
  id: 'shared-identity',
  title: 'One identity for many workloads',
  owasp: ['NHI9:2025'],
  facets: ['exposure', 'ownership'],
  severity: 'low',
  confidence: 'medium',
  controls: controlsOf(['NHI9:2025']),
  needs: ['workloads'],
  needsOfIdentity: ['workloads'],
  why: `An identity that several workloads share has the permissions that all of them need together. An attacker who compromises the
weakest gets all of it, logs do not show which workload acted, and access cannot be revoked for only one.`,
  limits: `- Reported from \`thresholds.workloadsPerIdentity\` workloads on. Workloads of the same kind and name count once: copies of one
  program are one workload.
- Only workloads that were collected count; without them the rule is not assessed.
- People, the root user, and identities that the provider manages itself are left out. Privileged identities are \`medium\`.`,
  remedy: `Give each workload an identity of its own with the permissions it needs. Begin with the workload that needs least or is
exposed most.
In AWS, for a function:

\`\`\`sh
aws lambda update-function-configuration --function-name NAME --role arn:aws:iam::111111111111:role/the-functions-own
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/9-nhi-reuse/',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  check: (identity, context) => {
    const { workloads } = identity;
    const least = context.settings.thresholds.workloadsPerIdentity;
    if (workloads === undefined || workloads.length < least || !isNonHuman(identity)) return [];
    const distinct = new Map(workloads.map((workload) => [`${workload.kind} ${workload.name}`, workload]));
    if (distinct.size < least) return [];
    const sorted = [...distinct.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const kinds = [...new Set(sorted.map(({ kind }) => kind))].sort();
    return [
      {
        title: `Used by ${counted(distinct.size, 'workload')} (${listed(kinds)})`,
        severity: context.privileged ? 'medium' : 'low',
        evidence: sorted.slice(0, 20).map(({ source, kind, name }) => ({
          ...source,
          says: `${plain(kind)} ${plain(name)} runs as this identity`,
        })),
        cause: causeOfIdentity(identity),
        fix: fixOf(
          'Make an identity for each workload, the most exposed first, and let the workload use it; then take from this one what it no longer needs.',
          context.remedies.split(identity),
        ),
      },
    ];
  },
};
