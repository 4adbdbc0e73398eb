import { describe, expect, test } from 'vitest';
import { interpretGcp } from '../../../../connectors/gcp/interpret.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import { account, collectedAt, emailOf, identityAt, member, policy, record } from '../support.ts';

/** Exports of one project: no list of projects tells that its number is 300. */
const id = 'lone-project';
const bot = emailOf('bot', id);
const compute = '300-compute@developer.gserviceaccount.com';
const listed = record('gcp.service-account', compute, { email: compute, uniqueId: '9', projectId: id });
const others = ['a', 'b', 'c', 'd'].map((name) => account(name, id));
const minting = { role: 'roles/iam.serviceAccountTokenCreator', members: [member('bot', id)] };

const reaches = (records: readonly SnapshotRecord[], to: string): boolean => {
  const estate = interpretGcp(records, { collectedAt, coverage: [], settings: defaultSettings });
  return (
    reachOf(estate, defaultSettings).pathsToAny({ identities: [identityAt(estate, to)], scopes: [] })(
      identityAt(estate, bot),
    ).length > 0
  );
};

describe('the default account of a project whose number is not told', () => {
  test('is in the project that lists it, and hides no other account', () => {
    const records = [account('bot', id), ...others, listed, policy(`projects/${id}`, minting)];
    expect(reaches(records, compute)).toBe(true);
    expect(others.map((other) => reaches(records, other.id))).toEqual([true, true, true, true]);
  });

  const named = (...emails: readonly string[]) =>
    policy(`projects/${id}`, minting, {
      role: 'roles/editor',
      members: emails.map((email) => `serviceAccount:${email}`),
    });

  test('is in the project whose policy names no other number', () => {
    expect(reaches([account('bot', id), named(compute)], compute)).toBe(true);
    expect(
      reaches([account('bot', id), named(compute, '300@cloudservices.gserviceaccount.com')], compute),
    ).toBe(true);
  });

  test('is nowhere known where the policy names several, or another project has the number', () => {
    expect(
      reaches([account('bot', id), named(compute, '400@cloudservices.gserviceaccount.com')], compute),
    ).toBe(false);
    const other = record('gcp.project', 'other-project', {
      projectId: 'other-project',
      projectNumber: '300',
    });
    expect(reaches([account('bot', id), other, named(compute)], compute)).toBe(false);
  });
});
