import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ChokeRow, GraphData, ScopeGraph } from '../page-data.ts';
import { detailOf, graphBlock, readyDetailOf } from './blocks.ts';
import { waysOut } from './identity-ways.ts';
import type { Model } from './model.ts';
import { End, Section, Term } from './parts.tsx';
import { Picture } from './picture.tsx';
import { hrefOf, replaceRoute } from './route.ts';
import { counted, grouped } from './words.ts';

const Chokes = ({ model, points }: { readonly model: Model; readonly points: readonly ChokeRow[] }) =>
  points.length === 0 ? (
    <p>There is no single step without which anybody loses all ways to control.</p>
  ) : (
    <div class="scrolling-small">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Can</th>
            <th scope="col">To</th>
            <th scope="col">Without it, control nothing any more</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={`${point.from} ${point.to} ${point.technique}`}>
              <td>
                <End model={model} end={point.from} />
                {point.origins > 1 && <span class="muted"> and {grouped(point.origins - 1)} more</span>}
              </td>
              <td>{point.by}</td>
              <td>
                <End model={model} end={point.to} />
              </td>
              <td class="number">
                {counted(point.identities, 'identity', 'identities')}
                {point.proven !== point.identities && (
                  <div class="muted">{grouped(point.proven)} lose all proven ways</div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

const Into = ({ model, graph }: { readonly model: Model; readonly graph: ScopeGraph }) => (
  <>
    <p>
      {counted(graph.proven, 'identity', 'identities')} with full control of {model.scopeName(graph.scope)},
      every step proven
      {graph.assumed > 0 && `; ${grouped(graph.assumed)} more if assumptions hold`}.{' '}
      {graph.left > 0
        ? `The paths of ${counted(graph.left, 'identity', 'identities')} are left out of the picture, which holds ${grouped(graph.nodes.length)} nodes; identities.csv has all.`
        : 'The shortest path of each is drawn; those that begin alike are one node.'}
    </p>
    <Picture
      model={model}
      nodes={graph.nodes}
      edges={graph.edges}
      label={`Paths into full control of ${model.scopeName(graph.scope)}`}
    />
  </>
);

const OutOf = ({ model, id }: { readonly model: Model; readonly id: string }) => {
  const row = model.rowOf(id);
  const has = row !== undefined && row < model.data.left.firstWithout;
  const [, setUnpacked] = useState('');
  const detail = has ? readyDetailOf(model.data, row) : undefined;
  useEffect(() => {
    if (has && detail === undefined) void detailOf(model.data, row).then(() => setUnpacked(id));
  }, [id, row, has, detail]);
  const ways = useMemo(
    () => (detail === undefined ? undefined : waysOut(model, id, detail)),
    [model, id, detail],
  );
  if (!has) return <p>The page holds no paths of that identity: nhi-audit explain tells them.</p>;
  if (detail === undefined || ways === undefined) return <p>Unpacking…</p>;
  return (
    <>
      <p>
        What <End model={model} end={id} /> can take over
        {detail.moreSteps > 0 && `; ${grouped(detail.moreSteps)} more in one step are left out`}.
      </p>
      {ways.edges.length === 0 ? (
        <p>It can take over nobody.</p>
      ) : (
        <Picture model={model} {...ways} label={`Paths out of ${model.endName(id)}`} />
      )}
    </>
  );
};

export const GraphView = ({ model, params }: { readonly model: Model; readonly params: URLSearchParams }) => {
  const [graph, setGraph] = useState<GraphData>();
  useEffect(() => {
    void graphBlock().then(setGraph);
  }, []);
  const identity = params.get('identity') ?? '';
  const wanted = params.get('scope') ?? '';
  const scopes = graph?.scopes ?? [];
  const shown = scopes.find(({ scope }) => scope === wanted) ?? (wanted === '' ? scopes[0] : undefined);
  const { identities, left } = model.data;
  return (
    <>
      <h1>Paths</h1>
      <p class="lead">
        Who can come to <Term name="full control" /> of what, and how. Paths go from left to right.
      </p>
      <div class="filters">
        <label>
          Into full control of{' '}
          <select
            value={identity === '' ? (shown?.scope ?? '') : ''}
            onChange={(event) => replaceRoute(hrefOf('graph', { scope: event.currentTarget.value }))}
          >
            {(identity !== '' || shown === undefined) && <option value="">choose a scope</option>}
            {scopes.map(({ scope, proven, assumed }) => (
              <option key={scope} value={scope}>
                {model.scopeName(scope)} ({grouped(proven + assumed)})
              </option>
            ))}
          </select>
        </label>
        <label>
          or out of{' '}
          <select
            value={identity}
            onChange={(event) => replaceRoute(hrefOf('graph', { identity: event.currentTarget.value }))}
          >
            <option value="">choose an identity</option>
            {identities.id.slice(0, Math.min(left.firstWithout, 300)).map((id, row) => (
              <option key={id} value={id}>
                {model.nameOf(row)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Section title={identity !== '' ? 'Ways out' : 'Ways in'}>
        {identity !== '' ? (
          <OutOf model={model} id={identity} />
        ) : shown !== undefined ? (
          <Into key={shown.scope} model={model} graph={shown} />
        ) : graph === undefined ? (
          <p>Unpacking…</p>
        ) : (
          <p>
            {wanted === ''
              ? 'Nobody has a path to full control of any scope.'
              : `Nobody is known to come to full control of ${model.scopeName(wanted)}, or it is not among the scopes that are drawn.`}
          </p>
        )}
        {(graph?.left ?? 0) > 0 && (
          <p>{counted(graph!.left, 'more scope')} that somebody controls: not drawn, in identities.csv.</p>
        )}
      </Section>
      <Section
        title={<Term name="choke point">Choke points</Term>}
        note="Where one change ends the most ways."
      >
        <Chokes model={model} points={model.data.chokePoints} />
      </Section>
    </>
  );
};
