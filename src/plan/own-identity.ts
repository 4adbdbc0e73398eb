import { isComputed, type Plan, type PlannedResource } from './planned-resource.ts';

/** What an identity is called in other resources. */
const nameAttributes = ['arn', 'email', 'id', 'name', 'principal_id', 'client_id', 'unique_id', 'member'];

const namesOf = ({ before, after }: PlannedResource): readonly string[] =>
  [before, after].flatMap((values) =>
    nameAttributes.flatMap((attribute) => {
      const name = values?.[attribute];
      return typeof name === 'string' && name !== '' ? [name] : [];
    }),
  );

/**
 * Whether a value names only identities that the plan makes, where what they hold is judged, or identities that only the
 * provider can use.
 * @param makesIdentity of a resource type
 */
export const isIdentityOfPlan = (
  value: unknown,
  plan: Plan,
  makesIdentity: (type: string) => boolean,
  providerOwned?: RegExp,
): boolean => {
  if (isComputed(value))
    return (
      value.whole && value.from.length > 0 && value.from.every(({ resource }) => makesIdentity(resource.type))
    );
  if (Array.isArray(value))
    return value.every((each) => isIdentityOfPlan(each, plan, makesIdentity, providerOwned));
  if (typeof value !== 'string') return false;
  if (providerOwned?.test(value) === true) return true;
  const named = [value, value.slice(value.lastIndexOf('/') + 1)];
  return plan.resources.some(
    (resource) => makesIdentity(resource.type) && namesOf(resource).some((name) => named.includes(name)),
  );
};
