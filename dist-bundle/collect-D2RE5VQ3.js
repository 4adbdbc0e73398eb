import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  createChannel
} from "./chunk-DGE6TYW5.js";
import {
  awsCall,
  awsCalls,
  awsPermissions,
  callId
} from "./chunk-QDBMJW26.js";
import {
  CsvError,
  awsRecords,
  credentialReportRowSchema,
  parse,
  workloadOf,
  workloadRoles,
  workloadSources
} from "./chunk-DAFUAEZY.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-76DL45RX.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/aws/collect/index.js
import { setTimeout as wait } from "node:timers/promises";

// ../../work/wt/exports/node_modules/yocto-queue/index.js
var Node = class {
  value;
  next;
  constructor(value) {
    this.value = value;
  }
};
var Queue = class {
  #head;
  #tail;
  #size;
  constructor() {
    this.clear();
  }
  enqueue(value) {
    const node = new Node(value);
    if (this.#head) {
      this.#tail.next = node;
      this.#tail = node;
    } else {
      this.#head = node;
      this.#tail = node;
    }
    this.#size++;
  }
  dequeue() {
    const current = this.#head;
    if (!current) {
      return;
    }
    this.#head = this.#head.next;
    this.#size--;
    if (!this.#head) {
      this.#tail = void 0;
    }
    return current.value;
  }
  peek() {
    if (!this.#head) {
      return;
    }
    return this.#head.value;
  }
  clear() {
    this.#head = void 0;
    this.#tail = void 0;
    this.#size = 0;
  }
  get size() {
    return this.#size;
  }
  *[Symbol.iterator]() {
    let current = this.#head;
    while (current) {
      yield current.value;
      current = current.next;
    }
  }
  *drain() {
    while (this.#head) {
      yield this.dequeue();
    }
  }
};

// ../../work/wt/exports/node_modules/p-limit/index.js
function pLimit(concurrency) {
  let rejectOnClear = false;
  if (typeof concurrency === "object") {
    ({ concurrency, rejectOnClear = false } = concurrency);
  }
  validateConcurrency(concurrency);
  if (typeof rejectOnClear !== "boolean") {
    throw new TypeError("Expected `rejectOnClear` to be a boolean");
  }
  const queue = new Queue();
  let activeCount = 0;
  const resumeNext = () => {
    if (activeCount < concurrency && queue.size > 0) {
      activeCount++;
      queue.dequeue().run();
    }
  };
  const next = () => {
    activeCount--;
    resumeNext();
  };
  const run = async (function_, resolve, arguments_) => {
    const result = (async () => function_(...arguments_))();
    resolve(result);
    try {
      await result;
    } catch {
    }
    next();
  };
  const enqueue = (function_, resolve, reject, arguments_) => {
    const queueItem = { reject };
    new Promise((internalResolve) => {
      queueItem.run = internalResolve;
      queue.enqueue(queueItem);
    }).then(run.bind(void 0, function_, resolve, arguments_));
    if (activeCount < concurrency) {
      resumeNext();
    }
  };
  const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
    enqueue(function_, resolve, reject, arguments_);
  });
  Object.defineProperties(generator, {
    activeCount: {
      get: () => activeCount
    },
    pendingCount: {
      get: () => queue.size
    },
    clearQueue: {
      value() {
        if (!rejectOnClear) {
          queue.clear();
          return;
        }
        const abortError = AbortSignal.abort().reason;
        while (queue.size > 0) {
          queue.dequeue().reject(abortError);
        }
      }
    },
    concurrency: {
      get: () => concurrency,
      set(newConcurrency) {
        validateConcurrency(newConcurrency);
        concurrency = newConcurrency;
        queueMicrotask(() => {
          while (activeCount < concurrency && queue.size > 0) {
            resumeNext();
          }
        });
      }
    },
    map: {
      async value(iterable, function_) {
        const promises = [];
        try {
          Array.from(iterable, (value, index) => {
            const promise = generator(function_, value, index);
            promises.push(promise);
            return promise;
          });
        } catch (error) {
          for (const promise of promises) {
            promise.catch(() => {
            });
          }
          throw error;
        }
        return Promise.all(promises);
      }
    }
  });
  return generator;
}
function validateConcurrency(concurrency) {
  if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
    throw new TypeError("Expected `concurrency` to be a number from 1 and up");
  }
}

// ../../work/wt/exports/dist/connectors/aws/collect/failure.js
var meanings = {
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  AccessDeniedForDependencyException: "denied",
  UnauthorizedOperation: "denied",
  NotAuthorized: "denied",
  OptInRequired: "denied",
  CredentialsProviderError: "credentials",
  TokenProviderError: "credentials",
  ExpiredToken: "credentials",
  ExpiredTokenException: "credentials",
  IncompleteSignature: "credentials",
  InvalidClientTokenId: "credentials",
  InvalidIdentityToken: "credentials",
  InvalidSignatureException: "credentials",
  MissingAuthenticationToken: "credentials",
  RequestExpired: "credentials",
  SignatureDoesNotMatch: "credentials",
  UnrecognizedClientException: "credentials",
  LimitExceeded: "throttled",
  LimitExceededException: "throttled",
  RequestLimitExceeded: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  ThrottledException: "throttled",
  TooManyRequestsException: "throttled",
  AnswerNotUnderstood: "unsupported",
  InvalidAction: "unsupported",
  NotFound: "unsupported",
  NotImplemented: "unsupported",
  SyntaxError: "unsupported",
  UnknownOperationException: "unsupported",
  UnsupportedAPIEndpointException: "unsupported",
  TimeoutError: "lost"
};
var asApiError = (error) => {
  if (!(error instanceof Error))
    return;
  const { $metadata, $response, code } = error;
  const http = $metadata?.httpStatusCode ?? $response?.statusCode;
  const connection = typeof code === "string" && /^E[A-Z_]+$/.test(code) ? code : void 0;
  if (http === void 0 && connection === void 0 && meanings[error.name] === void 0)
    return;
  return {
    name: error.name,
    message: error.message,
    ...http === void 0 ? {} : { http },
    ...connection === void 0 ? {} : { code: connection },
    ...$metadata?.attempts === void 0 ? {} : { attempts: $metadata.attempts }
  };
};
var isGone = (error) => error instanceof Error && (error.name === "NoSuchEntity" || error.name === "NoSuchEntityException");
var oneLine = (text) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim().slice(0, 200);
var tries = (error) => error.attempts !== void 0 && error.attempts > 1 ? ` after ${error.attempts} attempts` : "";
var describeFailure = (error, call) => {
  const actions = awsCall(call)?.actions ?? [];
  const needs = actions.length === 0 ? "" : `; allow ${actions.join(" and ")} to the scanning identity`;
  switch (error.code !== void 0 && error.http === void 0 ? "lost" : meanings[error.name]) {
    case "denied":
      return { status: "denied", reason: `${error.name}${needs}` };
    case "credentials":
      return {
        status: "denied",
        reason: `${error.name}: the credentials are missing, expired or wrong; renew them (for instance aws sso login) and scan again`
      };
    case "throttled":
      return {
        status: "partial",
        reason: `${error.name}: still throttled${tries(error)}; scan again when the account is quieter`
      };
    case "unsupported":
      return { status: "unsupported", reason: `${error.name}: ${oneLine(error.message)}` };
    case "lost":
      return {
        status: "partial",
        reason: `${error.code ?? error.name}: the connection failed${tries(error)}; check network, proxy and endpoint and scan again`
      };
    default:
      return (error.http ?? 0) >= 500 ? {
        status: "partial",
        reason: `${error.name} (HTTP ${error.http})${tries(error)}: the service failed; scan again`
      } : { status: "unsupported", reason: `${error.name}: ${oneLine(error.message)}${needs}` };
  }
};

// ../../work/wt/exports/dist/connectors/aws/collect/answer.js
var notUnderstood = (message, http) => Object.assign(new Error(message), {
  name: "AnswerNotUnderstood",
  $metadata: { httpStatusCode: http }
});
var answerFault = (message) => notUnderstood(message, void 0);
var jsonServices = /* @__PURE__ */ new Set([
  "codebuild",
  "config",
  "ecs",
  "glue",
  "lambda",
  "organizations",
  "sagemaker"
]);
var isAnswer = (value) => typeof value === "object" && value !== null && "statusCode" in value && "body" in value;
var away = /* @__PURE__ */ new Set([502, 503, 504]);
var bytesOf = async (body) => {
  if (body instanceof Uint8Array)
    return body;
  const pieces = [];
  for await (const piece of body)
    pieces.push(piece);
  return Buffer.concat(pieces);
};
var edge = (bytes, from, to) => Buffer.from(bytes.subarray(Math.max(from, 0), Math.max(to, 0))).toString("latin1").trim();
var rootElement = /^(?:\uFEFF|ï»¿)?\s*(?:<\?xml[^>]*\?>)?\s*<([A-Za-z]\w*)[\s>/]/;
var fault = (service, operation, status, bytes) => {
  const start = edge(bytes, 0, 512);
  const end = edge(bytes, bytes.length - 128, bytes.length);
  if (jsonServices.has(service)) {
    if (start.startsWith("{") && end.endsWith("}"))
      return;
    return status >= 300 && bytes.length === 0 ? void 0 : "not a JSON answer";
  }
  const root = rootElement.exec(start)?.[1];
  if (status >= 300) {
    return root === "ErrorResponse" || root === "Response" || root === "Error" ? void 0 : "not an XML error";
  }
  if (root !== `${operation}Response`)
    return "not an XML answer to this call";
  return end.endsWith(`</${operation}Response>`) ? void 0 : "an XML answer without its end";
};
var checkAnswer = async (service, operation, response) => {
  if (!isAnswer(response))
    return response;
  const bytes = await bytesOf(response.body);
  const wrong = fault(service, operation, response.statusCode, bytes);
  if (wrong !== void 0) {
    const kind = /^\s*<(!doctype\s+html|html)/i.test(edge(bytes, 0, 512)) ? "an HTML page" : wrong;
    const error = notUnderstood(`HTTP ${response.statusCode} with ${bytes.length === 0 ? "an empty body" : kind}; the endpoint does not offer this call`, void 0);
    throw away.has(response.statusCode) ? Object.assign(error, { $retryable: { throttling: false } }) : error;
  }
  return Object.assign(response, { body: bytes });
};

