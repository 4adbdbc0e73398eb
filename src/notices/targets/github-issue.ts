import { code, prose } from '../../../reports/markdown-text.ts';
import { type Digest, endingText, fitting, headline, ownerText } from '../digest.ts';

export interface Issue {
  readonly title: string;
  readonly body: string;
}

/** GitHub takes 65,536 characters. */
const longestBody = 60_000;

/** By which an issue is found again: a digest is told once, also where the answer to the first try was lost. */
export const issueMarker = (id: string): string => `<!-- nhi-audit-notice:${id} -->`;

const bodyOf = (digest: Digest): string => {
  const left = endingText(digest);
  const groups = digest.groups.flatMap((group) => [
    '',
    `**Owner:** ${code(ownerText(group))}`,
    '',
    ...group.items.flatMap(({ severity, title, id, link, says = [] }) => {
      const where = link === undefined ? code(id) : `${code(id)} ([report](${link}))`;
      return [`- **${severity}** ${prose(title)} ${where}`, ...says.map((line) => `  - ${prose(line)}`)];
    }),
  ]);
  return [
    issueMarker(digest.id),
    '',
    `Data as of ${code(digest.collectedAt)}.`,
    ...groups,
    ...(left === undefined ? [] : ['', left]),
    ...(digest.link === undefined ? [] : ['', `[The report](${digest.link})`]),
    '',
  ].join('\n');
};

/** With as much as an issue takes. */
export const issueOf = (digest: Digest): Issue => ({
  title: headline(digest),
  body: bodyOf(fitting(digest, (part) => bodyOf(part).length <= longestBody)),
});
