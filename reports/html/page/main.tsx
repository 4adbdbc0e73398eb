import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { mainBlock } from './blocks.ts';
import { FirstView } from './first.tsx';
import { GraphView } from './graph.tsx';
import { Identities } from './identities.tsx';
import { IdentityView } from './identity.tsx';
import { ChangesView, CoverageView, ExceptionsView } from './lists.tsx';
import { type Model, modelOf } from './model.ts';
import { Overview } from './overview.tsx';
import { PlanView } from './plan.tsx';
import { Cover, Printed } from './print.tsx';
import { hrefOf, type Route, replaceRoute, routeOf } from './route.ts';
import { TrendView } from './trend.tsx';

interface View {
  readonly id: string;
  readonly title: string;
  readonly show: (model: Model, params: URLSearchParams) => preact.ComponentChildren;
}

const views: readonly View[] = [
  { id: 'overview', title: 'Overview', show: (model) => <Overview model={model} /> },
  {
    id: 'identities',
    title: 'Identities',
    show: (model, params) => <Identities model={model} params={params} />,
  },
  {
    id: 'first',
    title: 'What to end first',
    show: (model, params) => <FirstView model={model} params={params} />,
  },
  { id: 'graph', title: 'Paths', show: (model, params) => <GraphView model={model} params={params} /> },
  { id: 'plan', title: 'Plan', show: (model, params) => <PlanView model={model} params={params} /> },
  { id: 'changes', title: 'What changed', show: (model) => <ChangesView model={model} /> },
  { id: 'trend', title: 'Over time', show: (model) => <TrendView model={model} /> },
  { id: 'coverage', title: 'Coverage', show: (model) => <CoverageView model={model} /> },
  { id: 'exceptions', title: 'Exceptions', show: (model) => <ExceptionsView model={model} /> },
];

const showOf = ({ view, params }: Route): View['show'] => {
  if (view === 'identity') return (model) => <IdentityView model={model} id={params.get('id') ?? ''} />;
  return (views.find(({ id }) => id === view) ?? views[0]!).show;
};

const tabOf = ({ view }: Route): string => (view === 'identity' ? 'identities' : view);

const App = ({ model, printing }: { readonly model: Model; readonly printing: boolean }) => {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  const main = useRef<HTMLElement>(null);
  const place = `${route.view} ${route.params.get('id') ?? ''}`;
  const before = useRef(place);
  useEffect(() => {
    const follow = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    // Another page, for whoever listens to it: the heading is read, and reading begins there.
    if (before.current === place) return;
    before.current = place;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);
  useEffect(() => {
    const search = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea') !== null) return;
      event.preventDefault();
      if (routeOf(location.hash).view !== 'identities') location.hash = '#identities';
      setTimeout(() => document.getElementById('search')?.focus(), 50);
    };
    addEventListener('keydown', search);
    return () => removeEventListener('keydown', search);
  }, []);
  if (printing)
    return (
      <main class="printed">
        {route.view === 'identity' ? (
          <>
            <Cover model={model} />
            {showOf(route)(model, route.params)}
          </>
        ) : (
          <Printed model={model} />
        )}
      </main>
    );
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        To the content
      </button>
      <header class="top">
        <a class="brand" href="#overview">
          nhi-audit
        </a>
        <nav aria-label="Views">
          {views.map(({ id, title }) => (
            <a key={id} href={`#${id}`} aria-current={tabOf(route) === id ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        {showOf(route)(model, route.params)}
      </main>
      <footer>
        {model.data.tool.name} {model.data.tool.version}, state of {model.data.collectedAt}. This file loads
        nothing and sends nothing.
      </footer>
    </>
  );
};

const failed = (error: unknown): void => {
  const box = document.createElement('main');
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = `The report cannot be shown: ${error instanceof Error ? error.message : String(error)}. report.txt and the CSV tables beside this file hold the same.`;
  box.append(text);
  document.getElementById('page')?.replaceChildren(box);
};

const start = async (): Promise<void> => {
  const model = modelOf(await mainBlock());
  const page = document.getElementById('page')!;
  page.replaceChildren();
  if (location.hash.length < 2) replaceRoute(hrefOf(model.data.start));
  const draw = (printing: boolean): void => render(<App model={model} printing={printing} />, page);
  draw(false);
  // Drawn at once, not when the browser next has time: paper does not wait.
  addEventListener('beforeprint', () => draw(true));
  addEventListener('afterprint', () => draw(false));
};

start().catch(failed);
