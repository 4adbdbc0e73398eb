import type { Exposure } from '../../../src/model/exposure.ts';
import { evidence, fixBy, listed, plain, quoted, type Read } from './support.ts';

type Copilot = Read<'github.copilot'>;

const placeOf = ({ data, id }: Copilot): string => data.repository?.full_name ?? id;
const readBack = (copilot: Copilot): string =>
  copilot.data.level === 'organization'
    ? `gh api ${quoted(`orgs/${placeOf(copilot)}/copilot/coding-agent/permissions`)}`
    : `gh api ${quoted(`repos/${placeOf(copilot)}/copilot/cloud-agent/configuration`)}`;
const openNames = /^(?:\*+|https?:\/\/\*?\/?|0\.0\.0\.0\/0)$/;

/**
 * Limits of the Copilot cloud agent that are off.
 * https://docs.github.com/en/copilot/how-tos/use-copilot-agents/coding-agent/customize-the-agent-firewall
 * https://docs.github.com/en/rest/copilot/copilot-coding-agent-management
 */
export const agentGuardrails = (copilot: Copilot): readonly Exposure[] => {
  const { data } = copilot;
  const place = plain(placeOf(copilot));
  const weak = (
    key: string,
    says: string,
    pointer: string,
    shows: string,
    fix: string,
    severity?: Exposure['severity'],
  ): Exposure => ({
    kind: 'weak-agent-guardrail',
    key,
    says,
    ...(severity === undefined ? {} : { severity }),
    evidence: [evidence('github.copilot', copilot, shows, pointer)],
    fix: fixBy(`Settings, Copilot, Coding agent: ${fix}`, readBack(copilot)),
  });
  const found: Exposure[] = [];
  if (data.is_firewall_enabled === false)
    found.push(
      weak(
        'firewall',
        `The agent of ${place} may reach every address: its firewall is off`,
        '/is_firewall_enabled',
        'the firewall is off',
        'turn on the firewall with the recommended allow-list.',
        'high',
      ),
    );
  const open = (data.custom_allowlist ?? []).filter((each) => openNames.test(each.trim()));
  if (data.is_firewall_enabled !== false && open.length > 0)
    found.push(
      weak(
        'allow-list',
        `The firewall of the agent of ${place} lets everything through (${listed(open)})`,
        '/custom_allowlist',
        `allows ${listed(open)}`,
        'name the hosts that the agent needs.',
        'high',
      ),
    );
  if (data.require_actions_workflow_approval === false)
    found.push(
      weak(
        'workflow approval',
        `Workflows run on what the agent of ${place} pushes without anybody's approval`,
        '/require_actions_workflow_approval',
        'no approval for workflow runs',
        'turn on "Require approval for workflow runs".',
      ),
    );
  if (data.is_automations_enabled === true && data.require_write_access_for_automation_triggers === false)
    found.push(
      weak(
        'automation triggers',
        `People without write access can set off automations of the agent of ${place}`,
        '/require_write_access_for_automation_triggers',
        'automations are on, and their triggers need no write access',
        'require write access for automation triggers, or turn automations off.',
        'high',
      ),
    );
  else if (data.is_automations_enabled === true)
    found.push(
      weak(
        'automations',
        `Automations start the agent of ${place}, which may write, without a person`,
        '/is_automations_enabled',
        'automations are on',
        'turn automations off where nobody needs them.',
        'low',
      ),
    );
  return found;
};

/**
 * An MCP server whose configuration holds a secret where a reference to an agent secret can stand.
 * https://docs.github.com/en/copilot/how-tos/use-copilot-agents/coding-agent/extend-coding-agent-with-mcp
 */
export const agentSecrets = (copilot: Copilot): readonly Exposure[] =>
  (copilot.data.mcp_servers ?? []).flatMap((server, index): Exposure[] => {
    const literal = [...(server.env ?? []), ...(server.headers ?? [])]
      .filter(({ name, value }) => value === 'literal' && looksSecret(name))
      .map(({ name }) => name);
    if (!(server.literal_secret ?? literal.length > 0)) return [];
    const where = literal.length === 0 ? 'its arguments or address' : listed(literal);
    return [
      {
        kind: 'literal-secret',
        key: `mcp ${server.name}`,
        says: `The configuration of MCP server ${plain(server.name)} of ${plain(placeOf(copilot))} holds a secret in ${where}`,
        ...(server.literal_secret === true ? {} : { confidence: 'medium' as const }),
        evidence: [
          evidence('github.copilot', copilot, `${where}: a value, not a reference`, `/mcp_servers/${index}`),
        ],
        fix: fixBy(
          'Store a new secret as one of the agent, name that in the configuration, then revoke the old one at its provider.',
          '{ "env": { "TOKEN": "$COPILOT_MCP_TOKEN" } }',
        ),
      },
    ];
  });

const looksSecret = (name: string): boolean =>
  /secret|passw|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization|cookie|auth[_-]?key/i.test(
    name,
  ) && !/(?:_id|url|uri|path|file|name)$/i.test(name);
