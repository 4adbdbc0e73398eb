import type { z } from 'zod';
import type { Bounds } from '../src/collection/bounds.ts';
import type { EstateReader, FileFormat, FileKind } from '../src/model/connector.ts';
import type { Coverage, Fills } from '../src/model/coverage.ts';
import type { Estate } from '../src/model/estate.ts';
import type { GateInput, StateIdentity } from '../src/model/gate.ts';
import type { Identity } from '../src/model/identity.ts';
import type { ChangeTable } from '../src/model/reduce.ts';
import type { IdentityUser, Instead, RemedyTable } from '../src/model/remedy.ts';
import type { Provider, Sensitivity } from '../src/model/scope.ts';
import type { Settings } from '../src/model/settings.ts';
import type { SnapshotRecord } from '../src/model/snapshot.ts';
import type { Plan, PlanReader } from '../src/plan/planned-resource.ts';

/**
 * All that the rest knows of a provider. What stands here as data is its head: it is read by every command, so it imports
 * nothing. What is behind a function is loaded when a command needs it.
 */
export interface Connector {
  /** Also what the kinds of its records begin with: `aws` of `aws.role`. */
  readonly id: Provider;
  /** For people, and as `cloud.provider` of OCSF: `AWS`. */
  readonly title: string;
  /** Files of its own that can be handed in. */
  readonly files?: readonly FileKind[];
  readonly folder?: FolderKind;
  /** Ways to begin, for whoever gave nothing to read. */
  readonly starts?: readonly Start[];
  /** By command (`scan`; the program itself: empty), for its help. */
  readonly examples?: Readonly<Record<string, readonly Example[]>>;
  /** For help texts, in its own words: an id of an identity; what `who-can` asks for. */
  readonly words?: { readonly id: string; readonly action: string; readonly resource: string };
  /** Ids of the frameworks that are about it alone, in `rules/knowledge/frameworks`. */
  readonly benchmarks?: readonly string[];
  readonly live?: LiveHead;
  readonly plan?: {
    /** Short names of its providers of Terraform. */
    readonly terraform: readonly string[];
    readonly load: () => Promise<PlanReader>;
  };
  /** Its own ways to come by two states. */
  readonly gates?: readonly OwnGate[];
  /** What a snapshot may hold, by kind. */
  readonly records?: () => Promise<RecordTable>;
  /**
   * Its records without secrets: which of their fields are identifiers, and which are documents. Absent: every text of them is
   * redacted as one that a person wrote.
   */
  readonly redaction?: () => Promise<(record: SnapshotRecord) => SnapshotRecord>;
  readonly interpretation: () => Promise<Interpretation>;
  /** How changes that a plan proposes look. Absent: none can be proposed. */
  readonly changes?: () => Promise<ChangeTable>;
  /** Its part of the sample estate. */
  readonly demo?: () => Promise<Demo>;
}

export type Example = readonly [what: string, command: string];

export interface Start {
  readonly what: string;
  readonly command: string;
}

export type RecordTable = Readonly<Record<string, { readonly schema: z.ZodType }>>;

/** A folder in the place of a file. */
export interface FolderKind {
  /** What is to be in it: `a folder with .github/workflows: the checkout of a repository`. */
  readonly title: string;
  /** A folder in it, by which it is known: `.github/workflows`. */
  readonly marks: string;
  /** Which files there are read: the newest of them is the time of the whole. */
  readonly files: RegExp;
  /** What should have been named in its place: `the root of a checkout that has workflows`. */
  readonly wanted: string;
  readonly load: () => Promise<FolderFormat>;
}

/** What is in a folder, without any network. */
export interface FolderFormat {
  /** Throws `InputError` when the folder is not what it seems. */
  readonly read: (folder: string) => Iterable<SnapshotRecord | Coverage>;
}

/** A flag of the command line. */
export interface Flag {
  /** As help shows it: `--aws-role-arn <arn>`. */
  readonly flags: string;
  readonly help: string;
  /** `many`: may be given several times. `list`: that, or several with commas. `count`: a whole number from 1. Absent: once. */
  readonly takes?: 'many' | 'list' | 'count';
  /** Names of flags that it stands for as well: `awsOrganization`. */
  readonly implies?: readonly string[];
  /** It changes how facts are read and not which: `explain` is not told it again. */
  readonly readingOnly?: true;
}

