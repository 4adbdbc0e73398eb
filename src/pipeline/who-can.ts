import type { AccessQuestion, AccessReport } from '../model/access.ts';
import type { InputKind } from '../model/coverage.ts';
import type { PathStep } from '../model/finding.ts';
import type { AuditResult } from '../model/report.ts';

/** What the answer rests on: without one of these it may be wrong. */
const inputs: ReadonlySet<InputKind> = new Set<InputKind>([
  'inventory',
  'grants',
  'guardrails',
  'organization',
  'trusts',
  'workloads',
]);

/**
 * Who may do something, and who can become somebody who may. Pure.
 * @throws InputError when the question names nothing that the provider knows; undefined: no provider can tell
 */
export const whoCan = (
  { estate, reach }: AuditResult,
  question: AccessQuestion,
): AccessReport | undefined => {
  const answer = estate.whoCan?.(question);
  if (answer === undefined) return undefined;
  const having = (verdict: 'allowed' | 'conditional'): number[] =>
    answer.identities.filter((each) => each.verdict === verdict).map(({ identity }) => identity);
  const nodes = (wanted: 'allowed' | 'conditional'): number[] =>
    (answer.states ?? []).filter(({ verdict }) => verdict === wanted).map(({ node }) => node);
  const surely = reach.pathsToAny({
    identities: having('allowed'),
    scopes: answer.scopes,
    nodes: nodes('allowed'),
  });
  const perhaps = reach.pathsToAny({
    identities: having('conditional'),
    scopes: [],
    nodes: nodes('conditional'),
  });
  const lifting = new Map((answer.lifting ?? []).map(({ identity, path }) => [identity, path]));
  const becoming = new Map<number, readonly PathStep[]>();
  for (const { identity, verdict } of answer.identities) {
    if (verdict === 'allowed' || verdict === 'conditional') continue;
    const sure = surely(identity);
    const path = sure.length > 0 ? sure : (lifting.get(identity) ?? perhaps(identity));
    if (path.length > 0) becoming.set(identity, path);
  }
  const gaps = estate.coverage.filter(
    ({ status, gives }) => status !== 'complete' && gives.some((kind) => inputs.has(kind)),
  );
  return { question, answer, becoming, gaps };
};
