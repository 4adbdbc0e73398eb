import type { PlannedChange, ReductionPlan } from '../../src/model/reduce.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { prettyJson, visible } from '../inert-text.ts';
import { planJson } from './json.ts';

/** Words in capitals that somebody has to fill in before a script does anything. */
const fillIn =
  /\b(?:EXTERNAL_ID|CREDENTIAL|NEW_PASSWORD|SUBJECT|AUDIENCE|TRUSTED_ROLE_ARN|PERMISSION|KEY_FILE|TEAM|REPOSITORY_ID|ROLE|MEMBER)\b/;

const script = (says: string, commands: readonly string[]): string => {
  const open = commands.some((command) => fillIn.test(command));
  return [
    '#!/bin/bash',
    `# ${visible(says)}`,
    'set -euo pipefail',
    ...(commands.length === 0
      ? ["echo 'No command is known for this: it is done by hand.' >&2", 'exit 1']
      : open
        ? ["echo 'Fill in the words in capitals first, then delete this line and the next.' >&2", 'exit 1']
        : []),
    ...commands.map(visible),
    '',
  ].join('\n');
};

const filesOf = (change: PlannedChange, name: string): readonly ReportFile[] => [
  { name: `${name}-apply.sh`, text: [script(change.says, change.commands)] },
  { name: `${name}-undo.sh`, text: [script(`The way back: ${change.says}`, change.undo)] },
  ...change.documents.flatMap(({ before, after }, index): readonly ReportFile[] => {
    const document = `${name}-document-${index + 1}`;
    return [
      ...(before === undefined
        ? []
        : [{ name: `${document}.before.json`, text: [`${prettyJson(before)}\n`] }]),
      ...(after === undefined ? [] : [{ name: `${document}.after.json`, text: [`${prettyJson(after)}\n`] }]),
    ];
  }),
];

/** Names of the files below, and of nothing else: such folders are replaced as a whole. */
export const patchName = /^\d{2,}-[a-z-]+-(?:(?:apply|undo)\.sh|document-\d+\.(?:before|after)\.json)$/;

/** Commands and documents of all changes, each with its inverse, in the order of the plan. Nothing runs them. */
export const planPatches = (plan: ReductionPlan): readonly ReportFile[] => {
  const changes = plan.steps.flatMap((step) => step.changes);
  const digits = Math.max(2, String(changes.length).length);
  return [
    { name: 'plan.json', text: [planJson(plan)] },
    ...changes.flatMap((change, index) =>
      filesOf(change, `${String(index + 1).padStart(digits, '0')}-${change.kind}`),
    ),
  ];
};
