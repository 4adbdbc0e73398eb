import type { NoticeItem, NoticeState } from './state.ts';

/** Of what is of no scope in particular. */
const whole = '*';
const scopeless: ReadonlySet<string> = new Set(['exception-ending', 'gate-failed']);

/** What is looked at together: a scope; or a kind, of what is of none. */
const placeOf = ({ kind, scope }: Pick<NoticeItem, 'kind' | 'scope'>): string =>
  scope === whole ? `${whole}${kind}` : scope;

/**
 * A state without what later facts told of already: an older scan has no news but what it could not
 * read, and what it does not have is not gone.
 * @param looked when facts were collected that were looked at last, by place
 */
export const notLooked = (after: NoticeState, looked: ReadonlyMap<string, string>): NoticeState => {
  const at = new Date(after.collectedAt).toISOString();
  const isOld = (place: string): boolean => (looked.get(place) ?? '') > at;
  return {
    ...after,
    kinds: after.kinds.filter((kind) => !scopeless.has(kind) || !isOld(`${whole}${kind}`)),
    scopes: after.scopes.filter((scope) => !isOld(scope)),
    // A fleet that has lost its newest target is as old as what is left of it: that something cannot be read is told all the same.
    items: after.items.filter((item) => item.kind === 'coverage-lost' || !isOld(placeOf(item))),
  };
};

/** The same times after a state was looked at. */
export const lookedAt = (
  looked: ReadonlyMap<string, string>,
  { collectedAt, scopes, kinds, items }: NoticeState,
): ReadonlyMap<string, string> => {
  const at = new Date(collectedAt).toISOString();
  const places = [...scopes, ...kinds.map((kind) => `${whole}${kind}`), ...items.map(placeOf)];
  return new Map([
    ...looked,
    ...places.filter((place) => (looked.get(place) ?? '') < at).map((place) => [place, at] as const),
  ]);
};

/** What of an item has to be kept to know that it was there. */
export type KnownItem = Pick<NoticeItem, 'kind' | 'key' | 'scope'>;

/** What is there now and was not before: each thing once, in the order of the later state. Pure. */
export const changes = (
  before: { readonly items: readonly Pick<NoticeItem, 'key'>[] },
  after: NoticeState,
): readonly NoticeItem[] => {
  const known = new Set(before.items.map(({ key }) => key));
  return after.items.filter(({ key }) => {
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
};

/**
 * What is known after a state was looked at. What is not there any more is forgotten, and is told again if it comes back; but not
 * where nobody looked, or something could not be read: a lost permission would otherwise tell everything twice.
 */
export const remembered = (known: readonly KnownItem[], after: NoticeState): readonly KnownItem[] => {
  const now = new Map(after.items.map(({ kind, key, scope }) => [key, { kind, key, scope }]));
  const scopes = new Set(after.scopes);
  const unread = new Set(after.unread);
  const isGone = ({ kind, scope }: KnownItem): boolean => {
    if (!after.kinds.includes(kind)) return false;
    if (kind === 'exception-ending' || kind === 'gate-failed') return true;
    if (scope === '*') return true;
    if (!scopes.has(scope)) return false;
    return kind === 'coverage-lost' || !(unread.has(scope) || unread.has('*'));
  };
  const kept = known.filter((each) => !now.has(each.key) && !isGone(each));
  return [...kept, ...now.values()];
};
