import { expect } from 'vitest';
import { createInventoryReader } from '../../../connectors/gcp/facts/inventory.ts';
import {
  type GcpRecordInput,
  type GcpRecordKind,
  gcpRecords,
} from '../../../connectors/gcp/facts/records.ts';
import { interpretGcp } from '../../../connectors/gcp/interpret.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { Estate } from '../../../src/model/estate.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { reachOf } from '../../../src/reach/index.ts';

/** A small organisation, written by hand: records as a collector would have kept them. */
export const collectedAt = '2026-09-01T00:00:00.000Z';
export const organization = 'organizations/1';
export const folder = 'folders/10';
/** Is in the folder; its number is 100. */
export const project = 'shop-prod';
/** Is in the organisation; its number is 200. */
export const otherProject = 'shop-test';

export const record = <Kind extends GcpRecordKind>(
  kind: Kind,
  id: string,
  data: GcpRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: 'google-cloud', id, data: gcpRecords[kind].schema.parse(data) });

export const tree: readonly SnapshotRecord[] = [
  record('gcp.organization', organization, { name: organization, displayName: 'example.com' }),
  record('gcp.folder', folder, { name: folder, displayName: 'shops', parent: organization }),
  record('gcp.project', project, { projectId: project, projectNumber: '100', parent: folder }),
  record('gcp.project', otherProject, {
    projectId: otherProject,
    projectNumber: '200',
    parent: organization,
  }),
];

export const emailOf = (name: string, of: string = project): string =>
  `${name}@${of}.iam.gserviceaccount.com`;

export const account = (
  name: string,
  of: string = project,
  part: Partial<GcpRecordInput<'gcp.service-account'>> = {},
): SnapshotRecord =>
  record('gcp.service-account', emailOf(name, of), {
    email: emailOf(name, of),
    uniqueId: `${of.length}${[...name].map((char) => char.charCodeAt(0)).join('')}`,
    projectId: of,
    ...part,
  });

export const accountPlace = (name: string, of: string = project): string =>
  `projects/${of}/serviceAccounts/${emailOf(name, of)}`;

interface Bound {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: string;
  readonly title?: string;
}

/** The policy of a node of the tree, an account, another resource. */
export const policy = (resource: string, ...bindings: readonly Bound[]): SnapshotRecord =>
  record('gcp.iam-policy', resource, {
    resource,
    bindings: bindings.map(({ role, members, condition, title }) => ({
      role,
      members: [...members],
      ...(condition === undefined
        ? {}
        : { condition: { expression: condition, title: title ?? 'a condition' } }),
    })),
  });

export const member = (name: string, of: string = project): string => `serviceAccount:${emailOf(name, of)}`;

/** A role of the organisation's own. */
export const customRole = (name: string, ...permissions: readonly string[]): SnapshotRecord =>
  record('gcp.role', `${organization}/roles/${name}`, {
    name: `${organization}/roles/${name}`,
    title: name,
    includedPermissions: [...permissions],
  });
export const custom = (name: string): string => `${organization}/roles/${name}`;

/** Resources were listed: of what is not there it is known that it is not. */
export const listed: readonly Coverage[] = [
  {
    connector: 'gcp',
    scope: 'google-cloud',
    source: 'assets: resources',
    status: 'complete',
    detail: '',
    gives: ['workloads'],
  },
];

export const estateOf = (
  records: readonly SnapshotRecord[],
  coverage: readonly Coverage[] = listed,
): Estate => interpretGcp([...tree, ...records], { collectedAt, coverage, settings: defaultSettings });

export const identityAt = (estate: Estate, id: string): number => {
  const index = estate.identities.findIndex((identity) => identity.id === id);
  expect(index, id).toBeGreaterThanOrEqual(0);
  return index;
};

/** What steps rest on, or `surely`; none: `no way`. */
const told = (steps: readonly { readonly assumes: readonly string[] }[]): string => {
  if (steps.length === 0) return 'no way';
  const assumes = steps.flatMap((step) => step.assumes);
  return assumes.length === 0 ? 'surely' : assumes.join('; ');
};

/** How one identity becomes another. */
export const way = (
  records: readonly SnapshotRecord[],
  from = emailOf('bot'),
  to = emailOf('admin'),
): string => {
  const estate = estateOf(records);
  const goal = identityAt(estate, to);
  return told(
    reachOf(estate, defaultSettings).pathsToAny({ identities: [goal], scopes: [] })(identityAt(estate, from)),
  );
};

/** How an identity comes to control a scope, by its id. */
export const control = (records: readonly SnapshotRecord[], scope: string, from = emailOf('bot')): string => {
  const estate = estateOf(records);
  const index = estate.scopes.findIndex(({ id }) => id === scope);
  expect(index, scope).toBeGreaterThanOrEqual(0);
  return told(reachOf(estate, defaultSettings).pathToControl(identityAt(estate, from), index));
};

/** What a connector knows when all of these were read. */
export const inventoryOf = (records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of records) reader.add(each);
  return reader.finish();
};
