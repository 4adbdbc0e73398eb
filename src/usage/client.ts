import type { ClientKind } from '../model/usage.ts';

/** What the name of a client says, the first that fits. */
export type ClientTable = readonly (readonly [pattern: RegExp, kind: ClientKind])[];

/** Clients of every provider. */
const common: ClientTable = [
  [/Terraform|Pulumi|OpenTofu|Ansible|Crossplane|Spacelift|Jenkins|gitlab-runner|HashiCorp/i, 'tool'],
  [/^Mozilla\/\d/, 'browser'],
  [/^(?:python-requests|axios|okhttp|Go-http-client|curl|grpc-)|\bgrpc-/i, 'sdk'],
];

/**
 * A name is the client's own word and can be forged: whoever wants to hide does, whoever does not care is found.
 * @param agent what the client calls itself; of long ones the beginning counts, where what matters stands
 * @param own clients of the provider, before those that all have
 */
export const clientOf = (agent: string | undefined, own: ClientTable): ClientKind => {
  if (agent === undefined || agent === '') return 'unknown';
  const start = agent.slice(0, 512).replace(/^\[|\]$/g, '');
  const fits = ([pattern]: ClientTable[number]): boolean => pattern.test(start);
  return (own.find(fits) ?? common.find(fits))?.[1] ?? 'unknown';
};
