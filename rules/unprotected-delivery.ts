import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const unprotectedDelivery: Rule = {
  id: 'unprotected-delivery',
  title: 'Webhook without a secret or without verified TLS',
  owasp: ['NHI4:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI4:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `The receiver cannot tell a webhook without a secret from a forged one, so anyone who knows its address can trigger it. A webhook
that is sent without TLS, or without checking the certificate, can be read and changed in transit.`,
  limits: `- Whether the receiver checks the signature is not visible from the sender.
- Only active webhooks are reported.`,
  remedy: `Give the webhook a secret and an https address, and check \`X-Hub-Signature-256\` in the receiver:

\`\`\`sh
gh api --method PATCH repos/OWNER/REPOSITORY/hooks/ID/config --field insecure_ssl=0 --field url=https://… --field secret="$WEBHOOK_SECRET"
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/',
    'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
  ],
  check: exposuresOf('unprotected-delivery', 'medium'),
};
