import { Graph, layout } from '@dagrejs/dagre';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isScopeEnd, type Model, scopeIdOf } from './model.ts';
import { End, Scrolling } from './parts.tsx';
import { hrefOf, identityHref } from './route.ts';
import { counted, grouped } from './words.ts';

export interface PictureNode {
  readonly id: string;
  readonly kind: string;
  readonly count: number;
  readonly members: readonly string[];
}

export interface PictureEdge {
  readonly from: number;
  readonly to: number;
  readonly by: string;
  readonly through: number;
  readonly assumes: readonly string[];
  readonly choke: boolean;
}

const size = { width: 190, height: 46 } as const;

interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Point[];
  readonly edges: readonly { readonly points: readonly Point[] }[];
}

/** Layers from left to right: whoever can become somebody stands before them. */
const placed = (nodes: readonly PictureNode[], edges: readonly PictureEdge[]): Placed => {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 64, edgesep: 8, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const place of nodes.keys()) graph.setNode(String(place), { ...size });
  for (const [place, { from, to }] of edges.entries())
    graph.setEdge(String(from), String(to), {}, String(place));
  layout(graph);
  const whole = graph.graph() as { width?: number; height?: number };
  return {
    width: whole.width ?? 0,
    height: whole.height ?? 0,
    nodes: nodes.map((_, place) => graph.node(String(place)) as Point),
    edges: edges.map(
      ({ from, to }, place) =>
        graph.edge(String(from), String(to), String(place)) as { points: readonly Point[] },
    ),
  };
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** From the right side of one box to the left side of another, by way of the points that keep clear of the others. */
const pathOf = (from: Point, inner: readonly Point[], to: Point): string => {
  const start = { x: from.x + size.width / 2, y: from.y };
  const end = { x: to.x - size.width / 2 - 2, y: to.y };
  let path = `M${start.x.toFixed(1)},${start.y.toFixed(1)}`;
  let before: Point = start;
  for (const point of [...inner, end]) {
    const middle = ((before.x + point.x) / 2).toFixed(1);
    path += `C${middle},${before.y.toFixed(1)} ${middle},${point.y.toFixed(1)} ${point.x.toFixed(1)},${point.y.toFixed(1)}`;
    before = point;
  }
  return path;
};

const pen = document.createElement('canvas').getContext('2d');

/** A text that fits into a box, without its middle where it is too long: ends tell names apart. */
const shortened = (text: string, font: string): string => {
  if (pen === null) return text;
  pen.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  const fits = (shown: string): boolean => pen.measureText(shown).width <= size.width - 22;
  if (fits(text)) return text;
  for (let kept = Math.min(text.length - 1, 60); kept > 4; kept--) {
    const tail = Math.floor(kept / 3);
    const shown = `${text.slice(0, kept - tail)}…${text.slice(-tail)}`;
    if (fits(shown)) return shown;
  }
  return '…';
};

const fonts = { name: '600 12.5px', kind: '10.5px' } as const;

const nodeTitle = (model: Model, { id, count, kind }: PictureNode): string => {
  if (isScopeEnd(id)) return `Control: ${model.scopeName(scopeIdOf(id))}`;
  return count === 1 ? model.endName(id) : `${grouped(count)} × ${kind}`;
};

const Node = ({
  model,
  node,
  at,
}: {
  readonly model: Model;
  readonly node: PictureNode;
  readonly at: { readonly x: number; readonly y: number };
}) => {
  const title = nodeTitle(model, node);
  const isScope = isScopeEnd(node.id);
  const box = (
    <g
      transform={`translate(${at.x - size.width / 2},${at.y - size.height / 2})`}
      class={isScope ? 'scope' : node.count > 1 ? 'group' : 'one'}
    >
      <title>
        {node.count > 1
          ? `${title}: ${node.members.map(model.endName).join(', ')}${node.count > node.members.length ? ' …' : ''}`
          : node.id}
      </title>
      {node.count > 1 && <rect class="behind" x="4" y="4" width={size.width} height={size.height} rx="8" />}
      <rect width={size.width} height={size.height} rx="8" />
      <text x="12" y="19" class="name">
        {shortened(title, fonts.name)}
      </text>
      <text x="12" y="35" class="kind">
        {isScope
          ? 'full control'
          : node.count > 1
            ? shortened(node.members.map(model.endName).join(', '), fonts.kind)
            : shortened(node.kind, fonts.kind)}
      </text>
    </g>
  );
  if (isScope) return <a href={hrefOf('graph', { scope: scopeIdOf(node.id) })}>{box}</a>;
  if (node.count > 1 || model.rowOf(node.id) === undefined) return box;
  return <a href={identityHref(node.id)}>{box}</a>;
};

