import type { NoticeItem, NoticeState } from './state.ts';

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
