import type { Plan, Values } from '../../../src/plan/planned-resource.ts';

/** Stands for an account that the plan does not name. */
const placeholder = (index: number): string => String(index).padStart(12, '0');

const iamArn = /^arn:(aws[a-z-]*):(?:iam|sts)::(\d{12}):/;
const anyArn = /^arn:(aws[a-z-]*):[^:]+:[^:]*:(\d{12}):/;

export interface Account {
  readonly id: string;
  readonly partition: string;
}

/** ARNs of resources themselves, not those that policies mention. */
const arnsOf = (values: Values | undefined): readonly string[] =>
  values === undefined ? [] : [values.arn, values.id].filter((value) => typeof value === 'string');

/**
 * In which account each configuration of the provider works: by `aws_caller_identity`, by the ARNs of its own resources, by
 * those of the whole plan where they agree, by the one account of the snapshot. Else a number that is no account's.
 */
export const accountsOf = (
  plan: Plan,
  snapshotAccounts: readonly string[],
): ((providerKey: string) => Account) => {
  const found = new Map<string, Account>();
  const everywhere = new Map<string, Account>();
  const note = (key: string, arn: string): void => {
    const [, partition = 'aws', id] = iamArn.exec(arn) ?? anyArn.exec(arn) ?? [];
    if (id === undefined) return;
    everywhere.set(id, { id, partition });
    if (!found.has(key)) found.set(key, { id, partition });
  };
  for (const { provider, providerKey, mode, before, after } of plan.resources) {
    if (provider !== 'aws' || mode === 'data') continue;
    for (const arn of [...arnsOf(before), ...arnsOf(after)]) note(providerKey, arn);
  }
  const callers = [
    ...plan.known,
    ...plan.resources.map(({ type, providerKey, after }) => ({ type, providerKey, values: after ?? {} })),
  ].filter(({ type }) => type === 'aws_caller_identity');
  for (const { values, providerKey } of callers) {
    const { account_id: id, arn } = values;
    if (typeof id !== 'string' || !/^\d{12}$/.test(id)) continue;
    const [, partition = 'aws'] = anyArn.exec(typeof arn === 'string' ? arn : '') ?? [];
    // The state does not tell which configuration asked: it speaks for those that nothing else tells of.
    everywhere.set(id, { id, partition });
    if (!found.has(providerKey)) found.set(providerKey, { id, partition });
  }
  const only = everywhere.size === 1 ? [...everywhere.values()][0] : undefined;
  const [snapshotAccount, ...more] = snapshotAccounts;
  const fallback =
    only ??
    (snapshotAccount !== undefined && more.length === 0
      ? { id: snapshotAccount, partition: 'aws' }
      : undefined);
  const unnamed = [...new Set(plan.resources.map(({ providerKey }) => providerKey))]
    .filter((key) => !found.has(key))
    .sort();
  return (key) =>
    found.get(key) ?? fallback ?? { id: placeholder(Math.max(0, unnamed.indexOf(key))), partition: 'aws' };
};
