import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const storedSecretWithoutRotation: Rule = {
  id: 'stored-secret-without-rotation',
  title: 'A stored secret without working rotation',
  owasp: ['NHI7:2025'],
  facets: ['secret', 'stale'],
  severity: 'low',
  confidence: 'high',
  controls: controlsOf(['NHI7:2025']),
  needs: ['stored-secrets'],
  about: ['aws'],
  why: `A secret in a store is encrypted and its readers are known, but a value that stays the same for years is valid for everyone who
ever read it. The store can rotate it automatically; here that is turned off, or has failed unnoticed.`,
  limits: `- Reported where rotation is off and the value is older than \`thresholds.secretAgeDays\`, and where rotation is on and overdue.
- Not every secret is a credential. Secrets that a service of AWS manages, and those that are being deleted, are left out.
- They are listed with the root user of the account; to see who can read them, run \`nhi-audit who-can secretsmanager:GetSecretValue\`.`,
  remedy: `Turn on rotation; better, let the workload sign in without a stored secret (IAM authentication of databases):

\`\`\`sh
aws secretsmanager rotate-secret --secret-id NAME --rotation-lambda-arn FUNCTION --rotation-rules AutomaticallyAfterDays=30
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  ],
  check: exposuresOf('secret-not-rotated', 'low'),
};
