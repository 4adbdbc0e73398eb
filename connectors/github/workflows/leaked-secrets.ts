import { type FoundSecret, redactYaml } from '../../../src/redaction/yaml-text.ts';

/** A place of a workflow that looks like a secret, as its record holds it. */
export interface LeakedSecret {
  readonly kind: string;
  /** From 1. */
  readonly line: number;
  /** A password that a service container is made with for the job, and that opens nothing else. */
  readonly throw_away?: true;
  /** Only its name or its length tells, and it is made of words, code, or shown to the own machine: it may well be none. */
  readonly unsure?: true;
}

const local = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)$/;

/** Told by what they are called, and by no form of their own: what has one was issued by somebody. */
const byName = new Set(['named-value', 'command-line', 'password-in-address']);

/** `jobs`, its name */
const jobOf = ({ path: [jobs, name] }: FoundSecret): string | undefined =>
  jobs === 'jobs' ? name : undefined;

/** Name of the service container in whose environment or options it is written. */
const serviceOf = ({ path }: FoundSecret): string | undefined =>
  path[2] === 'services' ? path[3] : undefined;

/** Whether it is shown to the job's own containers alone: a host that is not told is one of them. */
const staysIn = ({ host }: FoundSecret, services: ReadonlySet<string>): boolean =>
  host === undefined || local.test(host) || services.has(host);

/**
 * Values that service containers are made with and that nothing else is shown: the container ends with the job, and its
 * password with it. One use elsewhere, and none of them is thrown away.
 * https://docs.github.com/en/actions/tutorials/use-containerized-services/create-postgresql-service-containers
 */
const thrownAway = (found: readonly FoundSecret[]): ReadonlySet<FoundSecret> =>
  new Set(
    [...Map.groupBy(found, jobOf)].flatMap(([job, own]) => {
      if (job === undefined) return [];
      const services = new Set(own.flatMap((each) => serviceOf(each) ?? []));
      return [...Map.groupBy(own, ({ value }) => value).values()].flatMap((same) =>
        same.some((each) => serviceOf(each) !== undefined) &&
        same.every((each) => byName.has(each.kind) && staysIn(each, services))
          ? same
          : [],
      );
    }),
  );

const isUnsure = ({ kind, isWords, host }: FoundSecret): boolean =>
  kind === 'random-text' ||
  (byName.has(kind) && (isWords === true || (host !== undefined && local.test(host))));

export interface RedactedWorkflow {
  readonly text: string;
  readonly secrets: readonly LeakedSecret[];
}

/** The text of a workflow without its secrets, and where they were. */
export const redactWorkflow = (written: string): RedactedWorkflow => {
  const { text, found } = redactYaml(written);
  const gone = thrownAway(found);
  return {
    text,
    secrets: found.map((each) => ({
      kind: each.kind,
      line: each.line,
      ...(gone.has(each) ? { throw_away: true as const } : {}),
      ...(isUnsure(each) ? { unsure: true as const } : {}),
    })),
  };
};
