import type { PolicyStore } from '../policy/store.ts';
import type { Principal } from './inventory.ts';

/** What of the policies could not be read, by account. */
export const problemsOf = (
  principals: readonly Principal[],
  store: PolicyStore,
): { account: string; text: string }[] => {
  const problems: { account: string; text: string }[] = [];
  const missingByAccount = new Map<string, Set<string>>();
  for (const { account, missing: arns, boundaryArn, boundary, policies, trust, arn } of principals) {
    for (const policy of arns) addTo(missingByAccount, account, policy);
    if (boundaryArn !== undefined && boundary === undefined) addTo(missingByAccount, account, boundaryArn);
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
