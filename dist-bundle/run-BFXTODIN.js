import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  Argument,
  Command,
  CommanderError,
  Option,
  addSourceOptions,
  configFile,
  examples,
  exceptionsFile,
  openSources,
  refuseTwice,
  repeatable,
  timestamp,
  verbose,
  wholeNumber
} from "./chunk-RYW2C4IQ.js";
import {
  tool
} from "./chunk-UF4G2IW4.js";
import {
  openExceptions
} from "./chunk-2KIBAA5W.js";
import {
  visible
} from "./chunk-FGEKAZCG.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  owaspRisks,
  severities,
  severityRank
} from "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/reports/format-ids.js
var formatIds = ["terminal", "json", "markdown", "sarif", "junit", "ocsf", "oscal"];

// ../../work/wt/exports/dist/src/cli/exit-codes.js
var exitCodes = {
  /** The command did what was asked; with `--fail-on`, nothing at or above that severity is open. */
  pass: 0,
  /** `--fail-on`: there is at least one open finding at or above the severity. */
  policyFailure: 1,
  /** A flag, a file or the configuration is wrong: the message says which and what to do. */
  usage: 2,
  /** Nothing could be read from any source, or the tool itself failed: no verdict. */
  notEvaluated: 3
};

// ../../work/wt/exports/dist/src/cli/report-options.js
var addReportOptions = (command) => command.optionsGroup("Report:").addOption(new Option("--format <format>", "what goes to standard output").choices(formatIds).default("terminal")).option("--out <folder>", "write all reports, CSV tables too, to a folder, whole or not at all").option("--baseline <file>", "SARIF: show each finding at the line of its identity in this baseline").addOption(new Option("--fail-on <severity>", "exit 1 when a finding of this severity or above is open").choices(severities)).option("--top <n>", "identities listed on the terminal (default: 10)", wholeNumber).option("--no-color", "no colour (also: NO_COLOR in the environment)");
var placesOf = async (baseline2) => {
  const { placesInBaseline } = await import("./baseline-places-CRYW75FG.js");
  return placesInBaseline(baseline2);
};
var checkReportOptions = async ({ out, baseline: baseline2 }) => {
  if (baseline2 !== void 0)
    await placesOf(baseline2);
  if (out === void 0)
    return;
  const { checkReportFolder } = await import("./report-folder-WHVF2XP3.js");
  checkReportFolder(out);
};
var openSeverities = async (result) => {
  const { invalidWithoutFinding } = await import("./invalid-exceptions-OQOHXLJJ.js");
  const { invalidException } = await import("./invalid-exception-J64OAL2U.js");
  const { findings, exceptions: exceptions2 = [], settings } = result;
  const { id, severity } = invalidException;
  return [
    ...findings.filter(({ status }) => status !== "accepted").map((finding) => finding.severity),
    ...invalidWithoutFinding(exceptions2, findings, id, settings).map(() => settings.rules[id]?.severity ?? severity)
  ];
};
var noteExceptions = async ({ exceptions: exceptions2 = [] }, context) => {
  const { hasEnded } = await import("./exceptions-I25NM2VN.js");
  const count = (which) => exceptions2.filter(which).length;
  const told = [
    [count(({ status }) => status === "invalid"), "invalid and without effect"],
    [count(hasEnded), "no longer in force"],
    [count(({ status }) => status === "expires-soon"), "about to end"]
  ];
  const parts = told.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  if (parts.length === 0)
    return;
  context.note(`nhi-audit: of ${exceptions2.length} exceptions ${parts.join(", ")}: the report says which and why`);
};
var report = async (result, options, sourceArguments, sourceFiles, context) => {
  const { loadFormat } = await import("./load-NXDEXFH7.js");
  const { couldRead } = await import("./facts-PFAYAADO.js");
  const { format, out, failOn, top, baseline: baseline2 } = options;
  const shown = await loadFormat(format);
  const layout = {
    width: context.columns,
    colour: context.colour && options.color,
    sourceArguments,
    sourceFiles,
    ...baseline2 === void 0 ? {} : { placeOf: await placesOf(baseline2) },
    ...top === void 0 ? {} : { top }
  };
  for (const { text } of shown.files(result, layout))
    await context.write(text);
  if (out !== void 0) {
    const { writeReportFolder } = await import("./report-folder-WHVF2XP3.js");
    const { reportFormats } = await import("./reports-MXKFADDU.js");
    const plain = { ...layout, width: 100, colour: false };
    writeReportFolder(out, reportFormats.flatMap(({ files }) => files(result, plain)));
    context.note(`nhi-audit: reports written to ${out}`);
  }
  const gaps = result.coverage.filter(({ status }) => status !== "complete").length;
  if (gaps > 0) {
    context.note(`nhi-audit: ${gaps} of ${result.coverage.length} sources could not be read in full: the report says which, and which rules could not be judged`);
  }
  if (!couldRead(result.coverage) || result.estate.identities.length === 0) {
    context.note("nhi-audit: nothing could be read from any source: there is no verdict");
    return exitCodes.notEvaluated;
  }
  await noteExceptions(result, context);
  if (failOn === void 0)
    return exitCodes.pass;
  const failing = (await openSeverities(result)).filter((severity) => severityRank(severity) >= severityRank(failOn)).length;
  if (failing === 0)
    return exitCodes.pass;
  context.note(`nhi-audit: ${failing} open findings of severity ${failOn} or above (--fail-on)`);
  return exitCodes.policyFailure;
};

// ../../work/wt/exports/dist/src/cli/commands/analyze.js
var run = async (paths, options, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { auditSources, ruleIds } = await import("./audit-FT7U4J4Z.js");
  const { settings } = loadSettings(options.config, context.workingDirectory, ruleIds);
  const exceptions2 = await openExceptions(options, context, ruleIds);
  await checkReportOptions(options);
  const { snapshotSource } = await import("./file-source-IENRIUVC.js");
  const config2 = options.config === void 0 ? [] : ["--config", options.config];
  return report(await auditSources(paths.map(snapshotSource), settings, { entries: exceptions2.entries }), options, [...paths, ...config2, ...exceptions2.arguments], paths, context);
};
var analyze = (context, end) => {
  const command = new Command("analyze").summary("report on a snapshot, without any network").description("Ranks and judges what a snapshot holds. The clock is that of the snapshot: the same snapshot gives the same bytes, today and next year.").argument("<snapshots...>", "files made by nhi-audit collect or scan --snapshot; several make one estate");
  verbose(exceptionsFile(configFile(addReportOptions(command).optionsGroup("Options:"))));
  return examples(command, [
    ["a snapshot", "nhi-audit analyze today.ndjson"],
    ["as JSON, for a script", "nhi-audit analyze today.ndjson --format json"],
    ["with other thresholds", "nhi-audit analyze today.ndjson --config strict.yaml --out strict"]
  ]).action(async (paths, options) => end(await run(paths, options, context)));
};

