import { createHash } from 'node:crypto';
import type { ReductionPlan } from '../../src/model/reduce.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { planCsv } from './csv.ts';
import { planJson } from './json.ts';
import { nobody, ownerMarkdown, planMarkdown } from './markdown.ts';

export { planCsv } from './csv.ts';
export { planJson } from './json.ts';
export { planMarkdown } from './markdown.ts';
export { patchName, planPatches } from './patches.ts';
export { planTerminal } from './terminal.ts';

/** Names of the sheets of owners, and of nothing else: such folders are replaced as a whole. */
export const sheetName = /^owner-[a-z0-9-]*-[0-9a-f]{8}\.md$/;

/** A name for a file that two owners never share, and that any file system takes. */
const fileName = (owner: string): string => {
  const plain = owner
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `owner-${plain}-${createHash('sha256').update(owner).digest('hex').slice(0, 8)}.md`;
};

/** The plan in all forms, and a sheet for each owner. */
export const planFiles = (plan: ReductionPlan): readonly ReportFile[] => {
  const owners = new Set(plan.steps.flatMap(({ changes }) => changes.map(({ owner }) => owner ?? nobody)));
  return [
    { name: 'plan.json', text: [planJson(plan)] },
    { name: 'plan.csv', text: [planCsv(plan)] },
    { name: 'plan.md', text: planMarkdown(plan) },
    ...[...owners].sort().map((owner) => ({ name: fileName(owner), text: ownerMarkdown(owner, plan) })),
  ];
};
