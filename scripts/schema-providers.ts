import { connectors } from '../connectors/index.ts';

const ids = JSON.stringify(connectors.map(({ id }) => id)).replaceAll(',', ', ');

/** The published schema of the report with the providers that there are. */
export const withProviders = (schema: string): string =>
  schema.replace(
    /("provider": \{\s*"enum": |"providers": \{[^{}]*"items": \{\s*"enum": )\[[^\]]*\]/g,
    (_, before: string) => `${before}${ids}`,
  );
