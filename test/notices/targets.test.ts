import fc from 'fast-check';
import markdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { visible } from '../../reports/inert-text.ts';
import type { InForce } from '../../src/model/in-force.ts';
import { type Digest, digestOf } from '../../src/notices/digest.ts';
import { emailOf } from '../../src/notices/targets/email.ts';
import { issueOf } from '../../src/notices/targets/github-issue.ts';
import { slackBody } from '../../src/notices/targets/slack.ts';
import { teamsBody } from '../../src/notices/targets/teams.ts';
import { webhookBody } from '../../src/notices/targets/webhook.ts';
import { hostileTexts, unseenIn } from '../reports/hostile.ts';
import { lawRuns } from '../support/law-runs.ts';
import { anyCharacter } from '../support/texts.ts';
import { item, settingsOf } from './sketch.ts';

const settings = settingsOf(
  { x: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_X' } },
  { details: 'full', link: 'https://r.example/report', itemLink: 'https://r.example/?id={id}' },
);
/** Last in every digest, whatever the other is called. */
const { owner: _owner, ...noOwner } = item('plain');
const digestWith = (text: string) =>
  digestOf(
    [item(text, { title: text, owner: text, says: [text, text] }), noOwner],
    '2026-03-01T08:00:00.000Z',
    settings,
    { name: 'nhi-audit', version: '1' },
  )!;

const markup: readonly (readonly [what: string, text: string])[] = [
  ['a mention of everybody in Slack', '<!channel> <!here> <@U123> <#C1>'],
  ['a link in Slack', '<https://evil.example|click>'],
  ['a mention in Teams', '<at>everyone</at>'],
  ['Markdown', '[click](https://evil.example) **b** _i_ `c` # h'],
  ['an image', '![x](https://evil.example/x.png)'],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['mentions of GitHub', '@octocat @octo/team #1 octo/r#2 closes #3'],
  ['an end of a comment', '--> <details open>'],
  ['templates of adaptive cards', '${$root.x} {{DATE(2026-01-01)}}'],
  ['another marker', '<!-- nhi-audit-notice:00000000000000000000000000000000 -->'],
  ['a header of mail', 'x\r\nBcc: evil@example.com'],
];
const texts = [...hostileTexts, ...markup];

type Json = Readonly<Record<string, unknown>>;

/** Every object in it. */
function* objects(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const each of value) yield* objects(each);
  else if (typeof value === 'object' && value !== null) {
    yield value as Json;
    for (const each of Object.values(value)) yield* objects(each);
  }
}

