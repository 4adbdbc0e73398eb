import { Command, Option } from 'commander';
import { owaspRisks } from '../../model/finding.ts';
import { InputError } from '../../model/input-error.ts';
import type { Rule } from '../../model/rule.ts';
import type { Context, DefineCommand } from '../context.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { examples } from '../flags.ts';

interface RulesOptions {
  readonly format: 'terminal' | 'json';
}

/** A rule without its code. */
const described = ({ check: _, ...rule }: Rule) => rule;

const table = (rules: readonly Rule[]): string => {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const rows = rules.map(
    ({ id, severity, owasp }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${owasp.join(', ')}\n`,
  );
  return `${'rule'.padEnd(width)}  severity  OWASP NHI 2025\n${rows.join('')}`;
};

const page = (rule: Rule): string =>
  `${rule.id}: ${rule.title}

severity    ${rule.severity}
confidence  ${rule.confidence}
facets      ${rule.facets.join(', ')}
OWASP       ${rule.owasp.map((risk) => `${risk} ${owaspRisks[risk]}`).join(', ')}
needs       ${rule.needs.join(', ')}
controls    ${Object.entries(rule.controls)
    .map(([framework, ids]) => `${framework}: ${ids.join(', ')}`)
    .join('\n            ')}

Why it matters

${rule.why}

How to fix it

${rule.remedy}

Limits of this check

${rule.limits}

Sources

${rule.sources.map((source) => `- ${source}`).join('\n')}
`;

const run = async (id: string | undefined, { format }: RulesOptions, context: Context): Promise<ExitCode> => {
  const { rules } = await import('../../../rules/index.ts');
  const rule = rules.find((each) => each.id === id);
  if (id !== undefined && rule === undefined) {
    const ids = rules.map((each) => each.id);
    const holding = id.length < 3 ? [] : ids.filter((each) => each.includes(id.toLowerCase()));
    throw new InputError(
      `there is no such rule${didYouMean(id, ids)}`,
      id,
      holding.length === 0
        ? 'nhi-audit rules lists them.'
        : `Rules with that in their name: ${holding.join(', ')}.`,
    );
  }
  const shown = rule ?? rules.map(described);
  const json = (): string =>
    `${JSON.stringify(rule === undefined ? shown : described(rule), undefined, 2)}\n`;
  const text = (): string => (rule === undefined ? table(rules) : page(rule));
  await context.write([format === 'json' ? json() : text()]);
  return exitCodes.pass;
};

export const rules: DefineCommand = (context, end) => {
  const command = new Command('rules')
    .summary('list the rules, or explain one')
    .description(
      'The rules that judge identities: what each looks for, why, how to end it, and what it leaves out.',
    )
    .argument('[id]', 'a rule')
    .addOption(
      new Option('--format <format>', 'how to print').choices(['terminal', 'json']).default('terminal'),
    );
  return examples(command, [
    ['all rules', 'nhi-audit rules'],
    ['one rule', 'nhi-audit rules standing-administrator'],
  ]).action(async (id: string | undefined, options: RulesOptions) => end(await run(id, options, context)));
};
