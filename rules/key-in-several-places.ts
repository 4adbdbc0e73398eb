import type { Rule } from '../src/model/rule.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isLastingSecret } from './knowledge/credentials.ts';
import { exposuresOf } from './knowledge/exposures.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, listed, plain } from './knowledge/wording.ts';

const ofStored = exposuresOf('key-in-several-places', 'low', 'medium');

/** From so many places on a key is taken for shared. */
const severalPlaces = 3;

/** Not of a home, a cluster or the machine itself: https://www.rfc-editor.org/rfc/rfc6890 */
const isPublic = (network: string): boolean =>
  /\/(?:24|48)$/.test(network) &&
  !/^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^(?:f[cd]|fe[89ab]|0:0:0::)/.test(
    network,
  );

/** What belongs together is one place: providers hand out neighbouring networks. */
const placeOf = (network: string): string =>
  network.includes(':') ? network.split(':').slice(0, 2).join(':') : network.split('.').slice(0, 2).join('.');

const usedFromSeveralPlaces: Rule['check'] = (identity, { privileged, remedies }) =>
  identity.credentials.filter(isLastingSecret).flatMap((credential) => {
    const uses = (identity.uses ?? []).filter((use) => use.credential === credential.id);
    const networks = [...new Set(uses.flatMap(({ from }) => from))].filter(isPublic).sort();
    const places = new Set(networks.map(placeOf));
    if (places.size < severalPlaces) return [];
    const clients = [...new Set(uses.flatMap((use) => use.clients))].sort();
    return [
      {
        key: `used ${credential.id}`,
        title: `${plain(credential.kind)} used from ${counted(places.size, 'place')}`,
        severity: privileged ? ('medium' as const) : ('low' as const),
        // Who uses it in several ways as well is hardly one program that moves.
        confidence: clients.length > 1 ? ('medium' as const) : ('low' as const),
        evidence: uses.slice(0, 3).map(({ source, action, from }) => ({
          ...source,
          says: `${plain(action)} from ${listed(from.map((network) => plain(network)))}`,
        })),
        cause: causeOfCredential(identity, credential),
        fix: fixOf(
          'Give each user an identity of its own, and revoke the key.',
          remedies.deactivate(identity, credential),
        ),
      },
    ];
  });

export const keyInSeveralPlaces: Rule = {
  id: 'key-in-several-places',
  title: 'The same key is stored in several places',
  owasp: ['NHI9:2025'],
  facets: ['secret', 'ownership'],
  severity: 'low',
  confidence: 'low',
  controls: controlsOf(['NHI9:2025'], 'key-in-several-places'),
  needs: ['stored-keys'],
  about: ['aws', 'azure', 'gcp', 'github'],
  why: `A key that several repositories share has the permissions that all of them need together. An attacker who compromises the
weakest gets all of it, logs do not show which repository acted, and the key cannot be revoked for one without breaking the others.`,
  limits: `- Secret stores show names and dates, never values: the match between key and secret is inferred from names and creation
  dates, hence confidence \`low\`. Where several identities are as plausible, nothing is reported.
- Only credentials stored with another provider in the same scan are seen; without one the rule is not assessed.
- Audit logs (\`--usage-logs\`) show from where a key was used: three unrelated sources (networks of different
  /16, private ones and services of the provider left out) are reported with the networks and clients. Hosted CI runners look the same:
  confidence \`low\`, \`medium\` where several kinds of clients use it. Without logs that part is silent.
- For GitHub Apps the workflows show it where they contain the App id or client id: confidence \`high\`. An App whose id comes from a
  variable or secret is not analysed.
- Privileged identities are \`medium\`.`,
  remedy: `Give each repository a role of its own that its workflow assumes by OIDC, then deactivate the key. AWS from GitHub Actions,
for each repository:

\`\`\`sh
aws iam create-role --role-name OWNER-REPOSITORY --assume-role-policy-document file://trust-of-the-repository.json
aws iam update-access-key --user-name NAME --access-key-id KEY --status Inactive
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/9-nhi-reuse/',
    'https://docs.github.com/en/actions/concepts/security/openid-connect',
  ],
  check: (identity, context) => [
    ...ofStored(identity, context),
    ...(isNonHuman(identity) ? usedFromSeveralPlaces(identity, context) : []),
  ],
};
