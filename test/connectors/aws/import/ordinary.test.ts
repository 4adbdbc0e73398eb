import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  groupSchema,
  policySchema,
  roleSchema,
  userSchema,
} from '../../../../connectors/aws/facts/records.ts';
import { rewriteTime } from '../../../../connectors/aws/import/cli-time.ts';
import { compileOrdinary, extraordinary } from '../../../../src/exports/ordinary.ts';
import { lawRuns } from '../../../support/law-runs.ts';

/** Now and then something else than what AWS would write. */
const or = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 100, arbitrary: usual },
    { weight: 1, arbitrary: fc.constantFrom(7, 'x', true, [], {}, Number.POSITIVE_INFINITY) },
  );

const usualTime = fc
  .tuple(
    fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') }),
    fc.constantFrom('T', ' '),
    fc.constantFrom('Z', '+00:00'),
  )
  .map(([date, separator, zone]) => date.toISOString().slice(0, 19).replace('T', separator) + zone);
const time = fc.oneof(
  { weight: 15, arbitrary: usualTime },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '2024-01-02T03:04:05+02:00',
      '2024-01-02T03:04:05.123Z',
      '2024-02-29T00:00:00Z',
      '2024-02-31T00:00:00Z',
      '2024-13-01T00:00:00Z',
      '2024-01-01T24:00:00Z',
      '2024-01-01T00:60:00Z',
      'N/A',
      '2024-1-01T00:00:00+00:00',
      '2024:01:01T00:00:00Z',
    ),
  },
);
const text = fc.string();
const document = fc.oneof(fc.jsonValue(), fc.constant({ Version: '2012-10-17', Statement: [] }));
const members = <T extends Record<string, fc.Arbitrary<unknown>>>(shape: T): fc.Arbitrary<unknown> =>
  or(
    fc.record(
      {
        ...(Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, or(value)])) as T),
        Unknown: fc.jsonValue(),
        Password: text,
      },
      {
        requiredKeys: Object.keys(shape).filter(
          (key) => key.endsWith('Name') || key.endsWith('Arn'),
        ) as never,
      },
    ),
  );
const listOf = (element: fc.Arbitrary<unknown>) => fc.array(element, { maxLength: 3 });

const inline = listOf(members({ PolicyName: text, PolicyDocument: document }));
const attached = listOf(members({ PolicyName: text, PolicyArn: text }));
const boundary = members({ PermissionsBoundaryArn: text, PermissionsBoundaryType: text });
const tags = listOf(members({ Key: text, Value: text }));
const common = { Path: text, Arn: text, CreateDate: time, AttachedManagedPolicies: attached };

const kinds: readonly [string, z.ZodType, fc.Arbitrary<unknown>][] = [
  [
    'users',
    userSchema,
    members({
      ...common,
      UserName: text,
      UserId: text,
      UserPolicyList: inline,
      GroupList: listOf(or(text)),
      PermissionsBoundary: boundary,
      Tags: tags,
    }),
  ],
  ['groups', groupSchema, members({ ...common, GroupName: text, GroupId: text, GroupPolicyList: inline })],
  [
    'roles',
    roleSchema,
    members({
      ...common,
      RoleName: text,
      RoleId: text,
      Description: text,
      MaxSessionDuration: fc.double(),
      AssumeRolePolicyDocument: document,
      InstanceProfileList: listOf(members({ InstanceProfileName: text, Arn: text })),
      RolePolicyList: inline,
      PermissionsBoundary: boundary,
      Tags: tags,
      RoleLastUsed: members({ LastUsedDate: time, Region: text }),
    }),
  ],
  [
    'policies',
    policySchema,
    members({
      ...common,
      PolicyName: text,
      AttachmentCount: fc.integer(),
      UpdateDate: time,
      PolicyVersionList: listOf(
        members({ Document: document, VersionId: text, IsDefaultVersion: fc.boolean(), CreateDate: time }),
      ),
    }),
  ],
];

describe('the quick check gives what the schema gives, or leaves it to the schema', () => {
  test.each(kinds)('for %s', (_, schema, element) => {
    const check = compileOrdinary(schema, rewriteTime);
    const numRuns = lawRuns(200, 1000);
    let ordinary = 0;
    fc.assert(
      fc.property(element, (value) => {
        const expected = schema.safeParse(structuredClone(value));
        const quick = check(structuredClone(value));
        if (quick !== extraordinary) {
          ordinary += 1;
          expect(quick).toEqual(expected.data);
        }
        // Also after the quick check gave up: it may have rewritten some times by then.
        const touched = structuredClone(value);
        check(touched);
        expect(schema.safeParse(touched)).toEqual(expected);
      }),
      { numRuns },
    );
    expect(ordinary).toBeGreaterThan(numRuns / 10);
  });

  test.each([
    [
      'an ordinary element',
      { UserName: 'u', Arn: 'a', CreateDate: '2024-01-02 03:04:05+00:00' },
      { UserName: 'u', Arn: 'a', CreateDate: '2024-01-02T03:04:05.000Z' },
    ],
    [
      'unknown members are dropped',
      { UserName: 'u', Arn: 'a', Password: 'hush' },
      { UserName: 'u', Arn: 'a' },
    ],
    [
      'null stands for a missing member',
      { UserName: 'u', Arn: 'a', Path: null },
      { UserName: 'u', Arn: 'a' },
    ],
    ['null does not stand for a required member', { UserName: 'u', Arn: null }, extraordinary],
    ['a required member is missing', { UserName: 'u' }, extraordinary],
    [
      'a day that needs a calendar',
      { UserName: 'u', Arn: 'a', CreateDate: '2024-02-31T00:00:00Z' },
      extraordinary,
    ],
    [
      'a member of the prototype',
      JSON.parse('{"UserName":"u","Arn":"a","__proto__":{"Path":"/x/"}}'),
      { UserName: 'u', Arn: 'a' },
    ],
    ['a list', [], extraordinary],
    ['null', null, extraordinary],
  ])('%s', (_, value, expected) => {
    expect(compileOrdinary(userSchema, rewriteTime)(value)).toEqual(expected);
  });
});

const sample = '/work/shared/data/aws/sample-account-authorization-details.json';
test.skipIf(!existsSync(sample))('nearly every element of a real export is ordinary', () => {
  const details = JSON.parse(readFileSync(sample, 'utf8'));
  const schemas = {
    UserDetailList: userSchema,
    GroupDetailList: groupSchema,
    RoleDetailList: roleSchema,
    Policies: policySchema,
  };
  for (const [list, schema] of Object.entries(schemas)) {
    const check = compileOrdinary(schema, rewriteTime);
    const found = details[list].map((element: unknown) => check(structuredClone(element)));
    expect(found.filter((data: unknown) => data === extraordinary).length).toBeLessThan(found.length / 4);
    details[list].forEach((element: unknown, index: number) => {
      const expected = schema.safeParse(element);
      if (expected.success && found[index] !== extraordinary) expect(found[index]).toEqual(expected.data);
    });
  }
});
