import { expect, test } from 'vitest';
import {
  causeOfCredential,
  causeOfExposure,
  causeOfGrant,
  causeOfIdentity,
  causeOfPath,
  causeOfTrust,
} from '../../../rules/knowledge/causes.ts';
import type { Cause } from '../../../src/model/cause.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { PathStep } from '../../../src/model/finding.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { sketchEstate } from '../../support/estate.ts';
import { accessKey, everything, grant, trust } from '../../support/parts.ts';
import { sketchStep } from '../../support/result.ts';

const of = (part: Partial<Identity> = {}): Identity =>
  sketchEstate({ identities: [{ id: 'i', name: 'ida', scope: '1', ...part }] }).identities[0]!;
const told = (cause: Cause | undefined): string | undefined =>
  cause &&
  [
    `${cause.kind}: ${cause.label}`,
    cause.key.join(' '),
    cause.source === undefined ? 'nowhere' : JSON.stringify(Object.values(cause.source)),
  ].join(' | ');

const written = { record: 'r', id: 'p', pointer: '/Document' };

test.each([
  [
    'its own policy',
    grant({ name: 'n', source: written }),
    'policy: policy n | r p /Document | ["r","p","/Document"]',
  ],
  [
    'one that is written at it',
    grant({ name: 'n', source: { record: 'r', id: 'i' } }),
    'policy: policy n of ida | r i  | ["r","i"]',
  ],
  [
    'one of the provider',
    everything({ source: written }),
    'attachment: policy AdministratorAccess of ida | aws 1 i 111111111111 AdministratorAccess | ["r","p","/Document"]',
  ],
  [
    'one of the provider, by a group',
    everything({ source: written, via: 'group ops' }),
    'attachment: policy AdministratorAccess of group ops | aws 1 group ops 111111111111 AdministratorAccess | ["r","p","/Document"]',
  ],
  [
    'one by what is no group',
    everything({ source: written, via: 'in group ops' }),
    'attachment: policy AdministratorAccess of ida | aws 1 i 111111111111 AdministratorAccess | ["r","p","/Document"]',
  ],
  ['none', undefined, undefined],
] as const)('of a grant by %s', (_, given, expected) => {
  expect(told(causeOfGrant(of(), given))).toBe(expected);
});

test('of a grant of somebody without a name', () => {
  expect(causeOfGrant(of({ name: '' }), grant({ name: 'n', source: { record: 'r', id: 'i' } }))?.label).toBe(
    'policy n of i',
  );
});

test('of a trust, a credential, an identity, an exposure', () => {
  expect(told(causeOfTrust(of(), trust({ source: written })))).toBe(
    'trust: trust of ida in 999999999999 | r p /Document | ["r","p","/Document"]',
  );
  expect(told(causeOfCredential(of(), accessKey({ id: 'AKIA' })))).toBe(
    'credential: access-key AKIA | aws 1 i access-key AKIA | ["aws.role","i"]',
  );
  expect(told(causeOfCredential(of(), accessKey({ id: 'access-key-1', source: written })))).toBe(
    'credential: access-key-1 | aws 1 i access-key access-key-1 | ["r","p","/Document"]',
  );
  expect(causeOfCredential(of(), undefined)).toBeUndefined();
  expect(told(causeOfIdentity(of()))).toBe('identity: ida | aws 1 i | ["aws.role","i"]');
  const exposure = { kind: 'open-host', key: 'k', says: 'it is open', fix: 'Close it.' } as const;
  expect(told(causeOfExposure({ ...exposure, evidence: [{ ...written, says: 'x' }] }, of()))).toBe(
    'setting: it is open | open-host r p /Document Close it. | ["r","p","/Document"]',
  );
  expect(causeOfExposure({ ...exposure, evidence: [] }, of())).toBeUndefined();
});

test('of a weakness that ends when one grant goes: that of the grant', () => {
  const held = everything({ source: written });
  const other = everything({ source: { ...written, id: 'q' } });
  const told = (
    kind: 'catch-all-role' | 'open-host',
    evidence: readonly FactRef[],
  ): Cause['kind'] | undefined =>
    causeOfExposure(
      { kind, key: 'k', says: 'x', fix: 'y', evidence: evidence.map((each) => ({ ...each, says: 'x' })) },
      of({ grants: [held, other] }),
    )?.kind;
  expect(told('catch-all-role', [held.source])).toBe('attachment');
  expect(told('catch-all-role', [held.source, other.source])).toBe('setting');
  expect(told('catch-all-role', [{ ...written, id: 'elsewhere' }])).toBe('setting');
  expect(told('open-host', [held.source])).toBe('setting');
});

