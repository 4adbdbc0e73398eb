import type { NotifySettings, NotifyTarget } from '../model/notify-schema.ts';
import { type Environment, httpAddress, mailServer, type Resolved, variable, wrong } from './address.ts';
import { type Digest, inShort } from './digest.ts';
import { createIssue } from './github.ts';
import { post } from './http.ts';
import { sendMail } from './mail.ts';
import { later, type Outcome } from './outcome.ts';
import { emailOf } from './targets/email.ts';
import { issueOf } from './targets/github-issue.ts';
import { slackBody } from './targets/slack.ts';
import { teamsBody, teamsStatus } from './targets/teams.ts';
import { webhookBody, webhookHeaders, webhookSecret } from './targets/webhook.ts';

/** One try to hand a digest to one target. Never throws for what the target or the network does. */
export type Send = (digest: Digest, now: Date) => Promise<Outcome>;

type Target<Type extends NotifyTarget['type']> = Extract<NotifyTarget, { readonly type: Type }>;

type Open = {
  readonly [Type in NotifyTarget['type']]: (
    target: Target<Type>,
    environment: Environment,
    settings: NotifySettings,
  ) => Resolved<Send>;
};

/** What people read, and a target refuses as it is, is told in short. */
const orInShort =
  (send: (digest: Digest) => Promise<Outcome>): Send =>
  async (digest) => {
    const outcome = await send(digest);
    const isRefused = !outcome.ok && outcome.thisOne === true;
    return isRefused && digest.groups.length > 0 ? send(inShort(digest)) : outcome;
  };

const withAddress =
  (bodyOf: (digest: Digest) => string, statusIn?: (text: string) => number | undefined) =>
  (
    { urlFrom }: { readonly urlFrom: string },
    environment: Environment,
    settings: NotifySettings,
  ): Resolved<Send> => {
    const url = httpAddress(environment, urlFrom, settings);
    if (!url.ok) return url;
    return { ok: true, value: orInShort((digest) => post(url.value, bodyOf(digest), {}, statusIn)) };
  };

const githubApi = new URL('https://api.github.com');

const open: Open = {
  webhook: ({ urlFrom, secretFrom }, environment, settings) => {
    const url = httpAddress(environment, urlFrom, settings);
    if (!url.ok) return url;
    const text = variable(environment, secretFrom);
    if (!text.ok) return text;
    const secret = webhookSecret(text.value);
    if (secret === undefined)
      return wrong(`${secretFrom} does not hold a secret of Standard Webhooks (whsec_ and 24 to 64 bytes)`);
    return {
      ok: true,
      value: (digest, now) => {
        const body = webhookBody(digest);
        const at = Math.floor(now.getTime() / 1000);
        return post(url.value, body, webhookHeaders(digest.id, at, body, secret));
      },
    };
  },
  slack: withAddress(slackBody),
  teams: withAddress(teamsBody, teamsStatus),
  email: ({ urlFrom, from, to }, environment, settings) => {
    const server = mailServer(environment, urlFrom, settings);
    if (!server.ok) return server;
    return { ok: true, value: (digest) => sendMail(server.value, { from, to }, digest.id, emailOf(digest)) };
  },
  'github-issue': ({ repository, tokenFrom, urlFrom }, environment, settings) => {
    const api: Resolved<URL> =
      urlFrom === undefined ? { ok: true, value: githubApi } : httpAddress(environment, urlFrom, settings);
    if (!api.ok) return api;
    const token = variable(environment, tokenFrom);
    if (!token.ok) return token;
    if (!/^[\x21-\x7e]{8,512}$/.test(token.value)) return wrong(`${tokenFrom} does not hold a token`);
    return {
      ok: true,
      value: orInShort((digest) =>
        createIssue(
          { api: api.value, repository, token: token.value },
          { id: digest.id, since: Date.parse(digest.collectedAt) },
          issueOf(digest),
          digest.details !== 'none',
        ),
      ),
    };
  },
};

/** How a target is told; one that is not set up fails at every try, and says why. */
export const senderOf = (target: NotifyTarget, environment: Environment, settings: NotifySettings): Send => {
  const opened = (open[target.type] as (...given: unknown[]) => Resolved<Send>)(
    target,
    environment,
    settings,
  );
  return opened.ok ? opened.value : async () => later(opened.says);
};
