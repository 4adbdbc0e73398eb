import type { ChangeClass } from '../../model/gate.ts';
import type { ChangeSubject, IdentityUser, Instead } from '../../model/remedy.ts';

/** The task-scoped alternative to a change, where its provider has no row of its own that fits. */
const rows: readonly Instead[] = [
  {
    about: 'credential',
    says: 'Let a third party vouch for the workload (OIDC, SPIFFE, a metadata service) instead of storing a secret, or give the credential an end within the policy.',
  },
  {
    about: 'trust',
    says: 'Trust the one party that needs it, under conditions that only it meets, and for the time of the task.',
  },
  {
    about: 'chain',
    says: 'Break the chain: `nhi-audit explain <identity>` shows it step by step, and the change that ends each step.',
  },
  {
    about: 'exception',
    says: 'End what the exception was for. If it must stay, have it reviewed and approved again with a new end.',
  },
  {
    about: 'unknown',
    says: 'Make it known: write the value out or read the missing source, and run the gate again.',
  },
  { about: 'grant', says: 'Give the privileges of the task, on its resources, with an end.' },
];

/**
 * @param of kind of the credential or mechanism of the trust, where the change is about one
 * @param own rows of the provider; the first that fits is told
 */
export const insteadOf = (
  change: { readonly class: ChangeClass; readonly about: ChangeSubject; readonly of?: string | undefined },
  own: readonly Instead[],
  kind: string | undefined,
  user?: IdentityUser,
): string =>
  change.class === 'time-bound-grant'
    ? 'It expires or must be activated: no action is needed.'
    : [...own, ...rows].find(
        (row) =>
          row.about === change.about &&
          (row.kinds === undefined || (kind !== undefined && row.kinds.includes(kind))) &&
          (row.usedBy === undefined || row.usedBy === user) &&
          (row.of === undefined || (change.of !== undefined && row.of.includes(change.of))),
      )!.says;
