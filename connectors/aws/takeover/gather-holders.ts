import { sharedHolder } from '../../../src/takeover/holders.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Asking } from './asking.ts';
import type { Directory } from './directory.ts';
import type { Holder } from './holder.ts';
import { layersOf } from './layers.ts';
import type { Drawing } from './parts.ts';
import { relevanceOf } from './relevant-policies.ts';
import { representativeOf } from './representative-policy.ts';

interface Gathered {
  readonly holders: readonly Holder[];
  /** By identity; undefined: it has no policy that a technique needs. */
  readonly holderOf: readonly (Holder | undefined)[];
}

/** Identities whose policies say the same where a technique turns on it, within the same limits, become one holder. */
export const gatherHolders = (parts: Asking & Directory & Pick<Drawing, 'graph'>): Gathered => {
  const { inventory, principals, graph, guardrails } = parts;
  const { documents } = inventory.store;
  const groups = new Map<string, { members: number[]; identity: PolicyDocument[]; individual: boolean }>();
  // By document: most have nothing to do with any technique, and most principals have no other.
  const matters = documents.map((document) => relevanceOf(document).matters);
  principals.forEach((principal, index) => {
    if (principal.serviceLinked || !principal.policies.some(({ document }) => matters[document])) return;
    const applied = [
      ...new Set(
        principal.policies.flatMap(({ document }) =>
          matters[document] ? [representativeOf(inventory.store, document)] : [],
        ),
      ),
    ].sort((a, b) => a - b);
    const identity = applied.map((document) => documents[document]!);
    if (!identity.some((document) => relevanceOf(document).allows)) return;
    const limits = [
      ...(principal.boundary === undefined ? [] : [documents[principal.boundary]!]),
      ...[...guardrails.service(principal.account), ...guardrails.resource(principal.account)].flatMap(
        (limit) => limit.documents ?? [],
      ),
    ];
    const individual = [...identity, ...limits].some((document) => relevanceOf(document).personal);
    const key = individual
      ? `own ${index}`
      : `${principal.account} ${principal.kind} ${principal.boundaryArn ?? ''} ${applied.join(',')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { members: [index], identity, individual });
    else group.members.push(index);
  });
  const holders: Holder[] = [];
  const holderOf: (Holder | undefined)[] = [];
  for (const { members, identity } of groups.values()) {
    const principal = principals[members[0]!]!;
    const { account, partition, kind, boundaryArn } = principal;
    const node = sharedHolder(
      graph,
      members,
      () => `${members.length} ${kind}s with the same policies in account ${account}`,
    );
    const holder: Holder = {
      node,
      members,
      kind,
      account,
      partition,
      // Documents that no technique turns on are left out: they would only keep apart what is alike.
      layers: { identity, limits: layersOf(parts, principal).limits },
      principal,
      boundaryArn,
    };
    holders.push(holder);
    for (const member of members) holderOf[member] = holder;
  }
  return { holders, holderOf };
};
