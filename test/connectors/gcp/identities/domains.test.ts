import { expect, test } from 'vitest';
import { externalPeople, outsideDomains } from '../../../../connectors/gcp/identities/domains.ts';
import { inventoryOf, record } from '../support.ts';

const called = (...names: readonly (string | undefined)[]) =>
  inventoryOf(
    names.map((displayName, at) =>
      record('gcp.organization', `organizations/${at}`, {
        name: `organizations/${at}`,
        ...(displayName === undefined ? {} : { displayName }),
      }),
    ),
  );

test.each<[organizations: readonly (string | undefined)[], address: string, external: string]>([
  [['example.com'], 'ana@example.com', 'no'],
  [['Example.COM'], 'ana@example.com', 'no'],
  [['example.com'], 'ana@eu.example.com', 'no'],
  [['example.com'], 'ana@myexample.com', 'unknown'],
  [['example.com'], 'ana@example.com.evil.org', 'unknown'],
  [['example.com'], 'example.com', 'no'],
  [['example.com'], 'example.org', 'unknown'],
  [['shop.example.co.uk'], 'ana@shop.example.co.uk', 'no'],
  [['shop.example.co.uk'], 'ana@example.co.uk', 'unknown'],
  [['shop-1.example.com'], 'ana@other.org', 'unknown'],
  [['example.com', 'example.org'], 'ana@example.org', 'no'],
  [['example.com', 'example.org'], 'ana@example.net', 'unknown'],
  // Nobody told the organisation's domain.
  [['Our company'], 'ana@other.org', 'no'],
  [['example.'], 'ana@other.org', 'no'],
  [['our example.com'], 'ana@other.org', 'no'],
  [['example.com (test)'], 'ana@other.org', 'no'],
  [[undefined], 'ana@other.org', 'no'],
  [[], 'ana@other.org', 'no'],
  [[], 'ana@gmail.com', 'yes'],
  [['gmail.com'], 'ana@googlemail.com', 'yes'],
  [['example.com'], 'ana@gmail.com.example.com', 'no'],
  [['example.com'], 'ana@mygmail.com', 'unknown'],
])(
  'organisations called %j: people with the address %s are outside: %s',
  (organizations, address, external) => {
    const inventory = called(...organizations);
    expect(externalPeople(inventory)(address)).toBe(external);
    if (external !== 'yes') expect(outsideDomains(inventory)(address)).toBe(external === 'unknown');
  },
);
