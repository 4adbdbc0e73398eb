import { namesSecret } from '../../../src/redaction/names.ts';
import { looksLikeSecret, redactText } from '../../../src/redaction/text.ts';
import { isObject, type Json, objectOf } from './organization.ts';

/**
 * MCP servers of the Copilot cloud agent, without any value: an environment value is only told to be a literal or a
 * reference. https://docs.github.com/en/copilot/how-tos/use-copilot-agents/coding-agent/extend-coding-agent-with-mcp
 */
const reference = /^\$\{?(?:env:|secrets\.)?([A-Za-z_]\w*)\}?$|^\$\{\{\s*(?:secrets|vars)\.(\w+)\s*\}\}$/;
/** Names of secrets and variables that the agent gets. */
const agentName = /^COPILOT_MCP_\w+$/;

const setting = (name: string, value: unknown): Json => {
  const text = String(value);
  const [, shell, expression] = reference.exec(text) ?? [];
  const of = shell ?? expression ?? (agentName.test(text) ? text : undefined);
  if (of !== undefined) return { name, value: 'reference', of };
  // `Bearer $COPILOT_MCP_TOKEN`: a reference with a word before it.
  const inner = /^[A-Za-z]+ \$\{?(\w+)\}?$/.exec(text)?.[1];
  return inner === undefined ? { name, value: 'literal' } : { name, value: 'reference', of: inner };
};

const valuesOf = (given: unknown): readonly Json[] | undefined =>
  isObject(given) ? Object.entries(given).map(([name, value]) => setting(name, value)) : undefined;

const stringsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

const serverOf = (name: string, given: Json): Json => {
  const args = stringsOf(given.args);
  const url = typeof given.url === 'string' && URL.canParse(given.url) ? new URL(given.url) : undefined;
  const env = valuesOf(given.env);
  const headers = valuesOf(given.headers);
  const literal = [...(env ?? []), ...(headers ?? [])].some(
    (each) => each.value === 'literal' && namesSecret(String(each.name)),
  );
  const values = [...Object.values(objectOf(given.env)), ...Object.values(objectOf(given.headers))];
  const written =
    values.some((value) => looksLikeSecret(String(value))) ||
    looksLikeSecret(args.join(' ')) ||
    (url !== undefined && (url.password !== '' || looksLikeSecret(url.href)));
  return {
    name,
    type: given.type,
    command: typeof given.command === 'string' ? redactText(given.command).text : undefined,
    host: url?.host,
    tools: stringsOf(given.tools),
    env,
    headers,
    literal_secret: literal || written,
  };
};

const parsed = (configuration: unknown): unknown => {
  if (typeof configuration !== 'string') return configuration;
  try {
    return JSON.parse(configuration);
  } catch {
    return;
  }
};

/** Configuration of the agent in a repository as a record may hold it. */
export const agentConfigurationOf = (answer: Json): Json => {
  const configuration = objectOf(parsed(answer.mcp_configuration));
  const servers = objectOf(configuration.mcpServers ?? configuration.servers);
  return {
    ...answer,
    mcp_configuration: undefined,
    mcp_servers: Object.entries(servers).map(([name, server]) => serverOf(name, objectOf(server))),
  };
};
