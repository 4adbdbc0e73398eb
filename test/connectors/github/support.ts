import { expect } from 'vitest';
import { exposuresOf } from '../../../connectors/github/exposures/index.ts';
import { createInventoryReader } from '../../../connectors/github/facts/inventory.ts';
import {
  type GitHubRecordInput,
  type GitHubRecordKind,
  githubRecords,
} from '../../../connectors/github/facts/records.ts';
import { interpretGitHub } from '../../../connectors/github/interpret.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { Estate } from '../../../src/model/estate.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { reachOf } from '../../../src/reach/index.ts';

/** A small organisation, written by hand: records as a collector would have kept them. */
export const organization = 'acme';
export const collectedAt = '2026-09-01T00:00:00.000Z';

export const record = <Kind extends GitHubRecordKind>(
  kind: Kind,
  id: string,
  data: GitHubRecordInput<Kind>,
): SnapshotRecord => ({
  record: kind,
  scope: organization,
  id,
  data: githubRecords[kind].schema.parse(data),
});

/** A repository by both of its names. */
export interface Reference {
  readonly id: number;
  readonly full_name: string;
}
export const web: Reference = { id: 2, full_name: 'acme/web' };
export const api: Reference = { id: 3, full_name: 'acme/api' };
export const shared: Reference = { id: 4, full_name: 'acme/shared' };
const owner = { id: 1, login: organization, type: 'Organization' };

export const organizationRecord = (
  part: Partial<GitHubRecordInput<'github.organization'>> = {},
): SnapshotRecord =>
  record('github.organization', organization, {
    id: 1,
    login: organization,
    default_repository_permission: 'read',
    ...part,
  });

export const repository = (
  reference: Reference,
  part: Partial<GitHubRecordInput<'github.repository'>> = {},
): SnapshotRecord =>
  record('github.repository', reference.full_name, {
    ...reference,
    name: reference.full_name.slice(organization.length + 1),
    owner,
    visibility: 'private',
    created_at: '2024-01-01T00:00:00Z',
    default_branch: 'main',
    ...part,
  });

/** Of the default branch: a review stands before it. */
export const reviewed = {
  requires_approving_reviews: true,
  required_approving_review_count: 1,
} as const;

export const workflow = (
  text: string,
  reference: Reference = web,
  file = 'ci.yml',
  part: Partial<GitHubRecordInput<'github.workflow'>> = {},
): SnapshotRecord =>
  record('github.workflow', `${reference.full_name}/.github/workflows/${file}`, {
    repository: reference,
    path: `.github/workflows/${file}`,
    ref: 'main',
    text,
    ...part,
  });

export const member = (login: string, role = 'MEMBER'): SnapshotRecord =>
  record('github.member', login, { login, role, has_two_factor_enabled: true });

export const access = (login: string, reference: Reference, permission: string): SnapshotRecord =>
  record('github.repository-access', `${login} ${reference.full_name}`, {
    repository: reference,
    login,
    permission,
  });

/** A record replaces one of the same id that a test began with. */
const replaced = (records: readonly SnapshotRecord[]): readonly SnapshotRecord[] => [
  ...new Map(records.map((each) => [`${each.record} ${each.id}`, each])).values(),
];

export const estateOf = (records: readonly SnapshotRecord[], coverage: readonly Coverage[] = []): Estate =>
  interpretGitHub(replaced(records), { collectedAt, coverage, settings: defaultSettings });

export const identityAt = (estate: Estate, id: string): number => {
  const index = estate.identities.findIndex((identity) => identity.id === id);
  expect(index, id).toBeGreaterThanOrEqual(0);
  return index;
};

/** What a node of the takeover graph is called: an identity's id, a group's label, or the scope that it controls. */
export const nodeName = ({ identities, takeover, scopes }: Estate, node: number): string => {
  const own = identities[node]?.id ?? takeover.groups[node - identities.length]?.label;
  return own ?? `control of ${scopes[node - identities.length - takeover.groups.length]!.id}`;
};

/** How one identity becomes another: `surely`, what it rests on, or `no way`. */
export const wayBetween = (estate: Estate, from: string, to: string): string => {
  const steps = reachOf(estate, defaultSettings).pathsToAny({
    identities: [identityAt(estate, to)],
    scopes: [],
  })(identityAt(estate, from));
  if (steps.length === 0) return 'no way';
  const assumes = steps.flatMap((step) => step.assumes);
  return assumes.length === 0 ? 'surely' : assumes.join('; ');
};

/** `identity kind key` of each exposure; every one is told in whole sentences. */
export const exposuresIn = (
  records: readonly SnapshotRecord[],
  at = '2026-04-01T00:00:00Z',
): readonly string[] => {
  const reader = createInventoryReader();
  for (const each of replaced(records)) reader.add(each);
  return [...exposuresOf(reader.finish(), at, defaultSettings)].flatMap(([identity, exposures]) => {
    for (const { says, evidence, fix } of exposures) {
      expect(says.length).toBeGreaterThan(20);
      expect(evidence.length).toBeGreaterThan(0);
      expect(fix.length).toBeGreaterThan(20);
    }
    return exposures.map(({ kind, key }) => `${identity} ${kind} ${key}`);
  });
};