/** Strings apart, what a message is made of: must not depend on the text. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'type' ? each : shapeOf(each)]),
  );
};

const links = (value: unknown): readonly string[] =>
  [...objects(value)].flatMap(({ url }) => (typeof url === 'string' ? [url] : []));

const expectOurLinks = (urls: readonly string[], text: string): void => {
  // No page has an address of a thousand characters.
  expect(urls.length).toBe(text.length > 300 ? 2 : 3);
  for (const url of urls) expect(new URL(url).origin).toBe('https://r.example');
};

const slack = (text: string): Json => JSON.parse(slackBody(digestWith(text)));
const teams = (text: string): Json => JSON.parse(teamsBody(digestWith(text)));
const [plainSlack, plainTeams] = [shapeOf(slack('own')), shapeOf(teams('own'))];
const long = 'own'.repeat(1000);
const [longSlack, longTeams] = [shapeOf(slack(long)), shapeOf(teams(long))];

const inSlack = (text: string): void => {
  const body = slack(text);
  expect(shapeOf(body)).toEqual(text.length > 300 ? longSlack : plainSlack);
  // Mark-up is looked for in these alone, and they hold our own words.
  const parsed = [...objects(body)].filter(({ type }) => type === 'mrkdwn' || type === 'section');
  expect(parsed).toEqual([]);
  expect(body.text).toBe('nhi-audit: new critical paths: 2');
  expectOurLinks(links(body), text);
};

const inTeams = (text: string): void => {
  const body = teams(text);
  expect(shapeOf(body)).toEqual(text.length > 300 ? longTeams : plainTeams);
  // Text blocks know Markdown, and mentions need an entity: there is neither.
  expect([...objects(body)].some((each) => each.type === 'TextBlock' || 'entities' in each)).toBe(false);
  expectOurLinks(links(body), text);
  expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(28_000);
};

const renderer = markdownIt({ html: true, linkify: true });

const inIssue = (text: string): void => {
  const { title, body } = issueOf(digestWith(text));
  expect(title).toBe('nhi-audit: new critical paths: 2');
  const tokens = renderer.parse(body, {});
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  const html = all.filter(({ type }) => type.startsWith('html'));
  expect(html.map(({ content }) => content.trim())).toEqual([body.split('\n')[0]]);
  expect(all.some(({ type }) => type === 'image' || type === 'heading_open')).toBe(false);
  expectOurLinks(
    all.filter(({ type }) => type === 'link_open').map((token) => String(token.attrGet('href'))),
    text,
  );
  const shown = all.filter(({ type }) => type === 'text').map(({ content }) => content);
  expect(shown.filter((each) => /[@#]\w|https?:/.test(each))).toEqual([]);
  expect(body.length).toBeLessThan(65_536);
};

const inMail = (text: string): void => {
  const { subject, text: body } = emailOf(digestWith(text));
  expect(subject).toBe('nhi-audit: new critical paths: 2');
  expect(body.split('\n').length).toBe(
    emailOf(digestWith(text.length > 300 ? long : 'own')).text.split('\n').length,
  );
  expect(unseenIn(body.replaceAll('\n', ''))).toEqual([]);
};

const inWebhook = (text: string): void => {
  const { groups } = JSON.parse(webhookBody(digestWith(text))).data;
  const titles = groups.flatMap((group: { items: { title: string }[] }) =>
    group.items.map(({ title }) => title),
  );
  for (const title of titles) expect(visible(title)).toBe(title);
};

const all = (text: string): void => {
  for (const check of [inSlack, inTeams, inIssue, inMail, inWebhook]) check(text);
};

describe('hostile names in messages', () => {
  test.each(texts.filter(([, text]) => text !== 'plain'))('%s does nothing in any target', (_, text) =>
    all(text),
  );

  test('nor does any other text', () => {
    const text = fc.oneof(fc.string({ unit: anyCharacter, minLength: 1 }), fc.string({ minLength: 1 }));
    fc.assert(fc.property(text, all), { numRuns: lawRuns(20, 300) });
  });
});

describe('a large digest', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    item(`${index}-${'x'.repeat(400)}`, {
      owner: `owner-${index}`,
      says: Array.from({ length: 20 }, () => 'y'.repeat(900)),
    }),
  );
  const digest = digestOf(many, '2026-03-01T08:00:00.000Z', settings, { name: 'nhi-audit', version: '1' })!;

  const oneOwner = digestOf(
    many.map((each) => ({ ...each, owner: 'one' })),
    '2026-03-01T08:00:00.000Z',
    settings,
    { name: 'nhi-audit', version: '1' },
  )!;

  test.each([
    ['of many owners', digest],
    ['of one owner', oneOwner],
  ])('%s fits each target, and says how much more there is', (_, large) => {
    const listed = (body: string): number => body.match(/title of /g)?.length ?? 0;
    const counted = (body: string): number => Number(/(\d+) more (?:is|are) in the report\./.exec(body)?.[1]);
    const { blocks } = JSON.parse(slackBody(large));
    expect(blocks.length).toBeLessThanOrEqual(50);
    // https://github.com/slackapi/bolt-js/issues/2509
    expect(JSON.stringify(blocks).length).toBeLessThan(13_200);
    expect(Buffer.byteLength(teamsBody(large))).toBeLessThan(28_000);
    expect(issueOf(large).body.length).toBeLessThan(65_536);
    const bodies = [slackBody(large), teamsBody(large), issueOf(large).body, emailOf(large).text];
    for (const body of bodies) {
      expect(listed(body)).toBeGreaterThan(0);
      expect(listed(body) + counted(body)).toBe(300);
    }
    expect(listed(emailOf(large).text)).toBe(100);
  });

  test('leaves out what weighs least, whoever owns it', () => {
    const two = digestOf(
      [
        ...many.slice(0, 90).map((each) => ({ ...each, severity: 'low' as const, owner: 'a' })),
        item('the gravest', { owner: 'z', severity: 'critical' }),
      ],
      '2026-03-01T08:00:00.000Z',
      settings,
      { name: 'nhi-audit', version: '1' },
    )!;
    for (const body of [slackBody(two), teamsBody(two), issueOf(two).body])
      expect(body).toContain('title of the gravest');
  });
});

describe('configuration and exceptions in force', () => {
  const sha256 = 'ab'.repeat(32);
  const inForce = (path: string): InForce => ({
    files: [{ role: 'configuration', path, sha256, foundBy: 'flag' }],
    deviations: [],
    loosenedUnasked: 'no',
  });
  const tool = { name: 'nhi-audit', version: '1' };
  const at = '2026-03-01T08:00:00.000Z';
  const bodies = [
    slackBody,
    teamsBody,
    webhookBody,
    (digest: Digest) => issueOf(digest).body,
    (digest: Digest) => emailOf(digest).text,
  ];

  test('are named by path and digest in each target, and nothing is with `details: none`', () => {
    const digest = digestOf([item('a')], at, settings, tool, inForce('conf/own.yaml'))!;
    for (const body of bodies) {
      expect(body(digest)).toContain(`configuration conf/own.yaml (sha256 ${sha256})`);
      const bare = digestOf(
        [item('a')],
        at,
        { ...settings, details: 'none' },
        tool,
        inForce('conf/own.yaml'),
      )!;
      expect(body(bare)).not.toContain(sha256);
      expect(body(digestOf([item('a')], at, settings, tool)!)).not.toContain('Judged by');
    }
  });

  test.each(texts)('a path that is %s is no more than a path', (_, text) => {
    const { inForce: said } = digestOf([item('a')], at, settings, tool, inForce(text))!;
    expect(said).toMatch(/^Judged by configuration [\w./ ?-]* \(sha256 [0-9a-f]{64}\)\.$/);
  });
});
