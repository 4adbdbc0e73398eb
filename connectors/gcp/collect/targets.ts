import { listing } from '../../../src/collection/collecting.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import type { Target } from '../../connector.ts';
import type { Answer } from './client.ts';
import { usualEndpoint } from './environment.ts';
import { enter, type GcpCollectOptions } from './index.ts';
import { isEntry } from './shapes.ts';

const assets = 'cloudasset.assets.list RESOURCE';
const projects = 'cloudresourcemanager.projects.search';

const objectIn = (value: unknown): Answer =>
  typeof value === 'object' && value !== null ? (value as Answer) : {};

/** A project as the inventory or Resource Manager tells of it; those that are being removed are none. */
const targetOf = ({ projectId, name, displayName, state, lifecycleState }: Answer): Target | undefined => {
  if (typeof projectId !== 'string' || (state ?? lifecycleState) === 'DELETE_REQUESTED') return undefined;
  // The inventory has version 1, in which `name` is what version 3 calls `displayName`.
  const title = displayName ?? name;
  return typeof title === 'string' ? { id: projectId, title } : { id: projectId };
};

/**
 * Projects below organisations or folders, by the inventory; without a node, those that the caller is shown. Throws what Google
 * answers where it does not list them all: projects that a list left out would be taken for gone.
 */
export async function* gcpTargets(options: GcpCollectOptions): AsyncGenerator<Target> {
  const { client } = await enter(options, listing(options), options.endpoint ?? usualEndpoint);
  const questions =
    options.nodes.length === 0
      ? [{ call: projects, parameters: {} }]
      : options.nodes.map((node) => ({
          call: assets,
          parameters: { node, assetTypes: 'cloudresourcemanager.googleapis.com/Project' },
        }));
  const given = new Set<string>();
  for (const { call, parameters } of questions) {
    for await (const { entries } of client.pages(call, parameters as Readonly<Record<string, string>>)) {
      for (const entry of entries) {
        if (!isEntry(call, entry)) throw answerFault('an entry is no project: the list cannot be relied on');
        const told =
          call === assets ? objectIn(objectIn((entry as Answer).resource).data) : (entry as Answer);
        const target = targetOf(told);
        if (target === undefined || given.has(target.id)) continue;
        given.add(target.id);
        yield target;
      }
    }
  }
}
