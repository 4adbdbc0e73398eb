import { lstatSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { InputError } from '../model/input-error.ts';
import type { Settings } from '../model/settings.ts';
import type { Source } from '../pipeline/facts.ts';
import type { Context } from './context.ts';
import { repeatable, timestamp, wholeNumber } from './flags.ts';

export interface SourceOptions {
  readonly demo?: boolean;
  readonly collectedAt?: string;
  readonly verbose?: boolean;
  readonly aws?: boolean;
  readonly awsProfile?: string;
  readonly awsRoleArn?: readonly string[];
  readonly awsExternalId?: readonly string[];
  readonly awsOrganization?: boolean;
  readonly awsOrganizationRole?: string;
  readonly awsUsage?: boolean;
  readonly awsUsageBudget?: number;
  readonly awsWorkloads?: boolean;
  readonly awsRegion?: readonly string[];
  readonly awsResume?: string;
  readonly github?: readonly string[];
  readonly githubEnterprise?: string;
  readonly githubAppId?: string;
  readonly githubAppKey?: string;
  readonly githubCodespaces?: boolean;
  readonly githubResume?: string;
}

const fromAws = (option: Option): Option => option.implies({ aws: true });

const addGitHubOptions = (command: Command): Command =>
  command
    .addOption(repeatable('--github <organization>', 'live GitHub, with an App or GITHUB_TOKEN'))
    .option('--github-enterprise <slug>', 'its organisations, and what each App may enter')
    .option('--github-app-id <id>', 'GitHub App to scan as (default: GITHUB_APP_ID)')
    .option('--github-app-key <file>', 'its private key (default: GITHUB_APP_PRIVATE_KEY)')
    .option('--github-codespaces', 'secrets of Codespaces too')
    .option('--github-resume <file>', 'keep here what is read, and go on from it after an interruption');

const addFileOptions = (command: Command): Command =>
  command.addOption(
    new Option(
      '--collected-at <time>',
      'when the files were exported (default: their last change)',
    ).argParser(timestamp),
  );

export const addSourceOptions = (command: Command): Command => addGitHubOptions(addAwsOptions(command));

const addAwsOptions = (command: Command): Command =>
  addFileOptions(
    command
      .optionsGroup('Sources:')
      .option('--demo', 'the bundled sample estate: no credentials, no network'),
  )
    .option('--aws', 'live AWS, with the default credential chain')
    .addOption(fromAws(new Option('--aws-profile <name>', 'profile of the shared AWS configuration')))
    .addOption(
      fromAws(repeatable('--aws-role-arn <arn>', 'scan the account of this role; ARN or ARN,EXTERNAL-ID')),
    )
    .addOption(repeatable('--aws-external-id <id>', 'external id of the role given in the same place'))
    .addOption(fromAws(new Option('--aws-organization', "all active accounts of the caller's organisation")))
    .addOption(
      new Option(
        '--aws-organization-role <name>',
        'role to enter them with (default: OrganizationAccountAccessRole)',
      ).implies({ aws: true, awsOrganization: true }),
    )
    .addOption(
      fromAws(new Option('--aws-usage', 'ask which services the privileged identities last used, and when')),
    )
    .addOption(
      new Option('--aws-usage-budget <calls>', 'calls that may be spent on it (default: 500)')
        .argParser(wholeNumber)
        .implies({ aws: true, awsUsage: true }),
    )
    .addOption(
      fromAws(new Option('--aws-workloads', 'ask what runs as which role: functions, instances, projects…')),
    )
    .addOption(
      repeatable('--aws-region <name>', 'ask it in this region only; several with commas').implies({
        aws: true,
        awsWorkloads: true,
      }),
    )
    .addOption(
      fromAws(
        new Option('--aws-resume <file>', 'keep here what is read, and go on from it after an interruption'),
      ),
    );

const defaultUsageBudget = 500;

/** A role and its external id, given as `ARN,ID` or in the same place of the other flag. */
const rolesOf = ({ awsRoleArn = [], awsExternalId = [] }: SourceOptions) => {
  if (awsExternalId.length > awsRoleArn.length) {
    throw new InputError(
      'there are more external ids than roles',
      '--aws-external-id',
      'Give --aws-role-arn once for each, in the same order, or --aws-role-arn ARN,EXTERNAL-ID.',
    );
  }
  return awsRoleArn.map((given, index) => {
    // A role's name may hold a comma: where ids are given by the other flag, the ARN is taken whole.
    const comma = awsExternalId.length > 0 ? -1 : given.indexOf(',');
    const own = comma < 0 ? undefined : given.slice(comma + 1);
    const arn = comma < 0 ? given : given.slice(0, comma);
    const externalId = own ?? awsExternalId[index];
    return externalId === undefined || externalId === '' ? { arn } : { arn, externalId };
  });
};

/** Regions, given one by one or with commas. */
const regionsOf = ({ awsRegion = [] }: SourceOptions): readonly string[] => [
  ...new Set(awsRegion.flatMap((given) => given.split(',').map((name) => name.trim()))),
];

const isMissing = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) === undefined;

