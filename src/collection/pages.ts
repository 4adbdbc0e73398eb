import { type Bounds, createMarkers } from './bounds.ts';

/**
 * All pages of a list, each asked for by the marker of the one before. Ends with an error, not in a circle, when a
 * marker comes back, and past the bound on pages.
 */
export const pagesOf = async function* <Page>(
  fetch: (marker: string | undefined) => Promise<Page>,
  next: (page: Page) => string | undefined,
  bounds: Pick<Bounds, 'pages'>,
): AsyncGenerator<Page> {
  const markers = createMarkers(bounds);
  let marker: string | undefined;
  do {
    const page = await fetch(marker);
    // What is wrong with what follows does not take away what came.
    yield page;
    marker = markers.next(next(page));
  } while (marker !== undefined);
};