// ../../work/wt/exports/dist/src/cli/commands/baseline.js
import { existsSync, readFileSync } from "node:fs";
var defaultFile = "nhi-audit.baseline.json";
var settingsOf = async (config2, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { ruleIds } = await import("./audit-FT7U4J4Z.js");
  return loadSettings(config2, context.workingDirectory, ruleIds).settings;
};
var scanned = async (files, options, settings, context) => {
  const { sources, collectedAt, finish } = await openSources(files, options, settings, context);
  const { gather } = await import("./facts-PFAYAADO.js");
  const { audit } = await import("./audit-FT7U4J4Z.js");
  const { gateStateOf } = await import("./gate-5ZBDOAXR.js");
  const facts = await gather(sources, collectedAt);
  finish();
  return gateStateOf(audit(facts, settings));
};
var noteGaps = ({ gaps, complete }, context) => {
  if (gaps.length === 0 && complete.length > 0)
    return false;
  context.note("nhi-audit: the scan is not complete, and a baseline is made of complete scans only:");
  for (const gap of gaps)
    context.note(`  ${gap}`);
  if (complete.length === 0)
    context.note("  no scope was read in full");
  context.note("  Read what is missing, or say what the gate needs in gate.needs of the configuration.");
  return true;
};
var save = async (path, state, settings, context) => {
  const { baselineText } = await import("./baseline-file-XK43GMIQ.js");
  const { replaceFile } = await import("./replace-file-GKCNFXC4.js");
  replaceFile(path, baselineText(state, settings, tool));
  context.note(`nhi-audit: baseline of ${state.identities.length} identities in ${state.complete.length} scopes written to ${path}: have it reviewed`);
};
var write = async (files, options, context) => {
  const settings = await settingsOf(options.config, context);
  if (existsSync(options.out)) {
    throw new InputError("there is a baseline already, or something else", options.out, "Bring it up to date with `nhi-audit baseline update`, which shows what grew; or name a new file.");
  }
  const state = await scanned(files, options, settings, context);
  if (noteGaps(state, context))
    return exitCodes.notEvaluated;
  await save(options.out, state, settings, context);
  return exitCodes.pass;
};
var open = async (path, settings) => {
  const { readBaseline } = await import("./baseline-file-XK43GMIQ.js");
  if (!existsSync(path)) {
    return {
      ok: false,
      says: "there is no such baseline",
      remedy: "Make one with `nhi-audit baseline write`."
    };
  }
  return readBaseline(readFileSync(path, "utf8"), settings);
};
var noteProblem = (path, says, remedy, context) => {
  context.note(`nhi-audit: ${path}: ${says}`);
  context.note(`  do: ${remedy}`);
  return exitCodes.notEvaluated;
};
var check = async (path, { config: config2 }, context) => {
  const settings = await settingsOf(config2, context);
  const read = await open(path, settings);
  if (!read.ok)
    return noteProblem(path, read.says, read.remedy, context);
  const update2 = "Run `nhi-audit baseline update` on a complete scan.";
  if (read.edited)
    return noteProblem(path, "it was changed by hand: it is not as it was written", update2, context);
  if (!read.sameSettings)
    return noteProblem(path, "it was made under other settings", update2, context);
  if (read.state.gaps.length > 0) {
    return noteProblem(path, `it is not complete: ${read.state.gaps.join("; ")}`, update2, context);
  }
  const { identities, complete, collectedAt } = read.state;
  await context.write([
    `baseline of ${identities.length} identities in ${complete.length} scopes, facts of ${collectedAt}, written by ${read.tool}: whole and as it was written
`
  ]);
  return exitCodes.pass;
};
var checkScopes = (before, after, given) => {
  const now = new Set(after.complete);
  const missing = before.complete.filter((scope) => !now.has(scope) && !given.includes(scope));
  if (missing.length === 0)
    return;
  throw new InputError(`the scan has nothing of ${missing.join(", ")}, which the baseline holds`, "the sources", `Read it as well; or, where it no longer exists: ${missing.map((scope) => `--without-scope ${scope}`).join(" ")}`);
};
var listGrowth = async ({ changes }, context) => {
  const { jsonText } = await import("./inert-text-ACXWSCD6.js");
  for (const { class: kind, who, what, fails } of changes) {
    await context.write([`${fails ? "fails " : "passes"} ${kind} ${jsonText(who)}: ${jsonText(what)}
`]);
  }
};
var update = async (files, options, context) => {
  const settings = await settingsOf(options.config, context);
  const { renamesGiven } = await import("./live-YDGOEUD7.js");
  const renamed = renamesGiven(options);
  const read = await open(options.baseline, settings);
  if (!read.ok)
    return noteProblem(options.baseline, read.says, read.remedy, context);
  if (read.edited && options.acceptGrowth !== true) {
    return noteProblem(options.baseline, "it was changed by hand: an update would make that look reviewed", "Take it from git as it was; or take in all that there is now with --accept-growth.", context);
  }
  const after = await scanned(files, options, settings, context);
  if (noteGaps(after, context))
    return exitCodes.notEvaluated;
  checkScopes(read.state, after, options.withoutScope ?? []);
  const { runGate } = await import("./gate-5ZBDOAXR.js");
  const { ratcheted } = await import("./ratchet-SRAYM7TR.js");
  const before = {
    ...read.state,
    complete: read.state.complete.filter((scope) => after.complete.includes(scope))
  };
  const input = {
    before,
    after,
    renamed,
    indeterminate: [],
    locationOf: () => void 0,
    since: () => `the state of ${before.collectedAt}`,
    exceptions: []
  };
  const result = runGate({
    input,
    settings,
    labels: { mode: "live", before: options.baseline, after: "scan" }
  });
  await listGrowth(result, context);
  const next = options.acceptGrowth === true ? after : ratcheted(before, after, result, renamed);
  await save(options.baseline, next, settings, context);
  if (options.acceptGrowth === true || result.changes.length === 0)
    return exitCodes.pass;
  context.note(`nhi-audit: ${result.changes.length} changes are more than before and were left out; --accept-growth takes them in`);
  return result.changes.some(({ fails }) => fails) ? exitCodes.policyFailure : exitCodes.pass;
};
var baseline = (context, end) => {
  const command = new Command("baseline").description("Writes, checks and updates nhi-audit.baseline.json: the reviewed state that the gate compares with.");
  const writing = command.command("write").description("write a baseline from a complete scan; never overwrites").argument("[files...]", "provider exports and snapshots, recognised by their content").option("--out <file>", "the baseline", defaultFile);
  addSourceOptions(writing);
  verbose(configFile(writing.optionsGroup("Options:"))).action(async (files, options) => end(await write(files, options, context)));
  configFile(command.command("check").description("whether a baseline is whole, as it was written, and made under the settings in force").argument("[baseline]", "the baseline", defaultFile)).action(async (path, options) => end(await check(path, options, context)));
  const updating = command.command("update").description("take in what shrank, and with --accept-growth what grew").argument("[files...]", "provider exports and snapshots, recognised by their content").option("--baseline <file>", "the baseline", defaultFile).option("--accept-growth", "take in what is more than before as well").addOption(repeatable("--renamed <ids>", '"OLD-ID NEW-ID": an identity that has a new name')).addOption(repeatable("--without-scope <id>", "a scope of the baseline that no longer exists"));
  addSourceOptions(updating);
  verbose(configFile(updating.optionsGroup("Options:"))).action(async (files, options) => end(await update(files, options, context)));
  return examples(command, [
    ["the first one", "nhi-audit baseline write account.json credential-report.csv"],
    ["take in what shrank, every night", "nhi-audit baseline update --aws"],
    ["take in what was approved", "nhi-audit baseline update today.ndjson --accept-growth"]
  ]);
};

