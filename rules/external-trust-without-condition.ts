import { type ConditionClass, restrictingConditions } from '../src/model/condition.ts';
import type { Confidence, Severity } from '../src/model/finding.ts';
import type { Rule, RuleContext } from '../src/model/rule.ts';
import type { Trust } from '../src/model/trust.ts';
import { causeOfTrust } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isNonHuman, isWayIn } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed, plain } from './knowledge/wording.ts';

/** What is enough where the principal is everyone: a shared id or a second factor is not, a subject of one's issuer is. */
const restrictingEveryone: ReadonlySet<ConditionClass> = new Set([
  'organization',
  'source-resource',
  'source-network',
  'federated-subject',
  'principal',
]);

/** Those that everybody can meet, or whoever they do not name. */
const open: ReadonlySet<ConditionClass> = new Set(['always', 'exclusion']);

interface Opening {
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** Without the organisation's list of accounts, one that was not scanned may be one's own. */
const isOrganizationKnown = ({ estate, index }: RuleContext): boolean => {
  const { provider } = estate.identities[index]!;
  return estate.coverage.some(
    ({ connector, gives, status }) =>
      connector === provider && status === 'complete' && gives.includes('organization'),
  );
};

/** Where conditions name the callers, those are trusted, each by itself, and the conditions that name them ask for nothing more. */
const partiesOf = (trust: Trust): readonly (Omit<Trust, 'source'> & { readonly named: string })[] =>
  trust.only === undefined
    ? [{ ...trust, named: trust.principal }]
    : trust.only.map((caller) => ({
        ...trust,
        ...caller,
        named: caller.principal,
        conditions: trust.conditions.filter((condition) => condition.class !== 'principal'),
      }));

/** How far a trust is open to outsiders; undefined: not, or a condition holds them. */
const openingOf = (
  trust: Pick<Trust, 'mechanism' | 'party' | 'external' | 'scope' | 'conditions'>,
  context: RuleContext,
): Opening | undefined => {
  // Code of others that runs as the identity has rules of its own.
  if (trust.mechanism === 'write-code') return undefined;
  const classes = trust.conditions.map((condition) => condition.class);
  const unsure = classes.includes('other');
  if (trust.party === 'everyone') {
    if (classes.some((kind) => restrictingEveryone.has(kind))) return undefined;
    if (unsure) {
      return {
        title: 'Everyone who meets a condition that is not understood can become this identity',
        severity: 'medium',
        confidence: 'low',
      };
    }
    const weak = classes.some((kind) => restrictingConditions.has(kind));
    return {
      title: weak
        ? 'Everyone who meets a weak condition can become this identity'
        : 'Everyone can become this identity',
      severity: weak ? 'high' : 'critical',
      confidence: 'high',
    };
  }
  if (trust.party !== 'identity' && trust.party !== 'scope') return undefined;
  if (trust.external === 'no' || context.settings.trustedScopes.includes(trust.scope ?? '')) return undefined;
  if (classes.some((kind) => restrictingConditions.has(kind))) return undefined;
  const whole = trust.party === 'scope';
  const outside = trust.external === 'yes' && isOrganizationKnown(context);
  return {
    title: `${whole ? 'All of' : 'An identity of'} ${
      trust.scope === undefined ? 'another organisation' : plain(trust.scope)
    }${outside ? '' : ', which may be foreign,'} can become this identity ${
      classes.some((kind) => open.has(kind))
        ? 'under a condition that outsiders can meet'
        : 'without a condition'
    }`,
    severity: whole && outside && !unsure ? 'high' : 'medium',
    confidence: !outside || unsure ? 'low' : 'high',
  };
};

const under = ({ conditions }: Trust): string => {
  if (conditions.length === 0) return ' without any condition';
  const told = conditions.map(
    ({ class: kind, operator, key, values }) =>
      `${plain(key, 80)}${open.has(kind) ? `, which outsiders can meet (${plain(operator)} ${listed(values)})` : ''}`,
  );
  return `, under ${[...new Set(told)].join(' and ')} only`;
};

export const externalTrustWithoutCondition: Rule = {
  id: 'external-trust-without-condition',
  title: 'Trust in an outside party without a condition',
  noun: ['open trust', 'open trusts'],
  owasp: ['NHI3:2025'],
  facets: ['exposure'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI3:2025']),
  needs: ['trusts', 'organization'],
  why: `Someone outside your organisation can assume this identity, and no further condition is checked. A vendor that serves many
customers can be made to use it for another one (the confused deputy), and the vendor's breach is yours.`,
  limits: `- A condition on an external id, the organisation, the calling resource or network, a tag or a second factor counts as a
  condition; one on time does not. For a principal of everyone only organisation, resource, network and federated
  subject count.
- Conditions are judged by their values. A wildcard that everything fits, a key that only has to be there, one that may be left
  out (\`IfExists\`, \`ForAllValues\`), one that the caller sets, and one that only excludes somebody count as none.
- Where everyone is trusted and the conditions name the callers or their accounts, those are judged, each by itself.
- A condition that the tool does not recognise lowers the confidence, but never clears a trust.
- Accounts of the snapshot and of its organisation are not outside; \`trustedScopes\` in the configuration names further ones.
  Where the organisation was not read, a foreign account may be your own: low confidence.
- Holding a credential of an identity, or being able to start a workload without deciding what it runs, is not reported here. Code of
  others that runs as it is \`unpinned-third-party-code\` and \`untrusted-code-runs-as-identity\`.
- Tokens of OIDC issuers are \`federated-trust-too-wide\`. Whether an external id is secret or guessable cannot be seen.
- People, the root user, and identities that the provider manages itself are left out.`,
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
    'https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  ],
  check: (identity, context) => {
    if (identity.trusts.length === 0 || !isNonHuman(identity)) return [];
    return identity.trusts.filter(isWayIn).flatMap((trust) =>
      partiesOf(trust).flatMap((party) => {
        const opening = openingOf(party, context);
        if (opening === undefined) return [];
        return [
          {
            ...opening,
            key: `${trust.mechanism} ${party.named}`,
            evidence: [
              { ...trust.source, says: `${plain(party.named)} may ${trust.mechanism}${under(trust)}` },
            ],
            path: context.privileged ? context.reach.path(context.index) : [],
            cause: causeOfTrust(identity, trust),
            fix: fixOf(
              'Name the one outside identity that needs it, and demand a condition that only your use of it meets.',
              context.remedies.changeTrust(identity, [trust], 'to-agreement'),
            ),
          },
        ];
      }),
    );
  },
};
