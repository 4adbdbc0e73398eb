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
          'Give each user an identity of its own, and end the key.',
          remedies.deactivate(identity, credential),
        ),
      },
    ];
  });

export const keyInSeveralPlaces: Rule = {
  id: 'key-in-several-places',
  title: 'One key is stored for several users',
  owasp: ['NHI9:2025'],
  facets: ['secret', 'ownership'],
  severity: 'low',
  confidence: 'low',
  controls: controlsOf(['NHI9:2025']),
  needs: ['stored-keys'],
  about: ['aws', 'azure', 'gcp'],
  why: `A key that several repositories use holds what any of them needs, so each of them holds what all of them need. Whoever takes over
the weakest has it all, nobody can tell which of them acted, and it cannot be ended for one without the others.`,
  limits: `- Stores of secrets show names and dates, never values: whose key it is follows from names and from when it was made, hence
  confidence \`low\`. Where several identities are as plausible, nothing is reported.
- Only credentials that another provider of the same scan keeps are seen; without one the rule is not assessed.
- Logs of use show from where a key was used: three places that have nothing to do with each other (networks of different
  /16, private ones and services of the provider left out) are reported with the networks and clients. Runners that are hired for an hour
  look the same: confidence \`low\`. Without logs that part is silent.
- Privileged identities are \`medium\`.`,
  remedy: `Give each user an identity of its own that its pipeline enters with a token, and end the key. AWS from GitHub Actions, for each
repository:

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
