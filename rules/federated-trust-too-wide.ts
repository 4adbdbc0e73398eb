import type { Condition, ConditionClass } from '../src/model/condition.ts';
import type { Confidence, Severity } from '../src/model/finding.ts';
import { severities, severityRank } from '../src/model/finding.ts';
import type { Rule } from '../src/model/rule.ts';
import type { Trust } from '../src/model/trust.ts';
import { causeOfTrust } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isInForce, isNonHuman } from './knowledge/guards.ts';
import {
  isAudienceClaim,
  isUndecided,
  isUnknownClaim,
  narrowedByClaims,
} from './knowledge/issuers/claims.ts';
import type { Issuer } from './knowledge/issuers/index.ts';
import { contained, isChosenAudience, isContained, issuerOf } from './knowledge/issuers/index.ts';
import { fixOf } from './knowledge/remedies.ts';
import type { SubjectWidth } from './knowledge/subjects.ts';
import { names, namesTenant, passesWithoutClaim, subjectWidth } from './knowledge/subjects.ts';
import { listed, plain } from './knowledge/wording.ts';

interface Fault {
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

const lowered = (severity: Severity): Severity => severities[Math.max(1, severityRank(severity) - 1)]!;

/** By width: severity with a shared issuer, and with one's own. */
const severityOf = {
  anyone: ['critical', 'high'],
  tenant: ['high', 'medium'],
  project: ['low', 'low'],
} as const satisfies Record<Exclude<SubjectWidth['width'], 'exact'>, readonly [Severity, Severity]>;

/** What the subject lets in, in the rest of a sentence "… can become this identity". */
const who = ({ width, every, known }: SubjectWidth, issuer: Issuer): string => {
  const at = plain(issuer.name);
  if (width !== 'anyone') return `Every ${every} at ${at}${known ? '' : ' (a format that is not known)'}`;
  return issuer.shared ? `Anybody with a token of ${at}` : `Everything that ${at} vouches for`;
};

/**
 * A text that a claim has to have somewhere in it, and nothing at its ends: whoever names something of his own after it is let in.
 * Undefined: no claim is asked for in that way.
 */
const containedIn = (conditions: readonly Condition[]): string | undefined => {
  const loose = conditions.find(isContained);
  const text = loose?.values.find((value) => contained.test(value));
  return loose === undefined || text === undefined
    ? undefined
    : `whose ${plain(loose.key)} has ${plain(text.slice(1, -1))} anywhere in it, as a name of an outsider's own can,`;
};

/** The rest of the sentence "Anybody with a token of …". */
const limitOf = (trust: Trust): string => {
  if (trust.conditions.some(isUndecided)) return ', by a condition that cannot be decided here,';
  const whose = containedIn(trust.conditions);
  return whose === undefined ? '' : ` ${whose}`;
};

/** What is wrong with the trust's conditions, the worst first; undefined: nothing. */
const faultOf = (trust: Trust, issuer: Issuer, privileged: boolean): Fault | undefined => {
  const subjects = trust.conditions.filter((condition) => condition.class === 'federated-subject');
  const audiences = trust.conditions.filter((condition) => condition.class === 'federated-audience');
  const appNamed = trust.conditions.some(
    (condition) => isAudienceClaim(condition, issuer) && names(condition),
  );
  const audienceNamed = appNamed || audiences.some(issuer.tenantClaim === 'subject' ? names : namesTenant);
  const ofTenant = appNamed || audiences.some((each) => namesTenant(each) && !isChosenAudience(each));
  const byAudience = issuer.tenantClaim !== 'subject' && ofTenant;
  const missing: SubjectWidth = { width: 'anyone', every: '', value: '', known: true };
  const named = narrowedByClaims(trust.conditions, issuer, subjectWidth(subjects));
  const subject = named ?? (byAudience ? undefined : missing);
  // Further claims of the token narrow it down in ways that nothing is known of.
  const otherClaims = trust.conditions.some((condition) => isUnknownClaim(condition, issuer));
  const vague = otherClaims || (subject?.known === false && subjects.length === 0);

  if (subject !== undefined && subject.width !== 'exact' && !(subject.width === 'anyone' && byAudience)) {
    const severity = severityOf[subject.width][issuer.shared ? 0 : 1];
    const raised = subject.width === 'project' && privileged ? 'medium' : severity;
    return {
      title: `${who(subject, issuer)}${subject.width === 'anyone' ? limitOf(trust) : ''} can become this identity`,
      severity: vague ? lowered(raised) : raised,
      confidence: otherClaims || !subject.known ? 'low' : 'high',
    };
  }
  if (named?.width !== 'exact' && trust.conditions.some(({ class: kind }) => kind === 'guests')) {
    return {
      title: `Visitors whom ${plain(issuer.name)} lets in without a sign-in can become this identity: anybody`,
      severity: privileged ? 'critical' : 'medium',
      confidence: 'high',
    };
  }
  const classNamed = trust.conditions.some(({ key }) => /:amr$/i.test(key));
  if (issuer.admitsVisitors && audienceNamed && named?.width !== 'exact' && !classNamed) {
    return {
      title: `Visitors without a sign-in can become this identity, if the pool at ${plain(issuer.name)} admits them`,
      severity: privileged ? 'medium' : 'low',
      confidence: 'low',
    };
  }
  if ([...subjects, ...audiences].some(passesWithoutClaim)) {
    return {
      title: `A token of ${plain(issuer.name)} without the checked claim passes: ForAllValues holds where nothing is there`,
      severity: 'medium',
      confidence: 'medium',
    };
  }
  if (issuer.tenantClaim === 'audience' && !audienceNamed) {
    return {
      title: `Tokens of ${plain(issuer.name)} for other audiences pass`,
      severity: issuer.shared ? 'high' : 'medium',
      confidence: 'high',
    };
  }
  if (audienceNamed) return undefined;
  return {
    title: `Tokens of ${plain(issuer.name)} pass whatever audience they were made for`,
    severity: 'low',
    confidence: 'medium',
  };
};

const claimClasses: ReadonlySet<ConditionClass> = new Set([
  'federated-subject',
  'federated-audience',
  'federated-claim',
  'guests',
]);

export const federatedTrustTooWide: Rule = {
  id: 'federated-trust-too-wide',
  title: 'OIDC trust with a wildcard, or without subject or audience',
  noun: ['open trust', 'open trusts'],
  owasp: ['NHI6:2025'],
  facets: ['exposure'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI6:2025']),
  needs: ['trusts'],
  why: `A token only proves which workload its issuer vouches for. The trust policy has to say which of these workloads it accepts: by
the subject, and by the audience the token was issued for. Issuers such as GitHub's are shared by all their customers: without a check
of the subject, everybody's workflows are accepted. A wildcard accepts every repository of the organisation, or every branch and pull
request of one repository.`,
  limits: `- Known formats of subjects: GitHub, GitLab, Terraform Cloud, Buildkite, CircleCI, Kubernetes, Vercel, Upbound. A wildcard in
  another format counts as a whole tenant, with low confidence.
- A star is a wildcard only with an operator for patterns; with one for equality no token matches it. Negated operators do not name a
  workload and count as missing.
- Known shared issuers are listed with the claim that identifies the tenant; any other issuer is assumed to be your own.
- A wildcard within one repository is \`low\`, and \`medium\` on a privileged identity. The same holds for \`:pull_request\`.
- Further claims are judged where it is known what they name: of GitHub, GitLab, Buildkite, CircleCI, Google and Oracle. One
  repository, or project, by name or id is \`low\` as a wildcard within it is; with an environment, branch or workflow it is
  named. Those name nobody by themselves. Claims that are not known lower severity and confidence.
- A condition in an expression language (Google Cloud) counts as far as it can be read: comparisons, prefixes, anchored regular
  expressions, the part before a separator, and each side of an "or" by itself. The rest lowers severity and confidence and is
  named in the evidence. A regular expression that is not anchored lets in outsiders' names that contain the text.
- Visitors without a sign-in are reported where the trust asks for them or lets them in by the value of \`amr\`. A trust that
  names the pool and asks for neither class lets them in as well, if the pool admits them, which the model does not hold: low
  confidence.
- A missing audience is \`low\`: providers check a list of audiences of their own as well (AWS: the client ids of the OIDC
  provider), which the model does not hold.
- SAML, people, the root user, and identities that the provider manages itself are left out.`,
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
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  check: (identity, context) => {
    if (identity.trusts.length === 0 || !isNonHuman(identity)) return [];
    const hits = identity.trusts.filter(isInForce).flatMap((trust) => {
      const issuer = issuerOf(trust);
      if (issuer === undefined) return [];
      const fault = faultOf(trust, issuer, context.privileged);
      if (fault === undefined) return [];
      const claims = trust.conditions.filter((condition) => claimClasses.has(condition.class));
      return [
        {
          ...fault,
          key: trust.principal,
          evidence: [
            {
              ...trust.source,
              says: `${plain(trust.principal)} is trusted ${
                claims.length === 0
                  ? 'without a condition on a claim of the token'
                  : `where ${claims
                      .map((condition) =>
                        isUndecided(condition)
                          ? `what cannot be decided here holds (${plain(condition.key)})`
                          : `${plain(condition.key)} ${plain(condition.operator)} ${listed(condition.values)}`,
                      )
                      .join(' and ')}`
              }`,
            },
          ],
          path: context.privileged ? context.reach.path(context.index) : [],
          cause: causeOfTrust(identity, trust),
          fix: fixOf(
            'Name the subjects that use it and no others, and the audience that their tokens are made for.',
            context.remedies.changeTrust(identity, [trust], 'to-subjects'),
          ),
        },
      ];
    });
    // One condition can let in several, each by a trust of its own: it is as wide as the widest.
    const ways = Map.groupBy(hits, ({ key, evidence: [place] }) =>
      JSON.stringify([key, place?.record, place?.id, place?.pointer]),
    );
    return [...ways.values()].map((same) =>
      same.reduce((worst, hit) => (severityRank(hit.severity) > severityRank(worst.severity) ? hit : worst)),
    );
  },
};
