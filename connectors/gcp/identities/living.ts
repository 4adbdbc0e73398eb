import type { Fact, GcpInventory } from '../facts/inventory.ts';
import type { GcpRecordKind } from '../facts/records.ts';
import { projectIn, projectOfEmail } from '../iam/names.ts';

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects#shutting_down_projects */
const shutDown = /^DELETE_(?:REQUESTED|IN_PROGRESS)$/;

/** Members of facts that say what they are of, by paths and by addresses of accounts. */
const paths = ['name', 'resource', 'project'] as const;
const addresses = ['email', 'serviceAccountEmail', 'member'] as const;

const textAt = (data: object, key: string): string => {
  const value: unknown = Reflect.get(data, key);
  return typeof value === 'string' ? value : '';
};

/**
 * Facts without projects that were shut down: nothing runs in one, and its accounts and pools get no tokens, until somebody takes
 * that back within thirty days or it is gone. Their policies and whom others' policies name of them hold nothing.
 */
export const livingOf = (inventory: GcpInventory): GcpInventory => {
  const gone = new Set(
    inventory
      .of('gcp.project')
      .flatMap(({ data }) =>
        shutDown.test(data.state ?? '') ? [data.projectId, data.projectNumber ?? data.projectId] : [],
      ),
  );
  if (gone.size === 0) return inventory;
  const isGone = (project: string | undefined): boolean => project !== undefined && gone.has(project);
  const isOfGone = (written: string): boolean =>
    isGone(projectIn(written)) ||
    isGone(projectOfEmail(written.replace(/^serviceAccount:/, '').toLowerCase()));
  const isOut = (data: object): boolean =>
    gone.has(textAt(data, 'projectId')) ||
    paths.some((key) => isOfGone(textAt(data, key))) ||
    addresses.some((key) => isOfGone(textAt(data, key))) ||
    ('ancestors' in data && Array.isArray(data.ancestors) && isGone(projectIn(String(data.ancestors[0]))));
  const known = new Map<GcpRecordKind, readonly Fact<GcpRecordKind>[]>();
  const read = <Kind extends GcpRecordKind>(kind: Kind): readonly Fact<Kind>[] =>
    inventory.of(kind).filter(({ data }) => !isOut(data));
  const policies = (): readonly Fact<'gcp.iam-policy'>[] =>
    read('gcp.iam-policy').map((fact) => ({
      ...fact,
      data: {
        ...fact.data,
        bindings: fact.data.bindings?.map((each) => ({
          ...each,
          members: each.members?.filter((member) => !isOfGone(member)),
        })),
      },
    }));
  return {
    of: <Kind extends GcpRecordKind>(kind: Kind): readonly Fact<Kind>[] => {
      const found = known.get(kind) ?? (kind === 'gcp.iam-policy' ? policies() : read(kind));
      known.set(kind, found);
      return found as readonly Fact<Kind>[];
    },
  };
};
