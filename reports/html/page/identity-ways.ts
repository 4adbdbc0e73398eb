import type { Detail } from '../page-data.ts';
import { isScopeEnd, type Model } from './model.ts';
import type { PictureEdge, PictureNode } from './picture.tsx';

/** What an identity can take over, as a picture: its paths, and what it reaches in one step. */
export const waysOut = (
  model: Model,
  id: string,
  { paths, steps }: Pick<Detail, 'paths' | 'steps'>,
): { readonly nodes: readonly PictureNode[]; readonly edges: readonly PictureEdge[] } => {
  const nodes: PictureNode[] = [];
  const places = new Map<string, number>();
  const { identities } = model.data;
  const placeOf = (end: string): number => {
    const known = places.get(end);
    if (known !== undefined) return known;
    const row = model.rowOf(end);
    const kind = isScopeEnd(end)
      ? 'scope'
      : row === undefined
        ? ''
        : `${model.word(identities.provider, row)} ${model.word(identities.kind, row)}`;
    places.set(end, nodes.length);
    nodes.push({ id: end, kind, count: 1, members: [end] });
    return nodes.length - 1;
  };
  const edges = new Map<string, PictureEdge & { through: number }>();
  const add = (from: string, to: string, by: string, assumes: readonly string[]): void => {
    const key = JSON.stringify([from, to, by]);
    const known = edges.get(key);
    if (known !== undefined) known.through++;
    else edges.set(key, { from: placeOf(from), to: placeOf(to), by, through: 1, assumes, choke: false });
  };
  placeOf(id);
  for (const step of paths.flat()) add(step.from, step.to, step.by, step.assumes);
  for (const step of steps)
    if (!edges.has(JSON.stringify([id, step.to, step.by]))) add(id, step.to, step.by, step.assumes);
  return { nodes, edges: [...edges.values()] };
};
