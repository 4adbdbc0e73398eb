import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { isScopeEnd, type Model, scopeIdOf } from './model.ts';
import { hrefOf, identityHref } from './route.ts';
import { percent, type TermName, terms } from './words.ts';

/** A word that is explained where it stands. */
export const Term = ({
  name,
  children,
}: {
  readonly name: TermName;
  readonly children?: ComponentChildren;
}) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <span class="term">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
        }}
      >
        {children ?? name}
      </button>
      <span id={id} role="note" hidden={!open}>
        {terms[name]}
      </span>
    </span>
  );
};

export const Severity = ({ name }: { readonly name: string }) =>
  name === '' ? <span class="muted">none</span> : <span class={`chip severity-${name}`}>{name}</span>;

const standingClasses: Readonly<Record<string, string>> = {
  standing: 'standing-worst',
  'short-lived credential on a standing grant': 'standing-bad',
  'unknown credential on a standing grant': 'standing-bad',
  unknown: 'standing-unknown',
};

const standingNames: Readonly<Record<string, string>> = {
  'short-lived credential on a standing grant': 'short-lived on standing grant',
  'unknown credential on a standing grant': 'standing grant, credential unknown',
};

export const shortStanding = (name: string): string => standingNames[name] ?? name;

/** @param whole in all its words, where there is room */
export const Standing = ({ name, whole = false }: { readonly name: string; readonly whole?: boolean }) => (
  <span class={`chip ${standingClasses[name] ?? 'standing-good'}`} title={name}>
    {whole ? name : shortStanding(name)}
  </span>
);

/** A share of the estate as a bar with its figure. */
export const Share = ({ share, proven }: { readonly share: number; readonly proven?: number }) => (
  <span class="share">
    <span class="bar" aria-hidden="true">
      <span class="assumed" style={{ width: `${share}%` }} />
      <span class="proven" style={{ width: `${proven ?? share}%` }} />
    </span>
    <span class="figure">{percent(share)}</span>
  </span>
);

/** An identity or the control of a scope, as a link to it. */
export const End = ({ model, end }: { readonly model: Model; readonly end: string }) => {
  if (isScopeEnd(end)) return <a href={hrefOf('graph', { scope: scopeIdOf(end) })}>{model.endName(end)}</a>;
  return model.rowOf(end) === undefined ? (
    <span class="id">{end}</span>
  ) : (
    <a href={identityHref(end)}>{model.endName(end)}</a>
  );
};

export const copyText = async (text: string): Promise<void> => {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  // A page that came over plain HTTP has no clipboard.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
};

export const Copy = ({ text, label = 'Copy' }: { readonly text: () => string; readonly label?: string }) => {
  const [said, setSaid] = useState('');
  return (
    <>
      <button
        type="button"
        class="quiet no-print"
        onClick={() =>
          copyText(text()).then(
            () => setSaid('Copied'),
            () => setSaid('The browser does not let the page copy'),
          )
        }
      >
        {label}
      </button>
      <span class="said no-print" role="status">
        {said}
      </span>
    </>
  );
};

/** A command or a document, to be copied as it is. */
export const Code = ({ text }: { readonly text: string }) => (
  <div class="code">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <pre tabIndex={0}>{text}</pre>
    <Copy text={() => text} />
  </div>
);

/** A change that ends something: a sentence, then commands or documents as they are. */
export const Fix = ({ lines }: { readonly lines: readonly string[] }) => {
  const [sentence = '', ...commands] = lines;
  const text = commands.join('\n');
  return (
    <div class="fix">
      <p>
        <strong>To end it: </strong>
        {sentence}
      </p>
      {text.trim() !== '' && <Code text={text} />}
    </div>
  );
};

export const Section = ({
  title,
  note,
  children,
}: {
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly children: ComponentChildren;
}) => (
  <section class="card">
    <h2>{title}</h2>
    {note !== undefined && <p class="note">{note}</p>}
    {children}
  </section>
);

export const List = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul class="plain">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

/** A table that may be wider than the screen. */
export const Scrolling = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="scrolling" tabIndex={0} aria-label={label}>
    {children}
  </section>
);
