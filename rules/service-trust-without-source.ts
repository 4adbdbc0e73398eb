import type { Severity } from '../src/model/finding.ts';
import type { Rule } from '../src/model/rule.ts';
import type { OpenEnd, Trust } from '../src/model/trust.ts';
import { causeOfTrust } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isInForce, isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed, plain } from './knowledge/wording.ts';

interface Fault {
  readonly title: string;
  readonly severity: Severity;
}

const faultOf = (service: string, open: ReadonlySet<OpenEnd['of']>, privileged: boolean): Fault => {
  if (open.has('issuer') && open.has('subject'))
    return {
      title: `Every certificate that ${service} accepts in the account can become this identity`,
      severity: 'medium',
    };
  const severity = privileged ? 'medium' : 'low';
  if (open.has('subject'))
    return {
      title: `Every certificate of an authority that ${service} accepts can become this identity`,
      severity,
    };
  if (open.has('issuer'))
    return {
      title: `A certificate of the named subject can become this identity, whichever authority that ${service} accepts issued it`,
      severity,
    };
  return { title: `${service} may become this identity for anybody’s resource`, severity };
};

const check = (trust: Trust, privileged: boolean): (Fault & { readonly ends: readonly OpenEnd[] })[] => {
  const ends = trust.openEnds ?? [];
  if (ends.length === 0) return [];
  return [{ ...faultOf(plain(trust.principal), new Set(ends.map((end) => end.of)), privileged), ends }];
};

export const serviceTrustWithoutSource: Rule = {
  id: 'service-trust-without-source',
  title: 'Trust in a service without a source condition (confused deputy)',
  owasp: ['NHI6:2025'],
  facets: ['exposure'],
  severity: 'low',
  confidence: 'medium',
  controls: controlsOf(['NHI6:2025']),
  needs: ['trusts'],
  why: `A provider's service acts for all of its customers. A trust policy that names only the service relies on the service not to use
the identity for another customer (the confused deputy problem). A service that lets certificates or tokens from outside in takes every
one of
them that the account’s settings accept, also those of an authority that is added next year.`,
  limits: `- Reported only of services whose documentation asks for such a condition in the trust of an identity; the table is the
  provider’s, with the page of each. Services that start an identity within one account, such as virtual machines and
  functions, are not among them.
- \`low\`, because providers let an identity be passed within its account only; \`medium\` on a privileged identity, and where
  neither authority nor subject of certificates is named.
- A condition that anybody meets (a wildcard, a key that may be missing) counts as none.
- Identities that the provider manages itself are left out.`,
  remedy: `State for which account or resource the service may act. In AWS:

\`\`\`json
"Condition": { "StringEquals": { "aws:SourceAccount": "111111111111" } }
\`\`\`

and for certificates which trust anchor, and which subject:

\`\`\`json
"Condition": {
  "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:111111111111:trust-anchor/11111111-2222-3333-4444-555555555555" },
  "StringEquals": { "aws:PrincipalTag/x509Subject/CN": "build-7.example.com" }
}
\`\`\``,
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
  ],
  check: (identity, { privileged, remedies }) =>
    (isNonHuman(identity) ? identity.trusts.filter(isInForce) : []).flatMap((trust) =>
      check(trust, privileged).map(({ title, severity, ends }) => ({
        title,
        severity,
        key: trust.principal,
        evidence: [
          {
            ...trust.source,
            says: `trusts ${plain(trust.principal)} without a condition on ${listed(ends.flatMap(({ by }) => by))}: ${ends[0]!.page}`,
          },
        ],
        cause: causeOfTrust(identity, trust),
        fix: fixOf(
          `Demand ${listed(ends.flatMap(({ by }) => by))} in the trust, with the values of your own.`,
          remedies.changeTrust(identity, [trust], 'to-own-resources'),
        ),
      })),
    ),
};