const noSource = (): InputError =>
  new InputError(
    'there is nothing to read',
    'the command line',
    `Do one of these:
  - a file: aws iam get-account-authorization-details > account.json
            nhi-audit scan account.json
  - a live account (reads only; nhi-audit permissions aws prints what it needs):
            nhi-audit scan --aws
  - a GitHub organisation (reads only; nhi-audit permissions github prints what it needs):
            nhi-audit scan --github ORGANISATION
  - the bundled sample estate:
            nhi-audit scan --demo`,
  );

export interface OpenSources {
  readonly sources: readonly Source[];
  /** For `gather`: what `--collected-at` or the demo says. */
  readonly collectedAt?: string;
  /** Flags and files after which `nhi-audit explain <identity>` finds the same facts. */
  readonly sourceArguments: readonly string[];
  /** Call when all is read: clears the progress line, and says with --verbose how many calls were made. */
  readonly finish: () => void;
}

const callCounter = () => {
  const counts = new Map<string, number>();
  return {
    count: (operation: string): void => {
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    },
    lines: (): readonly string[] => {
      const total = [...counts.values()].reduce((a, b) => a + b, 0);
      const each = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      return [
        `${total} calls in all`,
        ...each.map(([operation, n]) => `  ${String(n).padStart(6)}  ${operation}`),
      ];
    },
  };
};

const awsArguments = (options: SourceOptions): readonly string[] => [
  '--aws',
  ...(options.awsProfile === undefined ? [] : ['--aws-profile', options.awsProfile]),
  ...(options.awsRoleArn ?? []).flatMap((arn) => ['--aws-role-arn', arn]),
  ...(options.awsExternalId ?? []).flatMap((id) => ['--aws-external-id', id]),
  ...(options.awsOrganization === true ? ['--aws-organization'] : []),
  ...(options.awsOrganizationRole === undefined
    ? []
    : ['--aws-organization-role', options.awsOrganizationRole]),
  ...(options.awsWorkloads === true ? ['--aws-workloads'] : []),
  ...regionsOf(options).flatMap((region) => ['--aws-region', region]),
];

const githubArguments = (options: SourceOptions): readonly string[] => [
  ...(options.github ?? []).flatMap((org) => ['--github', org]),
  ...(options.githubEnterprise === undefined ? [] : ['--github-enterprise', options.githubEnterprise]),
  ...(options.githubAppId === undefined ? [] : ['--github-app-id', options.githubAppId]),
  ...(options.githubAppKey === undefined ? [] : ['--github-app-key', options.githubAppKey]),
  ...(options.githubCodespaces === true ? ['--github-codespaces'] : []),
];

const usesGitHub = ({ github = [], githubEnterprise }: SourceOptions): boolean =>
  github.length > 0 || githubEnterprise !== undefined;

const checkGitHub = (options: SourceOptions): void => {
  const { githubAppId, githubAppKey, githubCodespaces, githubResume } = options;
  const given =
    githubAppId ?? githubAppKey ?? githubResume ?? (githubCodespaces === true ? 'yes' : undefined);
  if (given === undefined || usesGitHub(options)) return;
  throw new InputError(
    'it is not said which organisation to read',
    'the --github-… flags',
    'Give --github ORGANISATION as well, or --github-enterprise SLUG.',
  );
};

