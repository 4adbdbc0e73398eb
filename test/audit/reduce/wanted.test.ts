import { expect, test } from 'vitest';
import { wantedChange } from '../../../src/audit/reduce/wanted.ts';
import { identity, simulation } from './sketch.ts';

/** What `--without` stands for. */

const identities = [
  identity('id-a', { name: 'twin' }),
  identity('id-b', {
    name: 'twin',
    grants: [{ name: 'x' }],
    credentials: [{ id: 'key-1' }, { id: 'key-2' }],
  }),
  identity('id-c', { name: 'c', grants: [{ name: 'x' }, { name: 'a@b' }, { name: 'x' }, { name: 'id-a' }] }),
  identity('id-bc', { name: 'b@c', grants: [{ name: 'y' }], credentials: [{ id: 'key-2' }, { id: 'c' }] }),
];
const estate = simulation({ identities, falls: [] });

const told = (text: string): string => {
  const found = wantedChange(estate, text) as readonly {
    readonly kind: string;
    readonly identity: { readonly id: string };
    readonly grant?: { readonly name: string };
    readonly credential?: { readonly id: string };
  }[];
  return found
    .map(({ kind, identity: { id }, grant, credential }) =>
      [kind, id, grant?.name ?? credential?.id ?? ''].join(' '),
    )
    .join(', ');
};

test.each([
  ['id-a', 'end-identity id-a '],
  ['c', 'end-identity id-c '],
  ['b@c', 'end-identity id-bc '],
  ['key-1', 'end-credential id-b key-1'],
  ['key-2', 'end-credential id-b key-2'],
  ['x@id-b', 'withdraw-grant id-b x'],
  ['x@c', 'withdraw-grant id-c x, withdraw-grant id-c x'],
  ['y@b@c', 'withdraw-grant id-bc y'],
  // No grant `a` of `b@c`, and one `a@b` of `c`.
  ['a@b@c', 'withdraw-grant id-c a@b'],
])('%s: %s', (text, expected) => {
  expect(told(text)).toBe(expected);
});

test.each(['twin', 'x@twin', 'y@c', 'x@', '@c', 'x', 'key', ''])('nothing is called %j', (text) => {
  expect(() => wantedChange(estate, text)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('no identity, credential or grant is called so'),
    }),
  );
});
