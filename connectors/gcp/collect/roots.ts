import type { Coverage } from '../../../src/model/coverage.ts';
import { gcpCall } from './calls.ts';
import type { Answer, GcpClient } from './client.ts';
import { sessionLine } from './coverage.ts';
import { asApiError, describeFailure } from './failure.ts';
import { isEntry } from './shapes.ts';

const organizations = 'cloudresourcemanager.organizations.search';
const projects = 'cloudresourcemanager.projects.search';

export interface Roots {
  readonly nodes: readonly string[];
  readonly lines: readonly Coverage[];
}

/** Where to begin: what was asked for, else the organisations that the caller is shown, else its projects. */
export const findNodes = async (
  client: GcpClient,
  asked: readonly string[],
  progress: (call: string, count: number) => void,
): Promise<Roots> => {
  if (asked.length > 0) return { nodes: asked, lines: [] };
  const lines: Coverage[] = [];
  for (const [call, nodeOf] of [
    [organizations, ({ name }: Answer) => String(name)],
    [projects, ({ projectId }: Answer) => `projects/${String(projectId)}`],
  ] as const) {
    const nodes: string[] = [];
    const gives = gcpCall(call)?.gives ?? [];
    try {
      let left = 0;
      for await (const { entries } of client.pages(call, {})) {
        const good = entries.filter((entry) => isEntry(call, entry)) as readonly Answer[];
        left += entries.length - good.length;
        nodes.push(...good.filter(({ state }) => state !== 'DELETE_REQUESTED').map(nodeOf));
        progress(call, nodes.length);
      }
      const detail = left === 0 ? '' : `${left} entries did not have the shape of the API and were left out`;
      lines.push(sessionLine('*', call, left === 0 ? 'complete' : 'partial', detail, gives));
    } catch (error) {
      const known = asApiError(error);
      if (known === undefined) throw error;
      const { status, reason } = describeFailure(known, call);
      lines.push(sessionLine('*', call, status, reason, gives));
    }
    if (nodes.length > 0) return { nodes: [...new Set(nodes)].sort(), lines };
  }
  const why =
    'the caller is shown no organisation and no project; give --gcp-organization, --gcp-folder or --gcp-project';
  return {
    nodes: [],
    lines: [...lines, sessionLine('*', 'Google Cloud', 'denied', why, ['inventory', 'grants'])],
  };
};
