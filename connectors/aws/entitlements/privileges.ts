import { actionsOf, awsServices } from '../policy/actions.ts';

/**
 * The actions that `iam:*` or `*` stands for today, as entitlements name them, by service. Empty: it is no such pattern.
 * @param resources on which they are held: actions that know no kind of resource are granted by `*` alone
 */
export const awsPrivilegesIn = (
  pattern: string,
  resources: readonly string[],
): readonly { readonly service: string; readonly privilege: string }[] => {
  const wanted = /^([a-z0-9-]+):\*$/.exec(pattern)?.[1];
  if (pattern !== '*' && wanted === undefined) return [];
  return awsServices().flatMap((service, index) => {
    if (wanted !== undefined && service !== wanted) return [];
    const { first, end, nameOf, anyResourceOnly } = actionsOf(index);
    return Array.from({ length: end - first }, (_, at) => first + at)
      .filter((id) => resources.includes('*') || !anyResourceOnly(id))
      .map((id) => ({ service, privilege: nameOf(id) }));
  });
};
