import type { Identity } from '../../src/model/identity.ts';
import type { Remedies, RemedyTable } from '../../src/model/remedy.ts';
import type { Provider } from '../../src/model/scope.ts';
import type { Mechanism } from '../../src/model/trust.ts';
import { plain } from './wording.ts';

/** Quotes a value for a POSIX shell. Undefined: it holds what no command line should (control characters, no text). */
export const shellQuote = (value: string): string | undefined => {
  if (value === '' || /[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return undefined;
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
};

/** Fills a command in. A value that cannot stand on a command line becomes a word in capitals. */
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/([ =])\{([a-z]+)\}/g, (_, before: string, key: string) => {
    const value = values[key] ?? '';
    const quoted = shellQuote(value) ?? key.toUpperCase();
    // A name that begins with a dash would be read as an option of its own.
    return before === ' ' && value.startsWith('-') ? `=${quoted}` : before + quoted;
  });

/** Nobody but a service can take such an identity, so that no caller can ask for a narrower session. */
const isOnlyForServices = ({ trusts }: Identity): boolean =>
  trusts.length > 0 && trusts.every(({ party }) => party === 'service' || party === 'deleted');

/** The changes that end findings, by the tables of the providers. One without a table, or without an entry, gets no command. */
export const remediesOf = (tables: ReadonlyMap<Provider, RemedyTable>): Remedies => {
  const command = (
    identity: Identity,
    what: string,
    values: Readonly<Record<string, string>> = {},
  ): string | undefined => {
    const table = tables.get(identity.provider);
    const template = table?.commands[identity.kind]?.[what];
    return template && fill(template, { id: identity.id, name: table!.nameOf(identity), ...values });
  };
  return {
    deactivate: (identity, { kind, id }) => {
      const known = tables.get(identity.provider)?.credentialId.test(id) === true;
      const off = command(identity, `credential ${kind}`, { credential: known ? id : '' });
      const list = known ? undefined : command(identity, `list ${kind}`);
      return off === undefined || list === undefined ? off : `${list}\n${off}`;
    },
    withdraw: (identity, grant) => {
      const group = /^group (.+)$/s.exec(grant.via)?.[1];
      if (group !== undefined) return command(identity, 'grant group', { group });
      return command(identity, `grant ${grant.via}`, {
        policy: grant.via === 'attached' ? grant.source.id : grant.name,
      });
    },
    quarantine: (identity) => command(identity, 'quarantine'),
    nameOwner: (identity, tag) => command(identity, 'owner', { tag }),
    changeTrust: (identity) => command(identity, 'trust'),
    narrowSession: (identity) => (isOnlyForServices(identity) ? undefined : command(identity, 'session')),
    timeBoundPolicy: (provider, until, services = []) =>
      tables.get(provider)?.timeBoundPolicy?.(until, services),
    trustCondition: (provider, issuer) => tables.get(provider)?.trustCondition?.(issuer && plain(issuer)),
  };
};

/** Which permission to take away so that a step of a takeover path no longer works. */
export const cutOf: Readonly<Record<Mechanism, string>> = {
  hold: 'Give the credential to the one who needs it, and end this one.',
  start: 'Limit who can set the target to work.',
  assume: 'Take the target out of what the identity may assume, or the identity out of the target’s trust.',
  federate: 'Narrow the target’s trust to the one subject that needs it.',
  impersonate: 'Take away the permission to issue tokens of the target.',
  'write-credential': 'Take away the permission to create or change credentials of the target.',
  'write-permission': 'Take away the permission to change policies, or hold it in by a permissions boundary.',
  'write-trust': 'Take away the permission to change who may become the target.',
  'write-code': 'Take away the permission to change the code that runs as the target.',
  'pass-to-service': 'Limit which identities may be passed, and to which service, to the one that is needed.',
  control: 'Replace full control by the actions that the task needs.',
};

/** A fix: a sentence, then commands and policies, one a line. */
export const fixOf = (sentence: string, ...lines: readonly (string | undefined)[]): string =>
  [sentence, ...lines.filter((line) => line !== undefined)].join('\n');
