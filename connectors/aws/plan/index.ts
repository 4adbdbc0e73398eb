import type {
  Plan,
  PlanContext,
  PlanReader,
  PlanReading,
  PlanSide,
  Side,
} from '../../../src/plan/planned-resource.ts';
import { accountsOf, keysOf } from './account.ts';
import { changedBy } from './changed-by.ts';
import { documentOf } from './document.ts';
import { type Fact, factsOfRecord, recordsOf } from './facts.ts';
import { notKnownOf } from './not-known.ts';
import { resourcesOf } from './resources/public-access.ts';
import { byKey, sidesOf } from './sides.ts';
import { translated } from './template/translated.ts';
import { planTypes } from './types/index.ts';
import { unreadChanges, unreadTypes } from './unread.ts';
import { isOwnIdentity, sortOf } from './unread-types.ts';
import type { View } from './view.ts';

/** Credentials that no record holds, by ARN. */
const credentialsIn = (facts: Iterable<Fact>): NonNullable<PlanSide['credentials']> => {
  const found = [...facts].flatMap((fact) => (fact.is === 'credential' ? [fact] : []));
  return new Map(
    [...Map.groupBy(found, ({ arn }) => arn)].map(([arn, same]) => [
      arn,
      same.map(({ credential }) => credential),
    ]),
  );
};

const read = (given: Plan, { records, accounts: named, now }: PlanContext): PlanReading => {
  const own = records.filter(({ record }) => record.startsWith('aws.'));
  const accounts = [...new Set(own.map(({ scope }) => scope).filter((scope) => /^\d{12}$/.test(scope)))];
  const isTemplate = given.kind === 'cloudformation';
  const needed = isTemplate ? ['aws'] : keysOf(given.resources, planTypes);
  const { accountOf, cannotJudge } = accountsOf(given, accounts, needed, named);
  const plan = isTemplate ? translated(given, accountOf('aws').id) : given;
  const resources = plan.resources.filter(({ provider }) => provider === 'aws');
  const viewOf = (side: Side): View => ({
    side,
    accountOf,
    valuesOf: (resource) => resource[side],
    documentOf,
  });
  const sides = sidesOf({ plan, resources, base: byKey(own.flatMap(factsOfRecord)), viewOf, now });
  const changes = changedBy(resources, sides);
  const { outside, renamed } = sides;
  const called = (arn: string): string => outside.standIns.get(arn)?.id ?? arn;
  const sideOf = (side: 'before' | 'after', facts: ReadonlyMap<string, Fact>): PlanSide => ({
    records: recordsOf(facts.values()),
    identities: [],
    credentials: credentialsIn(facts.values()),
    resources: resourcesOf(
      sides[side].access.map((each) => each.read),
      resources,
      viewOf(side),
    ),
  });
  return {
    before: sideOf('before', sides.beforeFacts),
    after: sideOf('after', sides.afterFacts),
    renamed,
    indeterminate: [...notKnownOf(sides, changes), ...unreadChanges(resources)].map((each) => ({
      ...each,
      identity: called(each.identity),
    })),
    ...(cannotJudge === undefined ? {} : { cannotJudge }),
    unseen: new Map([...outside.unseen].map(([arn, what]) => [called(arn), what])),
    standIns: outside.standIns,
    changedBy: new Map([...changes].map(([arn, list]) => [called(arn), list])),
  };
};

/** Terraform's AWS provider: https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
export const awsPlan: PlanReader = {
  provider: 'aws',
  sortOf,
  isOwnIdentity,
  types: {
    ...Object.fromEntries(Object.entries(planTypes).map(([type, { gives }]) => [type, gives])),
    ...unreadTypes,
  },
  read,
};
