import type { Hit, Rule } from '../src/model/rule.ts';
import type { ClientKind, Use } from '../src/model/usage.ts';
import { causeOfCredential, causeOfIdentity } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import {
  credentialEvidence,
  isByConsent,
  isInteractive,
  isLastingSecret,
  isUsable,
} from './knowledge/credentials.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { dayOf, daysSince, listed, plain } from './knowledge/wording.ts';

/** Clients that nobody but a person sits at. */
const atScreen: ReadonlySet<ClientKind> = new Set(['console', 'browser']);

/** What logs show of people's clients at a machine's identity: one finding for screens, one for command lines with a lasting key. */
const usedByPeople: Rule['check'] = (identity, { remedies }) => {
  const keys = new Map(identity.credentials.filter(isLastingSecret).map((each) => [each.id, each]));
  const uses = identity.uses ?? [];
  const screen = uses.filter(({ clients }) => clients.some((client) => atScreen.has(client)));
  const shell = uses.filter(
    ({ clients, credential }) =>
      clients.includes('interactive') && credential !== undefined && keys.has(credential),
  );
  const password = identity.credentials.find((each) => isInteractive(each) && isUsable(each));
  const key = shell.flatMap(({ credential }) => keys.get(credential ?? '') ?? [])[0];
  const hit = (
    key: string,
    title: string,
    found: readonly Use[],
    sure: boolean,
    command?: string,
  ): readonly Hit[] =>
    found.length === 0
      ? []
      : [
          {
            key,
            title,
            severity: sure ? 'medium' : 'low',
            confidence: sure ? 'high' : 'low',
            evidence: found.slice(0, 3).map(({ source, action, clients }) => ({
              ...source,
              says: `${plain(action)} by ${listed(clients)}`,
            })),
            cause: causeOfIdentity(identity),
            fix: fixOf(
              'Let people act through identities of their own, then end the way by which they act as this one.',
              command,
            ),
          },
        ];
  return [
    ...hit(
      'logged screen',
      'People act as this service identity in a console or browser',
      screen,
      true,
      password === undefined ? remedies.quarantine(identity) : remedies.deactivate(identity, password),
    ),
    ...hit(
      'logged shell',
      'A lasting key of this service identity is used from a command line',
      shell,
      false,
      key === undefined ? undefined : remedies.deactivate(identity, key),
    ),
  ];
};

export const interactiveUseOfServiceIdentity: Rule = {
  id: 'interactive-use-of-service-identity',
  title: 'Service identity that a person can sign in with',
  owasp: ['NHI10:2025', 'NHI4:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI10:2025', 'NHI4:2025']),
  needs: ['credentials'],
  needsOfIdentity: ['nature'],
  why: `When a person uses a machine's identity, nobody can tell who acted: the permissions were not granted to that person, the sign-in
is rarely protected by a second factor, and the log does not separate the person's actions from the workload's.`,
  limits: `- Configuration shows that a person can sign in; that one did is only claimed where the password's last use is known. It is
  \`high\` when that was within \`thresholds.unusedIdentityDays\`.
- For identities of which it is not known whether they are people's or machines', a password beside an active lasting secret is
  reported as \`low\` with low confidence; a password alone is not reported.
- An application that was let in by somebody's consent in a browser, for what is taken for a machine, is reported with
  confidence \`medium\`: setting up a machine user may take it once.
- People, the root user, and identities that the provider manages itself are left out.
- Logs of use (CloudTrail and the like) show the clients of a machine's identity: a console or a browser is \`medium\`. The command line
  with a lasting key is \`low\` with low confidence, since pipelines use it too. The user agent is chosen by the client and can be forged.
  Without logs, access by key from a person's shell is not seen.`,
  remedy: `Give people identities of their own, then remove the password. In AWS:

\`\`\`sh
aws iam delete-login-profile --user-name NAME
\`\`\`

Where a person must sometimes act as the service, let them assume a role with a session name, an approval and a time limit.`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/10-human-use-of-nhi/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#lock-away-credentials',
  ],
  check: (identity, context) => {
    const passwords = identity.credentials.filter(
      (credential) => isInteractive(credential) && isUsable(credential),
    );
    if (!isNonHuman(identity)) return [];
    const machine = identity.nature.is === 'machine';
    const consents = machine
      ? identity.credentials.filter((credential) => isByConsent(credential) && isUsable(credential))
      : [];
    const logged = machine ? usedByPeople(identity, context) : [];
    if (passwords.length === 0 && consents.length === 0) return logged;
    if (!machine && !identity.credentials.some(isLastingSecret)) return [];
    const signIns = passwords.map((password) => {
      const { lastUsedAt } = password;
      const recent =
        lastUsedAt !== undefined &&
        lastUsedAt !== 'never' &&
        daysSince(lastUsedAt, context.now) < context.settings.thresholds.unusedIdentityDays;
      const use =
        lastUsedAt === undefined
          ? ''
          : lastUsedAt === 'never'
            ? ', never used'
            : `, last used on ${dayOf(lastUsedAt)}`;
      return {
        key: password.id,
        title: machine
          ? `A person can sign in as this service identity${use}`
          : `A password beside lasting secrets: a person and a program may share this identity${use}`,
        severity: machine ? (recent ? ('high' as const) : ('medium' as const)) : ('low' as const),
        confidence: machine ? ('high' as const) : ('low' as const),
        evidence: [
          // The day of the last use is in the title: here it would make every sign-in a new fact.
          credentialEvidence(identity, password, 'is active'),
          {
            ...identity.source,
            says: `taken for ${identity.nature.is === 'machine' ? 'a machine' : 'neither person nor machine'}: ${plain(identity.nature.reason)}`,
          },
        ],
        cause: causeOfCredential(identity, password),
        fix: fixOf(
          'Give people identities of their own, then remove the password.',
          context.remedies.deactivate(identity, password),
        ),
      };
    });
    return [
      ...logged,
      ...signIns,
      ...consents.map((credential) => ({
        key: credential.id,
        title: 'Somebody signed in as this service identity in a browser, and let an application act as it',
        severity: 'medium' as const,
        confidence: 'medium' as const,
        evidence: [
          credentialEvidence(identity, credential, 'was agreed to in a browser'),
          { ...identity.source, says: `taken for a machine: ${plain(identity.nature.reason)}` },
        ],
        cause: causeOfCredential(identity, credential),
        fix: fixOf(
          'Let people use the application with identities of their own, then revoke the authorisation.',
          context.remedies.deactivate(identity, credential),
        ),
      })),
    ];
  },
};
