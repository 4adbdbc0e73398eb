import type { IdentityType, TypeReading } from '../../../../src/plan/identity-reader.ts';
import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import type { Text } from '../../../../src/plan/text.ts';
import type { Fact } from '../facts.ts';
import type { View } from '../names.ts';

/** What cannot be told of a resource. */
export interface Unknown {
  /** Whom it is about, as {@link bearers} names them. Absent: nobody can tell. */
  readonly who?: string;
  readonly what: string;
  readonly why: string;
  /** The estate around the plan tells: said only without one. Absent: no. */
  readonly toldByEstate?: true;
}

/** What one resource says. */
export interface Reading {
  readonly facts: readonly Fact[];
  readonly unknown?: readonly Unknown[];
}

export interface PlanType {
  /** What is read from it, for the documentation. */
  readonly gives: string;
  readonly read: (resource: PlannedResource, values: Values, view: View) => Reading;
  /** Id of the account, or `group ADDRESS`, `pool NAME`, that it makes. Absent: none. */
  readonly identity?: (resource: PlannedResource, values: Values, view: View) => string;
  /** What follows where the resource is not there on this side. @param values of the other side */
  readonly absent?: (resource: PlannedResource, values: Values, view: View) => Reading;
}

export const nothing: Reading = { facts: [] };

export const joined = (parts: readonly Reading[]): Reading => ({
  facts: parts.flatMap(({ facts }) => facts),
  unknown: parts.flatMap(({ unknown = [] }) => unknown),
});

/** Runs on a text that must be known; else nobody can tell whom or what it is about. */
export const given = (value: Text, what: string, read: (text: string) => Reading): Reading => {
  if (value.is === 'known') return read(value.text);
  return { facts: [], unknown: [{ what, why: value.is === 'computed' ? value.why : 'it is not set' }] };
};

/** A limit as the neutral reader has it: it says nothing but that it changed. */
export const limit = ({ gives, read, absent }: IdentityType): PlanType => {
  const reading = ({ unknown = [] }: TypeReading): Reading => ({
    facts: [],
    unknown: unknown.map(({ what, why }) => ({ what, why })),
  });
  return {
    gives,
    read: (...about) => reading(read(...about)),
    ...(absent === undefined ? {} : { absent: (...about) => reading(absent(...about)) }),
  };
};

/** A limit that is compared by what it says, where the estate tells whom it holds. */
export const readLimit = (type: IdentityType, facts: PlanType['read']): PlanType => {
  const untold = limit(type);
  const toldByEstate = ({ unknown = [] }: Reading): readonly Unknown[] =>
    unknown.map((each) => ({ ...each, toldByEstate: true }));
  return {
    ...untold,
    read: (...about) => {
      const reading = facts(...about);
      return {
        facts: reading.facts,
        unknown: [...(reading.unknown ?? []), ...toldByEstate(untold.read(...about))],
      };
    },
    ...(untold.absent === undefined
      ? {}
      : { absent: (...about) => ({ facts: [], unknown: toldByEstate(untold.absent!(...about)) }) }),
  };
};
