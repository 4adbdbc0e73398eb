import { parse } from 'yaml';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
}

const block = /(<!-- inputs of action\.yml -->\n)[\s\S]*?(<!-- end -->)/;

/** The page with the table of inputs as `action.yml` has them. */
export const withInputs = (markdown: string, action: string): string => {
  const { inputs } = parse(action) as Action;
  const rows = Object.entries(inputs).map(
    ([name, { description, default: value = '' }]) =>
      `| \`${name}\` | ${value === '' ? '' : `\`${value}\``} | ${description.trim().replaceAll('|', '\\|')} |`,
  );
  if (!block.test(markdown)) throw new Error('the page has no place for the inputs of action.yml');
  return markdown.replace(
    block,
    (_, start: string, end: string) =>
      `${start}| input | default | |\n|---|---|---|\n${rows.join('\n')}\n${end}`,
  );
};
