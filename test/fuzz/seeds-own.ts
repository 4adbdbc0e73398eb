/** Files of our own that came after the configuration, and the small texts of a repository. */

const fleet = [
  `version: 1
store: file:///var/lib/nhi-audit
every: 24h
keep: 30d
tries: 4
budgets: { aws: 600 }
sources:
  - name: accounts
    provider: aws
    flags: { aws-live: true }
    targets: ['111122223333', '444455556666']
    each: { aws-role: 'arn:aws:iam::{target}:role/audit' }
    budget: aws
  - name: acme
    provider: github
    flags: { github: acme }
`,
  'version: 1\nstore: s3://b/p\nsources: [{ name: a, provider: gcp, targets: discover, each: { gcp-project: "{target}" }, without: [x] }]\n',
];

const notices = [
  `events: [critical-path, gate-failed]
details: ids
link: https://ci.example/run
itemLink: 'https://ci.example/{id}'
spool: .nhi-audit-spool
targets:
  hook: { type: webhook, urlFrom: NHI_AUDIT_NOTIFY_URL, secretFrom: NHI_AUDIT_NOTIFY_SECRET }
  chat: { type: slack, urlFrom: NHI_AUDIT_NOTIFY_SLACK }
  mail: { type: email, urlFrom: NHI_AUDIT_NOTIFY_MAIL, from: a@b.example, to: [c@d.example] }
  issues: { type: github-issue, repository: acme/audit, tokenFrom: NHI_AUDIT_NOTIFY_TOKEN, createIssues: true }
`,
  'targets: { t: { type: teams, urlFrom: NHI_AUDIT_NOTIFY_T } }\n',
];

const codeowners = [
  '# who\n* @acme/platform\n/.github/ @acme/security a@b.example\n/docs/**/*.md\n',
  '.github/workflows/*.yml @a\n**/workflow?.yml @b # why\n\\#x @c\n',
];

const actions = [
  `name: deploy
inputs: { token: { required: true, default: "\${{ github.token }}" } }
runs:
  using: composite
  steps:
    - uses: ./.github/actions/other
    - run: echo "\${{ inputs.token }}"
      shell: bash
`,
  'runs: { using: node24, main: index.js }\n',
];

const statement = [
  '{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"manifest.json","digest":{"sha256":"0"}},{"name":"report.json","digest":{"sha256":"1"}}],"predicateType":"urn:nhi-audit:evidence:v1","predicate":{}}',
];

const addresses = [
  'https://hooks.slack.com/services/T/B/x',
  'smtps://user:p%40ss@mail.example:465',
  'http://[::1]:80/a',
];

export const ownSeeds = { fleet, notices, codeowners, actions, statement, addresses } as const;
