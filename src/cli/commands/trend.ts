import { Command } from 'commander';
import type { DefineCommand } from '../context.ts';
import { examples, wholeNumber } from '../flags.ts';
import { readsHistory, type StoredHistoryOptions, withStoredHistory } from '../stored-history.ts';

/** Lines that a terminal shows at once. */
const usualPoints = 20;

export const trend: DefineCommand = (context, end) => {
  const command = readsHistory(
    new Command('trend')
      .summary('how privilege and findings change over time')
      .description(
        'Standing share, largest blast radius, open findings by severity, their age and the time that fixes take, scan by scan of a history.',
      ),
  ).option('--points <n>', `lines on the terminal (default: ${usualPoints})`, wholeNumber);
  return examples(command, [
    ['a year at a glance', 'nhi-audit trend --history nhi.db --points 12'],
    ['all scans, for a script', 'nhi-audit trend --history nhi.db --format json'],
  ]).action(async (options: StoredHistoryOptions & { readonly points?: number }) =>
    end(
      await withStoredHistory(options, context, async ({ db, layout }) => {
        const { historyScans } = await import('../../history/read.ts');
        const { trendOf } = await import('../../history/trend.ts');
        const points = trendOf(await historyScans(db));
        if (options.format === 'json')
          return (await import('../../../reports/history/json.ts')).historyJson({}, { points });
        const { trendPage } = await import('../../../reports/history/scans.ts');
        return trendPage(points, options.points ?? usualPoints, layout);
      }),
    ),
  );
};