// ../../work/wt/exports/dist/connectors/aws/collect/source.js
var count = (n, one, many) => `${n} ${n === 1 ? one : many}`;
var writeCoverage = (reader, source, status, detail, gives = awsCall(source)?.gives ?? []) => reader.emit({ connector: "aws", scope: reader.scope, source, status, detail, gives });
var toRecord = (kind, scope, raw) => {
  const { schema, id } = awsRecords[kind];
  const parsed2 = schema.safeParse(raw);
  if (!parsed2.success)
    return;
  const own = id === void 0 ? scope : parsed2.data[id];
  return { record: kind, scope, id: String(own), data: parsed2.data };
};
var putRecord = async (reader, tally, kind, raw) => {
  const record = toRecord(kind, reader.scope, raw);
  if (record === void 0) {
    tally.malformed += 1;
    return;
  }
  tally.entries += 1;
  await reader.emit(record);
};
var tryReading = async (source, tally, read) => {
  const end = (status, detail) => ({ status, detail, pages: tally.pages });
  try {
    const said = await read(tally);
    if (typeof said === "object")
      return end(said.status, said.detail);
    if (tally.malformed > 0) {
      const detail = `${count(tally.malformed, "entry", "entries")} did not have the shape of the AWS API and were left out`;
      return end("partial", detail);
    }
    return end("complete", said ?? "");
  } catch (error) {
    const known = asApiError(error);
    if (known === void 0)
      throw error;
    const failure = describeFailure(known, source);
    if (tally.pages === 0)
      return end(failure.status, failure.reason);
    const read2 = `${count(tally.pages, "page", "pages")} with ${count(tally.entries, "entry", "entries")} read, then no more`;
    return end("partial", `${read2}: ${failure.reason}`);
  }
};
var readSource = async (reader, source, read) => {
  const tally = { pages: 0, entries: 0, malformed: 0 };
  const outcome = await tryReading(source, tally, read);
  await writeCoverage(reader, source, outcome.status, outcome.detail);
  reader.progress(source, tally.entries);
  return outcome;
};
var nextMarker = (page) => {
  if (!(page.IsTruncated ?? page.isTruncated ?? false))
    return;
  if (!page.Marker)
    throw answerFault("more entries are announced, without a marker to ask for them");
  return page.Marker;
};
var nextToken = (page) => page.NextToken || void 0;
var readPages = async function* (tally, fetch, next) {
  const seen = /* @__PURE__ */ new Set();
  let marker;
  do {
    const page = await fetch(marker);
    marker = next(page);
    if (marker !== void 0 && seen.has(marker))
      throw answerFault("the same marker came twice");
    if (marker !== void 0)
      seen.add(marker);
    yield page;
    tally.pages += 1;
  } while (marker !== void 0);
};
var iamPages = (tally, fetch) => readPages(tally, (marker) => fetch(marker === void 0 ? {} : { Marker: marker }), nextMarker);
var organizationPages = (tally, fetch) => readPages(tally, (token) => fetch(token === void 0 ? {} : { NextToken: token }), nextToken);
var refusalsUntilStop = 3;
var askEach = async (things, call, ask) => {
  let answered = 0;
  let failed = 0;
  let last;
  const askOne = async (thing) => {
    if (answered === 0 && failed >= refusalsUntilStop)
      return;
    try {
      await ask(thing);
      answered += 1;
    } catch (error) {
      if (isGone(error)) {
        answered += 1;
        return;
      }
      const known = asApiError(error);
      if (known === void 0)
        throw error;
      failed += 1;
      last = describeFailure(known, call);
    }
  };
  let at = 0;
  while (at < things.length && answered === 0 && failed < refusalsUntilStop)
    await askOne(things[at++]);
  if (answered > 0)
    await Promise.all(things.slice(at).map(askOne));
  if (last === void 0)
    return;
  if (answered === 0)
    return { status: last.status, detail: last.reason };
  return { status: "partial", detail: `${answered} of ${things.length} answered; else ${last.reason}` };
};
var askUsers = async (users, call, ask) => {
  const said = await askEach(users.names, call, ask);
  if (said !== void 0 || users.whole)
    return said;
  return {
    status: "partial",
    detail: `asked for the ${users.names.length} users of those pages of iam:GetAccountAuthorizationDetails that could be read`
  };
};

// ../../work/wt/exports/dist/connectors/aws/collect/access-keys.js
var slotsOf = (row) => [
  {
    active: row.access_key_1_active === "true",
    changed: Date.parse(row.access_key_1_last_rotated),
    lastUsed: row.access_key_1_last_used_date,
    service: row.access_key_1_last_used_service,
    region: row.access_key_1_last_used_region
  },
  {
    active: row.access_key_2_active === "true",
    changed: Date.parse(row.access_key_2_last_rotated),
    lastUsed: row.access_key_2_last_used_date,
    service: row.access_key_2_last_used_service,
    region: row.access_key_2_last_used_region
  }
].filter((slot) => !Number.isNaN(slot.changed));
var lastUseOf = (slot) => {
  if (slot.lastUsed === "N/A")
    return { ServiceName: "N/A" };
  if (Number.isNaN(Date.parse(slot.lastUsed)))
    return;
  return { LastUsedDate: slot.lastUsed, ServiceName: slot.service, Region: slot.region };
};
var seconds = (time) => Math.floor(Number(time) / 1e3);
var fits = (key, slot) => key.Status === "Active" === slot.active && key.CreateDate !== void 0 && seconds(key.CreateDate) <= seconds(slot.changed);
var lastUsesByReport = (keys, row) => {
  const slots = row === void 0 ? [] : slotsOf(row);
  const found = /* @__PURE__ */ new Map();
  if (slots.length !== keys.length)
    return found;
  const same = (key, slot) => fits(key, slot) && seconds(key.CreateDate) === seconds(slot.changed);
  for (const key of keys) {
    for (const match of [fits, same]) {
      const own = slots.filter((slot) => match(key, slot));
      const rivals = own.length === 1 ? keys.filter((other) => match(other, own[0])) : [];
      const use = rivals.length === 1 ? lastUseOf(own[0]) : void 0;
      if (use !== void 0 && key.AccessKeyId !== void 0)
        found.set(key.AccessKeyId, use);
    }
  }
  return found;
};
var hasActiveKey = (row) => row.access_key_1_active === "true" || row.access_key_2_active === "true";
var usersWithKeys = (users, report) => ({
  names: users.names.filter((user) => {
    const row = report?.get(user);
    return row === void 0 || hasActiveKey(row);
  }),
  whole: users.whole
});
var readAccessKeys = async (session, reader, users, report) => {
  const { iam, sdk, request } = session;
  const uses = {
    asked: 0,
    answered: 0,
    failure: void 0
  };
  const askLastUse = async (id) => {
    if (uses.failure !== void 0 && uses.answered === 0)
      return;
    uses.asked += 1;
    try {
      const answer = await iam.send(new sdk.iam.GetAccessKeyLastUsedCommand({ AccessKeyId: id }), request);
      uses.answered += 1;
      return answer.AccessKeyLastUsed ?? {};
    } catch (error) {
      const known = asApiError(error);
      if (known === void 0)
        throw error;
      if (isGone(error))
        return;
      uses.failure = describeFailure(known, "iam:GetAccessKeyLastUsed");
      return;
    }
  };
  await readSource(reader, "iam:ListAccessKeys", async (tally) => {
    const asked = usersWithKeys(users, report);
    return askUsers(asked, "iam:ListAccessKeys", async (UserName) => {
      const keys = [];
      const own = { pages: 0, entries: 0, malformed: 0 };
      const pages = iamPages(own, (marker) => iam.send(new sdk.iam.ListAccessKeysCommand({ UserName, ...marker }), request));
      for await (const page of pages)
        keys.push(...page.AccessKeyMetadata ?? []);
      const known = lastUsesByReport(keys, report?.get(UserName));
      for (const key of keys) {
        const id = key.AccessKeyId ?? "";
        const use = known.get(id) ?? (key.Status === "Active" ? await askLastUse(id) : void 0);
        await putRecord(reader, tally, "aws.access-key", {
          ...key,
          ...use,
          LastUsedCollected: use !== void 0
        });
      }
    });
  });
  await (uses.failure === void 0 ? writeCoverage(reader, "iam:GetAccessKeyLastUsed", "complete", "") : writeCoverage(reader, "iam:GetAccessKeyLastUsed", uses.answered === 0 ? uses.failure.status : "partial", uses.answered === 0 ? uses.failure.reason : `${uses.answered} of ${uses.asked} answered; else ${uses.failure.reason}`));
};

// ../../work/wt/exports/dist/connectors/aws/collect/document.js
var decodeDocument = (text) => {
  if (text === void 0)
    return;
  for (const decode of [(raw) => raw, decodeURIComponent]) {
    try {
      const value = JSON.parse(decode(text));
      if (typeof value === "object" && value !== null)
        return value;
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof URIError))
        throw error;
    }
  }
  return text;
};

