import { expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import { withoutLies } from '../support/every-lie.ts';

/** `new-provider.test.ts` shows that this fails for a provider without them. */
test('every connector that is asked live is lied to: each call of its table, with each kind of lie', () => {
  const live = connectors.filter((connector) => connector.live !== undefined).map(({ id }) => id);
  expect(live.length).toBeGreaterThan(3);
  expect(withoutLies(live, 'test/connectors')).toEqual([]);
});
