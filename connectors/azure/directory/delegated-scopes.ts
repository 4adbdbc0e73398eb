import { readFileSync } from 'node:fs';
import { graphPowerByName, isControl } from './graph-powers.ts';

/**
 * How strong delegated permissions of Microsoft Graph are: what an application may do as whoever is signed in to it.
 * https://learn.microsoft.com/graph/permissions-reference
 */

interface Stored {
  readonly scopes: readonly (readonly [name: string, needsAdministrator: 0 | 1])[];
}

/** Every one, by name in lower case; `true`: an administrator has to consent. Made by `scripts/make-delegated-scopes.ts`. */
export const delegatedScopes: ReadonlyMap<
  string,
  { readonly name: string; readonly needsAdministrator: boolean }
> = new Map(
  (
    JSON.parse(
      readFileSync(new URL('./data/delegated-scopes.generated.json', import.meta.url), 'utf8'),
    ) as Stored
  ).scopes.map(([name, needsAdministrator]) => [
    name.toLowerCase(),
    { name, needsAdministrator: needsAdministrator === 1 },
  ]),
);

/** It reaches what it made, what was picked for it, or next to nothing of each thing. */
const isNarrow = (scope: string): boolean =>
  /\.(?:appfolder|selected|createdbyapp|ownedby|asguest)$|\.readbasic\b|\.readwriteself/.test(scope);

/** What people wrote, said and keep, and what opens their devices and accounts: to read it is enough. */
const contents: ReadonlySet<string> = new Set([
  'aienterpriseinteraction',
  'bitlockerkey',
  'callrecordings',
  'calltranscripts',
  'channelmessage',
  'chat',
  'devicelocalcredential',
  'eas',
  'ediscovery',
  'ews',
  'externalitem',
  'files',
  'filestoragecontainer',
  'group',
  'group-conversation',
  'imap',
  'mail',
  'mailboxitem',
  'notes',
  'onlinemeetingaiinsight',
  'onlinemeetingartifact',
  'onlinemeetingrecording',
  'onlinemeetingtranscript',
  'pop',
  'sites',
  'usercloudclipboard',
]);

/** What goes out in somebody's name, or changes what they keep, to which every user may consent. */
const ownThings: ReadonlySet<string> = new Set([
  'bookings',
  'calendars',
  'channelmessage',
  'chatmessage',
  'contacts',
  'financials',
  'licenseassignment',
  'mailboxfolder',
  'mailboxsettings',
  'smtp',
  'tasks',
]);

/** Reports of what a user did with a document, marks on messages, questions to a policy: nothing that anybody keeps. */
const trifles: ReadonlySet<string> = new Set([
  'auditactivity',
  'content',
  'contentactivity',
  'protectionscopes',
  'sensitivitylabel',
  'servicemessageviewpoint',
]);

/** The second part of a name says what is done: `Read`, `ReadBasic`, `ReadForUser`; whatever else changes something. */
const changes = (scope: string): boolean => {
  const [, verb] = scope.split('.');
  return verb !== undefined && !/^read(?:basic|for\w+)?$/.test(verb);
};

/** Of interfaces that nobody described: by their names. */
const byName = /(readwrite|fullcontrol|manage|send|accessasuser|full_access|user_impersonation)/;

/**
 * Whether a delegated permission lets an application do harm as the user who is signed in: read what people keep, or change what only
 * administrators may, or what goes out in the user's name.
 * @param ofGraph whether Microsoft Graph exposes it
 */
export const isStrongScope = (scope: string, ofGraph: boolean): boolean => {
  const name = scope.toLowerCase();
  if (!ofGraph) return byName.test(name);
  if (isNarrow(name)) return false;
  const power = graphPowerByName.get(name);
  if (power !== undefined && isControl(power)) return true;
  const [family = ''] = name.split('.');
  if (contents.has(family)) return true;
  if (!changes(name) || trifles.has(family)) return false;
  const known = delegatedScopes.get(name);
  return ownThings.has(family) || known === undefined || known.needsAdministrator;
};
