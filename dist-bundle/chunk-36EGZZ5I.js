import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  conditionText,
  daysBetween,
  evidenceText,
  grantParts,
  stepText
} from "./chunk-NQGKDCVF.js";
import {
  byText,
  inPieces,
  listedPath,
  rank,
  sortedAssessments,
  sortedCoverage
} from "./chunk-J4YA6DRJ.js";
import {
  levelName
} from "./chunk-QBHZ65C6.js";
import {
  withParents
} from "./chunk-YAPMBHVC.js";
import {
  effectiveDuration
} from "./chunk-RXOSDFZW.js";
import {
  cellText
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/reports/csv-columns/column.js
var list = (values) => [...values].join("; ");
var durationInForce = (grant, row) => effectiveDuration(grant, row.now, row.longestGrantDays);
var identity = {
  name: "identity",
  description: "The identity: the provider's own id.",
  value: (row) => row.identity.id
};
var identityName = {
  name: "identity_name",
  description: "The identity's name.",
  value: (row) => row.identity.name
};
var identityKind = {
  name: "identity_kind",
  description: "`role`, `user`, `root` and so on.",
  value: (row) => row.identity.kind
};
var provider = {
  name: "provider",
  description: "The provider that the identity belongs to.",
  value: (row) => row.identity.provider
};
var environment = {
  name: "environment",
  description: "The identity's environment; `unknown` where nothing says so.",
  value: (row) => row.identity.environment
};
var owner = {
  name: "owner",
  description: "The identity's owner; empty: not known.",
  value: (row) => row.identity.owner
};
var standing = {
  name: "standing",
  description: "The identity's verdict over credential lifetime and grant duration.",
  value: (row) => row.standing
};
var blastRadius = {
  name: "blast_radius",
  description: "Share of the estate, 0 to 100, that falls if the identity leaks.",
  value: (row) => row.radius.score
};
var homeScope = {
  name: "identity_scope",
  description: "Id of the scope that the identity lives in.",
  value: (row) => row.identity.scope
};
var scopeName = {
  name: "scope_name",
  description: "Name of that scope.",
  value: (row) => row.scope?.name
};

// ../../work/wt/exports/dist/reports/csv-columns/coverage.js
var coverageColumns = [
  {
    name: "subject",
    description: "`source`: an API or file that was read; `rule`: whether a rule could be judged.",
    value: (row) => row.subject
  },
  { name: "connector", description: "Connector of a source.", value: (row) => row.connector },
  {
    name: "scope",
    description: "Id of the scope; `*`: could not be told.",
    value: (row) => row.scope
  },
  { name: "name", description: "The API or file, or the id of the rule.", value: (row) => row.name },
  {
    name: "status",
    description: "Source: `complete`, `partial`, `denied`, `skipped`, `unsupported`. Rule: `assessed`, `partial`, `not-assessed`.",
    value: (row) => row.status
  },
  { name: "detail", description: "Why, and what to do.", value: (row) => row.detail },
  { name: "gives", description: "What rules learn from a source.", value: (row) => list(row.gives) }
];

// ../../work/wt/exports/dist/reports/csv-columns/credentials.js
var credentialColumns = [
  identity,
  identityName,
  identityKind,
  homeScope,
  environment,
  owner,
  {
    name: "credential",
    description: "The credential's id, never its value.",
    value: ({ credential }) => credential.id
  },
  {
    name: "credential_kind",
    description: "`access-key`, `console-password` and so on.",
    value: ({ credential }) => credential.kind
  },
  {
    name: "lifetime",
    description: "`static`, `expiring`, `short-lived`, `platform-managed` or `unknown`.",
    value: ({ credential }) => credential.lifetime
  },
  {
    name: "binding",
    description: "What it rests on: `shared-secret`, `certificate`, `attested` or `unknown`.",
    value: ({ credential }) => credential.binding
  },
  {
    name: "status",
    description: "`active`, `inactive`, `expired` or `unknown`.",
    value: ({ credential }) => credential.status
  },
  {
    name: "service",
    description: "The only service that it opens; empty: no such limit.",
    value: ({ credential }) => credential.service
  },
  {
    name: "created_at",
    description: "Time of creation; empty: not known.",
    value: ({ credential }) => credential.createdAt
  },
  {
    name: "age_days",
    description: "Whole days from creation to collection.",
    value: ({ credential, collectedAt }) => daysBetween(credential.createdAt, collectedAt)
  },
  {
    name: "expires_at",
    description: "Time of expiry; empty: none, or not known.",
    value: ({ credential }) => credential.expiresAt
  },
  {
    name: "last_used_at",
    description: "Time of the last known use, or `never`; empty: not known.",
    value: ({ credential }) => credential.lastUsedAt
  },
  {
    name: "unused_days",
    description: "Whole days from the last use to collection.",
    value: ({ credential, collectedAt }) => daysBetween(credential.lastUsedAt, collectedAt)
  },
  {
    name: "max_seconds",
    description: "Longest life of one issue of a short-lived credential, in seconds.",
    value: ({ credential }) => credential.maxSeconds
  },
  standing,
  blastRadius
];

// ../../work/wt/exports/dist/reports/csv-columns/exceptions.js
var written = (name, description, value) => ({
  name,
  description,
  value: ({ judged: { exception } }) => exception === void 0 ? void 0 : value(exception)
});
var exceptionColumns = [
  { name: "id", description: "As written, or the number of the entry.", value: ({ judged }) => judged.id },
  {
    name: "status",
    description: "In force: `valid`, `expires-soon`, `unmatched`. No longer: `expired`, `review-overdue`, `rotation-overdue`. Never: `invalid`.",
    value: ({ judged }) => judged.status
  },
  {
    name: "problems",
    description: "Why it is not simply valid.",
    value: ({ judged }) => list(judged.problems)
  },
  written("fingerprint", "The finding that it covers.", ({ covers }) => "fingerprint" in covers ? covers.fingerprint : void 0),
  written("identity", "Or the identity, `*` standing for any characters,", ({ covers }) => "identity" in covers ? covers.identity : void 0),
  written("rule", "and the rule.", ({ covers }) => "rule" in covers ? covers.rule : void 0),
  written("reason", "Why the risk is accepted.", ({ reason }) => reason),
  written("owner", "Who answers for it.", ({ owner: owner2 }) => owner2),
  written("approver", "Who approved it, somebody else.", ({ approver }) => approver),
  written("created", "First day, UTC.", ({ created }) => created),
  written("expires", "Last day, UTC.", ({ expires }) => expires),
  {
    name: "days_left",
    description: "Days from collection to its last day; 0: that day, or it has ended.",
    value: ({ daysLeft }) => daysLeft
  },
  written("review_every_days", "How often it is reviewed.", ({ reviewEveryDays }) => reviewEveryDays),
  written("last_reviewed", "Day of the last review; empty: none yet.", ({ lastReviewed }) => lastReviewed),
  written("compensating_controls", "What limits the risk meanwhile.", ({ compensatingControls }) => list(compensatingControls)),
  written("scopes", "Ids of the only scopes in which it holds; empty: all.", ({ scopes }) => list(scopes ?? [])),
  written("rotate_every_days", "How often the credentials are replaced meanwhile.", ({ rotateEveryDays }) => rotateEveryDays),
  written("ticket", "Where it is discussed.", ({ ticket }) => ticket),
  {
    name: "findings",
    description: "Number of findings that it covers, or would if it were in force.",
    value: ({ judged }) => judged.covered.length
  },
  {
    name: "fingerprints",
    description: "Their fingerprints.",
    value: ({ judged }) => list(judged.covered)
  },
  { name: "file", description: "Where it is written.", value: ({ judged }) => judged.location.file },
  { name: "line", description: "The line there.", value: ({ judged }) => judged.location.line }
];

// ../../work/wt/exports/dist/reports/csv-columns/findings.js
var findingColumns = [
  { name: "severity", description: "`info` to `critical`.", value: ({ finding }) => finding.severity },
  { name: "rule", description: "Id of the rule.", value: ({ finding }) => finding.rule },
  { name: "title", description: "What is wrong, in one sentence.", value: ({ finding }) => finding.title },
  identity,
  identityName,
  identityKind,
  provider,
  {
    name: "scope",
    description: "Id of the scope that the finding is about.",
    value: ({ finding }) => finding.scope
  },
  scopeName,
  environment,
  owner,
  standing,
  {
    name: "blast_radius",
    description: "Share of the estate, 0 to 100, that falls if the identity leaks.",
    value: ({ finding }) => finding.blastRadius
  },
  {
    name: "confidence",
    description: "How sure the facts let one be: `low`, `medium`, `high`.",
    value: ({ finding }) => finding.confidence
  },
  {
    name: "status",
    description: "`open`, `accepted` (by an exception in force) or `expired-exception`.",
    value: ({ finding }) => finding.status
  },
  {
    name: "owasp",
    description: "Risks of the OWASP Non-Human Identities Top 10.",
    value: ({ finding }) => list(finding.owasp)
  },
  {
    name: "facets",
    description: "By which of its sides the identity is wrong.",
    value: ({ finding }) => list(finding.facets)
  },
  {
    name: "controls",
    description: "Controls that the finding is evidence for, by framework.",
    value: ({ finding }) => list(Object.entries(finding.controls).sort(([a], [b]) => byText(a, b)).map(([framework, ids]) => `${framework}: ${ids.join(", ")}`))
  },
  {
    name: "evidence",
    description: "What the facts show, each with its place in the snapshot in brackets.",
    value: ({ finding }) => list(finding.evidence.map(evidenceText))
  },
  {
    name: "path",
    description: "Steps of the path that the finding is about, with what a step assumes.",
    value: ({ finding }) => list(finding.path.map(stepText))
  },
  { name: "fix", description: "The change that ends it.", value: ({ finding }) => finding.fix },
  {
    name: "fingerprint",
    description: "The same in every scan that finds this.",
    value: ({ finding }) => finding.fingerprint
  },
  {
    name: "evidence_hash",
    description: "Changes when the facts behind the finding change.",
    value: ({ finding }) => finding.evidenceHash
  },
  {
    name: "exception",
    description: "Id of the exception that accepts it, or that did until it ended; empty: none.",
    value: ({ finding }) => finding.exception
  }
];

// ../../work/wt/exports/dist/reports/csv-columns/grants.js
var rounded = (share) => Number(share.toPrecision(3));
var grantColumns = [
  identity,
  identityName,
  identityKind,
  {
    name: "scope",
    description: "Id of the scope that the privileges hold on.",
    value: ({ grant }) => grant.scope
  },
  {
    name: "policy",
    description: "Name of the policy or role definition.",
    value: ({ grant }) => grant.name
  },
  {
    name: "via",
    description: "How the identity has it: attached, inline, through a group.",
    value: ({ grant }) => grant.via
  },
  {
    name: "provider_managed",
    description: "Whether the provider maintains the text.",
    value: ({ grant }) => grant.providerManaged
  },
  {
    name: "level",
    description: "`view`, `read`, `write` or `control`; `none`: denies or a boundary leave nothing.",
    value: ({ part }) => part === void 0 ? "none" : levelName(part.level)
  },
  {
    name: "services",
    description: "Services with this level and breadth; `*`: everything in the scope.",
    value: ({ part }) => list(part?.services ?? [])
  },
  {
    name: "service_count",
    description: "Number of these services.",
    value: ({ part }) => part?.count ?? 0
  },
  {
    name: "breadth",
    description: "Share of the services' resources that is covered: above 0, 1 is all.",
    value: ({ part }) => part === void 0 ? void 0 : rounded(part.breadth)
  },
  {
    name: "all_actions",
    description: "Whether every action of these services is allowed.",
    value: ({ part }) => part?.full
  },
  {
    name: "duration",
    description: "As written: `permanent`, `time-bound`, `eligible`, `activated`, `unknown`.",
    value: ({ grant }) => grant.duration
  },
  {
    name: "until",
    description: "End of a time-bound or activated grant.",
    value: ({ grant }) => grant.until
  },
  {
    name: "effective_duration",
    description: "As policy has it: an end too far away is `permanent`, a past one `ended`.",
    value: (row) => durationInForce(row.grant, row)
  },
  standing,
  {
    name: "conditions",
    description: "Conditions on the allowing statements, each with its class.",
    value: ({ grant }) => list(grant.conditions.map(conditionText))
  },
  blastRadius,
  {
    name: "record",
    description: "Kind of the snapshot record in which it is written.",
    value: ({ grant }) => grant.source.record
  },
  { name: "record_id", description: "Id of that record.", value: ({ grant }) => grant.source.id },
  {
    name: "pointer",
    description: "JSON pointer into the record's data.",
    value: ({ grant }) => grant.source.pointer
  }
];

// ../../work/wt/exports/dist/reports/csv-columns/identities.js
var distinct = (values) => list([...new Set(values)].sort(byText));
var identityColumns = [
  { name: "rank", description: "Place by blast radius, from 1.", value: (row) => row.rank },
  identity,
  identityName,
  identityKind,
  provider,
  homeScope,
  scopeName,
  environment,
  owner,
  {
    name: "nature",
    description: "`machine`, `human` or `unknown`.",
    value: (row) => row.identity.nature.is
  },
  {
    name: "nature_reason",
    description: "What the nature was read from.",
    value: (row) => row.identity.nature.reason
  },
  {
    name: "created_at",
    description: "Time of creation; empty: not known.",
    value: (row) => row.identity.createdAt
  },
  {
    name: "last_used_at",
    description: "Time of the last known use, or `never`; empty: not known.",
    value: (row) => row.identity.lastUsedAt
  },
  {
    name: "observed_since",
    description: "Since when a use would have been seen; empty: not known.",
    value: (row) => row.identity.observedSince
  },
  standing,
  {
    name: "credential_lifetimes",
    description: "First axis of standing: lifetimes of its credentials that are not inactive or expired.",
    value: (row) => distinct(row.identity.credentials.filter(({ status }) => status === "active" || status === "unknown").map(({ lifetime }) => lifetime))
  },
  {
    name: "grant_durations",
    description: "Second axis: durations of the grants that give something, as policy has them; `ended`: the end has passed.",
    value: (row) => distinct(row.identity.grants.filter(({ privileges }) => privileges.length > 0).map((grant) => durationInForce(grant, row)))
  },
  blastRadius,
  {
    name: "admin",
    description: "Ids of the scopes under its full control, every step proven.",
    value: (row) => list(row.radius.admin.map(row.scopeId))
  },
  {
    name: "admin_if",
    description: "Ids of the scopes under its full control if an assumption holds, with the assumption.",
    value: (row) => list(row.radius.adminIf.map(({ scope, assumes }) => `${row.scopeId(scope)} if ${assumes.join(" and ")}`))
  },
  {
    name: "identities",
    description: "Number of other identities that it can become, every step proven.",
    value: (row) => row.radius.identities
  },
  {
    name: "identities_if",
    description: "Number of other identities that it can become if assumptions hold as well.",
    value: (row) => row.radius.identitiesIf
  },
  {
    name: "hops",
    description: "Steps to the worst that it can reach; 0: its own grants.",
    value: (row) => row.radius.hops
  },
  {
    name: "providers",
    description: "Providers in which something falls.",
    value: (row) => list(row.radius.providers)
  },
  {
    name: "path",
    description: "Shortest path to the worst; with more than 20,000 identities only for those that have findings.",
    value: (row) => list(row.path().map(stepText))
  },
  {
    name: "findings",
    description: "Number of its findings, accepted ones left out.",
    value: (row) => row.open.length
  },
  {
    name: "top_severity",
    description: "Severity of the worst of them.",
    value: (row) => row.worst?.severity
  },
  { name: "top_rule", description: "Rule of the worst of them.", value: (row) => row.worst?.rule },
  {
    name: "credentials",
    description: "Number of its credentials, inactive ones included.",
    value: (row) => row.identity.credentials.length
  },
  { name: "grants", description: "Number of its grants.", value: (row) => row.identity.grants.length },
  {
    name: "workloads",
    description: "Number of workloads that run as it; empty: not collected.",
    value: (row) => row.identity.workloads?.length
  },
  {
    name: "bounded",
    description: "Whether a permissions boundary or the like limits it.",
    value: (row) => row.identity.bounded
  },
  {
    name: "provider_owned",
    description: "Whether the provider made it and holds it for itself.",
    value: (row) => row.identity.providerOwned
  },
  {
    name: "break_glass",
    description: "Whether it is kept for emergencies.",
    value: (row) => row.identity.breakGlass
  },
  { name: "scanner", description: "Whether this scan ran as it.", value: (row) => row.identity.scanner },
  { name: "agent", description: "Whether it is an AI agent's identity.", value: (row) => row.identity.agent }
];

// ../../work/wt/exports/node_modules/csv-stringify/lib/utils/get.js
var charCodeOfDot = ".".charCodeAt(0);
var reEscapeChar = /\\(\\)?/g;
var rePropName = RegExp(
  // Match anything that isn't a dot or bracket.
  `[^.[\\]]+|\\[(?:([^"'][^[]*)|(["'])((?:(?!\\2)[^\\\\]|\\\\.)*?)\\2)\\]|(?=(?:\\.|\\[\\])(?:\\.|\\[\\]|$))`,
  "g"
);
var reIsDeepProp = /\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/;
var reIsPlainProp = /^\w*$/;
var getTag = function(value) {
  return Object.prototype.toString.call(value);
};
var isSymbol = function(value) {
  const type = typeof value;
  return type === "symbol" || type === "object" && value && getTag(value) === "[object Symbol]";
};
var isKey = function(value, object) {
  if (Array.isArray(value)) {
    return false;
  }
  const type = typeof value;
  if (type === "number" || type === "symbol" || type === "boolean" || !value || isSymbol(value)) {
    return true;
  }
  return reIsPlainProp.test(value) || !reIsDeepProp.test(value) || object != null && value in Object(object);
};
var stringToPath = function(string) {
  const result = [];
  if (string.charCodeAt(0) === charCodeOfDot) {
    result.push("");
  }
  string.replace(rePropName, function(match, expression, quote, subString) {
    let key = match;
    if (quote) {
      key = subString.replace(reEscapeChar, "$1");
    } else if (expression) {
      key = expression.trim();
    }
    result.push(key);
  });
  return result;
};
var castPath = function(value, object) {
  if (Array.isArray(value)) {
    return value;
  } else {
    return isKey(value, object) ? [value] : stringToPath(value);
  }
};
var toKey = function(value) {
  if (typeof value === "string" || isSymbol(value)) return value;
  const result = `${value}`;
  return result == "0" && 1 / value == -Infinity ? "-0" : result;
};
var get = function(object, path) {
  path = castPath(path, object);
  let index = 0;
  const length = path.length;
  while (object != null && index < length) {
    object = object[toKey(path[index++])];
  }
  return index && index === length ? object : void 0;
};

// ../../work/wt/exports/node_modules/csv-stringify/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// ../../work/wt/exports/node_modules/csv-stringify/lib/api/normalize_columns.js
var normalize_columns = function(columns) {
  if (columns === void 0 || columns === null) {
    return [void 0, void 0];
  }
  if (typeof columns !== "object") {
    return [Error('Invalid option "columns": expect an array or an object')];
  }
  if (!Array.isArray(columns)) {
    const newcolumns = [];
    for (const k in columns) {
      newcolumns.push({
        key: k,
        header: columns[k]
      });
    }
    columns = newcolumns;
  } else {
    const newcolumns = [];
    for (const column of columns) {
      if (typeof column === "string") {
        newcolumns.push({
          key: column,
          header: column
        });
      } else if (typeof column === "object" && column !== null && !Array.isArray(column)) {
        if (!column.key) {
          return [
            Error('Invalid column definition: property "key" is required')
          ];
        }
        if (column.header === void 0) {
          column.header = column.key;
        }
        newcolumns.push(column);
      } else {
        return [
          Error("Invalid column definition: expect a string or an object")
        ];
      }
    }
    columns = newcolumns;
  }
  return [void 0, columns];
};

// ../../work/wt/exports/node_modules/csv-stringify/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code, message, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ");
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString() : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// ../../work/wt/exports/node_modules/csv-stringify/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// ../../work/wt/exports/node_modules/csv-stringify/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    return [
      new CsvError("CSV_OPTION_BOOLEAN_INVALID_TYPE", [
        "option `bom` is optional and must be a boolean value,",
        `got ${JSON.stringify(options.bom)}`
      ])
    ];
  }
  if (options.delimiter === void 0 || options.delimiter === null) {
    options.delimiter = ",";
  } else if (Buffer.isBuffer(options.delimiter)) {
    options.delimiter = options.delimiter.toString();
  } else if (typeof options.delimiter !== "string") {
    return [
      new CsvError("CSV_OPTION_DELIMITER_INVALID_TYPE", [
        "option `delimiter` must be a buffer or a string,",
        `got ${JSON.stringify(options.delimiter)}`
      ])
    ];
  }
  if (options.quote === void 0 || options.quote === null) {
    options.quote = '"';
  } else if (options.quote === true) {
    options.quote = '"';
  } else if (options.quote === false) {
    options.quote = "";
  } else if (Buffer.isBuffer(options.quote)) {
    options.quote = options.quote.toString();
  } else if (typeof options.quote !== "string") {
    return [
      new CsvError("CSV_OPTION_QUOTE_INVALID_TYPE", [
        "option `quote` must be a boolean, a buffer or a string,",
        `got ${JSON.stringify(options.quote)}`
      ])
    ];
  }
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.escape_formulas === void 0 || options.escape_formulas === null) {
    options.escape_formulas = false;
  } else if (typeof options.escape_formulas !== "boolean") {
    return [
      new CsvError("CSV_OPTION_ESCAPE_FORMULAS_INVALID_TYPE", [
        "option `escape_formulas` must be a boolean,",
        `got ${JSON.stringify(options.escape_formulas)}`
      ])
    ];
  }
  if (options.quoted_empty === void 0 || options.quoted_empty === null) {
    options.quoted_empty = void 0;
  } else {
  }
  if (options.quoted_match === void 0 || options.quoted_match === null || options.quoted_match === false) {
    options.quoted_match = null;
  } else if (!Array.isArray(options.quoted_match)) {
    options.quoted_match = [options.quoted_match];
  }
  if (options.quoted_match) {
    for (const quoted_match of options.quoted_match) {
      const isString = typeof quoted_match === "string";
      const isRegExp = quoted_match instanceof RegExp;
      if (!isString && !isRegExp) {
        return [
          new CsvError("CSV_OPTION_QUOTED_MATCH", [
            "option `quoted_match` must be a string or a regex,",
            `got ${JSON.stringify(options.quoted_match)}`
          ])
        ];
      }
    }
  }
  if (options.quoted_string === void 0 || options.quoted_string === null) {
    options.quoted_string = false;
  } else {
  }
  if (options.eof === void 0 || options.eof === null) {
    options.eof = true;
  } else {
  }
  if (options.escape === void 0 || options.escape === null) {
    options.escape = '"';
  } else if (Buffer.isBuffer(options.escape)) {
    options.escape = options.escape.toString();
  } else if (typeof options.escape !== "string") {
    return [
      Error(
        `Invalid Option: escape must be a buffer or a string, got ${JSON.stringify(options.escape)}`
      )
    ];
  }
  if (options.escape.length > 1) {
    return [
      Error(
        `Invalid Option: escape must be one character, got ${options.escape.length} characters`
      )
    ];
  }
  if (options.header === void 0 || options.header === null || options.header === false) {
    options.header = false;
  } else if (options.header !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_HEADER",
      [
        "option `header` is expected to be a boolean,",
        `got ${JSON.stringify(options.header)}`
      ],
      options
    );
  }
  if (options.header_as_comment === void 0 || options.header_as_comment === null || options.header_as_comment === false) {
    options.header_as_comment = false;
  } else if (options.header_as_comment === true) {
    options.header_as_comment = "#";
  } else if (Buffer.isBuffer(options.header_as_comment)) {
    options.header_as_comment = options.header_as_comment.toString();
  } else if (typeof options.header_as_comment !== "string") {
    throw new CsvError(
      "CSV_INVALID_OPTION_HEADER_AS_COMMENT",
      [
        "option `header_as_comment` must be a boolean, a string or a buffer,",
        `got ${JSON.stringify(options.header_as_comment)}`
      ],
      options
    );
  }
  const [errColumns, columns] = normalize_columns(options.columns);
  if (errColumns !== void 0) return [errColumns];
  options.columns = columns;
  if (options.quoted === void 0 || options.quoted === null) {
    options.quoted = false;
  } else {
  }
  if (options.cast === void 0 || options.cast === null) {
    options.cast = {};
  } else {
  }
  if (options.cast.bigint === void 0 || options.cast.bigint === null) {
    options.cast.bigint = (value) => "" + value;
  }
  if (options.cast.boolean === void 0 || options.cast.boolean === null) {
    options.cast.boolean = (value) => value ? "1" : "";
  }
  if (options.cast.date === void 0 || options.cast.date === null) {
    options.cast.date = (value) => "" + value.getTime();
  }
  if (options.cast.number === void 0 || options.cast.number === null) {
    options.cast.number = (value) => "" + value;
  }
  if (options.cast.object === void 0 || options.cast.object === null) {
    options.cast.object = (value) => JSON.stringify(value);
  }
  if (options.cast.string === void 0 || options.cast.string === null) {
    options.cast.string = function(value) {
      return value;
    };
  }
  if (options.on_record !== void 0 && typeof options.on_record !== "function") {
    return [Error(`Invalid Option: "on_record" must be a function.`)];
  }
  if (options.quote_record_delimiter === void 0 || options.quote_record_delimiter === null) {
    options.quote_record_delimiter = !options.record_delimiter;
  } else if (typeof options.quote_record_delimiter !== "boolean") {
    return [
      new CsvError("CSV_OPTION_QUOTE_RECORD_DELIMITER_INVALID_TYPE", [
        "option `quote_record_delimiter` must be a boolean,",
        `got ${JSON.stringify(options.quote_record_delimiter)}`
      ])
    ];
  }
  if (options.record_delimiter === void 0 || options.record_delimiter === null) {
    options.record_delimiter = "\n";
  } else if (Buffer.isBuffer(options.record_delimiter)) {
    options.record_delimiter = options.record_delimiter.toString();
  } else if (typeof options.record_delimiter !== "string") {
    return [
      Error(
        `Invalid Option: record_delimiter must be a buffer or a string, got ${JSON.stringify(options.record_delimiter)}`
      )
    ];
  }
  switch (options.record_delimiter) {
    case "unix":
      options.record_delimiter = "\n";
      break;
    case "mac":
      options.record_delimiter = "\r";
      break;
    case "windows":
      options.record_delimiter = "\r\n";
      break;
    case "ascii":
      options.record_delimiter = "";
      break;
    case "unicode":
      options.record_delimiter = "\u2028";
      break;
  }
  return [void 0, options];
};

