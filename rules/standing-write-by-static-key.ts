import { levelName, levelRank } from '../src/model/level.ts';
import type { Rule } from '../src/model/rule.ts';
import { effectiveDuration } from '../src/model/standing.ts';
import { causeOfCredential } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { credentialEvidence, isOfCodeHost, isUsable } from './knowledge/credentials.ts';
import { grantEvidence } from './knowledge/grants.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { fixOf } from './knowledge/remedies.ts';
import { listed } from './knowledge/wording.ts';

export const standingWriteByStaticKey: Rule = {
  id: 'standing-write-by-static-key',
  title: 'Write access by a key that never expires',
  owasp: ['NHI5:2025', 'NHI7:2025'],
  facets: ['standing', 'secret'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025', 'NHI7:2025']),
  needs: ['grants', 'credentials'],
  about: ['github'],
  why: `A deploy key or token with write access and no expiry is permanent privilege in a file: anyone who copies it once can change
code for years, and a push triggers workflows that have more privileges than the key.`,
  limits: `- Reported: an active credential without expiry together with a permanent grant of \`write\` or more. Privileged identities are
  \`high\`.
- The privileges of workflows that such a push triggers are part of the blast radius and its path.`,
  remedy: `Use a GitHub App token for the repository and the duration of the task; make keys that only need to read read-only:

\`\`\`sh
gh repo deploy-key add key.pub --repo OWNER/REPOSITORY --title reader      # read-only without --allow-write
gh repo deploy-key delete ID --repo OWNER/REPOSITORY
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys',
  ],
  check: (identity, context) => {
    if (!isNonHuman(identity)) return [];
    const { estate, now, settings, privileged } = context;
    const key = identity.credentials.find(
      (credential) => credential.lifetime === 'static' && isUsable(credential) && isOfCodeHost(credential),
    );
    if (key === undefined) return [];
    const standing = identity.grants.filter(
      (grant) =>
        grant.privileges.some(({ level }) => level >= levelRank.write) &&
        effectiveDuration(grant, now, settings.thresholds.longestGrantDays) === 'permanent',
    );
    if (standing.length === 0) return [];
    const written = standing
      .flatMap(({ privileges }) => privileges)
      .filter(({ level }) => level >= levelRank.write);
    const level = written.some((each) => each.level === levelRank.control)
      ? levelRank.control
      : levelRank.write;
    const scopes = [...new Set(standing.map(({ scope }) => scope))].sort();
    return [
      {
        key: key.id,
        title: `A key without expiry has permanent ${levelName(level)} in ${listed(scopes, 3)}`,
        severity: privileged ? ('high' as const) : ('medium' as const),
        evidence: [
          credentialEvidence(identity, key, 'has no expiry'),
          ...standing.slice(0, 5).map(grantEvidence),
        ],
        cause: causeOfCredential(identity, key),
        fix: fixOf(
          `Replace it by a credential that is issued for the task (services: ${listed(
            [...new Set(written.map(({ service }) => estate.services[service]!.name))].sort(),
          )}).`,
          context.remedies.issue(identity, key),
          ...standing.slice(0, 3).map((grant) => context.remedies.withdraw(identity, grant)),
        ),
      },
    ];
  },
};
