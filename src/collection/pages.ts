import { answerFault } from './failure.ts';

/**
 * All pages of a list, each asked for by the marker of the one before. Ends with an error, not in a circle, when a
 * marker comes back.
 */
export const pagesOf = async function* <Page>(
  fetch: (marker: string | undefined) => Promise<Page>,
  next: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let marker: string | undefined;
  do {
    const page = await fetch(marker);
    marker = next(page);
    if (marker !== undefined && seen.has(marker)) throw answerFault('the same marker came twice');
    if (marker !== undefined) seen.add(marker);
    yield page;
  } while (marker !== undefined);
};
