import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonFormat } from '../../reports/json.ts';
import { identitiesWithAllPaths } from '../../reports/listed-path.ts';
import { coverageStatuses } from '../../src/model/coverage.ts';
import { severities } from '../../src/model/finding.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { standings } from '../../src/model/standing.ts';
import { sketchResult, sketchStep } from '../support/result.ts';
import { hostileTexts, timeFields, withTexts } from './hostile.ts';
import { reordered } from './reordered.ts';
import { ci, deployer, reader, sampleResult } from './sample.ts';

const options = { width: 80, colour: false };
const written = (result: AuditResult): string => [...jsonFormat.files(result, options)[0]!.text].join('');

const schema = JSON.parse(
  readFileSync(new URL('../../src/model/report.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const valid = ajv.compile(schema);
const expectValid = (document: unknown): void => {
  valid(document);
  expect(valid.errors).toBeNull();
};

describe('the report document', () => {
  test('keeps to its published schema', () => {
    expectValid(JSON.parse(written(sampleResult())));
  });

  test('keeps to its schema when nothing was found at all', () => {
    const document = JSON.parse(written(sketchResult({})));
    expectValid(document);
    expect(document.identities).toEqual([]);
  });

  test.each([
    ['a key that is not in it', (document: Record<string, unknown>) => ({ ...document, extra: 1 })],
    ['a missing key', ({ findings: _, ...document }: Record<string, unknown>) => document],
    [
      'another version',
      (document: Record<string, unknown>) => ({ ...document, schema: 'nhi-audit/report/v2' }),
    ],
    [
      'an identity with a key that is not in it',
      (document: Record<string, unknown>) => ({
        ...document,
        identities: [{ ...(document.identities as object[])[0], extra: 1 }],
      }),
    ],
  ])('its schema refuses %s', (_, change) => {
    expect(valid(change(JSON.parse(written(sampleResult()))))).toBe(false);
  });

  test.each([
    ['severities', severities, schema.$defs.finding.properties.severity.enum],
    ['verdicts on standing', standings, schema.$defs.identity.properties.standing.enum],
    ['states of coverage', coverageStatuses, schema.$defs.coverage.properties.status.enum],
  ])('its schema knows the %s of the model', (_, model, published) => {
    expect(published).toEqual(model);
  });

  test('has the keys of the design, in its order', () => {
    const document = JSON.parse(written(sampleResult()));
    const keys = (value: object, added: readonly string[]) =>
      Object.keys(value).filter((key) => !added.includes(key));
    expect(
      keys(document, [
        'clock',
        'paths',
        'inForce',
        'filters',
        'assessments',
        'scopes',
        'groups',
        'chokePoints',
      ]),
    ).toEqual([...['schema', 'tool', 'collectedAt', 'coverage', 'identities', 'findings', 'exceptions']]);
    const [identity] = document.identities;
    const added = ['exposure', 'exposureParts', 'unused', 'becomableBy'];
    expect(keys(identity, ['natureReason', 'providerOwned', 'breakGlass', 'agent', ...added])).toEqual([
      ...[
        'id',
        'provider',
        'kind',
        'nature',
        'name',
        'scope',
        'owner',
        'environment',
        'createdAt',
        'lastUsedAt',
      ],
      ...['standing', 'credentials', 'blastRadius'],
    ]);
    expect(keys(identity.credentials[0], ['binding', 'service'])).toEqual([
      ...['id', 'kind', 'lifetime', 'createdAt', 'expiresAt', 'lastUsedAt', 'status'],
    ]);
    expect(keys(identity.blastRadius, ['identitiesIf', 'proven'])).toEqual([
      ...['score', 'admin', 'adminIf', 'identities', 'hops', 'providers', 'path'],
    ]);
    expect(
      keys(document.findings[0], [
        'exception',
        'about',
        'group',
        'state',
        'firstSeen',
        'openSince',
        'age',
        'due',
        'overdue',
      ]),
    ).toEqual([
      ...['fingerprint', 'evidenceHash', 'rule', 'title', 'owasp', 'facets', 'severity', 'confidence'],
      ...['identity', 'scope', 'blastRadius', 'evidence', 'path', 'fix', 'controls', 'status'],
    ]);
  });

  test('names scopes by id, and says what a conditional scope assumes', () => {
    const { identities } = JSON.parse(written(sampleResult()));
    const { blastRadius } = identities.find(({ id }: { id: string }) => id === ci);
    expect(blastRadius.admin).toEqual(['111111111111']);
    expect(blastRadius.adminIf).toEqual([
      { scope: '222222222222', assumes: ['a function runs with role reader'] },
    ]);
    expect(blastRadius.path.map(({ to }: { to: string }) => to)).toEqual([deployer, 'scope:111111111111']);
  });

  test('sorts identities by blast radius', () => {
    const { identities } = JSON.parse(written(sampleResult()));
    expect(identities.map(({ id }: { id: string }) => id)).toEqual([deployer, ci, reader]);
  });

  test('says null where something is not known, and never where it is known to be never', () => {
    const { identities } = JSON.parse(written(sampleResult()));
    expect(identities.map((identity: { lastUsedAt: unknown }) => identity.lastUsedAt)).toEqual([
      'never',
      '2025-12-31T06:00:00Z',
      null,
    ]);
  });

  test('has groups of which each finding is in one, and the largest choke points', () => {
    const cause = {
      kind: 'policy',
      key: ['p'],
      label: 'policy deploy-all',
      source: { record: 'r', id: 'p' },
    } as const;
    const point = {
      step: sketchStep({ from: 'a', to: 'b' }),
      origins: 1,
      identities: 2,
      identitiesProven: 1,
    };
    const document = JSON.parse(
      written(
        sketchResult({
          identities: [{ id: 'a' }, { id: 'b' }],
          findings: [
            { rule: 'x', identity: 'a', cause },
            { rule: 'x', identity: 'b', cause, status: 'accepted' },
            { rule: 'y', identity: 'b' },
          ],
          chokePoints: Array.from({ length: 11 }, () => point),
        }),
      ),
    );
    expectValid(document);
    const groups = document.groups as { id: string; findings: string[] }[];
    expect(groups).toMatchObject([
      {
        title: 'policy deploy-all: 2 findings of 2 identities',
        change: 'policy deploy-all',
        kind: 'policy',
        record: 'r',
        recordId: 'p',
        identities: 2,
        open: 1,
        rules: ['x'],
      },
      { title: 'The finding of y', change: null, kind: 'own', record: null, open: 1 },
    ]);
    for (const { fingerprint, group } of document.findings)
      expect(groups.filter(({ findings }) => findings.includes(fingerprint)).map(({ id }) => id)).toEqual([
        group,
      ]);
    expect(document.chokePoints).toHaveLength(10);
    expect(document.chokePoints[0]).toMatchObject({ from: 'a', to: 'b', identities: 2, identitiesProven: 1 });
  });

  test('writes one record a line', () => {
    const lines = written(sampleResult()).split('\n');
    for (const line of lines.filter((text) => text.startsWith('    '))) {
      expect(() => JSON.parse(line.replace(/,$/, ''))).not.toThrow();
    }
  });

  test.each(hostileTexts)('carries %s unchanged, and stays one record a line', (_, text) => {
    const result = withTexts(sampleResult(), (own) => `${own}${text}`, timeFields);
    const document = JSON.parse(written(result));
    expectValid(document);
    expect(document.identities[0].name).toBe(`deployer${text}`);
    expect(written(result).split('\n').length).toBe(written(sampleResult()).split('\n').length);
  });

  test('is the same, byte for byte, whatever the order of what it is given', () => {
    const expected = written(sampleResult());
    fc.assert(fc.property(reordered(sampleResult()), (result) => written(result) === expected));
  });
});

describe('a large estate', () => {
  const id = (index: number): string => `role-${String(index).padStart(6, '0')}`;
  const many = identitiesWithAllPaths + 1;
  const path = [sketchStep({ from: id(0), to: 'scope:111111111111' })];
  const large = sketchResult({
    identities: Array.from({ length: many }, (_, index) => ({ id: id(index) })),
    reach: { [id(0)]: { score: 50, hops: 1, path }, [id(1)]: { score: 50, hops: 1, path } },
    findings: [{ rule: 'standing-administrator', identity: id(1) }],
  });
  const pieces = [...jsonFormat.files(large, options)[0]!.text];

  test('comes in pieces of which none is large', () => {
    expect(pieces.length).toBeGreaterThan(50);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(100_000);
  });

  test('gives paths to identities with findings only, says so, and keeps to its schema', () => {
    const document = JSON.parse(pieces.join(''));
    expectValid(document);
    expect(document.paths).toBe('with-findings');
    expect(document.identities.length).toBe(many);
    expect(document.identities[1].blastRadius.path.length).toBe(1);
    expect(document.identities[0].blastRadius.path).toEqual([]);
  });

  test('can be read more than once', () => {
    const { text } = jsonFormat.files(sampleResult(), options)[0]!;
    expect([...text]).toEqual([...text]);
  });
});
