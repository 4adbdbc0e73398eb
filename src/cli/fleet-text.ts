import { visible } from '../../reports/inert-text.ts';
import { conditions, type FleetStatus } from '../fleet/status.ts';

const titles: Readonly<Record<(typeof conditions)[number], string>> = {
  fresh: 'fresh',
  waiting: 'waiting or at work',
  stale: 'stale',
  failing: 'failing, tried again',
  'given-up': 'given up after all tries',
  never: 'never put into the queue',
};

/** The state of a fleet for people. */
export function* statusText({ targets, conditions: counts, wrong }: FleetStatus): Generator<string> {
  yield `${targets} targets\n`;
  for (const condition of conditions.toReversed())
    if (counts[condition] > 0) yield `${String(counts[condition]).padStart(8)}  ${titles[condition]}\n`;
  if (wrong.length > 0) yield '\n';
  for (const { key, condition, collectedAt, failingSince, failures, lastError } of wrong) {
    const facts = collectedAt === undefined ? 'no data' : `data as of ${collectedAt}`;
    const since = failingSince === undefined ? '' : `, failing since ${failingSince} (${failures} tries)`;
    yield `${visible(key)}: ${condition}, ${facts}${since}\n`;
    if (lastError !== undefined) yield `  ${visible(lastError)}\n`;
  }
}
