import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';

export const invalidException: Rule = {
  id: 'invalid-exception',
  title: 'An exception for this identity has no effect',
  owasp: ['NHI1:2025'],
  facets: ['ownership'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025'], 'invalid-exception'),
  needs: ['inventory'],
  why: `Someone believes that a risk is accepted, and it is not: the entry in \`nhi-audit.exceptions.yaml\` has no owner or no expiry
date, its approver is its owner, or it lasts longer than allowed. The findings it was meant to cover stay open.`,
  limits: `- The finding is attached to the identity that the entry names. An entry that matches no known identity is listed under
  exceptions in each report, and counts for \`--fail-on\` all the same.
- An expired exception is not an error: the findings it covered are open again, with the status \`expired-exception\`.
- This finding cannot be accepted by an exception.`,
  remedy: `Correct the entry, or remove it:

\`\`\`sh
nhi-audit exceptions check
\`\`\``,
  sources: [
    'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
  ],
  // Nothing about an identity alone tells: `src/audit/invalid-exceptions.ts` makes its findings from the judged exceptions.
  check: () => [],
};
