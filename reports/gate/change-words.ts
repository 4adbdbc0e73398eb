import type { ChangeClass } from '../../src/model/gate.ts';

/** What a class of change is called in reports, and what it means. */
export const changeWords: Readonly<Record<ChangeClass, { readonly title: string; readonly means: string }>> =
  {
    'new-standing-grant': {
      title: 'New standing grant',
      means:
        'A grant without expiry, or with one beyond the policy, where the identity had none in that scope and service. Anyone who compromises the identity has it from then on.',
    },
    'permanence-worsened': {
      title: 'Permanence worsened',
      means: 'A grant that expired, or had to be activated, now lasts, or ends later than the policy allows.',
    },
    'privilege-widened': {
      title: 'Privilege widened',
      means: 'A standing grant allows more than before in a place where the identity already had privileges.',
    },
    'scope-widened': {
      title: 'Scope widened',
      means: 'A standing grant holds in more places, or for more resources, than before.',
    },
    'trust-widened': {
      title: 'Trust widened',
      means: 'More parties may become the identity than before, or under weaker conditions.',
    },
    'credential-added': {
      title: 'Credential added',
      means: 'One more credential proves the identity: one more that can leak.',
    },
    'blast-radius-grown': {
      title: 'Blast radius grown',
      means:
        'More of the estate is compromised if the identity leaks, by a chain of steps, although no single grant, trust or credential looks bad.',
    },
    'latent-privilege': {
      title: 'Latent privilege',
      means:
        'A privilege that nobody can use yet: one more step, which may look harmless by itself, puts it in force.',
    },
    'exception-expired': {
      title: 'Exception expired',
      means: 'What an exception accepted is open again: it has ended, or was not reviewed in time.',
    },
    'time-bound-grant': {
      title: 'Time-bound grant',
      means: 'A grant that expires within the policy. It is reported and does not fail the gate.',
    },
    indeterminate: {
      title: 'Indeterminate',
      means:
        'Nobody can tell what the change gives: a value is computed, or something could not be read. What may give privileges is not let through unseen.',
    },
    'not-read': {
      title: 'Not read',
      means:
        'The change makes or alters a resource that may say who can do what, and nothing here evaluates resources of its type.',
    },
  };
