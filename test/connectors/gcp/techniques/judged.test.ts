import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { knownPermissions } from '../../../../connectors/gcp/iam/predefined-roles.ts';
import { carrierTechniques } from '../../../../connectors/gcp/techniques/carriers.ts';
import { codeTechniques } from '../../../../connectors/gcp/techniques/code.ts';
import { hostTechniques } from '../../../../connectors/gcp/techniques/hosts.ts';
import { powers } from '../../../../connectors/gcp/techniques/index.ts';
import { noWayOf, unfit } from '../../../../connectors/gcp/techniques/no-way.ts';
import { reuseTechniques } from '../../../../connectors/gcp/techniques/reuse.ts';
import { gcpWaysPage } from '../../../../scripts/write-gcp-ways.ts';

/** Of every permission that could be a way to an account it is said what it is. */
const all = knownPermissions();
const { permissions: takesAccount } = JSON.parse(
  readFileSync('test/fixtures/gcp/account-fields.json', 'utf8'),
) as { readonly permissions: readonly string[] };
const parts = new Set([
  ...powers,
  ...[...hostTechniques, ...reuseTechniques, ...carrierTechniques, ...codeTechniques].flatMap(
    ({ proves }) => proves ?? [],
  ),
]);
const unjudged = (permissions: readonly string[]) =>
  permissions.filter((each) => !parts.has(each) && noWayOf(each) === undefined);

describe('judged', () => {
  test.each<readonly [string, number, readonly string[]]>([
    ['who sets a policy', 300, all.filter((each) => each.endsWith('.setIamPolicy'))],
    ['who acts as somebody', 2, all.filter((each) => /\.actAs\w*$/.test(each))],
    ['whose call takes the address of an account, by Google’s descriptions', 150, takesAccount],
    [
      'what hands out tokens, credentials and shells',
      40,
      all.filter((each) =>
        /\.(?:\w*Token|\w*Credentials?|ssh\w*|exec|os(?:Admin)?Login|impersonate|sign(?:Blob|Jwt)|implicitDelegation|getKeyString|getSecret)$/.test(
          each,
        ),
      ),
    ],
    [
      'what makes keys',
      4,
      all.filter((each) => /^(?:iam|storage|apikeys)\..*[kK]eys?\w*\.create$/.test(each)),
    ],
  ])('%s', (_, least, permissions) => {
    expect(permissions.length).toBeGreaterThanOrEqual(least);
    expect(unjudged(permissions)).toEqual([]);
  });
  test('nothing as both, and no row in vain', () => {
    expect(powers.filter((each) => noWayOf(each) !== undefined)).toEqual([]);
    expect(unfit(all)).toEqual([]);
  });
});

test('docs/gcp-ways.md is what the tables say', () => {
  expect(readFileSync('docs/gcp-ways.md', 'utf8')).toBe(gcpWaysPage());
});
