import { code, prose } from '../../../reports/markdown-text.ts';
import { type Digest, endingText, headline, ownerText } from '../digest.ts';

export interface Issue {
  readonly title: string;
  readonly body: string;
}

/** GitHub takes 65,536 characters. */
const longestBody = 60_000;

/** By which an issue is found again: a digest is told once, also where the answer to the first try was lost. */
export const issueMarker = (id: string): string => `<!-- nhi-audit-notice:${id} -->`;

export const issueOf = (digest: Digest): Issue => {
  const lines: string[] = [issueMarker(digest.id), '', `Data as of ${code(digest.collectedAt)}.`];
  const left = endingText(digest);
  const tail = [
    ...(left === undefined ? [] : ['', left]),
    ...(digest.link === undefined ? [] : ['', `[The report](${digest.link})`]),
  ];
  let length = [...lines, ...tail].join('\n').length;
  for (const group of digest.groups) {
    const block = ['', `**Owner:** ${code(ownerText(group))}`, ''];
    for (const { severity, title, id, link, says = [] } of group.items) {
      const where = link === undefined ? code(id) : `${code(id)} ([report](${link}))`;
      block.push(`- **${severity}** ${prose(title)} ${where}`, ...says.map((line) => `  - ${prose(line)}`));
    }
    length += block.join('\n').length + 1;
    if (length > longestBody) {
      lines.push('', 'What does not fit here is in the report.');
      break;
    }
    lines.push(...block);
  }
  return { title: headline(digest), body: [...lines, ...tail, ''].join('\n') };
};
