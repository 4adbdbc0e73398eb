import { type Digest, type DigestItem, endingText, fitting, headline, ownerText } from '../digest.ts';

/** Of a message, https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using */
const mostBytes = 26_000;

/** Runs of a rich text block know no Markdown, which text blocks do: https://adaptivecards.io/explorer/TextRun.html */
const run = (text: string, look: Readonly<Record<string, unknown>> = {}) => ({
  type: 'TextRun',
  text,
  ...look,
});
const block = (inlines: readonly unknown[], look: Readonly<Record<string, unknown>> = {}) => ({
  type: 'RichTextBlock',
  inlines,
  ...look,
});

const itemBlock = ({ severity, title, id, link, says = [] }: DigestItem) =>
  block([
    run(`${severity} `, { weight: 'Bolder' }),
    run(`${title} `),
    run(id, {
      fontType: 'Monospace',
      ...(link === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url: link } }),
    }),
    ...says.map((line) => run(`\n${line}`, { isSubtle: true })),
  ]);

const message = (digest: Digest, body: readonly unknown[]): string =>
  JSON.stringify({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body,
          ...(digest.link === undefined
            ? {}
            : { actions: [{ type: 'Action.OpenUrl', title: 'The report', url: digest.link }] }),
        },
      },
    ],
  });

/**
 * A connector of Teams answers 200 where Teams behind it refused, and says so in its text; a workflow answers 202, without a text.
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#rate-limiting-for-connectors
 */
export const teamsStatus = (text: string): number | undefined => {
  const status = /\bendpoint returned HTTP error ([45]\d\d)\b/.exec(text)?.[1];
  if (status !== undefined) return Number(status);
  return text.startsWith('Webhook message delivery failed') ? 500 : undefined;
};

const cardOf = (digest: Digest): string => {
  const left = endingText(digest);
  return message(digest, [
    block([run(headline(digest), { size: 'Medium', weight: 'Bolder' })]),
    ...digest.groups.flatMap((group) => [
      block([run(ownerText(group), { weight: 'Bolder' })], { separator: true }),
      ...group.items.map(itemBlock),
    ]),
    ...(left === undefined ? [] : [block([run(left)])]),
  ]);
};

/** An adaptive card, with as much as a message takes. */
export const teamsBody = (digest: Digest): string =>
  cardOf(fitting(digest, (part) => Buffer.byteLength(cardOf(part)) <= mostBytes));