// ../../work/wt/exports/dist/src/cli/commands/collect.js
var run2 = async (files, options, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { ruleIds } = await import("./audit-FT7U4J4Z.js");
  const { settings } = loadSettings(options.config, context.workingDirectory, ruleIds);
  const { checkSnapshotTarget, openSnapshotTarget } = await import("./snapshot-target-DOVC63PW.js");
  checkSnapshotTarget(options.snapshot);
  const { sources, collectedAt, finish } = await openSources(files, options, settings, context);
  const { clockOf, couldRead, readAll } = await import("./facts-PFAYAADO.js");
  const { isCoverage } = await import("./read-V5TI3ZYV.js");
  const target = openSnapshotTarget(options.snapshot, collectedAt ?? clockOf(sources));
  let read = false;
  try {
    for await (const entry of readAll(sources)) {
      target.add(entry);
      read ||= isCoverage(entry) && couldRead([entry]);
    }
    finish();
    if (!read) {
      context.note("nhi-audit: nothing could be read from any source: no snapshot was written");
      for (const line of target.gaps())
        context.note(`  ${line}`);
      return exitCodes.notEvaluated;
    }
    target.seal(context.now().toISOString());
  } finally {
    target.discard();
  }
  context.note(`nhi-audit: snapshot written to ${options.snapshot}`);
  for (const line of target.gaps())
    context.note(`  ${line}`);
  return exitCodes.pass;
};
var collect = (context, end) => {
  const command = new Command("collect").summary("read files or live accounts into a snapshot").description("Reads what scan reads and keeps it as a snapshot: facts as the provider gave them, without any secret. Everything else works on the snapshot without a network.").argument("[files...]", "provider exports and snapshots, recognised by their content");
  addSourceOptions(command).requiredOption("--snapshot <file>", "file to write: whole or not at all");
  verbose(configFile(command.optionsGroup("Options:")));
  return examples(command, [
    ["a live account", "nhi-audit collect --aws --snapshot today.ndjson"],
    [
      "two accounts, each through a role",
      "nhi-audit collect --aws-role-arn arn:aws:iam::111122223333:role/audit --aws-role-arn arn:aws:iam::444455556666:role/audit --snapshot today.ndjson"
    ],
    [
      "exports of several accounts as one snapshot",
      "nhi-audit collect prod.json dev.json --snapshot today.ndjson"
    ]
  ]).action(async (files, options) => end(await run2(files, options, context)));
};

// ../../work/wt/exports/dist/src/cli/commands/config.js
import { writeFileSync } from "node:fs";
import { join } from "node:path";
var init = async (context) => {
  const { defaultSettings } = await import("./settings-RFABM2X5.js");
  const { settingsFileName } = await import("./settings-file-2C6WUF6G.js");
  const { settingsText } = await import("./settings-template-MY3F65NK.js");
  try {
    writeFileSync(join(context.workingDirectory, settingsFileName), settingsText(defaultSettings, true), {
      flag: "wx"
    });
  } catch (error) {
    const exists = error.code === "EEXIST";
    throw new InputError(exists ? "the file is there already and is left as it is" : error.message, settingsFileName, exists ? "Edit it, or move it away first." : "Run this in a folder that you may write to.");
  }
  context.note(`nhi-audit: wrote ${settingsFileName} with the defaults`);
  return exitCodes.pass;
};
var show = async (options, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { settingsText } = await import("./settings-template-MY3F65NK.js");
  const { ruleIds } = await import("./audit-FT7U4J4Z.js");
  const { settings, file } = loadSettings(options.config, context.workingDirectory, ruleIds);
  const from = file === void 0 ? "defaults; no nhi-audit.yaml here" : `from ${JSON.stringify(file)}`;
  await context.write([`# settings in force: ${from}
`, settingsText(settings, false)]);
  return exitCodes.pass;
};
var config = (context, end) => {
  const command = new Command("config").description("Makes or shows the configuration, nhi-audit.yaml.");
  command.command("init").description("write nhi-audit.yaml with the defaults and what each key means; never overwrites").action(async () => end(await init(context)));
  configFile(command.command("show").description("print the settings in force")).action(async (options) => end(await show(options, context)));
  return examples(command, [
    ["begin a configuration", "nhi-audit config init"],
    ["check one", "nhi-audit config show --config strict.yaml"]
  ]);
};

