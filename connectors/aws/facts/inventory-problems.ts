import { ownMember } from '../../../src/model/own-member.ts';
import type { PolicyStore } from '../policy/store.ts';
import type { Inventory } from './inventory.ts';

interface Problem {
  readonly account: string;
  readonly text: string;
}

const limitNames = {
  SERVICE_CONTROL_POLICY: 'service control policy',
  RESOURCE_CONTROL_POLICY: 'resource control policy',
} as const;

/** A policy of the organisation limits all of its accounts. */
const problemsOfLimits = (
  policies: Inventory['organizationPolicies'],
  accounts: Iterable<string>,
  store: PolicyStore,
): readonly Problem[] => {
  const texts = policies.flatMap(({ Type, Name, Id, Content }) =>
    store
      .read(Content)
      .problems.map((problem) => `${ownMember(limitNames, Type) ?? 'policy'} ${Name ?? Id}: ${problem}`),
  );
  return texts.length === 0
    ? []
    : [...accounts].flatMap((account) => texts.map((text) => ({ account, text })));
};

const problemsOfResources = (
  policies: Inventory['resourcePolicies'],
  store: PolicyStore,
): readonly Problem[] =>
  policies.flatMap(({ arn, account, document }) =>
    store.documents[document]!.problems.map((problem) => ({
      account,
      text: `resource policy of ${arn}: ${problem}`,
    })),
  );

/** What of the policies could not be read, or is too complex to judge, by account. */
export const problemsOf = (
  {
    principals,
    accounts,
    organizationPolicies,
    resourcePolicies,
  }: Pick<Inventory, 'principals' | 'accounts' | 'organizationPolicies' | 'resourcePolicies'>,
  store: PolicyStore,
): readonly Problem[] => {
  const problems: Problem[] = [
    ...problemsOfLimits(organizationPolicies, accounts, store),
    ...problemsOfResources(resourcePolicies, store),
  ];
  const missingByAccount = new Map<string, Set<string>>();
  for (const { account, missing: arns, boundaryArn, boundary, policies, trust, arn } of principals) {
    for (const policy of arns) addTo(missingByAccount, account, policy);
    if (boundaryArn !== undefined && boundary === undefined) addTo(missingByAccount, account, boundaryArn);
    for (const problem of boundary === undefined ? [] : store.documents[boundary]!.problems) {
      problems.push({ account, text: `permissions boundary of ${arn}: ${problem}` });
    }
    for (const { document, name } of policies) {
      for (const problem of store.documents[document]!.problems) {
        problems.push({ account, text: `policy ${name} of ${arn}: ${problem}` });
      }
    }
    if (trust !== undefined) {
      for (const problem of store.documents[trust]!.problems) {
        problems.push({ account, text: `trust policy of ${arn}: ${problem}` });
      }
    }
  }
  for (const [account, arns] of missingByAccount) {
    const list = [...arns].sort();
    problems.push({
      account,
      text: `${list.length} attached ${list.length === 1 ? 'policy is' : 'policies are'} not in the snapshot, so what they allow is not known: ${list.slice(0, 5).join(', ')}${list.length > 5 ? ', …' : ''}`,
    });
  }
  return problems;
};

const addTo = (map: Map<string, Set<string>>, key: string, value: string): void => {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
};