/** What was given on the command line, by name: `awsProfile`. A connector knows its own. */
export type Given = Readonly<Record<string, unknown>>;

export interface LiveHead {
  readonly flags: readonly Flag[];
  /** Names of those that ask for a live scan; the others say how. */
  readonly askedBy: readonly string[];
  /** Where others are given without these; absent: they do nothing then. */
  readonly unasked?: { readonly says: string; readonly where: string; readonly remedy: string };
  /** Flags of `nhi-audit permissions`. */
  readonly permissionFlags: readonly Flag[];
  readonly load: () => Promise<Live>;
}

export interface Live {
  /** Every call that can be made, and no other: as the page in `docs/api-calls` shows it. */
  readonly calls: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
  /** The least privilege that a scan needs, in the provider's own form. */
  readonly permissions: (given: Given) => unknown;
  /**
   * Finds the credential. What talks to the network is loaded when the first entry is asked for.
   * @throws InputError when a flag is wrong, or there is no credential
   */
  readonly open: (given: Given, world: LiveWorld) => LiveSource;
  /** What a fleet collects one by one. Throws where it cannot list all of them. Absent: nothing lists them. */
  readonly targets?: (given: Given, world: Pick<LiveWorld, 'now' | 'signal'>) => AsyncIterable<Target>;
}

/** An account, a subscription, a project, an organisation: what a fleet collects by itself. */
export interface Target {
  readonly id: string;
  /** As people call it. */
  readonly title?: string;
}

export interface Progress {
  readonly connector: Provider;
  readonly scope: string;
  /** Id of the call. */
  readonly source: string;
  /** Entries read from it so far. */
  readonly count: number;
}

/** What a live scan is told, and whom it tells. */
export interface LiveWorld {
  readonly settings: Settings;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** What a server may cost. Absent: the usual. */
  readonly bounds?: Bounds;
  readonly onProgress?: (progress: Progress) => void;
  /** For each request, repeated ones included, before it is sent. What it gives is waited for: a fleet shares its calls. */
  readonly onCall?: (call: string) => unknown;
  /** The provider refused a request for its limit. */
  readonly onThrottled?: (seconds: number) => void;
  /** A line for whoever waits. */
  readonly note?: (line: string) => void;
  /** Those that could do serious harm, the largest blast radius first: where what costs calls is asked first. */
  readonly privilegedFirst: (estate: Estate) => readonly Identity[];
}

export interface LiveSource {
  /** ISO 8601, UTC: when it began. */
  readonly collectedAt: string;
  readonly entries: () => AsyncIterable<SnapshotRecord | Coverage>;
  /** What is left of the provider's budgets once all is read, a line each. */
  readonly budgets?: () => readonly string[];
}

/** What facts of a provider mean. */
export interface Interpretation {
  readonly id: Provider;
  /** One for each of the connector's kinds of files. */
  readonly formats: readonly FileFormat[];
  /**
   * Members of a record that say when something happened, by kind; `A.B` is B in A, or in each of A where it is a list. What is
   * yet to come (the end of a credential) is none.
   */
  readonly happened?: Readonly<Record<string, readonly string[]>>;
  /** Absent: there are no facts of it, only plans. */
  readonly reader?: () => EstateReader;
  readonly remedies?: RemedyTable;
  /** What provides data that rules need, for reports that miss it. */
  readonly fills?: Fills;
  /** Of the gate: the first that fits is told, before those that hold for every provider. */
  readonly instead?: readonly Instead[];
  /** What a pattern of privileges stands for today, by service. Absent: it has no patterns. */
  readonly privilegesIn?: (
    pattern: string,
    resources: readonly string[],
  ) => readonly { readonly service: string; readonly privilege: string }[];
  /** What a privilege stands for in a service, where it bundles others: a role. Absent: none does. */
  readonly bundledIn?: (privilege: string, service: string) => readonly string[];
  /** What a service holds. Absent: nobody knows. */
  readonly sensitivityOf?: (service: string) => Sensitivity;
  /** For the policy of the gate: what one privilege is about. Absent: what its service holds. */
  readonly concerns?: (privilege: string, service: string) => Sensitivity;
  /** For the policy of the gate: whether a pattern names resources, instead of all of a kind. Absent: whatever is not `*` does. */
  readonly namesResources?: (pattern: string, service: string) => boolean;
  /** Kinds of identities that nobody has but those whom they trust. */
  readonly enteredByTrust?: readonly string[];
  /** Whether a privilege makes another identity of whoever has it, so that what it weighs lies behind it. */
  readonly becomesOthers?: (privilege: string, resource: string) => boolean;
  /** Whether it stands for everybody: what it may do, anybody may. */
  readonly isEverybody?: (identity: StateIdentity) => boolean;
  /** Who uses an identity, as far as it shows. Absent: nobody can tell. */
  readonly usedBy?: (identity: StateIdentity) => IdentityUser | undefined;
  /** Groups and policies that hold privileges for others. */
  readonly holders?: HolderReader;
  /** What may join facts of one place to those of another. Absent: nobody can tell, so that anything may. */
  readonly ties?: Ties;
}