// ../../work/wt/exports/dist/src/cli/commands/evidence.js
import { existsSync as existsSync2, readdirSync, statSync } from "node:fs";
var newFolder = (path) => {
  if (path === void 0) {
    throw new InputError("It is not said where to", "the command line", "Give --out with a new folder.");
  }
  if (!existsSync2(path))
    return path;
  if (statSync(path).isDirectory() && readdirSync(path).length === 0)
    return path;
  throw new InputError("There is something there already", path, "Name a new folder: evidence is not written over.");
};
var run3 = async (files, options, context) => {
  const out = newFolder(options.out);
  const { openSigningKey } = await import("./signature-QNNHENNR.js");
  const key = options.signKey === void 0 ? void 0 : openSigningKey(options.signKey);
  if (key?.readableByOthers === true) {
    context.note(`nhi-audit: ${options.signKey} can be read by others than its owner: chmod 600 it`);
  }
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { audit, ruleIds } = await import("./audit-FT7U4J4Z.js");
  const { settings } = loadSettings(options.config, context.workingDirectory, ruleIds);
  const exceptions2 = await openExceptions(options, context, ruleIds);
  const { sources, collectedAt, finish } = await openSources(files, options, settings, context);
  const { couldRead, endOf, gather } = await import("./facts-PFAYAADO.js");
  const facts = await gather(sources, collectedAt);
  finish();
  const result = audit(facts, settings, exceptions2.entries);
  if (!couldRead(facts.coverage) || result.estate.identities.length === 0) {
    context.note("nhi-audit: nothing could be read from any source: there is no evidence");
    return exitCodes.notEvaluated;
  }
  const completedAt = options.aws === true ? context.now().toISOString() : endOf(sources);
  const { evidencePack } = await import("./evidence-JK3XPG5Z.js");
  const { writeReportFolder } = await import("./report-folder-WHVF2XP3.js");
  writeReportFolder(out, evidencePack({
    result,
    facts: { ...facts, ...completedAt === void 0 ? {} : { completedAt } },
    withSnapshot: options.withSnapshot === true,
    ...key === void 0 ? {} : { sign: key.sign }
  }));
  context.note(`nhi-audit: evidence written to ${out}`);
  const gaps = result.coverage.filter(({ status }) => status !== "complete").length;
  if (gaps > 0) {
    context.note(`nhi-audit: ${gaps} of ${result.coverage.length} sources could not be read in full: coverage.csv says which`);
  }
  return exitCodes.pass;
};
var signatureSays = {
  none: "not signed",
  unchecked: "signed, and not checked: give --public-key",
  good: "the signature is good",
  bad: "the signature does not fit",
  missing: "not signed, although a key was given"
};
var verify = async (folder, { publicKey }, context) => {
  const { openPublicKey } = await import("./signature-QNNHENNR.js");
  const { verifyPack } = await import("./verify-Y764FL3B.js");
  const { visible: visible2 } = await import("./inert-text-ACXWSCD6.js");
  const { same, differences, signature } = verifyPack(folder, publicKey === void 0 ? void 0 : openPublicKey(publicKey));
  await context.write(differences.map(({ kind, name, says }) => `${kind.padEnd(10)}  ${visible2(name)} ${says}
`));
  await context.write([`${same} files as the manifest says; ${signatureSays[signature]}
`]);
  const whole = differences.length === 0 && signature !== "bad" && signature !== "missing";
  return whole ? exitCodes.pass : exitCodes.policyFailure;
};
var evidence = (context, end) => {
  const command = new Command("evidence").summary("write or verify a pack of evidence for auditors").description("Writes what was found, what was looked at and what was not as tables, with a control matrix and a manifest of SHA-256 sums: whole or not at all, and the same bytes for the same facts.").argument("[files...]", "provider exports and snapshots, recognised by their content");
  addSourceOptions(command);
  verbose(exceptionsFile(configFile(command.optionsGroup("Evidence:").option("--out <folder>", "a new folder").option("--with-snapshot", "put the snapshot into the pack too").option("--sign-key <file>", "Ed25519 private key (PEM): makes manifest.json.sig").optionsGroup("Options:"))));
  command.action(async (files, options) => end(await run3(files, options, context)));
  command.command("verify").summary("exit 1 where a pack is not as it was written").description("Compares a pack with its manifest: exit 1 where a file is changed, missing or additional.").argument("<folder>", "what nhi-audit evidence --out wrote").option("--public-key <file>", "Ed25519 public key (PEM): the signature has to fit").action(async (folder, options) => end(await verify(folder, options, context)));
  return examples(command, [
    ["the sample estate", "nhi-audit evidence --demo --out evidence-demo"],
    [
      "of a snapshot, signed",
      "nhi-audit evidence today.ndjson --with-snapshot --sign-key key.pem --out 2026-q3"
    ],
    ["as the auditor", "nhi-audit evidence verify 2026-q3 --public-key public.pem"]
  ]);
};

// ../../work/wt/exports/dist/src/cli/commands/exceptions.js
import { join as join2 } from "node:path";
var settingsOf2 = async ({ config: config2 }, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { ruleIds } = await import("./audit-FT7U4J4Z.js");
  return { settings: loadSettings(config2, context.workingDirectory, ruleIds).settings, ruleIds };
};
var hasSource = (files, { demo, aws }) => files.length > 0 || demo === true || aws === true;
var judge = async (entries, files, options, settings, context) => {
  if (!hasSource(files, options)) {
    const { judgeEntries } = await import("./exceptions-I25NM2VN.js");
    const collectedAt2 = options.at ?? context.now().toISOString();
    return judgeEntries({ entries, found: [], identities: [], settings, collectedAt: collectedAt2, looksFor: [] });
  }
  const { sources, collectedAt, finish } = await openSources(files, options, settings, context);
  const { couldRead, gather } = await import("./facts-PFAYAADO.js");
  const facts = await gather(sources, options.at ?? collectedAt);
  finish();
  if (!couldRead(facts.coverage)) {
    throw new InputError("nothing could be read from any source", "the sources", "Check them with nhi-audit scan, or leave them out: the dates are judged all the same.");
  }
  const { audit } = await import("./audit-FT7U4J4Z.js");
  return audit(facts, settings, entries).exceptions ?? [];
};
var judgedOf = async (files, options, context) => {
  const { settings, ruleIds } = await settingsOf2(options, context);
  const { entries } = await openExceptions(options, context, ruleIds);
  if (entries === void 0) {
    throw new InputError("there is no file of exceptions here", "nhi-audit.exceptions.yaml", "Name one with --exceptions FILE, or make one: nhi-audit exceptions add --help");
  }
  return judge(entries, files, options, settings, context);
};
var list = async (files, { format, ...options }, context) => {
  const judged = await judgedOf(files, options, context);
  const { exceptionList, exceptionRecord } = await import("./reports-MXKFADDU.js");
  const layout = { width: context.columns, colour: context.colour && options.color };
  await context.write(format === "json" ? [`${JSON.stringify(judged.map(exceptionRecord), void 0, 2)}
`] : exceptionList(judged, layout));
  return exitCodes.pass;
};
var check2 = async (files, options, context) => {
  const judged = await judgedOf(files, options, context);
  const { hasEnded } = await import("./exceptions-I25NM2VN.js");
  const failing = judged.filter((each) => each.status === "invalid" || hasEnded(each));
  const warnings = judged.filter(({ status }) => status === "expires-soon" || status === "unmatched");
  const told = [...failing, ...warnings];
  if (told.length > 0) {
    const { exceptionList } = await import("./reports-MXKFADDU.js");
    const layout = { width: context.columns, colour: context.colour && options.color };
    await context.write(exceptionList(told, layout));
  }
  context.note(`nhi-audit: ${judged.length} exceptions: ${failing.length} not in force, ${warnings.length} with a warning`);
  return failing.length === 0 ? exitCodes.pass : exitCodes.policyFailure;
};
var coversOf = ({ fingerprint, identity, rule }) => ({
  ...fingerprint === void 0 ? {} : { fingerprint },
  ...identity === void 0 ? {} : { identity },
  ...rule === void 0 ? {} : { rule }
});
var add = async (files, options, context) => {
  const { settings, ruleIds } = await settingsOf2(options, context);
  const { exceptionsFileName, readExceptionsText } = await import("./exceptions-file-XIDVT67H.js");
  const { withException } = await import("./add-exception-SHDFRSH7.js");
  const path = options.exceptions ?? join2(context.workingDirectory, exceptionsFileName);
  const name = options.exceptions ?? exceptionsFileName;
  const today = (options.at ?? context.now().toISOString()).slice(0, 10);
  const requested = {
    id: options.id,
    covers: coversOf(options),
    reason: options.reason,
    owner: options.owner,
    approver: options.approver,
    created: options.created ?? today,
    expires: options.expires,
    reviewEveryDays: options.reviewEveryDays,
    lastReviewed: options.lastReviewed,
    compensatingControls: options.compensatingControl,
    scopes: options.scope,
    rotateEveryDays: options.rotateEveryDays,
    ticket: options.ticket
  };
  const { text, entries } = withException(readExceptionsText(path), name, requested, ruleIds);
  const added = (await judge(entries, files, options, settings, context)).at(-1);
  const { isInForce } = await import("./exceptions-I25NM2VN.js");
  if (!isInForce(added)) {
    throw new InputError(`The exception would not be in force (${added.status}): ${added.problems.join("; ")}`, "the command line", "Nothing was written. docs/exceptions.md says what an exception needs.");
  }
  const { replaceFile } = await import("./replace-file-GKCNFXC4.js");
  replaceFile(path, text);
  context.note(`nhi-audit: exception ${added.id} written to ${name}, line ${added.location.line}`);
  for (const problem of added.problems)
    context.note(`  ${problem}`);
  return exitCodes.pass;
};
var addJudgeOptions = (command) => {
  command.argument("[files...]", "judge against what these hold: exports and snapshots");
  addSourceOptions(command);
  verbose(exceptionsFile(configFile(command.optionsGroup("Options:"))));
  return command.addOption(new Option("--at <time>", "judge at this time (default: that of the sources, else now)").argParser(timestamp));
};
var colourOption = (command) => command.option("--no-color", "no colour (also: NO_COLOR in the environment)");
var addFields = (command) => command.optionsGroup("The exception:").option("--id <id>", 'its name: letters, digits, ".", "_" and "-"').option("--fingerprint <fingerprint>", "the finding that it covers").option("--identity <id>", "or the identity, with * for any characters,").option("--rule <id>", "and the rule, or gate:<class of change>").option("--reason <text>", "why the risk is accepted").option("--owner <name>", "who answers for it").option("--approver <name>", "who approved it: somebody else").option("--created <date>", "first day, YYYY-MM-DD (default: today, UTC)").option("--expires <date>", "last day, YYYY-MM-DD").option("--review-every-days <days>", "how often it is reviewed", wholeNumber).option("--last-reviewed <date>", "day of the last review, YYYY-MM-DD").addOption(repeatable("--compensating-control <text>", "what limits the risk meanwhile")).addOption(repeatable("--scope <id>", "the only scope in which it holds")).option("--rotate-every-days <days>", "how often the credentials are replaced meanwhile", wholeNumber).option("--ticket <id>", "where it is discussed");
var exceptions = (context, end) => {
  const command = new Command("exceptions").summary("check, list or add accepted risks").description("Accepted risks, nhi-audit.exceptions.yaml: each with an owner, an approver other than the owner, and an end.");
  const checking = colourOption(addJudgeOptions(command.command("check").description("exit 1 where an exception is invalid, has ended, or a duty of it is overdue")));
  checking.action(async (files, options) => end(await check2(files, options, context)));
  const listing = colourOption(addJudgeOptions(command.command("list").description("print all exceptions as judged"))).addOption(new Option("--format <format>", "how to print").choices(["table", "json"]).default("table"));
  listing.action(async (files, options) => end(await list(files, options, context)));
  const adding = command.command("add").description("add an exception at the end of the file, which otherwise stays as it is; refuses an invalid one");
  addJudgeOptions(addFields(adding));
  adding.action(async (files, options) => end(await add(files, options, context)));
  return examples(command, [
    ["in CI: is every exception still in force?", "nhi-audit exceptions check"],
    ["which findings do they cover?", "nhi-audit exceptions list today.ndjson"],
    ["those of the sample estate", "nhi-audit exceptions check --demo"]
  ]);
};

