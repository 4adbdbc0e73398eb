import { expect, test } from 'vitest';
import {
  creationTechniques,
  credentialTechniques,
  organizationTechniques,
  passRoleTechniques,
  permissionTechniques,
  samlTechniques,
  workloadTechniques,
} from '../../../../connectors/aws/techniques/index.ts';
import { inOrder, order } from '../../../../connectors/aws/techniques/order.ts';

const throughServices = [...passRoleTechniques, ...workloadTechniques].map(({ id }) => id);
const all = [
  ...throughServices,
  ...[...credentialTechniques, ...permissionTechniques, ...creationTechniques].map(({ id }) => id),
  ...[...samlTechniques, ...organizationTechniques].map(({ id }) => id),
];

test('ids of techniques are unique', () => {
  expect(all.filter((id, place) => all.indexOf(id) !== place)).toEqual([]);
});

test('the order names techniques that exist, each once', () => {
  expect(order.filter((id) => !throughServices.includes(id))).toEqual([]);
  expect(new Set(order).size).toBe(order.length);
});

test('a row that is not listed comes after those that are', () => {
  const rows = ['new', order[3]!, 'newer', order[0]!].map((id) => ({ id }));
  expect(inOrder(rows).map(({ id }) => id)).toEqual([order[0], order[3], 'new', 'newer']);
});
