import { compileWildcard, hasWildcard, literalQuestionMark } from './wildcard.ts';

/**
 * Whether everything that `inner` matches is matched by `outer`. `true` is certain. A `*` of the inner pattern is a character
 * that only a `*` of the outer one takes in, a `?` one that a `?` does as well.
 */
export const covers = (outer: string, inner: string): boolean => {
  if (outer === inner || outer === '*') return true;
  // Nobody can tell what a variable of the outer one stands for.
  if (outer.includes('${')) return false;
  const any = withoutVariables(inner);
  if (!hasWildcard(any)) return compileWildcard(outer)(any);
  return compileWildcard(outer.replaceAll('?', literalQuestionMark))(any);
};

/** A policy variable may stand for anything. */
const withoutVariables = (pattern: string): string =>
  pattern.includes('${') ? pattern.replaceAll(/\$\{[^}]*\}/g, '*') : pattern;

const fixedStart = (pattern: string): string => /^[^*?]*/.exec(pattern)![0];
const fixedEnd = (pattern: string): string => /[^*?]*$/.exec(pattern)![0];

/** Whether one text may match both. Says no only where what stands before the first or behind the last wildcard differs. */
export const mayMeet = (one: string, other: string): boolean => {
  const [a, b] = [withoutVariables(one), withoutVariables(other)];
  if (!hasWildcard(a)) return compileWildcard(b)(a);
  if (!hasWildcard(b)) return compileWildcard(a)(b);
  const [startA, startB, endA, endB] = [fixedStart(a), fixedStart(b), fixedEnd(a), fixedEnd(b)];
  return (
    (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA))
  );
};
