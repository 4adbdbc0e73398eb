/** From when to when, and how often. Times in milliseconds. */
export interface Span {
  first: number;
  last: number;
  count: number;
}
export const noSpan = (): Span => ({
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
  count: 0,
});
export const widen = (span: Span, { first, last, count }: Readonly<Span>): void => {
  if (first < span.first) span.first = first;
  if (last > span.last) span.last = last;
  span.count += count;
};

export const iso = (time: number): string => new Date(time).toISOString();
