import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const keyInSeveralPlaces: Rule = {
  id: 'key-in-several-places',
  title: 'One key is stored for several users',
  owasp: ['NHI9:2025'],
  facets: ['secret', 'ownership'],
  severity: 'low',
  confidence: 'low',
  controls: controlsOf(['NHI9:2025']),
  needs: ['stored-keys'],
  about: ['aws', 'azure', 'gcp', 'github'],
  why: `A key that several repositories use holds what any of them needs, so each of them holds what all of them need. Whoever takes over
the weakest has it all, nobody can tell which of them acted, and it cannot be ended for one without the others.`,
  limits: `- Stores of secrets show names and dates, never values: whose key it is follows from names and from when it was made, hence
  confidence \`low\`. Where several identities are as plausible, nothing is reported.
- Only credentials that another provider of the same scan keeps are seen; without one the rule is not assessed.
- Of GitHub Apps the workflows tell it, where they write out the number or client id of the App whose key they use: confidence
  \`high\`. An App that is named by a variable or a secret is not looked at.
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
  check: exposuresOf('key-in-several-places', 'low', 'medium'),
};