// ../../work/wt/exports/node_modules/csv-stringify/lib/api/index.js
var bom_utf8 = Buffer.from([239, 187, 191]);
var emits_separator = function(value, separators) {
  return separators.some(
    (separator) => separator.length !== 0 && (value.indexOf(separator) !== -1 || separator.length > 1 && (value + separator).indexOf(separator) < value.length)
  );
};
var matches_quoted_match = function(value, quoted_match) {
  if (!quoted_match) return false;
  return quoted_match.some(
    (pattern) => typeof pattern === "string" ? value.indexOf(pattern) !== -1 : value.search(pattern) !== -1
  );
};
var stringifier = function(options, state, info) {
  return {
    options,
    state,
    info,
    __transform: function(chunk, push) {
      if (!Array.isArray(chunk) && typeof chunk !== "object") {
        return Error(
          `Invalid Record: expect an array or an object, got ${JSON.stringify(chunk)}`
        );
      }
      if (this.info.records === 0) {
        if (Array.isArray(chunk)) {
          if (this.options.header === true && this.options.columns === void 0) {
            return Error(
              "Undiscoverable Columns: header option requires column option or object records"
            );
          }
        } else if (this.options.columns === void 0) {
          const [err2, columns] = normalize_columns(Object.keys(chunk));
          if (err2) return;
          this.options.columns = columns;
        }
      }
      if (this.info.records === 0) {
        this.bom(push);
        const err2 = this.headers(push);
        if (err2) return err2;
      }
      try {
        if (this.options.on_record) {
          this.options.on_record(chunk, this.info.records);
        }
      } catch (err2) {
        return err2;
      }
      let err, chunk_string;
      if (this.options.eof) {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          chunk_string = chunk_string + this.options.record_delimiter;
        }
      } else {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === void 0) {
          return;
        } else {
          if (this.options.header || this.info.records) {
            chunk_string = this.options.record_delimiter + chunk_string;
          }
        }
      }
      this.info.records++;
      push(chunk_string);
    },
    stringify: function(chunk, chunkIsHeader = false) {
      if (typeof chunk !== "object") {
        return [void 0, chunk];
      }
      const { columns } = this.options;
      const record = [];
      if (Array.isArray(chunk)) {
        const length = columns ? Math.min(chunk.length, columns.length) : chunk.length;
        for (let i = 0; i < length; i++) {
          const field = chunk[i];
          const [err, value] = this.__cast(field, {
            index: i,
            column: i,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record[i] = [value, field];
        }
      } else {
        for (let i = 0; i < columns.length; i++) {
          const field = get(chunk, columns[i].key);
          const [err, value] = this.__cast(field, {
            index: i,
            column: columns[i].key,
            records: this.info.records,
            header: chunkIsHeader
          });
          if (err) return [err];
          record[i] = [value, field];
        }
      }
      let csvrecord = "";
      for (let i = 0; i < record.length; i++) {
        let options2, err;
        let [value, field] = record[i];
        if (typeof value === "string") {
          options2 = this.options;
        } else if (is_object(value)) {
          options2 = { ...value };
          value = options2.value;
          delete options2.value;
          if (typeof value !== "string" && value !== void 0 && value !== null) {
            if (err)
              return [
                Error(
                  `Invalid Casting Value: returned value must return a string, null or undefined, got ${JSON.stringify(value)}`
                )
              ];
          }
          options2 = { ...this.options, ...options2 };
          [err, options2] = normalize_options(options2);
          if (err !== void 0) {
            return [err];
          }
        } else if (value === void 0 || value === null) {
          options2 = this.options;
        } else {
          return [
            Error(
              `Invalid Casting Value: returned value must return a string, an object, null or undefined, got ${JSON.stringify(value)}`
            )
          ];
        }
        const {
          delimiter,
          escape,
          quote,
          quoted,
          quoted_empty,
          quoted_string,
          quoted_match,
          record_delimiter,
          quote_record_delimiter,
          escape_formulas
        } = options2;
        if ("" === value && "" === field) {
          const quotedMatch = matches_quoted_match(value, quoted_match);
          const shouldQuote = quotedMatch || true === quoted_empty || true === quoted_string && false !== quoted_empty;
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (value) {
          if (typeof value !== "string") {
            return [
              Error(
                `Formatter must return a string, null or undefined, got ${JSON.stringify(value)}`
              )
            ];
          }
          const containsdelimiter = emits_separator(value, [delimiter]);
          const containsQuote = quote !== "" && value.indexOf(quote) >= 0;
          const containsEscape = value.indexOf(escape) >= 0 && escape !== quote;
          const containsRecordDelimiter = emits_separator(value, [
            record_delimiter,
            ...quote_record_delimiter === false ? [] : ["\n", "\r"]
          ]);
          const quotedString = quoted_string && typeof field === "string";
          const quotedMatch = matches_quoted_match(value, quoted_match);
          if (escape_formulas) {
            switch (value[0]) {
              case "-":
                if (typeof field === "number" || typeof field === "bigint") {
                  break;
                }
                value = `'${value}`;
                break;
              case "=":
              case "+":
              case "@":
              case "	":
              case "\r":
              case "\uFF1D":
              // Unicode '='
              case "\uFF0B":
              // Unicode '+'
              case "\uFF0D":
              // Unicode '-'
              case "\uFF20":
                value = `'${value}`;
                break;
            }
          }
          const shouldQuote = containsQuote === true || containsdelimiter || containsRecordDelimiter || quoted || quotedString || quotedMatch;
          if (shouldQuote === true && containsEscape === true) {
            value = value.replaceAll(escape, () => escape + escape);
          }
          if (containsQuote === true) {
            value = value.replaceAll(quote, () => escape + quote);
          }
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (quoted_empty === true || field === "" && quoted_string === true && quoted_empty !== false) {
          csvrecord += quote + quote;
        }
        if (i !== record.length - 1) {
          csvrecord += delimiter;
        }
      }
      return [void 0, csvrecord];
    },
    bom: function(push) {
      if (this.options.bom !== true) {
        return;
      }
      push(bom_utf8);
    },
    headers: function(push) {
      if (this.options.header === false) {
        return;
      }
      if (this.options.columns === void 0) {
        return;
      }
      let err;
      let headers = this.options.columns.map((column) => column.header);
      if (this.options.eof) {
        [err, headers] = this.stringify(headers, true);
        headers += this.options.record_delimiter;
      } else {
        [err, headers] = this.stringify(headers, true);
      }
      if (err) return err;
      if (this.options.header_as_comment) {
        headers = this.options.header_as_comment + " " + headers;
      }
      push(headers);
    },
    __cast: function(value, context) {
      const type = typeof value;
      try {
        if (type === "string") {
          return [void 0, this.options.cast.string(value, context)];
        } else if (type === "bigint") {
          return [void 0, this.options.cast.bigint(value, context)];
        } else if (type === "number") {
          return [void 0, this.options.cast.number(value, context)];
        } else if (type === "boolean") {
          return [void 0, this.options.cast.boolean(value, context)];
        } else if (value instanceof Date) {
          return [void 0, this.options.cast.date(value, context)];
        } else if (type === "object" && value !== null) {
          return [void 0, this.options.cast.object(value, context)];
        } else if (value === null && this.options.cast.null !== void 0) {
          return [void 0, this.options.cast.null(value, context)];
        } else if (value === void 0 && this.options.cast.undefined !== void 0) {
          return [void 0, this.options.cast.undefined(value, context)];
        } else {
          return [void 0, value];
        }
      } catch (err) {
        return [err];
      }
    }
  };
};

// ../../work/wt/exports/node_modules/csv-stringify/lib/sync.js
var stringify = function(records, opts = {}) {
  const data = [];
  const [err, options] = normalize_options(opts);
  if (err !== void 0) throw err;
  const state = {
    stop: false
  };
  const info = {
    records: 0
  };
  const api = stringifier(options, state, info);
  for (const record of records) {
    const err2 = api.__transform(record, function(record2) {
      data.push(record2);
    });
    if (err2 !== void 0) throw err2;
  }
  if (data.length === 0) {
    api.bom((d) => {
      data.push(d);
    });
    const err2 = api.headers((headers) => {
      data.push(headers);
    });
    if (err2 !== void 0) throw err2;
  }
  return data.join("");
};

// ../../work/wt/exports/dist/reports/csv-table.js
var dialect = { quoted: true, quoted_empty: true, record_delimiter: "windows" };
var rowsAtATime = 256;
var csvFile = (name, columns, rows, onSanitised) => ({
  name,
  text: inPieces(function* () {
    let sanitised = 0;
    const cell = (value) => {
      if (value === void 0)
        return "";
      if (typeof value !== "string")
        return String(value);
      const text = cellText(value);
      if (text !== value)
        sanitised++;
      return text;
    };
    let lines = [columns.map((column) => column.name)];
    for (const row of rows()) {
      lines.push(columns.map(({ value }) => cell(value(row))));
      if (lines.length >= rowsAtATime) {
        yield stringify(lines, dialect);
        lines = [];
      }
    }
    if (lines.length > 0)
      yield stringify(lines, dialect);
    onSanitised?.(name, sanitised);
  })
});

// ../../work/wt/exports/dist/reports/csv.js
function* identityRows(result, ranking) {
  const { estate, settings } = result;
  const shared = {
    scopeId: (index) => estate.scopes[index].id,
    collectedAt: estate.collectedAt,
    now: Date.parse(estate.collectedAt),
    longestGrantDays: settings.thresholds.longestGrantDays
  };
  const scopes = new Map(estate.scopes.map((scope) => [scope.id, scope]));
  for (const ranked of ranking.identities()) {
    yield {
      ...ranked,
      ...shared,
      scope: scopes.get(ranked.identity.scope),
      path: () => listedPath(result, ranked)
    };
  }
}
function* findingRows(result, ranking) {
  const scopes = new Map(result.estate.scopes.map((scope) => [scope.id, scope]));
  const rows = /* @__PURE__ */ new Map();
  for (const row of identityRows(result, ranking)) {
    if (row.findings.length > 0)
      rows.set(row.identity.id, row);
  }
  for (const finding of ranking.findings) {
    const row = rows.get(finding.identity);
    if (row === void 0) {
      throw new Error(`Finding ${finding.fingerprint} is about an identity that the estate does not hold`);
    }
    yield { ...row, scope: scopes.get(finding.scope), finding };
  }
}
function* grantRows(result, ranking) {
  const servicesIn = new Map(result.estate.scopes.map((scope) => [scope.id, scope.services.length]));
  for (const row of identityRows(result, ranking)) {
    const grants = row.identity.grants.toSorted((a, b) => byText(a.scope, b.scope) || byText(a.name, b.name) || byText(a.via, b.via) || byText(a.source.id, b.source.id) || byText(a.source.pointer ?? "", b.source.pointer ?? ""));
    for (const grant of grants) {
      const parts = grantParts(result.estate, grant, servicesIn.get(grant.scope) ?? Number.POSITIVE_INFINITY);
      if (parts.length === 0)
        yield { ...row, grant, part: void 0 };
      for (const part of parts)
        yield { ...row, grant, part };
    }
  }
}
function* credentialRows(result, ranking) {
  for (const row of identityRows(result, ranking)) {
    const credentials = row.identity.credentials.toSorted((a, b) => byText(a.kind, b.kind) || byText(a.id, b.id));
    for (const credential of credentials)
      yield { ...row, credential };
  }
}
var dayLength = 864e5;
var dayOf = (time) => Math.floor(Date.parse(time) / dayLength);
function* exceptionRows({ exceptions = [], estate }) {
  const today = dayOf(estate.collectedAt);
  for (const judged of exceptions) {
    const { exception } = judged;
    const daysLeft = exception === void 0 ? void 0 : Math.max(dayOf(exception.expires) - today, 0);
    yield { judged, daysLeft };
  }
}
function* coverageRows(result) {
  for (const { connector, scope, source, status, detail, gives } of sortedCoverage(result.coverage)) {
    yield {
      subject: "source",
      connector,
      scope,
      name: source,
      status,
      detail,
      gives: [...gives].sort(byText)
    };
  }
  for (const { rule, scope, status, reason } of sortedAssessments(result.assessments)) {
    yield { subject: "rule", scope, name: rule, status, detail: reason, gives: [] };
  }
}
var csvTables = (result, ranking, onSanitised) => {
  const table = (name, columns, rows) => csvFile(name, columns, rows, onSanitised);
  return {
    findings: table("findings.csv", findingColumns, () => findingRows(result, ranking)),
    identities: table("identities.csv", identityColumns, () => identityRows(result, ranking)),
    grants: table("grants.csv", grantColumns, () => grantRows(result, ranking)),
    credentials: table("credentials.csv", credentialColumns, () => credentialRows(result, ranking)),
    exceptions: table("exceptions.csv", exceptionColumns, () => exceptionRows(result)),
    coverage: table("coverage.csv", coverageColumns, () => coverageRows(result))
  };
};
var csvFormat = {
  id: "csv",
  title: "tables, for spreadsheets and auditors",
  files: (result) => Object.values(csvTables(result, rank(result)))
};

// ../../work/wt/exports/dist/src/model/assessment.js
var assessmentsByScope = (assessments, scopes) => {
  const parentsOf = withParents(scopes);
  const own = new Map([...Map.groupBy(assessments, ({ scope }) => scope)].map(([scope, same]) => [
    scope,
    new Map(same.map((each) => [each.rule, each]))
  ]));
  return (rule, scope) => {
    for (const at of parentsOf(scope)) {
      const found = own.get(at)?.get(rule);
      if (found !== void 0)
        return found;
    }
    return void 0;
  };
};

export {
  list,
  identity,
  identityName,
  identityKind,
  standing,
  blastRadius,
  csvFile,
  identityRows,
  csvTables,
  csvFormat,
  assessmentsByScope
};