// ../../work/wt/exports/dist/connectors/aws/collect/ssh-key-users.js
var canMatchCodeCommit = (action) => {
  if (typeof action !== "string")
    return true;
  const service = /^[^*?:]*/.exec(action)?.[0].toLowerCase() ?? "";
  const wild = action.length > service.length && action[service.length] !== ":";
  return wild ? "codecommit".startsWith(service) : service === "codecommit";
};
var listOf = (value) => Array.isArray(value) ? value : value === void 0 ? [] : [value];
var namesCodeCommit = (document) => {
  if (typeof document !== "object" || document === null)
    return true;
  const { Statement } = document;
  return listOf(Statement).some((statement) => {
    if (typeof statement !== "object" || statement === null)
      return true;
    const { Effect, Action, NotAction } = statement;
    if (Effect === "Deny")
      return false;
    return NotAction !== void 0 || listOf(Action).some(canMatchCodeCommit);
  });
};
var createCodeCommitReach = () => {
  const users = /* @__PURE__ */ new Map();
  const groups = /* @__PURE__ */ new Map();
  const policies = /* @__PURE__ */ new Map();
  const arns = (attached) => (attached ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
  const reaches = (holder) => (
    // A policy that did not come with the account is taken as reaching it.
    holder.inline || holder.attached.some((arn) => policies.get(arn) ?? true)
  );
  return {
    note: (page) => {
      for (const user of page.users) {
        users.set(user.UserName ?? "", {
          inline: (user.UserPolicyList ?? []).some((policy) => namesCodeCommit(policy.PolicyDocument)),
          attached: arns(user.AttachedManagedPolicies),
          groups: user.GroupList ?? []
        });
      }
      for (const group of page.groups) {
        groups.set(group.GroupName ?? "", {
          inline: (group.GroupPolicyList ?? []).some((policy) => namesCodeCommit(policy.PolicyDocument)),
          attached: arns(group.AttachedManagedPolicies),
          groups: []
        });
      }
      for (const policy of page.policies) {
        const version = policy.PolicyVersionList?.find((one) => one.IsDefaultVersion) ?? policy.PolicyVersionList?.[0];
        policies.set(policy.Arn ?? "", namesCodeCommit(version?.Document));
      }
    },
    users: () => [...users].filter(([, user]) => {
      if (reaches(user))
        return true;
      return user.groups.some((name) => {
        const group = groups.get(name);
        return group === void 0 || reaches(group);
      });
    }).map(([name]) => name)
  };
};

// ../../work/wt/exports/dist/connectors/aws/collect/authorization-details.js
var pageSize = 1e3;
var decodeInline = (policies) => policies?.map((policy) => ({ ...policy, PolicyDocument: decodeDocument(policy.PolicyDocument) }));
var recordsOf = (page) => ({
  users: (page.UserDetailList ?? []).map((user) => ({
    ...user,
    UserPolicyList: decodeInline(user.UserPolicyList)
  })),
  groups: (page.GroupDetailList ?? []).map((group) => ({
    ...group,
    GroupPolicyList: decodeInline(group.GroupPolicyList)
  })),
  roles: (page.RoleDetailList ?? []).map((role) => ({
    ...role,
    AssumeRolePolicyDocument: decodeDocument(role.AssumeRolePolicyDocument),
    RolePolicyList: decodeInline(role.RolePolicyList)
  })),
  policies: (page.Policies ?? []).map((policy) => ({
    ...policy,
    // An emulator leaves the name out; an ARN ends with it.
    PolicyName: policy.PolicyName ?? policy.Arn?.split("/").at(-1),
    PolicyVersionList: policy.PolicyVersionList?.map((version) => ({
      ...version,
      Document: decodeDocument(version.Document)
    }))
  }))
});
var readAuthorizationDetails = async (session, reader) => {
  const source = "iam:GetAccountAuthorizationDetails";
  const names = [];
  const codeCommit = createCodeCommitReach();
  const outcome = await readSource(reader, source, async (tally) => {
    const pages = iamPages(tally, (marker) => session.iam.send(new session.sdk.iam.GetAccountAuthorizationDetailsCommand({ MaxItems: pageSize, ...marker }), session.request));
    for await (const page of pages) {
      const records = recordsOf(page);
      const kinds = [
        ["aws.user", records.users],
        ["aws.group", records.groups],
        ["aws.role", records.roles],
        ["aws.policy", records.policies]
      ];
      for (const [kind, entries] of kinds) {
        for (const entry of entries)
          await putRecord(reader, tally, kind, entry);
      }
      for (const user of records.users)
        if (user.UserName !== void 0)
          names.push(user.UserName);
      codeCommit.note(records);
      reader.progress(source, tally.entries);
    }
    return void 0;
  });
  return { outcome, users: { names, whole: outcome.status === "complete" }, codeCommit };
};

// ../../work/wt/exports/dist/connectors/aws/collect/credential-report.js
var pollDelays = [1e3, 2e3, 4e3, 8e3, 8e3, 8e3, 8e3, 8e3, 8e3];
var notThere = /* @__PURE__ */ new Set([
  "ReportInProgress",
  "ReportNotPresent",
  "ReportExpired",
  "CredentialReportNotReadyException",
  "CredentialReportNotPresentException",
  "CredentialReportExpiredException"
]);
var isNotThere = (error) => error instanceof Error && notThere.has(error.name);
var generate = async (session, reader) => {
  const source = "iam:GenerateCredentialReport";
  try {
    await session.iam.send(new session.sdk.iam.GenerateCredentialReportCommand({}), session.request);
    await writeCoverage(reader, source, "complete", "");
    return;
  } catch (error) {
    const known = asApiError(error);
    if (known === void 0)
      throw error;
    const { status, reason } = describeFailure(known, source);
    await writeCoverage(reader, source, status, reason);
    return reason;
  }
};
var fetchReport = async (session, clock, mayCome) => {
  const get = () => session.iam.send(new session.sdk.iam.GetCredentialReportCommand({}), session.request);
  for (const delay of mayCome ? pollDelays : []) {
    try {
      return await get();
    } catch (error) {
      if (!isNotThere(error))
        throw error;
      await clock.sleep(delay);
    }
  }
  return get();
};
var parseRows = (text) => {
  const wrong = "the report is not the CSV that AWS writes";
  if (!text.startsWith("user,arn,"))
    throw answerFault(wrong);
  try {
    return parse(text, {
      columns: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true
    });
  } catch (error) {
    if (error instanceof CsvError)
      throw answerFault(`${wrong}: ${error.code}`);
    throw error;
  }
};
var fresh = 5 * 6e4;
var readCredentialReport = async (session, reader, clock) => {
  const refused = await generate(session, reader);
  const source = "iam:GetCredentialReport";
  const rows = /* @__PURE__ */ new Map();
  const outcome = await readSource(reader, source, async (tally) => {
    let answer;
    try {
      answer = await fetchReport(session, clock, refused === void 0);
    } catch (error) {
      if (!isNotThere(error))
        throw error;
      return refused === void 0 ? { status: "partial", detail: "AWS did not finish the report within a minute; scan again" } : { status: "denied", detail: `there is no report, and none could be made: ${refused}` };
    }
    const parsed2 = parseRows(Buffer.from(answer.Content ?? new Uint8Array()).toString("utf8"));
    tally.pages = 1;
    for (const raw of parsed2) {
      await putRecord(reader, tally, "aws.credential-report-row", raw);
      const row = credentialReportRowSchema.safeParse(raw);
      if (row.success)
        rows.set(row.data.user, row.data);
    }
    const made = answer.GeneratedTime;
    if (made === void 0 || clock.now().getTime() - made.getTime() < fresh)
      return void 0;
    return `as of ${made.toISOString()}: AWS makes one every four hours`;
  });
  return outcome.pages === 0 ? void 0 : rows;
};

// ../../work/wt/exports/dist/connectors/aws/collect/credentials.js
var refusesAllUsers = /* @__PURE__ */ new Set([
  "AccessDenied",
  "AccessDeniedException",
  "InvalidInput",
  "InvalidInputException",
  "InvalidParameterValue",
  "ValidationError"
]);
var readServiceSpecificCredentials = async (session, reader, users) => {
  const { iam, sdk, request } = session;
  const source = "iam:ListServiceSpecificCredentials";
  await readSource(reader, source, async (tally) => {
    const list = async (of, own = tally) => {
      const pages = iamPages(own, (marker) => iam.send(new sdk.iam.ListServiceSpecificCredentialsCommand({ ...of, ...marker }), request));
      for await (const page of pages) {
        for (const credential of page.ServiceSpecificCredentials ?? []) {
          await putRecord(reader, tally, "aws.service-specific-credential", credential);
        }
      }
    };
    try {
      await list({ AllUsers: true, MaxItems: 1e3 });
      return void 0;
    } catch (error) {
      const known = asApiError(error);
      const refused = known !== void 0 && tally.pages === 0 && refusesAllUsers.has(known.name);
      if (!refused || users.names.length === 0)
        throw error;
    }
    return askUsers(users, source, (UserName) => list({ UserName }, { pages: 0, entries: 0, malformed: 0 }));
  });
};
var readSshKeys = async (session, reader, users, codeCommit) => {
  const { iam, sdk, request } = session;
  const source = "iam:ListSSHPublicKeys";
  const asked = { names: codeCommit.users(), whole: users.whole };
  await readSource(reader, source, (tally) => askUsers(asked, source, async (UserName) => {
    const own = { pages: 0, entries: 0, malformed: 0 };
    const pages = iamPages(own, (marker) => iam.send(new sdk.iam.ListSSHPublicKeysCommand({ UserName, ...marker }), request));
    for await (const page of pages) {
      for (const key of page.SSHPublicKeys ?? [])
        await putRecord(reader, tally, "aws.ssh-public-key", key);
    }
  }));
  const others = users.names.length - asked.names.length;
  if (others > 0) {
    const detail = `${others} of ${users.names.length} users not asked for: none of their policies names CodeCommit, the only service that an SSH key opens`;
    await writeCoverage(reader, source, "skipped", detail, []);
  }
};
var usersWithCertificates = (users, report) => ({
  names: users.names.filter((user) => {
    const row = report.get(user);
    return row?.cert_1_active === "true" || row?.cert_2_active === "true";
  }),
  whole: users.whole
});
var readSigningCertificates = async (session, reader, users, report) => {
  const { iam, sdk, request } = session;
  const source = "iam:ListSigningCertificates";
  await readSource(reader, source, async (tally) => {
    if (report === void 0) {
      return {
        status: "skipped",
        detail: "the credential report, which tells who has a certificate, could not be read"
      };
    }
    return askUsers(usersWithCertificates(users, report), source, async (UserName) => {
      const own = { pages: 0, entries: 0, malformed: 0 };
      const pages = iamPages(own, (marker) => iam.send(new sdk.iam.ListSigningCertificatesCommand({ UserName, ...marker }), request));
      for await (const page of pages) {
        for (const one of page.Certificates ?? [])
          await putRecord(reader, tally, "aws.signing-certificate", one);
      }
    });
  });
};

// ../../work/wt/exports/dist/connectors/aws/collect/federation.js
var readOidcProviders = async (session, reader) => {
  const { iam, sdk, request } = session;
  const arns = [];
  const listed2 = await readSource(reader, "iam:ListOpenIDConnectProviders", async (tally) => {
    const answer = await iam.send(new sdk.iam.ListOpenIDConnectProvidersCommand({}), request);
    for (const { Arn } of answer.OpenIDConnectProviderList ?? [])
      if (Arn !== void 0)
        arns.push(Arn);
    tally.entries = arns.length;
    return void 0;
  });
  const source = "iam:GetOpenIDConnectProvider";
  await readSource(reader, source, async (tally) => {
    if (listed2.status !== "complete")
      return { status: "skipped", detail: "the list of providers could not be read" };
    const known = /* @__PURE__ */ new Set();
    const said = await askEach(arns, source, async (Arn) => {
      const { Url, ClientIDList, CreateDate, Tags } = await iam.send(new sdk.iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: Arn }), request);
      known.add(Arn);
      await putRecord(reader, tally, "aws.oidc-provider", { Arn, Url, ClientIDList, CreateDate, Tags });
    });
    for (const Arn of arns)
      if (!known.has(Arn))
        await putRecord(reader, tally, "aws.oidc-provider", { Arn });
    return said;
  });
};
var readSamlProviders = async (session, reader) => {
  const { iam, sdk, request } = session;
  await readSource(reader, "iam:ListSAMLProviders", async (tally) => {
    const answer = await iam.send(new sdk.iam.ListSAMLProvidersCommand({}), request);
    for (const one of answer.SAMLProviderList ?? [])
      await putRecord(reader, tally, "aws.saml-provider", one);
    return void 0;
  });
};
var readOutboundFederation = async (session, reader) => {
  const { iam, sdk, request } = session;
  await readSource(reader, "iam:GetOutboundWebIdentityFederationInfo", async (tally) => {
    const answer = await iam.send(new sdk.iam.GetOutboundWebIdentityFederationInfoCommand({}), request).catch((error) => {
      if (error instanceof sdk.iam.FeatureDisabledException)
        return { JwtVendingEnabled: false };
      throw error;
    });
    await putRecord(reader, tally, "aws.outbound-federation", answer);
    return void 0;
  });
};
var readDelegationRequests = async (session, reader) => {
  const { iam, sdk, request } = session;
  await readSource(reader, "iam:ListDelegationRequests", async (tally) => {
    const pages = iamPages(tally, (marker) => iam.send(new sdk.iam.ListDelegationRequestsCommand({ MaxItems: 1e3, ...marker }), request));
    for await (const page of pages) {
      for (const one of page.DelegationRequests ?? [])
        await putRecord(reader, tally, "aws.delegation-request", one);
    }
    return void 0;
  });
};
var readAccountSummary = async (session, reader) => {
  const { iam, sdk, request } = session;
  await readSource(reader, "iam:GetAccountSummary", async (tally) => {
    const { SummaryMap } = await iam.send(new sdk.iam.GetAccountSummaryCommand({}), request);
    await putRecord(reader, tally, "aws.account-summary", { SummaryMap });
    return void 0;
  });
};
var readAccountAlias = async (session, reader) => {
  const { iam, sdk, request } = session;
  let alias;
  await readSource(reader, "iam:ListAccountAliases", async () => {
    const answer = await iam.send(new sdk.iam.ListAccountAliasesCommand({}), request);
    alias = answer.AccountAliases?.[0];
    return void 0;
  });
  return alias;
};

