/** Where a history is kept, as `--history` names it. */
export type HistoryTarget =
  | { readonly kind: 'sqlite'; readonly path: string; readonly shown: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly shown: string };

/** Without user name's password and without parameters, which may hold one too. */
const shownUrl = (url: string): string => {
  const parsed = URL.parse(url);
  if (parsed === null) return 'postgres://…';
  const user = parsed.username === '' ? '' : `${parsed.username}@`;
  return `postgres://${user}${parsed.host}${parsed.pathname}`;
};

/** A file, or the address of a database. Nothing but `shown` is ever printed. */
export const historyTarget = (given: string): HistoryTarget =>
  /^postgres(ql)?:/i.test(given)
    ? { kind: 'postgres', url: given, shown: shownUrl(given) }
    : { kind: 'sqlite', path: given, shown: given };

/** Passwords that an address holds, as written and as meant. */
const secretsOf = (url: string): readonly string[] => {
  const parsed = URL.parse(url);
  const written = /^[^:]+:\/\/[^/?#]*?:([^/?#]*)@/.exec(url)?.[1];
  const passwords = [
    written,
    parsed?.password,
    ...(parsed === null
      ? []
      : [...parsed.searchParams].filter(([key]) => /pass/i.test(key)).map(([, value]) => value)),
  ];
  const decoded = passwords.flatMap((each) => {
    if (each === undefined || each === '') return [];
    try {
      return [each, decodeURIComponent(each)];
    } catch {
      return [each];
    }
  });
  return [...new Set(decoded)].sort((a, b) => b.length - a.length);
};

/** What a driver says, without the address and its password. */
export const withoutSecrets = (text: string, target: HistoryTarget): string =>
  target.kind === 'sqlite'
    ? text
    : [target.url, ...secretsOf(target.url)].reduce((clean, secret) => clean.replaceAll(secret, '…'), text);
