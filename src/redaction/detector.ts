import { createRequire } from 'node:module';
import { once } from '../model/once.ts';
import type { Hit } from './hits.ts';

/**
 * The rules of secretlint, which its makers keep up with the issuers of tokens, asked text by text. They are loaded with
 * the first text that could hold something: most estates hold none.
 * https://github.com/secretlint/secretlint/tree/master/packages/@secretlint/secretlint-rule-preset-recommend
 */
interface Source {
  readonly content: string;
  readonly contentType: 'text';
  readonly filePath: string;
  readonly ext: string;
}

interface Context {
  readonly createTranslator: () => (id: string) => { readonly messageId: string; readonly message: string };
  readonly report: (found: { readonly range: readonly [number, number] }) => void;
  readonly ignore: () => void;
  readonly sharedOptions: object;
}

interface Rule {
  readonly meta: { readonly id: string };
  readonly create: (context: Context, options: object) => { readonly file: (source: Source) => unknown };
}

interface Preset {
  readonly creator: {
    readonly create: (context: { readonly registerRule: (rule: Rule) => void }) => void;
  };
}

/**
 * Left out: what `forms.ts` knows more exactly. A password in an address is reported with the whole address there, a key
 * with half of it.
 */
const known = new Set(['aws', 'basicauth', 'database-connection-string', 'filter-comments', 'privatekey']);

const prefix = '@secretlint/secretlint-rule-';

type Detector = (text: string) => readonly Hit[];

/** The rules, loaded and asked of every text. */
export const createDetector = (): Detector => {
  const { creator }: Preset = createRequire(import.meta.url)('@secretlint/secretlint-rule-preset-recommend');
  let hits: Hit[] = [];
  const checks: ((source: Source) => unknown)[] = [];
  creator.create({
    registerRule: (rule) => {
      const kind = rule.meta.id.replace(prefix, '');
      if (known.has(kind)) return;
      const context: Context = {
        // Its messages quote what was found: none is made.
        createTranslator: () => (messageId) => ({ messageId, message: '' }),
        report: ({ range: [start, end] }) => hits.push({ kind, start, end }),
        ignore: () => {},
        sharedOptions: {},
      };
      checks.push(rule.create(context, {}).file);
    },
  });
  return (content) => {
    hits = [];
    for (const check of checks) check({ content, contentType: 'text', filePath: '', ext: '' });
    return hits;
  };
};

/**
 * What the forms of these rules begin with or hold, one for each form: a text with none of these is not asked about, so that
 * most runs never load the rules. `test/redaction/detector.test.ts` draws texts of every form, and fails with a rule more.
 */
const marks =
  /x-oauth-basic@|npm_|xox[bpaor]-|xapp-|hooks\.slack\.com|T3BlbkFJ|sk-ant-|gsk_|hf_|lin_api_|ntn_|SG\.|shp(?:pa|ca|at|ss)_|[sr]k_(?:live|test)_|gh[pousr]_|github_pat_|glpat-|glc_|glsa_|ops_ey|hv[sbr]\.|vc[piark]_|dapi|dckr_pat_|figd_|cf(?:k|ut|at)_|tskey-/i;

export const mayDetect = (text: string): boolean => marks.test(text);

const detector = once(createDetector);

export const detectedIn: Detector = (text) => (mayDetect(text) ? detector()(text) : []);
