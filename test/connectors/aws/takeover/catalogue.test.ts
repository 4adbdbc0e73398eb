import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  assumeRole,
  creationTechniques,
  credentialTechniques,
  passRoleTechniques,
  permissionTechniques,
  workloadTechniques,
} from '../../../../connectors/aws/techniques/index.ts';
import { account, controlOf } from '../../../support/aws-sketch.ts';
import { accountOf, type KnownPath, knownPaths, startOf } from './catalogue.ts';

/** Technique id → what must be held for it, read from the tables. */
const neededFor = new Map<string, readonly string[]>([
  [assumeRole.id, ['sts:AssumeRole']],
  ...credentialTechniques.map(({ id, needs }) => [id, needs.map(({ action }) => action)] as const),
  ...permissionTechniques.map(({ id, action }) => [id, [action]] as const),
  ...creationTechniques.map(({ id, create }) => [id, [create]] as const),
  ...passRoleTechniques.map(
    ({ id, needs }) => [id, ['iam:PassRole', ...needs.map(({ action }) => action)]] as const,
  ),
  ...workloadTechniques.map(({ id, needs }) => [id, needs.map(({ action }) => action)] as const),
]);
const coveredBy = (held: readonly string[]): readonly string[] =>
  [...neededFor].flatMap(([id, needed]) => (needed.every((action) => held.includes(action)) ? [id] : []));

describe('known paths to full control', () => {
  test.each(knownPaths)('$id is found', (path: KnownPath) => {
    const { admin, adminIf } = controlOf(accountOf(path, path.required), startOf(path));
    if (path.restsOn === undefined) expect(admin).toContain(account);
    else {
      expect(admin).toEqual([]);
      expect(adminIf.map(({ scope }) => scope)).toContain(account);
      expect(adminIf.every(({ assumes }) => assumes.length > 0)).toBe(true);
    }
  });

  const twins = knownPaths.flatMap((path) =>
    path.required.map((missing) => ({
      name: `${path.id} without ${missing}`,
      path,
      rest: path.required.filter((action) => action !== missing),
    })),
  );
  test.each(twins)('$name is gone, or another technique covers what is left', ({ path, rest }) => {
    const found = controlOf(accountOf(path, rest), startOf(path));
    const covered = coveredBy(rest);
    if (covered.length === 0) {
      expect(found.admin).toEqual([]);
      expect(found.adminIf).toEqual([]);
      return;
    }
    const steps = found.path
      .map(({ technique }) => technique.replace(/-and-become$/, ''))
      .filter((technique) => technique !== 'full-access');
    for (const step of steps) expect(covered).toContain(step);
  });

  test('most twins are gone altogether', () => {
    const gone = twins.filter(({ rest }) => coveredBy(rest).length === 0);
    expect(gone.length).toBeGreaterThan(twins.length / 2);
  });
});

describe('the tables and the catalogue', () => {
  const rows = [
    assumeRole,
    ...credentialTechniques,
    ...permissionTechniques,
    ...creationTechniques,
    ...passRoleTechniques,
    ...workloadTechniques,
  ];
  const named: readonly string[] = rows.flatMap((row) =>
    'catalogue' in row && row.catalogue !== undefined ? [...row.catalogue] : [],
  );

  test('every path of the catalogue is covered by a row, and every row names paths that exist', () => {
    expect([...new Set(named)].sort()).toEqual(knownPaths.map(({ id }) => id).sort());
  });

  test('ids are stable words and unique', () => {
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  test('every row points at the documentation of AWS', () => {
    expect(rows.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });

  const shared = '/work/shared/reference/aws-escalation-paths.json';
  test.skipIf(!existsSync(shared))('our copy of the catalogue is the published one', () => {
    const { paths } = JSON.parse(readFileSync(shared, 'utf8')) as {
      paths: readonly { id: string; required: readonly { action: string }[] }[];
    };
    expect(knownPaths.map(({ id, required }) => ({ id, required }))).toEqual(
      paths.map(({ id, required }) => ({ id, required: required.map(({ action }) => action) })),
    );
  });
});