// ../../work/wt/exports/dist/src/cli/commands/explain.js
var listed = 10;
var find = ({ identities }, wanted) => {
  const exact = identities.findIndex(({ id }) => id === wanted);
  if (exact >= 0)
    return exact;
  const text = wanted.toLowerCase();
  const named = identities.flatMap(({ name }, index) => name.toLowerCase() === text ? [index] : []);
  if (named.length === 1)
    return named[0];
  const near = named.length > 0 ? named.map((index) => identities[index].id) : identities.filter(({ id }) => id.toLowerCase().includes(text)).map(({ id }) => id);
  const what = named.length > 0 ? `${named.length} identities have this name` : "no identity has this id or name";
  const shown = near.slice(0, listed).map((id) => `
  ${id}`);
  const more = near.length > listed ? `
  and ${near.length - listed} more` : "";
  throw new InputError(what, wanted, near.length === 0 ? 'Take the id from the report: column "id" of identities.csv, or identities[].id of report.json.' : `Give one of these ids:${shown.join("")}${more}`);
};
var run4 = async (identity, files, options, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { audit, ruleIds } = await import("./audit-FT7U4J4Z.js");
  const { settings } = loadSettings(options.config, context.workingDirectory, ruleIds);
  const exceptions2 = await openExceptions(options, context, ruleIds);
  const { sources, collectedAt, finish } = await openSources(files, options, settings, context);
  const { couldRead, gather } = await import("./facts-PFAYAADO.js");
  const facts = await gather(sources, collectedAt);
  finish();
  if (!couldRead(facts.coverage)) {
    context.note("nhi-audit: nothing could be read from any source");
    return exitCodes.notEvaluated;
  }
  const result = audit(facts, settings, exceptions2.entries);
  const { explain: explanation, explainJson } = await import("./reports-MXKFADDU.js");
  const index = find(result.estate, identity);
  const layout = { width: context.columns, colour: context.colour && options.color };
  await context.write(options.format === "json" ? explainJson(result, index) : explanation(result, index, layout));
  return exitCodes.pass;
};
var explain = (context, end) => {
  const command = new Command("explain").summary("all that is known about one identity, with the evidence").description("What an identity is, what it may do and for how long, who can become it, what falls if it leaks, step by step with the statement that allows each step, and the change that ends it.").argument("<identity>", "the provider's own id (an ARN), or a name that only one identity has").argument("[files...]", "provider exports and snapshots, recognised by their content");
  addSourceOptions(command);
  verbose(exceptionsFile(configFile(command.optionsGroup("Options:")))).addOption(new Option("--format <format>", "what goes to standard output").choices(["terminal", "json"]).default("terminal")).option("--no-color", "no colour (also: NO_COLOR in the environment)");
  return examples(command, [
    ["by ARN, from a snapshot", "nhi-audit explain arn:aws:iam::111122223333:role/deploy today.ndjson"],
    ["by name", "nhi-audit explain deploy account.json"],
    ["in the sample estate", "nhi-audit explain ci-deploy --demo"]
  ]).action(async (identity, files, options) => end(await run4(identity, files, options, context)));
};

// ../../work/wt/exports/dist/src/cli/commands/gate.js
import { join as join3 } from "node:path";

// ../../work/wt/exports/dist/reports/gate/format-ids.js
var gateFormatIds = ["terminal", "json", "markdown", "sarif", "junit", "annotations"];