/** Ways as a picture, and the same as a table: nobody has to see it to read it. */
export const Picture = ({
  model,
  nodes,
  edges,
  label,
}: {
  readonly model: Model;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly label: string;
}) => {
  const drawn = useMemo(() => placed(nodes, edges), [nodes, edges]);
  const [zoom, setZoom] = useState(1);
  const picture = useRef<SVGSVGElement>(null);
  useEffect(() => {
    // All of it at once where that can still be read; else its end, which it is about.
    const box = picture.current?.parentElement;
    if (box === null || box === undefined) return;
    setZoom(Math.max(0.65, Math.min(1, (box.clientWidth - 12) / (drawn.width + 8))));
    requestAnimationFrame(() => {
      box.scrollLeft = box.scrollWidth;
    });
  }, [drawn]);
  const most = Math.max(1, ...edges.map(({ through }) => through));
  return (
    <>
      <div class="line no-print">
        <p class="legend">
          <span class="key solid" /> proven <span class="key dashed" /> rests on an assumption{' '}
          <span class="key choke" /> choke point
        </p>
        <span class="actions">
          <button type="button" class="quiet" onClick={() => setZoom(Math.max(0.3, zoom / 1.25))}>
            Smaller
          </button>
          <button type="button" class="quiet" onClick={() => setZoom(Math.min(3, zoom * 1.25))}>
            Larger
          </button>
        </span>
      </div>
      <Scrolling label={label}>
        {/* biome-ignore lint/a11y/useSemanticElements: a picture with links in it is no element of HTML */}
        <svg
          class="picture"
          ref={picture}
          role="group"
          aria-label={label}
          viewBox={`0 0 ${Math.ceil(drawn.width) + 8} ${Math.ceil(drawn.height) + 8}`}
          width={Math.ceil((drawn.width + 8) * zoom)}
          height={Math.ceil((drawn.height + 8) * zoom)}
        >
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
              markerUnits="userSpaceOnUse"
            >
              <path d="M0,0L8,4L0,8z" />
            </marker>
          </defs>
          {edges.map((edge, place) => (
            <path
              key={`${edge.from} ${edge.to} ${edge.by}`}
              class={`edge${edge.choke ? ' choke' : ''}${edge.assumes.length > 0 ? ' assumed' : ''}`}
              d={pathOf(
                drawn.nodes[edge.from]!,
                drawn.edges[place]!.points.slice(1, -1),
                drawn.nodes[edge.to]!,
              )}
              stroke-width={1.2 + 3 * Math.sqrt(edge.through / most)}
              marker-end="url(#arrow)"
            >
              <title>{`can ${edge.by}${edge.assumes.length > 0 ? `, if ${edge.assumes.join(' and ')}` : ''}; ${counted(edge.through, 'way')}`}</title>
            </path>
          ))}
          {nodes.map((node, place) => (
            <Node key={node.id} model={model} node={node} at={drawn.nodes[place]!} />
          ))}
        </svg>
      </Scrolling>
      <details>
        <summary>The same as a table: {counted(edges.length, 'step')}</summary>
        <div class="scrolling-small">
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Can</th>
                <th scope="col">To</th>
                <th scope="col">Ways</th>
              </tr>
            </thead>
            <tbody>
              {edges.map((edge) => {
                const from = nodes[edge.from]!;
                const to = nodes[edge.to]!;
                return (
                  <tr key={`${edge.from} ${edge.to} ${edge.by}`}>
                    <td>
                      {from.count > 1 ? (
                        `${nodeTitle(model, from)}: ${from.members.map(model.endName).join(', ')}${from.count > from.members.length ? ' …' : ''}`
                      ) : (
                        <End model={model} end={from.id} />
                      )}
                    </td>
                    <td>
                      {edge.by}
                      {edge.assumes.length > 0 && (
                        <span class="muted">, if {edge.assumes.join(' and ')}</span>
                      )}
                      {edge.choke && <span class="chip severity-high">choke point</span>}
                    </td>
                    <td>
                      <End model={model} end={to.id} />
                    </td>
                    <td class="number">{grouped(edge.through)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
};
