import type { FactRef } from '../../model/evidence.ts';
import type { Grant } from '../../model/grant.ts';
import type { Identity } from '../../model/identity.ts';
import type { Proposal } from '../../model/reduce.ts';
import { endTime } from '../../model/remedy.ts';

const mostNamed = 5;
const listed = (names: readonly string[]): string =>
  `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''}`;

type Of<Kind extends Proposal['kind']> = Extract<Proposal, { readonly kind: Kind }>;
type Says = { readonly [Kind in Proposal['kind']]: (proposal: Of<Kind>) => string };

const who = ({ kind, name }: Identity): string => `${kind} ${name}`;

const grantNamed = ({ scope }: Identity, grant: Grant): string =>
  `${grant.name}${grant.scope === scope ? '' : ` on ${grant.scope}`}`;

const position = ({ pointer = '' }: FactRef): string => {
  const found = /\/(\d+)$/.exec(pointer)?.[1];
  return found === undefined ? 'the statement' : `statement ${Number(found) + 1}`;
};

const says: Says = {
  'withdraw-grant': ({ identity, grant }) =>
    grant.via.startsWith('group ')
      ? `Take ${who(identity)} out of ${grant.via}.`
      : `Withdraw ${grantNamed(identity, grant)} from ${who(identity)}.`,
  'make-eligible': ({ identity, grant }) =>
    `Make ${grantNamed(identity, grant)} of ${who(identity)} eligible: it is ${identity.nature.is === 'human' ? 'activated' : 'asked for'} when it is needed, and expires.`,
  'make-time-bound': ({ identity, grant }) =>
    `Give ${grant === undefined ? 'all' : grantNamed(identity, grant)} of ${who(identity)} an end: it is given again for the next task. ${endTime} is that end, in UTC: seven days from now, for instance.`,
  'split-identity': ({ identity, parts, rest }) =>
    `Give ${listed(parts.map(({ workload }) => workload.name))} an identity each in place of ${who(identity)}, with what it used; ${rest.length === 0 ? 'nothing stays' : rest.length === 1 ? 'one privilege stays' : `${rest.length} privileges stay`} with that one.`,
  'guard-step': ({ identity, place }) =>
    `Let somebody else consent before anybody changes what ${who(identity)} does: ${place.id}.`,
  'withdraw-from-group': ({ grant }) => `Withdraw ${grant.name} from ${grant.via}.`,
  'withdraw-statement': ({ grant, place }) =>
    `Take ${position(place)} out of ${grant.name}, from all who have it.`,
  'narrow-to-used': ({ identity, used }) =>
    used.length === 0
      ? `Withdraw all that ${who(identity)} has: it used nothing.`
      : `Leave ${who(identity)} what it used, ${used.length === 1 ? 'one privilege' : `${used.length} privileges`}, in place of what it has.`,
  'end-credential': ({ identity, credential }) => `Switch off the ${credential.kind} of ${who(identity)}.`,
  'end-identity': ({ identity }) => `Quarantine ${who(identity)}, which is not used.`,
  'narrow-trust': ({ identity, change }) =>
    change === 'removed'
      ? `Remove from the trust policy of ${who(identity)} the outside parties that it accepts without any condition.`
      : `Let only the subjects in use become ${who(identity)}.`,
  'cut-step': ({ identity, ways }) =>
    `Take away from ${who(identity)} the step: ${[...new Set(ways.map(({ by, to }) => (to === undefined ? by : `${by} (${to.replace(/^scope:/, '')})`)))].join('; ')}.`,
};

/** The change, as a sentence. */
export const saysOf = (proposal: Proposal): string =>
  (says[proposal.kind] as (proposal: Proposal) => string)(proposal);
