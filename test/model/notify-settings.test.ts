import { expect, test } from 'vitest';
import { z } from 'zod';
import { notifySchema } from '../../src/model/notify-schema.ts';

const webhook = { type: 'webhook', urlFrom: 'NHI_AUDIT_NOTIFY_URL', secretFrom: 'NHI_AUDIT_NOTIFY_S1' };
const email = {
  type: 'email',
  urlFrom: 'NHI_AUDIT_NOTIFY_SMTP',
  from: 'audit@example.com',
  to: ['security@example.com'],
};
const issue = {
  type: 'github-issue',
  repository: 'acme/security.audit',
  tokenFrom: 'NHI_AUDIT_NOTIFY_TOKEN',
  createIssues: true,
};
const slack = { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_A' };
const to = (target: object) => ({ targets: { team: target } });
const linked = (itemLink: string) => ({ ...to(slack), itemLink });

test('what is not said: everything is told, by ids, to nobody over http', () => {
  expect(notifySchema.parse(to(slack))).toEqual({
    events: ['critical-path', 'standing-administrator', 'exception-ending', 'coverage-lost', 'gate-failed'],
    details: 'ids',
    loopbackHttp: false,
    targets: { team: slack },
  });
});

test.each<[text: string, settings: object]>([
  ['a webhook', to(webhook)],
  ['Teams', to({ ...slack, type: 'teams' })],
  ['mail', to(email)],
  ['mail to twenty', to({ ...email, to: Array.from({ length: 20 }, (_, at) => `a${at}@example.com`) })],
  ['an issue', to(issue)],
  ['an issue of an own server', to({ ...issue, urlFrom: 'NHI_AUDIT_NOTIFY_GHES' })],
  ['the longest name of a variable', to({ ...slack, urlFrom: `NHI_AUDIT_NOTIFY_${'A'.repeat(100)}` })],
  [
    'owner and repository of the longest names',
    to({ ...issue, repository: `${'a'.repeat(39)}/${'b'.repeat(100)}` }),
  ],
  ['a repository that begins with a dot', to({ ...issue, repository: 'acme/.github' })],
  ['the longest name of a target', { targets: { ['a'.repeat(40)]: slack } }],
  ['one event', { ...to(slack), events: ['gate-failed'] }],
  ['no details', { ...to(slack), details: 'none' }],
  ['all details', { ...to(slack), details: 'full' }],
  ['a link', { ...to(slack), link: 'https://reports.example.com/audit?a=b' }],
  ['a link of each thing', linked('https://reports.example.com/{id}')],
  ['a folder', { ...to(slack), spool: 'x'.repeat(1000) }],
])('may be: %s', (_, settings) => {
  expect(notifySchema.safeParse(settings).error).toBeUndefined();
});

test.each<[text: string, settings: object, says: string | RegExp]>([
  ['a secret of somebody else', to({ ...slack, urlFrom: 'AWS_SECRET_ACCESS_KEY' }), /NHI_AUDIT_NOTIFY_/],
  ['one that only ends so', to({ ...slack, urlFrom: 'MY_NHI_AUDIT_NOTIFY_A' }), /NHI_AUDIT_NOTIFY_/],
  ['one that goes on', to({ ...slack, urlFrom: 'NHI_AUDIT_NOTIFY_A b' }), /NHI_AUDIT_NOTIFY_/],
  ['one without a name', to({ ...slack, urlFrom: 'NHI_AUDIT_NOTIFY_' }), /NHI_AUDIT_NOTIFY_/],
  ['a target of no known kind', to({ ...slack, type: 'pager' }), /./],
  ['a key that a webhook does not have', to({ ...webhook, url: 'https://a.example' }), /url/],
  ['a key that Slack does not have', to({ ...slack, url: 'https://a.example' }), /url/],
  ['a key that Teams does not have', to({ ...slack, type: 'teams', url: 'https://a.example' }), /url/],
  ['a key that mail does not have', to({ ...email, cc: [] }), /cc/],
  ['a key that an issue does not have', to({ ...issue, labels: [] }), /labels/],
  ['a key that nobody knows', { ...to(slack), every: 'hour' }, /every/],
  ['mail from nobody', to({ ...email, from: 'audit' }), /./],
  ['mail from an endless name', to({ ...email, from: `${'a'.repeat(250)}@example.com` }), /./],
  ['mail to nobody', to({ ...email, to: [] }), /./],
  ['mail to 21', to({ ...email, to: Array.from({ length: 21 }, (_, at) => `a${at}@example.com`) }), /./],
  ['an issue that is not allowed', to({ ...issue, createIssues: false }), /./],
  ...[
    'acme',
    '/x',
    '-a/x',
    'acme/..',
    'acme/.',
    'acme/a b',
    'a b/c',
    'x acme/c',
    'acme/a/b',
    `${'a'.repeat(40)}/b`,
  ].map(
    (repository) =>
      [`repository ${repository}`, to({ ...issue, repository }), 'owner/name'] as [string, object, string],
  ),
  ['no target', { targets: {} }, 'names no target'],
  ...['Team', '-team', 'the team', 'a'.repeat(41), ''].map(
    (name) => [`target ${name}`, { targets: { [name]: slack } }, /./] as [string, object, RegExp],
  ),
  ['no event', { ...to(slack), events: [] }, /./],
  ['an event that is none', { ...to(slack), events: ['lunch'] }, /./],
  ['details that are none', { ...to(slack), details: 'some' }, /./],
  ['a link by http', { ...to(slack), link: 'http://reports.example.com' }, /begins with https/],
  ['a link within something', { ...to(slack), link: 'see https://reports.example.com' }, /begins with https/],
  ['a link that breaks out of Markdown', { ...to(slack), link: 'https://a.example/)[x](y' }, /no brackets/],
  ['a link with a space', { ...to(slack), link: 'https://a.example/ x' }, /no brackets/],
  ['an endless link', { ...to(slack), link: `https://a.example/${'x'.repeat(1000)}` }, /./],
  ['a link of each thing that does not name it', linked('https://a.example/'), 'holds `{id}`'],
  ['a folder of no name', { ...to(slack), spool: '' }, /./],
  ['a folder of an endless name', { ...to(slack), spool: 'x'.repeat(1001) }, /./],
])('may not be: %s', (_, settings, says) => {
  expect(notifySchema.safeParse(settings).error?.issues[0]?.message).toMatch(says);
});

test('every key that needs a word is explained', () => {
  const described = new Map<string, string>();
  const visit = (schema: unknown, path: string): void => {
    const { description, ...members } = schema as Readonly<Record<string, unknown>>;
    if (typeof description === 'string') described.set(path, description);
    for (const [key, inner] of Object.entries(members))
      if (typeof inner === 'object' && inner !== null) visit(inner, `${path}/${key}`);
  };
  visit(z.toJSONSchema(notifySchema, { io: 'input' }), '');
  expect([...described.values()].filter((text) => !/^[A-Z].{9,}[.]$/.test(text))).toEqual([]);
  expect(described.size).toBe(14);
});
