import { type Command, InvalidArgumentError, Option } from 'commander';
import { connectors } from '../../connectors/index.ts';
import { type Filter, letsFinding, letsIdentity } from '../model/filter.ts';
import { type Severity, severities } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';
import { InputError } from '../model/input-error.ts';
import type { AuditResult } from '../model/report.ts';
import { withParents } from '../model/scope.ts';
import { didYouMean } from './did-you-mean.ts';
import { separable } from './flags.ts';

export interface FilterOptions {
  readonly severity?: Severity;
  readonly rule?: readonly string[];
  readonly scope?: readonly string[];
  readonly provider?: readonly string[];
  readonly nature?: readonly Identity['nature']['is'][];
}

const natures = ['machine', 'human', 'unknown'];

/** A list with commas, each of it one of few words. */
const oneOf = (flags: string, description: string, known: readonly string[]): Option => {
  const option = separable(flags, `${description}: ${known.join(', ')}`);
  const { parseArg } = option;
  return option.argParser((value: string, before: readonly string[] | undefined) => {
    const all = parseArg!(value, before as never) as unknown as readonly string[];
    const wrong = all.find((word) => !known.includes(word));
    if (wrong === undefined) return all;
    throw new InvalidArgumentError(`Give one of ${known.join(', ')}${didYouMean(wrong, known)}.`);
  });
};

/** What is shown; the whole estate is read and judged all the same. */
export const addFilterOptions = (command: Command): Command =>
  command
    .optionsGroup('Shown:')
    .addOption(new Option('--severity <severity>', 'findings of this severity and above').choices(severities))
    .addOption(separable('--rule <ids>', 'findings of these rules'))
    .addOption(separable('--scope <ids>', 'what lives in these scopes, by id or name, and in those within'))
    .addOption(
      oneOf(
        '--provider <ids>',
        'of these providers',
        connectors.map(({ id }) => id),
      ),
    )
    .addOption(oneOf('--nature <natures>', 'identities of this nature', natures));

/** @throws InputError when there is no such rule; said before anything is read */
export const checkFilter = ({ rule = [] }: FilterOptions, ruleIds: readonly string[]): void => {
  const wrong = rule.find((id) => !ruleIds.includes(id));
  if (wrong === undefined) return;
  throw new InputError(
    `there is no rule ${JSON.stringify(wrong)}${didYouMean(wrong, ruleIds)}`,
    '--rule',
    'nhi-audit rules lists them.',
  );
};

/** Ids of the scopes that are named by id or name, and of all within them. */
const scopesOf = (
  named: readonly string[] | undefined,
  { estate: { scopes } }: AuditResult,
): readonly string[] | undefined => {
  if (named === undefined) return undefined;
  const roots = named.map((name) => {
    const found = scopes.filter((scope) => scope.id === name || scope.name === name);
    if (found.length > 0) return found.map(({ id }) => id);
    const known = scopes.flatMap((scope) => [scope.id, scope.name]);
    throw new InputError(
      `there is no scope ${JSON.stringify(name)} in what was read${didYouMean(name, known)}`,
      '--scope',
      'Give the id or the name of an account, organisation, repository or subscription; report.json lists them as scopes.',
    );
  });
  const wanted = new Set(roots.flat());
  const chainOf = withParents(scopes);
  return scopes.map(({ id }) => id).filter((id) => [...chainOf(id)].some((each) => wanted.has(each)));
};

export const flagsOf = (options: FilterOptions): readonly string[] => [
  ...(options.severity === undefined ? [] : [`--severity ${options.severity}`]),
  ...(['rule', 'scope', 'provider', 'nature'] as const).flatMap((name) => {
    const values = options[name];
    return values === undefined ? [] : [`--${name} ${values.join(',')}`];
  }),
];

/**
 * What is shown of a result, which says so. The place of an identity in the ranking, coverage and assessments stay those of
 * the whole.
 * @throws InputError when there is no such scope
 */
export const filtered = (result: AuditResult, options: FilterOptions): AuditResult => {
  const flags = flagsOf(options);
  if (flags.length === 0) return result;
  const filter: Filter = {
    severity: options.severity,
    rules: options.rule,
    scopes: scopesOf(options.scope, result),
    providers: options.provider,
    natures: options.nature,
  };
  return filteredBy(result, filter, flags);
};

const filteredBy = (result: AuditResult, filter: Filter, flags: readonly string[]): AuditResult => {
  const { identities } = result.estate;
  const byId = new Map(identities.map((identity) => [identity.id, identity]));
  const findings = result.findings.filter((finding) => letsFinding(filter, finding, (id) => byId.get(id)));
  return {
    ...result,
    ...(result.earlier === undefined ? {} : { earlier: filteredBy(result.earlier, filter, flags) }),
    findings,
    filter: {
      filter,
      flags,
      findings: result.findings.length - findings.length,
      identities: identities.filter((identity) => !letsIdentity(filter, identity)).length,
    },
  };
};
