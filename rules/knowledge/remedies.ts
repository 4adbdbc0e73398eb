import { fill } from '../../src/model/command-line.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { Way } from '../../src/model/reach.ts';
import {
  type Cut,
  type CutMade,
  type CutPlace,
  type CutRow,
  endTime,
  type Filled,
  type Remedies,
  type RemedyTable,
  type RemedyWorld,
  type Values,
} from '../../src/model/remedy.ts';
import type { Provider } from '../../src/model/scope.ts';
import type { Mechanism } from '../../src/model/trust.ts';
import { withFillIns } from './fill-in.ts';

/** Nobody but a service can take such an identity, so that no caller can ask for a narrower session. */
const isOnlyForServices = ({ trusts }: Identity): boolean =>
  trusts.length > 0 && trusts.every(({ party }) => party === 'service' || party === 'deleted');

/** By id: those of the estate are many, and asked for one by one. */
const indices = new WeakMap<Estate, ReadonlyMap<string, number>>();
const indexOf = (estate: Estate): ReadonlyMap<string, number> => {
  const known = indices.get(estate) ?? new Map(estate.identities.map(({ id }, index) => [id, index]));
  indices.set(estate, known);
  return known;
};

const worldOf = (estate: Estate): RemedyWorld => ({
  identityById: (id) => estate.identities[indexOf(estate).get(id) ?? -1],
  documentAt: (place) => estate.documentAt?.(place),
  tokensFor: (identity, trust) => {
    const index = indexOf(estate).get(identity.id);
    if (index === undefined) return [];
    const at = estate.identities[index]!.trusts.indexOf(trust);
    return at < 0 ? [] : (estate.tokensFor?.(index, at) ?? []);
  },
});

/** What changed hands of an estate's providers make of the changes that rules name. */
export type RemediesOf = (estate: Estate) => Remedies;

/** Rows of a table for one place. */
const fits = ({ record, at, techniques }: CutRow, { place, way }: CutPlace): boolean =>
  record === place.record &&
  (at === undefined || at.test(place.pointer ?? '')) &&
  (techniques === undefined || way.techniques.some((id) => techniques.includes(id)));

/** What takes one step away: the first part, in the order of the table, of which any row fits. */
const cutOfWay = (
  way: Way,
  together: readonly Way[],
  tables: ReadonlyMap<Provider, RemedyTable>,
  world: RemedyWorld,
): readonly CutMade[] => {
  const origin = world.identityById(way.from);
  if (origin === undefined) return [];
  const target = way.to === undefined ? undefined : world.identityById(way.to);
  const providers = new Set([target?.provider, origin.provider].filter((provider) => provider !== undefined));
  const rows = [...providers].flatMap((provider) => tables.get(provider)?.cuts ?? []);
  const made = rows.flatMap((row) =>
    way.evidence.flatMap((place): readonly CutMade[] => {
      const at: CutPlace = { place, way, together, origin, target };
      if (!fits(row, at)) return [];
      const values = row.values === undefined ? {} : row.values(at, world);
      return values === undefined ? [] : [{ row, at, values }];
    }),
  );
  const [first] = made;
  if (first === undefined) return [];
  const taken = made.filter(({ row }) => row.part === first.row.part);
  // Of the rows that fit one place the first.
  return taken.filter(({ at }, index) => taken.findIndex((other) => other.at.place === at.place) === index);
};

const distinct = <Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

