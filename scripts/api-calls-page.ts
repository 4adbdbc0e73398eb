import type { Connector, Live } from '../connectors/connector.ts';

/** Stands in the place of a page that was not written yet. */
const begun = ({ id, title }: Connector): string => `# ${title} API calls

What a live scan of ${title} asks, and how often. \`nhi-audit permissions ${id}\` prints the permissions that it needs.

<!-- calls -->
<!-- /calls -->
`;

const tableOf = ({ columns, rows }: Live['calls']): string =>
  [columns, columns.map(() => '---'), ...rows]
    .map((cells, line) => (line === 1 ? `|${cells.join('|')}|` : `| ${cells.join(' | ')} |`))
    .join('\n');

/** A provider's page of calls, with its table of calls in its place. What else stands in it stays. */
export const withCalls = (connector: Connector, { calls }: Live, page: string | undefined): string =>
  (page ?? begun(connector)).replace(
    /<!-- calls -->\n[\s\S]*?<!-- \/calls -->/,
    () => `<!-- calls -->\n${tableOf(calls)}\n<!-- /calls -->`,
  );
