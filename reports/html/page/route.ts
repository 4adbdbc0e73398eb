/** Where somebody is in the page, as it stands behind `#`: `identities?severity=high&sort=-exposure`. */
export interface Route {
  readonly view: string;
  readonly params: URLSearchParams;
}

export const routeOf = (hash: string): Route => {
  const text = hash.replace(/^#/, '');
  const cut = text.indexOf('?');
  return cut < 0
    ? { view: text === '' ? 'overview' : text, params: new URLSearchParams() }
    : { view: text.slice(0, cut), params: new URLSearchParams(text.slice(cut + 1)) };
};

export const hrefOf = (view: string, params: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString();
  return `#${view}${query === '' ? '' : `?${query}`}`;
};

export const identityHref = (id: string): string => hrefOf('identity', { id });

/** Changes where one is without a step in the browser's history: each letter of a search would be one. */
export const replaceRoute = (href: string): void => {
  history.replaceState(null, '', href);
  dispatchEvent(new HashChangeEvent('hashchange'));
};
