import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { firstGroups, groupsOf } from '../../src/audit/groups.ts';
import { rank } from '../../src/audit/ranking.ts';
import { runRules } from '../../src/audit/run-rules.ts';
import type { Finding } from '../../src/model/finding.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import { reachOf } from '../../src/reach/index.ts';
import { sketchEstate } from '../support/estate.ts';
import { accessKey, account, fullAccess, grant } from '../support/parts.ts';
import { remedies } from '../support/providers.ts';
import { type ResultSketch, sketchResult } from '../support/result.ts';
import { daysAgo } from '../support/rule-cases.ts';

const auditOf = (sketch: Parameters<typeof sketchEstate>[0]) => {
  const estate = sketchEstate(sketch);
  const settings = settingsSchema.parse({});
  return runRules({ estate, reach: reachOf(estate, settings), settings, rules, remedies: remedies(estate) });
};
const titles = (findings: readonly Finding[]) =>
  groupsOf(findings, rules)
    .filter(({ members }) => members.length > 1)
    .map(({ title }) => title)
    .sort();

const shared = grant({
  name: 'deploy-all',
  source: { record: 'aws.policy', id: `arn:aws:iam::${account}:policy/deploy-all`, pointer: '/Document' },
  privileges: [{ service: 1, level: 4, breadth: 1, full: true }],
});
const owned = { owner: 'platform' };

describe('groups of findings', () => {
  test('what one policy gives many is one change of that policy', () => {
    const { findings } = auditOf({
      identities: ['a', 'b', 'c'].map((id) => ({ id, grants: [shared], ...owned })),
    });
    expect(titles(findings)).toEqual(['policy deploy-all: 3 findings of 3 identities']);
  });

  test('paths that one statement opens are counted as paths', () => {
    const document = { document: 0, source: shared.source, statements: 'list', name: 'deploy-all' } as const;
    const { findings } = auditOf({
      identities: ['a', 'b'].map((id) => ({
        id,
        grants: [{ ...shared, privileges: [] }],
        attachments: [document],
        ...owned,
      })),
      edges: ['a', 'b'].map((from) => ({
        from,
        to: `scope:${account}`,
        reason: { allowedBy: [{ document: 0, statement: 1 }], assumes: [] },
      })),
    });
    expect(titles(findings)).toEqual(['policy deploy-all, statement 2: 2 paths of 2 identities']);
  });

  test('a policy whose text is the provider’s is taken away from each of its holders', () => {
    const managed = { ...shared, providerManaged: true };
    const holders = (via: string) =>
      auditOf({ identities: ['a', 'b'].map((id) => ({ id, grants: [{ ...managed, via }], ...owned })) });
    expect(titles(holders('attached').findings)).toEqual([]);
    // The group has it: one detachment for all of its members.
    expect(titles(holders('group ops').findings)).toEqual([
      'policy deploy-all of group ops: 2 findings of 2 identities',
    ]);
  });

  test('what is wrong with one key ends with that key, whichever rules say so', () => {
    const { findings } = auditOf({
      identities: [
        {
          id: 'ci',
          credentials: [accessKey({ createdAt: daysAgo(500), lastUsedAt: daysAgo(300) })],
          ...owned,
        },
      ],
    });
    const [group] = groupsOf(findings, rules).filter(({ members }) => members.length > 1);
    expect(group).toMatchObject({
      title: 'access-key AKIAEXAMPLE000000001: 2 findings of 1 identity',
      rules: ['long-lived-secret', 'unused-credential'],
      identities: 1,
    });
  });

  test('a group of one is called as its finding is', () => {
    const { findings } = auditOf({ identities: [{ id: 'a', grants: [shared], ...owned }] });
    const alone = groupsOf(findings, rules).filter(({ members }) => members.length === 1);
    expect(alone.length).toBeGreaterThan(0);
    expect(alone.map(({ title }) => title)).toEqual(alone.map(({ members: [only] }) => only!.title));
  });

  test('each finding is in one group, and keeps its fingerprint', () => {
    const { findings } = auditOf({
      identities: ['a', 'b', 'c'].map((id) => ({ id, grants: [shared], credentials: [accessKey()] })),
      edges: [{ from: 'a', to: `scope:${account}`, technique: fullAccess }],
    });
    const members = groupsOf(findings, rules).flatMap((group) => group.members);
    expect(members.map(({ fingerprint }) => fingerprint).sort()).toEqual(
      findings.map(({ fingerprint }) => fingerprint).sort(),
    );
  });
});

