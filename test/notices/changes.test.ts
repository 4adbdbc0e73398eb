import { describe, expect, test } from 'vitest';
import type { AuditResult } from '../../src/model/report.ts';
import { changes, remembered } from '../../src/notices/changes.ts';
import { digestOf } from '../../src/notices/digest.ts';
import { noticeStateOf } from '../../src/notices/state.ts';
import { demoResult } from '../support/demo.ts';
import { item, settingsOf, state } from './sketch.ts';

const tool = { name: 'nhi-audit', version: '1' };

describe('what there is to tell of', () => {
  test('is in the demo estate: paths, administrators, coverage; and not a second time', async () => {
    const result = await demoResult();
    const after = noticeStateOf(result);
    const kinds = new Set(after.items.map(({ kind }) => kind));
    expect(kinds).toContain('critical-path');
    expect(kinds).toContain('standing-administrator');
    expect(changes(after, after)).toEqual([]);
    expect(new Set(after.items.map(({ key }) => key)).size).toBe(after.items.length);
    const paths = result.findings.filter(
      ({ severity, path, status }) => severity === 'critical' && path.length > 0 && status !== 'accepted',
    );
    expect(after.items.filter(({ kind }) => kind === 'critical-path').map(({ id }) => id)).toEqual(
      paths.map(({ fingerprint }) => fingerprint),
    );
  });

  test('a path that an exception accepts is none; one that lost it is', async () => {
    const result = await demoResult();
    const [first] = result.findings.filter(
      ({ severity, path }) => severity === 'critical' && path.length > 0,
    );
    const accepted: AuditResult = {
      ...result,
      findings: result.findings.map((each) =>
        each.fingerprint === first!.fingerprint ? { ...each, status: 'accepted' } : each,
      ),
    };
    expect(changes(noticeStateOf(accepted), noticeStateOf(result)).map(({ id }) => id)).toEqual([
      first!.fingerprint,
    ]);
    expect(changes(noticeStateOf(result), noticeStateOf(accepted))).toEqual([]);
  });

  test('coverage that is lost', async () => {
    const result = await demoResult();
    const lost = {
      connector: 'aws',
      scope: '1',
      source: 'iam:ListUsers',
      status: 'denied',
      detail: 'no',
      gives: ['inventory'],
    } as const;
    const worse = noticeStateOf({ ...result, coverage: [...result.coverage, lost] });
    expect(changes(noticeStateOf(result), worse)).toMatchObject([
      { kind: 'coverage-lost', id: 'iam:ListUsers' },
    ]);
    const read = noticeStateOf({
      ...result,
      coverage: [...result.coverage, { ...lost, status: 'complete' }],
    });
    expect(changes(noticeStateOf(result), read)).toEqual([]);
  });

  test('an exception about to end, once for each end', async () => {
    const result = await demoResult();
    const exception = {
      id: 'E1',
      covers: { fingerprint: 'f' },
      reason: 'r',
      owner: 'o',
      approver: 'a',
      created: '2026-01-01',
      expires: '2026-03-05',
      compensatingControls: [],
    };
    const at = (expires: string, status: 'valid' | 'expires-soon') =>
      noticeStateOf({
        ...result,
        exceptions: [
          {
            id: 'E1',
            status,
            problems: [],
            covered: [],
            location: { file: 'x', line: 1 },
            exception: { ...exception, expires },
          },
        ],
      });
    const valid = at('2026-03-05', 'valid');
    expect(changes(valid, at('2026-03-05', 'expires-soon'))).toMatchObject([{ owner: 'o', id: 'E1' }]);
    expect(changes(at('2026-03-05', 'expires-soon'), at('2026-09-05', 'expires-soon')).length).toBe(1);
    expect(changes(valid, valid)).toEqual([]);
  });
});

describe('what is known', () => {
  const a = item('a');
  test('is forgotten when it is gone, so that it is told when it comes back', () => {
    expect(remembered([a], state([]))).toEqual([]);
  });
  test.each([
    ['its scope was not read', state([], { unread: ['1'] })],
    ['nothing was read', state([], { unread: ['*'] })],
    ['its scope was not looked into', state([], { scopes: ['2'] })],
    ['its kind was not looked for', state([], { kinds: ['gate-failed'] })],
  ])('is kept where %s: a lost permission is no progress', (_, after) => {
    expect(remembered([a], after)).toEqual([a]);
  });
});

describe('a digest', () => {
  const items = [
    item('a', { severity: 'high' }),
    item('b', { owner: 'team-b' }),
    item('c'),
    { ...item('d'), owner: undefined as never },
  ];
  const { owner: _, ...noOwner } = items[3]!;
  const all = [...items.slice(0, 3), noOwner];

  test('is grouped by owner, the gravest first, those without an owner last', () => {
    const digest = digestOf(
      all,
      '2026-03-01T08:00:00.000Z',
      settingsOf({ x: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_X' } }),
      tool,
    )!;
    expect(digest.groups.map(({ owner, items: of }) => [owner, of.map(({ id }) => id)])).toEqual([
      ['team-a', ['c', 'a']],
      ['team-b', ['b']],
      [null, ['d']],
    ]);
    expect(digest.counts).toEqual({ 'critical-path': 4 });
  });

  test.each([
    ['none', []],
    ['ids', ['title']],
    ['full', ['title', 'says']],
  ] as const)('details: %s lets out %j', (details, kinds) => {
    const text = JSON.stringify(
      digestOf(
        all,
        '2026-03-01T08:00:00.000Z',
        settingsOf({ x: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_X' } }, { details }),
        tool,
      ),
    );
    for (const word of ['title', 'says'] as const)
      expect(text.includes(`${word} of a`), word).toBe((kinds as readonly string[]).includes(word));
    expect(text.includes('team-a')).toBe(details !== 'none');
  });

  test('lists as much as is read, counts all, and links', () => {
    const many = Array.from({ length: 250 }, (_, index) => item(`i${index}`));
    const digest = digestOf(
      many,
      '2026-03-01T08:00:00.000Z',
      settingsOf(
        { x: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_X' } },
        { link: 'https://r.example', itemLink: 'https://r.example/{id}' },
      ),
      tool,
    )!;
    expect([digest.counts['critical-path'], digest.groups[0]!.items.length, digest.left]).toEqual([
      250, 100, 150,
    ]);
    expect(digest.groups[0]!.items[0]!.link).toMatch(/^https:\/\/r\.example\/i\d+$/);
  });

  test('tells nothing where nothing of it was asked for', () => {
    const settings = settingsOf(
      { x: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_X' } },
      { events: ['coverage-lost'] },
    );
    expect(digestOf(all, '2026-03-01T08:00:00.000Z', settings, tool)).toBeUndefined();
  });
});
