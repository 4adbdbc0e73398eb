import type { StateResource } from '../model/gate.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import type { IdentityType, ReaderView, TypeReading } from './identity-reader.ts';
import type { ChangeAbout, ChangedResource, PlannedResource, Side, Values } from './planned-resource.ts';
import type { Text } from './text.ts';

/**
 * Plans of providers whose facts are interpreted: resources become facts before and after the change. What a fact is belongs to
 * the connector; how the two pictures are made of them stands here.
 */

/** What cannot be told of a resource. */
export interface Unknown {
  /** Whom it is about, as the connector's facts name them. Absent: nobody can tell. */
  readonly who?: string;
  readonly what: string;
  readonly why: string;
  /** The estate around the plan tells: said only without one. Absent: no. */
  readonly toldByEstate?: true;
}

/** What one resource says. */
export interface FactReading<Fact> {
  readonly facts: readonly Fact[];
  readonly unknown?: readonly Unknown[];
  /** What lets others in by itself. Absent: nothing. */
  readonly resources?: readonly Omit<StateResource, 'provider'>[];
}

export interface FactType<Fact, View> {
  /** What is read from it, for the documentation. */
  readonly gives: string;
  readonly read: (resource: PlannedResource, values: Values, view: View) => FactReading<Fact>;
  /** Id of what it makes that may hold something, as facts name it. Absent: nothing. */
  readonly identity?: (resource: PlannedResource, values: Values, view: View) => string;
  /** What follows where the resource is not there on this side. @param values of the other side */
  readonly absent?: (resource: PlannedResource, values: Values, view: View) => FactReading<Fact>;
}

export const nothing: FactReading<never> = { facts: [] };

export const joined = <Fact>(parts: readonly FactReading<Fact>[]): FactReading<Fact> => ({
  facts: parts.flatMap(({ facts }) => facts),
  unknown: parts.flatMap(({ unknown = [] }) => unknown),
  resources: parts.flatMap(({ resources = [] }) => resources),
});

/** Runs on a text that must be known; else nobody can tell whom or what it is about. */
export const given = <Fact>(
  value: Text,
  what: string,
  read: (text: string) => FactReading<Fact>,
): FactReading<Fact> => {
  if (value.is === 'known') return read(value.text);
  return { facts: [], unknown: [{ what, why: value.is === 'computed' ? value.why : 'it is not set' }] };
};

/** A limit as the neutral reader has it: it says nothing but that it changed. */
export const limit = ({ gives, read, absent }: IdentityType): FactType<never, ReaderView> => {
  const reading = ({ unknown = [] }: TypeReading): FactReading<never> => ({
    facts: [],
    unknown: unknown.map(({ what, why }) => ({ what, why })),
  });
  return {
    gives,
    read: (...about) => reading(read(...about)),
    ...(absent === undefined ? {} : { absent: (...about) => reading(absent(...about)) }),
  };
};

/** One side of a plan. */
interface SideView {
  readonly valuesOf: (resource: PlannedResource) => Values | undefined;
}

type Readings<Fact> = Readonly<Record<Side, ReadonlyMap<PlannedResource, FactReading<Fact>>>>;

/** @param contextOf what a resource says beside its type: where it lies, whom it runs as */
export const readSides = <Fact, View extends SideView>(
  resources: readonly PlannedResource[],
  views: Readonly<Record<Side, View>>,
  typeOf: (type: string) => FactType<Fact, View> | undefined,
  contextOf: (resource: PlannedResource, values: Values, view: View) => readonly Fact[],
): Readings<Fact> => {
  const readSide = (view: View, other: View): ReadonlyMap<PlannedResource, FactReading<Fact>> =>
    new Map(
      resources.map((resource) => {
        const type = typeOf(resource.type);
        const values = view.valuesOf(resource);
        const others = other.valuesOf(resource);
        return [
          resource,
          joined([
            values === undefined || type === undefined ? nothing : type.read(resource, values, view),
            values === undefined ? nothing : { facts: contextOf(resource, values, view) },
            values !== undefined || others === undefined
              ? nothing
              : (type?.absent?.(resource, others, view) ?? nothing),
          ]),
        ];
      }),
    );
  return { before: readSide(views.before, views.after), after: readSide(views.after, views.before) };
};

interface RecordFact {
  readonly is: 'record';
  readonly record: SnapshotRecord;
}

const isRecord = (fact: { readonly is: string }): fact is RecordFact => fact.is === 'record';

/** A plan tells a part of what the estate tells of the same thing. */
const over = <Fact extends { readonly is: string }>(
  known: Fact | undefined,
  fact: Fact,
): Fact | RecordFact => {
  if (known === undefined || !isRecord(known) || !isRecord(fact)) return fact;
  const told = Object.entries(fact.record.data as object).filter(([, value]) => value != null);
  return {
    is: 'record',
    record: { ...known.record, data: { ...(known.record.data as object), ...Object.fromEntries(told) } },
  };
};

/**
 * The estate before the change and after it, by the keys of facts.
 * @param base what the estate around the plan shows
 */
export const picturesOf = <Fact extends { readonly is: string }>(
  base: ReadonlyMap<string, Fact>,
  readings: Readings<Fact>,
  keyOf: (fact: Fact) => string,
): Readonly<Record<Side, Map<string, Fact | RecordFact>>> => {
  const factsOf = (side: Side): readonly Fact[] => [...readings[side].values()].flatMap(({ facts }) => facts);
  const before = new Map<string, Fact | RecordFact>(base);
  for (const fact of factsOf('before')) before.set(keyOf(fact), over(base.get(keyOf(fact)), fact));
  // What changes is taken out of the picture before the change, and put in again as it will be.
  const after = new Map(before);
  for (const fact of factsOf('before')) after.delete(keyOf(fact));
  for (const fact of factsOf('after')) after.set(keyOf(fact), over(base.get(keyOf(fact)), fact));
  return { before, after };
};

/** Whatever is reached from one, directly or through others; not itself, unless something leads back. */
export const behind = (
  direct: ReadonlyMap<string, Iterable<string>>,
): ((id: string) => ReadonlySet<string>) => {
  return (id) => {
    const found = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const each of direct.get(next) ?? [])
        if (!found.has(each)) {
          found.add(each);
          open.push(each);
        }
    return found;
  };
};

/** Which resources change what of whom; each resource once for an identity. */
export const changeNotes = (): {
  readonly note: (id: string, resource: PlannedResource, about: ChangeAbout) => void;
  readonly changedBy: () => Map<string, ChangedResource[]>;
} => {
  const abouts = new Map<string, Map<PlannedResource, ChangeAbout[]>>();
  return {
    note: (id, resource, about) => {
      const byResource = abouts.get(id) ?? new Map<PlannedResource, ChangeAbout[]>();
      abouts.set(id, byResource);
      const known = byResource.get(resource);
      if (known === undefined) byResource.set(resource, [about]);
      else if (!known.includes(about)) known.push(about);
    },
    changedBy: () =>
      new Map(
        [...abouts].map(([id, byResource]) => [
          id,
          [...byResource].map(([resource, about]) => ({ resource, about })),
        ]),
      ),
  };
};
