import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';

export const invalidException: Rule = {
  id: 'invalid-exception',
  title: 'An exception for it has no effect',
  owasp: ['NHI1:2025'],
  facets: ['ownership'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI1:2025']),
  needs: ['inventory'],
  why: `Somebody believes that a risk is accepted, and it is not: the entry in \`nhi-audit.exceptions.yaml\` has no owner, no
end, an approver who is the owner, or lasts longer than is allowed. What it was to cover stays open.`,
  limits: `- It is not found at the identity but by the judge of the exceptions, which knows the identity that an entry means to
  cover. An entry that covers nobody known stands among the exceptions of each report, and counts for \`--fail-on\` all the same.
- An exception that has ended is no error: what it covered is open again, with the status \`expired-exception\`.
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