// ../../work/wt/exports/dist/src/cli/gate/modes.js
var ofLive = [
  "baseline",
  "against",
  "renamed",
  "collectedAt",
  "aws",
  "awsProfile",
  "awsRoleArn",
  "awsExternalId",
  "awsOrganization",
  "awsOrganizationRole",
  "awsUsage",
  "awsUsageBudget",
  "awsWorkloads",
  "awsRegion"
];
var gateModes = [
  {
    id: "terraform",
    isAsked: (options) => options.plan !== void 0,
    addOptions: (command) => command.optionsGroup("Plans:").option("--plan <file>", "a Terraform plan as `terraform show -json` prints it").option("--snapshot <file>", "snapshot or export of the estate that the plan changes: shows chains, texts of policies"),
    refuses: ofLive,
    compares: "A plan is compared with what it starts from; --snapshot FILE adds the estate around it.",
    prepare: async (...given) => (await import("./plan-63TCWUAN.js")).preparePlan(...given)
  },
  {
    id: "cloudformation",
    isAsked: (options) => options.template !== void 0 || options.baseTemplate !== void 0,
    addOptions: (command) => command.option("--template <file>", "a CloudFormation template as it is to be").option("--base-template <file>", "the same template as it was; without it all is new"),
    refuses: ofLive,
    compares: "A template is compared with --base-template; --snapshot FILE adds the estate around it.",
    prepare: async (...given) => (await import("./template-7LVMV5LX.js")).prepareTemplate(...given)
  },
  {
    id: "workflows",
    isAsked: ({ workflows, baseWorkflows }) => workflows !== void 0 || baseWorkflows !== void 0,
    addOptions: (command) => command.option("--workflows <folder>", "a checkout whose GitHub workflows are judged").option("--base-workflows <folder>", "a checkout of what they are compared with"),
    refuses: [...ofLive, "demo", "snapshot"],
    compares: "Workflows are compared with those of --base-workflows.",
    prepare: async (files, options) => (await import("./workflows-DEOHDQXG.js")).prepareWorkflows(files, options)
  },
  {
    id: "live",
    isAsked: () => true,
    addOptions: (command) => addSourceOptions(command.optionsGroup("Compare with:").option("--baseline <file>", "a reviewed baseline (default: nhi-audit.baseline.json)").option("--against <snapshot>", "an earlier snapshot instead of a baseline")),
    refuses: ["snapshot"],
    compares: "A live estate is compared with --baseline or --against; a snapshot of it is given as FILE.",
    prepare: async (...given) => (await import("./live-YDGOEUD7.js")).prepareLive(...given)
  }
];

