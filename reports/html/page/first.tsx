import { useEffect, useRef } from 'preact/hooks';
import type { GroupRow } from '../page-data.ts';
import type { Model } from './model.ts';
import { End, Fix, Severity } from './parts.tsx';
import { hrefOf } from './route.ts';
import { counted, grouped, percent } from './words.ts';

/** Groups that are drawn before somebody asks for more. */
const most = 200;

export const Group = ({
  model,
  group,
  open,
}: {
  readonly model: Model;
  readonly group: GroupRow;
  readonly open: boolean;
}) => {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (open) box.current?.scrollIntoView({ block: 'center' });
  }, [open]);
  return (
    <details class="group card" open={open} ref={box}>
      <summary>
        <Severity name={group.severity} />
        <span class="grow">
          {group.title}
          <span class="muted">
            {group.identities === 1 &&
              group.members[0] !== undefined &&
              `${model.endName(group.members[0])}: `}
            {percent(group.radius)} of the estate; {counted(group.open, 'open finding')}
            {group.accepted > 0 && `, ${grouped(group.accepted)} accepted`} at{' '}
            {counted(group.identities, 'identity', 'identities')}
          </span>
        </span>
      </summary>
      <Fix lines={group.fix} />
      <p class="muted">
        Found by{' '}
        {group.rules.map((rule, place) => (
          <span key={rule}>
            {place > 0 && ', '}
            <a href={hrefOf('identities', { rule })}>{rule}</a>
          </span>
        ))}
      </p>
      <ul class="names">
        {group.members.map((id) => (
          <li key={id}>
            <End model={model} end={id} />
          </li>
        ))}
        {group.identities > group.members.length && (
          <li>and {grouped(group.identities - group.members.length)} more</li>
        )}
      </ul>
    </details>
  );
};

export const FirstView = ({ model, params }: { readonly model: Model; readonly params: URLSearchParams }) => {
  const wanted = params.get('group');
  const all = params.has('all');
  const open = model.data.groups.filter((group) => group.open > 0);
  const accepted = model.data.groups.length - open.length;
  const shown = all ? open : open.filter((group, place) => place < most || group.id === wanted);
  const { left } = model.data;
  return (
    <>
      <h1>What to end first</h1>
      <p class="lead">
        Findings by the one change that ends them, the worst first: by blast radius, then by what breaks ties.{' '}
        {accepted > 0 &&
          `${counted(accepted, 'change')} would end only what exceptions accept: they are not listed.`}
      </p>
      {open.length === 0 && <p>Nothing is open.</p>}
      {shown.map((group) => (
        <Group key={group.id} model={model} group={group} open={group.id === wanted} />
      ))}
      {shown.length < open.length && (
        <p>
          <a href={hrefOf('first', { all: '1' })}>Show all {grouped(open.length)}</a>
        </p>
      )}
      {left.groups > 0 && <p>{grouped(left.groups)} more in findings.csv.</p>}
    </>
  );
};
