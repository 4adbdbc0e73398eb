import type { Plan, PlannedResource, Value } from '../../../src/plan/planned.ts';

/** Where the resources of one configuration of the provider are. */
export interface Account {
  readonly id: string;
  readonly partition: string;
  readonly region: string;
  /** The plan does not say which account it is: `id` stands for it. */
  readonly placeholder: boolean;
}

/** No account of AWS has these ids. */
export const placeholderAccount = (number: number): string => String(number).padStart(12, '0');

const arnPattern = /^arn:(aws[a-z-]*):[a-z0-9-]+:([a-z0-9-]*):(\d{12}):/;

const ownArn = (value: Value | undefined): RegExpExecArray | null =>
  typeof value === 'string' ? arnPattern.exec(value) : null;

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Ids that the provider is told to accept, or whose role it takes. */
const configuredAccount = (constants: ReadonlyMap<string, unknown>): string | undefined => {
  const allowed = constants.get('allowed_account_ids');
  if (Array.isArray(allowed) && allowed.length === 1) return stringOf(allowed[0]);
  return arnPattern.exec(stringOf(constants.get('assume_role.role_arn')) ?? '')?.[3];
};

/** The value that most agree on, the first of several. */
const mostCommon = (values: readonly string[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
};

/**
 * The account of each configuration of the provider: from ARNs of its own resources, from `aws_caller_identity`, from what
 * the provider is told, else a placeholder.
 * @param fallback the one account of the snapshot that is given beside the plan
 */
export const accountsOf = (plan: Plan, fallback?: string): ((resource: PlannedResource) => Account) => {
  const byConfiguration = Map.groupBy(
    plan.resources.filter(({ provider, type }) => provider.endsWith('aws') || type.startsWith('aws_')),
    ({ configuration }) => configuration,
  );
  const accounts = new Map<string, Account>();
  const configurations = [...byConfiguration].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [configuration, resources] of configurations) {
    const constants =
      plan.providers.find(({ key }) => key === configuration)?.constants ?? new Map<string, unknown>();
    const arns = resources
      .filter(({ mode }) => mode === 'managed')
      .flatMap(({ before, after }) => [ownArn(before?.arn), ownArn(after?.arn)])
      .filter((match) => match !== null);
    const caller = resources
      .filter(({ type }) => type === 'aws_caller_identity')
      .flatMap(({ before, after }) => [stringOf(before?.account_id), stringOf(after?.account_id)])
      .find((id) => id !== undefined);
    const id =
      mostCommon(arns.map((match) => match[3]!)) ??
      caller ??
      configuredAccount(constants) ??
      (configurations.length === 1 ? fallback : undefined);
    const region =
      stringOf(constants.get('region')) ??
      mostCommon(arns.map((match) => match[2]!).filter((text) => text !== '')) ??
      '(region)';
    accounts.set(configuration, {
      id: id ?? placeholderAccount([...accounts.values()].filter(({ placeholder }) => placeholder).length),
      partition:
        mostCommon(arns.map((match) => match[1]!)) ??
        (region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws'),
      region,
      placeholder: id === undefined,
    });
  }
  return ({ configuration }) =>
    accounts.get(configuration) ?? {
      id: placeholderAccount(0),
      partition: 'aws',
      region: '(region)',
      placeholder: true,
    };
};
