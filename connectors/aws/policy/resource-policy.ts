const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** `*` in the policy of a key means the key itself. */
const ownResources = (arn: string, value: unknown): readonly string[] => {
  const named = asList(value).filter((text) => typeof text === 'string' && text.startsWith(arn));
  return named.length === 0 ? [arn] : named.map(String);
};

/**
 * The allowing statements of a resource's policy as policies of an identity: what whoever they name may do with this
 * resource. By position of the statement; principals and conditions are left to the caller.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
export const permissionsOf = (arn: string, policy: unknown): readonly (readonly [number, unknown])[] => {
  if (!isRecord(policy)) return [];
  return asList(policy.Statement).flatMap((statement, index): (readonly [number, unknown])[] => {
    if (!isRecord(statement) || statement.Effect !== 'Allow') return [];
    const { Action, NotAction, Resource } = statement;
    const actions = Action === undefined ? { NotAction } : { Action };
    const allow = { Effect: 'Allow', ...actions, Resource: ownResources(arn, Resource) };
    return [[index, { Version: '2012-10-17', Statement: [allow] }]];
  });
};