describe('the first groups', () => {
  const sketch: ResultSketch = {
    identities: [{ id: 'a' }],
    findings: [
      { rule: 'x', identity: 'a', severity: 'low' },
      { rule: 'y', identity: 'a', severity: 'critical', status: 'accepted' },
      { rule: 'z', identity: 'a', severity: 'medium' },
    ],
  };
  const { groups } = rank(sketchResult(sketch));
  const ruleIds = (most: number) => firstGroups(groups, most).listed.map(({ rules: [rule] }) => rule);

  test('small faults of the worst identity wait for what is grave of others', () => {
    const result = sketchResult({
      identities: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      reach: { a: { score: 90 }, b: { score: 50 } },
      findings: [
        { rule: 'small', identity: 'a', severity: 'low' },
        { rule: 'middle', identity: 'b', severity: 'medium' },
        { rule: 'grave', identity: 'c', severity: 'high' },
      ],
    });
    expect(firstGroups(rank(result).groups, 9).listed.map(({ rules: [rule] }) => rule)).toEqual([
      'middle',
      'grave',
      'small',
    ]);
  });

  test('leave out what is accepted, and small faults wait for what is grave', () => {
    expect(ruleIds(5)).toEqual(['z', 'x']);
    expect(ruleIds(1)).toEqual(['z']);
    expect(firstGroups(groups, 1).rest).toEqual({ groups: 1, findings: 1 });
  });
});

describe('a scope in which nobody names an owner', () => {
  const organization = { id: 'o-1', kind: 'organization' };
  const inOrganization = { parent: 'o-1' };
  const found = (sketch: Parameters<typeof sketchEstate>[0]) =>
    auditOf(sketch)
      .findings.filter(({ rule }) => rule === 'no-owner')
      .map(({ identity, about, severity }) => [identity, about, severity]);

  test('is one finding of the scope, about all of them', () => {
    const identities = [{ id: 'b' }, { id: 'a' }, { id: 'p', nature: { is: 'human', reason: 'x' } as const }];
    expect(found({ identities })).toEqual([[`scope:${account}`, ['a', 'b'], 'low']]);
  });

  test('weighs as much as the most privileged in it', () => {
    const { findings } = auditOf({
      identities: [{ id: 'a' }, { id: 'b' }],
      edges: [{ from: 'b', to: `scope:${account}`, technique: fullAccess }],
    });
    const [finding] = findings.filter(({ rule }) => rule === 'no-owner');
    expect(finding).toMatchObject({
      severity: 'medium',
      blastRadius: 100,
      title: `No identity of ${account} names an owner: 2 identities, 1 privileged`,
    });
  });

  test('is told where the habit ends: at the widest scope without one', () => {
    const scopes = [
      organization,
      { id: '111111111111', ...inOrganization },
      { id: '222222222222', ...inOrganization },
    ];
    const at = (id: string, scope: string, owner?: string) => ({
      id,
      scope,
      ...(owner === undefined ? {} : { owner }),
    });
    const nobody = ['a', 'b'].flatMap((id) => [at(`${id}1`, '111111111111'), at(`${id}2`, '222222222222')]);
    expect(found({ scopes, identities: nobody })).toEqual([['scope:o-1', ['a1', 'a2', 'b1', 'b2'], 'low']]);
    expect(found({ scopes, identities: [...nobody, at('c1', '111111111111', 'team')] }).sort()).toEqual([
      ['a1', undefined, 'low'],
      ['b1', undefined, 'low'],
      ['scope:222222222222', ['a2', 'b2'], 'low'],
    ]);
  });

  test('does not speak for one identity alone', () => {
    expect(found({ identities: [{ id: 'a' }] })).toEqual([['a', undefined, 'low']]);
  });
});

describe('severity', () => {
  test.each([
    ['low', 'critical', 'medium'],
    ['low', 'low', 'low'],
    ['medium', 'critical', 'critical'],
    ['high', 'critical', 'critical'],
  ] as const)('of what is known with %s confidence and would be %s is %s', (confidence, severity, shown) => {
    const { estate, reach } = sketchResult({ identities: [{ id: 'a' }] });
    const { findings } = runRules({
      estate,
      reach,
      settings: settingsSchema.parse({}),
      rules: [
        {
          ...rules[0]!,
          check: ({ source }) => [
            { severity, confidence, evidence: [{ ...source, says: 'x' }], fix: 'Change it.' },
          ],
        },
      ],
      remedies: remedies(estate),
    });
    expect(findings.map((finding) => finding.severity)).toEqual([shown]);
  });
});
