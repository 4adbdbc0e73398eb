import type { AccessWay, Obstacle } from '../../../src/model/access.ts';
import { askedOfEach } from '../iam/condition/index.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Binding } from '../identities/bindings.ts';
import { conditionsOf } from '../identities/trusts.ts';
import { attributesOf } from '../takeover/attributes.ts';
import { type Boundary, beyond, notStopped } from '../takeover/boundaries.ts';
import { type DeniesAbout, denied } from '../takeover/denies.ts';
import { tagsOf } from '../takeover/tags.ts';
import type { Asked } from './question.ts';

/** What is about somebody whatever is granted. */
export interface Limits {
  readonly about: DeniesAbout;
  readonly within: readonly Boundary[];
}

export interface Ways {
  /** Whether a condition lets the permission be used. */
  readonly conditionAt: (
    condition: Binding['condition'],
    asked: Asked,
    chain: readonly string[],
  ) => 'yes' | 'no' | 'unknown';
  /** What stands in the way on a resource; undefined: nothing does for certain. */
  readonly obstacleOn: (asked: Asked, on: string, limits: Limits) => Obstacle | undefined;
  /** How a binding gives it, or what stops it there; undefined: it does not. @param group through which somebody has it */
  readonly wayBy: (
    asked: Asked,
    binding: Binding,
    group: string | undefined,
    limits: Limits,
  ) => AccessWay | Obstacle | undefined;
}

/** @param name as sentences have it */
const obstacleOf = (name: string): Obstacle => {
  const [, kind, own] = /^the (deny|access) policy ([\s\S]*)$/.exec(name) ?? [];
  return { kind: kind === 'access' ? 'access-policy' : 'deny', name: own ?? name };
};

export const waysOf = (arranged: Arranged): Ways => {
  const { places, now } = arranged;
  const time = Date.parse(now);
  const tags = tagsOf(arranged);
  const attributesAt = (permission: string, place: string | undefined) => () =>
    place === undefined ? [new Map()] : attributesOf(permission, place, places);

  const conditionAt = (
    condition: Binding['condition'],
    { permission, place }: Asked,
    chain: readonly string[],
  ) =>
    condition === undefined
      ? 'yes'
      : askedOfEach(condition, time, attributesAt(permission, place)(), undefined, tags.on(chain));

  /** What stands in the way on a resource, whatever is granted there. */
  const stopsOn = ({ permission, place }: Asked, on: string, { about, within }: Limits) => {
    const chain = places.chainOf(on);
    const stops = denied(about, permission, chain, attributesAt(permission, place), time, tags.on(chain));
    const outside = beyond(within, chain, permission);
    // What is only taken to hold there does not stop anybody for certain.
    const [deny] = stops.surely.filter((each) => places.supposed(chain, each.place).length === 0);
    const obstacle: Obstacle | undefined =
      deny !== undefined
        ? obstacleOf(deny.name)
        : outside?.surely === true
          ? { kind: 'principal-access-boundary', name: outside.names.join(', ') }
          : undefined;
    return { ...stops, outside, obstacle };
  };

  const wayBy = (
    { permission, place }: Asked,
    { role, place: at, condition, term, source }: Binding,
    group: string | undefined,
    limits: Limits,
  ): AccessWay | Obstacle | undefined => {
    const on = place ?? at;
    const chain = places.chainOf(on);
    if (!role.has(permission) || !chain.includes(at)) return undefined;
    const answer = conditionAt(condition, { permission, place }, chain);
    if (answer === 'no') return undefined;
    const { surely, unless, outside, obstacle } = stopsOn({ permission, place }, on, limits);
    if (obstacle !== undefined) return obstacle;
    const conditions =
      answer === 'unknown' ? conditionsOf({ condition, term: { duration: 'permanent' } }) : [];
    const assumes = [
      ...unless,
      ...surely.map(({ name }) => `${name} does not hold there`),
      ...places.supposed(chain, at),
      ...(outside === undefined ? [] : [notStopped(outside)]),
      ...(term.duration === 'eligible' ? [`it is granted ${role.title}, which it may ask for`] : []),
    ];
    return {
      verdict: conditions.length + assumes.length === 0 ? 'allowed' : 'conditional',
      privileges: [permission],
      resources: [on],
      exceptResources: [],
      duration: term.duration,
      ...(term.until === undefined ? {} : { until: term.until }),
      conditions,
      request: [],
      assumes,
      allowedBy: [
        {
          policy: role.name,
          via: group === undefined ? 'bound' : `group ${group}`,
          statement: Number(/(\d+)$/.exec(source.pointer ?? '')?.[1] ?? 0),
          source,
        },
      ],
    };
  };
  return {
    conditionAt,
    obstacleOn: (asked, on, limits) => stopsOn(asked, on, limits).obstacle,
    wayBy,
  };
};
