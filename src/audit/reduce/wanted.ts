import type { Identity } from '../../model/identity.ts';
import { InputError } from '../../model/input-error.ts';
import type { Proposal } from '../../model/reduce.ts';
import type { Simulation } from './standing.ts';

/** By id; else by a name that only one has. */
const identityNamed = ({ estate, indexOf }: Simulation, text: string): Identity | undefined => {
  const index = indexOf(text);
  if (index !== undefined) return estate.identities[index];
  const named = estate.identities.filter(({ name }) => name === text);
  return named.length === 1 ? named[0] : undefined;
};

const credentialNamed = ({ estate }: Simulation, text: string): Proposal | undefined => {
  for (const identity of estate.identities) {
    const credential = identity.credentials.find(({ id }) => id === text);
    if (credential !== undefined) return { kind: 'end-credential', identity, credential };
  }
  return undefined;
};

/** `AdministratorAccess@deploy`; either may hold an at sign. */
const grantNamed = (simulation: Simulation, text: string): readonly Proposal[] => {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const identity = identityNamed(simulation, text.slice(at + 1));
    const grants = identity?.grants.filter(({ name }) => name === text.slice(0, at)) ?? [];
    if (identity !== undefined && grants.length > 0)
      return grants.map((grant) => ({ kind: 'withdraw-grant', identity, grant }));
  }
  return [];
};

/**
 * What `--without` stands for: an identity, a credential by its id, or `GRANT@IDENTITY`.
 * @throws InputError when it stands for nothing
 */
export const wantedChange = (simulation: Simulation, text: string): readonly Proposal[] => {
  const identity = identityNamed(simulation, text);
  if (identity !== undefined) return [{ kind: 'end-identity', identity }];
  const credential = credentialNamed(simulation, text);
  if (credential !== undefined) return [credential];
  const grants = grantNamed(simulation, text);
  if (grants.length > 0) return grants;
  throw new InputError(
    'no identity, credential or grant is called so',
    text,
    'Give the id of an identity or of a credential, or GRANT@IDENTITY with the names that nhi-audit explain prints.',
  );
};
