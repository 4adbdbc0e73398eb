import { expect, test } from 'vitest';
import { demoResult } from '../support/demo.ts';

test('in the demo estate every statement and trust behind a step is found at its place', async () => {
  const { estate, reach } = await demoResult();
  const steps = estate.identities.flatMap((_, identity) => [
    ...reach.path(identity),
    ...estate.scopes.flatMap((_, scope) => reach.pathToControl(identity, scope)),
  ]);
  expect(steps.length).toBeGreaterThan(50);
  expect(steps.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
});

test('in the demo estate every reason names policies that its origins have, and trusts that its targets have', async () => {
  const { estate } = await demoResult();
  const { from, to, reason, reasons, sameStatement } = estate.takeover;
  const lost: string[] = [];
  for (const [edge, origin] of from.entries()) {
    const { allowedBy, trustedBy = [] } = reasons[reason[edge]!]!;
    const [holder, target] = [estate.identities[origin], estate.identities[to[edge]!]];
    for (const named of holder === undefined ? [] : allowedBy) {
      const has = holder!.attachments.some(
        ({ document }) => document === named.document || sameStatement?.(named, document) !== undefined,
      );
      if (!has) lost.push(holder!.id);
    }
    for (const trust of target === undefined ? [] : trustedBy) {
      if (target!.trusts[trust] === undefined) lost.push(target!.id);
    }
  }
  expect(lost).toEqual([]);
});
