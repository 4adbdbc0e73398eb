import { redactText } from './text.ts';

/** An address without user, password, query and fragment; and whether it had any of these. */
export const publicAddress = (given: string): { readonly url: string; readonly held: boolean } => {
  if (!URL.canParse(given)) return { url: '', held: false };
  const { protocol, host, pathname, username, password, search, hash } = new URL(given);
  const path = redactText(pathname);
  // Chat services put their token into the path.
  const chat =
    /(^|\.)(?:slack\.com|discord(?:app)?\.com|webhook\.office\.com)$/.test(host) && pathname.length > 1;
  const held =
    username !== '' || password !== '' || search !== '' || hash !== '' || path.hits.length > 0 || chat;
  return { url: `${protocol}//${host}${chat ? '/' : path.text}`, held };
};