// ../../work/wt/exports/dist/connectors/aws/collect/workload-config.js
var types = Object.keys(workloadRoles);
var workloadQuery = `SELECT arn, accountId, awsRegion, resourceType, resourceId, resourceName, configuration WHERE resourceType IN (${types.map((type) => `'${type}'`).join(", ")})`;
var recordsAtOnce = ({ recordingGroup: group, recordingMode: mode }, type) => {
  const isType = (one) => one === type;
  const excluded = group?.exclusionByResourceTypes?.resourceTypes?.some(isType) ?? false;
  const strategy = group?.recordingStrategy?.useOnly;
  const all = group?.allSupported === true || strategy === "ALL_SUPPORTED_RESOURCE_TYPES" || strategy === "EXCLUSION_BY_RESOURCE_TYPES";
  const recorded = all && !excluded || (group?.resourceTypes?.some(isType) ?? false);
  const own = mode?.recordingModeOverrides?.find(({ resourceTypes }) => resourceTypes?.some(isType));
  return recorded && (own ?? mode)?.recordingFrequency !== "DAILY";
};
var parsed = (text) => {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : void 0;
  } catch (error) {
    if (error instanceof SyntaxError)
      return;
    throw error;
  }
};
var askConfig = async (region) => {
  const sdk = await import("@aws-sdk/client-config-service");
  return region.withClient("config", (config) => new sdk.ConfigServiceClient(config), async (client) => {
    const readings = [];
    const reading = async (source, ask) => {
      let answer;
      const tally = { pages: 0, entries: 0, malformed: 0 };
      const { status, detail } = await tryReading(source, tally, async (own) => {
        answer = await ask(own);
        return void 0;
      });
      readings.push({ source, region: region.name, status, detail });
      return status === "complete" ? answer : void 0;
    };
    const skip = (source, detail) => {
      readings.push({ source, region: region.name, status: "skipped", detail });
    };
    const none = () => ({ workloads: [], types: /* @__PURE__ */ new Set(), readings });
    const statusCall = "config:DescribeConfigurationRecorderStatus";
    const queryCall = "config:SelectResourceConfig";
    const recordersCall = "config:DescribeConfigurationRecorders";
    const described = await reading(recordersCall, () => client.send(new sdk.DescribeConfigurationRecordersCommand({}), region.request));
    const recorders = described?.ConfigurationRecorders ?? [];
    if (recorders.length === 0) {
      const why = described === void 0 ? `${recordersCall} was not answered` : "AWS Config does not record";
      for (const source of [statusCall, queryCall])
        skip(source, `not asked: ${why}`);
      return none();
    }
    const states = await reading(statusCall, () => client.send(new sdk.DescribeConfigurationRecorderStatusCommand({}), region.request));
    const running = recorders.filter(({ name }) => states?.ConfigurationRecordersStatus?.some((state) => state.name === name && state.recording === true && state.lastStatus !== "Failure"));
    if (running.length === 0) {
      skip(queryCall, `not asked: ${states === void 0 ? `${statusCall} was not answered` : "AWS Config does not record"}`);
      return none();
    }
    const workloads = [];
    const shown = /* @__PURE__ */ new Set();
    const whole = await reading(queryCall, async (tally) => {
      const pages = readPages(tally, (NextToken) => client.send(new sdk.SelectResourceConfigCommand({ Expression: workloadQuery, Limit: 100, NextToken }), region.request), ({ NextToken }) => NextToken || void 0);
      for await (const { Results = [] } of pages) {
        for (const text of Results) {
          const item = parsed(text);
          const type = String(item?.resourceType);
          if (item === void 0 || !Object.hasOwn(workloadRoles, type) || typeof item.arn !== "string") {
            tally.malformed += 1;
            continue;
          }
          tally.entries += 1;
          shown.add(type);
          const workload = workloadOf({
            arn: item.arn,
            account: region.account,
            resourceType: type,
            name: String(item.resourceName ?? item.resourceId ?? item.arn),
            region: region.name,
            configuration: item.configuration
          }, workloadRoles[type]);
          if (workload !== void 0)
            workloads.push(workload);
        }
      }
      return true;
    });
    const all = [...shown].filter((type) => running.some((recorder) => recordsAtOnce(recorder, type)));
    return { workloads, types: new Set(whole === void 0 ? [] : all), readings };
  });
};

// ../../work/wt/exports/dist/connectors/aws/collect/workload-region.js
var regionOf = (session, name) => ({
  name,
  account: session.account,
  partition: session.caller.split(":")[1] ?? "aws",
  request: session.request,
  withClient: async (service, make, use) => {
    const client = session.open(service, name, make);
    try {
      return await use(client);
    } finally {
      client.destroy();
    }
  }
});
var fields = { roles: ["role"], profiles: ["profile"], state: "state" };
var listedWorkload = (region, resourceType, { arn, name, ...configuration }) => workloadOf({
  arn: arn ?? "",
  account: region.account,
  resourceType,
  name,
  region: region.name,
  configuration
}, fields);

