import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawRuns } from '../support/law-runs.ts';
import { planText, type SketchedChange } from '../support/plan.ts';
import { failingClasses } from '../support/plan-verdict.ts';
import { planKnowledge } from '../support/providers.ts';

const types = [
  ...planKnowledge.readers.flatMap((reader) => Object.keys(reader.types)),
  'google_storage_bucket_iam_binding',
];
/** Attributes that any type looks at, whatever its own are: found in the readers by being asked for. */
const asked = new Set<string>();
for (const type of types) {
  const values = new Proxy(
    {},
    {
      get: (_, key) => {
        if (typeof key === 'string') asked.add(key);
        return undefined;
      },
    },
  );
  const resource = {
    address: `${type}.x`,
    type,
    mode: 'managed',
    provider: type.split('_')[0],
    providerKey: 'p',
    actions: ['create'],
    after: values,
    location: { file: 'f', line: 1 },
  };
  for (const reader of planKnowledge.readers) {
    reader.read(
      {
        kind: 'terraform',
        source: 'Terraform plan',
        madeAt: '2026-11-01T00:00:00.000Z',
        resources: [resource as never],
        known: [],
        indeterminate: [],
      },
      { records: [], terraform: reader.terraform, now: 0 },
    );
  }
}
const names = [...asked].filter((name) => /^[a-z_]+$/.test(name)).sort();
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    'roles/owner',
    'serviceAccount:a@b.iam.gserviceaccount.com',
    '/subscriptions/x',
    'write',
    true,
    null,
  ),
  fc.array(fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }), {
    maxLength: 2,
  }),
);
const values = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 });

test('many attributes are asked for', () => {
  expect(names.length).toBeGreaterThan(60);
});

test('whatever stands in a resource, there is a verdict; nothing is new where nothing changes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      values,
      values,
      fc.subarray(names, { maxLength: 4 }),
      (type, before, after, unknown) => {
        const address = `${type}.x`;
        const changes: readonly SketchedChange[] = [
          { address, before, after, unknown: Object.fromEntries(unknown.map((name) => [name, true])) },
        ];
        expect(() => planText(changes)).not.toThrow();
        failingClasses(changes);
        expect(failingClasses([{ address, before, after: before, actions: ['no-op'] }])).toEqual([]);
      },
    ),
    { numRuns: lawRuns(80, 400) },
  );
});
