import type { Entitlement } from '../../../../src/model/entitlement.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { arn, estateOf, role, type Statement, trustingService } from '../../../support/aws-sketch.ts';

export const lambda = trustingService('lambda.amazonaws.com');

export const linesOf = (id: string, ...records: readonly SnapshotRecord[]): readonly Entitlement[] => {
  const estate = estateOf(records);
  return estate.entitlements!(estate.identities.findIndex((identity) => identity.id === id));
};
export const ofRole = (...inline: readonly (readonly Statement[])[]): readonly Entitlement[] =>
  linesOf(arn.role('r'), role('r', lambda, { inline }));

/** A line as text: its level, privileges, resources and terms. */
export const told = ({
  level,
  privileges,
  resources,
  exceptResources,
  until,
  conditions,
}: Entitlement): string =>
  [
    level,
    privileges.join(' '),
    `on ${resources.join(' ')}`,
    ...(exceptResources.length === 0 ? [] : [`except ${exceptResources.join(' ')}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...conditions.map((each) => `if ${each.class}: ${each.operator} ${each.key} ${each.values.join(' ')}`),
  ].join(' ');