// ../../work/wt/exports/dist/connectors/aws/collect/workload-lists.js
var mostDescribed = 100;
var projectsACall = 100;
var readAll = async (region, source, { ask, next, take }) => {
  const tally = { pages: 0, entries: 0, malformed: 0 };
  const { status, detail } = await tryReading(source, tally, async () => {
    for await (const page of readPages(tally, ask, (page2) => next(page2) || void 0))
      take(page);
    return void 0;
  });
  return { source, region: region.name, status, detail };
};
var describeEach = async (region, source, names, listed2, size, ask) => {
  const end = (status2, detail2) => ({
    source,
    region: region.name,
    status: status2,
    detail: detail2
  });
  if (listed2.status !== "complete" && names.length === 0) {
    return end("skipped", `not asked: ${listed2.source} gave nothing to ask for`);
  }
  const asked = names.slice(0, mostDescribed * size);
  const pieces = Array.from({ length: Math.ceil(asked.length / size) }, (_, index) => asked.slice(index * size, (index + 1) * size));
  const tally = { pages: 0, entries: 0, malformed: 0 };
  const { status, detail } = await tryReading(source, tally, () => askEach(pieces, source, ask));
  if (status !== "complete")
    return end(status, detail);
  if (asked.length < names.length) {
    return end("partial", `${asked.length} of ${names.length} were asked for, the newest first`);
  }
  if (listed2.status !== "complete")
    return end("partial", `${listed2.source} was cut off`);
  return end("complete", "");
};
var familyOf = (arn) => arn.slice(0, arn.lastIndexOf(":"));
var firstOfEachFamily = (arns) => {
  const seen = /* @__PURE__ */ new Set();
  const first = [];
  const rest = [];
  for (const arn of arns) {
    const family = familyOf(arn);
    (seen.has(family) ? rest : first).push(arn);
    seen.add(family);
  }
  return [...first, ...rest];
};
var ownArn = (region, service, kind, name) => name === void 0 ? void 0 : `arn:${region.partition}:${service}:${region.name}:${region.account}:${kind}/${name}`;
var gone = "terminated";
var workloadLists = [
  {
    // https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
    resourceType: "AWS::Lambda::Function",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-lambda");
      return region.withClient("lambda", (config) => new sdk.LambdaClient(config), async (client) => [
        await readAll(region, "lambda:ListFunctions", {
          ask: (Marker) => client.send(new sdk.ListFunctionsCommand({ MaxItems: 50, Marker }), region.request),
          next: ({ NextMarker }) => NextMarker,
          take: ({ Functions = [] }) => {
            for (const { FunctionArn: arn, FunctionName: name, Role: role, State: state } of Functions)
              put(listedWorkload(region, "AWS::Lambda::Function", { arn, name, role, state }));
          }
        })
      ]);
    }
  },
  {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
    resourceType: "AWS::EC2::Instance",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-ec2");
      return region.withClient("ec2", (config) => new sdk.EC2Client(config), async (client) => [
        await readAll(region, "ec2:DescribeInstances", {
          ask: (NextToken) => client.send(new sdk.DescribeInstancesCommand({ MaxResults: 1e3, NextToken }), region.request),
          next: ({ NextToken }) => NextToken,
          take: ({ Reservations = [] }) => {
            for (const instance of Reservations.flatMap(({ Instances = [] }) => Instances)) {
              const { InstanceId: name, State, IamInstanceProfile } = instance;
              if (State?.Name === gone)
                continue;
              const arn = ownArn(region, "ec2", "instance", name);
              const profile = IamInstanceProfile?.Arn;
              put(listedWorkload(region, "AWS::EC2::Instance", { arn, name, profile, state: State?.Name }));
            }
          }
        })
      ]);
    }
  },
  {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
    resourceType: "AWS::CloudFormation::Stack",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-cloudformation");
      return region.withClient("cloudformation", (config) => new sdk.CloudFormationClient(config), async (client) => [
        await readAll(region, "cloudformation:DescribeStacks", {
          ask: (NextToken) => client.send(new sdk.DescribeStacksCommand({ NextToken }), region.request),
          next: ({ NextToken }) => NextToken,
          take: ({ Stacks = [] }) => {
            for (const { StackId: arn, StackName: name, RoleARN: role, StackStatus: state } of Stacks)
              put(listedWorkload(region, "AWS::CloudFormation::Stack", { arn, name, role, state }));
          }
        })
      ]);
    }
  },
  {
    // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html
    resourceType: "AWS::CodeBuild::Project",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-codebuild");
      return region.withClient("codebuild", (config) => new sdk.CodeBuildClient(config), async (client) => {
        const names = [];
        const listed2 = await readAll(region, "codebuild:ListProjects", {
          ask: (nextToken2) => client.send(new sdk.ListProjectsCommand({ nextToken: nextToken2 }), region.request),
          next: ({ nextToken: nextToken2 }) => nextToken2,
          take: ({ projects = [] }) => {
            names.push(...projects);
          }
        });
        const ask = async (some) => {
          const command = new sdk.BatchGetProjectsCommand({ names: [...some] });
          const { projects = [] } = await client.send(command, region.request);
          for (const { arn, name, serviceRole, buildBatchConfig } of projects) {
            const role = [serviceRole, buildBatchConfig?.serviceRole];
            put(listedWorkload(region, "AWS::CodeBuild::Project", { arn, name, role }));
          }
        };
        const source = "codebuild:BatchGetProjects";
        return [listed2, await describeEach(region, source, names, listed2, projectsACall, ask)];
      });
    }
  },
  {
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
    resourceType: "AWS::ECS::TaskDefinition",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-ecs");
      return region.withClient("ecs", (config) => new sdk.ECSClient(config), async (client) => {
        const arns = [];
        const listed2 = await readAll(region, "ecs:ListTaskDefinitions", {
          ask: (nextToken2) => client.send(new sdk.ListTaskDefinitionsCommand({ status: "ACTIVE", sort: "DESC", nextToken: nextToken2 }), region.request),
          next: ({ nextToken: nextToken2 }) => nextToken2,
          take: ({ taskDefinitionArns = [] }) => {
            arns.push(...taskDefinitionArns);
          }
        });
        const ask = async ([taskDefinition = ""]) => {
          const command = new sdk.DescribeTaskDefinitionCommand({ taskDefinition });
          const { taskDefinition: found } = await client.send(command, region.request);
          const { taskDefinitionArn: arn, family: name, taskRoleArn: role, status: state } = found ?? {};
          put(listedWorkload(region, "AWS::ECS::TaskDefinition", { arn, name, role, state }));
        };
        const source = "ecs:DescribeTaskDefinition";
        return [listed2, await describeEach(region, source, firstOfEachFamily(arns), listed2, 1, ask)];
      });
    }
  },
  {
    // https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobs.html
    resourceType: "AWS::Glue::Job",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-glue");
      return region.withClient("glue", (config) => new sdk.GlueClient(config), async (client) => [
        await readAll(region, "glue:GetJobs", {
          ask: (NextToken) => client.send(new sdk.GetJobsCommand({ MaxResults: 200, NextToken }), region.request),
          next: ({ NextToken }) => NextToken,
          take: ({ Jobs = [] }) => {
            for (const { Name: name, Role: role } of Jobs) {
              const arn = ownArn(region, "glue", "job", name);
              put(listedWorkload(region, "AWS::Glue::Job", { arn, name, role }));
            }
          }
        })
      ]);
    }
  },
  {
    // https://docs.aws.amazon.com/glue/latest/webapi/API_GetDevEndpoints.html
    resourceType: "AWS::Glue::DevEndpoint",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-glue");
      return region.withClient("glue", (config) => new sdk.GlueClient(config), async (client) => [
        await readAll(region, "glue:GetDevEndpoints", {
          ask: (NextToken) => client.send(new sdk.GetDevEndpointsCommand({ MaxResults: 200, NextToken }), region.request),
          next: ({ NextToken }) => NextToken,
          take: ({ DevEndpoints = [] }) => {
            for (const { EndpointName: name, RoleArn: role, Status: state } of DevEndpoints) {
              const arn = ownArn(region, "glue", "devEndpoint", name);
              put(listedWorkload(region, "AWS::Glue::DevEndpoint", { arn, name, role, state }));
            }
          }
        })
      ]);
    }
  },
  {
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstance.html
    resourceType: "AWS::SageMaker::NotebookInstance",
    read: async (region, put) => {
      const sdk = await import("@aws-sdk/client-sagemaker");
      return region.withClient("sagemaker", (config) => new sdk.SageMakerClient(config), async (client) => {
        const names = [];
        const listed2 = await readAll(region, "sagemaker:ListNotebookInstances", {
          ask: (NextToken) => client.send(new sdk.ListNotebookInstancesCommand({ MaxResults: 100, NextToken }), region.request),
          next: ({ NextToken }) => NextToken,
          take: ({ NotebookInstances = [] }) => {
            names.push(...NotebookInstances.flatMap(({ NotebookInstanceName }) => NotebookInstanceName ?? []));
          }
        });
        const ask = async ([NotebookInstanceName]) => {
          const command = new sdk.DescribeNotebookInstanceCommand({ NotebookInstanceName });
          const found = await client.send(command, region.request);
          const { NotebookInstanceArn: arn, RoleArn: role, NotebookInstanceStatus: state } = found;
          const workload = { arn, name: NotebookInstanceName, role, state };
          put(listedWorkload(region, "AWS::SageMaker::NotebookInstance", workload));
        };
        const source = "sagemaker:DescribeNotebookInstance";
        return [listed2, await describeEach(region, source, names, listed2, 1, ask)];
      });
    }
  }
];

// ../../work/wt/exports/dist/connectors/aws/collect/workloads.js
var regionsCall = "ec2:DescribeRegions";
var firstCall = "config:SelectResourceConfig";
var regionsAtOnce = 4;
var byConfig = "AWS Config answered";
var findRegions = async (session, reader, wanted) => {
  const home = await session.iam.config.region();
  const sdk = await import("@aws-sdk/client-ec2");
  let enabled = [];
  const tally = { pages: 0, entries: 0, malformed: 0 };
  const { status, detail } = await tryReading(regionsCall, tally, () => regionOf(session, home).withClient("ec2", (config) => new sdk.EC2Client(config), async (client) => {
    const { Regions = [] } = await client.send(new sdk.DescribeRegionsCommand({}), session.request);
    enabled = Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
    return enabled.length > 0 ? void 0 : { status: "unsupported", detail: "no region was named" };
  }));
  await writeCoverage(reader, regionsCall, status, detail);
  if (status !== "complete") {
    return {
      names: wanted ?? [home],
      gap: `which regions are enabled is not known: ${regionsCall} ${status}`
    };
  }
  if (wanted === void 0)
    return { names: enabled, gap: void 0 };
  const names = enabled.filter((name) => wanted.includes(name));
  const gap = names.length < enabled.length ? `${names.length} of ${enabled.length} enabled regions were asked for (--aws-region)` : void 0;
  return { names, gap };
};
var mostNamed = 6;
var listed = (names) => names.length > mostNamed ? `${names.slice(0, mostNamed).join(", ")} and ${names.length - mostNamed} more` : names.join(", ");
var summary = (readings, gap) => {
  const byReason = Map.groupBy(readings, ({ status: status2, detail }) => `${status2}
${detail}`);
  const statuses = new Set(readings.map(({ status: status2 }) => status2));
  const reasons = [...byReason.values()].flatMap((alike) => {
    const { status: status2, detail } = alike[0];
    const where = listed(alike.map(({ region }) => region).sort());
    return status2 === "complete" && detail === "" ? [] : [`${where}: ${detail}`];
  });
  const [only] = statuses;
  const status = statuses.size === 1 && only !== void 0 ? only : "partial";
  const read = readings.filter((reading) => reading.status === "complete").length;
  const figures = `${read} of ${readings.length} ${readings.length === 1 ? "region" : "regions"} read`;
  return {
    status: status === "complete" && gap !== void 0 ? "partial" : status,
    detail: [...gap === void 0 ? [] : [gap], figures, ...reasons.sort()].join("; ")
  };
};
var readRegion = async (session, name, put) => {
  const region = regionOf(session, name);
  const config = await askConfig(region);
  const lists = workloadLists.filter(({ resourceType }) => !config.types.has(resourceType));
  const asked = new Set(lists.map(({ resourceType }) => resourceType));
  await put(config.workloads.filter(({ ResourceType }) => !asked.has(String(ResourceType))));
  const readings = await Promise.all(lists.map(async ({ read }) => {
    const found = [];
    const own = await read(region, (workload) => {
      if (workload !== void 0)
        found.push(workload);
    });
    const named = found.filter(({ Arn }) => Arn !== "");
    await put(named);
    const last = own.at(-1);
    if (named.length === found.length || last.status !== "complete")
      return own;
    const detail = `${found.length - named.length} entries without a name were left out`;
    return [...own.slice(0, -1), { ...last, status: "partial", detail }];
  }));
  const answered = workloadLists.filter(({ resourceType }) => config.types.has(resourceType)).map(({ resourceType }) => {
    const source = workloadSources[resourceType] ?? firstCall;
    return { source, region: name, status: "complete", detail: byConfig };
  });
  return [...config.readings, ...readings.flat(), ...answered];
};
var skipWorkloads = (reader, why) => writeCoverage(reader, firstCall, "skipped", why);
var readWorkloads = async (session, reader, options) => {
  const { names, gap } = await findRegions(session, reader, options.regions);
  if (names.length === 0)
    return skipWorkloads(reader, "none of the regions asked for is enabled here");
  const tally = { pages: 0, entries: 0, malformed: 0 };
  const put = async (workloads) => {
    for (const workload of workloads)
      await putRecord(reader, tally, "aws.workload", workload);
    reader.progress(firstCall, tally.entries);
  };
  const limit = pLimit(regionsAtOnce);
  const readings = await Promise.all(names.map((name) => limit(() => readRegion(session, name, put))));
  const bySource = Map.groupBy(readings.flat(), ({ source }) => source);
  for (const call of awsCalls) {
    const source = callId(call);
    if (call.part !== "workloads" || source === regionsCall)
      continue;
    const own = bySource.get(source);
    const { status, detail } = own === void 0 ? { status: "skipped", detail: `not asked: ${byConfig} in all regions` } : summary(own, gap);
    await writeCoverage(reader, source, status, detail);
  }
};

