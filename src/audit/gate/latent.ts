import type { GateState, StateHolder, StateIdentity } from '../../model/gate.ts';
import type { Settings } from '../../model/settings.ts';
import type { Draft } from './draft.ts';
import { type Comparison, grantDrafts } from './grants.ts';
import type { Pair } from './renames.ts';
import { isClosed } from './trusts.ts';
import { short } from './wording.ts';

/**
 * Privileges that are in force as soon as one more thing is done: of a policy that is attached to nothing, of a group without
 * members, of a role that nobody may enter; and a role that everybody may enter, before it holds anything.
 */

const grantClasses: ReadonlySet<Draft['class']> = new Set([
  'new-standing-grant',
  'privilege-widened',
  'scope-widened',
  'permanence-worsened',
]);

/** Whether an identity is had by those alone whom it trusts, and trusts nobody. */
const isUnreachable = (identity: StateIdentity, { enteredByTrust }: Comparison): boolean =>
  enteredByTrust(identity) && identity.credentials.length === 0 && isClosed(identity);

const latent = (draft: Draft, missing: string): Draft => ({
  ...draft,
  class: 'latent-privilege',
  weight: draft.weight === 'control' ? 'latent-control' : 'latent',
  what: `${draft.what} Nobody can use it yet: ${missing}.`,
});

export const holdsNothing = ({ entitlements, admin, adminIf }: StateIdentity): boolean =>
  entitlements.length === 0 && admin.length === 0 && adminIf.length === 0;

/** A change of an identity, as what it is where it is not in force yet. Under `strict` what it holds counts as in force. */
export const latentDraft = (
  draft: Draft,
  { after }: Pair,
  comparison: Comparison,
  { gate }: Pick<Settings, 'gate'>,
): Draft => {
  if (after.seenInPart === true) return draft;
  if (
    gate.policy !== 'strict' &&
    grantClasses.has(draft.class) &&
    draft.about === 'grant' &&
    isUnreachable(after, comparison)
  )
    return latent(draft, 'it trusts nobody that there is');
  if (draft.about === 'trust' && draft.weight === 'everyone' && draft.of !== 'start' && holdsNothing(after))
    return {
      ...draft,
      class: 'latent-privilege',
      weight: 'latent-everyone',
      what: `${draft.what} It holds nothing yet: whatever it is given, everybody has.`,
    };
  return draft;
};

/** As an identity, so that what it gives compares as what identities hold. */
const asIdentity = (holder: StateHolder): StateIdentity => ({
  id: holder.id,
  provider: holder.provider,
  kind: holder.kind,
  scope: holder.scope,
  name: holder.name,
  standing: 'none',
  privileged: false,
  entitlements: holder.entitlements,
  trusts: [],
  credentials: [],
  blastRadius: 0,
  admin: [],
  adminIf: [],
});

/** What groups and policies would give beyond what they gave before, where nobody has them. */
export const holderDrafts = (
  before: GateState,
  after: GateState,
  comparison: Comparison,
  gate: Settings['gate'],
): readonly Draft[] => {
  const older = new Map((before.holders ?? []).map((holder) => [holder.id, asIdentity(holder)]));
  return (after.holders ?? []).flatMap((holder) => {
    const { missing } = holder;
    if (missing === undefined) return [];
    return grantDrafts(older.get(holder.id), asIdentity(holder), comparison, gate)
      .filter((draft) => draft.class !== 'time-bound-grant')
      .map((draft) =>
        latent(
          {
            ...draft,
            what: draft.what.replace(/^It gains/, `The ${holder.kind} ${short(holder.name)} gives`),
          },
          missing,
        ),
      );
  });
};