// ../../work/wt/exports/dist/src/cli/commands/gate.js
var codes = {
  pass: exitCodes.pass,
  fail: exitCodes.policyFailure,
  "not-evaluated": exitCodes.notEvaluated
};
var settingsOf3 = async ({ config: config2, onIndeterminate }, base, context, ruleIds) => {
  const { loadSettings, parseSettings, settingsFileName } = await import("./settings-file-2C6WUF6G.js");
  const read = async () => {
    if (base === void 0)
      return loadSettings(config2, context.workingDirectory, ruleIds).settings;
    const file = config2 ?? settingsFileName;
    const text = await base.read(config2 ?? join3(context.workingDirectory, settingsFileName));
    if (text !== void 0)
      return parseSettings(text, `${file} at ${base.name}`, ruleIds);
    if (config2 === void 0)
      return (await import("./settings-RFABM2X5.js")).defaultSettings;
    throw new InputError("there is no such file at the base", `${config2} at ${base.name}`, "With --base-ref the configuration is read from the base: merge it first.");
  };
  const settings = await read();
  return onIndeterminate === void 0 ? settings : { ...settings, gate: { ...settings.gate, onIndeterminate } };
};
var exceptionsOf = async (options, base, context, ruleIds) => {
  if (base === void 0) {
    const { openExceptions: openExceptions2 } = await import("./exceptions-options-PGJ72QQO.js");
    return (await openExceptions2(options, context, ruleIds)).entries;
  }
  const { exceptionsFileName, parseExceptions } = await import("./exceptions-file-XIDVT67H.js");
  const file = options.exceptions ?? exceptionsFileName;
  const text = await base.read(options.exceptions ?? join3(context.workingDirectory, exceptionsFileName));
  return text === void 0 ? void 0 : parseExceptions(text, `${file} at ${base.name}`, ruleIds);
};
var notEvaluated = (mode, { says, remedy }) => ({
  tool,
  mode: mode.id,
  before: "nothing that could be read",
  after: "not looked at",
  verdict: "not-evaluated",
  reason: `${says.charAt(0).toUpperCase()}${says.slice(1)}. ${remedy}`,
  changes: [],
  narrowed: 0,
  gaps: [],
  exceptions: []
});
var judge2 = async (mode, files, options, context) => {
  const { ruleIds } = await import("./audit-FT7U4J4Z.js");
  let base;
  if (options.baseRef !== void 0) {
    const { openBaseRef } = await import("./base-ref-2KSN6ESZ.js");
    const opened = await openBaseRef(options.baseRef, context.workingDirectory);
    if (!opened.ok)
      return notEvaluated(mode, opened);
    base = opened.base;
  }
  const settings = await settingsOf3(options, base, context, ruleIds);
  const entries = await exceptionsOf(options, base, context, ruleIds);
  const environment = { context, settings, ...base === void 0 ? {} : { base } };
  const prepared = await mode.prepare(files, options, environment);
  if (!prepared.ok)
    return notEvaluated(mode, prepared);
  const { runGate } = await import("./gate-5ZBDOAXR.js");
  const { input, before, after, found } = prepared;
  return runGate({ input, settings, labels: { mode: mode.id, before, after }, entries, found });
};
var run5 = async (files, options, context) => {
  const asked = gateModes.filter((each) => each.isAsked(options));
  if (asked.length > 2) {
    throw new InputError(`these are two gates at once: ${asked.slice(0, -1).map(({ id }) => id).join(", ")}`, "the command line", "Run one after the other.");
  }
  const [mode] = asked;
  const idle = mode.refuses.find((key) => options[key] !== void 0);
  if (idle !== void 0) {
    const flag = `--${idle.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new InputError(`${flag} does nothing in this gate (${mode.id})`, flag, mode.compares);
  }
  const { checkReportFolder, writeReportFolder } = await import("./report-folder-WHVF2XP3.js");
  if (options.out !== void 0)
    checkReportFolder(options.out);
  const result = await judge2(mode, files, options, context);
  const { gateFormats } = await import("./gate-ROVNWQHK.js");
  const layout = { width: context.columns, colour: context.colour && options.color };
  const shown = gateFormats.find(({ id }) => id === options.format);
  if (options.out !== void 0) {
    const plain = { width: 100, colour: false };
    writeReportFolder(options.out, gateFormats.flatMap(({ files: filesOf }) => filesOf(result, plain)));
    context.note(`nhi-audit: reports written to ${options.out}`);
  }
  for (const { text } of shown.files(result, layout))
    await context.write(text);
  const unknown = result.changes.filter(({ class: kind }) => kind === "indeterminate").length;
  if (result.verdict === "pass" && unknown > 0 && options.onIndeterminate !== "pass") {
    context.note(`nhi-audit: gate passes, although of ${unknown} nobody can tell: see indeterminate`);
  }
  if (result.verdict !== "pass")
    context.note(`nhi-audit: gate ${result.verdict}: ${result.reason}`);
  return codes[result.verdict];
};
var gate = (context, end) => {
  const command = new Command("gate").summary("fail when a change adds permanent privilege").description("Compares two states of an estate as grants, trusts and credentials, not as text, and fails when the later one adds permanent privilege: who, what, where, since when, what falls if it leaks, and the task-scoped alternative. What shrinks, moves or is renamed passes.").argument("[files...]", "provider exports and snapshots, recognised by their content");
  for (const mode of gateModes)
    mode.addOptions(command);
  command.optionsGroup("Judge:").option("--base-ref <ref>", "read baseline, exceptions and configuration from this commit of git: a pull request cannot approve itself").addOption(repeatable("--renamed <ids>", '"OLD-ID NEW-ID": an identity that has a new name')).addOption(new Option("--on-indeterminate <what>", "what follows when nobody can tell").choices([
    "fail",
    "warn",
    "pass"
  ]));
  exceptionsFile(command).optionsGroup("Report:").addOption(new Option("--format <format>", "what goes to standard output").choices(gateFormatIds).default("terminal")).option("--out <folder>", "write all formats to a folder, whole or not at all").option("--no-color", "no colour (also: NO_COLOR in the environment)");
  verbose(configFile(command.optionsGroup("Options:")));
  return examples(command, [
    ["what came since the reviewed baseline", "nhi-audit gate account.json credential-report.csv"],
    ["what came since yesterday", "nhi-audit gate today.ndjson --against yesterday.ndjson"],
    [
      "in a pull request: baseline and exceptions of the base branch",
      "nhi-audit gate --aws --base-ref origin/main --format markdown"
    ]
  ]).action(async (files, options) => end(await run5(files, options, context)));
};

// ../../work/wt/exports/dist/src/cli/commands/permissions.js
var policies = {
  aws: async ({ assumeRole }) => {
    const { awsPermissions } = await import("./permissions-XRM3ITLR.js");
    return awsPermissions(assumeRole === void 0 ? {} : { assumeRoles: assumeRole });
  },
  github: async ({ githubEnterprise, githubCodespaces }) => {
    const { githubPermissions } = await import("./permissions-KWONA5ZP.js");
    return githubPermissions({
      enterprise: githubEnterprise === true,
      codespaces: githubCodespaces === true
    });
  }
};
var run6 = async (provider, options, context) => {
  await context.write([`${JSON.stringify(await policies[provider](options), void 0, 2)}
`]);
  return exitCodes.pass;
};
var permissions = (context, end) => {
  const command = new Command("permissions").summary("print the least privilege that a live scan needs").description("Prints the provider's own policy with the permissions that a live scan needs: reads only, from the same table that the read-only guard uses.").addArgument(new Argument("<provider>").choices(Object.keys(policies))).addOption(repeatable("--assume-role <arn>", "aws: also allow to enter other accounts through this role; wildcards allowed")).option("--github-enterprise", "github: also what scan --github-enterprise needs").option("--github-codespaces", "github: also what scan --github-codespaces needs");
  return examples(command, [
    ["a policy file", "nhi-audit permissions aws > nhi-audit-policy.json"],
    [
      "for an identity that scans several accounts",
      "nhi-audit permissions aws --assume-role 'arn:aws:iam::*:role/nhi-audit'"
    ],
    ["the permissions of a GitHub App", "nhi-audit permissions github"]
  ]).action(async (provider, options) => end(await run6(provider, options, context)));
};

// ../../work/wt/exports/dist/src/cli/commands/rules.js
var described = ({ check: _, ...rule }) => rule;
var table = (rules2) => {
  const width = Math.max(...rules2.map(({ id }) => id.length));
  const rows = rules2.map(({ id, severity, owasp }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${owasp.join(", ")}
`);
  return `${"rule".padEnd(width)}  severity  OWASP NHI 2025
${rows.join("")}`;
};
var page = (rule) => `${rule.id}: ${rule.title}

severity    ${rule.severity}
confidence  ${rule.confidence}
facets      ${rule.facets.join(", ")}
OWASP       ${rule.owasp.map((risk) => `${risk} ${owaspRisks[risk]}`).join(", ")}
needs       ${rule.needs.join(", ")}
controls    ${Object.entries(rule.controls).map(([framework, ids]) => `${framework}: ${ids.join(", ")}`).join("\n            ")}

Why it matters

${rule.why}

How to end it

${rule.remedy}

What it leaves out and cannot know

${rule.limits}

Sources

${rule.sources.map((source) => `- ${source}`).join("\n")}
`;
var run7 = async (id, { format }, context) => {
  const { rules: rules2 } = await import("./rules-FHNQICY4.js");
  const rule = rules2.find((each) => each.id === id);
  if (id !== void 0 && rule === void 0) {
    throw new InputError("there is no such rule", id, "`nhi-audit rules` lists them.");
  }
  const shown = rule ?? rules2.map(described);
  const json = () => `${JSON.stringify(rule === void 0 ? shown : described(rule), void 0, 2)}
`;
  const text = () => rule === void 0 ? table(rules2) : page(rule);
  await context.write([format === "json" ? json() : text()]);
  return exitCodes.pass;
};
var rules = (context, end) => {
  const command = new Command("rules").summary("list the rules, or explain one").description("The rules that judge identities: what each looks for, why, how to end it, and what it leaves out.").argument("[id]", "a rule").addOption(new Option("--format <format>", "how to print").choices(["terminal", "json"]).default("terminal"));
  return examples(command, [
    ["all rules", "nhi-audit rules"],
    ["one rule", "nhi-audit rules standing-administrator"]
  ]).action(async (id, options) => end(await run7(id, options, context)));
};

// ../../work/wt/exports/dist/src/cli/commands/scan.js
var run8 = async (files, options, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { ruleIds } = await import("./audit-FT7U4J4Z.js");
  const { settings } = loadSettings(options.config, context.workingDirectory, ruleIds);
  const exceptions2 = await openExceptions(options, context, ruleIds);
  await checkReportOptions(options);
  const { checkSnapshotTarget, keepSnapshot } = await import("./snapshot-target-DOVC63PW.js");
  if (options.snapshot !== void 0)
    checkSnapshotTarget(options.snapshot);
  const { sources, collectedAt, sourceArguments, finish } = await openSources(files, options, settings, context);
  const { audit, auditSources } = await import("./audit-FT7U4J4Z.js");
  const { entries } = exceptions2;
  let result;
  if (options.snapshot === void 0) {
    result = await auditSources(sources, settings, { collectedAt, entries, onRead: finish });
  } else {
    const { gather } = await import("./facts-PFAYAADO.js");
    const facts = await gather(sources, collectedAt);
    finish();
    keepSnapshot(options.snapshot, facts, context);
    result = audit(facts, settings, entries);
  }
  const again = options.snapshot === void 0 ? sourceArguments : [options.snapshot];
  const config2 = options.config === void 0 ? [] : ["--config", options.config];
  return report(result, options, [...again, ...config2, ...exceptions2.arguments], files.length === 0 && options.snapshot !== void 0 ? [options.snapshot] : files, context);
};
var scan = (context, end) => {
  const command = new Command("scan").summary("read files or live accounts, and report").description("Reads identities, credentials, grants and trusts from files or live accounts (reads only), ranks the identities by blast radius, and reports what is wrong with them and how to end it.").argument("[files...]", "provider exports and snapshots, recognised by their content");
  addSourceOptions(command).option("--snapshot <file>", "also keep what was collected");
  verbose(exceptionsFile(configFile(addReportOptions(command).optionsGroup("Options:"))));
  return examples(command, [
    ["the bundled sample estate", "nhi-audit scan --demo"],
    [
      "an export, together with the credential report of the account",
      "nhi-audit scan account.json credential-report.csv"
    ],
    [
      "a live account, all reports into a folder",
      "nhi-audit scan --aws --aws-profile audit --out nhi-audit-report"
    ],
    ["every account of the organisation", "nhi-audit scan --aws-organization --snapshot today.ndjson"],
    ["in CI: fail on what is high or critical", "nhi-audit scan account.json --fail-on high"]
  ]).action(async (files, options) => end(await run8(files, options, context)));
};