// ../../work/wt/exports/dist/connectors/aws/collect/account.js
var skipAccount = async (reader, why, but) => {
  for (const call of awsCalls) {
    if (call.part !== "account" || but.includes(callId(call)))
      continue;
    await writeCoverage(reader, callId(call), "skipped", why);
  }
};
var collectAccount = async (session, reader, clock, entry, workloads) => {
  const tally = { pages: 0, entries: 0, malformed: 0 };
  await putRecord(reader, tally, "aws.caller", { Account: session.account, Arn: session.caller });
  const { outcome, users, codeCommit } = await readAuthorizationDetails(session, reader);
  if (outcome.status !== "complete" && outcome.pages === 0) {
    const first = "iam:GetAccountAuthorizationDetails";
    await putRecord(reader, tally, "aws.account", { Id: session.account, ...entry });
    await skipAccount(reader, `not asked: ${first} gave nothing to analyse`, [first]);
    await skipWorkloads(reader, `not asked: ${first} gave nothing to analyse`);
    return "skipped";
  }
  const credentials = async () => {
    const report = await readCredentialReport(session, reader, clock);
    await Promise.all([
      readAccessKeys(session, reader, users, report),
      readSigningCertificates(session, reader, users, report)
    ]);
  };
  const name = async () => {
    const Alias = await readAccountAlias(session, reader);
    await putRecord(reader, tally, "aws.account", {
      Id: session.account,
      ...entry,
      ...Alias === void 0 ? {} : { Alias }
    });
  };
  await Promise.all([
    credentials(),
    name(),
    readServiceSpecificCredentials(session, reader, users),
    readSshKeys(session, reader, users, codeCommit),
    readOidcProviders(session, reader),
    readSamlProviders(session, reader),
    readAccountSummary(session, reader),
    readOutboundFederation(session, reader),
    readDelegationRequests(session, reader),
    workloads === void 0 ? skipWorkloads(reader, "not asked for; --aws-workloads reads what runs as which role") : readWorkloads(session, reader, workloads)
  ]);
  return outcome.status;
};

// ../../work/wt/exports/dist/connectors/aws/collect/guardrails.js
var types2 = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];
var readGuardrails = async (session, reader, enabled) => {
  const { organizations, sdk, request } = session;
  const wanted = types2.filter((type) => enabled?.includes(type) ?? true);
  const policies = [];
  const listed2 = await readSource(reader, "organizations:ListPolicies", async (tally2) => {
    if (wanted.length === 0)
      return "neither service nor resource control policies are enabled";
    for (const Filter of wanted) {
      const pages = organizationPages(tally2, (token) => organizations.send(new sdk.organizations.ListPoliciesCommand({ Filter, ...token }), request));
      for await (const page of pages)
        policies.push(...page.Policies ?? []);
    }
    tally2.entries = policies.length;
    return void 0;
  });
  const unlisted = { status: "skipped", detail: "the list of policies could not be read" };
  const texts = /* @__PURE__ */ new Map();
  const ids = policies.flatMap(({ Id }) => Id ?? []);
  const described = await readSource(reader, "organizations:DescribePolicy", async (tally2) => {
    if (listed2.status !== "complete")
      return unlisted;
    return askEach(ids, "organizations:DescribePolicy", async (PolicyId) => {
      const { Policy } = await organizations.send(new sdk.organizations.DescribePolicyCommand({ PolicyId }), request);
      texts.set(PolicyId, decodeDocument(Policy?.Content));
      tally2.entries += 1;
    });
  });
  const targets = /* @__PURE__ */ new Map();
  const targeted = await readSource(reader, "organizations:ListTargetsForPolicy", async (tally2) => {
    if (listed2.status !== "complete")
      return unlisted;
    return askEach(ids, "organizations:ListTargetsForPolicy", async (PolicyId) => {
      const own = { pages: 0, entries: 0, malformed: 0 };
      const found = [];
      const pages = organizationPages(own, (token) => organizations.send(new sdk.organizations.ListTargetsForPolicyCommand({ PolicyId, ...token }), request));
      for await (const page of pages) {
        for (const { TargetId } of page.Targets ?? [])
          if (TargetId !== void 0)
            found.push(TargetId);
      }
      targets.set(PolicyId, found);
      tally2.entries += 1;
    });
  });
  if ([listed2, described, targeted].some(({ status }) => status !== "complete"))
    return;
  const tally = { pages: 0, entries: 0, malformed: 0 };
  for (const { Id = "", Arn, Name, Type } of policies) {
    if (!texts.has(Id) || !targets.has(Id))
      continue;
    await putRecord(reader, tally, "aws.organization-policy", {
      Id,
      Arn,
      Name,
      Type,
      Content: texts.get(Id),
      Targets: targets.get(Id)
    });
  }
};

// ../../work/wt/exports/dist/connectors/aws/collect/organization.js
var parentByPath = (path) => path?.split("/").filter((part) => /^(ou|r)-/.test(part)).at(-1);
var readRoots = async (session, reader) => {
  const { organizations, sdk, request } = session;
  const roots = [];
  const outcome = await readSource(reader, "organizations:ListRoots", async (tally) => {
    const pages = organizationPages(tally, (token) => organizations.send(new sdk.organizations.ListRootsCommand(token), request));
    for await (const page of pages) {
      for (const { Id, PolicyTypes } of page.Roots ?? []) {
        const enabled = (PolicyTypes ?? []).filter(({ Status }) => Status === "ENABLED");
        if (Id !== void 0)
          roots.push({ id: Id, enabled: enabled.flatMap(({ Type }) => Type ?? []) });
      }
    }
    return void 0;
  });
  return { roots, outcome };
};
var readUnits = async (session, reader, roots, rooted) => {
  const { organizations, sdk, request } = session;
  const source = "organizations:ListOrganizationalUnitsForParent";
  const units = [];
  await readSource(reader, source, async (tally) => {
    if (!rooted)
      return { status: "skipped", detail: "the root of the organisation could not be read" };
    let level = roots.map(({ id }) => id);
    while (level.length > 0) {
      const below = [];
      const said = await askEach(level, source, async (ParentId) => {
        const own = { pages: 0, entries: 0, malformed: 0 };
        const pages = organizationPages(own, (token) => organizations.send(new sdk.organizations.ListOrganizationalUnitsForParentCommand({ ParentId, ...token }), request));
        for await (const page of pages) {
          for (const { Id, Name } of page.OrganizationalUnits ?? []) {
            await putRecord(reader, tally, "aws.organizational-unit", { Id, Name, ParentId });
            if (Id !== void 0)
              below.push(Id);
          }
        }
      });
      units.push(...below);
      if (said !== void 0) {
        if (typeof said === "string" || tally.entries === 0)
          return said;
        return { status: "partial", detail: `${tally.entries} units read: ${said.detail}` };
      }
      level = below;
    }
    return void 0;
  });
  return units;
};
var ofSomeAccounts = ({ byId, whole }) => {
  if (whole)
    return;
  if (byId.size === 0)
    return { status: "skipped", detail: "the list of accounts could not be read" };
  return { status: "partial", detail: `asked for the ${byId.size} accounts that could be listed` };
};
var readAccounts = async (session, reader, organization) => {
  const { organizations, sdk, request } = session;
  const accounts = /* @__PURE__ */ new Map();
  const { status } = await readSource(reader, "organizations:ListAccounts", async (tally) => {
    const pages = organizationPages(tally, (token) => organizations.send(new sdk.organizations.ListAccountsCommand(token), request));
    for await (const page of pages) {
      for (const { Id, Name, State, Status, Paths } of page.Accounts ?? []) {
        if (Id === void 0)
          continue;
        const ParentId = parentByPath(Paths?.[0]);
        accounts.set(Id, {
          Id,
          Name,
          // AWS retires `Status` in favour of `State`.
          // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
          Status: State ?? Status,
          ParentId,
          OrganizationId: organization
        });
      }
      tally.entries = accounts.size;
    }
    return void 0;
  });
  return { byId: accounts, whole: status === "complete" };
};
var readParents = async (session, reader, accounts, parents) => {
  const { organizations, sdk, request } = session;
  const source = "organizations:ListAccountsForParent";
  const homeless = () => [...accounts.byId.values()].filter(({ ParentId }) => ParentId === void 0).length;
  await readSource(reader, source, async () => {
    const said = await askEach(parents, source, async (ParentId) => {
      if (homeless() === 0)
        return;
      const own = { pages: 0, entries: 0, malformed: 0 };
      const pages = organizationPages(own, (token) => organizations.send(new sdk.organizations.ListAccountsForParentCommand({ ParentId, ...token }), request));
      for await (const page of pages) {
        for (const { Id } of page.Accounts ?? []) {
          const known = Id === void 0 ? void 0 : accounts.byId.get(Id);
          if (known !== void 0)
            accounts.byId.set(known.Id, { ...known, ParentId });
        }
      }
    });
    const missing = homeless();
    if (said !== void 0 || missing === 0)
      return said ?? ofSomeAccounts(accounts);
    return { status: "partial", detail: `the unit of ${missing} accounts could not be told` };
  });
};
var readTags = async (session, reader, accounts) => {
  const { organizations, sdk, request } = session;
  const source = "organizations:ListTagsForResource";
  const active = [...accounts.byId.values()].filter(({ Status }) => Status === "ACTIVE").map(({ Id }) => Id);
  await readSource(reader, source, async () => {
    const said = await askEach(active, source, async (ResourceId) => {
      const own = { pages: 0, entries: 0, malformed: 0 };
      const tags = [];
      const pages = organizationPages(own, (token) => organizations.send(new sdk.organizations.ListTagsForResourceCommand({ ResourceId, ...token }), request));
      for await (const page of pages) {
        for (const { Key, Value } of page.Tags ?? [])
          tags.push({ Key: Key ?? "", Value: Value ?? "" });
      }
      const entry = accounts.byId.get(ResourceId);
      if (entry !== void 0)
        accounts.byId.set(ResourceId, { ...entry, Tags: tags });
    });
    return said ?? ofSomeAccounts(accounts);
  });
};
var readDelegations = async (session, reader) => {
  const { organizations, sdk, request } = session;
  const accounts = [];
  const { status } = await readSource(reader, "organizations:ListDelegatedAdministrators", async (tally) => {
    const pages = organizationPages(tally, (token) => organizations.send(new sdk.organizations.ListDelegatedAdministratorsCommand(token), request));
    for await (const page of pages) {
      for (const { Id } of page.DelegatedAdministrators ?? [])
        if (Id !== void 0)
          accounts.push(Id);
    }
    tally.entries = accounts.length;
    return void 0;
  });
  const source = "organizations:ListDelegatedServicesForAccount";
  await readSource(reader, source, async (tally) => {
    const said = await askEach(accounts, source, async (Id) => {
      const own = { pages: 0, entries: 0, malformed: 0 };
      const Services = [];
      const pages = organizationPages(own, (token) => organizations.send(new sdk.organizations.ListDelegatedServicesForAccountCommand({ AccountId: Id, ...token }), request));
      for await (const page of pages) {
        for (const { ServicePrincipal } of page.DelegatedServices ?? [])
          if (ServicePrincipal !== void 0)
            Services.push(ServicePrincipal);
      }
      await putRecord(reader, tally, "aws.delegated-administrator", { Id, Services: Services.sort() });
    });
    if (said !== void 0 || status === "complete")
      return said;
    return { status: "skipped", detail: "the list of delegated administrators could not be read" };
  });
};
var readOrganization = async (session, emit, progress, isBetterKnown) => {
  const { organizations, sdk, request } = session;
  const items = [];
  const own = { scope: session.account, emit, progress };
  const source = "organizations:DescribeOrganization";
  let about;
  let alone = false;
  try {
    const answer = await organizations.send(new sdk.organizations.DescribeOrganizationCommand({}), request);
    about = answer.Organization;
  } catch (error) {
    alone = error instanceof sdk.organizations.AWSOrganizationsNotInUseException;
    if (!alone)
      await readSource(own, source, () => Promise.reject(error));
  }
  if (alone)
    await writeCoverage(own, source, "complete", "the account belongs to no organisation");
  const Id = about?.Id;
  if (about === void 0 || Id === void 0) {
    if (about !== void 0)
      await writeCoverage(own, source, "unsupported", "the answer names no organisation");
    return;
  }
  const statuses = [];
  const reader = {
    scope: Id,
    progress,
    emit: async (item) => {
      items.push(item);
      if ("status" in item)
        statuses.push(item.status);
    }
  };
  await writeCoverage(reader, source, "complete", "");
  let accounts = { byId: /* @__PURE__ */ new Map(), whole: false };
  let roots = [];
  if (!isBetterKnown(Id)) {
    const read = await readRoots(session, reader);
    const rooted = read.outcome.status === "complete";
    roots = read.roots;
    const [units, listed2] = await Promise.all([
      readUnits(session, reader, roots, rooted),
      readAccounts(session, reader, Id)
    ]);
    accounts = listed2;
    await readParents(session, reader, accounts, [...roots.map(({ id }) => id), ...units]);
    await readTags(session, reader, accounts);
    await readDelegations(session, reader);
    await readGuardrails(session, reader, rooted ? roots.flatMap(({ enabled }) => enabled) : void 0);
  }
  const Roots = roots.map(({ id, enabled }) => ({ Id: id, EnabledPolicyTypes: enabled }));
  const record = toRecord("aws.organization", Id, { ...about, ...Roots.length === 0 ? {} : { Roots } });
  return {
    id: Id,
    managementAccount: about.MasterAccountId,
    accounts: accounts.byId,
    items: record === void 0 ? items : [record, ...items],
    complete: statuses.filter((status) => status === "complete").length,
    whole: statuses.every((status) => status === "complete")
  };
};

