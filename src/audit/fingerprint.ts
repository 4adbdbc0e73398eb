import { hash } from 'node:crypto';
import type { Evidence } from '../model/evidence.ts';
import type { Identity } from '../model/identity.ts';

/** 128 bits, so that two findings of any estate never share one by chance. */
const digits = 32;

/** JSON keeps the parts apart: no name can be written so that two different lists give one text. */
export const digestOf = (parts: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(parts), 'hex').slice(0, digits);

/** The same across scans for the same problem: nothing that is displayed, counted or dated goes in. */
export const fingerprintOf = (
  rule: string,
  { provider, id, scope }: Pick<Identity, 'provider' | 'id' | 'scope'>,
  key: string | undefined,
): string => digestOf(key === undefined ? [rule, provider, id, scope] : [rule, provider, id, scope, key]);

/** Changes when the facts behind a finding change; their order does not count. */
export const evidenceHashOf = (evidence: readonly Evidence[]): string =>
  digestOf(
    evidence
      .map(({ record, id, pointer, says }) => JSON.stringify([record, id, pointer ?? null, says]))
      .sort(),
  );
