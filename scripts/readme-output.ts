/**
 * `<!-- output: ARGUMENTS; from "LINE"; N lines -->`, then a text block that is replaced by those lines; with `; ends 1` the
 * command has to end with that code.
 */
const block =
  /(<!-- output: ([^;\n]+); from "([^"\n]*)"; (\d+) lines(?:; ends (\d))? -->\n)```text\n(?:(?!```).*\n)*```/g;

interface Printed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program. */
export type Print = (args: readonly string[]) => Promise<Printed>;

const shown = async (
  print: Print,
  [, marker, line, from, count, ends]: readonly string[],
): Promise<string> => {
  const { code, stdout, stderr } = await print(line!.trim().split(' '));
  if (code !== Number(ends ?? 0)) throw new Error(`nhi-audit ${line} ended with ${code}: ${stderr}`);
  const output = stdout.split('\n');
  const start = output.findIndex((each) => each.startsWith(from!));
  if (start < 0) throw new Error(`nhi-audit ${line} prints no line that begins with ${JSON.stringify(from)}`);
  const lines = output.slice(start, start + Number(count)).join('\n');
  return `${marker}\`\`\`text\n${lines.trimEnd()}\n\`\`\``;
};

/** The text with every such block as the program prints it now: documents show real output or a test fails. */
export const withOutput = async (markdown: string, print: Print): Promise<string> => {
  const outputs: string[] = [];
  for (const found of markdown.matchAll(block)) outputs.push(await shown(print, found));
  return markdown.replace(block, () => outputs.shift()!);
};