// ../../work/wt/exports/dist/connectors/aws/collect/guard.js
var guard = (client, { service, limit, onCall }) => {
  const stack = client.middlewareStack;
  const operationOf = (context) => (context.commandName ?? "").replace(/Command$/, "");
  stack.add((next, context) => async (input) => {
    const id = callId({ service, operation: operationOf(context) });
    if (awsCall(id) === void 0) {
      throw Object.assign(new Error(`read-only guard: ${id} is not among the calls of this scanner; nothing was sent`), {
        name: "ReadOnlyViolation"
      });
    }
    return limit(() => next(input));
  }, { step: "initialize", priority: "high", name: "nhiAuditReadOnlyGuard" });
  stack.add(
    (next, context) => async (input) => {
      const operation = operationOf(context);
      onCall?.(callId({ service, operation }));
      const result = await next(input);
      return { ...result, response: await checkAnswer(service, operation, result.response) };
    },
    // Next to the wire: once for each attempt, and before the SDK reads the answer.
    { step: "deserialize", priority: "low", name: "nhiAuditAnswerCheck" }
  );
  return client;
};

// ../../work/wt/exports/dist/connectors/aws/collect/session.js
var loadSdk = async () => {
  const [iam, organizations, sts] = await Promise.all([
    import("@aws-sdk/client-iam"),
    import("@aws-sdk/client-organizations"),
    import("@aws-sdk/client-sts")
  ]);
  return { iam, organizations, sts };
};
var maxAttempts = 8;
var callsAtOnce = 4;
var regionalCallsAtOnce = 12;
var defaultRegion = "us-east-1";
var openSession = (options, region, credentials) => {
  const { sdk, signal, profile, onCall, retryStrategy } = options;
  const limit = pLimit(callsAtOnce);
  const regionalLimit = pLimit(regionalCallsAtOnce);
  const config = {
    region,
    maxAttempts,
    retryMode: "adaptive",
    ...retryStrategy === void 0 ? {} : { retryStrategy },
    // A page of 1,000 roles takes AWS several seconds. A connection that is silent for two minutes is dead.
    requestHandler: { connectionTimeout: 1e4, socketTimeout: 12e4 }
  };
  const watch = (client, service) => guard(client, { service, limit, onCall });
  const own = credentials === void 0 ? profile === void 0 ? {} : { profile } : { credentials };
  const iam = new sdk.iam.IAMClient({ ...config, ...own });
  const shared = { ...config, credentials: iam.config.credentials };
  return {
    sdk,
    iam: watch(iam, "iam"),
    organizations: watch(new sdk.organizations.OrganizationsClient(shared), "organizations"),
    sts: watch(new sdk.sts.STSClient(shared), "sts"),
    open: (service, own2, make) => guard(make({ ...shared, region: own2 }), { service, limit: regionalLimit, onCall }),
    request: { abortSignal: signal }
  };
};
var resolveRegion = async (options) => {
  if (options.region !== void 0)
    return options.region;
  const { profile, sdk } = options;
  const probe = new sdk.sts.STSClient(profile === void 0 ? {} : { profile });
  return probe.config.region().catch(() => defaultRegion);
};
var openBaseSession = async (options) => {
  const session = openSession(options, await resolveRegion(options));
  const identity = await session.sts.send(new session.sdk.sts.GetCallerIdentityCommand({}), session.request);
  return { ...session, account: identity.Account ?? "", caller: identity.Arn ?? "" };
};
var openRoleSession = async (options, base, role) => {
  const { sts } = options.sdk;
  const assume = async () => {
    const answer = await base.sts.send(new sts.AssumeRoleCommand({
      RoleArn: role.arn,
      RoleSessionName: "nhi-audit",
      // The role may be an administrator (OrganizationAccountAccessRole is); the session is not.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
      Policy: JSON.stringify(awsPermissions()),
      ...role.externalId === void 0 ? {} : { ExternalId: role.externalId }
    }), base.request);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
    if (AccessKeyId === void 0 || SecretAccessKey === void 0 || answer.AssumedRoleUser?.Arn === void 0) {
      throw Object.assign(new Error("AssumeRole gave no credentials"), { name: "CredentialsProviderError" });
    }
    return {
      caller: answer.AssumedRoleUser.Arn,
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        ...SessionToken === void 0 ? {} : { sessionToken: SessionToken },
        ...Expiration === void 0 ? {} : { expiration: Expiration }
      }
    };
  };
  const first = await assume();
  let unused = first;
  const session = openSession(options, await base.iam.config.region(), async () => {
    const { credentials } = unused ?? await assume();
    unused = void 0;
    return credentials;
  });
  return { ...session, account: accountOf(role.arn) ?? "", caller: first.caller };
};
var accountOf = (arn) => /^arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):/.exec(arn)?.[1];

