import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const untrustedCodeRunsAsIdentity: Rule = {
  id: 'untrusted-code-runs-as-identity',
  title: 'Untrusted code from outside runs with this identity',
  owasp: ['NHI6:2025', 'NHI2:2025'],
  facets: ['exposure'],
  severity: 'high',
  confidence: 'medium',
  controls: controlsOf(['NHI6:2025', 'NHI2:2025']),
  needs: ['configuration'],
  about: ['github'],
  why: `A workflow that checks out or runs content from an outsider (a pull request from a fork, the text of an issue, an artifact of
such a run) while it has secrets or a write token gives both to the outsider. No approval is needed: opening the pull request is the
attack.`,
  limits: `- Reported where the workflow file shows both: a trigger that outsiders can fire with the privileges of the target
  repository, and a step that uses code or text from them. A privileged job that outsiders can start, but that uses nothing of theirs,
  is \`medium\` at most: they can only repeat it or choose its time.
- A text of outsiders is followed through \`env\`, outputs of steps and jobs, inputs, and the steps of actions that lie in the repository.
  What actions of other repositories and scripts do inside is not analysed; a check that the author wrote by hand (a label, a condition
  on the actor) is not judged, hence confidence \`medium\`.
- Privileged identities are \`critical\` where they take code or text.`,
  remedy: `Run untrusted code under a trigger without secrets (\`pull_request\`), and do privileged work in a second workflow that uses
no code from the first. In GitHub Actions:

\`\`\`sh
# .github/workflows/check.yml:  on: pull_request          permissions: { contents: read }
# .github/workflows/label.yml:  on: pull_request_target   and no checkout of github.event.pull_request.head
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
    'https://docs.github.com/en/actions/reference/security/secure-use',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request_target',
  ],
  check: exposuresOf('untrusted-code', 'high', 'critical'),
};
