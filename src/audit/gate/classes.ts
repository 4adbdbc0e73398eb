import type { Severity } from '../../model/finding.ts';
import type { ChangeClass } from '../../model/gate.ts';

/** What there is to know about a class of change; the words stand in `src/model/gate.ts`. */
export interface ClassOfChange {
  readonly title: string;
  readonly severity: Severity;
  /** Of an identity that can do serious harm. */
  readonly whenPrivileged: Severity;
  /** Rules whose exception, for the same identity, accepts the change as well: it is what their finding is about. */
  readonly sameAs: readonly string[];
}

const standing = ['standing-administrator', 'standing-privilege-short-lived-credential'];

export const classes: Readonly<Record<ChangeClass, ClassOfChange>> = {
  'new-standing-grant': {
    title: 'New standing grant',
    severity: 'medium',
    whenPrivileged: 'critical',
    sameAs: standing,
  },
  'permanence-worsened': {
    title: 'Permanence worsened',
    severity: 'medium',
    whenPrivileged: 'critical',
    sameAs: standing,
  },
  'privilege-widened': {
    title: 'Privilege widened',
    severity: 'medium',
    whenPrivileged: 'high',
    sameAs: [],
  },
  'scope-widened': {
    title: 'Scope widened',
    severity: 'medium',
    whenPrivileged: 'high',
    sameAs: [],
  },
  'trust-widened': {
    title: 'Trust widened',
    severity: 'medium',
    whenPrivileged: 'critical',
    sameAs: [],
  },
  'credential-added': {
    title: 'Credential added',
    severity: 'medium',
    whenPrivileged: 'high',
    sameAs: ['service-key-without-expiry'],
  },
  'blast-radius-grown': {
    title: 'Blast radius grown',
    severity: 'high',
    whenPrivileged: 'critical',
    sameAs: [],
  },
  'exception-expired': {
    title: 'Exception expired',
    severity: 'high',
    whenPrivileged: 'high',
    sameAs: [],
  },
  'latent-privilege': {
    title: 'Latent privilege',
    severity: 'low',
    whenPrivileged: 'high',
    sameAs: [],
  },
  'time-bound-grant': {
    title: 'Time-bound grant',
    severity: 'info',
    whenPrivileged: 'info',
    sameAs: [],
  },
  indeterminate: {
    title: 'Indeterminate',
    severity: 'medium',
    whenPrivileged: 'high',
    sameAs: [],
  },
  'not-read': {
    title: 'Not read',
    severity: 'medium',
    whenPrivileged: 'high',
    sameAs: [],
  },
};