// ../../work/wt/exports/dist/src/cli/commands/who-can.js
var run9 = async (privilege, files, options, context) => {
  const { loadSettings } = await import("./settings-file-2C6WUF6G.js");
  const { audit, ruleIds } = await import("./audit-FT7U4J4Z.js");
  const { settings } = loadSettings(options.config, context.workingDirectory, ruleIds);
  const { sources, collectedAt, finish } = await openSources(files, options, settings, context);
  const { couldRead, gather } = await import("./facts-PFAYAADO.js");
  const facts = await gather(sources, collectedAt);
  finish();
  if (!couldRead(facts.coverage)) {
    context.note("nhi-audit: nothing could be read from any source");
    return exitCodes.notEvaluated;
  }
  const { whoCan: ask } = await import("./who-can-SEPSEV44.js");
  const result = audit(facts, settings);
  const report2 = ask(result, {
    privilege,
    ...options.on === void 0 ? {} : { resource: options.on }
  });
  if (report2 === void 0) {
    context.note("nhi-audit: of this estate nobody can tell yet who may do what");
    return exitCodes.notEvaluated;
  }
  const { whoCanJson, whoCanText } = await import("./reports-MXKFADDU.js");
  const denied = options.denied === true;
  await context.write(options.format === "json" ? whoCanJson(result, report2, denied) : whoCanText(result, report2, {
    width: context.columns,
    colour: context.colour && options.color,
    denied,
    ...options.top === void 0 ? {} : { top: options.top }
  }));
  return exitCodes.pass;
};
var whoCan = (context, end) => {
  const command = new Command("who-can").summary("who may do an action on a resource").description("Who may do an action, under which conditions and by which statement, and who can become somebody who may.").argument("<action>", "s3:GetObject; wildcards ask for any action that matches: s3:Get*").argument("[files...]", "provider exports and snapshots, recognised by their content");
  addSourceOptions(command);
  command.optionsGroup("Question:").option("--on <resource>", "an ARN, wildcards allowed (default: any resource)").option("--denied", "list those who may not, with what stops them, instead of counting them").addOption(new Option("--format <format>", "what goes to standard output").choices(["terminal", "json"]).default("terminal")).option("--top <n>", "identities listed in each part (default: 20)", wholeNumber);
  verbose(configFile(command.optionsGroup("Options:"))).option("--no-color", "no colour (also: NO_COLOR in the environment)");
  return examples(command, [
    ["an object", "nhi-audit who-can s3:GetObject --on arn:aws:s3:::logs/x today.ndjson"],
    ["any action that changes permissions", "nhi-audit who-can 'iam:Put*Policy' account.json"],
    ["in the sample estate", "nhi-audit who-can secretsmanager:GetSecretValue --demo"]
  ]).action(async (privilege, files, options) => end(await run9(privilege, files, options, context)));
};

// ../../work/wt/exports/dist/src/cli/run.js
var commands = [
  scan,
  collect,
  analyze,
  explain,
  whoCan,
  gate,
  baseline,
  rules,
  permissions,
  exceptions,
  evidence,
  config
];
var exitCodeHelp = `
Exit codes:
  0  done; --fail-on: no open finding at or above it; gate: nothing new
  1  --fail-on: at least one such finding; gate: new permanent privilege
  2  a flag, a file or the configuration is wrong
  3  nothing could be read, or an unexpected error: no verdict`;
var inherit = (command, parent) => {
  command.copyInheritedSettings(parent);
  refuseTwice(command);
  for (const below of command.commands)
    inherit(below, command);
};
var programOf = (context, end, help) => {
  const program = new Command(tool.name).description("Privilege audit for non-human identities: what each can do, for how long, who can become it, what falls if it leaks, and what ends that.").version(tool.version, "-V, --version", "print the version").helpOption("-h, --help", "print help").helpCommand(false).configureOutput({
    writeOut: help,
    outputError: (text) => context.note(visibleLines(text.replace(/^error: /, "nhi-audit: ").trimEnd())),
    getOutHelpWidth: () => context.columns,
    getErrHelpWidth: () => context.columns,
    getOutHasColors: () => false,
    getErrHasColors: () => false
  }).configureHelp({ subcommandTerm: (command) => command.name() }).showHelpAfterError("Run it with --help for what there is.").exitOverride();
  for (const define of commands) {
    const command = define(context, end).helpOption("-h, --help", "print help");
    program.addCommand(command);
    inherit(command, program);
  }
  examples(program, [
    ["what a result looks like: the bundled sample estate", "nhi-audit scan --demo"],
    ["an AWS account from its export", "nhi-audit scan account.json"],
    ["an AWS account, live and read-only", "nhi-audit scan --aws"]
  ]);
  return program.addHelpText("after", exitCodeHelp);
};
var visibleLines = (text) => text.split("\n").map(visible).join("\n");
var explainError = (error, verbose2, context) => {
  context.progress("");
  const note = (text) => context.note(visibleLines(text));
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.pass : exitCodes.usage;
  if (error instanceof InputError) {
    note(`nhi-audit: ${error.message}`);
    note(`  where: ${error.where}`);
    note(`  do:    ${error.remedy}`);
    return exitCodes.usage;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  note(`nhi-audit: unexpected error: ${message}`);
  note(verbose2 ? stack ?? "" : "  Run again with --verbose for the stack, and report it.");
  return exitCodes.notEvaluated;
};
var run10 = async (args, context) => {
  let code = exitCodes.pass;
  const help = [];
  const program = programOf(context, (ended) => {
    code = ended;
  }, (text) => help.push(text));
  try {
    if (args.length === 0) {
      context.note(program.helpInformation());
      return exitCodes.usage;
    }
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    code = explainError(error, args.includes("--verbose"), context);
  }
  await context.write(help);
  return code;
};
export {
  run10 as run
};