/** What may join the facts of one target to those of others, so that an estate can be told apart into parts. */
export interface Ties {
  /** Kinds of records that bear on all parts, few and small: each part is given them all. */
  readonly toAll: ReadonlySet<string>;
  /** Takes the facts of one target, in any order. Names that scopes have are told by the scopes of the facts. */
  readonly reader: () => TieReader;
}

export interface TieReader {
  readonly add: (record: SnapshotRecord) => void;
  readonly finish: () => TargetTies;
}

export interface TargetTies {
  /** Names beside those of scopes by which others may mean what is here. */
  readonly own: ReadonlySet<string>;
  /** What is mentioned here: whoever has a name of these is joined to it, whichever of them lets the other in. */
  readonly named: ReadonlySet<string>;
  /** Wholes (organisations) whose members are all listed here. */
  readonly whole: ReadonlySet<string>;
  /**
   * One for each thing that lets everybody in: lists of wholes, of which one list has to be known in full, so that nobody else
   * comes in. None: nothing keeps others out.
   */
  readonly open: readonly (readonly (readonly string[])[])[];
}

/** A group or policy, found in records. */
export interface FoundHolder {
  readonly id: string;
  readonly kind: string;
  readonly scope: string;
  readonly name: string;
  /** Why nobody has it yet. Absent: somebody has it. */
  readonly missing?: string;
}

export interface HolderReader {
  readonly find: (records: readonly SnapshotRecord[]) => readonly FoundHolder[];
  /**
   * Records in which somebody has each of the holders and nothing else: what the one of that id may do is what the holder
   * gives. Ids of identities by those of holders.
   */
  readonly held: (
    records: readonly SnapshotRecord[],
    holders: readonly FoundHolder[],
  ) => { readonly records: readonly SnapshotRecord[]; readonly by: ReadonlyMap<string, string> };
}

/** Absolute paths. */
export interface Demo {
  readonly files: readonly string[];
  /** Of all the files; absent: they carry their own time. */
  readonly collectedAt?: string;
  readonly exceptions?: string;
  /** The reviewed baseline, of the whole sample estate. */
  readonly baseline?: string;
}

/** A mode of the gate that only this provider has: its templates, its files in a checkout. */
export interface OwnGate {
  readonly id: string;
  /** Each of them asks for it. */
  readonly flags: readonly Flag[];
  /** Whether an estate around the change may be given. */
  readonly onEstate: boolean;
  /** What a change is compared with here, for people who gave a flag of another mode. */
  readonly compares: string;
  /** @throws InputError when a flag or a file is wrong */
  readonly prepare: (given: Given, files: readonly string[]) => Promise<OwnComparison>;
}

/** What is compared, and what with, for people. */
export type OwnComparison = {
  readonly before: string;
  readonly after: string;
} & (
  | { readonly is: 'plans'; readonly plans: readonly [Plan, ...Plan[]] }
  | { readonly is: 'states'; readonly input: GateInput }
);
