import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf, scopeExposuresOf } from './knowledge/exposures.ts';

export const idleGroup: Rule = {
  id: 'idle-group',
  title: 'Group with privileges that nobody is in or answers for',
  owasp: ['NHI1:2025'],
  facets: ['stale', 'ownership'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025'], 'idle-group'),
  needs: ['configuration'],
  about: ['azure'],
  why: `What a group holds waits for whoever is added to it. A group that nobody is in needs none of it, and nobody would notice one member
more; one that nobody owns is reviewed by nobody.`,
  limits: `- Reported: groups of Entra with roles or permissions that have no members, nor anybody who is eligible, where members were read.
- A group with members and without owners is reported where it has control of something, and its membership is changed here by hand:
  groups that may hold roles of the directory are kept by administrators and left out, as are those that follow a rule or are kept on
  premises.
- It stands at the tenant: a group is no identity.`,
  remedy: `Take away what the group holds and delete it, or name an owner:

\`\`\`sh
az role assignment list --assignee GROUP --all
az ad group owner add --group GROUP --owner-object-id OWNER
\`\`\``,
  sources: [
    'https://learn.microsoft.com/entra/fundamentals/concept-learn-about-groups',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
  ],
  check: exposuresOf('idle-group', 'low', 'low'),
  checkScopes: scopeExposuresOf('idle-group', 'low'),
};