const place = (pointer: string | undefined, id = 'p', record = 'r') => ({
  record,
  id,
  ...(pointer === undefined ? {} : { pointer }),
  says: 'x',
});
const step = (...evidence: PathStep['evidence']): PathStep =>
  sketchStep({ from: 'i', to: 't', by: 'do it', technique: 'way', evidence });
const pathCause = (identity: Identity, target: Identity | undefined, ...path: readonly PathStep[]) =>
  told(causeOfPath(identity, path, { identityById: (id) => (id === 't' ? target : undefined) }));

test.each([
  [
    'the statement of its policy',
    [place('/Document/Statement/2')],
    'statement: policy n, statement 3 | r p /Document/Statement/2 | ["r","p","/Document/Statement/2"]',
  ],
  [
    'the only statement',
    [place('/Document/Statement')],
    'statement: policy n, statement 1 | r p /Document/Statement | ["r","p","/Document/Statement"]',
  ],
  [
    'the whole document',
    [place('/Document')],
    'statement: policy n, statement 1 | r p /Document | ["r","p","/Document"]',
  ],
  [
    'a document that begins alike',
    [place('/Documents')],
    'setting: p: do it | r p /Documents way t | ["r","p","/Documents"]',
  ],
  [
    'another record',
    [place('/Document/Statement/2', 'p', 's')],
    'setting: p: do it | s p /Document/Statement/2 way t | ["s","p","/Document/Statement/2"]',
  ],
  [
    'another policy',
    [place('/Document/Statement/2', 'q')],
    'setting: q: do it | r q /Document/Statement/2 way t | ["r","q","/Document/Statement/2"]',
  ],
  [
    'the second place of it',
    [place('/x', 'q'), place('/Document/Statement/10')],
    'statement: policy n, statement 11 | r p /Document/Statement/10 | ["r","p","/Document/Statement/10"]',
  ],
  [
    'the target’s trust',
    [place('/x', 'q'), place('/Trust', 't', 'role')],
    'trust: trust of tea in 999999999999 | role t /Trust | ["role","t","/Trust"]',
  ],
  [
    'its policy before that',
    [place('/Trust', 't', 'role'), place('/Document')],
    'statement: policy n, statement 1 | r p /Document | ["r","p","/Document"]',
  ],
  ['nothing', [], undefined],
] as const)('of a path that begins with %s', (_, evidence, expected) => {
  const identity = of({
    grants: [
      grant({ name: 'other', source: { record: 'r', id: 'z' } }),
      grant({ name: 'n', source: written }),
    ],
  });
  const target = of({
    id: 't',
    name: 'tea',
    trusts: [trust(), trust({ source: { record: 'role', id: 't', pointer: '/Trust' } })],
  });
  expect(pathCause(identity, target, step(...evidence), step(place('/Document/Statement/7')))).toBe(expected);
});

test('of a path by a policy without a place of its own, by one of the provider, to nobody, and of none', () => {
  const whole = of({ grants: [grant({ name: 'n', source: { record: 'r', id: 'p' } })] });
  expect(pathCause(whole, undefined, step(place('/Statement/4')))).toBe(
    'statement: policy n, statement 5 | r p /Statement/4 | ["r","p","/Statement/4"]',
  );
  expect(pathCause(whole, undefined, step(place(undefined)))).toBe(
    'statement: policy n, statement 1 | r p  | ["r","p"]',
  );
  expect(
    pathCause(
      of({ grants: [everything({ source: written })] }),
      undefined,
      step(place('/Document/Statement/4')),
    ),
  ).toBe(
    'attachment: policy AdministratorAccess of ida | aws 1 i 111111111111 AdministratorAccess | ["r","p","/Document"]',
  );
  expect(pathCause(of(), undefined, step(place('/Trust', 't', 'role')))).toBe(
    'setting: t: do it | role t /Trust way t | ["role","t","/Trust"]',
  );
  expect(pathCause(of(), undefined)).toBeUndefined();
});
