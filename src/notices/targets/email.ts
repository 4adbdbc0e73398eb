import { type Digest, endingText, headline, ownerText } from '../digest.ts';

export interface Email {
  readonly subject: string;
  /** Plain text alone: nothing in it is looked at as mark-up. */
  readonly text: string;
}

export const emailOf = (digest: Digest): Email => {
  const groups = digest.groups.flatMap((group) => [
    '',
    `Owner: ${ownerText(group)}`,
    ...group.items.flatMap(({ severity, title, id, link, says = [] }) => [
      `- [${severity}] ${title}`,
      `  id: ${id}`,
      ...(link === undefined ? [] : [`  ${link}`]),
      ...says.map((line) => `  ${line}`),
    ]),
  ]);
  const left = endingText(digest);
  return {
    subject: headline(digest),
    text: [
      headline(digest),
      `Data as of ${digest.collectedAt}`,
      ...groups,
      ...(left === undefined ? [] : ['', left]),
      ...(digest.link === undefined ? [] : ['', `The report: ${digest.link}`]),
      '',
    ].join('\n'),
  };
};