// ../../work/wt/exports/dist/connectors/aws/collect/usage.js
var generating = "iam:GenerateServiceLastAccessedDetails";
var getting = "iam:GetServiceLastAccessedDetails";
var callsEach = 2;
var jobsAtOnce = 4;
var outOfBudget = /* @__PURE__ */ Symbol("out of budget");
var readUsage = async (session, reader, clock, { arns, whole: allKnown }, budget) => {
  const { iam, sdk, request } = session;
  const tally = { pages: 0, entries: 0, malformed: 0 };
  let asked = 0;
  const failures = /* @__PURE__ */ new Map();
  const spend = () => {
    if (budget.left < 1)
      throw outOfBudget;
    budget.left -= 1;
  };
  const start = async (Arn) => {
    const command = new sdk.iam.GenerateServiceLastAccessedDetailsCommand({
      Arn,
      Granularity: "SERVICE_LEVEL"
    });
    const { JobId } = await iam.send(command, request);
    if (JobId === void 0)
      throw answerFault("no job id was given");
    return JobId;
  };
  const finish = async (JobId) => {
    const services = [];
    const seen = /* @__PURE__ */ new Set();
    let Marker;
    const [firstDelay = 0, ...delays] = pollDelays;
    await clock.sleep(firstDelay);
    let paid = true;
    for (; ; ) {
      if (!paid)
        spend();
      paid = false;
      const page = await iam.send(new sdk.iam.GetServiceLastAccessedDetailsCommand({
        JobId,
        MaxItems: 1e3,
        ...Marker === void 0 ? {} : { Marker }
      }), request);
      if (page.JobStatus === "FAILED")
        throw answerFault(`the job failed: ${page.Error?.Code ?? "no reason given"}`);
      if (page.JobStatus !== "COMPLETED") {
        const delay = delays.shift();
        if (delay === void 0)
          throw answerFault("AWS did not finish the job within a minute");
        await clock.sleep(delay);
        continue;
      }
      services.push(...page.ServicesLastAccessed ?? []);
      if (page.IsTruncated !== true)
        return { services, JobCompletionDate: page.JobCompletionDate };
      if (!page.Marker || seen.has(page.Marker))
        throw answerFault("the pages lead nowhere");
      Marker = page.Marker;
      seen.add(Marker);
    }
  };
  const attempt = async (call, run) => {
    try {
      return await run();
    } catch (error) {
      if (error === outOfBudget)
        return;
      const known = asApiError(error);
      if (known === void 0)
        throw error;
      failures.set(call, describeFailure(known, call));
      return;
    }
  };
  const readOne = async (Arn) => {
    if (budget.left < callsEach || failures.size > 0 && tally.entries === 0)
      return;
    budget.left -= callsEach;
    asked += 1;
    const job = await attempt(generating, () => start(Arn));
    const done = job === void 0 ? void 0 : await attempt(getting, () => finish(job));
    if (done === void 0)
      return;
    const { services: ServicesLastAccessed, JobCompletionDate } = done;
    await putRecord(reader, tally, "aws.service-last-accessed", {
      Arn,
      JobCompletionDate,
      ServicesLastAccessed
    });
    reader.progress(getting, tally.entries);
  };
  const [first, ...others] = arns;
  if (first !== void 0)
    await readOne(first);
  const limit = pLimit(jobsAtOnce);
  await Promise.all(others.map((arn) => limit(() => readOne(arn))));
  const read = tally.entries === arns.length;
  const whole = read && allKnown;
  const started = failures.get(generating);
  const status = whole ? "complete" : tally.entries > 0 || read ? "partial" : void 0;
  const figures = `${tally.entries} of ${arns.length} privileged identities read`;
  await writeCoverage(reader, generating, started === void 0 ? "complete" : status ?? started.status, started?.reason ?? "");
  const failure = failures.get(getting) ?? started;
  const reason = failure?.reason ?? (read ? "chosen from those identities of the account that could be read" : "the call budget was used up; raise it to read more");
  await writeCoverage(reader, getting, status ?? failure?.status ?? "partial", whole ? figures : `${figures}, ${asked} asked for: ${reason}`);
};

// ../../work/wt/exports/dist/connectors/aws/collect/index.js
var accountsAtOnce = 4;
var queueLength = 512;
var defaultRoleName = "OrganizationAccountAccessRole";
var organizationTries = 3;
var firstCall2 = "iam:GetAccountAuthorizationDetails";
var checkRegions = (regions) => {
  const wrong = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region));
  if (wrong === void 0)
    return;
  const remedy = "Give a region as AWS names it, for instance eu-west-1.";
  throw new InputError("this is not the name of a region", `AWS region ${JSON.stringify(wrong)}`, remedy);
};
var checkRoles = (roles) => {
  const seen = /* @__PURE__ */ new Set();
  for (const { arn } of roles) {
    const account = accountOf(arn);
    if (account === void 0 || !/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(arn)) {
      const remedy = "Give the full ARN, for instance arn:aws:iam::111122223333:role/nhi-audit.";
      throw new InputError("this is not the ARN of an IAM role", `AWS role ${JSON.stringify(arn)}`, remedy);
    }
    if (seen.has(account)) {
      throw new InputError(`two roles of account ${account} are given`, `AWS role ${JSON.stringify(arn)}`, "Give one role for each account.");
    }
    seen.add(account);
  }
};
var readerOf = ({ options, emit }, scope) => ({
  scope,
  emit,
  progress: (source, count2) => options.onProgress?.({ connector: "aws", scope, source, count: count2 })
});
var sayClosed = async (run, scope, source, error) => {
  const known = asApiError(error);
  if (known === void 0)
    throw error;
  const reader = readerOf(run, scope);
  const { status, reason } = describeFailure(known, source);
  const lost = awsCalls.filter(({ part }) => part === "account").flatMap(({ gives }) => gives);
  await writeCoverage(reader, source, status, reason, [...new Set(lost)]);
  await skipAccount(reader, `not asked: ${source} gave no way in`, []);
};
var openRole = async (run, base, role) => {
  const account = accountOf(role.arn) ?? "";
  try {
    const session = await openRoleSession(run.sessions, base, role);
    await writeCoverage(readerOf(run, account), "sts:AssumeRole", "complete", "");
    return session;
  } catch (error) {
    await sayClosed(run, account, "sts:AssumeRole", error);
    return;
  }
};
var openRoles = async (run, base, roles) => {
  const limit = pLimit(accountsAtOnce);
  const opened = await Promise.all(roles.map((role) => limit(() => openRole(run, base, role))));
  return opened.filter((session) => session !== void 0);
};
var readOrganizations = async (run, sessions) => {
  const best = /* @__PURE__ */ new Map();
  const tries2 = /* @__PURE__ */ new Map();
  for (const session of sessions) {
    const readings = [...best.values()];
    if (readings.some(({ accounts, whole }) => whole && accounts.has(session.account)))
      continue;
    const progress = (scope) => readerOf(run, scope).progress;
    const reading = await readOrganization(session, run.emit, progress(session.account), (id) => {
      const known = best.get(id);
      if (known === void 0)
        return false;
      const mayKnowMore = known.managementAccount === session.account || (tries2.get(id) ?? 0) < organizationTries;
      return known.whole || !mayKnowMore;
    });
    if (reading === void 0)
      continue;
    tries2.set(reading.id, (tries2.get(reading.id) ?? 0) + 1);
    if (reading.complete > (best.get(reading.id)?.complete ?? 0))
      best.set(reading.id, reading);
  }
  for (const reading of best.values())
    for (const item of reading.items)
      await run.emit(item);
  return [...best.values()];
};
var rolesOf = async (run, base, accounts) => {
  const partition = base.caller.split(":")[1] ?? "aws";
  const name = run.options.organizationRoleName ?? defaultRoleName;
  const given = new Map((run.options.roles ?? []).map((role) => [accountOf(role.arn), role]));
  const roles = [];
  for (const { Id, Status } of accounts.values()) {
    if (Id === base.account || given.has(Id))
      continue;
    if (Status === "ACTIVE")
      roles.push({ arn: `arn:${partition}:iam::${Id}:role/${name}` });
    else
      await skipAccount(readerOf(run, Id), `not asked: the account is ${Status ?? "of unknown state"}`, []);
  }
  return roles;
};
var collectUsage = async (run, collected, records) => {
  const { usage } = run.options;
  const source = "iam:GetServiceLastAccessedDetails";
  const chosen = usage?.choose(records) ?? [];
  const budget = { left: usage?.budget ?? 0 };
  for (const { session, status } of collected) {
    const reader = readerOf(run, session.account);
    if (status !== "complete" && status !== "partial") {
      await writeCoverage(reader, source, "skipped", `not asked: ${firstCall2} gave nothing to analyse`);
      continue;
    }
    if (usage === void 0) {
      await writeCoverage(reader, source, "skipped", "not asked for; --aws-usage reads it for privileged identities");
      continue;
    }
    const own = chosen.filter((arn) => accountOf(arn) === session.account);
    await readUsage(session, reader, run.clock, { arns: own, whole: status === "complete" }, budget);
  }
};
var collect = async (run) => {
  const { options } = run;
  checkRoles(options.roles ?? []);
  checkRegions(options.workloads?.regions ?? []);
  let base;
  try {
    base = await openBaseSession(run.sessions);
  } catch (error) {
    return sayClosed(run, "*", "sts:GetCallerIdentity", error);
  }
  const records = [];
  const keeping = {
    ...run,
    emit: async (item) => {
      if (options.usage !== void 0 && "record" in item)
        records.push(item);
      await run.emit(item);
    }
  };
  await writeCoverage(readerOf(run, base.account), "sts:GetCallerIdentity", "complete", "");
  const scansBase = options.organization === true || (options.roles ?? []).length === 0;
  const entered = await openRoles(run, base, options.roles ?? []);
  let sessions = scansBase ? [base, ...entered.filter(({ account }) => account !== base.account)] : entered;
  const organizations = await readOrganizations(keeping, sessions);
  const entries = new Map(organizations.flatMap(({ accounts }) => [...accounts]));
  if (options.organization === true) {
    sessions = [...sessions, ...await openRoles(run, base, await rolesOf(run, base, entries))];
  }
  const limit = pLimit(accountsAtOnce);
  const collected = await Promise.all(sessions.map((session) => limit(async () => {
    const reader = readerOf(keeping, session.account);
    return {
      session,
      status: await collectAccount(session, reader, run.clock, entries.get(session.account), options.workloads)
    };
  })));
  const scanned = new Set(sessions.map(({ account }) => account));
  for (const entry of entries.values()) {
    if (scanned.has(entry.Id))
      continue;
    const record = toRecord("aws.account", entry.Id, entry);
    if (record !== void 0)
      await keeping.emit(record);
  }
  for (const { id, accounts } of organizations) {
    const left = [...accounts.keys()].filter((account) => !scanned.has(account)).length;
    if (left === 0 || options.organization === true)
      continue;
    const detail = `${left} of ${accounts.size} accounts of the organisation were not asked for; --aws-organization scans all`;
    await writeCoverage(readerOf(run, id), firstCall2, "skipped", detail, []);
  }
  await collectUsage(run, collected, records);
};
var collectAws = async function* (options) {
  const stop = new AbortController();
  const signal = options.signal === void 0 ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  signal.throwIfAborted();
  const channel = createChannel(queueLength, signal);
  const sleep = options.sleep ?? ((milliseconds, abort) => wait(milliseconds, void 0, { signal: abort }));
  const work = loadSdk().then((sdk) => collect({
    options,
    emit: channel.put,
    clock: {
      now: options.now ?? (() => /* @__PURE__ */ new Date()),
      sleep: (milliseconds) => sleep(milliseconds, signal)
    },
    sessions: {
      sdk,
      signal,
      profile: options.profile,
      region: options.region,
      onCall: options.onCall,
      retryStrategy: options.retryStrategy
    }
  })).then(channel.close, channel.fail);
  try {
    yield* channel;
  } finally {
    stop.abort();
    await work;
  }
};
export {
  collectAws
};