/** @throws InputError when there is no source, or a file is of no known kind */
export const openSources = async (
  files: readonly string[],
  options: SourceOptions,
  settings: Settings,
  context: Context,
): Promise<OpenSources> => {
  checkGitHub(options);
  const isLive = options.aws === true || usesGitHub(options);
  if (files.length === 0 && options.demo !== true && !isLive) throw noSource();
  const { fileSource } = await import('../pipeline/file-source.ts');
  const { tolerantSources } = await import('../pipeline/tolerant-sources.ts');
  const others = options.demo === true || isLive ? 1 : 0;
  // A name that stands for nothing is a mistake of the command line, whatever stands beside it.
  for (const name of files) if (isMissing(name)) fileSource(name);
  const sources: Source[] = [
    ...tolerantSources(
      files.map((name) => ({ name, open: () => fileSource(name) })),
      others,
    ),
  ];
  const sourceArguments = [...files];
  const { collectedAt } = options;
  if (options.demo === true) {
    const { demoCollectedAt, demoFiles } = await import('../../connectors/aws/demo/index.ts');
    const { demoGitHubFile } = await import('../../connectors/github/demo/index.ts');
    sources.push(
      ...[...demoFiles, demoGitHubFile]
        .map(fileSource)
        .map((source) => ({ ...source, collectedAt: demoCollectedAt })),
    );
    sourceArguments.push('--demo');
  }
  const calls = callCounter();
  if (options.aws === true) {
    const { awsSource } = await import('../pipeline/aws-source.ts');
    const roles = rolesOf(options);
    const regions = regionsOf(options);
    sources.push(
      awsSource({
        ...(options.awsProfile === undefined ? {} : { profile: options.awsProfile }),
        ...(roles.length === 0 ? {} : { roles }),
        ...(options.awsOrganization === undefined ? {} : { organization: options.awsOrganization }),
        ...(options.awsOrganizationRole === undefined
          ? {}
          : { organizationRoleName: options.awsOrganizationRole }),
        ...(options.awsUsage === true ? { usageBudget: options.awsUsageBudget ?? defaultUsageBudget } : {}),
        ...(options.awsWorkloads === true ? { workloads: regions.length === 0 ? {} : { regions } } : {}),
        ...(options.awsResume === undefined ? {} : { journal: options.awsResume }),
        onProgress: ({ connector, scope, source, count }) =>
          context.progress(`${connector} ${scope}: ${source} ${count}`),
        onCall: calls.count,
        now: context.now,
        settings,
      }),
    );
    sourceArguments.push(...awsArguments(options));
  }
  const budgets: string[] = [];
  if (usesGitHub(options)) {
    const { githubSource } = await import('../pipeline/github-source.ts');
    sources.push(
      githubSource({
        organizations: options.github ?? [],
        ...(options.githubEnterprise === undefined ? {} : { enterprise: options.githubEnterprise }),
        ...(options.githubAppId === undefined ? {} : { appId: options.githubAppId }),
        ...(options.githubAppKey === undefined ? {} : { appKey: options.githubAppKey }),
        ...(options.githubCodespaces === undefined ? {} : { codespaces: options.githubCodespaces }),
        ...(options.githubResume === undefined ? {} : { journal: options.githubResume }),
        onProgress: ({ connector, scope, source, count }) =>
          context.progress(`${connector} ${scope}: ${source} ${count}`),
        onCall: calls.count,
        onBudgets: (all) => {
          for (const { resource, limit, remaining, resetAt } of all) {
            budgets.push(`GitHub ${resource}: ${remaining} of ${limit} calls left until ${resetAt}`);
          }
        },
        onWait: (until) => context.note(`nhi-audit: GitHub's rate limit: waiting until ${until}`),
        now: context.now,
      }),
    );
    sourceArguments.push(...githubArguments(options));
  }
  if (collectedAt !== undefined) sourceArguments.push('--collected-at', collectedAt);
  return {
    sources,
    ...(collectedAt === undefined ? {} : { collectedAt }),
    sourceArguments,
    finish: () => {
      context.progress('');
      if (options.verbose !== true || !isLive) return;
      for (const line of [...calls.lines(), ...budgets]) context.note(`nhi-audit: ${line}`);
    },
  };
};
