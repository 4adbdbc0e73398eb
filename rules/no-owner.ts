import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed, plain } from './knowledge/wording.ts';

export const noOwner: Rule = {
  id: 'no-owner',
  title: 'Nobody owns it',
  owasp: ['NHI1:2025'],
  facets: ['ownership'],
  severity: 'low',
  confidence: 'medium',
  controls: controlsOf(['NHI1:2025']),
  needs: ['owners'],
  why: `An identity without an owner is never reviewed, is left behind when its project ends, and has nobody to ask when it acts oddly.
Every other finding on it waits for this one.`,
  limits: `- An owner is what the provider or a tag says; keys of tags are \`ownerTagKeys\` in the configuration. An owner kept elsewhere
  (a catalogue, a repository) is not known here, hence medium confidence.
- Whether the owner named still works there is not checked.
- Privileged identities are \`medium\`. People, the root user, and identities that the provider holds for itself are left out.`,
  remedy: `Find out who would be called if it broke, and write that down on the identity, better a team than a person. In AWS:

\`\`\`sh
aws iam tag-role --role-name NAME --tags Key=owner,Value=TEAM
\`\`\`

Where nobody would be called, it is a candidate for removal.`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html',
  ],
  check: (identity, { privileged, settings, remedies }) => {
    if (identity.owner !== undefined || !isNonHuman(identity)) return [];
    const [tag = 'owner'] = settings.ownerTagKeys;
    return [
      {
        title: privileged ? 'Privileged, and nobody owns it' : 'Nobody owns it',
        severity: privileged ? 'medium' : 'low',
        evidence: [
          {
            ...identity.source,
            says: `no owner; looked for ${
              settings.ownerTagKeys.length === 0
                ? 'none'
                : listed(
                    settings.ownerTagKeys.map((key) => plain(key)),
                    10,
                  )
            }`,
          },
        ],
        fix: fixOf(
          'Find out who would be called if it broke, and name that team on it.',
          remedies.nameOwner(identity, tag),
        ),
      },
    ];
  },
};
