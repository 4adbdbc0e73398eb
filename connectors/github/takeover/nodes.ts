import type { Evidence } from '../../../src/model/evidence.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import type { Draft } from '../identities/draft.ts';
import { administer, own } from './techniques.ts';

/** Nodes that stand for whoever can do something in a repository. */
export interface RepositoryNodes {
  /** Pushes branches, but no workflow files. */
  readonly push: number;
  /** Pushes workflow files too. */
  readonly workflows: number;
  readonly control: number;
  /** Past what protects the default branch, where somebody gets past it. */
  readonly merge?: {
    /** Pushes code to it. */
    readonly code: number;
    /** Pushes workflow files too. */
    readonly files: number;
  };
}

/** By full name. */
export type Places = ReadonlyMap<string, RepositoryNodes>;

/** The node of an identity, by the id of its draft. */
export type NodeOf = (id: string) => number | undefined;

/**
 * The nodes of all repositories, and that who owns the organisation administers them:
 *
 *     organisation ──own──► control ──administer──► workflows ──► push
 *                                                   files ──► code       past what protects the default branch
 *
 * @param hasPassing whether somebody gets past what protects a repository's default branch
 */
export const repositoryNodes = (
  graph: GraphBuilder,
  inventory: GitHubInventory,
  scopeIndex: ReadonlyMap<string, number>,
  hasPassing: (repository: string) => boolean,
): Places => {
  const places = new Map<string, RepositoryNodes>();
  for (const name of inventory.repositories.keys()) {
    const nodes = {
      push: graph.holders(`whoever can push a branch to ${name}`),
      workflows: graph.holders(`whoever can push workflow files to ${name}`),
      control: graph.control(scopeIndex.get(name)!),
      ...(hasPassing(name) ? { merge: mergeNodes(graph, name) } : {}),
    };
    places.set(name, nodes);
    graph.edge(nodes.control, nodes.workflows, administer);
    graph.belongs(nodes.workflows, nodes.push);
  }
  for (const login of new Set([...places.keys()].map(organizationOf))) {
    const scope = scopeIndex.get(login);
    if (scope === undefined) continue;
    for (const { data } of inventory.repositoriesOf(login))
      graph.edge(graph.control(scope), places.get(data.full_name)!.control, own);
  }
  return places;
};

const mergeNodes = (graph: GraphBuilder, name: string): NonNullable<RepositoryNodes['merge']> => {
  const nodes = {
    code: graph.holders(`whoever can push to the protected branch of ${name}`),
    files: graph.holders(`whoever can push workflow files to the protected branch of ${name}`),
  };
  graph.belongs(nodes.files, nodes.code);
  return nodes;
};

/** What shows that an identity may do something. */
export const evidenceOf = ({ source, name }: Draft): Evidence => ({ ...source, says: `${name} may do this` });
