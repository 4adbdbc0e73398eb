import { decoded } from '../policy/document-text.ts';
import { createPolicyStore } from '../policy/store.ts';

const saysNothing = (document: unknown): boolean => {
  const { Statement: statements } = (document ?? {}) as { readonly Statement?: unknown };
  return Array.isArray(statements) && statements.length === 0;
};

/**
 * Why the text of a policy is not read, or not all of it; undefined: it is. A text without a statement that can be read is no
 * policy that gives nothing: AWS takes more than its documentation shows.
 * @param document a text of JSON, or what it says
 */
export const policyProblem = (document: unknown): string | undefined => {
  const given = decoded(document);
  if (saysNothing(given)) return undefined;
  const store = createPolicyStore();
  const { problems } = store.documents[store.intern(given)]!;
  return problems.length === 0 ? undefined : problems.join('; ');
};
