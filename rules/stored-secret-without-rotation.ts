import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const storedSecretWithoutRotation: Rule = {
  id: 'stored-secret-without-rotation',
  title: 'A stored secret that nothing replaces in time',
  owasp: ['NHI7:2025'],
  facets: ['secret', 'stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI7:2025']),
  needs: ['stored-secrets'],
  about: ['aws'],
  why: `A secret in a store is encrypted and its readers are known, but a value that stays the same for years is of use to everyone who
ever read it. A store can replace it by itself; where that is off, or has failed without anybody noticing, it does not.`,
  limits: `- Reported where rotation is off and the value is older than \`thresholds.secretAgeDays\`, and where rotation is on and overdue.
- Not every secret is a credential. Secrets that a service of AWS manages, and those that are being deleted, are left out.
- They stand with the root user of the account: who reads them is another question (\`nhi-audit who-can secretsmanager:GetSecretValue\`).`,
  remedy: `Let the store replace it; better, let the workload sign in without a stored secret (IAM authentication of databases):

\`\`\`sh
aws secretsmanager rotate-secret --secret-id NAME --rotation-lambda-arn FUNCTION --rotation-rules AutomaticallyAfterDays=30
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  ],
  check: exposuresOf('secret-not-rotated', 'low'),
};