/** The changes that end findings, by the tables of the providers. One without a table, or without an entry, gets no command. */
export const remediesOf =
  (tables: ReadonlyMap<Provider, RemedyTable>): RemediesOf =>
  (estate) => {
    const world = worldOf(estate);
    const valuesOf = (identity: Identity, more: Values | undefined): Values => ({
      id: identity.id,
      name: tables.get(identity.provider)!.nameOf(identity),
      scope: identity.scope,
      ...more,
    });
    const command = (identity: Identity, what: string, values?: Values): string | undefined => {
      const commands = tables.get(identity.provider)?.commands;
      const template = commands?.[identity.kind]?.[what] ?? commands?.['*']?.[what];
      const own = tables.get(identity.provider)?.valuesOf;
      const more = own === undefined ? {} : own(identity, world);
      if (template === undefined || more === undefined) return undefined;
      return fill({ template, values: valuesOf(identity, { ...more, ...values }) });
    };
    const isProviders = ({ provider }: Identity, credential: string): boolean =>
      tables.get(provider)?.credentialId.test(credential) === true;
    const linesOf = ({ row, at, values }: CutMade): readonly string[] =>
      row.commands.map((template) => fill({ template, values: valuesOf(at.origin, values) }));
    const replacementOf = ({ row, at, values }: CutMade): readonly string[] =>
      (row.replacement ?? []).map((template) => fill({ template, values: valuesOf(at.origin, values) }));
    const filled = (identity: Identity, lines: readonly Filled[]): readonly string[] =>
      lines.map(({ template, values }) => fill({ template, values: valuesOf(identity, values) }));
    const replace = (identity: Identity): string | undefined => {
      const policy = tables.get(identity.provider)?.taskPolicy?.(identity);
      return command(identity, 'replace', {
        condition: `expression=request.time < timestamp("${endTime}"),title=until`,
        ...(policy === undefined ? {} : { policy }),
      });
    };
    const withdraw = (identity: Identity, grant: Grant): string | undefined => {
      const group = /^group (.+)$/s.exec(grant.via)?.[1];
      const made =
        group !== undefined
          ? command(identity, 'grant group', { group })
          : command(identity, `grant ${grant.via}`, {
              policy:
                grant.via === 'attached'
                  ? (tables.get(identity.provider)?.attachedId?.(grant, world) ?? grant.source.id)
                  : grant.name,
            });
      if (made !== undefined) return made;
      // Where it is written it is taken away, as if it were a step.
      const place = { ...grant.source, says: grant.name };
      const way: Way = { from: identity.id, by: '', techniques: [], through: [], evidence: [place] };
      const lines = cutOfWay(way, [way], tables, world).flatMap(linesOf);
      return lines.length === 0 ? undefined : lines.join('\n');
    };
    return {
      issue: (identity, { kind, id, service = '' }) => {
        const most = tables.get(identity.provider)?.most?.[kind] ?? Number.POSITIVE_INFINITY;
        const had = identity.credentials.filter((credential) => credential.kind === kind).length;
        if (had >= most) return undefined;
        const what = `issue ${kind}`;
        const values = { service, credential: isProviders(identity, id) ? id : '' };
        return command(identity, `${what} ${service}`, values) ?? command(identity, what, values);
      },
      deactivate: (identity, { kind, id, service = '' }) => {
        const known = isProviders(identity, id);
        const values = { credential: known ? id : '' };
        const what = `credential ${kind}`;
        const off = command(identity, `${what} ${service}`, values) ?? command(identity, what, values);
        const list = known ? undefined : command(identity, `list ${kind}`);
        return off === undefined || list === undefined ? off : `${list}\n${off}`;
      },
      replace,
      withdraw,
      narrow: (identity, grants, of) => {
        const made = tables.get(identity.provider)?.narrow?.(identity, grants, of, world);
        const lines = made === undefined ? [replace(identity)] : filled(identity, made.lines);
        const gone = (made?.withdrawn ?? grants).map((grant) => withdraw(identity, grant));
        return distinct(
          [...lines, ...gone].filter((line) => line !== undefined),
          (line) => line,
        );
      },
      split: (identity) => command(identity, 'split'),
      quarantine: (identity) => command(identity, 'quarantine'),
      nameOwner: (identity, tag) => command(identity, 'owner', { tag }),
      changeTrust: (identity, trusts, change) => {
        const made = tables.get(identity.provider)?.changeTrust?.(identity, trusts, change, world);
        if (made === undefined || made.length === 0) return command(identity, 'trust');
        return filled(identity, made).join('\n');
      },
      narrowSession: (identity) => (isOnlyForServices(identity) ? undefined : command(identity, 'session')),
      cut: (given): Cut | undefined => {
        const ways = given.map((way) => {
          const origin = world.identityById(way.from);
          const places = origin && tables.get(origin.provider)?.placesOfStep?.(way, world);
          return places === undefined ? way : { ...way, evidence: places };
        });
        const byOrigin = Map.groupBy(ways, ({ from }) => from);
        const made = ways.map((way) => cutOfWay(way, byOrigin.get(way.from)!, tables, world));
        // One that stays is enough for whoever takes it.
        if (made.length === 0 || made.some((each) => each.length === 0)) return undefined;
        const all = made.flat();
        // What takes the place of something comes before anything is taken away.
        const lines = [...all.flatMap(replacementOf), ...all.flatMap(linesOf)];
        return {
          says: distinct(
            all.map(({ row }) => row.says),
            (text) => text,
          ),
          commands: distinct(lines, (text) => text),
          places: distinct(
            all.map(({ at }) => at.place),
            ({ record, id, pointer }) => JSON.stringify([record, id, pointer]),
          ),
          rows: [...new Set(all.map(({ row }) => row))],
          made: all,
        };
      },
    };
  };

/** Which permission to take away so that a step of a takeover path no longer works. */
export const cutOf: Readonly<Record<Mechanism, string>> = {
  hold: 'Give the credential to the one who needs it, and end this one.',
  start: 'Limit who can set the target to work.',
  assume: 'Take the target out of what the identity may assume, or the identity out of the target’s trust.',
  federate: 'Narrow the target’s trust to the one subject that needs it.',
  impersonate: 'Take away the permission to issue tokens of the target.',
  'write-credential': 'Take away the permission to create or change credentials of the target.',
  'write-permission': 'Take away the permission to change policies, or hold it in by a permissions boundary.',
  'write-trust': 'Take away the permission to change who may become the target.',
  'write-code': 'Take away the permission to change the code that runs as the target.',
  'pass-to-service': 'Limit which identities may be passed, and to which service, to the one that is needed.',
  control: 'Replace full control by the actions that the task needs.',
};

/** A fix: a sentence, then commands and policies, one a line, and what is to be filled in. */
export const fixOf = (sentence: string, ...lines: readonly (string | undefined)[]): string =>
  withFillIns([sentence, ...lines.filter((line) => line !== undefined)].join('\n'));
