import { stringify } from 'csv-stringify/sync';
import type { ReductionPlan } from '../../src/model/reduce.ts';
import { cellText } from '../inert-text.ts';
import { byHandTexts } from './words.ts';

const columns = [
  'step',
  'kind',
  'change',
  'provider',
  'scope',
  'environment',
  'identity',
  'owner',
  'holders',
  'verified',
  'share_before',
  'share_after',
  'standing_after',
  'full_control_after',
  'risk',
  'risk_reason',
  'last_used_at',
  'commands',
  'undo',
] as const;

/** A row a change. RFC 4180: every field quoted, CRLF. */
export const planCsv = (plan: ReductionPlan): string => {
  const rows = plan.steps.flatMap(({ changes, verified, after }, index) => {
    const before = plan.steps[index - 1]?.after ?? plan.start;
    return changes.map((change) => [
      index + 1,
      change.kind,
      change.says,
      change.provider,
      change.scope,
      change.environment,
      change.identity,
      change.owner ?? '',
      change.holders,
      verified ? 'yes' : 'estimated',
      before.share,
      after.share,
      after.standing,
      after.controlling,
      change.risk.is,
      change.risk.says,
      change.risk.lastUsedAt ?? '',
      [...change.commands, ...byHandTexts(change)].join('\n'),
      change.undo.join('\n'),
    ]);
  });
  return stringify(
    [columns, ...rows].map((row) => row.map((cell) => cellText(String(cell)))),
    { quoted: true, quoted_empty: true, record_delimiter: 'windows' },
  );
};
