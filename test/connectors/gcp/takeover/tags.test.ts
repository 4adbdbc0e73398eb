import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { account, emailOf, folder, member, organization, policy, project, record, way } from '../support.ts';

/** Conditions that ask for tags, where the tags were read. https://cloud.google.com/iam/docs/tags-access-control */
const two = [account('bot'), account('admin')];
const value = (id: string, name: string): SnapshotRecord =>
  record('gcp.tag-value', `tagValues/${id}`, {
    name: `tagValues/${id}`,
    parent: 'tagKeys/7',
    namespacedName: `1/env/${name}`,
  });
const values = [value('70', 'prod'), value('71', 'test')];
const bound = (id: string, place: string): SnapshotRecord =>
  record('gcp.tag-binding', `tagBindings/${id}-${place}`, {
    name: `tagBindings/${id}-${place}`,
    parent: `//cloudresourcemanager.googleapis.com/${place}`,
    tagValue: `tagValues/${id}`,
  });
const creator = (condition: string): SnapshotRecord =>
  policy(organization, {
    role: 'roles/iam.serviceAccountTokenCreator',
    members: [member('bot')],
    condition,
  });

describe('a tag that is read decides', () => {
  const said = (text: string) => `the condition of roles/iam.serviceAccountTokenCreator lets it: ${text}`;
  test.each<readonly [string, string, readonly SnapshotRecord[], string]>([
    [
      'of the project',
      "resource.matchTag('1/env', 'prod')",
      [...values, bound('70', 'projects/100')],
      'surely',
    ],
    ['of the folder above', "resource.matchTag('1/env', 'prod')", [...values, bound('70', folder)], 'surely'],
    [
      'by ids',
      "resource.matchTagId('tagKeys/7', 'tagValues/70')",
      [...values, bound('70', folder)],
      'surely',
    ],
    ['by the key alone', "resource.hasTagKey('1/env')", [...values, bound('71', folder)], 'surely'],
    ['by the id of the key', "resource.hasTagKeyId('tagKeys/7')", [...values, bound('71', folder)], 'surely'],
    ['another value', "resource.matchTag('1/env', 'prod')", [...values, bound('71', folder)], 'no way'],
    [
      'another value is nearer',
      "resource.matchTag('1/env', 'prod')",
      [...values, bound('70', folder), bound('71', 'projects/100')],
      'no way',
    ],
    ['elsewhere', "resource.matchTag('1/env', 'prod')", [...values, bound('70', 'projects/200')], 'no way'],
    ['none', "resource.hasTagKey('1/env')", values, 'no way'],
    ['not that one', "!resource.matchTag('1/env', 'prod')", [...values, bound('71', folder)], 'surely'],
    [
      'a value without its name',
      "resource.matchTag('1/env', 'prod')",
      [bound('70', folder)],
      said("resource.matchTag('1/env', 'prod')"),
    ],
    ['nothing read', "resource.matchTag('1/env', 'prod')", [], said("resource.matchTag('1/env', 'prod')")],
  ])('%s', (_, condition, records, answer) => {
    expect(way([...two, creator(condition), ...records])).toBe(answer);
  });
});

describe('who may put the tag there meets the condition', () => {
  const condition = creator("resource.matchTag('1/env', 'prod')");
  const user = (place: string) =>
    policy(place, { role: 'roles/resourcemanager.tagUser', members: [member('bot')] });
  const onValue = user('//cloudresourcemanager.googleapis.com/tagValues/70');
  const first = 'it puts the tag that the condition asks for there first';
  test.each<readonly [string, readonly SnapshotRecord[], string]>([
    ['with the value and the project', [onValue, user(`projects/${project}`)], first],
    ['with the value and the folder', [onValue, user(folder)], first],
    ['with all of the organisation', [user(organization)], first],
    ['not with the value alone', [onValue], 'no way'],
    ['not with the project alone', [user(`projects/${project}`)], 'no way'],
    [
      'not with another value',
      [user('//cloudresourcemanager.googleapis.com/tagValues/71'), user(folder)],
      'no way',
    ],
  ])('%s', (_, records, answer) => {
    const own = records.some(({ id }) => id === organization)
      ? [
          policy(
            organization,
            { role: 'roles/resourcemanager.tagUser', members: [member('bot')] },
            {
              role: 'roles/iam.serviceAccountTokenCreator',
              members: [member('bot')],
              condition: "resource.matchTag('1/env', 'prod')",
            },
          ),
        ]
      : [condition, ...records];
    expect(way([...two, ...values, bound('71', folder), ...own])).toBe(answer);
  });
  test('whoever is somebody else does not', () => {
    const other = policy(organization, {
      role: 'roles/resourcemanager.tagUser',
      members: ['user:ana@example.com'],
    });
    expect(way([...two, ...values, condition, other], emailOf('bot'))).toBe('no way');
  });
});
