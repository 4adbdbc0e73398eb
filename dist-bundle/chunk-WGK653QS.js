import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  arnParts,
  meaningOf
} from "./chunk-K6EXC6QL.js";
import {
  actionsOf,
  awsServices,
  commonExample,
  compileActions,
  compileWildcard,
  hasBit,
  hasWildcard,
  literalQuestionMark,
  literalStar,
  sensitivityOf,
  sharesOf,
  unescapeLiterals
} from "./chunk-F7VR3VHA.js";
import {
  accountAndType,
  arrangeWorkloads,
  awsRecords,
  credentialReportRowSchema,
  groupSchema,
  isObject,
  knownWorkloadTypes,
  parse,
  policySchema,
  recordMaker,
  roleSchema,
  textOf,
  userSchema,
  workloadOf,
  workloadRoles
} from "./chunk-DAFUAEZY.js";
import {
  deepestNesting,
  nestsTooDeep
} from "./chunk-IWTHPBDI.js";
import {
  membershipTechnique
} from "./chunk-ICMVDIAD.js";
import {
  nearest
} from "./chunk-LOM54WWJ.js";
import {
  levelName,
  levelRank
} from "./chunk-QBHZ65C6.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";

// ../../work/wt/exports/dist/src/exports/json-cursor.js
import { isUtf8 } from "node:buffer";

// ../../work/wt/exports/dist/src/exports/place.js
var placeIn = ({ name, where }, offset, part2) => [name, ...part2 === void 0 ? [] : [part2], where?.(offset) ?? `byte ${offset}`].join(", ");

// ../../work/wt/exports/dist/src/exports/json-cursor.js
var largestValue = 128 * 1024 * 1024;
var quote = 34;
var comma = 44;
var colon = 58;
var backslash = 92;
var openList = 91;
var letterN = 110;
var closeList = 93;
var openObject = 123;
var closeObject = 125;
var endOfFile = -1;
var isSpace = (byte) => byte === 32 || byte === 10 || byte === 13 || byte === 9;
var meaning = new Uint8Array(256);
meaning[quote] = 1;
meaning[openList] = meaning[openObject] = 2;
meaning[closeList] = meaning[closeObject] = 3;
var longestRun = 128 * 1024;
var bufferOf = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
var openCursor = (file, remake) => {
  const chunks = file.chunks()[Symbol.iterator]();
  let chunk = new Uint8Array(0);
  let at2 = 0;
  let before = 0;
  let kept = [];
  let keptBytes = 0;
  let keepFrom = -1;
  const fail = (what, place = before + at2) => {
    throw new InputError(what, placeIn(file, place), remake);
  };
  const failAtEnd = () => fail("the file ends in the middle: it was cut short");
  const nextChunk = () => {
    if (keepFrom >= 0) {
      kept.push(chunk.subarray(keepFrom));
      keptBytes += chunk.length - keepFrom;
      if (keptBytes > largestValue)
        fail("one element is larger than 128 MiB");
      keepFrom = 0;
    }
    before += chunk.length;
    at2 = 0;
    do {
      const next = chunks.next();
      if (next.done === true) {
        chunk = new Uint8Array(0);
        return false;
      }
      chunk = next.value;
    } while (chunk.length === 0);
    return true;
  };
  const offset = () => before + at2;
  const peek = () => at2 < chunk.length || nextChunk() ? chunk[at2] : endOfFile;
  const peekToken = () => {
    let byte = peek();
    while (isSpace(byte)) {
      at2 += 1;
      byte = peek();
    }
    return byte;
  };
  const skipContainer = () => {
    let depth = 0;
    let inString = false;
    let escaped = false;
    for (; ; ) {
      const bytes = chunk;
      const end = bytes.length;
      let i = at2;
      while (i < end) {
        if (inString) {
          if (escaped) {
            escaped = false;
            i += 1;
            continue;
          }
          let byte = 0;
          while (i < end) {
            byte = bytes[i];
            if (byte === quote || byte === backslash)
              break;
            i += 1;
          }
          if (i === end)
            break;
          if (byte === quote)
            inString = false;
          else
            escaped = true;
          i += 1;
          continue;
        }
        const means2 = meaning[bytes[i]];
        i += 1;
        if (means2 === 0)
          continue;
        if (means2 === 1) {
          inString = true;
        } else if (means2 === 2) {
          depth += 1;
          if (depth > deepestNesting) {
            at2 = i;
            fail(`values nest deeper than ${deepestNesting} levels`);
          }
        } else {
          depth -= 1;
          if (depth === 0) {
            at2 = i;
            return;
          }
        }
      }
      at2 = end;
      if (!nextChunk())
        failAtEnd();
    }
  };
  const skipString = () => {
    at2 += 1;
    for (; ; ) {
      const byte = peek();
      if (byte === endOfFile)
        failAtEnd();
      at2 += 1;
      if (byte === quote)
        return;
      if (byte === backslash) {
        if (peek() === endOfFile)
          failAtEnd();
        at2 += 1;
      }
    }
  };
  const skipPrimitive = () => {
    const start = before + at2;
    for (; ; ) {
      const byte = peek();
      if (byte === endOfFile)
        failAtEnd();
      if (isSpace(byte) || byte === comma || byte === closeList || byte === closeObject)
        break;
      at2 += 1;
    }
    if (before + at2 === start)
      fail("a value is missing");
  };
  const skipValue = () => {
    const byte = peekToken();
    if (byte === openObject || byte === openList)
      skipContainer();
    else if (byte === quote)
      skipString();
    else
      skipPrimitive();
  };
  const readValue = () => {
    peekToken();
    const start = offset();
    kept = [];
    keptBytes = 0;
    keepFrom = at2;
    skipValue();
    const last = chunk.subarray(keepFrom, at2);
    keepFrom = -1;
    const bytes = kept.length === 0 ? bufferOf(last) : Buffer.concat([...kept, last]);
    if (!isUtf8(bytes)) {
      throw new InputError("the text is not UTF-8", placeIn(file, start), "Save the file as UTF-8.");
    }
    return { offset: start, text: bytes.toString("utf8") };
  };
  return {
    peekToken,
    skipValue,
    readValue,
    fail,
    offset,
    /** The white space that stands here; it is consumed. Of a space that chunks part only what the last one has. */
    readSpace: () => {
      peekToken();
      let start = at2;
      while (start > 0 && isSpace(chunk[start - 1]))
        start -= 1;
      return bufferOf(chunk.subarray(start, at2)).toString("latin1");
    },
    /**
     * What stands from here to the last place of this chunk, within a limit, where one text ends a value and another
     * begins the next; nothing is consumed. Absent where there is no such place, or the text is not UTF-8.
     */
    peekRun: (end, begin) => {
      const last = Math.min(chunk.length, at2 + longestRun) - end.length - begin.length;
      const found = last < at2 ? -1 : bufferOf(chunk).lastIndexOf(end + begin, last, "latin1");
      if (found < at2)
        return void 0;
      const bytes = bufferOf(chunk.subarray(at2, found + end.length));
      return isUtf8(bytes) ? { offset: offset(), bytes, text: bytes.toString("utf8") } : void 0;
    },
    take: ({ bytes }) => {
      at2 += bytes.length;
    },
    /** Consumes one byte that must be there. */
    expect: (byte) => {
      const found = peekToken();
      if (found === endOfFile)
        failAtEnd();
      if (found !== byte)
        fail(`"${String.fromCharCode(byte)}" was expected here`);
      at2 += 1;
    },
    /** After an element: whether a comma follows; otherwise consumes the closing byte. */
    another: (close) => {
      const found = peekToken();
      if (found === endOfFile)
        failAtEnd();
      if (found !== comma && found !== close)
        fail(`"," or "${String.fromCharCode(close)}" was expected here`);
      at2 += 1;
      return found === comma;
    },
    /** Closes the file, also when it was not read to its end. */
    close: () => void chunks.return?.(),
    skipByteOrderMark: () => {
      if (peek() !== 239)
        return;
      for (const byte of [239, 187, 191]) {
        if (peek() !== byte)
          fail("the text is not JSON");
        at2 += 1;
      }
    }
  };
};

// ../../work/wt/exports/dist/src/exports/json-elements.js
var placeOf = (file, { list, index, offset }) => placeIn(file, offset(), `${list === "" ? "" : `${list} `}element ${index}`);
var parseText = (text2) => {
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
};
var parseRun = ({ text: text2 }) => {
  const values = parseText(`[${text2}]`);
  return Array.isArray(values) && !values.some(nestsTooDeep) ? values : void 0;
};
var offsetWithin = (bytes, index) => {
  const cursor = openCursor({ name: "", chunks: () => [bytes] }, "");
  for (let before = 0; before < index; before += 1) {
    cursor.skipValue();
    cursor.another(closeList);
  }
  cursor.peekToken();
  return cursor.offset();
};
var readElement = ({ file, cursor, remedies: remedies2 }, list, index) => {
  const { text: text2, offset } = cursor.readValue();
  const value = parseText(text2);
  const element = { kind: "element", list, index, value, offset: () => offset };
  if (value === void 0)
    throw new InputError("the element is not valid JSON", placeOf(file, element), remedies2.damaged);
  return element;
};
function* listElements(reading, list, first) {
  const { cursor } = reading;
  cursor.expect(openList);
  let space = cursor.readSpace();
  let index = first;
  if (cursor.peekToken() === closeList) {
    cursor.expect(closeList);
    return index;
  }
  do {
    const run = space === "" ? void 0 : cursor.peekRun(`${space}}`, `,${space}{`);
    const values = run === void 0 ? void 0 : parseRun(run);
    if (run !== void 0 && values !== void 0) {
      cursor.take(run);
      for (const [position, value] of values.entries()) {
        const offset = () => run.offset + offsetWithin(run.bytes, position);
        yield { kind: "element", list, index, value, offset };
        index += 1;
      }
      continue;
    }
    if (run !== void 0)
      space = "";
    yield readElement(reading, list, index);
    index += 1;
  } while (cursor.another(closeList));
  return index;
}
function* memberList(reading, list) {
  const { cursor } = reading;
  if (cursor.peekToken() === letterN) {
    const { text: text2, offset } = cursor.readValue();
    return text2 === "null" ? void 0 : cursor.fail("the text is not JSON", offset);
  }
  yield { kind: "list", list };
  yield* listElements(reading, list, 0);
}
var parseKey = (cursor) => {
  if (cursor.peekToken() !== quote)
    cursor.expect(quote);
  const { offset, text: text2 } = cursor.readValue();
  const key = parseText(text2);
  return typeof key === "string" ? key : cursor.fail("the text is not JSON", offset);
};
function* pageMembers(reading, wanted) {
  const { cursor } = reading;
  cursor.expect(openObject);
  if (cursor.peekToken() === closeObject)
    cursor.expect(closeObject);
  else {
    do {
      const key = parseKey(cursor);
      cursor.expect(colon);
      if (wanted.lists.has(key))
        yield* memberList(reading, key);
      else if (wanted.values.has(key))
        yield { kind: "value", key, ...cursor.readValue() };
      else
        cursor.skipValue();
    } while (cursor.another(closeObject));
  }
  yield { kind: "page-end" };
}
function* pageList(reading, wanted) {
  const { cursor } = reading;
  cursor.expect(openList);
  if (cursor.peekToken() === closeList)
    return cursor.expect(closeList);
  do
    yield* pageMembers(reading, wanted);
  while (cursor.another(closeList));
}
function* eachDocument(file, remedies2, read6) {
  const cursor = openCursor(file, remedies2.remake);
  try {
    cursor.skipByteOrderMark();
    if (cursor.peekToken() === endOfFile)
      cursor.fail("there is nothing in the file");
    while (cursor.peekToken() !== endOfFile)
      yield* read6({ file, cursor, remedies: remedies2 });
  } finally {
    cursor.close();
  }
}
var splitPages = (file, wanted, remedies2) => eachDocument(file, remedies2, (reading) => reading.cursor.peekToken() === openList ? pageList(reading, wanted) : pageMembers(reading, wanted));

// ../../work/wt/exports/dist/src/exports/json-head.js
var headKeys = (head) => {
  const keys = /* @__PURE__ */ new Set();
  const elementKeys = /* @__PURE__ */ new Set();
  const start = /^\s*(\[\s*)?\{/.exec(head);
  if (start === null)
    return { keys, elementKeys };
  const pageDepth = start[1] === void 0 ? 1 : 2;
  let depth = 0;
  for (const [token] of head.matchAll(/"(?:[^"\\]|\\[\s\S])*(?:"(?:\s*:)?|\\?$)|[{}[\]]/g)) {
    if (token === "{" || token === "[")
      depth += 1;
    else if (token === "}" || token === "]")
      depth -= 1;
    else if (token.endsWith(":")) {
      const name = token.slice(1, token.lastIndexOf('"'));
      if (depth === pageDepth)
        keys.add(name);
      else if (depth === pageDepth + 2)
        elementKeys.add(name);
    }
  }
  return { keys, elementKeys };
};

// ../../work/wt/exports/dist/src/exports/ordinary.js
var extraordinary = /* @__PURE__ */ Symbol("extraordinary");
var checkList = (check) => (value) => {
  if (!Array.isArray(value))
    return extraordinary;
  for (let i = 0; i < value.length; i += 1) {
    const element = check(value[i]);
    if (element === extraordinary)
      return extraordinary;
    value[i] = element;
  }
  return value;
};
var checkObject = (members2) => {
  const required = [...members2.values()].filter((member) => member.required).length;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return extraordinary;
    const object = value;
    let found = 0;
    let toDrop = false;
    for (const key in object) {
      const member = members2.get(key);
      const before = object[key];
      if (member === void 0 || before === null && member.nullable) {
        toDrop = true;
        continue;
      }
      const after = member.check(before);
      if (after === extraordinary)
        return extraordinary;
      if (after !== before)
        object[key] = after;
      if (member.required)
        found += 1;
    }
    if (found !== required)
      return extraordinary;
    if (!toDrop)
      return object;
    const kept = {};
    for (const [key, member] of members2) {
      if (Object.hasOwn(object, key) && !(object[key] === null && member.nullable))
        kept[key] = object[key];
    }
    return kept;
  };
};
var keep = (value) => value;
var compileOrdinary = (schema, transformed) => {
  if (schema instanceof external_exports.ZodObject) {
    const members2 = /* @__PURE__ */ new Map();
    for (const [key, member] of Object.entries(schema.shape)) {
      const optional2 = member instanceof external_exports.ZodOptional;
      const inner = optional2 ? member.unwrap() : member;
      const anything = inner instanceof external_exports.ZodUnknown;
      members2.set(key, {
        check: compileOrdinary(inner, transformed),
        required: !optional2,
        nullable: optional2 && !anything
      });
    }
    return checkObject(members2);
  }
  if (schema instanceof external_exports.ZodArray)
    return checkList(compileOrdinary(schema.element, transformed));
  if (schema instanceof external_exports.ZodString)
    return (value) => typeof value === "string" ? value : extraordinary;
  if (schema instanceof external_exports.ZodBoolean)
    return (value) => typeof value === "boolean" ? value : extraordinary;
  if (schema instanceof external_exports.ZodNumber)
    return (value) => Number.isFinite(value) ? value : extraordinary;
  if (schema instanceof external_exports.ZodUnknown)
    return keep;
  if (schema instanceof external_exports.ZodPipe)
    return transformed;
  throw new Error("this kind of schema has no quick check");
};

// ../../work/wt/exports/dist/connectors/aws/import/cli-time.js
var zero = 48;
var twoDigits = (text2, at2) => {
  const tens = text2.charCodeAt(at2) - zero;
  const ones = text2.charCodeAt(at2 + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
};
var isWithin = (n, first, last) => n >= first && n <= last;
var rewriteTime = (value) => {
  if (typeof value !== "string" || value.length !== 20 && value.length !== 25)
    return extraordinary;
  const zone = value.slice(19);
  const separator = value[10];
  const ordinary = (zone === "Z" || zone === "+00:00") && (separator === "T" || separator === " ") && value[4] === "-" && value[7] === "-" && value[13] === ":" && value[16] === ":" && isWithin(twoDigits(value, 0), 19, 99) && isWithin(twoDigits(value, 2), 0, 99) && isWithin(twoDigits(value, 5), 1, 12) && isWithin(twoDigits(value, 8), 1, 28) && isWithin(twoDigits(value, 11), 0, 23) && isWithin(twoDigits(value, 14), 0, 59) && isWithin(twoDigits(value, 17), 0, 59);
  return ordinary ? `${value.slice(0, 10)}T${value.slice(11, 19)}.000Z` : extraordinary;
};

// ../../work/wt/exports/dist/connectors/aws/import/element.js
var remedies = {
  remake: "Make the export again and give the file as the AWS CLI wrote it (--output json).",
  damaged: "Give the file as the AWS CLI wrote it (--output json); if it was edited, make the export again."
};
var splitAnswers = (file, lists2, values) => splitPages(file, { lists: lists2, values }, remedies);
var documentKeys = /* @__PURE__ */ new Set(["PolicyDocument", "AssumeRolePolicyDocument", "Document"]);
var { checkData, toRecord } = recordMaker(awsRecords, {
  verbatim: documentKeys,
  damaged: remedies.damaged
});

// ../../work/wt/exports/dist/src/exports/pages.js
var nothingFollows = /* @__PURE__ */ new Set(["false", "null", '""']);
var announcesMore = (piece, keys) => piece.kind === "value" && keys.has(piece.key) && !nothingFollows.has(piece.text);

// ../../work/wt/exports/dist/connectors/aws/import/pages.js
var continuationKeys = /* @__PURE__ */ new Set([
  "IsTruncated",
  "isTruncated",
  "Marker",
  "NextMarker",
  "NextToken",
  "nextToken"
]);
var saysMoreFollows = (piece) => announcesMore(piece, continuationKeys);

// ../../work/wt/exports/dist/connectors/aws/import/policy-document.js
var decodings = [(text2) => text2, decodeURIComponent];
var decodeDocument = (document) => {
  if (typeof document !== "string")
    return document;
  for (const decode of decodings) {
    try {
      const value = JSON.parse(decode(document));
      if (typeof value === "object" && value !== null && !nestsTooDeep(value))
        return value;
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof URIError))
        throw error;
    }
  }
  return document;
};

// ../../work/wt/exports/dist/connectors/aws/import/scope.js
import { basename } from "node:path";
var arnOfAccount = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/;
var arnOfAws = /^arn:aws[a-z-]*:iam::aws:/;
var accountOfArn = (arn) => arnOfAccount.exec(arn)?.[1];
var isAwsOwned = (arn) => arnOfAws.test(arn);
var accountOfFileName = (file) => {
  const numbers = new Set(basename(file.name).match(/(?<!\d)\d{12}(?!\d)/g));
  const [account] = numbers;
  if (numbers.size === 1 && account !== void 0)
    return account;
  throw new InputError(numbers.size === 0 ? "nothing in the file says which AWS account it is from" : "the name of the file holds several account ids", file.name, "Name the file <account-id>-<anything>.json (12 digits), or give a snapshot made by: nhi-audit collect");
};

// ../../work/wt/exports/dist/connectors/aws/import/account-authorization-details.js
var source = "iam:GetAccountAuthorizationDetails";
var detailLists = {
  UserDetailList: {
    kind: "aws.user",
    check: compileOrdinary(userSchema, rewriteTime),
    documents: [["UserPolicyList", "PolicyDocument"]]
  },
  GroupDetailList: {
    kind: "aws.group",
    check: compileOrdinary(groupSchema, rewriteTime),
    documents: [["GroupPolicyList", "PolicyDocument"]]
  },
  RoleDetailList: {
    kind: "aws.role",
    check: compileOrdinary(roleSchema, rewriteTime),
    documents: [["AssumeRolePolicyDocument"], ["RolePolicyList", "PolicyDocument"]]
  },
  Policies: {
    kind: "aws.policy",
    check: compileOrdinary(policySchema, rewriteTime),
    documents: [["PolicyVersionList", "Document"]]
  }
};
var listNames = Object.keys(detailLists);
var lists = new Set(listNames);
var emptyTally = () => ({
  lists: /* @__PURE__ */ new Set(),
  truncated: false,
  lastUse: false,
  groups: /* @__PURE__ */ new Set(),
  policies: /* @__PURE__ */ new Set()
});
var decodeMember = (holder, member) => {
  if (isObject(holder) && typeof holder[member] === "string")
    holder[member] = decodeDocument(holder[member]);
};
var decodeDocuments = (element, { documents }) => {
  if (!isObject(element))
    return;
  for (const [first, second2] of documents) {
    const list = element[first];
    if (second2 === void 0)
      decodeMember(element, first);
    else if (Array.isArray(list))
      for (const item of list)
        decodeMember(item, second2);
  }
};
var readDetail = (file, element, list) => {
  const parsed = element.value;
  decodeDocuments(parsed, list);
  const data = list.check(parsed);
  return data === extraordinary ? checkData(list.kind, parsed, () => placeOf(file, element)) : data;
};
var accountOf = (file, element, arn) => {
  const account = accountOfArn(arn);
  if (account !== void 0)
    return account;
  throw new InputError("Arn: not an ARN with an account id", placeOf(file, element), "Give the file as the AWS CLI wrote it: the account is read from the ARNs.");
};
var note = (tally, detail) => {
  if ("RoleLastUsed" in detail && detail.RoleLastUsed !== void 0)
    tally.lastUse = true;
  if ("GroupList" in detail)
    for (const name of detail.GroupList ?? [])
      tally.groups.add(name);
  if ("AttachedManagedPolicies" in detail) {
    for (const policy of detail.AttachedManagedPolicies ?? [])
      tally.policies.add(policy.PolicyArn);
  }
};
var emptyPage = () => ({ accounts: /* @__PURE__ */ new Set(), lists: /* @__PURE__ */ new Set(), truncated: false });
var shorten = (names2) => names2.length <= 3 ? names2.join(", ") : `${names2.slice(0, 3).join(", ")} and ${names2.length - 3} more`;
var coverageOf = (account, tally, described) => {
  const missingLists = listNames.filter((name) => !tally.lists.has(name));
  const gaps = [
    ...tally.truncated ? [
      "the last page says that more would follow (IsTruncated or NextToken): export again without --max-items and --no-paginate"
    ] : [],
    ...missingLists.length > 0 ? [`the file has no ${missingLists.join(", ")}: export again without --query`] : []
  ];
  const undescribed = [
    ...[...tally.policies].filter((arn) => !described.has(arn)),
    ...[...tally.groups].filter((name) => !described.has(`${account} ${name}`))
  ].sort();
  if (undescribed.length > 0) {
    gaps.push(`policies or groups in use are not described in the file (${shorten(undescribed)}): export again without --filter`);
  }
  const gives = [
    "inventory",
    "grants",
    "trusts",
    "owners",
    ...tally.lastUse ? ["identity-use"] : []
  ];
  const entry = { connector: "aws", scope: account, source };
  if (gaps.length === 0)
    return [{ ...entry, status: "complete", detail: "", gives }];
  const partial = { ...entry, status: "partial", detail: gaps.join("; ") };
  if (tally.truncated || missingLists.length > 0)
    return [{ ...partial, gives }];
  return [
    { ...entry, status: "complete", detail: "", gives: gives.filter((kind) => kind !== "grants") },
    { ...partial, gives: ["grants"] }
  ];
};
function* read(file) {
  const tallies = /* @__PURE__ */ new Map();
  const tallyOf = (account) => {
    const tally = tallies.get(account) ?? emptyTally();
    tallies.set(account, tally);
    return tally;
  };
  const described = /* @__PURE__ */ new Set();
  let unclaimedPolicies = [];
  let unclaimedPages = [];
  let accounts = /* @__PURE__ */ new Set();
  let page = emptyPage();
  function* claim() {
    for (const account of accounts) {
      const tally = tallyOf(account);
      for (const { lists: lists2, truncated } of unclaimedPages) {
        for (const list of lists2)
          tally.lists.add(list);
        tally.truncated = truncated;
      }
      for (const policy of unclaimedPolicies)
        yield toRecord("aws.policy", account, policy);
    }
    unclaimedPages = [];
    unclaimedPolicies = [];
  }
  function* readElement2(element, list) {
    const detail = readDetail(file, element, list);
    if (list.kind === "aws.policy")
      described.add(detail.Arn);
    if (list.kind === "aws.policy" && isAwsOwned(detail.Arn)) {
      unclaimedPolicies.push(detail);
      return;
    }
    const account = accountOf(file, element, detail.Arn);
    if ("GroupName" in detail)
      described.add(`${account} ${detail.GroupName}`);
    page.accounts.add(account);
    note(tallyOf(account), detail);
    yield toRecord(list.kind, account, detail);
  }
  for (const piece of splitAnswers(file, lists, continuationKeys)) {
    if (piece.kind === "element")
      yield* readElement2(piece, detailLists[piece.list]);
    else if (piece.kind === "list")
      page.lists.add(piece.list);
    else if (piece.kind === "value")
      page.truncated ||= saysMoreFollows(piece);
    else {
      unclaimedPages.push(page);
      if (page.accounts.size > 0)
        accounts = page.accounts;
      page = emptyPage();
      if (accounts.size > 0)
        yield* claim();
    }
  }
  if (accounts.size === 0) {
    accounts = /* @__PURE__ */ new Set([accountOfFileName(file)]);
    yield* claim();
  }
  for (const account of [...tallies.keys()].sort()) {
    yield* coverageOf(account, tallies.get(account), described);
  }
}
var accountAuthorizationDetails = {
  id: "aws-account-authorization-details",
  title: "users, groups, roles and policies of an AWS account: aws iam get-account-authorization-details --output json",
  recognises: (head) => {
    const { keys, elementKeys } = headKeys(head);
    return listNames.some((name) => keys.has(name) && (name !== "Policies" || elementKeys.has("PolicyVersionList")));
  },
  read
};

// ../../work/wt/exports/dist/connectors/aws/import/caller-identity.js
var members = /* @__PURE__ */ new Set(["Account", "Arn"]);
var noLists = /* @__PURE__ */ new Set();
var remedy = "Make the export again: aws sts get-caller-identity --output json";
function* read2(file) {
  let caller = {};
  for (const piece of splitAnswers(file, noLists, members)) {
    if (piece.kind === "value") {
      try {
        caller[piece.key] = JSON.parse(piece.text);
      } catch {
        throw new InputError(`${piece.key}: not valid JSON`, placeIn(file, piece.offset), remedy);
      }
    }
    if (piece.kind !== "page-end")
      continue;
    const data = checkData("aws.caller", caller, () => file.name);
    if (accountOfArn(data.Arn) !== data.Account) {
      throw new InputError("Arn: not an ARN of the account", file.name, remedy);
    }
    yield toRecord("aws.caller", data.Account, data);
    yield {
      connector: "aws",
      scope: data.Account,
      source: "sts:GetCallerIdentity",
      status: "complete",
      detail: "",
      gives: ["scanner"]
    };
    caller = {};
  }
}
var callerIdentity = {
  id: "aws-caller-identity",
  title: "whom the exports were made as: aws sts get-caller-identity --output json",
  recognises: (head) => {
    const { keys } = headKeys(head);
    return keys.has("UserId") && keys.has("Account") && keys.has("Arn");
  },
  read: read2
};

// ../../work/wt/exports/dist/connectors/aws/import/cli-lists.js
var text = (value) => typeof value === "string" ? value : "";
var organizationOf = (element) => /^arn:aws[a-z-]*:organizations::\d{12}:account\/(o-[a-z0-9]+)\/\d{12}$/.exec(text(element.Arn))?.[1];
var accountOfElement = (element) => accountOfArn(text(element.Arn));
var cliLists = {
  AccessKeyMetadata: {
    command: "aws iam list-access-keys",
    source: "iam:ListAccessKeys",
    kind: "aws.access-key",
    marks: ["AccessKeyId"],
    whole: false,
    gives: ["credentials"]
  },
  Accounts: {
    command: "aws organizations list-accounts",
    source: "organizations:ListAccounts",
    kind: "aws.account",
    marks: ["Id", "Arn"],
    whole: true,
    gives: ["organization"],
    scopeOf: organizationOf,
    derive: (element) => ({ Status: element.State, OrganizationId: organizationOf(element), ...element })
  },
  Certificates: {
    command: "aws iam list-signing-certificates",
    source: "iam:ListSigningCertificates",
    kind: "aws.signing-certificate",
    marks: ["CertificateId", "UserName"],
    whole: false,
    gives: ["credentials"]
  },
  DelegationRequests: {
    command: "aws iam list-delegation-requests",
    source: "iam:ListDelegationRequests",
    kind: "aws.delegation-request",
    marks: ["DelegationRequestId"],
    whole: true,
    gives: ["approvals"],
    scopeOf: (element) => /^\d{12}$/.exec(text(element.OwnerAccountId))?.[0]
  },
  OpenIDConnectProviderList: {
    command: "aws iam list-open-id-connect-providers",
    source: "iam:ListOpenIDConnectProviders",
    kind: "aws.oidc-provider",
    marks: ["Arn"],
    whole: true,
    // Which roles trust it stands in the roles: the list alone answers no rule.
    gives: [],
    scopeOf: accountOfElement
  },
  SAMLProviderList: {
    command: "aws iam list-saml-providers",
    source: "iam:ListSAMLProviders",
    kind: "aws.saml-provider",
    marks: ["Arn"],
    whole: true,
    gives: [],
    scopeOf: accountOfElement
  },
  SSHPublicKeys: {
    command: "aws iam list-ssh-public-keys",
    source: "iam:ListSSHPublicKeys",
    kind: "aws.ssh-public-key",
    marks: ["SSHPublicKeyId"],
    whole: false,
    gives: ["credentials"]
  },
  ServiceSpecificCredentials: {
    command: "aws iam list-service-specific-credentials",
    source: "iam:ListServiceSpecificCredentials",
    kind: "aws.service-specific-credential",
    marks: ["ServiceSpecificCredentialId"],
    whole: false,
    gives: ["credentials", "ai-keys"]
  }
};
var listNames2 = new Set(Object.keys(cliLists));
var coverageOf2 = (scope, list, truncated) => {
  const gaps = [
    ...truncated ? ["more entries would follow (NextToken or IsTruncated)"] : [],
    ...list.whole ? [] : [`whether ${list.command} was asked about every user is not in the file`]
  ];
  const status = gaps.length === 0 ? "complete" : "partial";
  return { connector: "aws", scope, source: list.source, status, detail: gaps.join("; "), gives: list.gives };
};
function* read3(file) {
  const seen = /* @__PURE__ */ new Map();
  let page = /* @__PURE__ */ new Map();
  let truncated = false;
  const endPage = () => {
    for (const [list, scopes] of page) {
      const known2 = seen.get(list) ?? /* @__PURE__ */ new Map();
      seen.set(list, known2);
      const about = scopes.size > 0 ? scopes : known2.size > 0 ? known2.keys() : [accountOfFileName(file)];
      for (const scope of [...about])
        known2.set(scope, truncated);
    }
    page = /* @__PURE__ */ new Map();
    truncated = false;
  };
  for (const piece of splitAnswers(file, listNames2, continuationKeys)) {
    if (piece.kind === "page-end") {
      endPage();
    } else if (piece.kind === "list") {
      page.set(cliLists[piece.list], /* @__PURE__ */ new Set());
    } else if (piece.kind === "value") {
      truncated ||= saysMoreFollows(piece);
    } else {
      const list = cliLists[piece.list];
      const parsed = piece.value;
      const missing = list.marks.find((mark) => !isObject(parsed) || parsed[mark] === void 0);
      if (!isObject(parsed) || missing !== void 0) {
        throw new InputError(`${missing}: missing; this is not what ${list.command} writes`, placeOf(file, piece), `Make the export again: ${list.command} --output json`);
      }
      const data = checkData(list.kind, list.derive?.(parsed) ?? parsed, () => placeOf(file, piece));
      const scope = list.scopeOf?.(parsed) ?? accountOfFileName(file);
      page.get(list).add(scope);
      yield toRecord(list.kind, scope, data);
    }
  }
  for (const [list, scopes] of seen) {
    for (const [scope, more] of scopes)
      yield coverageOf2(scope, list, more);
  }
}
var cliListOutput = {
  id: "aws-cli-list",
  title: `output (--output json) of ${Object.values(cliLists).map(({ command }) => command).join(", ")}; name the file <account-id>-\u2026.json where it holds no ARN`,
  recognises: (head) => {
    const { keys, elementKeys } = headKeys(head);
    return Object.entries(cliLists).some(([name, { marks }]) => keys.has(name) && (elementKeys.size === 0 || marks.every((mark) => elementKeys.has(mark))));
  },
  read: read3
};

// ../../work/wt/exports/dist/connectors/aws/import/item-policy.js
var policyPaths = {
  "AWS::ECR::Repository": ["configuration.RepositoryPolicyText"],
  "AWS::KMS::Key": ["supplementaryConfiguration.Policy"],
  "AWS::Lambda::Function": ["supplementaryConfiguration.Policy", "configuration.Policy"],
  "AWS::S3::Bucket": ["supplementaryConfiguration.BucketPolicy.policyText"],
  "AWS::SecretsManager::Secret": [
    "supplementaryConfiguration.ResourcePolicy",
    "configuration.ResourcePolicy"
  ],
  "AWS::SNS::Topic": ["configuration.Policy"],
  "AWS::SQS::Queue": ["configuration.Policy"]
};
var opened = (value) => {
  let reached = value;
  for (let depth = 0; typeof reached === "string" && depth < 3; depth += 1) {
    try {
      reached = JSON.parse(reached);
    } catch {
      return void 0;
    }
  }
  return reached;
};
var at = (value, path) => {
  let reached = value;
  for (const step of path.split(".")) {
    reached = opened(reached);
    if (!isObject(reached) || !Object.hasOwn(reached, step))
      return void 0;
    reached = reached[step];
  }
  return opened(reached);
};
var hasItemPolicy = (resourceType) => Object.hasOwn(policyPaths, resourceType);
var itemPolicyOf = (item) => {
  const paths = hasItemPolicy(item.resourceType) ? policyPaths[item.resourceType] : [];
  const policy = paths.map((path) => at(item, path)).find((found) => isObject(found) && "Statement" in found);
  return policy === void 0 || item.arn === "" ? void 0 : { Arn: item.arn, ResourceType: item.resourceType, PolicyDocument: policy };
};

// ../../work/wt/exports/dist/connectors/aws/import/config-items.js
var sources = {
  Results: "config:SelectResourceConfig",
  configurationItems: "config:DeliverConfigSnapshot",
  baseConfigurationItems: "config:BatchGetResourceConfig"
};
var listNames3 = new Set(Object.keys(sources));
var query = 'aws configservice select-resource-config --expression "SELECT arn, accountId, awsRegion, resourceType, resourceId, resourceName, configuration" --output json';
var remedy2 = `Make the export again with all the fields that are needed: ${query}`;
var parsedText = (value) => {
  if (typeof value !== "string")
    return value;
  try {
    return JSON.parse(value);
  } catch {
    return void 0;
  }
};
var readItem = (file, element) => {
  const fail = (what) => {
    throw new InputError(what, placeOf(file, element), remedy2);
  };
  const item = parsedText(element.value);
  if (!isObject(item))
    return fail("the element is not a configuration item");
  const resourceType = textOf(item.resourceType) ?? fail("resourceType: missing");
  const arn = textOf(item.arn) ?? textOf(item.ARN) ?? "";
  const stated = textOf(item.accountId) ?? textOf(item.awsAccountId) ?? "";
  const account = /^\d{12}$/.test(stated) ? stated : accountOfArn(arn);
  if (Object.hasOwn(workloadRoles, resourceType)) {
    if (arn === "")
      fail("arn: missing");
    if (item.configuration === void 0)
      fail("configuration: missing");
  }
  return {
    arn,
    account: account ?? fail("accountId: missing, and no account id in the arn"),
    resourceType,
    name: textOf(item.resourceName) ?? textOf(item.resourceId),
    region: textOf(item.awsRegion),
    capturedAt: textOf(item.configurationItemCaptureTime) ?? "",
    deleted: textOf(item.configurationItemStatus)?.startsWith("ResourceDeleted") ?? false,
    configuration: parsedText(item.configuration),
    supplementaryConfiguration: parsedText(item.supplementaryConfiguration)
  };
};
var plural = (n, one) => `${n} ${one}${n === 1 ? "" : "s"}`;
function* read4(file) {
  const tallies = /* @__PURE__ */ new Map();
  const latest = /* @__PURE__ */ new Map();
  let source3 = sources.Results;
  let truncated = false;
  let pageTruncated = false;
  for (const piece of splitAnswers(file, listNames3, continuationKeys)) {
    if (piece.kind === "list")
      source3 = sources[piece.list];
    if (piece.kind === "value")
      pageTruncated ||= saysMoreFollows(piece);
    if (piece.kind === "page-end") {
      truncated = pageTruncated;
      pageTruncated = false;
    }
    if (piece.kind !== "element")
      continue;
    const item = readItem(file, piece);
    const tally = tallies.get(item.account) ?? { types: /* @__PURE__ */ new Set(), regions: /* @__PURE__ */ new Set() };
    tallies.set(item.account, tally);
    tally.types.add(item.resourceType);
    if (item.region !== void 0)
      tally.regions.add(item.region);
    const fields = Object.hasOwn(workloadRoles, item.resourceType) ? workloadRoles[item.resourceType] : void 0;
    if (fields === void 0 && !hasItemPolicy(item.resourceType))
      continue;
    if ((latest.get(item.arn)?.capturedAt ?? "") > item.capturedAt)
      continue;
    const workload = item.deleted || fields === void 0 ? void 0 : workloadOf(item, fields);
    const policy = item.deleted ? void 0 : itemPolicyOf(item);
    const record = (kind, data) => data === void 0 ? [] : [
      toRecord(kind, item.account, checkData(kind, data, () => placeOf(file, piece)))
    ];
    latest.set(item.arn, {
      capturedAt: item.capturedAt,
      records: [...record("aws.workload", workload), ...record("aws.resource-policy", policy)]
    });
  }
  for (const { records } of latest.values())
    yield* records;
  if (tallies.size === 0)
    tallies.set(accountOfFileName(file), { types: /* @__PURE__ */ new Set(), regions: /* @__PURE__ */ new Set() });
  for (const [account, { types, regions }] of [...tallies].sort(([a], [b]) => a < b ? -1 : 1)) {
    const shown2 = `the file shows ${plural(types.size, "resource type")} in ${plural(regions.size, "region")}`;
    yield {
      connector: "aws",
      scope: account,
      source: source3,
      // Neither the query nor what Config records is in the file.
      status: "partial",
      detail: `${shown2}; whether these are all that run as a role is not in it${truncated ? "; and more results would follow (NextToken)" : ""}`,
      gives: ["workloads"]
    };
  }
}
var configItems = {
  id: "aws-config-items",
  title: `resources as AWS Config knows them: ${query}, or a Config snapshot file`,
  recognises: (head) => {
    const { keys } = headKeys(head);
    return keys.has("configurationItems") || keys.has("baseConfigurationItems") || keys.has("Results") && (keys.has("QueryInfo") || /"Results"\s*:\s*\[\s*("\{|\])/.test(head));
  },
  read: read4
};

// ../../work/wt/exports/dist/src/exports/csv.js
import { isUtf8 as isUtf82 } from "node:buffer";
var partBytes = 256 * 1024;
var largestRow = 128 * 1024 * 1024;
var quote2 = 34;
var newline = 10;
var carriageReturn = 13;
function* partsOf(file, remedy4) {
  let pending = [];
  let pendingBytes = 0;
  let quoted = false;
  for (const chunk of file.chunks()) {
    let end = 0;
    for (let at2 = 0; at2 < chunk.length; at2 += 1) {
      const byte = chunk[at2];
      if (byte === quote2)
        quoted = !quoted;
      else if (byte === newline && !quoted)
        end = at2 + 1;
    }
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (end > 0 && pendingBytes >= partBytes) {
      const rest = chunk.subarray(end);
      const whole = Buffer.concat(pending);
      yield whole.subarray(0, whole.length - rest.length);
      pending = [rest];
      pendingBytes = rest.length;
    } else if (pendingBytes > largestRow) {
      throw new InputError("one row is larger than 128 MiB", file.name, remedy4);
    }
  }
  if (pendingBytes > 0)
    yield Buffer.concat(pending);
}
var delimiterOf = (part2) => {
  let quoted = false;
  for (const [at2, byte] of part2.entries()) {
    if (byte === quote2)
      quoted = !quoted;
    else if (quoted)
      continue;
    else if (byte === newline)
      return "\n";
    else if (byte === carriageReturn)
      return part2[at2 + 1] === newline ? "\r\n" : "\r";
  }
  return void 0;
};
var linesIn = (part2) => {
  let lines = 0;
  for (let at2 = part2.indexOf(newline); at2 >= 0; at2 = part2.indexOf(newline, at2 + 1))
    lines += 1;
  return lines;
};
function* csvRows(file, { checkColumns: checkColumns2, remedy: remedy4 }) {
  const at2 = (line) => `${file.name}, line ${line}`;
  let columns;
  let delimiter;
  let before = 0;
  for (const part2 of partsOf(file, remedy4)) {
    if (!isUtf82(part2)) {
      throw new InputError("the text is not UTF-8", `${at2(before + 1)} or after`, "Save the file as UTF-8.");
    }
    delimiter ??= delimiterOf(part2);
    let rows;
    try {
      rows = parse(part2, {
        bom: before === 0,
        columns: columns ?? ((names2) => {
          checkColumns2(names2, at2(1));
          columns = [...names2];
          return columns;
        }),
        info: true,
        ...delimiter === void 0 ? {} : { record_delimiter: delimiter },
        skip_empty_lines: true
      });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && "lines" in error))
        throw error;
      const what = error.code === "CSV_RECORD_INCONSISTENT_COLUMNS" ? "the row does not have as many fields as the header" : `the row is not valid CSV (${String(error.code)})`;
      throw new InputError(what, at2(before + Number(error.lines)), remedy4);
    }
    for (const { record, info } of rows)
      yield { record, line: before + info.lines };
    before += linesIn(part2);
  }
}

// ../../work/wt/exports/dist/connectors/aws/import/credential-report.js
var source2 = "iam:GetCredentialReport";
var largestReport = 64 * 1024 * 1024;
var rootUser = "<root_account>";
var remedy3 = "Make it again: aws iam get-credential-report --query Content --output text | base64 -d > report.csv";
var noLists2 = /* @__PURE__ */ new Set();
var content = /* @__PURE__ */ new Set(["Content"]);
var requiredColumns = Object.entries(credentialReportRowSchema.shape).filter(([, schema]) => !schema.safeParse(void 0).success).map(([column]) => column);
var checkColumns = (columns, place) => {
  const missing = requiredColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new InputError(`the credential report has no column ${missing.join(", ")}`, place, remedy3);
  }
  const repeated = columns.find((column, index) => columns.indexOf(column) < index);
  if (repeated !== void 0) {
    throw new InputError(`the credential report has the column ${JSON.stringify(repeated)} twice`, place, remedy3);
  }
};
function* readRows(csv, accounts) {
  for (const { record, line } of csvRows(csv, { checkColumns, remedy: remedy3 })) {
    const place = `${csv.name}, line ${line}`;
    const row = checkData("aws.credential-report-row", record, () => place);
    const account = accountOfArn(row.arn);
    if (account === void 0)
      throw new InputError("arn: not an ARN with an account id", place, remedy3);
    const seen = accounts.get(account) ?? { root: false };
    if (row.user === rootUser)
      seen.root = true;
    accounts.set(account, seen);
    yield toRecord("aws.credential-report-row", account, row);
  }
}
var isJson = (head) => /^\s*[[{]/.test(head);
function* csvTexts(file) {
  if (file.size > largestReport) {
    throw new InputError("the file is larger than a credential report can be", file.name, remedy3);
  }
  if (!isJson(file.head)) {
    yield file;
    return;
  }
  for (const piece of splitAnswers(file, noLists2, content)) {
    if (piece.kind !== "value")
      continue;
    const base64 = /^"[A-Za-z0-9+/=]*"$/.test(piece.text) ? JSON.parse(piece.text) : void 0;
    if (typeof base64 !== "string") {
      throw new InputError("Content: not base64", placeIn(file, piece.offset), remedy3);
    }
    yield { name: file.name, chunks: () => [Buffer.from(base64, "base64")] };
  }
}
function* read5(file) {
  const accounts = /* @__PURE__ */ new Map();
  for (const csv of csvTexts(file))
    yield* readRows(csv, accounts);
  if (accounts.size === 0)
    throw new InputError("the credential report has no rows", file.name, remedy3);
  for (const [account, { root }] of [...accounts].sort(([a], [b]) => a < b ? -1 : 1)) {
    yield {
      connector: "aws",
      scope: account,
      source: source2,
      // AWS always writes the root user's row: without it, others may have been taken out too.
      status: root ? "complete" : "partial",
      detail: root ? "" : `the report has no row ${rootUser}: it is not as AWS wrote it`,
      gives: ["credentials", "credential-use", "identity-use"]
    };
  }
}
var credentialReport = {
  id: "aws-credential-report",
  title: "credential report of an AWS account: aws iam get-credential-report, the JSON as it is or its Content decoded to CSV",
  recognises: (head) => {
    if (isJson(head)) {
      return headKeys(head).keys.has("ReportFormat") || /^\s*(?:\[\s*)?\{[^{}]*"Content"\s*:\s*"dXNlcixhcm4s/.test(head);
    }
    const columns = head.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0].split(",").map((column) => column.replaceAll('"', ""));
    return ["user", "arn", "password_enabled"].every((column) => columns.includes(column));
  },
  read: read5
};

// ../../work/wt/exports/dist/connectors/aws/import/formats.js
var awsFormats = [
  accountAuthorizationDetails,
  credentialReport,
  cliListOutput,
  configItems,
  callerIdentity
];

// ../../work/wt/exports/dist/src/model/environment-words.js
var environmentIn = (text2, settings) => {
  const words = new Set(text2.toLowerCase().split(/[^a-z0-9]+/));
  for (const [environment, names2] of Object.entries(settings.environments.words)) {
    if (names2.some((name) => words.has(name.toLowerCase())))
      return environment;
  }
  return void 0;
};

// ../../work/wt/exports/dist/connectors/aws/identities/trust.js
import { hash } from "node:crypto";

// ../../work/wt/exports/dist/connectors/aws/policy/operators.js
import { BlockList, isIP } from "node:net";
var parseNumber = (text2) => /^-?\d+(\.\d+)?$/.test(text2) ? Number(text2) : Number.NaN;
var number = (compare) => {
  return (actual, wanted) => {
    const [a, b] = [parseNumber(actual), parseNumber(wanted)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };
};
var isoDate = /^\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;
var parseDate = (text2) => {
  if (/^\d{5,12}$/.test(text2))
    return Number(text2) * 1e3;
  const parts2 = isoDate.exec(text2);
  if (parts2 === null)
    return Number.NaN;
  return Date.parse(parts2[3] !== void 0 && parts2[6] === void 0 ? `${text2}Z` : text2);
};
var date = (compare) => {
  return (actual, wanted) => {
    const [a, b] = [parseDate(actual), parseDate(wanted)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };
};
var arnLike = (actual, wanted) => {
  if (wanted === "*")
    return true;
  const split = (arn) => {
    const parts2 = arn.split(":");
    return [...parts2.slice(0, 5), parts2.slice(5).join(":")];
  };
  const [a, b] = [split(actual), split(wanted)];
  return a.length === b.length && b.every((part2, index) => compileWildcard(part2)(a[index]));
};
var ipAddress = (actual, wanted) => {
  const [network, bits] = wanted.split("/");
  const family = (ip) => isIP(ip) === 6 ? "ipv6" : "ipv4";
  if (network === void 0 || isIP(network) === 0 || isIP(actual) === 0)
    return false;
  const width = Number(bits ?? (isIP(network) === 6 ? 128 : 32));
  if (!Number.isInteger(width) || width < 0 || width > (isIP(network) === 6 ? 128 : 32))
    return false;
  const list = new BlockList();
  list.addSubnet(network, width, family(network));
  return list.check(actual, family(actual));
};
var equals = (actual, wanted) => actual === unescapeLiterals(wanted);
var equalsIgnoringCase = (actual, wanted) => actual.toLowerCase() === unescapeLiterals(wanted).toLowerCase();
var like = (actual, wanted) => compileWildcard(wanted)(actual);
var positive = (compare) => ({ compare, negated: false });
var negative = (compare) => ({ compare, negated: true });
var operators = {
  stringequals: positive(equals),
  stringnotequals: negative(equals),
  stringequalsignorecase: positive(equalsIgnoringCase),
  stringnotequalsignorecase: negative(equalsIgnoringCase),
  stringlike: positive(like),
  stringnotlike: negative(like),
  numericequals: positive(number((a, b) => a === b)),
  numericnotequals: negative(number((a, b) => a === b)),
  numericlessthan: positive(number((a, b) => a < b)),
  numericlessthanequals: positive(number((a, b) => a <= b)),
  numericgreaterthan: positive(number((a, b) => a > b)),
  numericgreaterthanequals: positive(number((a, b) => a >= b)),
  dateequals: positive(date((a, b) => a === b)),
  datenotequals: negative(date((a, b) => a === b)),
  datelessthan: positive(date((a, b) => a < b)),
  datelessthanequals: positive(date((a, b) => a <= b)),
  dategreaterthan: positive(date((a, b) => a > b)),
  dategreaterthanequals: positive(date((a, b) => a >= b)),
  bool: positive(equalsIgnoringCase),
  binaryequals: positive(equals),
  ipaddress: positive(ipAddress),
  notipaddress: negative(ipAddress),
  arnequals: positive(arnLike),
  arnlike: positive(arnLike),
  arnnotequals: negative(arnLike),
  arnnotlike: negative(arnLike)
};
var holds = (clause, actual, wanted) => {
  if (clause.operator === "null") {
    return wanted.some((value) => value.toLowerCase() === "true" === (actual === void 0 || actual.length === 0));
  }
  const operator = operators[clause.operator];
  if (operator === void 0)
    return false;
  const { compare, negated } = operator;
  const present = actual !== void 0 && actual.length > 0;
  if (!present) {
    if (clause.quantifier === "all" || clause.ifExists)
      return true;
    return clause.quantifier === "any" ? false : negated;
  }
  const matches = (value) => wanted.some((item) => compare(value, item)) !== negated;
  return clause.quantifier === "all" ? actual.every(matches) : negated && clause.quantifier === void 0 ? actual.every(matches) : actual.some(matches);
};

// ../../work/wt/exports/dist/connectors/aws/policy/condition.js
var known = (...values) => ({ is: "known", values });
var absent = { is: "absent" };
var chosen = { is: "chosen" };
var unknown = { is: "unknown" };
var variable = /\$\{([^}$]*)\}/g;
var literals = { "*": literalStar, "?": literalQuestionMark, $: "$" };
var substitute = (text2, context) => {
  let uncertain = false;
  let free2 = false;
  let missing = false;
  const replaced = text2.replace(variable, (_, inner) => {
    const literal = literals[inner.trim()];
    if (literal !== void 0)
      return literal;
    const comma2 = inner.indexOf(",");
    const key = (comma2 < 0 ? inner : inner.slice(0, comma2)).trim().toLowerCase();
    const value = context(key);
    if (value.is === "known" && value.values.length === 1)
      return value.values[0];
    const [own] = value.is === "chosen" && value.perhapsAny === true ? value.among ?? [] : [];
    if (own?.length === 1)
      return own[0];
    if (value.is === "chosen" || value.is === "unknown") {
      if (value.is === "unknown" || value.perhapsAny === true)
        uncertain = true;
      else
        free2 = true;
      return "*";
    }
    const fallback = comma2 < 0 ? void 0 : /^\s*'(.*)'\s*$/.exec(inner.slice(comma2 + 1))?.[1];
    if (fallback === void 0)
      missing = true;
    return fallback ?? "";
  });
  return missing ? void 0 : { text: replaced, uncertain, free: free2 };
};
var fresh = "nhi-audit-unmentioned-value";
var withoutFiller = (example) => example.endsWith(fresh) ? example.slice(0, -fresh.length) : example.replace(/x$/, "");
var examples = (pattern) => ["", "x", fresh].map((filler) => unescapeLiterals(pattern.replaceAll("?", "x").replaceAll("*", filler)));
var dateShift = (text2) => {
  const time = parseDate(text2);
  return Number.isNaN(time) ? [] : [time - 1e3, time, time + 1e3].map((ms) => new Date(ms).toISOString());
};
var numberShift = (text2) => {
  const value = Number(text2);
  return Number.isNaN(value) ? [] : [value - 1, value, value + 1].map(String);
};
var inNetwork = (text2) => {
  const network = text2.split("/")[0];
  return [network, network.includes(":") ? "2001:db8:ffff::1" : "198.18.0.1", "203.0.113.77"];
};
var examplesOf = (operator, value) => {
  if (operator.startsWith("date"))
    return dateShift(value);
  if (operator.startsWith("numeric"))
    return numberShift(value);
  if (operator.endsWith("ipaddress"))
    return inNetwork(value);
  if (operator.startsWith("string") && !operator.endsWith("like")) {
    const text2 = unescapeLiterals(value);
    return [text2, text2.toUpperCase(), text2.toLowerCase()];
  }
  return examples(value);
};
var isPattern = ({ operator }) => operator.endsWith("like") || operator.startsWith("arn");
var mostPairs = 400;
var commonExamples = (clauses) => {
  const patterns = [...new Set(clauses.filter(isPattern).flatMap(({ values }) => values))];
  if (patterns.length * patterns.length > mostPairs)
    return [];
  return patterns.flatMap((a, index) => patterns.slice(index + 1).flatMap((b) => commonExample(a, b) ?? []));
};
var candidates = (clauses) => {
  const values = /* @__PURE__ */ new Set();
  for (const { operator, values: wanted } of clauses) {
    for (const value of wanted) {
      for (const item of examplesOf(operator, value))
        values.add(item);
    }
    if (operator === "bool")
      values.add("true").add("false");
    else
      values.add(operator.startsWith("arn") ? `arn:aws:${fresh}:us-east-1:x:${fresh}` : fresh);
  }
  for (const value of commonExamples(clauses))
    values.add(value);
  const single2 = [...values].map((value) => [value]);
  const several = clauses.some(({ quantifier }) => quantifier !== void 0) && values.size > 1;
  return [void 0, ...single2, ...several ? [[...values], ...pairs([...values])] : []];
};
var pairs = (values) => values.length * values.length > mostPairs ? [] : values.flatMap((a, index) => values.slice(index + 1).map((b) => [a, b]));
var keyClasses = [
  [/^aws:multifactorauth/, "mfa"],
  [
    /^aws:(sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn|vpce.*|ec2instancesource.*)$/,
    "source-network"
  ],
  [/^aws:(principalorg|resourceorg|sourceorg)/, "organization"],
  [/^sts:externalid$/, "external-id"],
  [/:sub$/, "federated-subject"],
  [/:(aud|azp|oaud)$/, "federated-audience"],
  [/^aws:(calledvia|viaawsservice)/, "called-via-service"],
  [/^aws:(sourcearn|sourceaccount)$/, "source-resource"],
  [/tag(keys|\/.*)?$|^aws:(principaltag|resourcetag|requesttag)\//, "tag"]
];
var keyClass = (key) => keyClasses.find(([pattern]) => pattern.test(key))?.[1] ?? "other";
var timeKeys = /* @__PURE__ */ new Set(["aws:currenttime", "aws:epochtime"]);
var endOf = (clause) => {
  if (!timeKeys.has(clause.key))
    return void 0;
  const upper = /^(date|numeric)lessthan(equals)?$/.test(clause.operator);
  if (!upper)
    return void 0;
  const ends = clause.values.map(parseDate).filter((time) => !Number.isNaN(time));
  return ends.length === 0 ? void 0 : new Date(Math.max(...ends)).toISOString();
};
var startOf = (clause) => {
  if (!timeKeys.has(clause.key))
    return void 0;
  if (!/^(date|numeric)greaterthan(equals)?$/.test(clause.operator))
    return void 0;
  const starts = clause.values.map(parseDate).filter((time) => !Number.isNaN(time));
  return starts.length === 0 ? void 0 : new Date(Math.min(...starts)).toISOString();
};
var classify = (clause, now) => {
  const end = endOf(clause);
  if (end !== void 0)
    return { class: Date.parse(end) <= now ? "expired" : "time-bound", until: end };
  const start = startOf(clause);
  if (start !== void 0)
    return Date.parse(start) > now ? { class: "not-yet-valid", until: start } : { class: "always" };
  if (clause.operator === "unreadable")
    return { class: "other" };
  const tries = candidates([clause]).map((values) => holds(clause, values, clause.values));
  if (tries.every((result) => !result))
    return { class: "never" };
  if (clause.operator === "ipaddress" && clause.values.some((value) => value.endsWith("/0")))
    return { class: "always" };
  if (tries.every((result) => result))
    return { class: "always" };
  return { class: keyClass(clause.key) };
};
var choicesOf = (value, clauses) => {
  if (value.is !== "chosen")
    return candidates(clauses);
  const choices = value.among ?? candidates(clauses);
  return value.fits === void 0 ? choices : choices.filter(value.fits);
};
var perhapsOf = (value, clauses) => value.perhapsAny === true ? candidates(clauses) : value.perhaps ?? [];
var always = { met: "yes", open: [], chosenKeys: [], until: void 0 };
var never = { met: "no", open: [], chosenKeys: [], until: void 0 };
var evaluateConditions = (statement, context) => {
  if (statement.conditions.length === 0)
    return always;
  const byKey = /* @__PURE__ */ new Map();
  for (const clause of statement.conditions) {
    const list = byKey.get(clause.key);
    if (list === void 0)
      byKey.set(clause.key, [clause]);
    else
      list.push(clause);
  }
  const open = [];
  const chosenKeys = [];
  let until;
  for (const [key, clauses] of byKey) {
    const wanted = /* @__PURE__ */ new Map();
    let uncertain = false;
    let free2 = false;
    for (const clause of clauses) {
      const values = [];
      for (const text2 of clause.values) {
        const result = statement.variables && text2.includes("${") ? substitute(text2, context) : { text: text2, uncertain: false, free: false };
        if (result === void 0)
          continue;
        if (result.uncertain)
          uncertain = true;
        if (result.free && !(isPattern(clause) && clause.operator.includes("not") !== statement.allow))
          free2 = true;
        values.push(result.text);
      }
      wanted.set(clause, values);
    }
    const allHold = (values) => clauses.every((clause) => holds(clause, values, wanted.get(clause)));
    if (uncertain) {
      open.push(...clauses);
      continue;
    }
    if (free2) {
      chosenKeys.push("a policy variable");
      continue;
    }
    const value = context(key);
    if (value.is === "known" || value.is === "absent") {
      if (!allHold(value.is === "known" ? value.values : void 0))
        return never;
      for (const clause of clauses) {
        const end = endOf(clause);
        if (end !== void 0 && (until === void 0 || end < until))
          until = end;
      }
      continue;
    }
    const expanded = clauses.map((clause) => ({ ...clause, values: wanted.get(clause) }));
    const choices = choicesOf(value, expanded);
    const perhaps = value.is === "chosen" ? perhapsOf(value, expanded) : [];
    const tries = [...choices, ...perhaps].map(allHold);
    const reachable = tries.slice(0, choices.length).includes(statement.allow);
    if (clauses.some(({ operator }) => operator === "unreadable"))
      open.push(...clauses);
    else if (tries.every((result) => !result))
      return never;
    else if (tries.every((result) => result))
      continue;
    else if (clauses.every((clause) => classify(clause, 0).class === "always"))
      continue;
    else if (value.is === "chosen" && reachable)
      chosenKeys.push(key);
    else
      open.push(...clauses);
  }
  return { met: open.length > 0 ? "unknown" : "yes", open, chosenKeys, until };
};

// ../../work/wt/exports/dist/connectors/aws/identities/federation.js
var action = "sts:assumerolewithwebidentity";
var issuerOf = (principal) => {
  if (/:saml-provider\//i.test(principal))
    return void 0;
  return principal.replace(/^arn:[^:]*:iam::\d*:oidc-provider\//i, "").replace(/\/+$/, "");
};
var operators2 = {
  stringequals: { operator: "equals", negated: false, ignoreCase: false },
  stringnotequals: { operator: "equals", negated: true, ignoreCase: false },
  stringequalsignorecase: { operator: "equals", negated: false, ignoreCase: true },
  stringnotequalsignorecase: { operator: "equals", negated: true, ignoreCase: true },
  stringlike: { operator: "like", negated: false, ignoreCase: false },
  stringnotlike: { operator: "like", negated: true, ignoreCase: false }
};
var testOf = (clause, issuer) => {
  const prefix = `${issuer.toLowerCase()}:`;
  if (!clause.key.startsWith(prefix))
    return void 0;
  const claim = clause.key.slice(prefix.length);
  if (clause.operator === "null") {
    const mustBeAbsent = clause.values.some((value) => value.toLowerCase() === "true");
    return {
      claim,
      operator: "like",
      negated: mustBeAbsent,
      values: ["*"],
      ifExists: mustBeAbsent,
      ignoreCase: false
    };
  }
  const operator = operators2[clause.operator];
  if (operator === void 0 || clause.values.some((value) => value.includes("${")))
    return void 0;
  return {
    claim,
    ...operator,
    values: clause.values,
    // `ForAllValues` holds for a claim that is not there.
    ifExists: clause.ifExists || clause.quantifier === "all" || operator.negated
  };
};
var opposite = (test) => ({
  ...test,
  negated: !test.negated,
  // What denied only tokens with the claim lets those without it in, and the other way round.
  ifExists: !test.ifExists
});
var wordsOf = ({ written, keyWritten, values }) => `${keyWritten} meets ${written} ${values.slice(0, 3).join(", ")}${values.length > 3 ? "\u2026" : ""}`;
var acceptanceOf = (statement, { statements }, principal, now) => {
  const issuer = issuerOf(principal);
  if (issuer === void 0 || !statement.actions.includes(action))
    return void 0;
  const tests = [];
  const assumes = [];
  let until;
  for (const clause of statement.conditions) {
    const { class: kind, until: end } = classify(clause, now);
    if (kind === "never" || kind === "expired" || kind === "not-yet-valid")
      return void 0;
    if (kind === "time-bound" && end !== void 0) {
      if (until === void 0 || end < until)
        until = end;
      continue;
    }
    if (kind === "always")
      continue;
    const test = testOf(clause, issuer);
    if (test === void 0)
      assumes.push(wordsOf(clause));
    else
      tests.push(test);
  }
  for (const deny of statements) {
    if (deny.allow || !deny.actions.includes(action) || !speaksOf(deny, principal))
      continue;
    if (deny.conditions.length === 0)
      return void 0;
    const denied3 = deny.conditions.map((clause) => testOf(clause, issuer));
    const [only] = denied3;
    if (denied3.length === 1 && only !== void 0)
      tests.push(opposite(only));
    else
      assumes.push("no deny of the trust policy takes it back");
  }
  return { issuer, tests, assumes, ...until === void 0 ? {} : { until } };
};
var speaksOf = ({ principals }, principal) => {
  if (principals === void 0 || principals.everyone)
    return true;
  return principals.federated.includes(principal) !== principals.not;
};

// ../../work/wt/exports/dist/connectors/aws/identities/trust.js
var uniqueId = /^A(IDA|ROA|GPA|SIA|KIA|IPA|NPA)[A-Z0-9]+$/;
var readAwsPrincipal = (text2) => {
  if (/^\d{12}$/.test(text2))
    return { party: "scope", principal: text2, account: text2 };
  if (uniqueId.test(text2))
    return { party: "deleted", principal: text2, account: void 0 };
  const { account, resource } = arnParts(text2);
  if (resource === "root")
    return { party: "scope", principal: account, account };
  return { party: "identity", principal: text2, account };
};
var trustedBy = (statement) => {
  const element = statement.principals;
  if (element === void 0)
    return [];
  if (element.everyone || element.not)
    return [{ party: "everyone", principal: "*", account: void 0 }];
  return [
    ...element.aws.map(readAwsPrincipal),
    ...element.service.map((principal) => ({ party: "service", principal, account: void 0 })),
    ...element.federated.map((principal) => ({ party: "federated", principal, account: void 0 }))
  ];
};
var mechanisms = [
  ["sts:assumerole", "assume"],
  ["sts:assumerolewithsaml", "federate"],
  ["sts:assumerolewithwebidentity", "federate"]
];
var mostValues = 50;
var valuesOf = (values) => {
  if (values.length <= mostValues)
    return values;
  const sorted2 = [...values].sort();
  const rest = sorted2.slice(mostValues);
  const digest = hash("sha256", JSON.stringify(rest), "hex").slice(0, 16);
  return [...sorted2.slice(0, mostValues), `and ${rest.length} more (sha256 ${digest})`];
};
var conditionOf = (clause, now) => {
  const { class: kind, until } = classify(clause, now);
  return {
    class: kind,
    operator: clause.written,
    key: clause.keyWritten,
    values: clause.key === "sts:externalid" ? ["\u2026"] : valuesOf(clause.values),
    ...until === void 0 ? {} : { until }
  };
};
var conditionsOf = (statement, now) => statement.conditions.map((clause) => conditionOf(clause, now));
var statementPointer = ({ single: single2 }, base, index) => single2 ? `${base}/Statement` : `${base}/Statement/${index}`;
var sharedTrustsOf = (document, inventory, knownAccounts, now) => {
  const external = (account) => {
    if (account === void 0)
      return "unknown";
    if (knownAccounts.has(account))
      return "no";
    return inventory.organization === void 0 ? "unknown" : "yes";
  };
  return document.statements.flatMap((statement) => {
    if (!statement.allow)
      return [];
    const mechanism2 = mechanisms.find(([action3]) => statement.actions.includes(action3))?.[1];
    if (mechanism2 === void 0)
      return [];
    const conditions = conditionsOf(statement, now);
    const pointer = statementPointer(document, "/AssumeRolePolicyDocument", statement.index);
    return trustedBy(statement).map(({ party, principal, account }) => {
      const where = party === "federated" || party === "service" ? void 0 : account;
      const accepts = party === "federated" ? acceptanceOf(statement, document, principal, now) : void 0;
      return {
        trust: {
          mechanism: party === "service" ? "pass-to-service" : party === "federated" ? "federate" : mechanism2,
          party,
          principal,
          external: party === "everyone" || party === "federated" ? "yes" : party === "service" ? "no" : external(account),
          ...where === void 0 ? {} : { scope: where },
          conditions,
          ...accepts === void 0 ? {} : { accepts },
          statement: statement.index
        },
        pointer
      };
    });
  });
};
var none = [];
var createTrustReader = (inventory, knownAccounts, now) => {
  const byDocument = /* @__PURE__ */ new Map();
  return ({ trust: document, arn }) => {
    if (document === void 0)
      return none;
    let shared2 = byDocument.get(document);
    if (shared2 === void 0) {
      shared2 = sharedTrustsOf(inventory.store.documents[document], inventory, knownAccounts, now);
      byDocument.set(document, shared2);
    }
    let source3;
    return shared2.map(({ trust, pointer }) => {
      if (source3?.pointer !== pointer)
        source3 = { record: "aws.role", id: arn, pointer };
      return { ...trust, source: source3 };
    });
  };
};

// ../../work/wt/exports/dist/connectors/aws/policy/evaluate.js
var denied = { verdict: "denied", by: [], assumes: [], until: void 0 };
var statementsByAction = /* @__PURE__ */ new WeakMap();
var statementsFor = (document, action3) => {
  let byAction2 = statementsByAction.get(document);
  if (byAction2 === void 0) {
    byAction2 = /* @__PURE__ */ new Map();
    statementsByAction.set(document, byAction2);
  }
  let statements = byAction2.get(action3);
  if (statements === void 0) {
    statements = document.statements.filter((statement) => statement.actions.includes(action3));
    byAction2.set(action3, statements);
  }
  return statements;
};
var matchesResource = (statement, resource, context) => {
  if (statement.resources.length === 0)
    return statement.notResource || statement.principals !== void 0 ? "yes" : "no";
  let result = "no";
  for (const pattern of statement.resources) {
    if (!(pattern.variable && statement.variables)) {
      if (pattern.matches(resource)) {
        result = "yes";
        break;
      }
      continue;
    }
    const replaced = substitute(pattern.text, context);
    if (replaced === void 0 || !compileWildcard(replaced.text)(resource))
      continue;
    if (replaced.free && statement.allow === statement.notResource)
      continue;
    if (!replaced.uncertain) {
      result = "yes";
      break;
    }
    result = "unknown";
  }
  if (!statement.notResource || result === "unknown")
    return result;
  return result === "yes" ? "no" : "yes";
};
var applicable = (documents, request, allow) => {
  const found = [];
  for (const document of documents) {
    for (const statement of statementsFor(document, request.action)) {
      if (statement.allow !== allow)
        continue;
      const match = matchesResource(statement, request.resource, request.context);
      if (match === "no")
        continue;
      const conditions = evaluateConditions(statement, request.context);
      if (conditions.met === "no")
        continue;
      found.push({ statement, conditions, uncertainResource: match === "unknown" });
    }
  }
  return found;
};
var describeClause = (clause) => {
  const values = clause.key === "sts:externalid" ? "the external id" : clause.values.slice(0, 3).join(" or ");
  const more = clause.values.length > 3 ? ` or ${clause.values.length - 3} more` : "";
  return `${clause.keyWritten} ${clause.written} ${values}${more}`;
};
var requestMeets = "the request meets ";
var denyStays = "the request stays clear of the deny on ";
var openTexts = ({ conditions, uncertainResource }, prefix) => [
  ...conditions.open.map((clause) => `${prefix}${describeClause(clause)}`),
  ...uncertainResource ? ["a policy variable in the resource has the fitting value"] : []
];
var later = (a, b) => a === void 0 || b === void 0 ? void 0 : a > b ? a : b;
var earlier = (a, b) => a === void 0 ? b : b === void 0 ? a : a < b ? a : b;
var nothing = { verdict: "denied", by: [], assumes: [], until: void 0, open: [] };
var opened2 = ({ conditions, statement }) => conditions.open.map((clause) => ({ clause, deny: !statement.allow }));
var layerAllows = (allows) => {
  const certain = allows.filter((item) => item.conditions.met === "yes" && !item.uncertainResource);
  if (certain.length > 0) {
    const lasting = certain.filter((item) => item.conditions.until === void 0);
    const best = lasting.length > 0 ? lasting : certain;
    const until = best.reduce((end, item, index) => index === 0 ? item.conditions.until : later(end, item.conditions.until), void 0);
    const by = best.slice(0, 2).map((item) => item.statement);
    return { verdict: "allowed", by, assumes: [], until, open: [] };
  }
  const first = [...allows].sort((a, b) => a.conditions.open.length - b.conditions.open.length)[0];
  if (first === void 0)
    return nothing;
  return {
    verdict: "conditional",
    by: [first.statement],
    assumes: openTexts(first, requestMeets),
    until: first.conditions.until,
    open: opened2(first)
  };
};
var decideOnce = (layers, request) => {
  const limitDocuments = layers.limits.flatMap((limit) => limit.documents ?? []);
  const denies = applicable([...layers.identity, ...limitDocuments], request, false);
  const allows = applicable(layers.identity, request, true);
  const limitAllows = layers.limits.map((limit) => limit.documents === void 0 ? void 0 : applicable(limit.documents, request, true));
  const choosers = [...denies, ...allows, ...limitAllows.flatMap((list) => list ?? [])].filter((item) => item.conditions.chosenKeys.length > 0);
  const conflicting = choosers.length > 1 ? [...new Set(choosers.flatMap((item) => item.conditions.chosenKeys))] : [];
  const result = { ...denied, conflicting };
  const assumes = /* @__PURE__ */ new Set();
  const open = [];
  let until;
  for (const deny of denies) {
    if (deny.conditions.met === "yes" && !deny.uncertainResource) {
      if (deny.conditions.chosenKeys.length === 0)
        return result;
      continue;
    }
    if (deny.conditions.chosenKeys.length > 0)
      continue;
    for (const text2 of openTexts(deny, denyStays))
      assumes.add(text2);
    open.push(...opened2(deny));
  }
  const own = layerAllows(allows);
  if (own.verdict === "denied")
    return result;
  for (const text2 of own.assumes)
    assumes.add(text2);
  open.push(...own.open);
  until = own.until;
  for (const [index, limit] of layers.limits.entries()) {
    const list = limitAllows[index];
    if (list === void 0) {
      assumes.add(`${limit.kind.replaceAll("-", " ")} ${limit.name}, which is not in the snapshot, allows it`);
      continue;
    }
    const layer = layerAllows(list);
    if (layer.verdict === "denied")
      return result;
    for (const text2 of layer.assumes)
      assumes.add(text2);
    open.push(...layer.open);
    until = earlier(until, layer.until);
  }
  return {
    verdict: assumes.size > 0 ? "conditional" : "allowed",
    by: own.by,
    assumes: [...assumes].sort(),
    until: earlier(until, endByDeny(layers, request)),
    ...open.length === 0 ? {} : { open },
    conflicting
  };
};
var endByDeny = (layers, request) => {
  let end;
  for (const document of [...layers.identity, ...layers.limits.flatMap((limit) => limit.documents ?? [])]) {
    for (const statement of statementsFor(document, request.action)) {
      if (statement.allow || statement.conditions.length !== 1)
        continue;
      const start = startOf(statement.conditions[0]);
      if (start !== void 0 && matchesResource(statement, request.resource, request.context) === "yes") {
        end = earlier(end, start);
      }
    }
  }
  return end;
};
var rank = { allowed: 2, conditional: 1, denied: 0 };
var decide = (layers, request) => {
  const first = decideOnce(layers, request);
  if (first.verdict === "denied" || first.conflicting.length === 0)
    return first;
  return tryChoices(layers, request, first.conflicting.slice(0, 3));
};
var mostChoices = 2048;
var namedBy = (statements, key, resource) => statements.flatMap((statement) => statement.resources.flatMap(({ text: text2, variable: variable2 }) => {
  const [before, inner, after] = variable2 ? text2.split(/\$\{([^},]*)[^}]*\}/) : [];
  if (inner?.trim().toLowerCase() !== key || before === void 0 || after === void 0)
    return [];
  const fits = resource.startsWith(before) && resource.endsWith(after);
  const value = fits ? resource.slice(before.length, resource.length - after.length) : "";
  return value === "" ? [] : [[value]];
}));
var tryChoices = (layers, request, keys) => {
  const documents = [...layers.identity, ...layers.limits.flatMap((limit) => limit.documents ?? [])];
  const statements = documents.flatMap((document) => statementsFor(document, request.action));
  const clauses = statements.flatMap(({ conditions, variables }) => conditions.map((clause) => ({
    ...clause,
    values: variables ? clause.values.flatMap((text2) => substitute(text2, request.context)?.text ?? []) : clause.values
  })));
  let choices = [/* @__PURE__ */ new Map()];
  for (const key of keys) {
    const value = request.context(key);
    const mentioned = choicesOf(value, clauses.filter((clause) => clause.key === key));
    const free2 = value.is === "chosen" && value.among === void 0;
    const domain = free2 ? [...mentioned, ...namedBy(statements, key, request.resource)] : mentioned;
    const open = value.is === "chosen" && (value.perhaps !== void 0 || value.perhapsAny === true) ? [{ ...value, among: [] }] : [];
    choices = choices.flatMap((choice) => [...domain, ...open].map((item) => new Map([...choice, [key, item]]))).slice(0, mostChoices);
  }
  let best = denied;
  for (const choice of choices) {
    const context = (key) => {
      if (!choice.has(key))
        return request.context(key);
      const values = choice.get(key);
      if (values === void 0)
        return absent;
      return "is" in values ? values : known(...values);
    };
    const decision = decideOnce(layers, { ...request, context });
    if (rank[decision.verdict] > rank[best.verdict])
      best = decision;
    if (best.verdict === "allowed")
      break;
  }
  return best;
};

// ../../work/wt/exports/dist/connectors/aws/entitlements/breadth.js
var breadthOf = { all: 1, some: 0.25, one: 0.05 };
var allOfKind = /^[a-z-]+[/:]\*$/i;
var allOfBucket = /^\*?\/\*$/;
var resourceOf = (arn) => {
  let colon2 = -1;
  for (let k = 0; k < 5; k += 1) {
    colon2 = arn.indexOf(":", colon2 + 1);
    if (colon2 < 0)
      return "";
  }
  return arn.slice(colon2 + 1);
};
var patternBreadth = (pattern) => {
  if (pattern === "*")
    return breadthOf.all;
  if (!hasWildcard(pattern))
    return breadthOf.one;
  const resource = resourceOf(pattern);
  if (resource === "" || resource === "*")
    return breadthOf.all;
  const all = serviceOf(pattern) === "s3" ? allOfBucket : allOfKind;
  return all.test(resource) ? breadthOf.all : breadthOf.some;
};
var serviceOf = (arn) => {
  const start = arn.indexOf(":", arn.indexOf(":") + 1) + 1;
  return arn.slice(start, arn.indexOf(":", start));
};
var breadthKey = (text2) => {
  const service = serviceOf(text2);
  return service.includes("*") ? void 0 : service;
};
var everywhere = /* @__PURE__ */ new Map([[void 0, breadthOf.all]]);
var statementBreadth = (statement) => {
  if (statement.notResource || statement.resources.some(({ text: text2 }) => text2 === "*"))
    return everywhere;
  const breadth = /* @__PURE__ */ new Map();
  for (const { text: text2 } of statement.resources) {
    const key = breadthKey(text2);
    breadth.set(key, Math.min(1, (breadth.get(key) ?? 0) + patternBreadth(text2)));
  }
  return breadth;
};
var contentKey = (statements) => {
  let key = "";
  for (const statement of statements) {
    key += ` ${statement.actions.id}:`;
    const [first] = statement.resources;
    if (first !== void 0 && statement.resources.length === 1 && !statement.notResource) {
      const { text: text2 } = first;
      key += text2 === "*" ? "*,1;" : `${breadthKey(text2) ?? "*"},${patternBreadth(text2)};`;
      continue;
    }
    for (const [service, breadth] of statementBreadth(statement))
      key += `${service ?? "*"},${breadth};`;
  }
  return key;
};
var foreignResources = {
  sts: "iam",
  "ec2-instance-connect": "ec2",
  ssm: "ec2"
};
var coveredOf = (breadth, service, alone3) => breadth.get(void 0) ?? breadth.get(service) ?? breadth.get(foreignResources[service] ?? service) ?? (alone3 ? Math.max(0, ...breadth.values()) || void 0 : void 0);

// ../../work/wt/exports/dist/connectors/aws/entitlements/profiles.js
var levels = 8;
var createSets = () => {
  const joined2 = /* @__PURE__ */ new Map();
  let scratch = new Uint32Array(64);
  let count = 0;
  return {
    /** A number from 1 for a set, in whatever order and how often its members are given. */
    of: (parts2) => {
      if (parts2.length > scratch.length)
        scratch = new Uint32Array(parts2.length * 2);
      for (let k = 0; k < parts2.length; k += 1) {
        const { id } = parts2[k];
        let place = k;
        for (; place > 0 && scratch[place - 1] > id; place -= 1)
          scratch[place] = scratch[place - 1];
        scratch[place] = id;
      }
      let set = 0;
      for (let k = 0; k < parts2.length; k += 1) {
        if (k > 0 && scratch[k] === scratch[k - 1])
          continue;
        const key = set * 2 ** 26 + scratch[k];
        let next = joined2.get(key);
        if (next === void 0) {
          count += 1;
          next = count;
          joined2.set(key, next);
        }
        set = next;
      }
      return set;
    }
  };
};
var createProfiles = (scopeOf, services, now) => {
  const list = [];
  const byText3 = /* @__PURE__ */ new Map();
  const bySet = /* @__PURE__ */ new Map();
  const sets = createSets();
  const most = new Float64Array(services * levels);
  const cellsOf = (scope, parts2) => {
    const touched = [];
    for (const { inForce } of parts2) {
      for (const { service, level, breadth } of inForce) {
        const place = service * levels + level;
        if (most[place] === 0)
          touched.push(service);
        if (breadth > most[place])
          most[place] = breadth;
      }
    }
    const cells = [];
    let before = -1;
    for (const service of touched.sort((a, b) => a - b)) {
      if (service === before)
        continue;
      before = service;
      let above = 0;
      for (let level = levels - 1; level >= 0; level -= 1) {
        const breadth = most[service * levels + level];
        most[service * levels + level] = 0;
        if (breadth <= above)
          continue;
        above = breadth;
        cells.push({ scope, service, level, breadth });
      }
    }
    return cells;
  };
  const made = (scope, parts2) => {
    const cells = cellsOf(scope, parts2);
    let text2 = String(scope);
    for (const { service, level, breadth } of cells)
      text2 += ` ${service * levels + level},${breadth}`;
    let index = byText3.get(text2);
    if (index === void 0) {
      index = list.push({ cells }) - 1;
      byText3.set(text2, index);
    }
    return index;
  };
  return {
    list,
    of: (account, until, parts2) => {
      const ended = until !== void 0 && Date.parse(until) <= now;
      const inForce = ended ? [] : parts2;
      let known2 = bySet.get(account);
      if (known2 === void 0) {
        known2 = /* @__PURE__ */ new Map();
        bySet.set(account, known2);
      }
      const set = sets.of(inForce);
      let index = known2.get(set);
      if (index === void 0) {
        index = made(scopeOf(account), inForce);
        known2.set(set, index);
      }
      return index;
    }
  };
};

// ../../work/wt/exports/dist/connectors/aws/entitlements/restriction.js
var plainDeny = (statement) => !statement.allow && statement.conditions.length === 0 && statement.resources.some(({ text: text2 }) => text2 === "*") && !statement.notResource;
var isEnded = (statement, now) => statement.conditions.some((clause) => {
  const end = endOf(clause);
  const start = startOf(clause);
  return end !== void 0 && Date.parse(end) <= now || start !== void 0 && Date.parse(start) > now;
});
var endOfStatement = (statement) => statement.conditions.reduce((end, clause) => earlier(end, endOf(clause)), void 0);
var endOfDocument = (document) => {
  let latest;
  for (const statement of document.statements) {
    if (!statement.allow)
      continue;
    const end = endOfStatement(statement);
    if (end === void 0)
      return void 0;
    if (latest === void 0 || end > latest)
      latest = end;
  }
  return latest;
};
var intersect = (a, b) => a.map((word, index) => word & b[index]);
var breadthLeft = (documents, now, names2) => {
  const left = /* @__PURE__ */ new Map();
  for (const { statements } of documents) {
    for (const statement of statements) {
      if (!statement.allow || isEnded(statement, now))
        continue;
      const breadth = statementBreadth(statement);
      const { shares } = statement.actions;
      for (const { service } of shares) {
        const covered = coveredOf(breadth, names2[service], shares.length === 1) ?? 0;
        left.set(service, Math.min(1, (left.get(service) ?? 0) + covered));
      }
    }
  }
  return left;
};
var narrower = (a, b) => new Map([...a].map(([service, share]) => [service, Math.min(share, b.get(service) ?? 0)]));
var restrict = (own, limits, now, names2) => {
  let bits;
  let breadth;
  let until;
  const every = [...own, ...limits.flatMap((limit) => limit.documents ?? [])].flatMap(({ statements }) => statements);
  for (const limit of limits) {
    if (limit.documents === void 0)
      continue;
    const allowed = limit.documents.flatMap(({ statements }) => statements).filter((statement) => statement.allow && !isEnded(statement, now)).reduce((sum, { actions: actions2 }) => sum === void 0 ? actions2.bits.slice() : sum.map((word, k) => word | actions2.bits[k]), void 0);
    if (limit.kind === "permissions-boundary")
      until = earlier(until, limit.documents[0] && endOfDocument(limit.documents[0]));
    const layer = allowed ?? new Uint32Array(every[0]?.actions.bits.length ?? 0);
    bits = bits === void 0 ? layer : intersect(bits, layer);
    const left = breadthLeft(limit.documents, now, names2);
    breadth = breadth === void 0 ? left : narrower(breadth, left);
  }
  for (const statement of every) {
    if (statement.allow)
      continue;
    if (plainDeny(statement)) {
      const denied3 = statement.actions.bits;
      bits = bits === void 0 ? denied3.map((word) => ~word) : bits.map((word, k) => word & ~denied3[k]);
    } else if (statement.actions.everything && statement.conditions.length === 1) {
      until = earlier(until, startOf(statement.conditions[0]));
    }
  }
  return { bits, breadth, until };
};

// ../../work/wt/exports/dist/connectors/aws/entitlements/grants.js
var within = (key, restriction) => ({
  ...restriction,
  key,
  contributions: [],
  sharedGrants: /* @__PURE__ */ new Map()
});
var privilegesOf = (statements, restriction, names2) => {
  const strongest = /* @__PURE__ */ new Map();
  for (const statement of statements) {
    const breadth = statementBreadth(statement);
    const whole = breadth.has(void 0);
    const shares = restriction.bits === void 0 ? statement.actions.shares : sharesOf(intersect(statement.actions.bits, restriction.bits));
    for (const share of shares) {
      const own = coveredOf(breadth, names2[share.service], statement.actions.shares.length === 1);
      const covered = Math.min(own ?? 0, restriction.breadth?.get(share.service) ?? breadthOf.all);
      if (covered === 0)
        continue;
      const level = whole ? share.level : share.levelOnResources;
      if (level === 0)
        continue;
      const { service } = share;
      const privilege = { service, level, breadth: covered, full: share.full && covered === 1 };
      const key = `${service}/${level}`;
      const known2 = strongest.get(key);
      if (known2 === void 0 || known2.breadth < covered || !known2.full && privilege.full)
        strongest.set(key, privilege);
    }
  }
  return withoutDominated([...strongest.values()]).sort((a, b) => a.service - b.service || b.level - a.level);
};
var withoutDominated = (list) => {
  const byService = /* @__PURE__ */ new Map();
  for (const privilege of list)
    byService.set(privilege.service, [...byService.get(privilege.service) ?? [], privilege]);
  return [...byService.values()].flatMap((privileges) => privileges.filter((a) => !privileges.some((b) => b !== a && b.level > a.level && b.breadth >= a.breadth)));
};
var createGrantReader = (inventory, guardrails, names2, scopeOf, now) => {
  const { documents } = inventory.store;
  const restrictions = /* @__PURE__ */ new Map();
  const unrestricted = within("", { bits: void 0, breadth: void 0, until: void 0 });
  const byContent = /* @__PURE__ */ new Map();
  const conditions = /* @__PURE__ */ new Map();
  const profiles = createProfiles(scopeOf, names2.length, now);
  const limitsOf2 = (principal) => [
    ...principal.serviceLinked || principal.kind === "root" ? [] : guardrails.service(principal.account),
    ...principal.boundary === void 0 ? [] : [{ kind: "permissions-boundary", name: "", documents: [documents[principal.boundary]] }]
  ];
  const denies = [];
  const hasDeny = ({ document }) => {
    denies[document] ??= documents[document].statements.some((statement) => !statement.allow);
    return denies[document];
  };
  const withinOf = (principal) => {
    const limits = limitsOf2(principal);
    if (limits.length === 0 && !principal.policies.some(hasDeny))
      return unrestricted;
    const own = principal.policies.map(({ document }) => documents[document]);
    const key = `${principal.account}/${principal.boundary ?? ""}/${principal.serviceLinked}/${setKey(principal)}`;
    let found = restrictions.get(key);
    if (found === void 0) {
      found = within(key, restrict(own, limits, now, names2));
      restrictions.set(key, found);
    }
    return found;
  };
  const contributionOf = (document, limits) => {
    let found = limits.contributions[document];
    if (found === void 0) {
      const { statements } = documents[document];
      const allowing = statements.every(isAllow) ? statements : statements.filter(isAllow);
      const inForce = allowing.every(isUnconditional) ? allowing : allowing.filter((statement) => !isEnded(statement, now));
      const ended = inForce.length === allowing.length ? "" : `in force ${contentKey(inForce)}`;
      const key = `${limits.key} ${contentKey(allowing)} ${ended}`;
      found = byContent.get(key);
      if (found === void 0) {
        const privileges = privilegesOf(allowing, limits, names2);
        found = {
          id: byContent.size,
          privileges,
          inForce: inForce.length === allowing.length ? privileges : privilegesOf(inForce, limits, names2)
        };
        byContent.set(key, found);
      }
      limits.contributions[document] = found;
    }
    return found;
  };
  const conditionsOfDocument = (document) => {
    if (documents[document].statements.every(isUnconditional))
      return none2;
    let found = conditions.get(document);
    if (found === void 0) {
      const all = documents[document].statements.filter(({ allow }) => allow).flatMap((statement) => conditionsOf(statement, now));
      found = [...new Map(all.map((condition) => [JSON.stringify(condition), condition])).values()];
      conditions.set(document, found);
    }
    return found;
  };
  const grantOf = (policy, scope, limits) => {
    const until = earlier(endOfDocument(documents[policy.document]), limits.until);
    const duration = until === void 0 ? "permanent" : "time-bound";
    const grant = {
      scope,
      name: policy.name,
      source: policy.source,
      via: policy.via,
      providerManaged: policy.arn?.includes(":iam::aws:policy/") ?? false,
      duration,
      privileges: contributionOf(policy.document, limits).privileges,
      conditions: conditionsOfDocument(policy.document)
    };
    if (until !== void 0)
      grant.until = until;
    return grant;
  };
  const grantFor = (policy, scope, limits) => {
    if (policy.shared !== true)
      return grantOf(policy, scope, limits);
    let grants = limits.sharedGrants.get(scope);
    if (grants === void 0) {
      grants = /* @__PURE__ */ new Map();
      limits.sharedGrants.set(scope, grants);
    }
    let grant = grants.get(policy);
    if (grant === void 0) {
      grant = grantOf(policy, scope, limits);
      grants.set(policy, grant);
    }
    return grant;
  };
  return {
    profiles: profiles.list,
    grantsOf: (principal) => {
      const limits = withinOf(principal);
      return principal.policies.map((policy) => grantFor(policy, principal.account, limits));
    },
    profileOf: (principal) => {
      const limits = withinOf(principal);
      return profiles.of(principal.account, limits.until, principal.policies.map(({ document }) => contributionOf(document, limits)));
    }
  };
};
var isAllow = (statement) => statement.allow;
var isUnconditional = (statement) => statement.conditions.length === 0;
var none2 = [];
var setKey = (principal) => [...new Set(principal.policies.map(({ document }) => document))].sort((a, b) => a - b).join(",");

// ../../work/wt/exports/dist/connectors/aws/entitlements/index.js
import { hash as hash2 } from "node:crypto";

// ../../work/wt/exports/dist/connectors/aws/policy/pattern.js
var covers = (outer, inner) => {
  if (outer === inner || outer === "*")
    return true;
  if (outer.includes("${"))
    return false;
  const any = withoutVariables(inner);
  if (!hasWildcard(any))
    return compileWildcard(outer)(any);
  return compileWildcard(outer.replaceAll("?", literalQuestionMark))(any);
};
var withoutVariables = (pattern) => pattern.includes("${") ? pattern.replaceAll(/\$\{[^}]*\}/g, "*") : pattern;
var fixedStart = (pattern) => /^[^*?]*/.exec(pattern)[0];
var fixedEnd = (pattern) => /[^*?]*$/.exec(pattern)[0];
var mayMeet = (one, other) => {
  const [a, b] = [withoutVariables(one), withoutVariables(other)];
  if (!hasWildcard(a))
    return compileWildcard(b)(a);
  if (!hasWildcard(b))
    return compileWildcard(a)(b);
  const [startA, startB, endA, endB] = [fixedStart(a), fixedStart(b), fixedEnd(a), fixedEnd(b)];
  return (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA));
};

// ../../work/wt/exports/dist/connectors/aws/entitlements/pieces.js
var isEmpty = (bits) => bits.every((word) => word === 0);
var and = (a, b) => a.map((word, index) => word & b[index]);
var without = (a, b) => a.map((word, index) => word & ~b[index]);
var conditionKey = (condition) => JSON.stringify([condition.key, condition.operator, condition.values]);
var joined = (a, b) => a.length === 0 ? b : b.length === 0 ? a : [...new Map([...a, ...b].map((condition) => [conditionKey(condition), condition])).values()];
var termsOf = (statement, now) => {
  const conditions = [];
  let until;
  for (const condition of conditionsOf(statement, now)) {
    if (condition.class === "never" || condition.class === "expired")
      return void 0;
    if (condition.class === "always")
      continue;
    if (condition.class === "time-bound")
      until = earlier(until, condition.until);
    else
      conditions.push(condition);
  }
  const texts = statement.resources.map(({ text: text2 }) => text2);
  return {
    resources: statement.notResource ? ["*"] : texts,
    except: statement.notResource ? texts : [],
    conditions,
    until
  };
};
var usersOfResources = {
  dynamodb: ["dynamodb"],
  iam: ["iam", "sts"],
  kms: ["kms"],
  lambda: ["lambda"],
  s3: ["s3", "s3-object-lambda"],
  secretsmanager: ["secretsmanager"],
  sns: ["sns"],
  sqs: ["sqs"]
};
var serviceOfResource = (pattern) => /^arn:[^:]+:([^:*?]+):/.exec(pattern)?.[1];
var means = (service, resource) => usersOfResources[serviceOfResource(resource) ?? ""]?.includes(service) ?? true;
var piecesOf = (document, now) => document.statements.flatMap((statement) => {
  if (!statement.allow)
    return [];
  const terms = termsOf(statement, now);
  if (terms === void 0 || terms.resources.length === 0)
    return [];
  const { bits, unknown: unknown2 } = statement.actions;
  const by = { document: statement.document, statement: statement.index };
  return terms.resources.map((resource) => ({ ...terms, resources: [resource], bits, unknown: unknown2, by }));
});
var sharedResources = (a, b) => [
  ...new Set(a.flatMap((one) => b.flatMap((other) => {
    if (covers(other, one))
      return [one];
    if (covers(one, other))
      return [other];
    return mayMeet(one, other) ? [one] : [];
  })))
];
var limited = (piece, allowed) => {
  const left = [];
  let rest = piece.bits;
  const isPlain = (other) => other.resources.includes("*") && other.except.length === 0 && other.conditions.length === 0 && other.until === void 0;
  const plain = allowed.filter(isPlain);
  if (plain.length > 0) {
    const sum = plain.reduce((bits2, other) => bits2.map((word, index) => word | other.bits[index]), new Uint32Array(piece.bits.length));
    const bits = and(rest, sum);
    if (!isEmpty(bits) || piece.unknown.length > 0)
      left.push({ ...piece, bits });
    rest = without(rest, sum);
  }
  if (isEmpty(rest))
    return left;
  for (const other of allowed) {
    if (isPlain(other))
      continue;
    const bits = and(rest, other.bits);
    const resources = sharedResources(piece.resources, other.resources);
    if (isEmpty(bits) || resources.length === 0)
      continue;
    left.push({
      bits,
      unknown: [],
      by: piece.by,
      resources,
      except: [.../* @__PURE__ */ new Set([...piece.except, ...other.except])],
      conditions: joined(piece.conditions, other.conditions),
      until: earlier(piece.until, other.until)
    });
  }
  return left;
};
var unless = (statement, now) => {
  const kinds = statement.conditions.map((clause) => classify(clause, now).class);
  if (kinds.some((kind) => kind === "never" || kind === "expired" || kind === "not-yet-valid"))
    return void 0;
  const clauses = statement.conditions.filter((_, index) => kinds[index] !== "always");
  return {
    class: clauses.length === 1 ? classify(clauses[0], now).class : "other",
    operator: "Unless",
    key: clauses.map(({ keyWritten }) => keyWritten).join(" and "),
    values: clauses.map(describeClause).sort()
  };
};
var denied2 = (piece, deny, now) => {
  const hit = and(piece.bits, deny.actions.bits);
  if (isEmpty(hit))
    return [piece];
  const rest = { ...piece, bits: without(piece.bits, deny.actions.bits) };
  const others = isEmpty(rest.bits) && rest.unknown.length === 0 ? [] : [rest];
  const met = { ...piece, bits: hit, unknown: [] };
  const patterns = deny.resources.map(({ text: text2 }) => text2);
  const only = deny.conditions.length === 1 ? startOf(deny.conditions[0]) : void 0;
  const holds3 = deny.conditions.every((clause) => classify(clause, now).class === "always") || only !== void 0 && Date.parse(only) <= now;
  if (holds3) {
    if (deny.notResource) {
      const resources2 = sharedResources(piece.resources, patterns);
      return resources2.length === 0 ? others : [...others, { ...met, resources: resources2 }];
    }
    const resources = piece.resources.filter((own) => !patterns.some((pattern) => covers(pattern, own)));
    if (resources.length === 0)
      return others;
    const cut = patterns.filter((pattern) => resources.some((own) => mayMeet(pattern, own)));
    if (cut.length === 0 && resources.length === piece.resources.length)
      return [piece];
    return [...others, { ...met, resources, except: [.../* @__PURE__ */ new Set([...piece.except, ...cut])] }];
  }
  const whole = deny.notResource ? piece.resources.every((own) => !patterns.some((pattern) => mayMeet(pattern, own))) : piece.resources.every((own) => patterns.some((pattern) => covers(pattern, own)));
  if (!whole)
    return [piece];
  if (only !== void 0)
    return [...others, { ...met, until: earlier(piece.until, only) }];
  const condition = unless(deny, now);
  return condition === void 0 ? [piece] : [...others, { ...met, conditions: joined(piece.conditions, [condition]) }];
};

// ../../work/wt/exports/dist/connectors/aws/entitlements/lines.js
var holdsOf = ({ resources, except, conditions, until }) => {
  const sortedConditions = [...conditions].sort((a, b) => conditionKey(a) < conditionKey(b) ? -1 : 1);
  return resources.flatMap((resource) => {
    if (except.some((pattern) => covers(pattern, resource)))
      return [];
    const excluded = except.filter((pattern) => mayMeet(pattern, resource)).sort();
    const termsKey = JSON.stringify([excluded, until ?? "", sortedConditions.map(conditionKey)]);
    return {
      resource,
      except: excluded,
      conditions: sortedConditions,
      until,
      key: `${termsKey} ${resource}`,
      termsKey
    };
  });
};
var within2 = (hold, other) => hold.key !== other.key && covers(other.resource, hold.resource) && other.except.every((pattern) => hold.except.includes(pattern)) && other.conditions.every((condition) => hold.conditions.some((own) => conditionKey(own) === conditionKey(condition))) && (other.until === void 0 || hold.until !== void 0 && hold.until <= other.until);
var createHoldSets = () => {
  const known2 = /* @__PURE__ */ new Map();
  return (holds3) => {
    const distinct2 = [...new Map(holds3.map((hold) => [hold.key, hold])).values()].sort((a, b) => a.key < b.key ? -1 : 1);
    const key = distinct2.map((hold) => hold.key).join("\n");
    let found = known2.get(key);
    if (found === void 0) {
      found = distinct2.filter((hold) => !distinct2.some((other) => within2(hold, other)));
      const short = found.map((hold) => hold.key).join("\n");
      found = known2.get(short) ?? found;
      known2.set(short, found);
      known2.set(key, found);
    }
    return found;
  };
};
var linesOf = (service, { level, privileges, holds: holds3, by }) => [...Map.groupBy(holds3, ({ termsKey }) => termsKey).values()].map((alike) => {
  const { except, conditions, until } = alike[0];
  return {
    service,
    level: levelName(level),
    privileges,
    resources: [...new Set(alike.map(({ resource }) => resource))].sort(),
    exceptResources: except,
    duration: until === void 0 ? "permanent" : "time-bound",
    ...until === void 0 ? {} : { until },
    conditions,
    by: [...by]
  };
});
var serviceParts = (service, name, pieces, setOf) => {
  const { first, end, nameOf, levelOf, anyResourceOnly } = actionsOf(service);
  const holding = pieces.map((piece, index) => {
    const holds3 = holdsOf(piece).filter(({ resource }) => means(name, resource));
    const wide = holds3.filter(({ resource }) => resource === "*");
    return { index, bits: piece.bits, by: piece.by, holds: holds3, wide };
  });
  const parts2 = /* @__PURE__ */ new Map();
  const remembered = /* @__PURE__ */ new Map();
  let count = 0;
  for (let id = first; id < end; id += 1) {
    const having = holding.filter(({ bits }) => hasBit(bits, id));
    if (having.length === 0)
      continue;
    const onlyWide = anyResourceOnly(id);
    const held = (each) => onlyWide ? each.wide : each.holds;
    const memory = `${onlyWide} ${having.map(({ index }) => index).join(",")}`;
    const holds3 = remembered.get(memory) ?? setOf(having.flatMap(held));
    remembered.set(memory, holds3);
    if (holds3.length === 0)
      continue;
    count += 1;
    const part2 = parts2.get(holds3) ?? { holds: holds3, by: /* @__PURE__ */ new Set(), level: 0, privileges: [] };
    parts2.set(holds3, part2);
    part2.privileges.push(nameOf(id));
    if (levelOf(id) > part2.level)
      part2.level = levelOf(id);
    for (const each of having) {
      if (held(each).some(({ key }) => holds3.some((hold) => hold.key === key)))
        part2.by.add(each.by);
    }
  }
  const list = [...parts2.values()];
  const whole = list.length === 1 && count === countOn(service, list[0].holds);
  return whole ? [{ ...list[0], privileges: [`${name}:*`] }] : list.flatMap((part2) => byLevel(service, part2));
};
var byLevel = (service, part2) => {
  const { nameOf, levelOf, first, end } = actionsOf(service);
  const named2 = new Set(part2.privileges);
  const levels2 = /* @__PURE__ */ new Map();
  for (let id = first; id < end; id += 1) {
    if (!named2.has(nameOf(id)))
      continue;
    const known2 = levels2.get(levelOf(id)) ?? [];
    known2.push(nameOf(id));
    levels2.set(levelOf(id), known2);
  }
  return [...levels2].map(([level, privileges]) => ({ ...part2, level, privileges: privileges.sort() }));
};
var countOn = (service, holds3) => {
  const { first, end, anyResourceOnly } = actionsOf(service);
  if (holds3.some(({ resource }) => resource === "*"))
    return end - first;
  let count = 0;
  for (let id = first; id < end; id += 1)
    count += anyResourceOnly(id) ? 0 : 1;
  return count;
};
var everywhere2 = (parts2, services) => {
  const [first] = parts2;
  const alike = first !== void 0 && parts2.length === services && parts2.every(({ privileges, holds: holds3 }) => privileges[0].endsWith(":*") && holds3 === first.holds);
  if (!alike)
    return void 0;
  const at2 = first.holds.map(({ resource }) => serviceOfResource(resource));
  const strongest = parts2.filter(({ name }) => at2.includes(void 0) || at2.includes(name)).reduce((level, part2) => Math.max(level, part2.level), 0);
  return { ...first, privileges: ["*"], level: strongest };
};
var linesOfPieces = (pieces, names2) => {
  const setOf = createHoldSets();
  const byService = /* @__PURE__ */ new Map();
  for (const piece of pieces) {
    for (const { service } of sharesOf(piece.bits)) {
      const list = byService.get(service);
      if (list === void 0)
        byService.set(service, [piece]);
      else
        list.push(piece);
    }
  }
  const parts2 = [...byService].flatMap(([service, list]) => {
    const name = names2[service];
    return serviceParts(service, name, list, setOf).map((part2) => ({ ...part2, name }));
  });
  const all = everywhere2(parts2, names2.length);
  const lines = all === void 0 ? parts2.flatMap((part2) => linesOf(part2.name, part2)) : linesOf("*", all);
  const unknown2 = /* @__PURE__ */ new Map();
  for (const piece of pieces) {
    for (const pattern of piece.unknown)
      unknown2.set(pattern, [...unknown2.get(pattern) ?? [], piece]);
  }
  for (const [pattern, list] of unknown2) {
    const service = pattern.includes(":") ? pattern.slice(0, pattern.indexOf(":")) : "*";
    const told = all?.holds ?? [];
    const holds3 = setOf(list.flatMap(holdsOf)).filter((hold) => !told.some((other) => other.key === hold.key || within2(hold, other)));
    const by = new Set(list.map((piece) => piece.by));
    lines.push(...linesOf(service, { holds: holds3, by, level: levelRank.write, privileges: [pattern] }));
  }
  return lines;
};

// ../../work/wt/exports/dist/connectors/aws/entitlements/index.js
var unreadLine = (account, arn, source3) => ({
  scope: account,
  service: "*",
  level: "control",
  privileges: [`policy ${arn}`],
  resources: ["*"],
  exceptResources: [],
  duration: "unknown",
  conditions: [],
  sources: [source3]
});
var lineOrder = ({ service, privileges, resources, until, conditions }) => JSON.stringify([service, privileges, resources, until ?? "", conditions.map(conditionKey)]);
var denyKey = (deny) => JSON.stringify([
  plainDeny(deny) ? 0 : 1,
  deny.notResource,
  deny.resources.map(({ text: text2 }) => text2).sort(),
  deny.conditions.map(({ written, key, values }) => [written, key, [...values].sort()]),
  hash2("sha256", deny.actions.bits, "hex")
]);
var documentKey = (principal, limits) => JSON.stringify([
  principal.account,
  principal.boundary ?? "",
  limits.length,
  principal.serviceLinked,
  [...new Set(principal.policies.map(({ document }) => document))].sort((a, b) => a - b)
]);
var createEntitlements = (inventory, guardrails, names2, now) => {
  const { documents } = inventory.store;
  const known2 = /* @__PURE__ */ new Map();
  const limitsOf2 = (principal) => [
    ...principal.serviceLinked || principal.kind === "root" ? [] : guardrails.service(principal.account),
    ...principal.boundary === void 0 ? [] : [{ kind: "permissions-boundary", name: "", documents: [documents[principal.boundary]] }]
  ];
  const work = (principal, limits) => {
    const own = [...new Set(principal.policies.map(({ document }) => document))].map((document) => documents[document]);
    let pieces = own.flatMap((document) => piecesOf(document, now));
    for (const limit of limits) {
      if (limit.documents === void 0)
        continue;
      const allowed = limit.documents.flatMap((document) => piecesOf(document, now));
      pieces = pieces.flatMap((piece) => limited(piece, allowed));
    }
    const denies = [...own, ...limits.flatMap((limit) => limit.documents ?? [])].flatMap(({ statements }) => statements).filter(({ allow }) => !allow).map((deny) => ({ deny, key: denyKey(deny) })).sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
    for (const { deny } of denies)
      pieces = pieces.flatMap((piece) => denied2(piece, deny, now));
    return linesOfPieces(pieces, names2);
  };
  const linesOf2 = (principal) => {
    const limits = limitsOf2(principal);
    const key = documentKey(principal, limits);
    let lines = known2.get(key);
    if (lines === void 0) {
      lines = work(principal, limits);
      known2.set(key, lines);
    }
    return lines;
  };
  const of = (principal) => {
    const sourceOf2 = ({ document, statement }) => {
      const policy = principal.policies.find((each) => each.document === document);
      const { source: source3 } = policy;
      if (policy.elsewhere === true)
        return source3;
      const place = documents[document].single ? "/Statement" : `/Statement/${statement}`;
      return { ...source3, pointer: `${source3.pointer ?? ""}${place}` };
    };
    const distinct2 = (refs) => [...new Map(refs.map((ref) => [`${ref.document}/${ref.statement}`, ref])).values()].map(sourceOf2);
    return [
      ...linesOf2(principal).map(({ by, ...line }) => ({
        scope: principal.account,
        ...line,
        sources: distinct2(by)
      })),
      ...principal.missing.map((arn) => unreadLine(principal.account, arn, { record: `aws.${principal.kind}`, id: principal.arn }))
    ].sort((a, b) => lineOrder(a) < lineOrder(b) ? -1 : 1);
  };
  return { of, linesOf: linesOf2 };
};

// ../../work/wt/exports/dist/connectors/aws/policy/document-text.js
import { hash as hash3 } from "node:crypto";
var decoded = (raw) => {
  if (typeof raw !== "string")
    return raw;
  for (const text2 of raw.trimStart().startsWith("%7B") || raw.includes("%22") ? [raw, percentDecoded(raw)] : [raw]) {
    const parsed = parseJson(text2);
    if (parsed !== void 0)
      return parsed;
  }
  return void 0;
};
var percentDecoded = (text2) => {
  try {
    return decodeURIComponent(text2);
  } catch {
    return text2;
  }
};
var parseJson = (text2) => {
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
};
var longestKey = 256;
var keyOf = (raw) => {
  const text2 = typeof raw === "string" ? raw : JSON.stringify(raw) ?? "";
  return text2.length <= longestKey ? text2 : hash3("sha256", text2, "binary");
};

// ../../work/wt/exports/dist/connectors/aws/policy/same-document.js
var isRaw = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var isTexts = (value, texts) => {
  if (typeof value === "string")
    return texts.length === 1 && texts[0] === value;
  if (!Array.isArray(value) || value.length !== texts.length)
    return false;
  for (let k = 0; k < texts.length; k += 1)
    if (value[k] !== texts[k])
      return false;
  return true;
};
var principalKinds = { AWS: "aws", Service: "service", Federated: "federated" };
var named = ({ aws: aws2, service, federated: federated2, canonicalUser }) => aws2.length + service.length + federated2.length + canonicalUser.length;
var isPrincipal = (value, principals) => {
  if (value === void 0)
    return principals === void 0;
  if (value === "*")
    return principals?.everyone === true && !principals.not && named(principals) === 0;
  if (!isRaw(value) || principals === void 0 || principals.not || principals.everyone)
    return false;
  let texts = 0;
  for (const kind in value) {
    if (!Object.hasOwn(principalKinds, kind))
      return false;
    const list = principals[principalKinds[kind]];
    if (!isTexts(value[kind], list))
      return false;
    texts += list.length;
  }
  return texts === named(principals);
};
var areConditions = (value, clauses) => {
  if (value === void 0)
    return clauses.length === 0;
  if (!isRaw(value))
    return false;
  let count = 0;
  for (const operator in value) {
    const block = value[operator];
    if (!isRaw(block))
      return false;
    for (const key in block) {
      const clause = clauses[count];
      count += 1;
      if (clause?.written !== operator || clause.keyWritten !== key || !isTexts(block[key], clause.values))
        return false;
    }
  }
  return count === clauses.length;
};
var elements = /* @__PURE__ */ new Set([
  "Sid",
  "Effect",
  "Principal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition"
]);
var areResources = (value, { resources }) => {
  if (value === void 0)
    return resources.length === 0;
  if (typeof value === "string")
    return resources.length === 1 && resources[0].text === value;
  if (!Array.isArray(value) || value.length !== resources.length)
    return false;
  for (let k = 0; k < resources.length; k += 1)
    if (value[k] !== resources[k].text)
      return false;
  return true;
};
var isStatement = (value, statement) => {
  if (!isRaw(value))
    return false;
  for (const name in value)
    if (!elements.has(name))
      return false;
  const { Effect, Sid = "", Action, NotAction, Resource, NotResource } = value;
  if (Action === void 0 !== statement.actions.not || Action !== void 0 && NotAction !== void 0)
    return false;
  if (NotResource !== void 0 && Resource !== void 0)
    return false;
  return Effect === (statement.allow ? "Allow" : "Deny") && Sid === (statement.sid ?? "") && NotResource !== void 0 === statement.notResource && isTexts(Action ?? NotAction, statement.actions.patterns) && areResources(Resource ?? NotResource, statement) && isPrincipal(value.Principal, statement.principals) && areConditions(value.Condition, statement.conditions);
};
var saysSame = (raw, document) => {
  if (!isRaw(raw) || document.problems.length > 0)
    return false;
  if (raw.Version === "2012-10-17" !== document.variables)
    return false;
  const { statements, single: single2 } = document;
  if (!Array.isArray(raw.Statement))
    return single2 && statements.length === 1 && isStatement(raw.Statement, statements[0]);
  if (single2 || raw.Statement.length !== statements.length)
    return false;
  for (let k = 0; k < statements.length; k += 1)
    if (!isStatement(raw.Statement[k], statements[k]))
      return false;
  return true;
};
var firstText = (value) => {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : void 0;
};
var markOf = (raw) => {
  const list = isRaw(raw) ? raw.Statement : void 0;
  const statement = Array.isArray(list) ? list[0] : list;
  if (!isRaw(statement))
    return void 0;
  const { Resource, Principal } = statement;
  if (Resource !== void 0)
    return firstText(Resource);
  if (!isRaw(Principal))
    return void 0;
  return firstText(Principal.Service ?? Principal.AWS ?? Principal.Federated);
};

// ../../work/wt/exports/dist/connectors/aws/policy/document.js
var asList = (value) => value === void 0 || value === null ? [] : Array.isArray(value) ? value : [value];
var isString = (value) => typeof value === "string";
var asStrings = (value) => {
  if (isString(value))
    return [value];
  const list = asList(value);
  if (list.every(isString))
    return list;
  return list.flatMap((item) => isString(item) || typeof item === "number" || typeof item === "boolean" ? [String(item)] : []);
};
var isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var readPrincipals = (value, not) => {
  const everyone = value === "*";
  const record = isRecord(value) ? value : {};
  const aws2 = asStrings(record.AWS);
  return {
    not,
    // `{"AWS": "*"}` is the same as `"*"` in a trust policy.
    everyone: everyone || aws2.includes("*"),
    aws: aws2.filter((principal) => principal !== "*"),
    service: asStrings(record.Service),
    federated: asStrings(record.Federated),
    canonicalUser: asStrings(record.CanonicalUser)
  };
};
var quantifiers = [
  ["forallvalues:", "all"],
  ["foranyvalue:", "any"]
];
var noConditions = [];
var readConditions = (value, problems) => {
  if (value === void 0)
    return noConditions;
  if (!isRecord(value)) {
    problems.push("Condition is not an object");
    return [
      {
        written: "Condition",
        operator: "unreadable",
        quantifier: void 0,
        ifExists: false,
        key: "",
        keyWritten: "",
        values: []
      }
    ];
  }
  return Object.entries(value).flatMap(([written, block]) => {
    let operator = written.toLowerCase();
    let quantifier;
    for (const [prefix, name] of quantifiers) {
      if (operator.startsWith(prefix)) {
        quantifier = name;
        operator = operator.slice(prefix.length);
      }
    }
    const ifExists = operator.endsWith("ifexists");
    if (ifExists)
      operator = operator.slice(0, -"ifexists".length);
    return Object.entries(isRecord(block) ? block : {}).map(([keyWritten, values]) => ({
      written,
      operator,
      quantifier,
      ifExists,
      key: keyWritten.toLowerCase(),
      keyWritten,
      values: asStrings(values)
    }));
  });
};
var elementNames = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition"
];
var knownElements = new Set(elementNames);
var elementByLowerCase = new Map(elementNames.map((name) => [name.toLowerCase(), name]));
var elementsOf = (value) => {
  if (Object.keys(value).every((name) => knownElements.has(name)))
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, element]) => [
    elementByLowerCase.get(name.toLowerCase()) ?? name,
    element
  ]));
};
function matchesPattern(resource) {
  this.compiled ??= compileWildcard(this.text);
  return this.compiled(resource);
}
var resourcePattern = (text2) => {
  const pattern = {
    text: text2,
    matches: matchesPattern,
    variable: text2.includes("${"),
    compiled: void 0
  };
  return pattern;
};
var anyResource = [resourcePattern("*")];
var resourcePatterns = (texts) => texts.length === 1 && texts[0] === "*" ? anyResource : texts.map(resourcePattern);
var unnumbered = -1;
var mostMarked = 8;
var none3 = [];
var noProblems = [];
var createPolicyStore = () => {
  const documents = [];
  const byText3 = /* @__PURE__ */ new Map();
  const byMark = /* @__PURE__ */ new Map();
  const actionSets = /* @__PURE__ */ new Map();
  const actionSet = (patterns, not) => {
    const text2 = patterns.length === 1 ? patterns[0] : patterns.join("\n");
    const key = not ? `!${text2}` : text2;
    let set = actionSets.get(key);
    if (set === void 0) {
      set = compileActions(patterns, not);
      actionSets.set(key, set);
    }
    return set;
  };
  const readStatement = (value, index, variables, problems) => {
    if (!isRecord(value)) {
      problems.push(`statement ${index} is not an object`);
      return void 0;
    }
    const elements2 = elementsOf(value);
    if (elements2 !== value && Object.keys(elements2).some((name) => !knownElements.has(name)))
      problems.push(`statement ${index} has unknown elements`);
    const effect = elements2.Effect;
    if (effect !== "Allow" && effect !== "Deny") {
      problems.push(`statement ${index} has no Effect of Allow or Deny`);
      return void 0;
    }
    const notAction = elements2.NotAction !== void 0 && elements2.Action === void 0;
    const actions2 = asStrings(notAction ? elements2.NotAction : elements2.Action);
    if (actions2.length === 0 && !notAction)
      problems.push(`statement ${index} names no action`);
    const notResource = elements2.NotResource !== void 0 && elements2.Resource === void 0;
    const resources = asStrings(notResource ? elements2.NotResource : elements2.Resource);
    const statement = {
      document: unnumbered,
      index,
      allow: effect === "Allow",
      actions: actionSet(actions2, notAction),
      resources: resourcePatterns(resources),
      notResource,
      conditions: readConditions(elements2.Condition, problems),
      variables
    };
    if (typeof elements2.Sid === "string" && elements2.Sid !== "")
      statement.sid = elements2.Sid;
    const notPrincipal = elements2.NotPrincipal !== void 0;
    const principal = notPrincipal ? elements2.NotPrincipal : elements2.Principal;
    if (principal !== void 0)
      statement.principals = readPrincipals(principal, notPrincipal);
    return statement;
  };
  const compile = (raw) => {
    const problems = [];
    const value = decoded(raw);
    if (!isRecord(value)) {
      return {
        statements: [],
        single: false,
        variables: false,
        problems: ["the document is not a JSON object"],
        index: unnumbered
      };
    }
    const variables = value.Version === "2012-10-17";
    const found = asList(value.Statement).map((item, index) => readStatement(item, index, variables, problems));
    const statements = found.every((statement) => statement !== void 0) ? found : found.filter((statement) => statement !== void 0);
    if (statements.length === 0)
      problems.push("the document has no statement that can be read");
    return {
      statements,
      single: isRecord(value.Statement),
      variables,
      problems: problems.length === 0 ? noProblems : problems,
      index: unnumbered
    };
  };
  const readByText = (raw) => {
    const key = keyOf(raw);
    let document = byText3.get(key);
    if (document === void 0) {
      document = compile(raw);
      byText3.set(key, document);
    }
    return document;
  };
  const read6 = (raw) => {
    const mark = markOf(raw);
    if (mark === void 0)
      return readByText(raw);
    const known2 = byMark.get(mark) ?? none3;
    for (const document2 of known2)
      if (saysSame(raw, document2))
        return document2;
    if (known2.length === mostMarked)
      return readByText(raw);
    const document = compile(raw);
    if (!saysSame(raw, document))
      return readByText(raw);
    byMark.set(mark, [...known2, document]);
    return document;
  };
  const indexOf = (document) => {
    if (document.index === unnumbered) {
      document.index = documents.push(document) - 1;
      for (const statement of document.statements)
        statement.document = document.index;
    }
    return document.index;
  };
  return {
    documents,
    read: read6,
    // Whoever asks has the document from `read`.
    indexOf: (document) => indexOf(document),
    intern: (raw) => indexOf(read6(raw)),
    add: (statements) => indexOf({
      statements: statements.map((statement, index) => ({ ...statement, index })),
      single: false,
      variables: statements.some(({ variables }) => variables),
      problems: noProblems,
      index: unnumbered
    })
  };
};

// ../../work/wt/exports/dist/connectors/aws/policy/resource-policy.js
var isRecord2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var asList2 = (value) => Array.isArray(value) ? value : [value];
var ownResources = (arn, value) => {
  const named2 = asList2(value).filter((text2) => typeof text2 === "string" && text2.startsWith(arn));
  return named2.length === 0 ? [arn] : named2.map(String);
};
var permissionsOf = (arn, policy) => {
  if (!isRecord2(policy))
    return [];
  return asList2(policy.Statement).flatMap((statement, index) => {
    if (!isRecord2(statement) || statement.Effect !== "Allow")
      return [];
    const { Action, NotAction, Resource } = statement;
    const actions2 = Action === void 0 ? { NotAction } : { Action };
    const allow = { Effect: "Allow", ...actions2, Resource: ownResources(arn, Resource) };
    return [[index, { Version: "2012-10-17", Statement: [allow] }]];
  });
};

// ../../work/wt/exports/dist/connectors/aws/facts/held-principal.js
var nothing2 = [];
function tagOf(key) {
  for (let k = this.pairs.length - 2; k >= 0; k -= 2)
    if (this.pairs[k] === key)
      return this.pairs[k + 1];
  return void 0;
}
var tagList = (pairs2) => ({ pairs: pairs2, get: tagOf });
var noTags = tagList(nothing2);
var tagsOf = (tags2) => {
  if (tags2 === void 0 || tags2.length === 0)
    return noTags;
  const pairs2 = new Array(tags2.length * 2);
  tags2.forEach(({ Key, Value }, index) => {
    pairs2[index * 2] = Key.toLowerCase();
    pairs2[index * 2 + 1] = Value;
  });
  return tagList(pairs2);
};
var arnsOf = (attached) => attached === void 0 || attached.length === 0 ? nothing2 : attached.map(({ PolicyArn }) => PolicyArn);
var readInline = (store, list) => list === void 0 || list.length === 0 ? nothing2 : list.map(({ PolicyName, PolicyDocument }) => ({
  name: PolicyName,
  document: store.read(PolicyDocument)
}));
var openPrincipal = (kind, data, name, uniqueId2) => {
  const { partition, account } = arnParts(data.Arn);
  const path = data.Path ?? data.Arn.slice(data.Arn.indexOf("/"), data.Arn.lastIndexOf("/") + 1);
  return {
    kind,
    arn: data.Arn,
    partition,
    account,
    name,
    path,
    uniqueId: uniqueId2,
    tags: tagsOf(data.Tags),
    policies: nothing2,
    missing: nothing2,
    boundaryArn: data.PermissionsBoundary?.PermissionsBoundaryArn,
    boundary: void 0,
    groups: nothing2,
    trust: void 0,
    inInstanceProfile: false,
    serviceLinked: path.startsWith("/aws-service-role/"),
    reserved: path.startsWith("/aws-reserved/"),
    createdAt: data.CreateDate,
    lastUsed: void 0,
    maxSessionSeconds: void 0
  };
};
var nothingKnown = {
  path: "/",
  uniqueId: void 0,
  tags: noTags,
  missing: nothing2,
  boundaryArn: void 0,
  boundary: void 0,
  groups: nothing2,
  trust: void 0,
  inInstanceProfile: false,
  serviceLinked: false,
  reserved: false,
  createdAt: void 0,
  lastUsed: void 0,
  maxSessionSeconds: void 0
};
var holdUser = (store, user) => ({
  principal: openPrincipal("user", user, user.UserName, user.UserId),
  attached: arnsOf(user.AttachedManagedPolicies),
  inline: readInline(store, user.UserPolicyList),
  groupNames: user.GroupList ?? nothing2,
  trust: void 0,
  instanceProfiles: nothing2
});
var holdRole = (store, role) => {
  const principal = openPrincipal("role", role, role.RoleName, role.RoleId);
  const profiles = role.InstanceProfileList ?? nothing2;
  principal.inInstanceProfile = profiles.length > 0;
  if (profiles.length > 0)
    principal.instanceProfiles = profiles.map(({ Arn }) => Arn);
  principal.lastUsed = role.RoleLastUsed === void 0 ? void 0 : role.RoleLastUsed.LastUsedDate ?? "never";
  principal.maxSessionSeconds = role.MaxSessionDuration;
  return {
    principal,
    attached: arnsOf(role.AttachedManagedPolicies),
    inline: readInline(store, role.RolePolicyList),
    groupNames: nothing2,
    trust: role.AssumeRolePolicyDocument === void 0 ? void 0 : store.read(role.AssumeRolePolicyDocument),
    instanceProfiles: profiles.length === 0 ? nothing2 : profiles.map(({ Arn }) => Arn)
  };
};

// ../../work/wt/exports/dist/connectors/aws/facts/attached-policies.js
var none4 = [];
var attachedPolicies = ({ store, policies, pointers, groups }) => {
  const shared2 = /* @__PURE__ */ new Map();
  const one = (arn, via, attachment) => {
    const key = `${via} ${arn}`;
    const before = shared2.get(key);
    if (before !== void 0)
      return before;
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    const document = policies.get(arn)?.document;
    if (document !== void 0) {
      const source3 = { record: "aws.policy", id: arn, pointer: pointers.get(arn) };
      const applied = { document, name, arn, via, source: source3, shared: true };
      shared2.set(key, applied);
      return applied;
    }
    const known2 = meaningOf(arn);
    return known2 === void 0 ? void 0 : { document: store.intern(known2), name, arn, via, source: attachment(), elsewhere: true };
  };
  const of = (holding, group) => {
    const { holder, record, listName, attached, inline } = holding;
    let missing;
    const given = attached.map((arn, index) => {
      const attachment = () => ({ record, id: holder, pointer: `/AttachedManagedPolicies/${index}` });
      const policy = one(arn, group ?? "attached", attachment);
      if (policy === void 0)
        missing = [...missing ?? [], arn];
      return policy;
    });
    const own = inline.map(({ name, document }, index) => {
      const policy = {
        document: store.indexOf(document),
        name,
        via: group ?? "inline",
        source: { record, id: holder, pointer: pointerOf(listName, index) }
      };
      return group === void 0 ? policy : { ...policy, shared: true };
    });
    const known2 = missing === void 0 ? given : given.filter((policy) => policy !== void 0);
    return { policies: known2.concat(own), missing: missing ?? none4 };
  };
  const byGroup = /* @__PURE__ */ new Map();
  const throughGroup = (arn) => {
    let found = byGroup.get(arn);
    if (found === void 0) {
      const group = groups.get(arn);
      const holding = {
        holder: arn,
        record: "aws.group",
        listName: "GroupPolicyList",
        attached: arnsOf(group.AttachedManagedPolicies),
        inline: readInline(store, group.GroupPolicyList)
      };
      found = of(holding, `group ${group.GroupName}`);
      byGroup.set(arn, found);
    }
    return found;
  };
  const groupArns = new Map([...groups.values()].map(({ Arn, GroupName }) => [`${arnParts(Arn).account}/${GroupName}`, Arn]));
  return { one, of, throughGroup, groupArn: (account, name) => groupArns.get(`${account}/${name}`) };
};
var inlinePointers = /* @__PURE__ */ new Map();
var pointerOf = (listName, index) => {
  const key = `${listName}/${index}`;
  let pointer = inlinePointers.get(key);
  if (pointer === void 0) {
    pointer = `/${key}/PolicyDocument`;
    inlinePointers.set(key, pointer);
  }
  return pointer;
};

// ../../work/wt/exports/dist/connectors/aws/facts/inventory-problems.js
var problemsOf = (principals, store) => {
  const problems = [];
  const missingByAccount = /* @__PURE__ */ new Map();
  for (const { account, missing: arns, boundaryArn, boundary, policies, trust, arn } of principals) {
    for (const policy of arns)
      addTo(missingByAccount, account, policy);
    if (boundaryArn !== void 0 && boundary === void 0)
      addTo(missingByAccount, account, boundaryArn);
    for (const { document, name } of policies) {
      for (const problem of store.documents[document].problems) {
        problems.push({ account, text: `policy ${name} of ${arn}: ${problem}` });
      }
    }
    if (trust !== void 0) {
      for (const problem of store.documents[trust].problems) {
        problems.push({ account, text: `trust policy of ${arn}: ${problem}` });
      }
    }
  }
  for (const [account, arns] of missingByAccount) {
    const list = [...arns].sort();
    problems.push({
      account,
      text: `${list.length} attached ${list.length === 1 ? "policy is" : "policies are"} not in the snapshot, so what they allow is not known: ${list.slice(0, 5).join(", ")}${list.length > 5 ? ", \u2026" : ""}`
    });
  }
  return problems;
};
var addTo = (map, key, value) => {
  const set = map.get(key);
  if (set === void 0)
    map.set(key, /* @__PURE__ */ new Set([value]));
  else
    set.add(value);
};

// ../../work/wt/exports/dist/connectors/aws/facts/inventory-reader.js
var byText = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var push = (map, key, value) => {
  const list = map.get(key);
  if (list === void 0)
    map.set(key, [value]);
  else
    list.push(value);
};
var readInventory = (records) => {
  const reader = createInventoryReader();
  for (const record of records)
    reader.add(record);
  return reader.finish();
};
var createInventoryReader = () => {
  const store = createPolicyStore();
  const users = [];
  const roles = [];
  const managed = [];
  const groups = /* @__PURE__ */ new Map();
  const policies = /* @__PURE__ */ new Map();
  const accountRecords = /* @__PURE__ */ new Map();
  const summaries = /* @__PURE__ */ new Map();
  const reportRows = /* @__PURE__ */ new Map();
  const accessKeys2 = /* @__PURE__ */ new Map();
  const serviceCredentials = /* @__PURE__ */ new Map();
  const sshKeys = /* @__PURE__ */ new Map();
  const certificates = /* @__PURE__ */ new Map();
  const oidcProviders = /* @__PURE__ */ new Map();
  const samlProviders = /* @__PURE__ */ new Map();
  const delegations = [];
  const units = /* @__PURE__ */ new Map();
  const organizationPolicies = [];
  const delegatedServices = /* @__PURE__ */ new Map();
  const lastAccessed = /* @__PURE__ */ new Map();
  const workloads = [];
  const resourcePolicyData = [];
  const callers = /* @__PURE__ */ new Set();
  const accounts = /* @__PURE__ */ new Set();
  let organization;
  const managedPolicy = (policy, scope) => {
    const versions = policy.PolicyVersionList ?? [];
    const isDefault = (version) => version.IsDefaultVersion === true || version.VersionId === policy.DefaultVersionId;
    const current = versions.find(isDefault);
    return {
      arn: policy.Arn,
      account: arnParts(policy.Arn).account === "aws" ? "aws" : scope,
      document: current?.Document === void 0 ? void 0 : store.intern(current.Document),
      olderVersions: versions.flatMap((version) => isDefault(version) || version.Document === void 0 ? [] : [store.intern(version.Document)]),
      versions: versions.length
    };
  };
  const policyPointers = /* @__PURE__ */ new Map();
  const readers = {
    "aws.user": (data) => users.push(holdUser(store, data)),
    "aws.role": (data) => roles.push(holdRole(store, data)),
    "aws.group": (data) => groups.set(data.Arn, data),
    "aws.policy": (data, scope) => {
      managed.push({ data, scope });
      const index = (data.PolicyVersionList ?? []).findIndex((version) => version.IsDefaultVersion === true || version.VersionId === data.DefaultVersionId);
      policyPointers.set(data.Arn, `/PolicyVersionList/${index}/Document`);
    },
    "aws.account": (data) => accountRecords.set(data.Id, data),
    "aws.account-summary": (data, scope) => summaries.set(scope, data),
    "aws.credential-report-row": (data) => reportRows.set(data.arn, data),
    "aws.access-key": (data, scope) => push(accessKeys2, `${scope}/${data.UserName}`, data),
    "aws.service-specific-credential": (data, scope) => push(serviceCredentials, `${scope}/${data.UserName}`, data),
    "aws.ssh-public-key": (data, scope) => push(sshKeys, `${scope}/${data.UserName}`, data),
    "aws.signing-certificate": (data, scope) => push(certificates, `${scope}/${data.UserName}`, data),
    "aws.oidc-provider": (data) => oidcProviders.set(data.Arn, data),
    "aws.saml-provider": (data) => samlProviders.set(data.Arn, data),
    "aws.delegation-request": (data, scope) => delegations.push({ scope, data }),
    "aws.organization": (data) => {
      organization = data;
    },
    "aws.organizational-unit": (data) => units.set(data.Id, data),
    "aws.organization-policy": (data) => organizationPolicies.push(data),
    "aws.delegated-administrator": ({ Id, Services }) => delegatedServices.set(Id, Services),
    "aws.service-last-accessed": (data) => lastAccessed.set(data.Arn, data),
    "aws.workload": (data, scope) => workloads.push({ scope, data }),
    "aws.resource-policy": (data, scope) => resourcePolicyData.push({ scope, data }),
    "aws.caller": (data) => callers.add(data.Arn)
  };
  const add = ({ record, scope, data }) => readers[record]?.(data, scope);
  const finish = () => {
    for (const { data, scope } of managed.sort((a, b) => byText(a.data.Arn, b.data.Arn))) {
      policies.set(data.Arn, managedPolicy(data, scope));
    }
    users.sort((a, b) => byText(a.principal.arn, b.principal.arn));
    roles.sort((a, b) => byText(a.principal.arn, b.principal.arn));
    const attached = attachedPolicies({ store, policies, pointers: policyPointers, groups });
    const bind = (held, record, listName) => {
      const { principal } = held;
      const { arn, boundaryArn } = principal;
      accounts.add(principal.account);
      if (boundaryArn !== void 0)
        principal.boundary = attached.one(boundaryArn, "boundary", () => ({ record, id: arn }))?.document;
      const own = attached.of({
        holder: arn,
        record,
        listName,
        attached: held.attached,
        inline: held.inline
      });
      principal.policies = own.policies;
      principal.missing = own.missing;
    };
    const sessions = /* @__PURE__ */ new Map();
    const startOf2 = (trust) => {
      let start = sessions.get(trust);
      if (start === void 0) {
        start = sessionStart(store.documents[trust]);
        sessions.set(trust, start);
      }
      return start;
    };
    const principals = [];
    for (const user of users) {
      const { principal } = user;
      bind(user, "aws.user", "UserPolicyList");
      const groupArns = user.groupNames.flatMap((name) => attached.groupArn(principal.account, name) ?? []);
      if (groupArns.length > 0) {
        const inherited = groupArns.map(attached.throughGroup);
        principal.groups = groupArns;
        principal.policies = [...principal.policies, ...inherited.flatMap((from) => from.policies)];
        principal.missing = [...principal.missing, ...inherited.flatMap((from) => from.missing)];
      }
      principals.push(principal);
    }
    for (const role of roles) {
      bind(role, "aws.role", "RolePolicyList");
      if (role.trust !== void 0) {
        role.principal.trust = store.indexOf(role.trust);
        const start = startOf2(role.principal.trust);
        if (start.tags)
          role.principal.takesTags = true;
        if (start.byServices)
          role.principal.startedByServices = true;
      }
      principals.push(role.principal);
    }
    const profiles = roles.filter(({ instanceProfiles }) => instanceProfiles.length > 0);
    users.length = 0;
    roles.length = 0;
    const reportedAccounts = /* @__PURE__ */ new Set();
    for (const arn of reportRows.keys()) {
      const { partition, account, resource } = arnParts(arn);
      accounts.add(account);
      reportedAccounts.add(account);
      if (resource === "root")
        principals.push(rootPrincipal(arn, partition, account, store, { record: "aws.credential-report-row", id: arn }));
    }
    for (const account of summaries.keys()) {
      const partition = principals.find((principal) => principal.account === account)?.partition ?? "aws";
      const arn = `arn:${partition}:iam::${account}:root`;
      accounts.add(account);
      const source3 = { record: "aws.account-summary", id: account };
      if (!reportRows.has(arn))
        principals.push(rootPrincipal(arn, partition, account, store, source3));
    }
    principals.sort((a, b) => byText(a.arn, b.arn));
    return {
      store,
      principals,
      groups,
      policies,
      accounts: [...accounts].sort(),
      accountRecords,
      summaries,
      reportRows,
      reportedAccounts,
      accessKeys: accessKeys2,
      serviceCredentials,
      sshKeys,
      certificates,
      oidcProviders,
      samlProviders,
      delegations,
      organization,
      units,
      organizationPolicies,
      delegatedServices,
      lastAccessed,
      workloads: arrangeWorkloads(workloads, profiles.map(({ principal, instanceProfiles }) => ({ arn: principal.arn, instanceProfiles }))),
      resourcePolicies: [...new Map(resourcePolicyData.map((item) => [item.data.Arn, item])).values()].sort((a, b) => byText(a.data.Arn, b.data.Arn)).map(({ scope, data }) => ({
        arn: data.Arn,
        account: scope,
        document: store.intern(data.PolicyDocument),
        permissions: new Map(permissionsOf(data.Arn, data.PolicyDocument).map(([index, policy]) => [
          index,
          store.intern(policy)
        ]))
      })),
      callers,
      problems: problemsOf(principals, store)
    };
  };
  return { add, finish };
};
var sessionStart = ({ statements }) => {
  const allows = statements.filter(({ allow }) => allow);
  return {
    tags: allows.some(({ actions: actions2 }) => actions2.includes("sts:tagsession")),
    byServices: allows.length > 0 && allows.every(({ principals }) => principals !== void 0 && !principals.not && !principals.everyone && principals.aws.length === 0 && !principals.federated.some((provider) => provider.includes(":saml-provider/")))
  };
};
var rootPrincipal = (arn, partition, account, store, source3) => ({
  ...nothingKnown,
  kind: "root",
  arn,
  partition,
  account,
  name: "root",
  uniqueId: account,
  policies: [
    {
      document: store.intern(meaningOf(`arn:${partition}:iam::aws:policy/AdministratorAccess`)),
      name: "root user",
      via: "root user",
      elsewhere: true,
      source: source3
    }
  ]
});

// ../../work/wt/exports/dist/connectors/aws/facts/organization.js
var pathToRoot = (account, inventory) => {
  const path = [account];
  let parent = inventory.accountRecords.get(account)?.ParentId;
  while (parent !== void 0 && path.length < 12) {
    path.push(parent);
    if (parent.startsWith("r-"))
      return path;
    parent = inventory.units.get(parent)?.ParentId;
  }
  return void 0;
};
var guardrailsOf = (inventory) => {
  const { organization } = inventory;
  const policies = inventory.organizationPolicies.map((policy) => ({
    ...policy,
    document: inventory.store.documents[inventory.store.intern(policy.Content)]
  }));
  const limitsOf2 = (account, type) => {
    if (account === organization?.MasterAccountId)
      return [];
    const enabled = organization?.Roots === void 0 || organization.Roots.some((root) => root.EnabledPolicyTypes.includes(type));
    const ofType = policies.filter((policy) => policy.Type === type);
    if (!enabled || ofType.length === 0)
      return [];
    const path = pathToRoot(account, inventory) ?? [account];
    return [...path].reverse().flatMap((level) => {
      const documents = ofType.filter((policy) => policy.Targets.includes(level)).map((policy) => policy.document);
      if (documents.length === 0)
        return [];
      return [
        {
          kind: type === "SERVICE_CONTROL_POLICY" ? "service-control-policy" : "resource-control-policy",
          name: level,
          documents
        }
      ];
    });
  };
  const remember = (type) => {
    const known2 = /* @__PURE__ */ new Map();
    return (account) => {
      let limits = known2.get(account);
      if (limits === void 0) {
        limits = limitsOf2(account, type);
        known2.set(account, limits);
      }
      return limits;
    };
  };
  return {
    organization: organization === void 0 ? void 0 : {
      id: organization.Id,
      // A list of accounts always has the management account in it.
      complete: inventory.accountRecords.has(organization.MasterAccountId ?? ""),
      pathOf: (account) => {
        const path = pathToRoot(account, inventory);
        return path && `${organization.Id}/${path.slice(1).reverse().join("/")}/`;
      },
      accounts: /* @__PURE__ */ new Set([
        ...[...inventory.accountRecords.values()].filter((record) => record.OrganizationId === void 0 || record.OrganizationId === organization.Id).map((record) => record.Id),
        ...organization.MasterAccountId === void 0 ? [] : [organization.MasterAccountId]
      ])
    },
    service: remember("SERVICE_CONTROL_POLICY"),
    resource: remember("RESOURCE_CONTROL_POLICY")
  };
};

// ../../work/wt/exports/dist/connectors/aws/identities/credentials.js
var iso = (text2) => text2 !== void 0 && /^\d{4}-/.test(text2) ? new Date(text2).toISOString() : void 0;
var yes = (text2) => text2.toLowerCase() === "true";
var statusOf = (status, expiresAt, now) => {
  if (expiresAt !== void 0 && expiresAt <= now)
    return "expired";
  return status.toLowerCase() === "active" ? "active" : status.toLowerCase() === "inactive" ? "inactive" : "unknown";
};
var optional = (name, value) => value === void 0 ? {} : { [name]: value };
var reportRow = ({ arn }) => ({ record: "aws.credential-report-row", id: arn });
var secret = { lifetime: "static", binding: "shared-secret" };
var reportedKeys = (principal, inventory) => {
  const row = inventory.reportRows.get(principal.arn);
  if (row === void 0)
    return [];
  const columns = [
    [1, row.access_key_1_active, row.access_key_1_last_rotated, row.access_key_1_last_used_date],
    [2, row.access_key_2_active, row.access_key_2_last_rotated, row.access_key_2_last_used_date]
  ];
  return columns.flatMap(([number2, active, rotated, used]) => {
    const createdAt = iso(rotated);
    if (!yes(active) && createdAt === void 0)
      return [];
    return [
      {
        id: `${principal.arn}#access-key-${number2}`,
        source: reportRow(principal),
        kind: "access-key",
        ...secret,
        status: yes(active) ? "active" : "inactive",
        ...optional("createdAt", createdAt),
        lastUsedAt: iso(used) ?? "never"
      }
    ];
  });
};
var accessKeys = (principal, inventory, now) => {
  const reported = reportedKeys(principal, inventory);
  const listed = inventory.accessKeys.get(`${principal.account}/${principal.name}`);
  if (listed === void 0)
    return reported;
  return listed.map((key) => {
    const row = reported.find(({ createdAt }) => createdAt?.slice(0, 19) === key.CreateDate?.slice(0, 19));
    const lastUsedAt = key.LastUsedDate ?? (key.LastUsedCollected === true ? "never" : row?.lastUsedAt);
    return {
      id: key.AccessKeyId,
      source: { record: "aws.access-key", id: key.AccessKeyId },
      kind: "access-key",
      ...secret,
      status: statusOf(key.Status, void 0, now),
      ...optional("createdAt", key.CreateDate),
      ...optional("lastUsedAt", lastUsedAt)
    };
  });
};
var password = (principal, inventory) => {
  const row = inventory.reportRows.get(principal.arn);
  if (row === void 0 || !(yes(row.password_enabled) || principal.kind === "root"))
    return [];
  return [
    {
      id: `${principal.arn}#console-password`,
      source: reportRow(principal),
      kind: "console-password",
      ...secret,
      status: yes(row.password_enabled) ? "active" : "unknown",
      ...optional("createdAt", iso(row.password_last_changed)),
      ...optional("lastUsedAt", iso(row.password_last_used) ?? (/^(no_information|N\/A)$/i.test(row.password_last_used) ? "never" : void 0))
    }
  ];
};
var summarisedRootKeys = (principal, inventory) => {
  if (principal.kind !== "root" || inventory.reportRows.has(principal.arn))
    return [];
  const count = inventory.summaries.get(principal.account)?.SummaryMap.AccountAccessKeysPresent ?? 0;
  return count === 0 ? [] : [
    {
      id: `${principal.arn}#access-key`,
      source: { record: "aws.account-summary", id: principal.account },
      kind: "access-key",
      ...secret,
      status: "active"
    }
  ];
};
var userCredentials = (principal, inventory, now) => {
  const key = `${principal.account}/${principal.name}`;
  const found = [
    ...accessKeys(principal, inventory, now),
    ...summarisedRootKeys(principal, inventory),
    ...password(principal, inventory),
    ...(inventory.serviceCredentials.get(key) ?? []).map((credential) => ({
      id: credential.ServiceSpecificCredentialId,
      source: { record: "aws.service-specific-credential", id: credential.ServiceSpecificCredentialId },
      kind: "service-specific-credential",
      lifetime: credential.ExpirationDate === void 0 ? "static" : "expiring",
      binding: "shared-secret",
      status: statusOf(credential.Status, credential.ExpirationDate, now),
      service: credential.ServiceName,
      ...optional("createdAt", credential.CreateDate),
      ...optional("expiresAt", credential.ExpirationDate)
    })),
    ...(inventory.sshKeys.get(key) ?? []).map((sshKey) => ({
      id: sshKey.SSHPublicKeyId,
      source: { record: "aws.ssh-public-key", id: sshKey.SSHPublicKeyId },
      kind: "ssh-public-key",
      lifetime: "static",
      binding: "certificate",
      status: statusOf(sshKey.Status, void 0, now),
      service: "codecommit.amazonaws.com",
      ...optional("createdAt", sshKey.UploadDate)
    })),
    ...(inventory.certificates.get(key) ?? []).map((certificate) => ({
      id: certificate.CertificateId,
      source: { record: "aws.signing-certificate", id: certificate.CertificateId },
      kind: "signing-certificate",
      lifetime: "unknown",
      binding: "certificate",
      status: statusOf(certificate.Status, void 0, now),
      ...optional("createdAt", certificate.UploadDate)
    }))
  ];
  const reported = inventory.reportRows.has(principal.arn) || inventory.accessKeys.has(key);
  return reported || principal.kind === "root" ? found : [
    ...found,
    {
      id: `${principal.arn}#unknown`,
      kind: "unknown",
      lifetime: "unknown",
      binding: "unknown",
      status: "unknown"
    }
  ];
};
var defaultSessionSeconds = 3600;
var roleSession = (principal, trusts) => {
  const attested = trusts.length > 0 && trusts.every(({ party }) => party === "service" || party === "federated");
  const binding = attested ? "attested" : "unknown";
  return {
    id: `${principal.arn}#session`,
    kind: "role-session",
    lifetime: principal.serviceLinked ? "platform-managed" : "short-lived",
    binding,
    status: "active",
    maxSeconds: principal.maxSessionSeconds ?? defaultSessionSeconds
  };
};
var credentialsOf = (principal, trusts, inventory, now) => principal.kind === "role" ? [roleSession(principal, trusts)] : userCredentials(principal, inventory, now);
var trackingDays = 400;
var day = 864e5;
var trackedSince = (now) => {
  if (tracked?.now !== now)
    tracked = { now, since: new Date(Date.parse(now) - trackingDays * day).toISOString() };
  return tracked.since;
};
var tracked;
var useOf = (principal, credentials, inventory, now) => {
  const created = principal.createdAt;
  if (principal.kind === "role") {
    const used = principal.lastUsed;
    if (used === void 0)
      return {};
    const tracked2 = trackedSince(now);
    const observedSince = created !== void 0 && created > tracked2 ? created : tracked2;
    return { lastUsedAt: used, observedSince };
  }
  if (!inventory.reportRows.has(principal.arn))
    return {};
  const uses = credentials.flatMap(({ lastUsedAt: lastUsedAt2 }) => lastUsedAt2 === void 0 || lastUsedAt2 === "never" ? [] : [lastUsedAt2]);
  const lastUsedAt = uses.length === 0 ? "never" : uses.toSorted().at(-1);
  const known2 = credentials.every((credential) => credential.lastUsedAt !== void 0);
  if (lastUsedAt === "never" && !known2)
    return {};
  const row = inventory.reportRows.get(principal.arn);
  const since = created ?? iso(row.user_creation_time);
  return { lastUsedAt, ...since === void 0 ? {} : { observedSince: since } };
};

// ../../work/wt/exports/dist/connectors/aws/identities/nature.js
var matchers = /* @__PURE__ */ new WeakMap();
var matchesAny = (name, patterns) => {
  if (patterns.length === 0)
    return void 0;
  let compiled = matchers.get(patterns);
  if (compiled === void 0) {
    compiled = patterns.map((pattern) => compileWildcard(pattern.toLowerCase()));
    matchers.set(patterns, compiled);
  }
  const lower = name.toLowerCase();
  return patterns[compiled.findIndex((matches) => matches(lower))];
};
var email = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
var userNature = (user, inventory) => {
  const row = inventory.reportRows.get(user.arn);
  if (email.test(user.name))
    return { is: "human", reason: "the name is an e-mail address" };
  if (row === void 0)
    return { is: "unknown", reason: "no credential report tells how it signs in" };
  const password2 = row.password_enabled.toLowerCase() === "true";
  const mfa = row.mfa_active.toLowerCase() === "true";
  const keys = row.access_key_1_active.toLowerCase() === "true" || row.access_key_2_active.toLowerCase() === "true";
  const signedIn = /^\d/.test(row.password_last_used);
  if (password2 && mfa && !keys)
    return { is: "human", reason: "signs in with a password and MFA, and has no access key" };
  if (!password2 && keys)
    return { is: "machine", reason: "has access keys and no console password" };
  if (!password2)
    return { is: "machine", reason: "has no console password" };
  if (keys)
    return { is: "unknown", reason: "has a console password and access keys" };
  return {
    is: "unknown",
    reason: signedIn ? "signs in with a password without MFA" : "has a console password that was never used"
  };
};
var roleNature = (role, trusts) => {
  if (role.serviceLinked)
    return { is: "machine", reason: "service-linked role of AWS" };
  if (role.reserved)
    return { is: "human", reason: "role of an IAM Identity Center permission set" };
  const saml = trusts.find((trust) => trust.party === "federated" && trust.principal.includes(":saml-provider/"));
  const machine = trusts.find((trust) => trust.party === "service" || trust.party === "federated" && trust !== saml);
  if (saml !== void 0 && machine === void 0)
    return { is: "human", reason: "people sign in to it by SAML" };
  if (machine !== void 0 && saml === void 0)
    return { is: "machine", reason: `trusts ${machine.principal}` };
  if (machine !== void 0)
    return { is: "unknown", reason: "both people (SAML) and workloads may assume it" };
  const account = trusts.find((trust) => trust.party === "scope" || trust.party === "identity");
  if (account !== void 0)
    return { is: "unknown", reason: `trusts ${account.principal}, which may be anyone there` };
  return { is: "unknown", reason: "its trust policy names nobody" };
};
var natureOf = (principal, trusts, inventory, settings) => {
  const human = matchesAny(principal.name, settings.humanNames);
  if (human !== void 0)
    return { is: "human", reason: `the configuration says so of ${human}` };
  const machine = matchesAny(principal.name, settings.machineNames);
  if (machine !== void 0)
    return { is: "machine", reason: `the configuration says so of ${machine}` };
  if (principal.kind === "root")
    return { is: "human", reason: "root user of the account" };
  return principal.kind === "user" ? userNature(principal, inventory) : roleNature(principal, trusts);
};
var environmentOfTags = (tags2, settings) => {
  for (const key of settings.environments.tagKeys) {
    const value = tags2.get(key.toLowerCase());
    if (value === void 0)
      continue;
    const environment = environmentIn(value, settings);
    if (environment !== void 0)
      return environment;
  }
  return void 0;
};
var ownerOf = (tags2, settings) => {
  for (const key of settings.ownerTagKeys) {
    const value = tags2.get(key.toLowerCase())?.trim();
    if (value !== void 0 && value !== "")
      return value;
  }
  return void 0;
};
var isBreakGlass = (principal, settings) => settings.breakGlass.tagKeys.some((key) => {
  const value = principal.tags.get(key.toLowerCase());
  return value !== void 0 && !["false", "no", "0"].includes(value.toLowerCase());
}) || matchesAny(principal.name, settings.breakGlass.names) !== void 0;

// ../../work/wt/exports/dist/connectors/aws/policy/request-keys.js
var clusterPolicies = ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy", "AmazonEKSEditPolicy"];
var requestKeys = [
  {
    actions: /^ec2:(runinstances|requestspot(instances|fleet)|createfleet)$/,
    keys: /^ec2:(instance(profile|type|markettype|autorecovery|metadatatags)|tenancy|ebsoptimized|metadatahttp.*|availabilityzone(id)?|rootdevicetype|owner|public|imagetype|encrypted|volume(size|type|iops|throughput|initializationrate)|associatepublicipaddress|islaunchtemplateresource|keypairname|region)$/
  },
  // What a start-up script is changed by.
  {
    actions: /^ec2:modifyinstanceattribute$/,
    keys: /^ec2:attribute$/,
    value: { is: "chosen", among: [["UserData"], ["userData"]] }
  },
  { actions: /^ec2:(associate|replace)iaminstanceprofile/, keys: /^ec2:newinstanceprofile$/ },
  { actions: /^ec2-instance-connect:/, keys: /^ec2:osuser$/ },
  {
    actions: /^lambda:/,
    keys: /^lambda:(layer|vpcids|subnetids|securitygroupids|functionurlauthtype|principal|functionarn)$/
  },
  {
    actions: /^ecs:/,
    keys: /^ecs:(cluster|task-definition|service|enable-.*|compute-compatibility|privileged|task-(cpu|memory)|capacity-provider|auto-assign-public-ip|propagate-tags|subnet|namespace)$/
  },
  { actions: /^glue:(create|update)/, keys: /^glue:(vpcids|subnetids|securitygroupids)$/ },
  // A container in isolation has neither a network nor credentials of its role.
  // https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html
  {
    actions: /^sagemaker:create/,
    keys: /^sagemaker:networkisolation$/,
    value: { is: "chosen", among: [void 0, ["false"]] }
  },
  {
    actions: /^sagemaker:(create|update)/,
    keys: /^sagemaker:(instancetypes|directinternetaccess|rootaccess|vpc.*|intercontainertrafficencryption|maxruntimeinseconds|volumekmskeyarn|outputkmskeyarn|keepaliveperiod|acceleratortypes|minimuminstancemetadataserviceversion|appnetworkaccesstype|serverless.*)$/
  },
  // A stack that may only make some types of resources is worth something where identities are among them.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
  {
    actions: /^cloudformation:/,
    keys: /^cloudformation:resourcetypes$/,
    value: {
      is: "chosen",
      among: [
        void 0,
        ...["AWS::IAM::User", "AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::*", "AWS::*"].map((type) => [
          type
        ])
      ]
    }
  },
  {
    actions: /^cloudformation:/,
    keys: /^cloudformation:(templateurl|rolearn|stackpolicyurl|changesetname|importresourcetypes|targetregion)$/
  },
  // An access policy that lets pods be run.
  // https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
  {
    actions: /^eks:associateaccesspolicy$/,
    keys: /^eks:policyarn$/,
    value: {
      is: "chosen",
      among: clusterPolicies.map((name) => [`arn:aws:eks::aws:cluster-access-policy/${name}`])
    }
  },
  {
    actions: /^eks:/,
    keys: /^eks:(accessentrytype|accessscope|kubernetesgroups|username|namespaces|principalarn)$/
  },
  { actions: /^codebuild:/, keys: /^codebuild:(buildbatchconfig\.)?servicerole$/ },
  { actions: /^batch:/, keys: /^batch:/ },
  { actions: /^apprunner:/, keys: /^apprunner:/ },
  { actions: /^appsync:/, keys: /^appsync:visibility$/ },
  { actions: /^apigateway:/, keys: /^apigateway:request\// },
  {
    actions: /^autoscaling:create/,
    keys: /^autoscaling:(?!resourcetag)/
  },
  { actions: /^bedrock-agentcore:(create|update)/, keys: /^bedrock-agentcore:/ },
  { actions: /^elasticbeanstalk:create/, keys: /^elasticbeanstalk:/ },
  { actions: /^imagebuilder:create/, keys: /^imagebuilder:/ },
  { actions: /^elasticmapreduce:runjobflow$/, keys: /^elasticmapreduce:requesttag\// },
  { actions: /^events:put/, keys: /^events:managedby$/, value: absent },
  { actions: /^events:put/, keys: /^events:(source|detail.*)$/ },
  {
    actions: /^ssm:/,
    keys: /^ssm:(documenttype|documentversion|sessiondocumentaccesscheck|overwrite)$/
  },
  { actions: /^states:/, keys: /^states:statemachinequalifier$/ },
  { actions: /^iam:passrole$/, keys: /^iam:associatedresourcearn$/ }
];
var requestValue = (action3, key) => {
  const found = requestKeys.find(({ actions: actions2, keys }) => keys.test(key) && actions2.test(action3));
  return found === void 0 ? void 0 : found.value ?? chosen;
};
var serviceCall = new Map([
  ...[
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
    "sts:externalid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourcevpcarn",
    "aws:vpcsourceip",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:username"
  ].map((key) => [key, absent]),
  // An address of AWS: of no network that a policy would name. https://www.rfc-editor.org/rfc/rfc5737
  ["aws:sourceip", known("192.0.2.77")]
]);

// ../../work/wt/exports/dist/connectors/aws/policy/request-context.js
var callerChooses = /* @__PURE__ */ new Set([
  "aws:useragent",
  "aws:referer",
  "aws:tagkeys",
  "sts:rolesessionname",
  "sts:sourceidentity",
  "sts:transitivetagkeys",
  "sts:durationseconds",
  "iam:policyarn",
  "iam:passedtoservice",
  "iam:awsservicename"
]);
var serviceCallsOnly = /* @__PURE__ */ new Set([
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:principalservicename",
  "aws:principalservicenameslist"
]);
var onlyWith = {
  "iam:passedtoservice": /^iam:passrole$/,
  "iam:associatedresourcearn": /^iam:passrole$/,
  "iam:policyarn": /^iam:(attach|detach)(user|role|group)policy$/,
  "iam:permissionsboundary": /^iam:(create(user|role)|(attach|detach|put|delete)(user|role)policy|(put|delete)(user|role)permissionsboundary)$/,
  "iam:awsservicename": /^iam:create(servicelinkedrole|servicespecificcredential)$/,
  "sts:externalid": /^sts:assumerole$/,
  "sts:rolesessionname": /^sts:assumerole/
};
var clock = {
  "aws:currenttime": (now) => now,
  "aws:epochtime": (now) => String(Math.floor(Date.parse(now) / 1e3))
};
var changesBetween = ({ statements }, from, to) => statements.some(({ conditions }) => conditions.some((clause) => {
  if (clause.key !== "aws:currenttime" && clause.key !== "aws:epochtime")
    return false;
  const show = clock[clause.key];
  return holds(clause, [show(from)], clause.values) !== holds(clause, [show(to)], clause.values);
}));
var shared = [
  [/^iam:resourcetag\//, /^sts:assumerole/],
  [/^ec2:/, /^ec2-instance-connect:/]
];
var carried = /* @__PURE__ */ new Set([
  "ec2:sourceinstancearn",
  "ec2:roledelivery",
  "lambda:sourcefunctionarn",
  "glue:roleassumedby",
  "glue:credentialissuingservice",
  "ssm:sourceinstancearn",
  "identitystore:userid"
]);
var isElsewhere = (key, action3) => {
  if (action3 === "*:*" || key.startsWith("aws:") || carried.has(key))
    return false;
  const only = onlyWith[key];
  if (only !== void 0)
    return !only.test(action3);
  if (shared.some(([keys, actions2]) => keys.test(key) && actions2.test(action3)))
    return false;
  const service = key.slice(0, key.indexOf(":"));
  return service !== action3.slice(0, action3.indexOf(":")) && awsServices().includes(service);
};
var globalServices = /* @__PURE__ */ new Set(["iam", "organizations", "account", "sts"]);
var tagValue = (tags2, key, change) => {
  const name = key.slice(key.indexOf("/") + 1);
  const value = tags2.get(name);
  if (change === void 0)
    return value === void 0 ? absent : known(value);
  return {
    is: "chosen",
    fits: (values) => values === void 0 ? value === void 0 || change(name, void 0) : values.length === 1 && (values[0] === value || change(name, values[0]))
  };
};
var principalTag = ({ tags: tags2, takesTags }, key, change) => {
  const own = tagValue(tags2, key, change);
  if (takesTags !== true)
    return own;
  if (own.is === "chosen")
    return { ...own, perhapsAny: true };
  return { is: "chosen", among: [own.is === "known" ? own.values : void 0], perhapsAny: true };
};
var sessionId = (uniqueId2) => ({
  is: "chosen",
  fits: (values) => values?.every((value) => {
    const [id = ""] = value.split(":", 1);
    return uniqueId2.startsWith(id) || uniqueId2.startsWith(withoutFiller(id));
  }) ?? false
});
var principalKey = (key, principal, facts) => {
  const isUser = principal.kind === "user";
  switch (key) {
    case "aws:principalarn":
      return known(principal.arn);
    case "aws:principaltype":
      return known(isUser ? "User" : principal.kind === "root" ? "Account" : "AssumedRole");
    case "aws:username":
      return isUser ? known(principal.name) : absent;
    case "aws:userid":
      if (principal.uniqueId === void 0)
        return unknown;
      return principal.kind === "role" ? sessionId(principal.uniqueId) : known(principal.uniqueId);
    case "aws:tokenissuetime":
      return isUser ? { is: "chosen", among: [void 0, [facts.now]] } : known(facts.now);
    case "aws:multifactorauthpresent":
      if (isUser && facts.enrolsMfa?.() === true) {
        return { is: "chosen", among: [void 0, ["false"], ["true"]] };
      }
      if (principal.startedByServices === true)
        return { is: "chosen", among: [void 0, ["false"]] };
      return isUser ? { is: "chosen", among: [void 0, ["false"]], perhaps: [["true"]] } : { is: "chosen", among: [["false"]], perhaps: [void 0, ["true"]] };
    case "aws:multifactorauthage":
      if (isUser && facts.enrolsMfa?.() === true)
        return { is: "chosen", among: [void 0, ["1"], ["60"]] };
      return principal.startedByServices === true ? absent : unknown;
    default:
      return key.startsWith("aws:principaltag/") ? principalTag(principal, key, facts.ownTags) : void 0;
  }
};
var strange = { is: "chosen", among: [], perhaps: [void 0, ["o-nhi-audit-unlisted"]] };
var strangePath = {
  is: "chosen",
  among: [],
  perhaps: [void 0, ["o-nhi-audit-unlisted/r-unlisted/"]]
};
var organizationKey = (account, { organization }) => {
  if (organization === void 0)
    return unknown;
  if (organization.accounts.has(account))
    return known(organization.id);
  return organization.complete ? strange : unknown;
};
var organizationPath = (account, { organization }) => {
  const path = organization?.pathOf(account);
  if (path !== void 0)
    return known(path);
  const foreign = organization?.complete === true && !organization.accounts.has(account);
  return foreign ? strangePath : unknown;
};
var isOf = (account) => (values) => values?.every((arn) => {
  const named2 = arn.split(":")[4];
  return named2 === void 0 || !/^\d{12}$/.test(named2) || named2 === account;
}) ?? false;
var madeByStacks = /^iam:((attach|put)(user|role|group)policy|create(user|role|accesskey|loginprofile|policy)|addusertogroup|passrole)$/;
var cloudFormation = { is: "chosen", among: [void 0, ["cloudformation.amazonaws.com"]] };
var byStack = {
  "aws:calledvia": cloudFormation,
  "aws:calledviafirst": cloudFormation,
  "aws:calledvialast": cloudFormation,
  "aws:viaawsservice": { is: "chosen", among: [["false"], ["true"]] }
};
var requestContext = (action3, facts) => {
  const { principal, target } = facts;
  return (key) => {
    if (facts.lacks?.test(key) === true)
      return absent;
    const more = facts.more?.get(key);
    if (more !== void 0)
      return isElsewhere(key, action3) ? absent : more;
    if (principal !== void 0) {
      const value = principalKey(key, principal, facts);
      if (value !== void 0)
        return value;
    } else if (key.startsWith("aws:principal") && key !== "aws:principalaccount" && !key.startsWith("aws:principalorg")) {
      if (serviceCallsOnly.has(key))
        return absent;
      return key === "aws:principalarn" ? { is: "chosen", fits: isOf(facts.account) } : chosen;
    } else if (key === "aws:username" || key === "aws:userid")
      return chosen;
    else if (key === "aws:tokenissuetime")
      return { is: "chosen", among: [void 0, [facts.now]] };
    else if (key === "aws:multifactorauthpresent") {
      return { is: "chosen", among: [void 0, ["false"]], perhaps: [["true"]] };
    }
    if (isElsewhere(key, action3))
      return absent;
    if (Object.hasOwn(byStack, key) && madeByStacks.test(action3) && facts.viaStack?.() === true) {
      return byStack[key];
    }
    switch (key) {
      case "aws:currenttime":
      case "aws:epochtime":
        return known(clock[key](facts.now));
      case "aws:principalaccount":
        return known(facts.account);
      case "aws:resourceaccount":
        return known(facts.resourceAccount);
      case "aws:principalorgid":
        return organizationKey(facts.account, facts);
      case "aws:resourceorgid":
        return organizationKey(facts.resourceAccount, facts);
      case "aws:principalorgpaths":
        return organizationPath(facts.account, facts);
      case "aws:resourceorgpaths":
        return organizationPath(facts.resourceAccount, facts);
      case "aws:securetransport":
        return known("true");
      case "aws:viaawsservice":
      case "aws:principalisawsservice":
        return known("false");
      case "aws:requestedregion":
        return globalServices.has(action3.slice(0, action3.indexOf(":"))) ? known("us-east-1") : chosen;
      case "iam:permissionsboundary":
        return target === void 0 ? chosen : target.boundaryArn === void 0 ? absent : known(target.boundaryArn);
      default:
    }
    if (serviceCallsOnly.has(key))
      return absent;
    if (callerChooses.has(key) || key.startsWith("aws:requesttag/"))
      return chosen;
    const asked = requestValue(action3, key);
    if (asked !== void 0)
      return asked;
    if (target !== void 0 && (key.startsWith("iam:resourcetag/") || key.startsWith("aws:resourcetag/"))) {
      return tagValue(target.tags, key, facts.targetTags);
    }
    return unknown;
  };
};
var principalKeyPattern = /^aws:(principalarn|principaltag\/|username|userid)/;
var dependsOnPrincipal = (key) => principalKeyPattern.test(key);
var dependsOnTarget = (key) => key.startsWith("iam:resourcetag/") || key.startsWith("aws:resourcetag/") || key === "iam:permissionsboundary" || key === "aws:resourceaccount";

// ../../work/wt/exports/dist/connectors/aws/techniques/boundaries.js
var boundaryRemovers = {
  user: { remove: "iam:DeleteUserPermissionsBoundary", replace: "iam:PutUserPermissionsBoundary" },
  role: { remove: "iam:DeleteRolePermissionsBoundary", replace: "iam:PutRolePermissionsBoundary" }
};
var boundaryActions = Object.values(boundaryRemovers).flatMap(({ remove, replace }) => [remove, replace]);

// ../../work/wt/exports/dist/connectors/aws/techniques/shared.js
var api = (path) => `https://docs.aws.amazon.com/${path}.html`;
var iamApi = (operation) => api(`IAM/latest/APIReference/API_${operation}`);
var on = (service, resource) => `arn:{partition}:${service}:?*:{account}:${resource}`;
var ec2Instance = on("ec2", "instance/?*");
var lambdaFunction = on("lambda", "function:?*");
var ecsCluster = on("ecs", "cluster/?*");
var ecsTask = on("ecs", "task-definition/?*:?*");
var codebuildProject = on("codebuild", "project/?*");
var stack = on("cloudformation", "stack/?*/?*");
var stackSet = on("cloudformation", "stackset/?*:?*");
var glueJob = on("glue", "job/?*");
var glueTrigger = on("glue", "trigger/?*");
var glueEndpoint = on("glue", "devEndpoint/?*");
var notebook = on("sagemaker", "notebook-instance/?*");
var agentcore = (kind) => on("bedrock-agentcore", `${kind}/?*`);
var runDocument = (action3) => ({
  action: action3,
  on: on("ssm", "document/?*"),
  but: /:document\/(AWS|Amazon)/,
  or: [
    "RunShellScript",
    "RunPowerShellScript",
    "RunRemoteScript",
    "RunDocument",
    "RunDockerAction",
    "ApplyAnsiblePlaybooks",
    "RunAnsiblePlaybook",
    "ApplyChefRecipes",
    "RunSaltState",
    "ApplyDSCMofs",
    "InstallApplication",
    "InstallPowerShellModule"
  ].map((name) => `arn:{partition}:ssm:?*:*:document/AWS-${name}`)
});
var existing = (what) => `${what} exists`;
var ofAction = "can use what the role may do (run a task, start a build, run an automation)";

// ../../work/wt/exports/dist/connectors/aws/techniques/identity.js
var credentialTechniques = [
  {
    id: "create-access-key",
    mechanism: "write-credential",
    does: "create an access key for the user",
    source: iamApi("CreateAccessKey"),
    catalogue: ["iam-002"],
    target: "user",
    needs: [{ action: "iam:CreateAccessKey", on: "target" }],
    fact: "room-for-key"
  },
  {
    id: "replace-access-key",
    mechanism: "write-credential",
    does: "delete one of the user's two access keys and create a new one",
    source: iamApi("DeleteAccessKey"),
    catalogue: ["iam-003"],
    target: "user",
    needs: [
      { action: "iam:CreateAccessKey", on: "target" },
      { action: "iam:DeleteAccessKey", on: "target" }
    ],
    fact: "has-two-keys"
  },
  {
    id: "create-login-profile",
    mechanism: "write-credential",
    does: "give the user a console password",
    source: iamApi("CreateLoginProfile"),
    catalogue: ["iam-004"],
    target: "user",
    needs: [{ action: "iam:CreateLoginProfile", on: "target" }],
    fact: "has-no-password"
  },
  {
    id: "update-login-profile",
    mechanism: "write-credential",
    does: "set the user's console password",
    source: iamApi("UpdateLoginProfile"),
    catalogue: ["iam-006"],
    target: "user",
    needs: [{ action: "iam:UpdateLoginProfile", on: "target" }],
    fact: "has-password"
  },
  {
    id: "replace-login-profile",
    mechanism: "write-credential",
    does: "delete the user's console password and set a new one",
    source: iamApi("DeleteLoginProfile"),
    target: "user",
    needs: [
      { action: "iam:DeleteLoginProfile", on: "target" },
      { action: "iam:CreateLoginProfile", on: "target" }
    ],
    fact: "has-password"
  },
  {
    id: "update-assume-role-policy",
    mechanism: "write-trust",
    does: "let itself into the trust policy of the role and assume it",
    source: iamApi("UpdateAssumeRolePolicy"),
    catalogue: ["iam-012"],
    target: "role",
    needs: [{ action: "iam:UpdateAssumeRolePolicy", on: "target" }]
  }
];
var permissionTechniques = [
  {
    id: "put-user-policy",
    does: "write an inline policy of the user",
    source: iamApi("PutUserPolicy"),
    catalogue: ["iam-007", "iam-018"],
    target: "user",
    action: "iam:PutUserPolicy"
  },
  {
    id: "attach-user-policy",
    does: "attach any managed policy to the user",
    source: iamApi("AttachUserPolicy"),
    catalogue: ["iam-008", "iam-015"],
    target: "user",
    action: "iam:AttachUserPolicy"
  },
  {
    id: "put-role-policy",
    does: "write an inline policy of the role",
    source: iamApi("PutRolePolicy"),
    catalogue: ["iam-005", "iam-017", "iam-021"],
    target: "role",
    action: "iam:PutRolePolicy"
  },
  {
    id: "attach-role-policy",
    does: "attach any managed policy to the role",
    source: iamApi("AttachRolePolicy"),
    catalogue: ["iam-009", "iam-014", "iam-019"],
    target: "role",
    action: "iam:AttachRolePolicy"
  },
  {
    id: "put-group-policy",
    does: "write an inline policy of a group that the user is in",
    source: iamApi("PutGroupPolicy"),
    catalogue: ["iam-011"],
    target: "group",
    action: "iam:PutGroupPolicy"
  },
  {
    id: "attach-group-policy",
    does: "attach any managed policy to a group that the user is in",
    source: iamApi("AttachGroupPolicy"),
    catalogue: ["iam-010"],
    target: "group",
    action: "iam:AttachGroupPolicy"
  },
  {
    id: "create-policy-version",
    does: "write a new default version of an attached policy",
    source: iamApi("CreatePolicyVersion"),
    catalogue: ["iam-001", "iam-016", "iam-020"],
    target: "policy",
    action: "iam:CreatePolicyVersion"
  },
  {
    id: "set-default-policy-version",
    does: "bring back an older version of an attached policy that allows more",
    source: iamApi("SetDefaultPolicyVersion"),
    target: "policy-version",
    action: "iam:SetDefaultPolicyVersion"
  },
  {
    id: "add-user-to-group",
    does: "put the user into a group that has more",
    source: iamApi("AddUserToGroup"),
    catalogue: ["iam-013"],
    target: "membership",
    action: "iam:AddUserToGroup"
  }
];
var creationTechniques = [
  {
    id: "create-user-with-any-policy",
    does: "create a user with any permission and a credential for it",
    source: iamApi("CreateUser"),
    principal: "user",
    create: "iam:CreateUser",
    oneOf: [
      ["iam:AttachUserPolicy", "iam:PutUserPolicy"],
      ["iam:CreateAccessKey", "iam:CreateLoginProfile"]
    ]
  },
  {
    id: "create-role-with-any-policy",
    does: "create a role with any permission that it may assume",
    source: iamApi("CreateRole"),
    principal: "role",
    create: "iam:CreateRole",
    oneOf: [["iam:AttachRolePolicy", "iam:PutRolePolicy"]]
  }
];

// ../../work/wt/exports/dist/connectors/aws/techniques/organization.js
var permissionSet = "arn:{partition}:sso:::permissionSet/?*/?*";
var ssoAccount = "arn:{partition}:sso:::account/{member}";
var memberStackSet = "arn:{partition}:cloudformation:?*:{account}:stackset/?*:?*";
var identityCenter = "sso.amazonaws.com";
var stackSets = "member.org.stacksets.cloudformation.amazonaws.com";
var rootAccess = "iam.amazonaws.com";
var signsIn = "it can sign in to IAM Identity Center as a user who has the assignment";
var organizationTechniques = [
  ...["AttachManagedPolicyToPermissionSet", "PutInlinePolicyToPermissionSet"].flatMap((write) => {
    const id = write === "PutInlinePolicyToPermissionSet" ? "inline" : "managed";
    const source3 = api(`singlesignon/latest/APIReference/API_${write}`);
    return [
      {
        id: `sso-new-permission-set-${id}`,
        service: identityCenter,
        does: "create a permission set with full control and assign it there",
        source: source3,
        reaches: "every-account",
        needs: [
          { action: "sso:CreatePermissionSet", on: permissionSet },
          { action: `sso:${write}`, on: permissionSet },
          { action: "sso:CreateAccountAssignment", on: permissionSet },
          { action: "sso:CreateAccountAssignment", on: ssoAccount }
        ],
        shownBy: "permission-sets",
        assumes: signsIn
      },
      {
        id: `sso-write-permission-set-${id}`,
        service: identityCenter,
        does: "write a permission set that is assigned there",
        source: source3,
        reaches: "accounts-with-permission-sets",
        needs: [
          { action: `sso:${write}`, on: permissionSet },
          { action: "sso:ProvisionPermissionSet", on: permissionSet },
          { action: "sso:ProvisionPermissionSet", on: ssoAccount }
        ],
        shownBy: "permission-sets",
        assumes: signsIn
      }
    ];
  }),
  {
    id: "sso-create-account-assignment",
    service: identityCenter,
    does: "assign the permission set of the role to a user of IAM Identity Center",
    source: api("singlesignon/latest/APIReference/API_CreateAccountAssignment"),
    reaches: "permission-set-roles",
    needs: [
      { action: "sso:CreateAccountAssignment", on: permissionSet },
      { action: "sso:CreateAccountAssignment", on: ssoAccount }
    ],
    shownBy: "permission-sets",
    assumes: signsIn
  },
  {
    id: "identitystore-create-group-membership",
    service: identityCenter,
    does: "put a user of IAM Identity Center into a group that has the permission set of the role",
    source: api("singlesignon/latest/IdentityStoreAPIReference/API_CreateGroupMembership"),
    reaches: "permission-set-roles",
    needs: [
      { action: "identitystore:CreateGroupMembership", on: "arn:{partition}:identitystore:::group/?*" },
      { action: "identitystore:CreateGroupMembership", on: "arn:{partition}:identitystore:::user/?*" }
    ],
    shownBy: "permission-sets",
    assumes: `a group has the assignment, and ${signsIn}`
  },
  {
    id: "sso-directory-update-password",
    service: identityCenter,
    does: "set the password of a user of IAM Identity Center that has the permission set of the role",
    source: api("singlesignon/latest/userguide/reset-password-for-user"),
    reaches: "permission-set-roles",
    needs: [{ action: "sso-directory:UpdatePassword", on: "*" }],
    shownBy: "permission-sets",
    assumes: "the user of IAM Identity Center signs in with its password alone, or mail to it can be read"
  },
  {
    id: "stack-set-service-managed",
    service: stackSets,
    does: "deploy a stack set there, which AWS does with full control",
    source: api("AWSCloudFormation/latest/UserGuide/stacksets-orgs-enable-trusted-access"),
    reaches: "members",
    needs: [
      { action: "cloudformation:CreateStackSet", on: "*" },
      { action: "cloudformation:CreateStackInstances", on: memberStackSet }
    ],
    shownBy: "stack-sets"
  },
  {
    id: "stack-set-service-managed-update",
    service: stackSets,
    does: "change a stack set that AWS deploys there with full control",
    source: api("AWSCloudFormation/latest/APIReference/API_UpdateStackSet"),
    reaches: "members",
    needs: [{ action: "cloudformation:UpdateStackSet", on: memberStackSet }],
    shownBy: "stack-sets",
    assumes: "a stack set with service-managed permissions is deployed there"
  },
  {
    id: "sts-assume-root",
    service: rootAccess,
    does: "give the root user there a password as a privileged root session",
    source: api("IAM/latest/UserGuide/id_root-user-privileged-task"),
    reaches: "members",
    needs: [{ action: "sts:AssumeRoot", on: "arn:{partition}:iam::{member}:root" }],
    assumes: "central root access is enabled, and it can read the mail of the root user there"
  }
];

// ../../work/wt/exports/dist/connectors/aws/techniques/pass-role-newer.js
var newerPassRoleTechniques = [
  {
    id: "apigateway-aws-integration",
    does: "let a REST API of its own call any API with the role",
    source: api("apigateway/latest/developerguide/api-gateway-api-integration-types"),
    services: ["apigateway.amazonaws.com"],
    needs: [
      { action: "apigateway:POST", on: "arn:{partition}:apigateway:?*::/restapis" },
      { action: "apigateway:POST", on: "arn:{partition}:apigateway:?*::/restapis/?*/deployments" }
    ]
  },
  {
    id: "athena-spark",
    does: "run code in an Athena workgroup for Spark with the role",
    source: api("athena/latest/ug/notebooks-spark"),
    services: ["athena.amazonaws.com"],
    needs: [
      { action: "athena:CreateWorkGroup", on: on("athena", "workgroup/?*") },
      { action: "athena:StartSession", on: on("athena", "workgroup/?*") },
      { action: "athena:StartCalculationExecution", on: on("athena", "workgroup/?*") }
    ]
  },
  {
    id: "airflow-serverless-workflow",
    does: "run a workflow of its own in managed Airflow with the role",
    source: api("service-authorization/latest/reference/list_mwaa-serverless"),
    services: ["airflow-serverless.amazonaws.com"],
    needs: [
      { action: "airflow-serverless:CreateWorkflow", on: "*" },
      { action: "airflow-serverless:StartWorkflowRun", on: on("airflow-serverless", "workflow/?*") }
    ]
  },
  {
    id: "states-create-express",
    does: "run an express state machine that calls any API with the role",
    source: api("step-functions/latest/apireference/API_StartSyncExecution"),
    services: ["states.amazonaws.com"],
    needs: [
      { action: "states:CreateStateMachine", on: on("states", "stateMachine:?*") },
      { action: "states:StartSyncExecution", on: on("states", "stateMachine:?*") }
    ]
  },
  {
    id: "cloudcontrol-update-resource",
    does: "change resources, identities among them, through Cloud Control with the role",
    source: api("cloudcontrolapi/latest/APIReference/API_UpdateResource"),
    services: ["cloudformation.amazonaws.com"],
    needs: [{ action: "cloudformation:UpdateResource", on: "*" }]
  },
  {
    id: "sagemaker-create-pipeline",
    does: "run a SageMaker pipeline that starts jobs of its own with the role",
    source: api("sagemaker/latest/APIReference/API_CreatePipeline"),
    services: ["sagemaker.amazonaws.com"],
    needs: [
      { action: "sagemaker:CreatePipeline", on: on("sagemaker", "pipeline/?*") },
      { action: "sagemaker:StartPipelineExecution", on: on("sagemaker", "pipeline/?*") }
    ]
  },
  {
    id: "sagemaker-create-cluster",
    does: "start a SageMaker HyperPod cluster whose start-up scripts run with the role",
    source: api("sagemaker/latest/APIReference/API_CreateCluster"),
    services: ["sagemaker.amazonaws.com"],
    needs: [{ action: "sagemaker:CreateCluster", on: on("sagemaker", "cluster/?*") }],
    assumes: "it can place a script where the role may read it"
  },
  {
    id: "codebuild-create-project-sandbox",
    does: "create a CodeBuild project with the role and run commands in a sandbox of it",
    source: api("codebuild/latest/userguide/sandbox"),
    services: ["codebuild.amazonaws.com"],
    needs: [
      { action: "codebuild:CreateProject", on: codebuildProject },
      { action: "codebuild:StartSandbox", on: codebuildProject },
      { action: "codebuild:StartCommandExecution", on: on("codebuild", "sandbox/?*") }
    ]
  },
  {
    id: "datapipeline-resource-role",
    does: "run commands on an instance of a Data Pipeline that has the role",
    source: api("datapipeline/latest/DeveloperGuide/dp-iam-roles"),
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: "datapipeline:CreatePipeline", on: "*" },
      { action: "datapipeline:PutPipelineDefinition", on: on("datapipeline", "pipeline/?*") },
      { action: "datapipeline:ActivatePipeline", on: on("datapipeline", "pipeline/?*") }
    ],
    instanceProfile: true,
    assumes: "a role for Data Pipeline itself exists that it may pass"
  },
  {
    id: "scheduler-update-schedule",
    does: "give the role and a target to a schedule of EventBridge Scheduler",
    source: api("scheduler/latest/APIReference/API_UpdateSchedule"),
    services: ["scheduler.amazonaws.com"],
    needs: [{ action: "scheduler:UpdateSchedule", on: on("scheduler", "schedule/?*/?*") }],
    assumes: existing("a schedule that it may update")
  },
  {
    id: "fis-start-experiment",
    does: "run a fault injection experiment with the role",
    source: api("fis/latest/userguide/fis-actions-reference"),
    services: ["fis.amazonaws.com"],
    needs: [
      { action: "fis:CreateExperimentTemplate", on: on("fis", "experiment-template/?*") },
      { action: "fis:StartExperiment", on: on("fis", "experiment-template/?*") }
    ],
    assumes: `an action of the experiment ${ofAction}`
  },
  {
    id: "bedrock-gateway",
    does: "let a Bedrock AgentCore gateway call targets with the role",
    source: api("bedrock-agentcore-control/latest/APIReference/API_CreateGatewayTarget"),
    services: ["bedrock-agentcore.amazonaws.com"],
    needs: [
      { action: "bedrock-agentcore:CreateGateway", on: "*" },
      { action: "bedrock-agentcore:CreateGatewayTarget", on: agentcore("gateway") },
      { action: "bedrock-agentcore:InvokeGateway", on: agentcore("gateway") }
    ],
    assumes: `a target of the gateway ${ofAction}`
  }
];

// ../../work/wt/exports/dist/connectors/aws/techniques/pass-role-more.js
var model = { action: "sagemaker:CreateModel", on: on("sagemaker", "model/?*") };
var userProfile = [
  { action: "sagemaker:CreateUserProfile", on: on("sagemaker", "user-profile/?*/?*") },
  { action: "sagemaker:CreatePresignedDomainUrl", on: on("sagemaker", "user-profile/?*/?*") }
];
var furtherPassRoleTechniques = [
  {
    id: "ssm-create-activation",
    does: "register a machine of its own with Systems Manager, which gives it credentials of the role",
    source: api("systems-manager/latest/userguide/hybrid-multicloud-service-role"),
    services: ["ssm.amazonaws.com"],
    needs: [{ action: "ssm:CreateActivation", on: "*" }]
  },
  {
    id: "states-test-state",
    does: "let Step Functions try out a state that calls any API with the role",
    source: api("step-functions/latest/apireference/API_TestState"),
    services: ["states.amazonaws.com"],
    needs: [{ action: "states:TestState", on: "*" }]
  },
  {
    id: "cloudcontrol-create-resource",
    does: "create resources, identities among them, through Cloud Control with the role",
    source: api("cloudcontrolapi/latest/APIReference/API_CreateResource"),
    services: ["cloudformation.amazonaws.com"],
    needs: [{ action: "cloudformation:CreateResource", on: "*" }]
  },
  {
    id: "amplify-create-app",
    does: "create an Amplify app whose build commands run with the role",
    source: api("amplify/latest/APIReference/API_CreateApp"),
    services: ["amplify.amazonaws.com"],
    needs: [
      { action: "amplify:CreateApp", on: "*" },
      { action: "amplify:CreateBranch", on: on("amplify", "apps/?*/branches/?*") },
      { action: "amplify:StartJob", on: on("amplify", "apps/?*/branches/?*/jobs/?*") }
    ],
    assumes: "it has a source repository that the app can be connected to"
  },
  {
    id: "braket-create-job",
    does: "run a Braket hybrid job with the role",
    source: api("braket/latest/APIReference/API_CreateJob"),
    services: ["braket.amazonaws.com"],
    needs: [{ action: "braket:CreateJob", on: on("braket", "job/?*") }]
  },
  {
    id: "imagebuilder-create-image",
    does: "let Image Builder run commands of its own on an instance with the role",
    source: api("imagebuilder/latest/APIReference/API_CreateInfrastructureConfiguration"),
    services: ["ec2.amazonaws.com"],
    needs: [
      {
        action: "imagebuilder:CreateInfrastructureConfiguration",
        on: on("imagebuilder", "infrastructure-configuration/?*")
      },
      { action: "imagebuilder:CreateComponent", on: on("imagebuilder", "component/?*/?*/?*") },
      { action: "imagebuilder:CreateImageRecipe", on: on("imagebuilder", "image-recipe/?*/?*") },
      { action: "imagebuilder:CreateImage", on: on("imagebuilder", "image/?*/?*/?*") }
    ],
    instanceProfile: true
  },
  {
    id: "appsync-http-data-source",
    does: "let an AppSync API call any API with the role",
    source: api("appsync/latest/devguide/tutorial-http-resolvers"),
    services: ["appsync.amazonaws.com"],
    needs: [
      { action: "appsync:CreateGraphqlApi", on: "*" },
      { action: "appsync:StartSchemaCreation", on: "*" },
      { action: "appsync:CreateApiKey", on: "*" },
      { action: "appsync:CreateDataSource", on: "*" },
      { action: "appsync:CreateResolver", on: "*" }
    ]
  },
  {
    id: "iot-role-alias",
    does: "trade a device certificate of its own for credentials of the role",
    source: api("iot/latest/developerguide/authorizing-direct-aws"),
    services: ["credentials.iot.amazonaws.com"],
    needs: [
      { action: "iot:CreateRoleAlias", on: on("iot", "rolealias/?*") },
      { action: "iot:CreateKeysAndCertificate", on: "*" },
      { action: "iot:CreatePolicy", on: on("iot", "policy/?*") },
      { action: "iot:AttachPolicy", on: on("iot", "cert/?*") }
    ]
  },
  {
    id: "pipes-create-pipe",
    does: "let an EventBridge pipe act on a target with the role",
    source: api("eventbridge/latest/pipes-reference/API_CreatePipe"),
    services: ["pipes.amazonaws.com"],
    needs: [{ action: "pipes:CreatePipe", on: on("pipes", "pipe/?*") }],
    assumes: `a target of the pipe ${ofAction}`
  },
  {
    id: "events-put-targets",
    does: "let an EventBridge rule act on a target with the role",
    source: api("eventbridge/latest/APIReference/API_PutTargets"),
    services: ["events.amazonaws.com"],
    needs: [
      { action: "events:PutRule", on: on("events", "rule/?*") },
      { action: "events:PutTargets", on: on("events", "rule/?*") }
    ],
    assumes: `a target of the rule ${ofAction}`
  },
  {
    id: "sagemaker-create-endpoint",
    does: "run a container of its own behind a SageMaker endpoint with the role",
    source: api("sagemaker/latest/APIReference/API_CreateModel"),
    services: ["sagemaker.amazonaws.com"],
    needs: [
      model,
      { action: "sagemaker:CreateEndpointConfig", on: on("sagemaker", "endpoint-config/?*") },
      { action: "sagemaker:CreateEndpoint", on: on("sagemaker", "endpoint/?*") }
    ]
  },
  {
    id: "sagemaker-create-transform-job",
    does: "run a container of its own in a SageMaker transform job with the role",
    source: api("sagemaker/latest/APIReference/API_CreateTransformJob"),
    services: ["sagemaker.amazonaws.com"],
    needs: [model, { action: "sagemaker:CreateTransformJob", on: on("sagemaker", "transform-job/?*") }]
  },
  {
    id: "sagemaker-create-tuning-job",
    does: "run a container of its own in a SageMaker tuning job with the role",
    source: api("sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob"),
    services: ["sagemaker.amazonaws.com"],
    needs: [
      {
        action: "sagemaker:CreateHyperParameterTuningJob",
        on: on("sagemaker", "hyper-parameter-tuning-job/?*")
      }
    ]
  },
  {
    id: "sagemaker-create-domain",
    does: "open SageMaker Studio in a new domain with the role",
    source: api("sagemaker/latest/APIReference/API_CreateDomain"),
    services: ["sagemaker.amazonaws.com"],
    needs: [{ action: "sagemaker:CreateDomain", on: on("sagemaker", "domain/?*") }, ...userProfile]
  },
  {
    id: "sagemaker-create-user-profile",
    does: "open SageMaker Studio as a new user whose notebooks have the role",
    source: api("sagemaker/latest/APIReference/API_CreateUserProfile"),
    services: ["sagemaker.amazonaws.com"],
    needs: userProfile,
    assumes: existing("a SageMaker domain that signs its users in through IAM")
  },
  {
    id: "ecs-run-task-override",
    does: "run an existing task definition with the role and commands of its own in place of what it says",
    source: api("AmazonECS/latest/APIReference/API_TaskOverride"),
    services: ["ecs-tasks.amazonaws.com"],
    needs: [{ action: "ecs:RunTask", on: ecsTask }],
    assumes: "a task definition that it may run and a cluster for it exist"
  },
  {
    id: "codebuild-start-build-role",
    does: "start a build with the role and commands of its own in place of what the project says",
    source: api("codebuild/latest/APIReference/API_StartBuild"),
    services: ["codebuild.amazonaws.com"],
    needs: [{ action: "codebuild:StartBuild", on: codebuildProject }],
    assumes: existing("a CodeBuild project that it may build")
  },
  {
    id: "emr-serverless-existing-application",
    does: "run a job with the role in an EMR Serverless application",
    source: api("emr-serverless/latest/APIReference/API_StartJobRun"),
    services: ["emr-serverless.amazonaws.com"],
    needs: [{ action: "emr-serverless:StartJobRun", on: on("emr-serverless", "/applications/?*") }],
    assumes: existing("an EMR Serverless application")
  },
  {
    id: "bedrock-update-agent-runtime",
    does: "give the role and code of its own to a Bedrock AgentCore runtime",
    source: api("bedrock-agentcore-control/latest/APIReference/API_UpdateAgentRuntime"),
    services: ["bedrock-agentcore.amazonaws.com"],
    needs: [
      { action: "bedrock-agentcore:UpdateAgentRuntime", on: agentcore("runtime") },
      { action: "bedrock-agentcore:InvokeAgentRuntime", on: agentcore("runtime") }
    ],
    assumes: existing("a Bedrock AgentCore runtime")
  },
  {
    id: "gamelift-create-fleet",
    does: "run a server build of its own on a GameLift fleet with the role",
    source: api("gamelift/latest/apireference/API_CreateFleet"),
    services: ["gamelift.amazonaws.com"],
    needs: [
      { action: "gamelift:CreateBuild", on: "*" },
      { action: "gamelift:CreateFleet", on: "*" }
    ]
  },
  {
    id: "appstream-image-builder",
    does: "log in to an AppStream image builder with the role",
    source: api("appstream2/latest/developerguide/using-iam-roles-to-grant-permissions-to-applications-scripts-streaming-instances"),
    services: ["appstream.amazonaws.com"],
    needs: [
      { action: "appstream:CreateImageBuilder", on: on("appstream", "image-builder/?*") },
      { action: "appstream:CreateImageBuilderStreamingURL", on: on("appstream", "image-builder/?*") }
    ]
  },
  {
    id: "kinesisanalytics-create-application",
    does: "run a Flink application of its own with the role",
    source: api("managed-flink/latest/apiv2/API_CreateApplication"),
    services: ["kinesisanalytics.amazonaws.com"],
    needs: [
      { action: "kinesisanalytics:CreateApplication", on: "*" },
      { action: "kinesisanalytics:StartApplication", on: on("kinesisanalytics", "application/?*") }
    ]
  },
  {
    id: "servicecatalog-launch-role",
    does: "launch a Service Catalog product of its own with the role",
    source: api("servicecatalog/latest/adminguide/constraints-launch"),
    services: ["servicecatalog.amazonaws.com"],
    needs: [
      { action: "servicecatalog:CreatePortfolio", on: on("catalog", "portfolio/?*") },
      { action: "servicecatalog:CreateProduct", on: on("catalog", "product/?*") },
      { action: "servicecatalog:AssociateProductWithPortfolio", on: "*" },
      { action: "servicecatalog:AssociatePrincipalWithPortfolio", on: on("catalog", "portfolio/?*") },
      { action: "servicecatalog:CreateConstraint", on: on("catalog", "product/?*") },
      { action: "servicecatalog:ProvisionProduct", on: on("catalog", "product/?*") }
    ]
  },
  {
    id: "elasticbeanstalk-create-environment",
    does: "run an application of its own on Elastic Beanstalk instances with the role",
    source: api("elasticbeanstalk/latest/dg/iam-instanceprofile"),
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: "elasticbeanstalk:CreateApplication", on: on("elasticbeanstalk", "application/?*") },
      {
        action: "elasticbeanstalk:CreateApplicationVersion",
        on: on("elasticbeanstalk", "applicationversion/?*/?*")
      },
      { action: "elasticbeanstalk:CreateEnvironment", on: on("elasticbeanstalk", "environment/?*/?*") }
    ],
    instanceProfile: true,
    assumes: "a service role for Elastic Beanstalk exists that it may pass"
  },
  {
    id: "rolesanywhere-update-profile",
    does: "add the role to a Roles Anywhere profile and let certificates of its own in",
    source: api("rolesanywhere/latest/APIReference/API_UpdateProfile"),
    services: ["rolesanywhere.amazonaws.com"],
    needs: [
      { action: "rolesanywhere:UpdateProfile", on: on("rolesanywhere", "profile/?*") },
      { action: "rolesanywhere:CreateTrustAnchor", on: "*" }
    ],
    newResource: true,
    assumes: existing("a Roles Anywhere profile that it may update")
  },
  {
    id: "eks-update-pod-identity",
    does: "give the role to the pods of an EKS pod identity association",
    source: api("eks/latest/APIReference/API_UpdatePodIdentityAssociation"),
    services: ["pods.eks.amazonaws.com"],
    needs: [{ action: "eks:UpdatePodIdentityAssociation", on: on("eks", "podidentityassociation/?*/?*") }],
    assumes: "it can run a pod as the service account of the association"
  },
  {
    id: "cognito-set-identity-pool-roles",
    does: "make the role the one that a Cognito identity pool gives out",
    source: api("cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles"),
    services: ["cognito-identity.amazonaws.com"],
    identityProvider: "cognito-identity.amazonaws.com",
    needs: [{ action: "cognito-identity:SetIdentityPoolRoles", on: "*" }],
    assumes: existing("an identity pool that gives it an identity")
  },
  ...newerPassRoleTechniques
];

// ../../work/wt/exports/dist/connectors/aws/techniques/pass-role.js
var passRoleTechniques = [
  {
    id: "lambda-create-function",
    does: "create a Lambda function with the role and invoke it",
    source: api("lambda/latest/api/API_CreateFunction"),
    catalogue: ["lambda-001"],
    services: ["lambda.amazonaws.com"],
    needs: [
      { action: "lambda:CreateFunction", on: lambdaFunction },
      { action: "lambda:InvokeFunction", on: lambdaFunction }
    ]
  },
  {
    id: "lambda-create-function-event-source",
    does: "create a Lambda function with the role and let an event source run it",
    source: api("lambda/latest/api/API_CreateEventSourceMapping"),
    catalogue: ["lambda-002"],
    services: ["lambda.amazonaws.com"],
    needs: [
      { action: "lambda:CreateFunction", on: lambdaFunction },
      { action: "lambda:CreateEventSourceMapping", on: "*" }
    ],
    assumes: "an event source exists that the role may read (a queue or a stream)"
  },
  {
    id: "lambda-create-function-add-permission",
    does: "create a Lambda function with the role and allow an outside caller to invoke it",
    source: api("lambda/latest/api/API_AddPermission"),
    catalogue: ["lambda-006"],
    services: ["lambda.amazonaws.com"],
    needs: [
      { action: "lambda:CreateFunction", on: lambdaFunction },
      { action: "lambda:AddPermission", on: lambdaFunction }
    ]
  },
  {
    id: "lambda-create-function-url",
    does: "create a Lambda function with the role and open a URL to it",
    source: api("lambda/latest/api/API_CreateFunctionUrlConfig"),
    services: ["lambda.amazonaws.com"],
    needs: [
      { action: "lambda:CreateFunction", on: lambdaFunction },
      { action: "lambda:CreateFunctionUrlConfig", on: lambdaFunction },
      { action: "lambda:AddPermission", on: lambdaFunction }
    ]
  },
  {
    id: "lambda-replace-role",
    does: "give the role to a Lambda function whose code it can replace",
    source: api("lambda/latest/api/API_UpdateFunctionConfiguration"),
    services: ["lambda.amazonaws.com"],
    needs: [
      { action: "lambda:UpdateFunctionConfiguration", on: lambdaFunction },
      { action: "lambda:UpdateFunctionCode", on: lambdaFunction }
    ],
    assumes: existing("a Lambda function that it may update")
  },
  {
    id: "lambda-replace-role-layer",
    does: "give the role and a layer of its own to a Lambda function and invoke it",
    source: api("lambda/latest/dg/adding-layers"),
    services: ["lambda.amazonaws.com"],
    needs: [
      { action: "lambda:UpdateFunctionConfiguration", on: lambdaFunction },
      { action: "lambda:GetLayerVersion", on: "arn:{partition}:lambda:?*:?*:layer:?*:?*" },
      { action: "lambda:InvokeFunction", on: lambdaFunction }
    ],
    assumes: existing("a Lambda function that it may update")
  },
  {
    id: "ec2-run-instances",
    does: "start an EC2 instance with the role and read its credentials there",
    source: api("AWSEC2/latest/APIReference/API_RunInstances"),
    catalogue: ["ec2-001"],
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: "ec2:RunInstances", on: ec2Instance },
      { action: "ec2:RunInstances", on: "arn:{partition}:ec2:?*::image/?*" },
      { action: "ec2:RunInstances", on: on("ec2", "subnet/?*") },
      { action: "ec2:RunInstances", on: on("ec2", "network-interface/?*") },
      { action: "ec2:RunInstances", on: on("ec2", "security-group/?*") }
    ],
    instanceProfile: true
  },
  {
    id: "ec2-request-spot-instances",
    does: "request a spot instance with the role and read its credentials there",
    source: api("AWSEC2/latest/APIReference/API_RequestSpotInstances"),
    catalogue: ["ec2-003"],
    services: ["ec2.amazonaws.com"],
    needs: [{ action: "ec2:RequestSpotInstances", on: on("ec2", "spot-instances-request/?*") }],
    instanceProfile: true
  },
  {
    id: "ec2-associate-instance-profile",
    does: "put the role on a running EC2 instance that it can log in to",
    source: api("AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile"),
    services: ["ec2.amazonaws.com"],
    needs: [{ action: "ec2:AssociateIamInstanceProfile", on: ec2Instance }],
    instanceProfile: true,
    assumes: "it controls a running EC2 instance"
  },
  {
    id: "ec2-replace-instance-profile",
    does: "change the role of a running EC2 instance that it can log in to",
    source: api("AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation"),
    services: ["ec2.amazonaws.com"],
    needs: [{ action: "ec2:ReplaceIamInstanceProfileAssociation", on: ec2Instance }],
    instanceProfile: true,
    assumes: "it controls a running EC2 instance"
  },
  {
    id: "autoscaling-launch-configuration",
    does: "let an Auto Scaling group start instances with the role",
    source: api("autoscaling/ec2/APIReference/API_CreateLaunchConfiguration"),
    services: ["ec2.amazonaws.com"],
    needs: [
      {
        action: "autoscaling:CreateLaunchConfiguration",
        on: on("autoscaling", "launchConfiguration:?*:launchConfigurationName/?*")
      },
      {
        action: "autoscaling:CreateAutoScalingGroup",
        on: on("autoscaling", "autoScalingGroup:?*:autoScalingGroupName/?*")
      }
    ],
    instanceProfile: true
  },
  ...["ecs:CreateService", "ecs:RunTask"].flatMap((run) => {
    const isService = run === "ecs:CreateService";
    const runOn = isService ? on("ecs", "service/?*/?*") : ecsTask;
    const row = {
      source: api(`AmazonECS/latest/APIReference/API_${run.slice(4)}`),
      services: ["ecs-tasks.amazonaws.com"]
    };
    const how = isService ? "as a service" : "as a task";
    return [
      {
        ...row,
        id: `ecs-new-cluster-${isService ? "service" : "task"}`,
        does: `run a container with the role ${how} on a new ECS cluster`,
        catalogue: [isService ? "ecs-001" : "ecs-002"],
        needs: [
          { action: "ecs:CreateCluster", on: ecsCluster },
          { action: "ecs:RegisterTaskDefinition", on: ecsTask },
          { action: run, on: runOn }
        ]
      },
      {
        ...row,
        id: `ecs-${isService ? "service" : "task"}`,
        does: `run a container with the role ${how} on an ECS cluster`,
        catalogue: [isService ? "ecs-003" : "ecs-004"],
        needs: [
          { action: "ecs:RegisterTaskDefinition", on: ecsTask },
          { action: run, on: runOn }
        ],
        assumes: existing("an ECS cluster")
      }
    ];
  }),
  {
    id: "ecs-start-task",
    does: "start a container with the role on a chosen container instance",
    source: api("AmazonECS/latest/APIReference/API_StartTask"),
    catalogue: ["ecs-005"],
    services: ["ecs-tasks.amazonaws.com"],
    needs: [
      { action: "ecs:RegisterTaskDefinition", on: ecsTask },
      { action: "ecs:StartTask", on: ecsTask }
    ],
    assumes: existing("an ECS cluster with a container instance")
  },
  {
    id: "ecs-update-service",
    does: "move an ECS service to a task definition with the role",
    source: api("AmazonECS/latest/APIReference/API_UpdateService"),
    services: ["ecs-tasks.amazonaws.com"],
    needs: [
      { action: "ecs:RegisterTaskDefinition", on: ecsTask },
      { action: "ecs:UpdateService", on: on("ecs", "service/?*/?*") }
    ],
    assumes: existing("an ECS service")
  },
  {
    id: "batch-submit-job",
    does: "run a Batch job with the role",
    source: api("batch/latest/APIReference/API_RegisterJobDefinition"),
    services: ["ecs-tasks.amazonaws.com"],
    needs: [
      { action: "batch:RegisterJobDefinition", on: on("batch", "job-definition/?*") },
      { action: "batch:SubmitJob", on: on("batch", "job-definition/?*") },
      { action: "batch:SubmitJob", on: on("batch", "job-queue/?*") }
    ],
    assumes: existing("a Batch job queue")
  },
  {
    id: "apprunner-create-service",
    does: "create an App Runner service with the role",
    source: api("apprunner/latest/api/API_CreateService"),
    catalogue: ["apprunner-001"],
    services: ["tasks.apprunner.amazonaws.com"],
    needs: [{ action: "apprunner:CreateService", on: on("apprunner", "service/?*/?*") }]
  },
  {
    id: "bedrock-code-interpreter",
    does: "create a Bedrock AgentCore code interpreter with the role and run code in it",
    source: api("bedrock-agentcore-control/latest/APIReference/API_CreateCodeInterpreter"),
    catalogue: ["bedrock-001"],
    services: ["bedrock-agentcore.amazonaws.com"],
    needs: [
      { action: "bedrock-agentcore:CreateCodeInterpreter", on: "*" },
      { action: "bedrock-agentcore:StartCodeInterpreterSession", on: agentcore("code-interpreter-custom") },
      { action: "bedrock-agentcore:InvokeCodeInterpreter", on: agentcore("code-interpreter-custom") }
    ]
  },
  {
    id: "bedrock-agent-runtime",
    does: "create a Bedrock AgentCore runtime with the role and invoke it",
    source: api("bedrock-agentcore-control/latest/APIReference/API_CreateAgentRuntime"),
    services: ["bedrock-agentcore.amazonaws.com"],
    needs: [
      { action: "bedrock-agentcore:CreateAgentRuntime", on: "*" },
      { action: "bedrock-agentcore:InvokeAgentRuntime", on: agentcore("runtime") }
    ]
  },
  {
    id: "cloudformation-create-stack",
    does: "create a CloudFormation stack that acts with the role",
    source: api("AWSCloudFormation/latest/APIReference/API_CreateStack"),
    catalogue: ["cloudformation-001"],
    services: ["cloudformation.amazonaws.com"],
    needs: [{ action: "cloudformation:CreateStack", on: stack }]
  },
  {
    id: "cloudformation-update-stack-role",
    does: "give the role to an existing CloudFormation stack and change its template",
    source: api("AWSCloudFormation/latest/APIReference/API_UpdateStack"),
    services: ["cloudformation.amazonaws.com"],
    needs: [{ action: "cloudformation:UpdateStack", on: stack }],
    assumes: existing("a CloudFormation stack that it may update")
  },
  {
    id: "cloudformation-change-set-role",
    does: "create a stack by a change set that acts with the role",
    source: api("AWSCloudFormation/latest/APIReference/API_CreateChangeSet"),
    services: ["cloudformation.amazonaws.com"],
    needs: [
      { action: "cloudformation:CreateChangeSet", on: stack },
      { action: "cloudformation:ExecuteChangeSet", on: stack }
    ]
  },
  {
    id: "cloudformation-create-stack-set",
    does: "deploy a CloudFormation stack set that is administered by the role",
    source: api("AWSCloudFormation/latest/APIReference/API_CreateStackSet"),
    catalogue: ["cloudformation-003"],
    services: ["cloudformation.amazonaws.com"],
    needs: [
      { action: "cloudformation:CreateStackSet", on: "*" },
      { action: "cloudformation:CreateStackInstances", on: stackSet }
    ]
  },
  {
    id: "cloudformation-update-stack-set",
    does: "change a CloudFormation stack set that is administered by the role",
    source: api("AWSCloudFormation/latest/APIReference/API_UpdateStackSet"),
    catalogue: ["cloudformation-004"],
    services: ["cloudformation.amazonaws.com"],
    needs: [{ action: "cloudformation:UpdateStackSet", on: stackSet }],
    assumes: existing("a CloudFormation stack set with an instance")
  },
  ...["codebuild:StartBuild", "codebuild:StartBuildBatch"].map((start) => ({
    id: `codebuild-create-project-${start === "codebuild:StartBuild" ? "build" : "batch"}`,
    does: "create a CodeBuild project with the role and run a build in it",
    source: api("codebuild/latest/APIReference/API_CreateProject"),
    catalogue: [start === "codebuild:StartBuild" ? "codebuild-001" : "codebuild-004"],
    services: ["codebuild.amazonaws.com"],
    needs: [
      { action: "codebuild:CreateProject", on: codebuildProject },
      { action: start, on: codebuildProject }
    ]
  })),
  {
    id: "codebuild-update-project",
    does: "give the role to a CodeBuild project and run a build in it",
    source: api("codebuild/latest/APIReference/API_UpdateProject"),
    services: ["codebuild.amazonaws.com"],
    needs: [
      { action: "codebuild:UpdateProject", on: codebuildProject },
      { action: "codebuild:StartBuild", on: codebuildProject }
    ],
    assumes: existing("a CodeBuild project that it may update")
  },
  {
    id: "codepipeline-create-pipeline",
    does: "create a pipeline that runs commands with the role",
    source: api("codepipeline/latest/userguide/action-reference-Commands"),
    services: ["codepipeline.amazonaws.com"],
    needs: [{ action: "codepipeline:CreatePipeline", on: on("codepipeline", "?*") }],
    assumes: existing("a source that the pipeline can read")
  },
  {
    id: "datapipeline-activate",
    does: "run a Data Pipeline with the role",
    source: api("datapipeline/latest/APIReference/API_PutPipelineDefinition"),
    catalogue: ["datapipeline-001"],
    services: ["datapipeline.amazonaws.com", "elasticmapreduce.amazonaws.com"],
    needs: [
      { action: "datapipeline:CreatePipeline", on: "*" },
      { action: "datapipeline:PutPipelineDefinition", on: on("datapipeline", "pipeline/?*") },
      { action: "datapipeline:ActivatePipeline", on: on("datapipeline", "pipeline/?*") }
    ]
  },
  {
    id: "emr-run-job-flow",
    does: "start an EMR cluster whose instances have the role",
    source: api("emr/latest/APIReference/API_RunJobFlow"),
    services: ["ec2.amazonaws.com"],
    needs: [{ action: "elasticmapreduce:RunJobFlow", on: "*" }],
    instanceProfile: true,
    assumes: "a service role for EMR exists that it may pass"
  },
  {
    id: "emr-serverless-start-job-run",
    does: "run an EMR Serverless job with the role",
    source: api("emr-serverless/latest/APIReference/API_StartJobRun"),
    services: ["emr-serverless.amazonaws.com"],
    needs: [
      { action: "emr-serverless:CreateApplication", on: "*" },
      { action: "emr-serverless:StartJobRun", on: on("emr-serverless", "/applications/?*") }
    ]
  },
  {
    id: "glue-create-dev-endpoint",
    does: "create a Glue development endpoint with the role and log in to it",
    source: api("glue/latest/webapi/API_CreateDevEndpoint"),
    catalogue: ["glue-001"],
    services: ["glue.amazonaws.com"],
    needs: [{ action: "glue:CreateDevEndpoint", on: "*" }]
  },
  {
    id: "glue-create-session",
    does: "open an interactive Glue session with the role",
    source: api("glue/latest/webapi/API_CreateSession"),
    services: ["glue.amazonaws.com"],
    needs: [
      { action: "glue:CreateSession", on: on("glue", "session/?*") },
      { action: "glue:RunStatement", on: on("glue", "session/?*") }
    ]
  },
  ...[
    ["create", "CreateJob", "start", "glue-003"],
    ["create", "CreateJob", "trigger", "glue-004"],
    ["update", "UpdateJob", "start", "glue-005"],
    ["update", "UpdateJob", "trigger", "glue-006"]
  ].map(([verb, operation, run, catalogue]) => ({
    id: `glue-${verb}-job-${run}`,
    does: `${verb} a Glue job with the role and ${run === "start" ? "start it" : "let a trigger start it"}`,
    source: api(`glue/latest/webapi/API_${operation}`),
    catalogue: [catalogue],
    services: ["glue.amazonaws.com"],
    needs: [
      { action: `glue:${operation}`, on: glueJob },
      run === "start" ? { action: "glue:StartJobRun", on: glueJob } : { action: "glue:CreateTrigger", on: glueTrigger }
    ],
    ...verb === "update" ? { assumes: existing("a Glue job that it may update") } : {}
  })),
  ...[
    ["notebook-instance", "CreateNotebookInstance", notebook, "sagemaker-001"],
    ["training-job", "CreateTrainingJob", on("sagemaker", "training-job/?*"), "sagemaker-002"],
    ["processing-job", "CreateProcessingJob", on("sagemaker", "processing-job/?*"), "sagemaker-003"]
  ].map(([what, operation, resource, catalogue]) => ({
    id: `sagemaker-create-${what}`,
    does: `create a SageMaker ${what.replace("-", " ")} with the role`,
    source: api(`sagemaker/latest/APIReference/API_${operation}`),
    catalogue: [catalogue],
    services: ["sagemaker.amazonaws.com"],
    needs: [{ action: `sagemaker:${operation}`, on: resource }]
  })),
  {
    id: "ssm-start-automation",
    does: "run a Systems Manager automation that calls any API with the role",
    source: api("systems-manager/latest/APIReference/API_StartAutomationExecution"),
    services: ["ssm.amazonaws.com"],
    needs: [
      { action: "ssm:CreateDocument", on: on("ssm", "document/?*") },
      { action: "ssm:StartAutomationExecution", on: on("ssm", "?*/?*") }
    ]
  },
  {
    id: "states-create-state-machine",
    does: "run a Step Functions state machine that calls any API with the role",
    source: api("step-functions/latest/apireference/API_CreateStateMachine"),
    services: ["states.amazonaws.com"],
    needs: [
      { action: "states:CreateStateMachine", on: on("states", "stateMachine:?*") },
      { action: "states:StartExecution", on: on("states", "stateMachine:?*") }
    ]
  },
  {
    id: "states-update-state-machine",
    does: "give the role to a Step Functions state machine and run it",
    source: api("step-functions/latest/apireference/API_UpdateStateMachine"),
    services: ["states.amazonaws.com"],
    needs: [
      { action: "states:UpdateStateMachine", on: on("states", "stateMachine:?*") },
      { action: "states:StartExecution", on: on("states", "stateMachine:?*") }
    ],
    assumes: existing("a state machine that it may update")
  },
  {
    id: "scheduler-create-schedule",
    does: "let EventBridge Scheduler call any API with the role",
    source: api("scheduler/latest/APIReference/API_CreateSchedule"),
    services: ["scheduler.amazonaws.com"],
    needs: [{ action: "scheduler:CreateSchedule", on: on("scheduler", "schedule/?*/?*") }]
  },
  {
    id: "rolesanywhere-create-profile",
    does: "let certificates of its own into the role with IAM Roles Anywhere",
    source: api("rolesanywhere/latest/APIReference/API_CreateTrustAnchor"),
    services: ["rolesanywhere.amazonaws.com"],
    needs: [
      { action: "rolesanywhere:CreateTrustAnchor", on: "*" },
      { action: "rolesanywhere:CreateProfile", on: "*" }
    ],
    newResource: true
  },
  {
    id: "eks-pod-identity",
    does: "give the role to the pods of an EKS service account",
    source: api("eks/latest/APIReference/API_CreatePodIdentityAssociation"),
    services: ["pods.eks.amazonaws.com"],
    needs: [{ action: "eks:CreatePodIdentityAssociation", on: on("eks", "cluster/?*") }],
    assumes: "it can run a pod in an EKS cluster of the account"
  },
  {
    id: "airflow-create-environment",
    does: "create a managed Airflow environment with the role and run a workflow in it",
    source: api("mwaa/latest/API/API_CreateEnvironment"),
    services: ["airflow-env.amazonaws.com", "airflow.amazonaws.com"],
    needs: [{ action: "airflow:CreateEnvironment", on: on("airflow", "environment/?*") }],
    assumes: "a bucket of workflows and a network for the environment exist"
  },
  ...furtherPassRoleTechniques
];

// ../../work/wt/exports/dist/connectors/aws/techniques/steps.js
var assumeRole = {
  id: "assume-role",
  mechanism: "assume",
  does: "assume the role",
  source: api("STS/latest/APIReference/API_AssumeRole"),
  catalogue: ["sts-001"]
};
var fullAccess = {
  id: "full-access",
  mechanism: "control",
  does: "do everything in the account",
  source: api("IAM/latest/UserGuide/access_policies_job-functions")
};
var samlTechniques = [
  {
    id: "update-saml-provider",
    mechanism: "write-trust",
    does: "replace the metadata of the SAML provider that the role trusts, and sign in as anyone",
    source: iamApi("UpdateSAMLProvider"),
    actions: ["iam:UpdateSAMLProvider"]
  },
  {
    id: "replace-saml-provider",
    mechanism: "write-trust",
    does: "delete the SAML provider that the role trusts, make its own under the same name, and sign in as anyone",
    source: iamApi("CreateSAMLProvider"),
    actions: ["iam:DeleteSAMLProvider", "iam:CreateSAMLProvider"]
  }
];

// ../../work/wt/exports/dist/connectors/aws/techniques/workload-more.js
var flink = on("kinesisanalytics", "application/?*");
var ofCluster = { of: /^(arn:[^:]+:eks:[^:]*:[^:]*:)[a-z]+\/([^/]+)\/.*$/, is: "$1cluster/$2" };
var clusterAdmin = (row) => ({
  source: api("eks/latest/userguide/access-policies"),
  needs: [
    { action: "eks:CreateAccessEntry", on: on("eks", "cluster/?*") },
    { action: "eks:AssociateAccessPolicy", on: on("eks", "access-entry/?*/?*/?*/?*/?*") }
  ],
  owner: ofCluster,
  ...row
});
var anchors = (id, does, operation, needs, more) => ({
  id,
  does,
  source: api(`rolesanywhere/latest/APIReference/API_${operation}`),
  resourceType: "AWS::RolesAnywhere::Profile",
  workload: "a Roles Anywhere profile",
  services: ["rolesanywhere.amazonaws.com"],
  needs,
  ...more
});
var furtherWorkloadTechniques = [
  clusterAdmin({
    id: "eks-access-entry-pod-identity",
    does: "make itself an administrator of an EKS cluster and run a pod that has the role",
    resourceType: "AWS::EKS::PodIdentityAssociation",
    workload: "a service account of an EKS cluster",
    services: ["pods.eks.amazonaws.com"]
  }),
  clusterAdmin({
    id: "eks-access-entry-node",
    does: "make itself an administrator of an EKS cluster and take the role of its nodes",
    resourceType: "AWS::EKS::Nodegroup",
    workload: "a node group of an EKS cluster",
    services: ["ec2.amazonaws.com"],
    assumes: "pods can reach the nodes' metadata service"
  }),
  clusterAdmin({
    id: "eks-access-entry-service-account",
    does: "make itself an administrator of an EKS cluster and run a pod as a service account that has the role",
    resourceType: "AWS::EKS::Addon",
    workload: "a service account of an EKS cluster",
    services: ["eks.amazonaws.com"],
    identityProvider: "oidc.eks."
  }),
  anchors("rolesanywhere-create-trust-anchor", "let certificates of its own in at Roles Anywhere, where a profile gives out the role", "CreateTrustAnchor", [{ action: "rolesanywhere:CreateTrustAnchor", on: "*" }], { newResource: true }),
  anchors("rolesanywhere-update-trust-anchor", "replace the certificate authority of a Roles Anywhere trust anchor, where a profile gives out the role", "UpdateTrustAnchor", [{ action: "rolesanywhere:UpdateTrustAnchor", on: on("rolesanywhere", "trust-anchor/?*") }], { assumes: "a trust anchor that the role accepts exists" }),
  {
    id: "lambda-layer-invoke",
    does: "slip a layer of its own into a Lambda function that runs as the role and invoke it",
    source: api("lambda/latest/dg/adding-layers"),
    resourceType: "AWS::Lambda::Function",
    workload: "a Lambda function",
    services: ["lambda.amazonaws.com"],
    needs: [
      { action: "lambda:UpdateFunctionConfiguration", on: lambdaFunction },
      { action: "lambda:GetLayerVersion", on: "arn:{partition}:lambda:?*:?*:layer:?*:?*" },
      { action: "lambda:InvokeFunction", on: lambdaFunction }
    ]
  },
  {
    id: "glue-start-job-run-script",
    does: "start a Glue job that has the role with a script of its own in place of the job's",
    source: api("glue/latest/dg/aws-glue-programming-etl-glue-arguments"),
    resourceType: "AWS::Glue::Job",
    workload: "a Glue job",
    services: ["glue.amazonaws.com"],
    needs: [{ action: "glue:StartJobRun", on: glueJob }],
    assumes: "the role may read a script that the caller can place"
  },
  {
    id: "batch-submit-job-command",
    does: "submit a Batch job that has the role with commands of its own",
    source: api("batch/latest/APIReference/API_ContainerOverrides"),
    resourceType: "AWS::Batch::JobDefinition",
    workload: "a Batch job definition",
    services: ["ecs-tasks.amazonaws.com"],
    needs: [
      { action: "batch:SubmitJob", on: on("batch", "job-definition/?*") },
      { action: "batch:SubmitJob", on: on("batch", "job-queue/?*") }
    ],
    assumes: "a job queue exists and the image runs the commands that it is given"
  },
  {
    id: "codebuild-sandbox",
    does: "run commands in a sandbox of a CodeBuild project that has the role",
    source: api("codebuild/latest/userguide/sandbox"),
    resourceType: "AWS::CodeBuild::Project",
    workload: "a CodeBuild project",
    services: ["codebuild.amazonaws.com"],
    needs: [
      { action: "codebuild:StartSandbox", on: codebuildProject },
      { action: "codebuild:StartCommandExecution", on: on("codebuild", "sandbox/?*") }
    ]
  },
  {
    id: "ssm-create-association",
    does: "let State Manager run commands on an EC2 instance that has the role",
    source: api("systems-manager/latest/APIReference/API_CreateAssociation"),
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [{ action: "ssm:CreateAssociation", on: ec2Instance }, runDocument("ssm:CreateAssociation")],
    assumes: "the instance is managed by Systems Manager"
  },
  {
    id: "ec2-replace-root-volume",
    does: "replace the root volume of an EC2 instance that has the role by an image of its own",
    source: api("AWSEC2/latest/APIReference/API_CreateReplaceRootVolumeTask"),
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: "ec2:CreateReplaceRootVolumeTask", on: ec2Instance },
      { action: "ec2:CreateReplaceRootVolumeTask", on: on("ec2", "replace-root-volume-task/?*") }
    ],
    assumes: "it has an image of the same kind as the instance"
  },
  {
    id: "codedeploy-create-deployment",
    does: "deploy a revision of its own to an EC2 instance that has the role",
    source: api("codedeploy/latest/APIReference/API_CreateDeployment"),
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [{ action: "codedeploy:CreateDeployment", on: on("codedeploy", "deploymentgroup:?*/?*") }],
    assumes: "the instance is in a deployment group, and it can place a revision where the group looks"
  },
  {
    id: "amplify-update-app",
    does: "change the build commands of an Amplify app that has the role and start a build",
    source: api("amplify/latest/APIReference/API_UpdateApp"),
    resourceType: "AWS::Amplify::App",
    workload: "an Amplify app",
    services: ["amplify.amazonaws.com"],
    needs: [
      { action: "amplify:UpdateApp", on: on("amplify", "apps/?*") },
      { action: "amplify:StartJob", on: on("amplify", "apps/?*/branches/?*/jobs/?*") }
    ],
    assumes: "a branch of the app is built from its own commands"
  },
  {
    id: "appstream-streaming-url",
    does: "open a session on an AppStream fleet that has the role",
    source: api("appstream2/latest/APIReference/API_CreateStreamingURL"),
    resourceType: "AWS::AppStream::Fleet",
    workload: "an AppStream fleet",
    services: ["appstream.amazonaws.com"],
    needs: [
      { action: "appstream:CreateStreamingURL", on: on("appstream", "fleet/?*") },
      { action: "appstream:CreateStreamingURL", on: on("appstream", "stack/?*") }
    ],
    assumes: "the session lets it run commands"
  },
  {
    id: "kinesisanalytics-update-application",
    does: "replace the code of a Flink application that has the role",
    source: api("managed-flink/latest/apiv2/API_UpdateApplication"),
    resourceType: "AWS::KinesisAnalyticsV2::Application",
    workload: "a Flink application",
    services: ["kinesisanalytics.amazonaws.com"],
    needs: [{ action: "kinesisanalytics:UpdateApplication", on: flink }],
    assumes: "the application is running"
  },
  {
    id: "sagemaker-start-session",
    does: "connect to a SageMaker Studio space that has the role",
    source: api("sagemaker/latest/APIReference/API_StartSession"),
    resourceType: "AWS::SageMaker::Domain",
    workload: "a SageMaker domain",
    services: ["sagemaker.amazonaws.com"],
    needs: [{ action: "sagemaker:StartSession", on: on("sagemaker", "space/?*/?*") }],
    assumes: "a space with remote access is running"
  },
  ...["InvokeAgentRuntimeCommand", "InvokeAgentRuntimeCommandShell"].map((operation) => ({
    id: operation === "InvokeAgentRuntimeCommand" ? "bedrock-runtime-command" : "bedrock-runtime-shell",
    does: "run commands in a Bedrock AgentCore runtime that has the role",
    source: api("bedrock-agentcore/latest/devguide/runtime-execute-command"),
    resourceType: "AWS::BedrockAgentCore::Runtime",
    workload: "a Bedrock AgentCore runtime",
    services: ["bedrock-agentcore.amazonaws.com"],
    needs: [{ action: `bedrock-agentcore:${operation}`, on: agentcore("runtime") }]
  })),
  {
    id: "codebuild-update-project-commands",
    does: "change the commands of a CodeBuild project that has the role",
    source: api("codebuild/latest/APIReference/API_UpdateProject"),
    resourceType: "AWS::CodeBuild::Project",
    workload: "a CodeBuild project",
    services: ["codebuild.amazonaws.com"],
    needs: [{ action: "codebuild:UpdateProject", on: codebuildProject }],
    assumes: "something starts a build of the project"
  },
  {
    id: "states-update-definition-only",
    does: "rewrite a Step Functions state machine that has the role",
    source: api("step-functions/latest/apireference/API_UpdateStateMachine"),
    resourceType: "AWS::StepFunctions::StateMachine",
    workload: "a Step Functions state machine",
    services: ["states.amazonaws.com"],
    needs: [{ action: "states:UpdateStateMachine", on: on("states", "stateMachine:?*") }],
    assumes: "something starts the state machine"
  },
  {
    id: "glue-run-statement",
    does: "run code in an interactive Glue session that has the role",
    source: api("glue/latest/webapi/API_RunStatement"),
    resourceType: "AWS::Glue::Session",
    workload: "a Glue session",
    services: ["glue.amazonaws.com"],
    needs: [{ action: "glue:RunStatement", on: on("glue", "session/?*") }]
  },
  {
    id: "athena-spark-session",
    does: "run code in an Athena workgroup for Spark that has the role",
    source: api("athena/latest/ug/notebooks-spark"),
    resourceType: "AWS::Athena::WorkGroup",
    workload: "an Athena workgroup for Spark",
    services: ["athena.amazonaws.com"],
    needs: [
      { action: "athena:StartSession", on: on("athena", "workgroup/?*") },
      { action: "athena:StartCalculationExecution", on: on("athena", "workgroup/?*") }
    ]
  },
  {
    id: "emr-containers-start-job-run",
    does: "run an EMR job of its own on EKS as the role",
    source: api("emr-on-eks/latest/APIReference/API_StartJobRun"),
    resourceType: "AWS::EMRContainers::VirtualCluster",
    workload: "a virtual cluster of EMR on EKS",
    services: ["emr-containers.amazonaws.com"],
    identityProvider: "oidc.eks.",
    needs: [{ action: "emr-containers:StartJobRun", on: on("emr-containers", "/virtualclusters/?*") }]
  },
  {
    id: "cognito-update-identity-pool",
    does: "let sign-ins of its own into a Cognito identity pool that gives out the role",
    source: api("cognitoidentity/latest/APIReference/API_UpdateIdentityPool"),
    resourceType: "AWS::Cognito::IdentityPoolRoleAttachment",
    workload: "a Cognito identity pool",
    services: ["cognito-identity.amazonaws.com"],
    identityProvider: "cognito-identity.amazonaws.com",
    needs: [{ action: "cognito-identity:UpdateIdentityPool", on: on("cognito-identity", "identitypool/?*") }]
  },
  {
    id: "iot-certificate-for-role-alias",
    does: "trade a device certificate of its own for credentials of the role, which a role alias gives out",
    source: api("iot/latest/developerguide/authorizing-direct-aws"),
    resourceType: "AWS::IoT::RoleAlias",
    workload: "a role alias of IoT",
    services: ["credentials.iot.amazonaws.com"],
    needs: [
      { action: "iot:CreateKeysAndCertificate", on: "*" },
      { action: "iot:CreatePolicy", on: on("iot", "policy/?*") },
      { action: "iot:AttachPolicy", on: on("iot", "cert/?*") }
    ]
  },
  {
    id: "servicecatalog-new-version",
    does: "add a version of its own to a Service Catalog product that is launched with the role",
    source: api("servicecatalog/latest/adminguide/constraints-launch"),
    resourceType: "AWS::ServiceCatalog::LaunchRoleConstraint",
    workload: "a Service Catalog product",
    services: ["servicecatalog.amazonaws.com"],
    needs: [
      { action: "servicecatalog:CreateProvisioningArtifact", on: on("catalog", "product/?*") },
      { action: "servicecatalog:ProvisionProduct", on: on("catalog", "product/?*") }
    ]
  },
  {
    id: "elasticbeanstalk-deploy",
    does: "deploy an application of its own to an Elastic Beanstalk environment whose instances have the role",
    source: api("elasticbeanstalk/latest/api/API_UpdateEnvironment"),
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [
      {
        action: "elasticbeanstalk:CreateApplicationVersion",
        on: on("elasticbeanstalk", "applicationversion/?*/?*")
      },
      { action: "elasticbeanstalk:UpdateEnvironment", on: on("elasticbeanstalk", "environment/?*/?*") }
    ],
    assumes: "Elastic Beanstalk runs the instance, and it can place the application where that reads it"
  },
  {
    id: "ssm-maintenance-window",
    does: "let a maintenance window run commands on an EC2 instance that has the role",
    source: api("systems-manager/latest/APIReference/API_RegisterTaskWithMaintenanceWindow"),
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: "ssm:CreateMaintenanceWindow", on: "*" },
      { action: "ssm:RegisterTargetWithMaintenanceWindow", on: on("ssm", "maintenancewindow/?*") },
      { action: "ssm:RegisterTaskWithMaintenanceWindow", on: on("ssm", "maintenancewindow/?*") }
    ],
    assumes: "the instance is managed by Systems Manager, which has its service-linked role"
  }
];

// ../../work/wt/exports/dist/connectors/aws/techniques/workload.js
var workloadTechniques = [
  ...[
    ["", [], ["lambda-003"], "the function is invoked by something else"],
    ["-invoke", [{ action: "lambda:InvokeFunction", on: lambdaFunction }], ["lambda-004"], void 0],
    [
      "-add-permission",
      [{ action: "lambda:AddPermission", on: lambdaFunction }],
      ["lambda-005"],
      void 0
    ]
  ].map(([suffix, more, catalogue, assumes]) => ({
    id: `lambda-update-function-code${suffix}`,
    does: "replace the code of a Lambda function that runs as the role",
    source: api("lambda/latest/api/API_UpdateFunctionCode"),
    catalogue,
    resourceType: "AWS::Lambda::Function",
    workload: "a Lambda function",
    services: ["lambda.amazonaws.com"],
    needs: [{ action: "lambda:UpdateFunctionCode", on: lambdaFunction }, ...more],
    ...assumes === void 0 ? {} : { assumes }
  })),
  {
    id: "lambda-update-function-configuration",
    does: "slip a layer of its own into a Lambda function that runs as the role",
    source: api("lambda/latest/api/API_UpdateFunctionConfiguration"),
    resourceType: "AWS::Lambda::Function",
    workload: "a Lambda function",
    services: ["lambda.amazonaws.com"],
    needs: [{ action: "lambda:UpdateFunctionConfiguration", on: lambdaFunction }],
    assumes: "the function is invoked"
  },
  {
    id: "apprunner-update-service",
    does: "change the image or start command of an App Runner service that runs as the role",
    source: api("apprunner/latest/api/API_UpdateService"),
    catalogue: ["apprunner-002"],
    resourceType: "AWS::AppRunner::Service",
    workload: "an App Runner service",
    services: ["tasks.apprunner.amazonaws.com"],
    needs: [{ action: "apprunner:UpdateService", on: on("apprunner", "service/?*/?*") }]
  },
  {
    id: "bedrock-invoke-code-interpreter",
    does: "run code in a Bedrock AgentCore code interpreter that has the role",
    source: api("bedrock-agentcore/latest/APIReference/API_InvokeCodeInterpreter"),
    catalogue: ["bedrock-002"],
    resourceType: "AWS::BedrockAgentCore::CodeInterpreterCustom",
    workload: "a Bedrock AgentCore code interpreter",
    services: ["bedrock-agentcore.amazonaws.com"],
    needs: [
      { action: "bedrock-agentcore:StartCodeInterpreterSession", on: agentcore("code-interpreter-custom") },
      { action: "bedrock-agentcore:InvokeCodeInterpreter", on: agentcore("code-interpreter-custom") }
    ]
  },
  {
    id: "cloudformation-update-stack",
    does: "change the template of a CloudFormation stack that acts with the role",
    source: api("AWSCloudFormation/latest/APIReference/API_UpdateStack"),
    catalogue: ["cloudformation-002"],
    resourceType: "AWS::CloudFormation::Stack",
    workload: "a CloudFormation stack",
    services: ["cloudformation.amazonaws.com"],
    needs: [{ action: "cloudformation:UpdateStack", on: stack }]
  },
  {
    id: "cloudformation-change-set",
    does: "change a CloudFormation stack that acts with the role by a change set",
    source: api("AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet"),
    catalogue: ["cloudformation-005"],
    resourceType: "AWS::CloudFormation::Stack",
    workload: "a CloudFormation stack",
    services: ["cloudformation.amazonaws.com"],
    needs: [
      { action: "cloudformation:CreateChangeSet", on: stack },
      { action: "cloudformation:ExecuteChangeSet", on: stack }
    ]
  },
  ...["StartBuild", "StartBuildBatch"].map((operation) => ({
    id: operation === "StartBuild" ? "codebuild-start-build" : "codebuild-start-build-batch",
    does: "start a build with commands of its own in a CodeBuild project that has the role",
    source: api(`codebuild/latest/APIReference/API_${operation}`),
    catalogue: [operation === "StartBuild" ? "codebuild-002" : "codebuild-003"],
    resourceType: "AWS::CodeBuild::Project",
    workload: "a CodeBuild project",
    services: ["codebuild.amazonaws.com"],
    needs: [{ action: `codebuild:${operation}`, on: codebuildProject }]
  })),
  {
    id: "ec2-modify-user-data",
    does: "change the start-up script of an EC2 instance that has the role and restart it",
    source: api("AWSEC2/latest/APIReference/API_ModifyInstanceAttribute"),
    catalogue: ["ec2-002"],
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: "ec2:ModifyInstanceAttribute", on: ec2Instance },
      { action: "ec2:StopInstances", on: ec2Instance },
      { action: "ec2:StartInstances", on: ec2Instance }
    ]
  },
  {
    id: "ec2-modify-launch-template",
    does: "change the launch template of instances that have the role",
    source: api("AWSEC2/latest/APIReference/API_ModifyLaunchTemplate"),
    catalogue: ["ec2-004"],
    resourceType: "AWS::EC2::LaunchTemplate",
    workload: "a launch template in use",
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: "ec2:CreateLaunchTemplateVersion", on: on("ec2", "launch-template/?*") },
      { action: "ec2:ModifyLaunchTemplate", on: on("ec2", "launch-template/?*") }
    ],
    assumes: "an instance is started from the launch template"
  },
  ...["SendSSHPublicKey", "SendSerialConsoleSSHPublicKey"].map((operation) => ({
    id: operation === "SendSSHPublicKey" ? "ec2-instance-connect" : "ec2-serial-console",
    does: "log in to an EC2 instance that has the role",
    source: api(`ec2-instance-connect/latest/APIReference/API_${operation}`),
    ...operation === "SendSSHPublicKey" ? { catalogue: ["ec2instanceconnect-003"] } : {},
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [{ action: `ec2-instance-connect:${operation}`, on: ec2Instance }],
    assumes: "the instance can be reached and accepts the key"
  })),
  ...["StartSession", "SendCommand"].map((operation) => ({
    id: operation === "StartSession" ? "ssm-start-session" : "ssm-send-command",
    does: "run commands through Systems Manager on an EC2 instance that has the role",
    source: api(`systems-manager/latest/APIReference/API_${operation}`),
    catalogue: [operation === "StartSession" ? "ssm-001" : "ssm-002"],
    resourceType: "AWS::EC2::Instance",
    workload: "an EC2 instance",
    services: ["ec2.amazonaws.com"],
    needs: [
      { action: `ssm:${operation}`, on: ec2Instance },
      // A command is also checked against the document that says what runs.
      ...operation === "SendCommand" ? [runDocument("ssm:SendCommand")] : []
    ],
    assumes: "the instance is managed by Systems Manager"
  })),
  {
    id: "ecs-execute-command",
    does: "open a shell in a container that has the role",
    source: api("AmazonECS/latest/APIReference/API_ExecuteCommand"),
    resourceType: "AWS::ECS::TaskDefinition",
    workload: "an ECS task with command execution enabled",
    services: ["ecs-tasks.amazonaws.com"],
    needs: [{ action: "ecs:ExecuteCommand", on: on("ecs", "task/?*/?*") }],
    assumes: "command execution is enabled for the task"
  },
  {
    id: "glue-update-dev-endpoint",
    does: "put its own SSH key on a Glue development endpoint that has the role",
    source: api("glue/latest/webapi/API_UpdateDevEndpoint"),
    catalogue: ["glue-002"],
    resourceType: "AWS::Glue::DevEndpoint",
    workload: "a Glue development endpoint",
    services: ["glue.amazonaws.com"],
    needs: [{ action: "glue:UpdateDevEndpoint", on: glueEndpoint }]
  },
  {
    id: "sagemaker-presigned-notebook-url",
    does: "open a SageMaker notebook that has the role",
    source: api("sagemaker/latest/APIReference/API_CreatePresignedNotebookInstanceUrl"),
    catalogue: ["sagemaker-004"],
    resourceType: "AWS::SageMaker::NotebookInstance",
    workload: "a SageMaker notebook instance",
    services: ["sagemaker.amazonaws.com"],
    needs: [{ action: "sagemaker:CreatePresignedNotebookInstanceUrl", on: notebook }]
  },
  {
    id: "sagemaker-notebook-lifecycle",
    does: "run a start-up script of its own in a SageMaker notebook that has the role",
    source: api("sagemaker/latest/APIReference/API_CreateNotebookInstanceLifecycleConfig"),
    catalogue: ["sagemaker-005"],
    resourceType: "AWS::SageMaker::NotebookInstance",
    workload: "a SageMaker notebook instance",
    services: ["sagemaker.amazonaws.com"],
    needs: [
      {
        action: "sagemaker:CreateNotebookInstanceLifecycleConfig",
        on: on("sagemaker", "notebook-instance-lifecycle-config/?*")
      },
      { action: "sagemaker:StopNotebookInstance", on: notebook },
      { action: "sagemaker:UpdateNotebookInstance", on: notebook },
      { action: "sagemaker:StartNotebookInstance", on: notebook }
    ]
  },
  {
    id: "sagemaker-presigned-domain-url",
    does: "open SageMaker Studio as a user whose notebooks have the role",
    source: api("sagemaker/latest/APIReference/API_CreatePresignedDomainUrl"),
    resourceType: "AWS::SageMaker::Domain",
    workload: "a SageMaker domain",
    services: ["sagemaker.amazonaws.com"],
    needs: [{ action: "sagemaker:CreatePresignedDomainUrl", on: on("sagemaker", "user-profile/?*/?*") }],
    assumes: "the domain signs its users in through IAM"
  },
  {
    id: "states-update-definition",
    does: "rewrite a Step Functions state machine that has the role and run it",
    source: api("step-functions/latest/apireference/API_UpdateStateMachine"),
    resourceType: "AWS::StepFunctions::StateMachine",
    workload: "a Step Functions state machine",
    services: ["states.amazonaws.com"],
    needs: [
      { action: "states:UpdateStateMachine", on: on("states", "stateMachine:?*") },
      { action: "states:StartExecution", on: on("states", "stateMachine:?*") }
    ]
  },
  {
    id: "emr-add-steps",
    does: "run a step of its own on an EMR cluster whose instances have the role",
    source: api("emr/latest/APIReference/API_AddJobFlowSteps"),
    resourceType: "AWS::EMR::Cluster",
    workload: "an EMR cluster",
    services: ["ec2.amazonaws.com"],
    needs: [{ action: "elasticmapreduce:AddJobFlowSteps", on: on("elasticmapreduce", "cluster/?*") }]
  },
  ...furtherWorkloadTechniques
];

// ../../work/wt/exports/dist/connectors/aws/takeover/graph-builder.js
var membership = {
  id: membershipTechnique,
  mechanism: "control",
  does: "act with the policies it has",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html"
};
var detailsOf = (decision) => ({
  allowedBy: decision.by.map(({ document, index }) => ({ document, statement: index })),
  assumes: decision.assumes,
  until: decision.until
});
var noDetails = {};
var reasonFrom = ({ allowedBy = [], trustedBy: trustedBy2, through, assumes = [], until }) => ({
  allowedBy,
  ...trustedBy2 === void 0 ? {} : { trustedBy: trustedBy2 },
  ...through === void 0 ? {} : { through },
  assumes,
  ...until === void 0 ? {} : { until }
});
var createGraphBuilder = (identityCount) => {
  const groups = [];
  const from = [];
  const to = [];
  const techniqueOf = [];
  const reasonOf = [];
  const nextOut = [];
  const firstOut = /* @__PURE__ */ new Map();
  const techniques = [];
  const techniqueIndex = /* @__PURE__ */ new Map();
  const indexOfTechnique = /* @__PURE__ */ new WeakMap();
  const reasons = [];
  const reasonIndex = /* @__PURE__ */ new Map();
  const reasonOfDetails = /* @__PURE__ */ new WeakMap();
  const seen = /* @__PURE__ */ new Set();
  const intern = (list, index, key, make) => {
    let position = index.get(key);
    if (position === void 0) {
      position = list.length;
      list.push(make());
      index.set(key, position);
    }
    return position;
  };
  const techniqueAt = (technique2) => {
    let index = indexOfTechnique.get(technique2);
    if (index === void 0) {
      const { id, mechanism: mechanism2, does, source: source3 } = technique2;
      index = intern(techniques, techniqueIndex, `${id} ${does}`, () => ({ id, mechanism: mechanism2, does, source: source3 }));
      indexOfTechnique.set(technique2, index);
    }
    return index;
  };
  const reasonAt = (details) => {
    let index = reasonOfDetails.get(details);
    if (index === void 0) {
      const whole = reasonFrom(details);
      index = intern(reasons, reasonIndex, JSON.stringify(whole), () => whole);
      reasonOfDetails.set(details, index);
    }
    return index;
  };
  const put = (source3, target, technique2, reason) => {
    nextOut.push(firstOut.get(source3) ?? -1);
    firstOut.set(source3, from.length);
    from.push(source3);
    to.push(target);
    techniqueOf.push(technique2);
    reasonOf.push(reason);
  };
  return {
    identityCount,
    group: (kind, label, profile) => {
      groups.push({ kind, label, ...profile === void 0 ? {} : { profile } });
      return identityCount + groups.length - 1;
    },
    // Control nodes come after the groups, whose number is not known yet: negative until `finish`.
    control: (scope) => -1 - scope,
    out: function* (node) {
      for (let edge = firstOut.get(node); edge !== void 0 && edge >= 0; edge = nextOut[edge]) {
        yield { to: to[edge], proven: reasons[reasonOf[edge]].assumes.length === 0 };
      }
    },
    origins: () => {
      const nodes = identityCount + groups.length;
      const end = new Uint32Array(nodes + 1);
      for (const target of to)
        if (target >= 0)
          end[target + 1] += 1;
      for (let node = 0; node < nodes; node += 1)
        end[node + 1] += end[node];
      const origin = new Int32Array(end[nodes]);
      const next = end.slice();
      to.forEach((target, edge) => {
        if (target < 0)
          return;
        origin[next[target]] = from[edge];
        next[target] += 1;
      });
      return (node) => origin.subarray(end[node], end[node + 1]);
    },
    members: (group, members2) => {
      const does = techniqueAt(membership);
      let details;
      let reason = 0;
      for (const member of members2) {
        if (member.details !== details) {
          details = member.details;
          reason = reasonAt(details);
        }
        put(group, member.index, does, reason);
      }
    },
    edge: (source3, target, technique2, details = noDetails) => {
      if (source3 === target)
        return false;
      const does = techniqueAt(technique2);
      const reason = reasonAt(details);
      if (technique2 !== membership) {
        const key = `${source3} ${target} ${does} ${reason}`;
        if (seen.has(key))
          return false;
        seen.add(key);
      }
      put(source3, target, does, reason);
      return true;
    },
    finish: () => {
      const controlFrom = identityCount + groups.length - 1;
      const resolved = (nodes) => {
        const column = new Uint32Array(nodes.length);
        for (let k = 0; k < nodes.length; k += 1) {
          const node = nodes[k];
          column[k] = node < 0 ? controlFrom - node : node;
        }
        return column;
      };
      return {
        groups,
        from: resolved(from),
        to: resolved(to),
        technique: new Uint16Array(techniqueOf),
        reason: new Uint32Array(reasonOf),
        techniques,
        reasons
      };
    }
  };
};

// ../../work/wt/exports/dist/connectors/aws/takeover/preparing.js
var actions = {
  user: { set: "iam:taguser", remove: "iam:untaguser" },
  role: { set: "iam:tagrole", remove: "iam:untagrole" }
};
var taggingActions = Object.values(actions).flatMap(({ set, remove }) => [
  set,
  remove
]);
var enrol = "iam:enablemfadevice";
var create = "iam:createvirtualmfadevice";
var createStack = "cloudformation:createstack";
var preparations = /* @__PURE__ */ new WeakMap();
var preparationsOf = (layers) => {
  let found = preparations.get(layers);
  if (found === void 0) {
    const any = (actions2) => layers.identity.some((document) => actions2.some((action3) => statementsFor(document, action3).some(({ allow }) => allow)));
    const [tags2, mfa, stacks] = [any(taggingActions), any([enrol]), any([createStack])];
    found = tags2 || mfa || stacks ? { tags: tags2, mfa, stacks } : false;
    preparations.set(layers, found);
  }
  return found;
};
var preparingActions = [...taggingActions, enrol, create];
var viaStack = (holder, facts, stackNames) => {
  let may;
  return () => {
    may ??= [...stackNames()].some((resource) => {
      const context = requestContext(createStack, {
        ...facts,
        target: void 0,
        resourceAccount: holder.account
      });
      return decide(holder.layers, { action: createStack, resource, context }).verdict === "allowed";
    });
    return may;
  };
};
var enrolling = /* @__PURE__ */ new WeakMap();
var enrolsMfa = ({ layers }, user, facts) => {
  if (user?.kind !== "user")
    return void 0;
  return () => {
    const known2 = enrolling.get(layers) ?? /* @__PURE__ */ new Map();
    enrolling.set(layers, known2);
    let may = known2.get(user.arn);
    if (may === void 0) {
      const allowed = (action3, resource, target) => {
        const context = requestContext(action3, { ...facts, target, resourceAccount: user.account });
        return decide(layers, { action: action3, resource, context }).verdict === "allowed";
      };
      const device = `arn:${user.partition}:iam::${user.account}:mfa/`;
      may = allowed(enrol, user.arn, user) && [user.name, "nhi-audit"].some((name) => allowed(create, `${device}${name}`));
      known2.set(user.arn, may);
    }
    return may;
  };
};
var tagChanges = (holder, target, facts) => {
  if (target === void 0 || target.kind === "root" || target.account !== holder.account)
    return void 0;
  if (target.serviceLinked || target.reserved)
    return void 0;
  const { set, remove } = actions[target.kind];
  return (key, value) => {
    const action3 = value === void 0 ? remove : set;
    const more = new Map([
      // Keys of tags ignore case.
      [
        "aws:tagkeys",
        { is: "chosen", fits: (keys) => keys?.every((named2) => named2.toLowerCase() === key) ?? false }
      ],
      ...value === void 0 ? [] : [[`aws:requesttag/${key}`, known(value)]]
    ]);
    const context = requestContext(action3, { ...facts, target, resourceAccount: target.account, more });
    return decide(holder.layers, { action: action3, resource: target.arn, context }).verdict === "allowed";
  };
};
var prepared = (holder, facts, stackNames) => {
  const may = preparationsOf(holder.layers);
  if (may === false)
    return facts;
  const enrols = may.mfa ? enrolsMfa(holder, holder.principal, facts) : void 0;
  const ownTags = may.tags ? tagChanges(holder, holder.principal, facts) : void 0;
  const targetTags = may.tags ? tagChanges(holder, facts.target, facts) : void 0;
  const stacks = may.stacks ? viaStack(holder, facts, stackNames) : void 0;
  return {
    ...facts,
    ...stacks === void 0 ? {} : { viaStack: stacks },
    ...enrols === void 0 ? {} : { enrolsMfa: enrols },
    ...ownTags === void 0 ? {} : { ownTags },
    ...targetTags === void 0 ? {} : { targetTags }
  };
};

// ../../work/wt/exports/dist/connectors/aws/takeover/holder.js
var alone = (principal, layers) => ({
  node: 0,
  members: [],
  kind: principal.kind,
  account: principal.account,
  partition: principal.partition,
  layers,
  principal,
  boundaryArn: principal.boundaryArn
});
var factsOf = (holder, asking, question) => {
  const facts = {
    now: asking.now,
    organization: asking.guardrails.organization,
    principal: holder.principal,
    account: holder.account,
    target: question.target,
    resourceAccount: question.resourceAccount ?? question.target?.account ?? holder.account,
    ...question.more === void 0 ? {} : { more: question.more }
  };
  if (asking.preparing !== true)
    return facts;
  return prepared(holder, facts, () => namesFor(holder, "cloudformation:CreateStack", stack));
};
var ask = (holder, asking, question) => {
  const action3 = question.action.toLowerCase();
  return decide(question.layers ?? holder.layers, {
    action: action3,
    resource: question.resource,
    context: requestContext(action3, factsOf(holder, asking, question))
  });
};
var both = (a, b) => {
  if (a.verdict === "denied" || b.verdict === "denied")
    return denied;
  return {
    verdict: a.verdict === "allowed" && b.verdict === "allowed" ? "allowed" : "conditional",
    by: [.../* @__PURE__ */ new Set([...a.by, ...b.by])],
    assumes: [.../* @__PURE__ */ new Set([...a.assumes, ...b.assumes])].sort(),
    until: earlier(a.until, b.until),
    ...a.open === void 0 && b.open === void 0 ? {} : { open: [...a.open ?? [], ...b.open ?? []] }
  };
};
var order = { allowed: 2, conditional: 1, denied: 0 };
var better = (a, b) => order[b.verdict] > order[a.verdict] ? b : a;
var documentsOf = (layers) => [
  ...layers.identity,
  ...layers.limits.flatMap((limit) => limit.documents ?? [])
];
var mayDo = (holder, action3) => holder.layers.identity.some((document) => statementsFor(document, action3.toLowerCase()).some((statement) => statement.allow));
var speaksOfPrincipal = (statement) => statement.conditions.some((clause) => dependsOnPrincipal(clause.key) || statement.variables && clause.values.some((value) => value.includes("${"))) || statement.variables && statement.resources.some((resource) => resource.variable);
var askOnChosenResource = (holder, asking, action3, pattern, more, but) => {
  if (!mayDo(holder, action3))
    return denied;
  let best = denied;
  for (const resource of namesFor(holder, action3, pattern)) {
    if (but?.test(resource) === true)
      continue;
    best = better(best, ask(holder, asking, { action: action3, resource, more }));
    if (best.verdict === "allowed")
      break;
  }
  return best;
};
var askNeed = (holder, asking, { action: action3, on: on2, or = [], but }, more) => {
  let best = askOnChosenResource(holder, asking, action3, on2, more, but);
  for (const pattern of or) {
    if (best.verdict === "allowed")
      break;
    best = better(best, askOnChosenResource(holder, asking, action3, pattern, more));
  }
  return best;
};
var together = /* @__PURE__ */ new WeakMap();
var aboutOne = (needs) => {
  let groups = together.get(needs);
  if (groups === void 0) {
    groups = [
      ...Map.groupBy(needs, (need) => need.on === "*" || need.or !== void 0 ? need : need.on).values()
    ];
    together.set(needs, groups);
  }
  return groups;
};
var askNeeds = (holder, asking, needs, more) => {
  let result;
  for (const group of aboutOne(needs)) {
    const [first] = group;
    const answer = group.length === 1 && first !== void 0 ? askNeed(holder, asking, first, more) : askOnOne(holder, asking, group, more);
    if (answer.verdict === "denied")
      return denied;
    result = result === void 0 ? answer : both(result, answer);
  }
  return result ?? denied;
};
var askOnOne = (holder, asking, needs, more) => {
  if (!needs.every(({ action: action3 }) => mayDo(holder, action3)))
    return denied;
  let best = denied;
  const tried = /* @__PURE__ */ new Set();
  const tryAll = (names2) => {
    for (const resource of names2) {
      if (best.verdict === "allowed")
        break;
      if (tried.has(resource))
        continue;
      tried.add(resource);
      best = better(best, needs.map(({ action: action3 }) => ask(holder, asking, { action: action3, resource, more })).reduce(both));
    }
    return best;
  };
  for (const { action: action3, on: on2 } of needs)
    tryAll(namesFor(holder, action3, on2));
  if (best.verdict === "allowed")
    return best;
  const [first, ...rest] = needs.map(({ action: action3 }) => patternsFor(holder, action3));
  const wanted = compileWildcard(ownPattern(holder, needs[0].on));
  return tryAll(rest.flatMap((patterns) => patterns.flatMap((text2) => first.flatMap((other) => {
    const name = commonExample(filled(text2), filled(other), ":");
    return name !== void 0 && wanted(name) ? [name] : [];
  }))));
};
var filled = (pattern) => pattern.replace(/\*+/g, "?*");
var ownPattern = ({ partition, account }, pattern) => pattern.replace("{partition}", partition).replace("{account}", account);
var patternsFor = (holder, action3) => documentsOf(holder.layers).flatMap((document) => statementsFor(document, action3.toLowerCase()).flatMap((statement) => {
  const lets = statement.allow !== statement.notResource && statement.resources.length > 0;
  const patterns = lets ? statement.resources.map(({ text: text2 }) => text2) : statement.allow ? ["*"] : [];
  return patterns.map((text2) => text2.replace(/\$\{aws:username\}/gi, holder.principal?.name ?? "*").replace(/\$\{[^}]*\}/g, "*"));
}));
var namesFor = (holder, action3, pattern) => {
  if (pattern === "*")
    return /* @__PURE__ */ new Set(["*"]);
  const wanted = ownPattern(holder, pattern);
  return new Set(patternsFor(holder, action3).flatMap((text2) => commonExample(text2, wanted, ":") ?? []));
};

// ../../work/wt/exports/dist/connectors/aws/takeover/deny-removal.js
var removers = {
  user: { inline: ["iam:DeleteUserPolicy", "iam:PutUserPolicy"], attached: ["iam:DetachUserPolicy"] },
  role: { inline: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"], attached: ["iam:DetachRolePolicy"] }
};
var leaveGroup = "iam:RemoveUserFromGroup";
var rewritePolicy = "iam:CreatePolicyVersion";
var denyRemovers = [
  ...Object.values(removers).flatMap(({ inline, attached }) => [...inline, ...attached]),
  leaveGroup,
  rewritePolicy
];
var technique = {
  id: "remove-own-denies",
  mechanism: "write-permission",
  does: "take off policies of its own that deny",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html"
};
var removal = (build, holder, principal, policy) => {
  if (principal.kind === "root")
    return denied;
  const rewrite = policy.arn !== void 0 && build.inventory.policies.get(policy.arn)?.account === principal.account ? ask(holder, build, { action: rewritePolicy, resource: policy.arn }) : denied;
  if (policy.via.startsWith("group ")) {
    const name = policy.via.slice("group ".length);
    const group = principal.groups.find((arn2) => arn2.endsWith(`/${name}`));
    return group === void 0 ? rewrite : better(ask(holder, build, { action: leaveGroup, resource: group }), rewrite);
  }
  const { arn } = policy;
  const more = arn === void 0 ? void 0 : /* @__PURE__ */ new Map([["iam:policyarn", known(arn)]]);
  return removers[principal.kind][arn === void 0 ? "inline" : "attached"].map((action3) => ask(holder, build, { action: action3, resource: principal.arn, target: principal, more })).reduce(better, rewrite);
};
var addDenyRemoval = (build, holder) => {
  if (!denyRemovers.some((action3) => mayDo(holder, action3)))
    return;
  const { documents } = build.inventory.store;
  const denying = holder.layers.identity.filter(({ statements }) => statements.some(({ allow }) => !allow));
  if (denying.length === 0)
    return;
  for (const member of holder.members) {
    const principal = build.principals[member];
    let all;
    const gone = denying.filter((document) => {
      const applied = principal.policies.filter((policy) => documents[policy.document] === document);
      if (applied.length === 0)
        return false;
      const decision = applied.map((policy) => removal(build, holder, principal, policy)).reduce(both);
      if (decision.verdict === "denied")
        return false;
      all = all === void 0 ? decision : both(all, decision);
      return true;
    });
    if (all === void 0)
      continue;
    const rest = holder.layers.identity.filter((document) => !gone.includes(document));
    const one = {
      ...holder,
      node: holder.thought === true ? holder.node : member,
      members: [member],
      principal
    };
    const label = `${principal.arn} without the denies of ${gone.length} of its policies`;
    build.graph.edge(one.node, build.changed(one, label, rest).node, technique, detailsOf(all));
  }
};

// ../../work/wt/exports/dist/connectors/aws/takeover/bearing.js
var powerfulActions = new Set([
  "sts:AssumeRole",
  "iam:PassRole",
  ...samlTechniques.flatMap(({ actions: actions2 }) => actions2),
  "iam:DeletePolicyVersion",
  "iam:CreatePolicy",
  "iam:CreateInstanceProfile",
  "iam:AddRoleToInstanceProfile",
  "iam:RemoveRoleFromInstanceProfile",
  ...boundaryActions,
  ...denyRemovers,
  ...credentialTechniques.flatMap(({ needs }) => needs.map(({ action: action3 }) => action3)),
  ...permissionTechniques.map(({ action: action3 }) => action3),
  ...creationTechniques.flatMap(({ create: create2, oneOf }) => [create2, ...oneOf.flat()]),
  ...passRoleTechniques.flatMap(({ needs }) => needs.map(({ action: action3 }) => action3)),
  ...organizationTechniques.flatMap(({ needs }) => needs.map(({ action: action3 }) => action3)),
  ...workloadTechniques.flatMap(({ needs }) => needs.map(({ action: action3 }) => action3))
].map((action3) => action3.toLowerCase()));
var actionsOfTechniques = [...powerfulActions];
var powerOfActions = /* @__PURE__ */ new WeakMap();
var powerOf = (actions2) => {
  let known2 = powerOfActions.get(actions2);
  if (known2 === void 0) {
    const any = (list) => list.some((action3) => actions2.includes(action3));
    known2 = any(actionsOfTechniques) ? "technique" : any(preparingActions) ? "preparing" : "none";
    powerOfActions.set(actions2, known2);
  }
  return known2;
};
var bears = ({ actions: actions2 }) => powerOf(actions2) !== "none";
var bearings = /* @__PURE__ */ new WeakMap();
var bearingOf = (document) => {
  let known2 = bearings.get(document);
  if (known2 === void 0) {
    const statements = document.statements.filter(bears);
    known2 = {
      allows: statements.some(({ allow, actions: actions2 }) => allow && powerOf(actions2) === "technique"),
      matters: statements.length > 0,
      personal: statements.some(speaksOfPrincipal)
    };
    if (known2.matters)
      bearings.set(document, known2);
  }
  return known2;
};

// ../../work/wt/exports/dist/connectors/aws/takeover/alike.js
var contentOf = ({ allow, actions: actions2, resources, notResource, principals, conditions, variables }) => JSON.stringify([
  allow,
  actions2.id,
  resources.map(({ text: text2 }) => text2),
  notResource,
  principals,
  conditions,
  variables
]);
var essences = /* @__PURE__ */ new WeakMap();
var essenceOf = (store, document) => {
  const { statements } = store.documents[document];
  if (!statements.every(({ allow }) => allow))
    return document;
  const bearing = statements.filter(bears);
  const key = bearing.map(contentOf).join("\n");
  let known2 = essences.get(store);
  if (known2 === void 0) {
    known2 = /* @__PURE__ */ new Map();
    essences.set(store, known2);
  }
  let essence = known2.get(key);
  if (essence === void 0) {
    essence = bearing.length === statements.length ? document : store.add(bearing);
    known2.set(key, essence);
  }
  return essence;
};
var holds2 = (store, { identity }, document) => identity.includes(store.documents[document]) || identity.includes(store.documents[essenceOf(store, document)]);
var alikeIn = ({ documents }) => ({ document, statement }, other) => {
  const content2 = contentOf(documents[document].statements[statement]);
  return documents[other].statements.find((candidate) => contentOf(candidate) === content2)?.index;
};

// ../../work/wt/exports/dist/connectors/aws/takeover/build.js
var universe = (build, key, members2) => {
  let found = build.universes.get(key);
  if (found === void 0) {
    found = { key, members: members2(), node: void 0, byIndex: void 0 };
    build.universes.set(key, found);
  }
  return found;
};
var nodeOf = (build, set) => {
  if (set.node === void 0) {
    set.node = build.graph.group("targets", set.key);
    build.graph.members(set.node, set.members);
  }
  return set.node;
};
var merged = (a, b) => {
  const trustedBy2 = [...a.trustedBy ?? [], ...b.trustedBy ?? []];
  const through = a.through ?? b.through;
  const until = a.until === void 0 ? b.until : b.until === void 0 || a.until < b.until ? a.until : b.until;
  return {
    allowedBy: [...a.allowedBy ?? [], ...b.allowedBy ?? []],
    ...trustedBy2.length === 0 ? {} : { trustedBy: trustedBy2 },
    ...through === void 0 ? {} : { through },
    assumes: [.../* @__PURE__ */ new Set([...a.assumes ?? [], ...b.assumes ?? []])],
    until
  };
};
var namedOnly = (holder, action3) => {
  const names2 = /* @__PURE__ */ new Set();
  for (const document of holder.layers.identity) {
    for (const statement of statementsFor(document, action3.toLowerCase())) {
      if (!statement.allow)
        continue;
      if (statement.notResource || statement.resources.some(({ text: text2 }) => hasWildcard(text2) || text2.includes("${"))) {
        return void 0;
      }
      for (const { text: text2 } of statement.resources)
        names2.add(text2);
    }
  }
  return names2;
};
var memberOf = (set, index) => {
  set.byIndex ??= new Map(set.members.map((member) => [member.index, member]));
  return index === void 0 ? void 0 : set.byIndex.get(index);
};
var classesOf = (build, holder, actions2, set) => {
  const named2 = actions2[0] === void 0 ? void 0 : namedOnly(holder, actions2[0]);
  if (named2 !== void 0) {
    return [...named2].flatMap((arn) => {
      const member = memberOf(set, build.indexOf(arn));
      return member === void 0 ? [] : [{ key: `${set.key}: ${arn}`, members: [member], node: void 0, byIndex: void 0 }];
    });
  }
  const patterns = /* @__PURE__ */ new Map();
  for (const document of documentsOf(holder.layers)) {
    for (const action3 of actions2) {
      for (const statement of statementsFor(document, action3.toLowerCase())) {
        if (statement.conditions.some((clause) => dependsOnTarget(clause.key)))
          return void 0;
        for (const pattern of statement.resources) {
          if (pattern.variable && statement.variables)
            return void 0;
          if (pattern.text !== "*")
            patterns.set(pattern.text, pattern);
        }
      }
    }
  }
  if (patterns.size === 0)
    return [set];
  const texts = [...patterns.keys()].sort();
  const key = `${set.key} by ${texts.join(" ")}`;
  let classes = build.classes.get(key);
  if (classes === void 0) {
    classes = classify2(build, set, texts.map((text2) => patterns.get(text2)), key);
    build.classes.set(key, classes);
  }
  return classes;
};
var classify2 = (build, set, patterns, key) => {
  const bySignature = /* @__PURE__ */ new Map();
  const put = (signature, member) => {
    const members2 = bySignature.get(signature);
    if (members2 === void 0)
      bySignature.set(signature, [member]);
    else
      members2.push(member);
  };
  for (const member of set.members) {
    const { arn } = build.principals[member.index];
    put(patterns.map((pattern) => pattern.matches(arn) ? "1" : "0").join(""), member);
  }
  return [...bySignature].map(([signature, members2]) => ({
    key: `${key} (${signature})`,
    members: members2,
    node: void 0,
    byIndex: void 0
  }));
};
var free = { verdict: "allowed", by: [], assumes: [], until: void 0 };
var aimAt = (build, holder, set, aim) => {
  if (set.members.length === 0 || aim.besides?.verdict === "denied")
    return;
  const besides = aim.besides;
  const withBesides = (decision) => besides === void 0 ? decision : both(decision, besides);
  const decideFor2 = (target) => {
    let decision;
    for (const action3 of aim.actions) {
      const answer = ask(holder, build, {
        action: action3,
        resource: target.arn,
        target,
        more: aim.more
      });
      decision = decision === void 0 ? answer : both(decision, answer);
      if (decision.verdict === "denied")
        return denied;
    }
    return decision ?? free;
  };
  if (!aim.actions.every((action3) => mayDo(holder, action3)))
    return;
  const { besidesOf } = aim;
  const classes = besidesOf === void 0 ? classesOf(build, holder, aim.actions, set) : void 0;
  for (const alike of classes ?? []) {
    const { members: members2 } = alike;
    const decision = withBesides(decideFor2(build.principals[members2[0].index]));
    if (decision.verdict === "denied")
      continue;
    const details = merged(detailsOf(decision), aim.details ?? {});
    if (members2.length > fewMembers)
      build.graph.edge(holder.node, nodeOf(build, alike), aim.technique, details);
    else
      for (const member of members2)
        build.graph.edge(holder.node, member.index, aim.technique, merged(details, member.details));
  }
  if (classes !== void 0)
    return;
  for (const member of set.members) {
    const target = build.principals[member.index];
    const own = withBesides(decideFor2(target));
    if (own.verdict === "denied")
      continue;
    const decision = besidesOf === void 0 ? own : both(own, besidesOf(target));
    if (decision.verdict === "denied")
      continue;
    const details = merged(merged(detailsOf(decision), aim.details ?? {}), member.details);
    build.graph.edge(holder.node, member.index, aim.technique, details);
  }
};
var fewMembers = 3;
var identitiesOf = (build, account, keep2) => {
  const members2 = [];
  for (const index of build.byAccount.get(account) ?? [])
    if (keep2(build.principals[index]))
      members2.push({ index, details: noDetails });
  return members2;
};
var changeableRole = (principal) => principal.kind === "role" && !principal.serviceLinked && !principal.reserved;
var workloadIndex = /* @__PURE__ */ new WeakMap();
var workloadsOf = (inventory, account, resourceType) => {
  let index = workloadIndex.get(inventory);
  if (index === void 0) {
    index = Map.groupBy(inventory.workloads, ({ scope, data }) => accountAndType(scope, data.ResourceType));
    workloadIndex.set(inventory, index);
  }
  return index.get(accountAndType(account, resourceType)) ?? [];
};

// ../../work/wt/exports/dist/connectors/aws/takeover/two-sides.js
var policyIndex = /* @__PURE__ */ new WeakMap();
var policyOfResource = (inventory, arn) => {
  if (inventory.resourcePolicies.length === 0)
    return void 0;
  let index = policyIndex.get(inventory);
  if (index === void 0) {
    index = new Map(inventory.resourcePolicies.map((policy) => [policy.arn, policy]));
    policyIndex.set(inventory, index);
  }
  return index.get(arn);
};
var tags = /^(aws:requesttag\/|aws:tagkeys$|sts:transitivetagkeys$)/;
var sourceIdentity = /^sts:sourceidentity$/;
var tagsAndIdentity = new RegExp(`${tags.source}|${sourceIdentity.source}`);
var lackedBy = (trust) => {
  const lets = (action3) => statementsFor(trust, action3).some(({ allow }) => allow);
  const [tagged, named2] = [lets("sts:tagsession"), lets("sts:setsourceidentity")];
  if (tagged && named2)
    return {};
  return { lacks: tagged ? sourceIdentity : named2 ? tags : tagsAndIdentity };
};
var contextOf = (document, holder, asking, { action: action3, account }) => requestContext(action3, {
  ...factsOf(holder, asking, { resourceAccount: account }),
  ...action3 === "sts:assumerole" ? lackedBy(document) : {}
});
var resourceDenies = (document, holder, asking, { action: action3, account, resource }) => {
  const context = contextOf(document, holder, asking, { action: action3, account });
  const assumes = /* @__PURE__ */ new Set();
  const open = [];
  let until;
  for (const deny of statementsFor(document, action3)) {
    if (deny.allow || !names(deny, holder))
      continue;
    if (resource !== void 0 && matchesResource(deny, resource, context) !== "yes")
      continue;
    const result = evaluateConditions(deny, context);
    if (result.met === "no" || result.chosenKeys.length > 0)
      continue;
    if (result.met === "yes")
      return denied;
    for (const clause of result.open)
      assumes.add(`${denyStays}${describeClause(clause)}`);
    open.push(...result.open.map((clause) => ({ clause, deny: true })));
    until = earlier(until, result.until);
  }
  return {
    verdict: assumes.size > 0 ? "conditional" : "allowed",
    by: [],
    assumes: [...assumes].sort(),
    until,
    ...open.length === 0 ? {} : { open }
  };
};
var resourceSide = (document, statement, holder, asking, asked) => {
  const context = contextOf(document, holder, asking, asked);
  const allow = evaluateConditions(statement, context);
  if (allow.met === "no" || statement.principals?.not === true && !names(statement, holder))
    return denied;
  const decision = {
    verdict: allow.met === "yes" ? "allowed" : "conditional",
    by: [],
    assumes: [...new Set(allow.open.map((clause) => `${requestMeets}${describeClause(clause)}`))].sort(),
    until: allow.until,
    ...allow.open.length === 0 ? {} : { open: allow.open.map((clause) => ({ clause, deny: false })) }
  };
  return both(decision, resourceDenies(document, holder, asking, asked));
};
var names = (statement, holder) => {
  const element = statement.principals;
  if (element === void 0)
    return false;
  const listed = element.everyone || element.not && element.aws.some((arn) => isSessionOf(arn, holder)) || trustedBy({ ...statement, principals: { ...element, not: false } }).some((party) => isParty(party, holder) && !(element.not && party.party === "scope" && holder.kind !== "root"));
  return listed !== element.not;
};
var isParty = (party, holder) => {
  if (party.party === "everyone")
    return true;
  if (party.party === "scope")
    return party.account === holder.account;
  if (party.party !== "identity" || holder.principal === void 0)
    return false;
  return party.principal === holder.principal.arn;
};
var isSessionOf = (arn, holder) => {
  const session = sessionPattern.exec(arn);
  return session !== null && holder.kind === "role" && session[1] === holder.account && session[2] === holder.principal?.name;
};
var callerLayers = (build, holder, account, naming) => {
  const limits = [...holder.layers.limits, ...build.guardrails.resource(account)];
  if (naming === "account" || holder.account !== account)
    return { identity: holder.layers.identity, limits };
  const unbounded = holder.kind === "user" || naming === "session";
  return {
    identity: [...holder.layers.identity, build.allowAll],
    limits: limits.map((limit) => unbounded && limit.kind === "permissions-boundary" && limit.documents !== void 0 ? { ...limit, documents: [...limit.documents, build.allowAll] } : limit)
  };
};
var ownLayers = (build, principal) => {
  const { documents } = build.inventory.store;
  const { boundaryArn, boundary } = principal;
  return {
    identity: [...new Set(principal.policies.map(({ document }) => documents[document]))],
    limits: [
      ...build.guardrails.service(principal.account),
      ...boundaryArn === void 0 ? [] : [
        {
          kind: "permissions-boundary",
          name: boundaryArn,
          documents: boundary === void 0 ? void 0 : [documents[boundary]]
        }
      ]
    ]
  };
};
var single = (build, index, holder) => {
  const principal = build.principals[index];
  if (holder !== void 0)
    return { ...holder, node: index, members: [index], principal };
  return {
    node: index,
    members: [index],
    kind: principal.kind,
    account: principal.account,
    partition: principal.partition,
    layers: ownLayers(build, principal),
    principal,
    boundaryArn: principal.boundaryArn
  };
};
var sessionPattern = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;
var namedIdentity = (build, party) => {
  const direct = build.indexOf(party.principal);
  if (direct !== void 0)
    return { index: direct, naming: "identity", details: {} };
  const session = sessionPattern.exec(party.principal);
  if (session === null)
    return void 0;
  const [, account, name, sessionName] = session;
  const index = (build.byAccount.get(account) ?? []).find((candidate) => build.principals[candidate].kind === "role" && build.principals[candidate].name === name);
  if (index === void 0)
    return void 0;
  return {
    index,
    naming: "session",
    details: { assumes: [`the session of role ${name} is named ${sessionName}`] }
  };
};

// ../../work/wt/exports/dist/connectors/aws/takeover/assume.js
var action2 = "sts:assumerole";
var trustClasses = (build) => {
  const classes = /* @__PURE__ */ new Map();
  build.principals.forEach((principal, index) => {
    if (principal.trust === void 0 || principal.serviceLinked)
      return;
    const key = `${principal.account}/${principal.trust}`;
    const found = classes.get(key);
    if (found === void 0) {
      const document = build.inventory.store.documents[principal.trust];
      classes.set(key, { account: principal.account, document, roles: [index], key });
    } else
      found.roles.push(index);
  });
  return [...classes.values()];
};
var callerDecision = (build, holder, role, naming) => {
  const layers = callerLayers(build, holder, role.account, naming);
  const decision = decide(layers, {
    action: action2,
    resource: role.arn,
    context: requestContext(action2, {
      ...factsOf(holder, build, { target: role, resourceAccount: role.account }),
      ...role.trust === void 0 ? {} : lackedBy(build.inventory.store.documents[role.trust])
    })
  });
  return naming !== "account" && holder.account === role.account ? { ...decision, by: [] } : decision;
};
var assumeDecision = (asking, holder, role) => {
  if (role.trust === void 0 || role.serviceLinked || holder.kind === "root")
    return void 0;
  const document = asking.inventory.store.documents[role.trust];
  let best;
  for (const statement of statementsFor(document, action2)) {
    if (!statement.allow || !names(statement, holder))
      continue;
    const named2 = trustedBy(statement).some(({ party, principal }) => party === "everyone" || party === "identity" && principal === holder.principal?.arn);
    const decision = both(callerDecision(asking, holder, role, named2 ? "identity" : "account"), resourceSide(document, statement, holder, asking, { action: action2, account: role.account }));
    if (decision.verdict === "denied")
      continue;
    if (best === void 0 || better(best.decision, decision) !== best.decision) {
      best = { decision, trust: statement };
    }
  }
  return best;
};
var trustEntry = (build, role, statement, party) => {
  const entry = build.trusts[role].findIndex((trust) => trust.statement === statement.index && trust.principal === party.principal);
  return entry < 0 ? [] : [entry];
};
var asksAboutCaller = (document) => statementsFor(document, action2).some((statement) => statement.principals?.not === true || !statement.allow && (statement.principals?.aws.length ?? 0) > 0 || statement.conditions.some((clause) => /^aws:(principalarn|principaltag\/|userid|username|principaltype)/.test(clause.key) || clause.values.some((value) => value.includes("${"))));
var addAssumeEdges = (build, holders, holderOf) => {
  const askers = holders.filter((holder) => holder.kind !== "root" && mayDo(holder, action2));
  const thoughtOf = Map.groupBy(holders.filter(({ thought, members: members2 }) => thought === true && members2.length === 1), ({ members: [member] }) => member);
  for (const trustClass of trustClasses(build)) {
    const { document, roles, account } = trustClass;
    const individually = asksAboutCaller(document);
    for (const statement of statementsFor(document, action2)) {
      if (!statement.allow)
        continue;
      for (const party of trustedBy(statement)) {
        if (party.party === "identity") {
          const named2 = namedIdentity(build, party);
          if (named2 === void 0 || build.principals[named2.index].kind === "root")
            continue;
          const holder = single(build, named2.index, holderOf[named2.index]);
          addForHolder(build, holder, named2.index, trustClass, statement, party, named2.naming, named2.details);
          addControllersOf(build, named2.index, trustClass, statement, party, named2.details);
          for (const later2 of thoughtOf.get(named2.index) ?? []) {
            addForHolder(build, later2, later2.node, trustClass, statement, party, named2.naming, named2.details);
          }
        } else if (party.party === "scope" || party.party === "everyone") {
          const inReach = askers.filter((holder) => party.party === "everyone" || holder.account === party.account);
          for (const holder of inReach) {
            if (individually && holder.members.length > 1 && holder.thought !== true) {
              for (const member of holder.members) {
                addForHolder(build, single(build, member, holder), member, trustClass, statement, party, "account", {});
              }
            } else
              addForHolder(build, holder, holder.node, trustClass, statement, party, "account", {});
          }
          if (party.party === "everyone")
            addUnasked(build, holderOf, trustClass, statement, party);
          addControllers(build, party, account, roles, statement, trustClass);
        }
      }
    }
  }
};
var addUnasked = (build, holderOf, trustClass, statement, party) => {
  for (const index of build.byAccount.get(trustClass.account) ?? []) {
    const principal = build.principals[index];
    if (principal.kind === "root" || principal.serviceLinked)
      continue;
    addForHolder(build, single(build, index, holderOf[index]), index, trustClass, statement, party, "identity", {});
  }
};
var addForHolder = (build, holder, node, { document, roles, account, key }, statement, party, naming, details) => {
  const trust = resourceSide(document, statement, holder, build, { action: action2, account });
  if (trust.verdict === "denied")
    return;
  const open = { assumes: details.assumes ?? [] };
  if (naming === "account" && build.guardrails.resource(account).length === 0) {
    const members2 = universe(build, `roles with trust policy ${key} (${statement.index}, ${party.principal})`, () => roles.map((index) => ({ index, details: { trustedBy: trustEntry(build, index, statement, party) } })));
    aimAt(build, { ...holder, node }, members2, {
      actions: ["sts:AssumeRole"],
      technique: assumeRole,
      besides: trust,
      details: open
    });
    return;
  }
  for (const role of roles) {
    if (role === node)
      continue;
    const decision = both(callerDecision(build, holder, build.principals[role], naming), trust);
    if (decision.verdict === "denied")
      continue;
    const { assumes = [], ...reason } = detailsOf(decision);
    build.graph.edge(node, role, assumeRole, {
      ...reason,
      assumes: [...assumes, ...open.assumes],
      trustedBy: trustEntry(build, role, statement, party)
    });
  }
};
var addControllersOf = (build, index, { document, roles, account }, statement, party, details) => {
  const principal = build.principals[index];
  if (principal.account === account || principal.reserved || principal.serviceLinked)
    return;
  const { layers } = build.anyone(principal.account, void 0);
  const holder = { ...single(build, index, void 0), layers, boundaryArn: void 0 };
  const trust = resourceSide(document, statement, holder, build, { action: action2, account });
  if (trust.verdict === "denied")
    return;
  for (const role of roles) {
    const answer = both(trust, callerDecision(build, holder, build.principals[role], "identity"));
    if (answer.verdict === "denied")
      continue;
    build.graph.edge(build.graph.control(build.scopeOf(principal.account)), role, assumeRole, {
      ...detailsOf({ ...answer, by: [] }),
      assumes: [...answer.assumes, ...details.assumes ?? []],
      through: principal.arn,
      trustedBy: trustEntry(build, role, statement, party)
    });
  }
};
var addControllers = (build, party, account, roles, statement, { document }) => {
  const accounts = party.party === "everyone" ? [...build.byAccount.keys()] : [party.account];
  for (const trusted of accounts) {
    if (trusted === account || !build.byAccount.has(trusted))
      continue;
    const anyone = { ...build.anyone(trusted, void 0), principal: void 0 };
    const decision = resourceSide(document, statement, anyone, build, { action: action2, account });
    if (decision.verdict === "denied")
      continue;
    for (const role of roles) {
      const caller = callerDecision(build, anyone, build.principals[role], "account");
      const answer = both(decision, caller);
      if (answer.verdict === "denied")
        continue;
      build.graph.edge(build.graph.control(build.scopeOf(trusted)), role, assumeRole, {
        ...detailsOf({ ...answer, by: [] }),
        trustedBy: trustEntry(build, role, statement, party)
      });
    }
  }
};

// ../../work/wt/exports/dist/connectors/aws/takeover/gaining.js
var writers = [
  ["iam:attachuserpolicy", "iam:attachrolepolicy"],
  ["iam:putuserpolicy", "iam:putrolepolicy"]
];
var controlling = /* @__PURE__ */ new WeakMap();
var givesControl = (document) => {
  let gives = controlling.get(document);
  if (gives === void 0) {
    gives = saysControl(document);
    controlling.set(document, gives);
  }
  return gives;
};
var saysControl = ({ statements }) => statements.some(({ allow, actions: actions2, conditions, resources, notResource }) => allow && conditions.length === 0 && !notResource && resources.some(({ text: text2 }) => text2 === "*") && (actions2.everything || writers.some((pair) => pair.every((action3) => actions2.includes(action3))))) && !statements.some(({ allow, actions: actions2 }) => !allow && writers.flat().some((action3) => actions2.includes(action3)));
var policiesOfGroups = /* @__PURE__ */ new WeakMap();
var groupPolicies = (build, account) => {
  const byAccount = policiesOfGroups.get(build) ?? /* @__PURE__ */ new Map();
  policiesOfGroups.set(build, byAccount);
  let known2 = byAccount.get(account);
  if (known2 === void 0) {
    known2 = readGroupPolicies(build, account);
    byAccount.set(account, known2);
  }
  return known2;
};
var readGroupPolicies = (build, account) => {
  const { store, groups, policies } = build.inventory;
  const found = /* @__PURE__ */ new Map();
  for (const { Arn, GroupName, AttachedManagedPolicies, GroupPolicyList } of groups.values()) {
    if (arnParts(Arn).account !== account)
      continue;
    const via = `group ${GroupName}`;
    const source3 = { record: "aws.group", id: Arn };
    const attached = (AttachedManagedPolicies ?? []).flatMap(({ PolicyArn: arn }) => {
      const meaning2 = policies.get(arn)?.document === void 0 ? meaningOf(arn) : void 0;
      const document = policies.get(arn)?.document ?? (meaning2 === void 0 ? void 0 : store.intern(meaning2));
      return document === void 0 ? [] : [{ document, name: arn, arn, via, source: source3 }];
    });
    const inline = (GroupPolicyList ?? []).map(({ PolicyName: name, PolicyDocument: text2 }) => ({
      document: store.intern(text2),
      name,
      via,
      source: source3
    }));
    found.set(Arn, [...attached, ...inline]);
  }
  return found;
};
var adminGroups = (build, account) => [...groupPolicies(build, account)].flatMap(([arn, policies]) => policies.some(({ document }) => givesControl(build.inventory.store.documents[document])) ? [arn] : []);
var withGains = (build, holder, member) => {
  const base = build.principals[member];
  const first = build.principals[holder.members[0] ?? -1];
  if (holder.thought !== true || holder.principal === void 0 || first === void 0)
    return base;
  const groups = holder.principal.groups.filter((arn) => !first.groups.includes(arn));
  const policies = holder.principal.policies.filter((policy) => !first.policies.includes(policy));
  if (groups.length === 0 && policies.length === 0)
    return base;
  return { ...base, groups: [...base.groups, ...groups], policies: [...base.policies, ...policies] };
};
var addGains = (build, holder, gains, technique2) => {
  const { documents } = build.inventory.store;
  for (const verdict of ["allowed", "conditional"]) {
    const some = gains.filter(({ decision }) => decision.verdict === verdict);
    const { principal } = holder;
    if (some.length === 0 || principal === void 0)
      continue;
    const policies = some.flatMap((gain) => gain.policies);
    const changed = {
      ...principal,
      groups: [...principal.groups, ...some.flatMap(({ group }) => group ?? [])],
      policies: [...principal.policies, ...policies]
    };
    const label = `${technique2.id} ${some.map(({ name }) => name).join(", ")}`;
    const gained = build.changed({ ...holder, principal: changed }, label, [
      ...holder.layers.identity,
      ...policies.map(({ document }) => documents[document])
    ]);
    build.graph.edge(holder.node, gained.node, technique2, detailsOf(some.map(({ decision }) => decision).reduce(both)));
  }
};
var writes = (build, holder, policies, group) => policies.some(({ arn }) => arn !== void 0 && build.inventory.policies.get(arn)?.account === holder.account && ask(holder, build, { action: "iam:CreatePolicyVersion", resource: arn }).verdict !== "denied") || group !== void 0 && ["iam:PutGroupPolicy", "iam:AttachGroupPolicy"].some((action3) => mayDo(holder, action3) && ask(holder, build, { action: action3, resource: group }).verdict !== "denied");
var addGroupJoining = (build, holder) => {
  const action3 = "iam:AddUserToGroup";
  if (holder.kind !== "user" || !mayDo(holder, action3))
    return;
  const joinable = [...groupPolicies(build, holder.account)].flatMap(([arn, policies]) => {
    if (holder.principal?.groups.includes(arn))
      return [];
    const gives = policies.some(({ document }) => !holds2(build.inventory.store, holder.layers, document));
    if (!gives && !writes(build, holder, policies, arn))
      return [];
    const decision = ask(holder, build, { action: action3, resource: arn });
    return decision.verdict === "denied" ? [] : [{ decision, policies, group: arn, name: arn }];
  });
  addGains(build, holder, joinable, {
    id: "add-user-to-group",
    mechanism: "write-permission",
    does: "put itself into groups that have more",
    source: iamApi("AddUserToGroup")
  });
};
var attaching = {
  user: "iam:AttachUserPolicy",
  role: "iam:AttachRolePolicy"
};
var policyArn = "iam:policyarn";
var attachableNames = (holder, action3) => [
  ...new Set(documentsOf(holder.layers).flatMap((document) => statementsFor(document, action3.toLowerCase()).flatMap(({ conditions }) => conditions.filter(({ key }) => key === policyArn).flatMap(({ values }) => values))))
];
var attachActions = [...Object.values(attaching), "iam:AttachGroupPolicy"];
var controlOfHolders = /* @__PURE__ */ new WeakMap();
var controlPolicies = (build, holder) => {
  let value = controlOfHolders.get(holder.layers);
  if (value === void 0) {
    value = readControlPolicies(build, holder);
    controlOfHolders.set(holder.layers, value);
  }
  return value;
};
var readControlPolicies = (build, holder) => {
  const { partition } = holder;
  const own = [...build.inventory.policies.values()].filter(({ account, document }) => (account === holder.account || account === "aws") && document !== void 0 && givesControl(build.inventory.store.documents[document]));
  const create2 = "iam:CreatePolicy";
  const made = mayDo(holder, create2) ? attachActions.flatMap((action3) => attachableNames(holder, action3)).flatMap((name) => [...namesFor(holder, create2, name)]).filter((resource) => ask(holder, build, { action: create2, resource }).verdict === "allowed") : [];
  const arns = /* @__PURE__ */ new Set([
    `arn:${partition}:iam::aws:policy/AdministratorAccess`,
    `arn:${partition}:iam::aws:policy/IAMFullAccess`,
    ...own.map(({ arn }) => arn),
    ...made
  ]);
  return { is: "chosen", among: [...arns].map((arn) => [arn]) };
};
var addPolicyAttaching = (build, holder) => {
  if (holder.kind !== "user" && holder.kind !== "role")
    return;
  const action3 = attaching[holder.kind];
  if (!mayDo(holder, action3) || attachableNames(holder, action3).length === 0)
    return;
  const { policies } = build.inventory;
  for (const member of holder.members) {
    const principal = withGains(build, holder, member);
    if (principal.kind === "role" && !changeableRole(principal))
      continue;
    const gains = [...policies.values()].flatMap(({ arn, account, document }) => {
      if (document === void 0 || account !== holder.account && account !== "aws")
        return [];
      if (principal.policies.some((policy) => policy.arn === arn))
        return [];
      const more = /* @__PURE__ */ new Map([[policyArn, known(arn)]]);
      const question = { action: action3, resource: principal.arn, target: principal, more };
      const decision = ask(holder, build, question);
      const source3 = { record: "aws.policy", id: arn };
      return decision.verdict === "denied" ? [] : [{ decision, policies: [{ document, name: arn, arn, via: "attached", source: source3 }], name: arn }];
    });
    const node = holder.thought === true ? holder.node : member;
    addGains(build, { ...holder, node, members: [member], principal }, gains, {
      id: "attach-own-policies",
      mechanism: "write-permission",
      does: "attach policies to itself that it may attach",
      source: iamApi(action3.slice("iam:".length))
    });
  }
};

// ../../work/wt/exports/dist/connectors/aws/takeover/permissions.js
var leversOn = (build, technique2, principal) => {
  switch (technique2.target) {
    case "user":
      return principal.kind === "user" ? [principal.arn] : [];
    case "role":
      return changeableRole(principal) ? [principal.arn] : [];
    case "group":
      return principal.groups;
    case "policy":
    case "policy-version":
      if (principal.reserved || principal.serviceLinked)
        return [];
      return [...new Set(principal.policies.flatMap(({ arn }) => arn ?? []))].filter((arn) => {
        const policy = build.inventory.policies.get(arn);
        if (policy === void 0 || policy.account === "aws")
          return false;
        if (technique2.target === "policy")
          return true;
        return policy.olderVersions.some((document) => givesControl(build.inventory.store.documents[document]));
      });
    case "membership":
      return principal.kind === "user" ? adminGroups(build, principal.account).filter((arn) => !principal.groups.includes(arn)) : [];
  }
};
var mostVersions = 5;
var writesPermissionsOf = (build, holder, target) => {
  let best;
  const more = /* @__PURE__ */ new Map([["iam:policyarn", controlPolicies(build, holder)]]);
  for (const technique2 of permissionTechniques) {
    if (!mayDo(holder, technique2.action))
      continue;
    for (const resource of leversOn(build, technique2, target)) {
      let decision = ask(holder, build, { action: technique2.action, resource, target, more });
      if (technique2.target === "policy" && (build.inventory.policies.get(resource)?.versions ?? 0) >= mostVersions) {
        decision = both(decision, ask(holder, build, { action: "iam:DeletePolicyVersion", resource }));
      }
      if (decision.verdict === "denied")
        continue;
      if (best === void 0 || better(best.decision, decision) !== best.decision)
        best = { decision, technique: technique2 };
      if (best.decision.verdict === "allowed")
        return best;
    }
  }
  return best;
};
var writesAnyPermissions = (holder) => permissionTechniques.some(({ action: action3 }) => mayDo(holder, action3));
var asTechnique = (technique2, who) => ({
  id: technique2.id,
  mechanism: "write-permission",
  does: `${technique2.does.replace(/the (user|role)\b/, who)}`,
  source: technique2.source
});
var addSelfEscalation = (build, holder) => {
  if (!writesAnyPermissions(holder))
    return;
  for (const member of holder.members) {
    const principal = withGains(build, holder, member);
    const own = writesPermissionsOf(build, holder, principal);
    if (own === void 0)
      continue;
    const gained = holder.thought === true ? build.anyoneWithin(holder.account, holder.boundaryArn, holder.layers.identity) : build.anyoneWithDeniesOf(principal);
    const technique2 = asTechnique(own.technique, own.technique.target === "user" || own.technique.target === "role" ? "itself" : "it");
    const from = holder.thought === true ? holder.node : member;
    build.graph.edge(from, gained.node, technique2, detailsOf(own.decision));
  }
};
var addWriteThrough = (build, from, holder, target, way, assumes, mediated) => {
  const gained = build.anyoneWithDeniesOf(target);
  const technique2 = asTechnique(way.technique, `a ${target.kind} that it can become`);
  return build.graph.edge(from, gained.node, {
    ...technique2,
    id: `${technique2.id}-and-become`,
    does: mediated ? `become ${holder.principal?.arn ?? "an identity"}, ${technique2.does}, and then act as it` : `${technique2.does}, and then act as it`
  }, {
    ...detailsOf(way.decision),
    ...mediated ? { allowedBy: [] } : {},
    through: target.arn,
    assumes: [.../* @__PURE__ */ new Set([...way.decision.assumes, ...assumes])]
  });
};
var addVersionRollback = (build, holder) => {
  const row = permissionTechniques.find(({ target }) => target === "policy-version");
  if (!mayDo(holder, row.action))
    return;
  const { policies, store } = build.inventory;
  for (const member of holder.thought === true ? [] : holder.members) {
    const principal = build.principals[member];
    for (const { arn, document } of principal.policies) {
      const older = arn === void 0 ? void 0 : policies.get(arn);
      if (arn === void 0 || older === void 0 || older.account === "aws")
        continue;
      const decision = ask(holder, build, { action: row.action, resource: arn });
      if (decision.verdict === "denied")
        continue;
      const rest = principal.policies.filter((policy) => policy.arn !== arn).map((policy) => store.documents[policy.document]);
      for (const version of new Set(older.olderVersions)) {
        if (version === document)
          continue;
        const one = { ...holder, node: member, members: [member], principal };
        const gained = build.changed(one, `${arn} in an older version (${version})`, [
          ...rest,
          store.documents[version]
        ]);
        const technique2 = {
          id: row.id,
          mechanism: "write-permission",
          does: row.does,
          source: row.source
        };
        build.graph.edge(member, gained.node, technique2, detailsOf(decision));
      }
    }
  }
};
var boundaryRemoval = {
  id: "remove-permissions-boundary",
  mechanism: "write-permission",
  does: "take off its own permissions boundary",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"
};
var rewritesPolicy = (build, holder, policy, account) => build.inventory.policies.get(policy)?.account === account ? ask(holder, build, { action: "iam:CreatePolicyVersion", resource: policy }) : denied;
var limitless = /* @__PURE__ */ new WeakMap();
var boundariesWithoutLimit = (build) => {
  let value = limitless.get(build);
  if (value === void 0) {
    const wide = [...build.inventory.policies.values()].filter(({ document }) => document !== void 0 && allowsAll(build.inventory.store.documents[document]));
    const arns = /* @__PURE__ */ new Set(["arn:aws:iam::aws:policy/AdministratorAccess", ...wide.map(({ arn }) => arn)]);
    value = { is: "chosen", among: [...arns].map((arn) => [arn]) };
    limitless.set(build, value);
  }
  return value;
};
var allowsAll = ({ statements }) => statements.every(({ allow }) => allow) && statements.some(({ actions: actions2, conditions, resources, notResource }) => actions2.everything && conditions.length === 0 && !notResource && resources.some(({ text: text2 }) => text2 === "*"));
var takesBoundaryOff = (build, holder, kind, on2) => {
  const { remove, replace } = boundaryRemovers[kind];
  const { resource, target, boundary } = on2;
  const asked = (action3, value) => ask(holder, build, { action: action3, resource, target, more: /* @__PURE__ */ new Map([["iam:permissionsboundary", value]]) });
  return better(asked(remove, known(boundary)), asked(replace, boundariesWithoutLimit(build)));
};
var removesBoundaryOf = (build, holder, target) => {
  const { boundaryArn: boundary, kind, arn: resource } = target;
  if (boundary === void 0 || kind === "root")
    return denied;
  if (kind === "role" && !changeableRole(target))
    return denied;
  const off = takesBoundaryOff(build, holder, kind, { resource, target, boundary });
  return better(off, rewritesPolicy(build, holder, boundary, target.account));
};
var removesAnyBoundary = (holder) => boundaryActions.some((action3) => mayDo(holder, action3));
var addBoundaryShedding = (build, holder, boundary) => {
  const { account, partition, layers } = holder;
  const kinds = ["user", "role"];
  const off = kinds.map((kind) => takesBoundaryOff(build, holder, kind, {
    resource: `arn:${partition}:iam::${account}:${kind}/nhi-audit-unmentioned`,
    boundary
  }));
  const decision = off.reduce(better, rewritesPolicy(build, holder, boundary, account));
  if (decision.verdict === "denied")
    return;
  const gained = build.anyoneWithin(account, void 0, layers.identity);
  build.graph.edge(holder.node, gained.node, boundaryRemoval, detailsOf({ ...decision, by: [] }));
};
var addBoundaryRemoval = (build, holder) => {
  if (holder.boundaryArn === void 0)
    return;
  if (holder.kind === "anyone")
    addBoundaryShedding(build, holder, holder.boundaryArn);
  for (const member of holder.members) {
    const decision = removesBoundaryOf(build, holder, build.principals[member]);
    if (decision.verdict === "denied")
      continue;
    build.graph.edge(member, build.unbounded(holder, member).node, boundaryRemoval, detailsOf(decision));
  }
};
var addBoundaryRemovalThrough = (build, from, holder, target, assumes) => {
  const principal = build.principals[target];
  const decision = removesBoundaryOf(build, holder, principal);
  if (decision.verdict === "denied")
    return false;
  const gained = build.unbounded(single(build, target, void 0), target);
  const technique2 = {
    ...boundaryRemoval,
    id: `${boundaryRemoval.id}-and-become`,
    does: `take the permissions boundary off a ${principal.kind} that it can become, and then act as it`
  };
  return build.graph.edge(from, gained.node, technique2, {
    ...detailsOf(decision),
    through: principal.arn,
    assumes: [.../* @__PURE__ */ new Set([...decision.assumes, ...assumes])]
  });
};
var addCreationEdges = (build, holder) => {
  for (const technique2 of creationTechniques) {
    if (!mayDo(holder, technique2.create))
      continue;
    if (!technique2.oneOf.every((actions2) => actions2.some((action3) => mayDo(holder, action3))))
      continue;
    const pattern = `arn:{partition}:iam::{account}:${technique2.principal}/?*`;
    const policyArn2 = controlPolicies(build, holder);
    for (const boundary of [void 0, ...boundariesAskedFor(build, holder, technique2.create)]) {
      let best = denied;
      let freed = denied;
      for (const resource of namesFor(holder, technique2.create, pattern)) {
        const more = /* @__PURE__ */ new Map([
          ["iam:permissionsboundary", boundary === void 0 ? { is: "absent" } : known(boundary)],
          ["iam:policyarn", policyArn2]
        ]);
        const decision = technique2.oneOf.map((actions2) => actions2.map((action3) => ask(holder, build, { action: action3, resource, more })).reduce(better)).reduce(both, ask(holder, build, { action: technique2.create, resource, more }));
        best = better(best, decision);
        if (boundary === void 0)
          continue;
        const off = takesBoundaryOff(build, holder, technique2.principal, { resource, boundary });
        const rid = better(off, rewritesPolicy(build, holder, boundary, holder.account));
        freed = better(freed, both(decision, rid));
      }
      if (best.verdict === "denied")
        continue;
      const free2 = freed.verdict === "allowed";
      if (free2)
        best = freed;
      const gained = build.anyone(holder.account, free2 ? void 0 : boundary);
      build.graph.edge(holder.node, gained.node, { ...technique2, mechanism: "write-permission" }, detailsOf(best));
      if (best.verdict === "allowed")
        break;
    }
  }
};
var boundariesAskedFor = (build, holder, action3) => [
  ...new Set(documentsOf(holder.layers).flatMap((document) => statementsFor(document, action3.toLowerCase()).flatMap(({ conditions }) => conditions.filter(({ key }) => key === "iam:permissionsboundary").flatMap(({ values }) => values.filter((value) => value.startsWith("arn:"))).flatMap((value) => {
    const fits = compileWildcard(value);
    const policies = [...build.inventory.policies.values()].filter(({ arn }) => fits(arn));
    return policies.length === 0 ? [value] : policies.map(({ arn }) => arn);
  }))))
];

// ../../work/wt/exports/dist/connectors/aws/takeover/combined-writes.js
var addCombinedWrites = (build, holders) => {
  const writers2 = holders.filter((holder) => holder.kind !== "root" && writesAnyPermissions(holder));
  const done = /* @__PURE__ */ new Set();
  for (let changed = true, round = 0; changed && round < 8; round += 1) {
    changed = false;
    for (const holder of writers2) {
      if (done.has(holder))
        continue;
      const own = holder.members.filter((member) => member !== holder.node && [...build.graph.out(member)].length > 1);
      for (const start of [holder.node, ...own]) {
        for (const provenOnly of [true, false]) {
          const found = firstWritable(build, holder, start, provenOnly);
          if (found.added)
            changed = true;
          if (!found.all)
            continue;
          if (provenOnly && start === holder.node)
            done.add(holder);
          break;
        }
      }
    }
  }
};
var addBoundaryRemovals = (build, holders) => {
  const { principals } = build;
  for (const holder of holders) {
    if (holder.kind === "root" || !removesAnyBoundary(holder))
      continue;
    const done = new Set(holder.members);
    for (const provenOnly of [true, false]) {
      const reached = reachableFrom(build, [holder.node, ...holder.members], provenOnly, build.scopeOf(holder.account));
      if (reached === void 0)
        break;
      for (const node of reached) {
        const target = principals[node];
        if (target?.boundaryArn === void 0 || target.account !== holder.account || done.has(node))
          continue;
        done.add(node);
        addBoundaryRemovalThrough(build, holder.node, holder, node, provenOnly ? [] : [becoming]);
      }
    }
  }
};
var reachableFrom = (build, starts, provenOnly, scope) => {
  const control = build.graph.control(scope);
  const known2 = leadingToControl(build, scope, provenOnly);
  if (starts.some((start) => known2.has(start)))
    return void 0;
  const seen = new Set(starts);
  const queue = [...seen];
  const stepTo = queue.map(() => -1);
  for (let next = 0; next < queue.length; next += 1) {
    for (const { to, proven } of build.graph.out(queue[next])) {
      if (provenOnly && !proven || seen.has(to))
        continue;
      if (to === control || known2.has(to)) {
        for (let step = next; step >= 0; step = stepTo[step])
          known2.add(queue[step]);
        return void 0;
      }
      seen.add(to);
      if (to < 0)
        continue;
      queue.push(to);
      stepTo.push(next);
    }
  }
  return queue;
};
var addMediatedWrites = (build, holders) => {
  const { graph } = build;
  const origins = graph.origins();
  for (const holder of holders) {
    if (holder.kind === "root" || holder.kind === "anyone" || !writesAnyPermissions(holder))
      continue;
    const seen = /* @__PURE__ */ new Set([holder.node, ...holder.members]);
    const queue = [...seen];
    for (let next = 0; next < queue.length; next += 1) {
      const node = queue[next];
      const found = next < holder.members.length || node === holder.node ? false : firstWritable(build, holder, node, true, true).all || firstWritable(build, holder, node, false, true).all;
      if (found)
        continue;
      for (const origin of origins(node)) {
        if (origin < 0 || seen.has(origin))
          continue;
        seen.add(origin);
        queue.push(origin);
      }
    }
  }
};
var becoming = "it can become that identity, which rests on an assumption of its own";
var limitsOf = ({ inventory }, { boundaryArn, policies }) => {
  const denying = policies.map(({ document }) => document).filter((document) => inventory.store.documents[document].statements.some(({ allow }) => !allow));
  return boundaryArn === void 0 && denying.length === 0 ? "" : JSON.stringify([boundaryArn ?? "", ...new Set(denying.sort((a, b) => a - b))]);
};
var leadingToControl = (build, scope, provenOnly) => {
  const key = `${scope} ${provenOnly}`;
  let nodes = build.leadingToControl.get(key);
  if (nodes === void 0) {
    nodes = /* @__PURE__ */ new Set();
    build.leadingToControl.set(key, nodes);
  }
  return nodes;
};
var firstWritable = (build, holder, start, provenOnly, mediated = false) => {
  const { principals } = build;
  const own = new Set(holder.members);
  const queue = reachableFrom(build, [start], provenOnly, build.scopeOf(holder.account));
  if (queue === void 0)
    return { all: true, added: false };
  if (mediated && provenOnly && !queue.includes(holder.node))
    return { all: false, added: false };
  const assumes = provenOnly ? [] : [becoming];
  const certain = /* @__PURE__ */ new Set();
  const perhaps = /* @__PURE__ */ new Set();
  let added = false;
  for (const node of queue) {
    const target = own.has(node) ? void 0 : principals[node];
    if (target === void 0 || target.account !== holder.account)
      continue;
    const limits = limitsOf(build, target);
    if (certain.has(limits))
      continue;
    const way = writesPermissionsOf(build, holder, target);
    if (way === void 0)
      continue;
    const isCertain = way.decision.verdict === "allowed";
    if (!isCertain && perhaps.has(limits))
      continue;
    (isCertain ? certain : perhaps).add(limits);
    if (addWriteThrough(build, start, holder, target, way, assumes, mediated))
      added = true;
    if (isCertain && limits === "")
      return { all: true, added };
  }
  return { all: false, added };
};

// ../../work/wt/exports/dist/connectors/aws/takeover/credentials.js
var userFact = (build, user, fact) => {
  const row = build.inventory.reportRows.get(user.arn);
  if (row === void 0)
    return fact === "has-two-keys" ? "no" : fact === "has-password" ? "unknown" : "yes";
  const keys = [row.access_key_1_last_rotated, row.access_key_2_last_rotated].filter((text2) => /^\d/.test(text2)).length;
  const password2 = row.password_enabled.toLowerCase() === "true";
  const facts = {
    "room-for-key": keys < 2,
    "has-two-keys": keys === 2,
    "has-password": password2,
    "has-no-password": !password2
  };
  return facts[fact] ? "yes" : "no";
};
var addCredentialEdges = (build, holder) => {
  for (const technique2 of credentialTechniques) {
    if (!technique2.needs.every((need) => mayDo(holder, need.action)))
      continue;
    const { account } = holder;
    const key = `${technique2.target}s of account ${account} for ${technique2.id}`;
    const targets = universe(build, key, () => technique2.target === "role" ? identitiesOf(build, account, changeableRole) : identitiesOf(build, account, (principal) => principal.kind === "user").flatMap((member) => {
      const fact = technique2.fact === void 0 ? "yes" : userFact(build, build.principals[member.index], technique2.fact);
      if (fact === "no")
        return [];
      return fact === "yes" ? [member] : [{ ...member, details: { assumes: ["the user has a console password"] } }];
    }));
    aimAt(build, holder, targets, { actions: technique2.needs.map((need) => need.action), technique: technique2 });
  }
  addSamlEdges(build, holder);
};
var samlTrustsOf = (build, account) => {
  let found = build.samlTrusts.get(account);
  if (found === void 0) {
    found = (build.byAccount.get(account) ?? []).flatMap((index) => build.trusts[index].flatMap(({ party, principal }, entry) => (
      // The provider of IAM Identity Center is AWS's own: https://docs.aws.amazon.com/singlesignon/latest/userguide/idp.html
      party === "federated" && /:saml-provider\/(?!AWSSSO_)/.test(principal) ? [{ index, entry, provider: principal }] : []
    )));
    build.samlTrusts.set(account, found);
  }
  return found;
};
var addSamlEdges = (build, holder) => {
  if (!samlTechniques.some(({ actions: actions2 }) => actions2.every((action3) => mayDo(holder, action3))))
    return;
  for (const { index, entry, provider } of samlTrustsOf(build, holder.account)) {
    const trust = signInAs(build, index, entry, provider);
    if (trust.verdict === "denied")
      continue;
    for (const technique2 of samlTechniques) {
      const decision = technique2.actions.map((action3) => ask(holder, build, { action: action3, resource: provider })).reduce(both, trust);
      if (decision.verdict === "denied")
        continue;
      build.graph.edge(holder.node, index, technique2, { ...detailsOf(decision), trustedBy: [entry] });
      break;
    }
  }
};
var signInAs = (build, index, entry, provider) => {
  const role = build.principals[index];
  const action3 = "sts:assumerolewithsaml";
  const document = build.inventory.store.documents[role.trust];
  const plain = requestContext(action3, {
    now: build.now,
    organization: build.guardrails.organization,
    principal: void 0,
    account: role.account,
    target: role,
    resourceAccount: role.account
  });
  const context = (key) => key.startsWith("saml:") ? chosen : plain(key);
  const position = build.trusts[index][entry].statement;
  let result = { verdict: "allowed", by: [], assumes: [], until: void 0 };
  for (const statement of statementsFor(document, action3)) {
    const { principals, allow } = statement;
    const named2 = principals !== void 0 && (principals.everyone || principals.federated.includes(provider)) !== principals.not;
    if (allow ? statement.index !== position : !named2)
      continue;
    const { met, open, until, chosenKeys } = evaluateConditions(statement, context);
    if (allow ? met === "no" : met === "yes" && chosenKeys.length === 0)
      return denied;
    if (!allow && (met === "no" || chosenKeys.length > 0))
      continue;
    const prefix = allow ? requestMeets : denyStays;
    const assumes = open.map((clause) => `${prefix}${describeClause(clause)}`);
    result = both(result, {
      ...result,
      verdict: assumes.length > 0 ? "conditional" : "allowed",
      assumes,
      until
    });
  }
  return result;
};

// ../../work/wt/exports/dist/connectors/aws/takeover/full-access.js
var anyAction = "*:*";
var onlyEverything = /* @__PURE__ */ new WeakMap();
var withoutPartialAllows = (document) => {
  let reduced = onlyEverything.get(document);
  if (reduced === void 0) {
    reduced = {
      ...document,
      statements: document.statements.filter(({ allow, actions: actions2, notResource }) => !allow || actions2.everything && !notResource)
    };
    onlyEverything.set(document, reduced);
  }
  return reduced;
};
var fullAccessOf = (build, holder) => {
  const own = {
    ...holder.layers,
    limits: holder.layers.limits.filter(({ kind }) => kind !== "service-control-policy")
  };
  const layers = {
    identity: own.identity.map(withoutPartialAllows),
    limits: own.limits.map((limit) => ({ ...limit, documents: limit.documents?.map(withoutPartialAllows) }))
  };
  let everything = ask(holder, build, { action: anyAction, resource: "*", layers });
  if (everything.verdict === "denied")
    return denied;
  const context = requestContext(anyAction, factsOf(holder, build, {}));
  for (const statement of documentsOf(own).flatMap((document) => document.statements)) {
    if (statement.allow || statement.actions.includes(anyAction))
      continue;
    const { met, open, chosenKeys } = evaluateConditions(statement, context);
    if (met === "no" || chosenKeys.length > 0)
      continue;
    if (met === "yes")
      return denied;
    const assumes = open.map((clause) => `${denyStays}${describeClause(clause)}`);
    everything = both(everything, { ...everything, verdict: "conditional", assumes });
  }
  const limited2 = holder.layers.limits.length > own.limits.length && holder.kind !== "root";
  if (!limited2)
    return everything;
  const writes2 = permissionTechniques.map(({ action: action3 }) => askOnChosenResource(holder, build, action3, resourcePattern2(action3))).reduce(better, denied);
  return both(everything, writes2);
};
var resourcePattern2 = (action3) => {
  const kind = /User(Policy)?$/.test(action3) ? "user" : /Role/.test(action3) ? "role" : /Group/.test(action3) ? "group" : "policy";
  return `arn:{partition}:iam::{account}:${kind}/?*`;
};
var addFullAccess = (build, holder) => {
  const decision = fullAccessOf(build, holder);
  if (decision.verdict === "denied")
    return;
  build.graph.edge(holder.node, build.graph.control(build.scopeOf(holder.account)), fullAccess, detailsOf(decision));
};

// ../../work/wt/exports/dist/connectors/aws/takeover/organization-paths.js
var shownIn = /* @__PURE__ */ new WeakMap();
var shown = (build) => {
  let found = shownIn.get(build);
  if (found === void 0) {
    const permissionSets = /* @__PURE__ */ new Map();
    let stackSets2 = false;
    build.principals.forEach(({ kind, name, reserved, account }, index) => {
      if (kind !== "role")
        return;
      if (/^(stacksets-exec-|AWSServiceRoleForCloudFormationStackSetsOrgMember)/.test(name))
        stackSets2 = true;
      if (!reserved || !name.startsWith("AWSReservedSSO_"))
        return;
      const list = permissionSets.get(account);
      if (list === void 0)
        permissionSets.set(account, [index]);
      else
        list.push(index);
    });
    found = { permissionSets, stackSets: stackSets2 };
    shownIn.set(build, found);
  }
  return found;
};
var permissionSetOf = (roleName) => roleName.replace(/^AWSReservedSSO_|_[0-9a-f]+$/g, "");
var accountsFor = (build, holder, { reaches }) => {
  const { organization } = build.guardrails;
  const management = build.inventory.organization?.MasterAccountId;
  if (organization === void 0)
    return reaches === "members" ? [] : [holder.account];
  const all = [...build.byAccount.keys()].filter((account) => organization.accounts.has(account));
  if (holder.account !== management)
    return all.filter((account) => account !== management);
  return reaches === "members" ? all.filter((account) => account !== management) : all;
};
var decideFor = (build, holder, { needs }, member) => {
  let result;
  for (const { action: action3, on: on2 } of needs) {
    const pattern = on2.replace("{member}", member);
    const answer = action3 === "sts:AssumeRoot" ? ask(holder, build, {
      action: action3,
      resource: pattern.replace("{partition}", holder.partition),
      resourceAccount: member,
      // The one task policy that leads to a password.
      more: /* @__PURE__ */ new Map([
        [
          "sts:taskpolicyarn",
          known(`arn:${holder.partition}:iam::aws:policy/root-task/IAMCreateRootUserPassword`)
        ]
      ])
    }) : askOnChosenResource(holder, build, action3, pattern);
    if (answer.verdict === "denied")
      return denied;
    result = result === void 0 ? answer : both(result, answer);
  }
  return result ?? denied;
};
var namesAccounts = (holder, { needs }) => documentsOf(holder.layers).some((document) => needs.some(({ action: action3 }) => statementsFor(document, action3.toLowerCase()).some(({ resources, conditions }) => resources.some(({ text: text2 }) => /\d{6}/.test(text2)) || conditions.some(({ key }) => key.startsWith("aws:resource")))));
var targetsIn = (build, holder, { reaches, shownBy, assumes }, account) => {
  const { permissionSets, stackSets: stackSets2 } = shown(build);
  const roles = permissionSets.get(account) ?? [];
  const control = build.graph.control(build.scopeOf(account));
  const open = [
    ...assumes === void 0 ? [] : [assumes],
    ...shownBy === "stack-sets" && !stackSets2 ? ["stack sets have trusted access to the organisation"] : [],
    ...build.guardrails.organization === void 0 ? [`account ${holder.account} administers IAM Identity Center`] : []
  ];
  if (reaches === "permission-set-roles")
    return roles.map((to) => ({ to, assumes: open }));
  if (reaches !== "accounts-with-permission-sets")
    return [{ to: control, assumes: open }];
  if (roles.length === 0)
    return [];
  const own = holder.principal?.reserved === true && holder.members.length > 0 ? permissionSetOf(holder.principal.name) : void 0;
  const comesBy = roles.some((role) => permissionSetOf(build.principals[role].name) === own);
  return [{ to: control, assumes: comesBy ? open.filter((text2) => text2 !== assumes) : open }];
};
var administers = ({ inventory }, account, service) => inventory.organization === void 0 || inventory.organization.MasterAccountId === account || (inventory.delegatedServices.get(account)?.includes(service) ?? false);
var addOrganizationEdges = (build, holder) => {
  for (const technique2 of organizationTechniques) {
    if (!administers(build, holder.account, technique2.service))
      continue;
    if (!technique2.needs.every(({ action: action3 }) => mayDo(holder, action3)))
      continue;
    if (technique2.shownBy === "permission-sets" && shown(build).permissionSets.size === 0)
      continue;
    const accounts = accountsFor(build, holder, technique2);
    const apart = namesAccounts(holder, technique2);
    const step = { ...technique2, mechanism: "control" };
    let common;
    for (const account of accounts) {
      const decision = apart || common === void 0 ? decideFor(build, holder, technique2, account) : common.decision;
      if (decision.verdict === "denied") {
        if (!apart)
          break;
        continue;
      }
      if (!apart && common === void 0) {
        const node = build.graph.group("targets", `accounts by ${technique2.id} of ${holder.node}`);
        common = { decision, node };
        build.graph.edge(holder.node, node, step, detailsOf(decision));
      }
      for (const { to, assumes } of targetsIn(build, holder, technique2, account)) {
        const details = { ...detailsOf(decision), assumes: [...decision.assumes, ...assumes] };
        if (common === void 0)
          build.graph.edge(holder.node, to, step, details);
        else
          build.graph.edge(common.node, to, membership, { assumes });
      }
    }
  }
};

// ../../work/wt/exports/dist/connectors/aws/takeover/resource-access.js
var addResourceAccess = (build, profileOf) => {
  const { resourcePolicies, store } = build.inventory;
  for (const policy of resourcePolicies) {
    for (const statement of store.documents[policy.document].statements) {
      const permission = policy.permissions.get(statement.index);
      if (permission === void 0 || !statement.allow || statement.principals === void 0)
        continue;
      const from = namedBy2(build, policy, statement);
      if (from.length === 0)
        continue;
      const label = `what the policy of ${policy.arn} gives (statement ${statement.index})`;
      const node = build.graph.group("holders", label, profileOf(asPrincipal(policy, permission)));
      for (const { node: holder, assumes } of from)
        build.graph.edge(holder, node, membership, { assumes });
    }
  }
};
var asPrincipal = ({ arn, account }, document) => {
  const source3 = { record: "aws.resource-policy", id: arn };
  const applied = { document, name: arn, via: "resource policy", source: source3 };
  return { ...nothingKnown, kind: "role", arn, partition: "aws", account, name: arn, policies: [applied] };
};
var everyoneNodes = /* @__PURE__ */ new WeakMap();
var everyoneIn = (build, account) => {
  const nodes = everyoneNodes.get(build) ?? /* @__PURE__ */ new Map();
  everyoneNodes.set(build, nodes);
  let node = nodes.get(account);
  if (node === void 0) {
    node = build.graph.group("holders", `all identities of account ${account}`);
    nodes.set(account, node);
    for (const index of build.byAccount.get(account) ?? [])
      build.graph.edge(index, node, membership);
  }
  return node;
};
var namedBy2 = (build, policy, statement) => {
  const open = (principal, account) => {
    const context = requestContext("*:*", {
      now: build.now,
      organization: build.guardrails.organization,
      principal,
      account,
      resourceAccount: policy.account
    });
    const { met, open: clauses } = evaluateConditions(statement, context);
    return met === "no" ? void 0 : clauses.map((clause) => `${requestMeets}${describeClause(clause)}`);
  };
  const accountNode = (account, node) => {
    const assumes = open(void 0, account);
    return assumes === void 0 ? [] : [{ node: node(account), assumes }];
  };
  const controlOf = (account) => build.graph.control(build.scopeOf(account));
  return trustedBy(statement).flatMap((party) => {
    if (party.party === "identity") {
      const named2 = namedIdentity(build, party);
      const principal = named2 && build.principals[named2.index];
      if (named2 === void 0 || principal === void 0 || !mayUse(build, policy, statement, principal))
        return [];
      const assumes = open(principal, principal.account);
      return assumes === void 0 ? [] : [{ node: named2.index, assumes: [...assumes, ...named2.details.assumes ?? []] }];
    }
    const others = [...build.byAccount.keys()].filter((account) => account !== policy.account);
    if (party.party === "scope") {
      const trusted = others.filter((account) => account === party.account);
      return trusted.flatMap((account) => accountNode(account, controlOf));
    }
    if (party.party !== "everyone")
      return [];
    return [
      ...accountNode(policy.account, (account) => everyoneIn(build, account)),
      ...others.flatMap((account) => accountNode(account, controlOf))
    ];
  });
};
var mayUse = (build, { account }, statement, principal) => principal.account === account || build.layersOf(principal).identity.some(({ statements }) => statements.some(({ allow, actions: actions2 }) => allow && actions2.bits.some((word, index) => (word & statement.actions.bits[index]) !== 0)));

// ../../work/wt/exports/dist/connectors/aws/takeover/passed-role.js
var namesRole = {
  "cloudformation:rolearn": ({ arn }) => known(arn),
  "codebuild:servicerole": ({ arn }) => known(arn),
  "codebuild:buildbatchconfig.servicerole": ({ arn }) => known(arn),
  "emr-containers:executionrolearn": ({ arn }) => known(arn),
  "ec2:instanceprofile": (role) => profilesOf(role),
  "ec2:newinstanceprofile": (role) => profilesOf(role)
};
var profilesOf = ({ instanceProfiles }) => ({
  is: "chosen",
  ...instanceProfiles === void 0 ? {} : { among: instanceProfiles.map((arn) => [arn]) }
});
var asksForRole = (holder, needs) => documentsOf(holder.layers).some((document) => needs.some(({ action: action3 }) => statementsFor(document, action3.toLowerCase()).some(({ conditions }) => conditions.some(({ key }) => Object.hasOwn(namesRole, key)))));
var sources2 = /* @__PURE__ */ new WeakMap();
var anyOf = /^(arn:[^:]*:[^:]*:[^:]*:[^:]*:)?\*$/;
var positive2 = /^(string(equals|like)(ignorecase)?|arn(equals|like))$/;
var sourcesOf = (trust) => {
  let found = sources2.get(trust);
  if (found === void 0) {
    const allows = statementsFor(trust, "sts:assumerole").filter(({ allow, principals }) => allow && principals !== void 0 && principals.service.length > 0);
    const asked = allows.map(({ conditions }) => conditions.flatMap(({ key, operator, ifExists, values }) => key === "aws:sourcearn" && positive2.test(operator) && !ifExists ? values : []));
    const any = asked.some((values) => values.length === 0) || asked.flat().some((text2) => anyOf.test(text2));
    found = any ? [] : asked.flat();
    sources2.set(trust, found);
  }
  return found;
};
var parts = /* @__PURE__ */ new WeakMap();
var bySource = (build, roles) => {
  let found = parts.get(roles);
  if (found === void 0) {
    const asks = ({ index }) => sourcesOfRole(build, build.principals[index]).length > 0;
    found = !roles.members.some(asks) ? [roles] : [false, true].map((named2) => universe(build, `${roles.key}${named2 ? " that ask" : " that do not ask"} for its resource`, () => roles.members.filter((member) => asks(member) === named2)));
    parts.set(roles, found);
  }
  return found;
};
var sourcesOfRole = (build, { trust }) => trust === void 0 ? [] : sourcesOf(build.inventory.store.documents[trust]);
var narrowed = (need, source3, { partition, account }) => {
  const { on: on2 } = need;
  const wanted = on2.replace("{partition}", partition).replace("{account}", account);
  const covers2 = compileWildcard(source3)(wanted.replaceAll("?*", "nhi-audit"));
  const meets = on2 !== "*" && !source3.includes("${") && commonExample(wanted, source3) !== void 0;
  return meets && !covers2 ? { ...need, on: source3 } : need;
};
var needsOf = (build, holder, { needs }, roles) => {
  const [first] = roles.members;
  const asks = first !== void 0 && sourcesOfRole(build, build.principals[first.index]).length > 0;
  if (!asks && !asksForRole(holder, needs))
    return void 0;
  return (role) => {
    const more = new Map(Object.entries(namesRole).map(([key, value]) => [key, value(role)]));
    const all = (list) => askNeeds(holder, build, list, more);
    const from = sourcesOfRole(build, role);
    return from.length === 0 ? all(needs) : from.map((source3) => all(needs.map((need) => narrowed(need, source3, holder)))).reduce(better, denied);
  };
};
var associatedResource = ({ needs }, { account }) => {
  const services = new Set(needs.map(({ action: action3 }) => action3.slice(0, action3.indexOf(":"))));
  return {
    is: "chosen",
    fits: (values) => values?.every((value) => {
      const [, , service = "", , owner = ""] = value.split(":");
      return services.has(service) && (!/^\d{12}$/.test(owner) || owner === account);
    }) ?? false
  };
};

// ../../work/wt/exports/dist/connectors/aws/takeover/service-trust.js
var madeUp = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
var resourceOf2 = (account, value) => {
  const named2 = value.split(":")[4];
  return named2 === void 0 || named2 === account || !/^\d{12}$/.test(named2);
};
var carriedBy = ({ service, federated: federated2, newResource }, account) => new Map([
  ...federated2 ? [] : serviceCall,
  ["aws:sourceaccount", known(account)],
  [
    "aws:sourcearn",
    {
      is: "chosen",
      fits: (values) => values?.every((value) => resourceOf2(account, value) && !(newResource && madeUp.test(value))) ?? !newResource
    }
  ],
  ["aws:principalisawsservice", known(String(!federated2))],
  ["aws:principalservicename", federated2 ? absent : known(service)],
  ["aws:principalarn", absent]
]);
var serviceName = (principal, partition) => (partition === "aws-cn" ? principal.replace(/\.cn$/, "") : principal).replace(/\.[a-z]{2}(-[a-z]+)+-\d+\.amazonaws\.com$/, ".amazonaws.com");
var serviceTrust = (build, role, index, party) => {
  if (role.trust === void 0)
    return void 0;
  const { service, federated: federated2 } = party;
  const action3 = federated2 ? "sts:assumerolewithwebidentity" : "sts:assumerole";
  const document = build.inventory.store.documents[role.trust];
  const facts = {
    now: build.now,
    organization: build.guardrails.organization,
    principal: void 0,
    account: role.account,
    target: role,
    resourceAccount: role.account
  };
  const plain = requestContext(action3, facts);
  const carried2 = carriedBy(party, role.account);
  if (!federated2) {
    carried2.set("aws:sourceorgid", plain("aws:resourceorgid"));
    carried2.set("aws:sourceorgpaths", plain("aws:resourceorgpaths"));
  }
  const base = requestContext(action3, { ...facts, more: carried2 });
  const context = (key) => federated2 && /oidc\.eks\..*:(sub|aud)$/.test(key) ? { is: "chosen" } : base(key);
  const isParty2 = ({ principals }) => {
    if (principals === void 0)
      return false;
    const listed = federated2 ? principals.federated.some((provider) => provider.includes(service)) : principals.everyone || principals.service.some((name) => serviceName(name, role.partition) === service);
    return listed !== principals.not;
  };
  const denies = statementsFor(document, action3).filter((statement) => !statement.allow && isParty2(statement));
  if (denies.some((statement) => evaluateConditions(statement, context).met === "yes"))
    return void 0;
  for (const statement of statementsFor(document, action3)) {
    if (!statement.allow || !isParty2(statement))
      continue;
    const result = evaluateConditions(statement, context);
    if (result.met === "no")
      continue;
    const entry = build.trusts[index].findIndex((trust) => trust.statement === statement.index && (trust.party === "everyone" || (federated2 ? trust.party === "federated" : serviceName(trust.principal, role.partition) === service)));
    return {
      ...entry < 0 ? {} : { trustedBy: [entry] },
      assumes: result.open.map((clause) => `${requestMeets}${describeClause(clause)}`),
      until: result.until
    };
  }
  return void 0;
};

// ../../work/wt/exports/dist/connectors/aws/takeover/session-limits.js
var limitedBy = (build, role, workload) => {
  const { SessionPolicies: inline = [], SessionPolicyArns: managed = [] } = workload;
  if (inline.length === 0 && managed.length === 0)
    return role;
  const { store, policies } = build.inventory;
  const texts = [
    ...inline.map((policy) => store.intern(policy)),
    ...managed.map((arn) => policies.get(arn)?.document)
  ];
  const complete = texts.every((text2) => text2 !== void 0);
  const limit = {
    kind: "session-policy",
    name: `of ${workload.Arn}`,
    documents: complete ? texts.map((text2) => store.documents[text2]) : void 0
  };
  const only = texts.length === 1 ? texts[0] : void 0;
  return build.limited(role, `${workload.Arn}`, limit, only).node;
};

// ../../work/wt/exports/dist/connectors/aws/takeover/services.js
var rolesByTrust = (build, account) => {
  let byTrust = build.rolesByTrust.get(account);
  if (byTrust === void 0) {
    const found = /* @__PURE__ */ new Map();
    for (const index of build.byAccount.get(account) ?? []) {
      const role = build.principals[index];
      if (role.kind !== "role" || role.serviceLinked || role.trust === void 0)
        continue;
      const roles = found.get(role.trust);
      if (roles === void 0)
        found.set(role.trust, [index]);
      else
        roles.push(index);
    }
    byTrust = found;
    build.rolesByTrust.set(account, byTrust);
  }
  return byTrust;
};
var rolesOfService = (build, account, party, inInstanceProfile) => universe(build, `roles of account ${account} for ${party.newResource ? "something new of " : ""}${party.service}${inInstanceProfile ? " in an instance profile" : ""}`, () => {
  const members2 = [];
  for (const [trust, all] of rolesByTrust(build, account)) {
    const roles = inInstanceProfile ? all.filter((index) => build.principals[index].inInstanceProfile) : all;
    const own = asksAboutRole(build.inventory.store.documents[trust]);
    let details;
    for (const [position, index] of roles.entries()) {
      if (own || position === 0)
        details = serviceTrust(build, build.principals[index], index, party);
      if (details !== void 0)
        members2.push({ index, details });
      else if (!own)
        break;
    }
  }
  return members2.sort((a, b) => a.index - b.index);
});
var asksAboutRole = (trust) => trust.statements.some((statement) => statement.conditions.some((clause) => dependsOnTarget(clause.key)));
var partiesOf = ({ services, identityProvider, newResource }) => identityProvider === void 0 ? services.map((service) => ({ service, federated: false, newResource: newResource === true })) : [{ service: identityProvider, federated: true, newResource: newResource === true }];
var passRole = "iam:PassRole";
var addPassRoleEdges = (build, holder) => {
  if (!mayDo(holder, passRole))
    return;
  for (const technique2 of passRoleTechniques) {
    if (!technique2.needs.every((need) => mayDo(holder, need.action)))
      continue;
    const besides = askNeeds(holder, build, technique2.needs);
    if (besides.verdict === "denied")
      continue;
    for (const [position, party] of partiesOf(technique2).entries()) {
      const service = technique2.services[position];
      const more = /* @__PURE__ */ new Map([
        ["iam:passedtoservice", known(service)],
        ["iam:associatedresourcearn", associatedResource(technique2, holder)]
      ]);
      for (const profile of profileWays(technique2, holder, build)) {
        const all = rolesOfService(build, holder.account, party, profile.needed);
        for (const roles of bySource(build, all)) {
          const besidesOf = needsOf(build, holder, technique2, roles);
          aimAt(build, holder, roles, {
            actions: [passRole],
            technique: { ...technique2, mechanism: "pass-to-service" },
            more,
            besides: profile.besides === void 0 ? besides : both(besides, profile.besides),
            ...besidesOf === void 0 ? {} : { besidesOf },
            ...technique2.assumes === void 0 ? {} : { details: { assumes: [technique2.assumes] } }
          });
        }
      }
    }
  }
};
var profilesByAccount = /* @__PURE__ */ new WeakMap();
var instanceProfilesOf = (build, account) => {
  const byAccount = profilesByAccount.get(build) ?? /* @__PURE__ */ new Map();
  profilesByAccount.set(build, byAccount);
  let found = byAccount.get(account);
  if (found === void 0) {
    found = (build.byAccount.get(account) ?? []).flatMap((index) => build.principals[index].instanceProfiles ?? []);
    byAccount.set(account, found);
  }
  return found;
};
var swaps = /* @__PURE__ */ new WeakMap();
var swapsRole = (build, holder) => {
  const actions2 = ["iam:RemoveRoleFromInstanceProfile", "iam:AddRoleToInstanceProfile"];
  if (!actions2.every((action3) => mayDo(holder, action3)))
    return denied;
  let best = swaps.get(holder.layers);
  if (best === void 0) {
    best = denied;
    for (const resource of instanceProfilesOf(build, holder.account)) {
      best = better(best, actions2.map((action3) => ask(holder, build, { action: action3, resource })).reduce(both));
      if (best.verdict === "allowed")
        break;
    }
    swaps.set(holder.layers, best);
  }
  return best;
};
var profileWays = (technique2, holder, build) => {
  if (technique2.instanceProfile !== true)
    return [{ needed: false }];
  const pattern = "arn:{partition}:iam::{account}:instance-profile/?*";
  const makes = ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"].map((action3) => askOnChosenResource(holder, build, action3, pattern)).reduce(both);
  const besides = makes.verdict === "allowed" ? makes : better(makes, swapsRole(build, holder));
  return besides.verdict === "denied" ? [{ needed: true }] : [{ needed: true }, { needed: false, besides }];
};
var addWorkloadEdges = (build, holder) => {
  for (const technique2 of workloadTechniques) {
    if (!technique2.needs.every((need) => mayDo(holder, need.action)))
      continue;
    addKnownWorkloads(build, holder, technique2);
    if (!build.workloadTypes.has(accountAndType(holder.account, technique2.resourceType)))
      addAssumedWorkloads(build, holder, technique2);
  }
};
var mechanism = "write-code";
var addAssumedWorkloads = (build, holder, technique2) => {
  const decision = askNeeds(holder, build, technique2.needs);
  if (decision.verdict === "denied")
    return;
  for (const party of partiesOf(technique2)) {
    const roles = rolesOfService(build, holder.account, party, party.service === "ec2.amazonaws.com");
    const assumes = [`${technique2.workload} that it may use runs with the role`];
    aimAt(build, holder, roles, {
      actions: [],
      technique: { ...technique2, mechanism },
      besides: decision,
      details: { ...detailsOf(decision), assumes: [...decision.assumes, ...assumes] }
    });
  }
};
var isAbout = (need, arn) => {
  const [, partition = "", , , account = ""] = arn.split(":");
  return need.on !== "*" && compileWildcard(need.on.replace("{partition}", partition).replace("{account}", account))(arn);
};
var askOnWorkload = (build, holder, action3, arn) => {
  const decision = ask(holder, build, { action: action3, resource: arn });
  const policy = decision.verdict === "denied" ? void 0 : policyOfResource(build.inventory, arn);
  if (policy === void 0)
    return decision;
  const document = build.inventory.store.documents[policy.document];
  const asked = { action: action3.toLowerCase(), account: holder.account, resource: arn };
  return both(decision, resourceDenies(document, holder, build, asked));
};
var addKnownWorkloads = (build, holder, technique2) => {
  for (const { data } of workloadsOf(build.inventory, holder.account, technique2.resourceType)) {
    const { owner } = technique2;
    const subject = owner === void 0 ? data.Arn : data.Arn.replace(owner.of, owner.is);
    let decision;
    for (const need of technique2.needs) {
      const answer = isAbout(need, subject) ? askOnWorkload(build, holder, need.action, subject) : askNeed(holder, build, need);
      decision = decision === void 0 ? answer : both(decision, answer);
    }
    if (decision === void 0 || decision.verdict === "denied")
      continue;
    const open = technique2.assumes === void 0 ? [] : [technique2.assumes];
    const details = {
      ...detailsOf(decision),
      assumes: [...decision.assumes, ...open],
      through: data.Arn
    };
    for (const roleArn of data.RoleArns) {
      const role = build.indexOf(roleArn);
      if (role === void 0)
        continue;
      const trust = technique2.newResource === true ? newTrust(build, role, technique2) : {};
      if (trust === void 0)
        continue;
      const assumes = [...details.assumes ?? [], ...trust.assumes ?? []];
      const to = limitedBy(build, role, data);
      build.graph.edge(holder.node, to, { ...technique2, mechanism }, { ...trust, ...details, assumes });
    }
  }
};
var newTrust = (build, role, technique2) => partiesOf(technique2).map((party) => serviceTrust(build, build.principals[role], role, party)).find((found) => found !== void 0);

// ../../work/wt/exports/dist/connectors/aws/takeover/resource-policies.js
var allowsFor = ({ document }, actions2) => document.statements.filter(({ allow, actions: set }) => allow && actions2.some((action3) => set.includes(action3.toLowerCase())));
var namingOf = (statement, holder, session) => {
  if (session)
    return "session";
  const closely = trustedBy(statement).some(({ party, principal }) => party === "everyone" || party === "identity" && principal === holder.principal?.arn);
  return closely ? "identity" : "account";
};
var onResource = (subject, holder, action3, session) => {
  const { build, arn, account, document } = subject;
  const asked = { action: action3.toLowerCase(), account, resource: arn };
  const context = requestContext(asked.action, factsOf(holder, build, { resourceAccount: account }));
  let best = denied;
  if (holder.account === account) {
    const own = ask(holder, build, { action: action3, resource: arn });
    best = both(own, resourceDenies(document, holder, build, asked));
  }
  for (const statement of statementsFor(document, asked.action)) {
    const bySession = session !== void 0 && (statement.principals?.aws.includes(session) ?? false);
    if (!statement.allow || !(bySession || names(statement, holder)))
      continue;
    if (matchesResource(statement, arn, context) !== "yes")
      continue;
    const naming = namingOf(statement, holder, bySession);
    const layers = callerLayers(build, holder, account, naming);
    const answer = decide(layers, { action: asked.action, resource: arn, context });
    const caller = naming !== "account" && holder.account === account ? { ...answer, by: [] } : answer;
    best = better(best, both(caller, resourceSide(document, statement, holder, build, asked)));
  }
  return best;
};
var candidatesOf = ({ build, account }, statements, holders, holderOf) => {
  const found = /* @__PURE__ */ new Map();
  const put = (node, holder, details = {}, session) => {
    const key = `${node} ${session ?? ""}`;
    if (!found.has(key))
      found.set(key, { node, holder, details, ...session === void 0 ? {} : { session } });
  };
  for (const statement of statements) {
    for (const party of trustedBy(statement)) {
      if (party.party === "identity") {
        const named2 = namedIdentity(build, party);
        if (named2 === void 0)
          continue;
        const holder = single(build, named2.index, holderOf[named2.index]);
        put(named2.index, holder, named2.details, named2.naming === "session" ? party.principal : void 0);
        continue;
      }
      if (party.party !== "scope" && party.party !== "everyone")
        continue;
      for (const holder of holders) {
        if (holder.account === account || holder.kind === "root")
          continue;
        if (party.party === "everyone" || holder.account === party.account)
          put(holder.node, holder);
      }
      for (const trusted of build.byAccount.keys()) {
        if (trusted === account || party.party === "scope" && trusted !== party.account)
          continue;
        put(build.graph.control(build.scopeOf(trusted)), build.anyone(trusted, void 0));
      }
      if (party.party !== "everyone")
        continue;
      for (const index of build.byAccount.get(account) ?? []) {
        const { kind, serviceLinked } = build.principals[index];
        if (kind !== "root" && !serviceLinked)
          put(index, single(build, index, holderOf[index]));
      }
    }
  }
  return [...found.values()];
};
var decideAll = (subject, { needs }, candidate) => {
  let result;
  for (const need of needs) {
    const { action: action3 } = need;
    const { holder, session } = candidate;
    const about = isAbout(need, subject.arn);
    if (!about && !mayDo(holder, action3))
      return denied;
    const answer = about ? onResource(subject, holder, action3, session) : askNeed(holder, subject.build, need);
    result = result === void 0 ? answer : both(result, answer);
    if (result.verdict === "denied")
      return denied;
  }
  return result ?? denied;
};
var addResourcePolicyEdges = (build, holders, holderOf) => {
  const { resourcePolicies, store, workloads } = build.inventory;
  if (resourcePolicies.length === 0)
    return;
  const byArn = new Map(workloads.map((item) => [item.data.Arn, item]));
  for (const { arn, account, document } of resourcePolicies) {
    const workload = byArn.get(arn);
    if (workload === void 0)
      continue;
    const subject = { build, arn, account, document: store.documents[document] };
    const techniques = workloadTechniques.filter(({ resourceType, needs }) => resourceType === workload.data.ResourceType && allowsFor(subject, needs.map(({ action: action3 }) => action3)).length > 0);
    const statements = allowsFor(subject, techniques.flatMap(({ needs }) => needs.map(({ action: action3 }) => action3)));
    for (const candidate of candidatesOf(subject, statements, holders, holderOf)) {
      for (const technique2 of techniques) {
        const decision = decideAll(subject, technique2, candidate);
        if (decision.verdict === "denied")
          continue;
        const more = [
          ...candidate.details.assumes ?? [],
          ...technique2.assumes === void 0 ? [] : [technique2.assumes]
        ];
        for (const roleArn of workload.data.RoleArns) {
          const role = build.indexOf(roleArn);
          if (role === void 0)
            continue;
          build.graph.edge(candidate.node, role, { ...technique2, mechanism: "write-code" }, {
            ...detailsOf({ ...decision, by: candidate.node < 0 ? [] : decision.by }),
            assumes: [...decision.assumes, ...more],
            through: arn
          });
        }
      }
    }
  }
};

// ../../work/wt/exports/dist/connectors/aws/takeover/index.js
var buildTakeover = (input) => {
  const { inventory, trusts, now, scopeOf, scopes, workloadTypes } = input;
  const { principals, store } = inventory;
  const guardrails = guardrailsOf(inventory);
  const graph = createGraphBuilder(principals.length);
  const indexByArn = new Map(principals.map((principal, index) => [principal.arn, index]));
  const byAccount = /* @__PURE__ */ new Map();
  principals.forEach(({ account }, index) => {
    const list = byAccount.get(account);
    if (list === void 0)
      byAccount.set(account, [index]);
    else
      list.push(index);
  });
  const allowAll = store.documents[store.intern({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] })];
  const boundaryLimit = (arn, document) => ({
    kind: "permissions-boundary",
    name: arn,
    documents: document === void 0 ? void 0 : [store.documents[document]]
  });
  const partitionOf = (account) => principals[byAccount.get(account)?.[0] ?? 0]?.partition ?? "aws";
  const queue = [];
  const imagined = /* @__PURE__ */ new Map();
  const imagine = (key, label, account, kind, layers, boundaryArn, who, profile) => {
    let holder = imagined.get(key);
    if (holder === void 0) {
      holder = {
        node: graph.group("holders", label, profile),
        members: [],
        kind,
        account,
        partition: partitionOf(account),
        layers,
        principal: void 0,
        boundaryArn,
        ...who === void 0 ? {} : { members: who.members, principal: who.principal, thought: true }
      };
      if (who !== void 0)
        graph.edge(holder.node, who.node, membership);
      imagined.set(key, holder);
      queue.push(holder);
    }
    return holder;
  };
  const anyone = (account, boundaryArn) => {
    const limits = [
      ...guardrails.service(account),
      ...boundaryArn === void 0 ? [] : [boundaryLimit(boundaryArn, inventory.policies.get(boundaryArn)?.document)]
    ];
    const within3 = boundaryArn === void 0 ? "" : ` within boundary ${boundaryArn}`;
    const label = `anyone with any permission in account ${account}${within3}`;
    return imagine(label, label, account, "anyone", { identity: [allowAll], limits }, boundaryArn);
  };
  const profileWith = (principal, identity) => input.profileOf({
    ...principal,
    policies: identity.flatMap(({ statements: [first] }) => first === void 0 ? [] : [{ document: first.document, name: "", via: "", source: { record: "aws.policy", id: "" } }])
  });
  const unbounded = (holder, member) => {
    const limits = holder.layers.limits.filter((limit) => limit.kind !== "permissions-boundary");
    const principal = principals[member];
    const label = `${principal.arn} without its permissions boundary`;
    return imagine(`${label} (${holder.node})`, label, holder.account, holder.kind, { identity: holder.layers.identity, limits }, void 0, { members: [member], principal, node: member }, profileWith({ ...principal, boundary: void 0, boundaryArn: void 0 }, holder.layers.identity));
  };
  const changed = (holder, label, identity) => imagine(`${label} (${holder.node})`, label, holder.account, holder.kind, { identity: [...new Set(identity)], limits: holder.layers.limits }, holder.boundaryArn, holder, holder.principal === void 0 ? void 0 : profileWith(holder.principal, identity));
  const limited2 = (role, by, limit, document) => {
    const principal = principals[role];
    const layers = layersOf2(principal);
    const label = `${principal.arn} within the session policies of ${by}`;
    const within3 = document === void 0 ? principal : { ...principal, boundary: document, boundaryArn: by };
    const profile = input.profileOf(within3);
    const holder = imagine(label, label, principal.account, "role", { identity: layers.identity, limits: [...layers.limits, limit] }, principal.boundaryArn, void 0, profile);
    return holder;
  };
  const layersOf2 = (principal) => ({
    identity: [...new Set(principal.policies.map(({ document }) => document))].sort((a, b) => a - b).map((document) => store.documents[document]),
    limits: [
      ...principal.kind === "root" ? [] : guardrails.service(principal.account),
      ...principal.boundaryArn === void 0 ? [] : [boundaryLimit(principal.boundaryArn, principal.boundary)]
    ]
  });
  const anyoneWithin = (account, boundaryArn, identity) => {
    const denying = identity.filter(({ statements }) => statements.some(({ allow }) => !allow));
    const whole = anyone(account, boundaryArn);
    if (denying.length === 0)
      return whole;
    const denies = denying.map((document) => ({
      ...document,
      statements: document.statements.filter(({ allow }) => !allow)
    }));
    const numbers = denying.map(({ statements: [first] }) => first.document).sort((a, b) => a - b);
    const label = `anyone with any permission in account ${account} but for denies ${numbers.join(", ")}, boundary ${boundaryArn ?? "none"}`;
    const { limits } = whole.layers;
    return imagine(label, label, account, "anyone", { identity: [allowAll, ...denies], limits }, boundaryArn);
  };
  const anyoneWithDeniesOf = (principal) => anyoneWithin(principal.account, principal.boundaryArn, layersOf2(principal).identity);
  const universes = /* @__PURE__ */ new Map();
  const build = {
    inventory,
    guardrails,
    now,
    preparing: true,
    graph,
    principals,
    indexOf: (arn) => indexByArn.get(arn),
    scopeOf,
    trusts,
    byAccount,
    layersOf: layersOf2,
    anyone,
    unbounded,
    changed,
    limited: limited2,
    anyoneWithin,
    anyoneWithDeniesOf,
    allowAll,
    workloadTypes,
    universes,
    classes: /* @__PURE__ */ new Map(),
    rolesByTrust: /* @__PURE__ */ new Map(),
    samlTrusts: /* @__PURE__ */ new Map(),
    leadingToControl: /* @__PURE__ */ new Map()
  };
  const { holders, holderOf } = gatherHolders(build);
  for (const holder of holders)
    queue.push(holder);
  for (let next = 0; next < queue.length; next += 1) {
    const holder = queue[next];
    addFullAccess(build, holder);
    if (holder.kind === "root")
      continue;
    addSelfEscalation(build, holder);
    addGroupJoining(build, holder);
    addPolicyAttaching(build, holder);
    addVersionRollback(build, holder);
    addBoundaryRemoval(build, holder);
    addDenyRemoval(build, holder);
    addCreationEdges(build, holder);
    addCredentialEdges(build, holder);
    addPassRoleEdges(build, holder);
    addWorkloadEdges(build, holder);
    addOrganizationEdges(build, holder);
  }
  const settled = queue.length;
  addAssumeEdges(build, queue, holderOf);
  addResourcePolicyEdges(build, queue, holderOf);
  addBoundaryRemovals(build, queue.slice(0, settled));
  addCombinedWrites(build, queue);
  addMediatedWrites(build, queue);
  for (let next = settled; next < queue.length; next += 1) {
    const holder = queue[next];
    addFullAccess(build, holder);
    addSelfEscalation(build, holder);
    addCreationEdges(build, holder);
    addCredentialEdges(build, holder);
    addPassRoleEdges(build, holder);
    addWorkloadEdges(build, holder);
    addOrganizationEdges(build, holder);
  }
  if (queue.length > settled) {
    addAssumeEdges(build, queue.slice(settled), []);
    addResourcePolicyEdges(build, queue.slice(settled), []);
  }
  addResourceAccess(build, input.profileOf);
  return { ...graph.finish(scopes), alike: alikeIn(store) };
};
var gatherHolders = (build) => {
  const { inventory, principals, graph, guardrails } = build;
  const { documents } = inventory.store;
  const groups = /* @__PURE__ */ new Map();
  const bears2 = documents.map((document) => bearingOf(document).matters);
  principals.forEach((principal, index) => {
    if (principal.serviceLinked || !principal.policies.some(({ document }) => bears2[document]))
      return;
    const applied = [
      ...new Set(principal.policies.flatMap(({ document }) => bears2[document] ? [essenceOf(inventory.store, document)] : []))
    ].sort((a, b) => a - b);
    const identity = applied.map((document) => documents[document]);
    if (!identity.some((document) => bearingOf(document).allows))
      return;
    const limits = [
      ...principal.boundary === void 0 ? [] : [documents[principal.boundary]],
      ...[...guardrails.service(principal.account), ...guardrails.resource(principal.account)].flatMap((limit) => limit.documents ?? [])
    ];
    const individual = [...identity, ...limits].some((document) => bearingOf(document).personal);
    const key = individual ? `own ${index}` : `${principal.account} ${principal.kind} ${principal.boundaryArn ?? ""} ${applied.join(",")}`;
    const group = groups.get(key);
    if (group === void 0)
      groups.set(key, { members: [index], identity, individual });
    else
      group.members.push(index);
  });
  const holders = [];
  const holderOf = [];
  for (const { members: members2, identity } of groups.values()) {
    const principal = principals[members2[0]];
    const { account, partition, kind, boundaryArn } = principal;
    const alone3 = members2.length === 1;
    const node = alone3 ? members2[0] : graph.group("holders", `${members2.length} ${kind}s with the same policies in account ${account}`);
    if (!alone3)
      for (const member of members2)
        graph.edge(member, node, membership);
    const holder = {
      node,
      members: members2,
      kind,
      account,
      partition,
      // Documents that no technique turns on are left out: they would only keep apart what is alike.
      layers: { identity, limits: build.layersOf(principal).limits },
      principal,
      boundaryArn
    };
    holders.push(holder);
    for (const member of members2)
      holderOf[member] = holder;
  }
  return { holders, holderOf };
};

// ../../work/wt/exports/dist/connectors/aws/who-can/asking.js
var accountIn = (resource) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1];
var layersOf = ({ inventory, guardrails }, { policies, boundaryArn, boundary, account, serviceLinked }) => {
  const { documents } = inventory.store;
  const limit = boundaryArn === void 0 ? [] : [
    {
      kind: "permissions-boundary",
      name: boundaryArn,
      documents: boundary === void 0 ? void 0 : [documents[boundary]]
    }
  ];
  return {
    identity: [...new Set(policies.map(({ document }) => document))].sort((a, b) => a - b).map((document) => documents[document]),
    limits: [...serviceLinked ? [] : guardrails.service(account), ...limit]
  };
};
var contextOf2 = (facts, principal, { action: action3, resource, now }) => requestContext(action3, {
  now: now ?? facts.now,
  organization: facts.guardrails.organization,
  principal,
  account: principal.account,
  target: facts.principalByArn.get(resource),
  resourceAccount: accountIn(resource) ?? principal.account
});
var withResourceLimits = ({ guardrails }, principal, layers, resource) => {
  const more = principal.serviceLinked ? [] : guardrails.resource(accountIn(resource) ?? principal.account);
  return more.length === 0 ? layers : { identity: layers.identity, limits: [...layers.limits, ...more] };
};
var decideWithin = (facts, principal, layers, request) => decide(layers, {
  action: request.action,
  resource: request.resource,
  context: contextOf2(facts, principal, request)
});
var decideOn = (facts, principal, layers, request) => decideWithin(facts, principal, withResourceLimits(facts, principal, layers, request.resource), request);
var distinct = (conditions) => [...new Map(conditions.map((condition) => [JSON.stringify(condition), condition])).entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([, condition]) => condition);
var asCondition = (clause, deny, now) => {
  const condition = conditionOf(clause, now);
  return deny ? { ...condition, operator: `Unless ${condition.operator}` } : condition;
};
var termsOf2 = (decision, context, now) => {
  const open = decision.open ?? [];
  const told = new Set(open.map(({ clause, deny }) => `${deny ? denyStays : requestMeets}${describeClause(clause)}`));
  const chosen2 = decision.by.map((statement) => {
    const { chosenKeys } = evaluateConditions(statement, context);
    return statement.conditions.filter(({ key }) => chosenKeys.includes(key));
  });
  const request = chosen2.some((clauses) => clauses.length === 0) ? [] : chosen2[0] ?? [];
  return {
    conditions: distinct(open.map(({ clause, deny }) => asCondition(clause, deny, now))),
    request: distinct(request.map((clause) => conditionOf(clause, now))),
    assumes: decision.assumes.filter((text2) => !told.has(text2))
  };
};
var allowsOnly = /* @__PURE__ */ new WeakMap();
var deniesOnly = /* @__PURE__ */ new WeakMap();
var alone2 = /* @__PURE__ */ new WeakMap();
var part = (parts2, document, allow) => {
  let found = parts2.get(document);
  if (found === void 0) {
    found = { ...document, statements: document.statements.filter((each) => each.allow === allow) };
    parts2.set(document, found);
  }
  return found;
};
var allowsOf = (layers) => ({
  identity: layers.identity.map((document) => part(allowsOnly, document, true)),
  limits: []
});
var onlyBy = (layers, statement) => {
  let document = alone2.get(statement);
  if (document === void 0) {
    document = { statements: [statement], single: true, variables: statement.variables, problems: [] };
    alone2.set(statement, document);
  }
  const denies = layers.identity.map((each) => part(deniesOnly, each, false)).filter(({ statements }) => statements.length > 0);
  return { identity: [document, ...denies], limits: layers.limits };
};

// ../../work/wt/exports/dist/connectors/aws/who-can/assume.js
var assumeRole2 = "sts:assumerole";
var isAssume = ({ actions: actions2 }) => actions2.length === 1 && actions2[0].lower === assumeRole2;
var trustStatement = (role, document, { index, sid }) => ({
  policy: `trust policy of ${role.name}`,
  via: "trust",
  statement: index,
  ...sid === void 0 ? {} : { id: sid },
  source: {
    record: "aws.role",
    id: role.arn,
    pointer: statementPointer(document, "/AssumeRolePolicyDocument", index)
  }
});
var assumeWays = (facts, principal, layers, asked) => {
  if (!isAssume(asked) || !asked.exact)
    return void 0;
  const role = facts.principalByArn.get(asked.resource);
  if (role?.kind !== "role")
    return void 0;
  const holder = alone(principal, layers);
  const answer = assumeDecision(facts, holder, role);
  if (answer === void 0)
    return [];
  const { decision, trust } = answer;
  const context = contextOf2(facts, principal, { action: assumeRole2, resource: role.arn });
  return [
    {
      privileges: asked.actions.map(({ written }) => written),
      resources: [role.arn],
      exceptResources: [],
      decision,
      terms: termsOf2(decision, context, Date.parse(facts.now)),
      by: decision.by.map(({ document, index }) => ({ document, statement: index })),
      trust: trustStatement(role, facts.inventory.store.documents[trust.document], trust)
    }
  ];
};

// ../../work/wt/exports/dist/connectors/aws/who-can/resource.js
var policyOn = (inventory, asked) => {
  if (!asked.exact || isAssume(asked))
    return void 0;
  const resource = asked.resource;
  const bucket = /^arn:[^:]+:s3:::[^/]+/.exec(resource)?.[0];
  return policyOfResource(inventory, resource) ?? (bucket === void 0 ? void 0 : policyOfResource(inventory, bucket));
};
var needsConsent = (action3) => action3.service === "kms";
var statementOf = ({ arn }, { index, sid }) => ({
  policy: `policy of ${arn}`,
  via: "resource",
  statement: index,
  ...sid === void 0 ? {} : { id: sid },
  source: { record: "aws.resource-policy", id: arn, pointer: `/PolicyDocument/Statement/${index}` }
});
var resourceWays = (facts, policy, principal, layers, asked, own) => {
  const document = facts.inventory.store.documents[policy.document];
  const resource = asked.resource;
  const { account } = policy;
  const sameAccount = principal.account === account;
  const holder = alone(principal, layers);
  return asked.actions.flatMap((action3) => {
    const { lower, written } = action3;
    const question = { action: lower, account, resource };
    const context = contextOf2(facts, principal, { action: lower, resource });
    const told = (decision) => ({
      decision,
      terms: termsOf2(decision, context, Date.parse(facts.now))
    });
    const denies = resourceDenies(document, holder, facts, question);
    if (denies.verdict === "denied")
      return [];
    const byIdentity = !sameAccount || needsConsent(action3) ? [] : own([action3]);
    const byResource = statementsFor(document, lower).flatMap((statement) => {
      if (!statement.allow || !names(statement, holder))
        return [];
      if (matchesResource(statement, resource, context) !== "yes")
        return [];
      const naming = namingOf(statement, holder, false);
      if (naming === "account" && sameAccount && !needsConsent(action3))
        return [];
      const caller = decide(callerLayers(facts, holder, account, naming), {
        action: lower,
        resource,
        context
      });
      const alone3 = naming !== "account" && sameAccount;
      const decision = both(alone3 ? { ...caller, by: [] } : caller, resourceSide(document, statement, holder, facts, question));
      if (decision.verdict === "denied")
        return [];
      return [
        {
          privileges: [written],
          resources: [resource],
          exceptResources: [],
          ...told(decision),
          by: decision.by.map((each) => ({ document: each.document, statement: each.index })),
          trust: statementOf(policy, statement)
        }
      ];
    });
    return [
      ...byIdentity.map((found) => denies.verdict === "allowed" ? found : { ...found, ...told(both(found.decision, denies)) }),
      ...byResource
    ];
  });
};
var stoppedByPolicy = (facts, policy, principal, asked) => {
  const document = facts.inventory.store.documents[policy.document];
  const isDenied = asked.actions.some(({ lower }) => statementsFor(document, lower).some(({ allow }) => !allow));
  const kind = isDenied || principal.account === policy.account ? "deny" : "other-account";
  return { kind, name: `policy of ${policy.arn}` };
};

// ../../work/wt/exports/dist/connectors/aws/who-can/notes.js
var withoutPolicies = /* @__PURE__ */ new Set(["iam", "organizations", "account"]);
var federated = /^sts:assumerolewith(saml|webidentity)$/;
var notes = [
  {
    applies: ({ inventory }, services, asked) => policyOn(inventory, asked) === void 0 && ([...services].some((service) => !withoutPolicies.has(service) && service !== "sts") || services.has("sts") && asked.actions.some(({ lower }) => lower !== "sts:assumerole")),
    says: "Policies of resources (of buckets, keys, queues, functions and the like) count only for one resource at a time, named with --on, whose policy the snapshot has: elsewhere they can let in more identities, and they can deny."
  },
  {
    applies: ({ inventory }, services, asked) => services.has("kms") && policyOn(inventory, asked) === void 0,
    says: "A key of KMS has a key policy, which is not in the snapshot: without its consent, policies of identities allow nothing on the key."
  },
  {
    applies: (_facts, _services, asked) => asked.actions.some(({ lower }) => lower === "sts:assumerole") && !asked.exact,
    says: "The role's trust policy has to let the identity in as well: name one role with --on to have it counted."
  },
  {
    applies: (_facts, _services, asked) => asked.actions.some(({ lower }) => federated.test(lower)),
    says: "Who comes by federation needs no permission of its own: the role's trust policy says who it is (nhi-audit explain <role>)."
  },
  {
    applies: ({ inventory }) => inventory.organization === void 0,
    says: "The organisation and its policies are not in the snapshot: a service or resource control policy could stop any of these."
  }
];
var notesOf = (facts, asked) => {
  const services = new Set(asked.actions.map(({ service }) => service));
  return notes.filter(({ applies }) => applies(facts, services, asked)).map(({ says }) => says);
};

// ../../work/wt/exports/dist/connectors/aws/who-can/obstacle.js
var noAllow = { kind: "no-allow", name: "" };
var isOutOfReach = (principal, { action: action3, resource }) => {
  const account = accountIn(resource);
  return account !== void 0 && account !== principal.account && action3.startsWith("iam:");
};
var denyOf = (facts, principal, layers, request) => {
  const context = contextOf2(facts, principal, request);
  for (const document of layers.identity) {
    for (const statement of statementsFor(document, request.action)) {
      if (statement.allow || matchesResource(statement, request.resource, context) !== "yes")
        continue;
      if (evaluateConditions(statement, context).met !== "yes")
        continue;
      const policy = principal.policies.find(({ document: own }) => own === statement.document);
      const place = statement.sid ?? `statement ${statement.index + 1}`;
      return `${policy?.name ?? "policy"}, ${place}`;
    }
  }
  return void 0;
};
var obstacleOf = (facts, principal, layers, request) => {
  const isDenied = (tried) => decideWithin(facts, principal, tried, request).verdict === "denied";
  if (isDenied(allowsOf(layers)))
    return noAllow;
  if (isOutOfReach(principal, request))
    return { kind: "other-account", name: accountIn(request.resource) };
  if (isDenied({ identity: layers.identity, limits: [] })) {
    return { kind: "deny", name: denyOf(facts, principal, layers, request) ?? "several statements together" };
  }
  const all = withResourceLimits(facts, principal, layers, request.resource);
  const stopping = all.limits.find((limit) => isDenied({ identity: layers.identity, limits: [limit] }));
  return stopping === void 0 ? { kind: "deny", name: "several limits together" } : { kind: stopping.kind, name: stopping.name };
};

// ../../work/wt/exports/dist/connectors/aws/who-can/places.js
var unmentioned = "nhi-audit-any";
var filled2 = (pattern) => pattern.replaceAll("*", unmentioned).replaceAll("?", "x");
var mostPaired = 24;
var patternsOf = (documents, action3, context) => [
  ...new Set(documents.flatMap((document) => statementsFor(document, action3).flatMap(({ resources, variables }) => resources.flatMap(({ text: text2, variable: variable2 }) => variable2 && variables ? patternFor(text2, context) ?? [] : [text2]))))
];
var patternFor = (text2, context) => context === void 0 ? text2.replaceAll(/\$\{[^}]*\}/g, "*") : substitute(text2, context)?.text;
var placesIn = (held, wanted, layers, action3, context) => {
  const [inHeld, inWanted] = [compileWildcard(held), compileWildcard(wanted)];
  const documents = [...layers.identity, ...layers.limits.flatMap((limit) => limit.documents ?? [])];
  const places = /* @__PURE__ */ new Set();
  const add = (place) => {
    if (place === void 0)
      return;
    const text2 = unescapeLiterals(place);
    if (inHeld(text2) && inWanted(text2))
      places.add(text2);
  };
  if (covers(wanted, held))
    add(filled2(held));
  if (covers(held, wanted))
    add(filled2(wanted));
  const both2 = commonExample(held, wanted);
  add(both2);
  const patterns = patternsOf(documents, action3, context);
  for (const [index, pattern] of patterns.entries()) {
    add(filled2(pattern));
    for (const other of [held, wanted])
      add(commonExample(pattern, other));
    if (patterns.length > mostPaired)
      continue;
    for (const other of patterns.slice(index + 1))
      add(commonExample(pattern, other));
  }
  return [...places];
};

// ../../work/wt/exports/dist/connectors/aws/who-can/question.js
var suggested = 5;
var mostActions = 1e3;
var actionForm = /^[a-z0-9*?-]+:[a-z0-9*?]+$/i;
var table;
var allActions = () => {
  table ??= actionTable();
  return table;
};
var actionTable = () => awsServices().flatMap((service, index) => {
  const { first, end, nameOf, anyResourceOnly } = actionsOf(index);
  return Array.from({ length: end - first }, (_, at2) => {
    const id = first + at2;
    const written = nameOf(id);
    return { id, written, lower: written.toLowerCase(), service, anyResourceOnly: anyResourceOnly(id) };
  });
});
var near = (asked, known2) => {
  const [service = "", name] = asked.toLowerCase().split(":");
  const ofService = known2.filter((action3) => action3.service === service);
  const sameName = known2.filter(({ lower }) => lower.endsWith(`:${name ?? service}`));
  const pool = ofService.length > 0 ? ofService : known2;
  const words = pool.map(({ written }) => written);
  return [.../* @__PURE__ */ new Set([...sameName.map(({ written }) => written), ...nearest(asked, words)])].slice(0, suggested);
};
var unknownAction = (asked, known2) => {
  const suggestions = near(asked, known2);
  return new InputError(hasWildcard(asked) ? "no action of AWS matches this" : "AWS has no such action", asked, suggestions.length === 0 ? "Give an action as policies write it: s3:GetObject, or s3:Get* for any that matches." : `Did you mean one of these?${suggestions.map((each) => `
  ${each}`).join("")}`);
};
var arnForm = /^arn:(aws[a-z-]*|[a-z*-]*\*[a-z*-]*):[a-z0-9*?-]+:[a-z0-9*?-]*:(\d{12}|aws|[a-z0-9*?-]*[*?][a-z0-9*?-]*|):[^\s]+$/;
var checkResource = (resource) => {
  if (resource === "*" || arnForm.test(resource) && !resource.includes("${"))
    return;
  throw new InputError("this is no ARN, and not *", resource, "Give an ARN, with * and ? for a pattern: arn:aws:s3:::bucket/key, arn:aws:iam::111122223333:role/*.");
};
var readQuestion = ({ privilege, resource: given }) => {
  const known2 = allActions();
  const lower = privilege.toLowerCase();
  const matches = compileWildcard(lower);
  const named2 = actionForm.test(privilege) ? known2.filter((action3) => matches(action3.lower)) : [];
  if (named2.length === 0)
    throw unknownAction(privilege, known2);
  if (named2.length > mostActions) {
    throw new InputError(`${named2.length} actions match, and ${mostActions} can be asked for at once`, privilege, "Name a service: s3:*. What one identity may do in all services: nhi-audit explain <identity>.");
  }
  if (given !== void 0)
    checkResource(given);
  const resource = given === "*" ? void 0 : given;
  const actions2 = named2.sort((a, b) => a.written < b.written ? -1 : 1);
  if (resource === void 0)
    return { actions: actions2, resource, exact: false, notes: [] };
  const meant = actions2.filter(({ service }) => means(service, resource));
  if (meant.length === 0) {
    throw new InputError(`${privilege} does nothing on a resource of this service`, resource, "Leave --on out to see the resources on which it is allowed.");
  }
  const onResource2 = meant.filter(({ anyResourceOnly }) => !anyResourceOnly);
  if (onResource2.length === 0) {
    const names2 = meant.length === 1 ? meant[0].written : "What was asked for";
    const note2 = `${names2} knows no kind of resource: it is allowed on * or not at all, and was asked for *.`;
    return { actions: meant, resource: void 0, exact: false, notes: [note2] };
  }
  return { actions: onResource2, resource, exact: !hasWildcard(resource), notes: [] };
};

// ../../work/wt/exports/dist/connectors/aws/who-can/ways.js
var byText2 = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var allowingStatements = (principal, documents, by) => [...new Map(by.map((ref) => [`${ref.document}/${ref.statement}`, ref])).values()].flatMap(({ document, statement }) => {
  const policy = principal.policies.find((each) => each.document === document);
  if (policy === void 0)
    return [];
  const { name, via, source: source3, elsewhere } = policy;
  const text2 = documents[document];
  const sid = text2.statements.find(({ index }) => index === statement)?.sid;
  const place = text2.single ? "/Statement" : `/Statement/${statement}`;
  return [
    {
      policy: name,
      via,
      statement,
      ...sid === void 0 ? {} : { id: sid },
      source: elsewhere === true ? source3 : { ...source3, pointer: `${source3.pointer ?? ""}${place}` }
    }
  ];
});
var otherSide = (principal, { privileges, resources, trust }) => {
  if (trust !== void 0)
    return [];
  if (privileges.includes("sts:AssumeRole"))
    return ["the role's trust policy lets it in"];
  return resources.every((resource) => (accountIn(resource) ?? principal.account) === principal.account) ? [] : [`a policy of the resource, which is not in the snapshot, lets account ${principal.account} in`];
};
var wayOf = (principal, documents, found) => {
  const { decision, terms, starts, trust } = found;
  const conditions = starts === void 0 ? terms.conditions : [...terms.conditions, starts];
  const assumes = [...terms.assumes, ...otherSide(principal, found)].toSorted(byText2);
  const isSure = decision.verdict === "allowed" && starts === void 0 && assumes.length === 0;
  return {
    verdict: isSure ? "allowed" : "conditional",
    privileges: found.privileges,
    resources: found.resources,
    exceptResources: found.exceptResources,
    duration: decision.until === void 0 ? "permanent" : "time-bound",
    ...decision.until === void 0 ? {} : { until: decision.until },
    conditions,
    request: terms.request,
    assumes,
    allowedBy: [
      ...allowingStatements(principal, documents, found.by),
      ...trust === void 0 ? [] : [trust]
    ]
  };
};
var sorted = (values) => [...new Set(values)].sort(byText2);
var statementKey = ({ policy, via, statement, source: source3 }) => JSON.stringify([policy, via, statement, source3]);
var join = (ways, field) => [...Map.groupBy(ways, (way) => JSON.stringify({ ...way, [field]: void 0 })).values()].map((same) => {
  const [first] = same;
  if (same.length === 1)
    return first;
  if (field !== "allowedBy")
    return { ...first, [field]: sorted(same.flatMap((way) => way[field])) };
  const all = same.flatMap(({ allowedBy }) => allowedBy).map((each) => [statementKey(each), each]);
  return {
    ...first,
    allowedBy: [...new Map(all)].sort(([a], [b]) => byText2(a, b)).map(([, each]) => each)
  };
});
var order2 = (a, b) => Number(a.verdict === "conditional") - Number(b.verdict === "conditional") || Number(a.until !== void 0) - Number(b.until !== void 0) || a.conditions.length + a.assumes.length + a.request.length - (b.conditions.length + b.assumes.length + b.request.length) || byText2(JSON.stringify([a.privileges, a.resources]), JSON.stringify([b.privileges, b.resources])) || byText2(JSON.stringify(a), JSON.stringify(b));
var waysOf = (principal, documents, found) => {
  const ways = found.map((each) => wayOf(principal, documents, each));
  return [...join(join(join(ways, "privileges"), "resources"), "allowedBy")].sort(order2);
};

// ../../work/wt/exports/dist/connectors/aws/who-can/index.js
var byAction = /* @__PURE__ */ new Set(["iam", "sts"]);
var groupsOf = (actions2, { identity, limits }) => {
  if (actions2.length === 1)
    return [[...actions2]];
  const sets = [...identity, ...limits.flatMap(({ documents }) => documents ?? [])].flatMap(({ statements }) => statements.map((statement) => statement.actions));
  return [
    ...Map.groupBy(actions2, ({ lower, service, anyResourceOnly }) => [
      service,
      byAction.has(service) ? lower : "",
      anyResourceOnly,
      ...sets.map((set) => set.includes(lower) ? 1 : 0)
    ].join()).values()
  ];
};
var second = 1e3;
var startsOf = (statement, now) => statement.conditions.flatMap((clause) => {
  const start = startOf(clause);
  return start !== void 0 && Date.parse(start) > now ? [{ clause, start: Date.parse(start) }] : [];
});
var byStatement = (facts, { principal, layers }, statement, request) => {
  const now = Date.parse(facts.now);
  const alone3 = onlyBy(layers, statement);
  const decision = decideOn(facts, principal, alone3, request);
  if (decision.verdict !== "denied") {
    return { decision, terms: termsOf2(decision, contextOf2(facts, principal, request), now) };
  }
  const starts = startsOf(statement, now);
  if (starts.length === 0)
    return void 0;
  const latest = starts.reduce((a, b) => b.start > a.start ? b : a);
  const later2 = { ...request, now: new Date(latest.start + second).toISOString() };
  const then = decideOn(facts, principal, alone3, later2);
  return then.verdict === "denied" ? void 0 : {
    decision: then,
    terms: termsOf2(then, contextOf2(facts, principal, later2), now),
    starts: conditionOf(latest.clause, now)
  };
};
var refOf = ({ document, index }) => ({ document, statement: index });
var onOne = (facts, asker, request) => {
  const { principal, layers } = asker;
  if (isOutOfReach(principal, request))
    return [];
  const context = contextOf2(facts, principal, request);
  const single2 = layers.identity.flatMap((document) => statementsFor(document, request.action).filter((each) => each.allow && matchesResource(each, request.resource, context) !== "no").flatMap((statement) => {
    const answer = byStatement(facts, asker, statement, request);
    return answer === void 0 ? [] : [{ ...answer, by: [refOf(statement)] }];
  }));
  if (single2.length <= 1 || single2.some(({ decision }) => decision.verdict === "allowed"))
    return single2;
  const whole = decideOn(facts, principal, layers, request);
  return whole.verdict === "allowed" ? [
    {
      decision: whole,
      terms: termsOf2(whole, context, Date.parse(facts.now)),
      by: whole.by.map(refOf)
    }
  ] : single2;
};
var mayAllow = ({ identity }, actions2) => actions2.some(({ lower }) => identity.some((document) => statementsFor(document, lower).some(({ allow }) => allow)));
var exactly = (facts, asker, asked) => {
  const { resource } = asked;
  return groupsOf(asked.actions, withResourceLimits(facts, asker.principal, asker.layers, resource)).flatMap((group) => onOne(facts, asker, { action: group[0].lower, resource }).map((answer) => ({
    ...answer,
    privileges: group.map(({ written }) => written),
    resources: [resource],
    exceptResources: []
  })));
};
var actionsIn = (line, actions2) => {
  const matchers2 = line.privileges.map((privilege) => compileWildcard(privilege.toLowerCase()));
  const wide = line.resources.includes("*");
  return actions2.filter(({ lower, anyResourceOnly }) => (wide || !anyResourceOnly) && matchers2.some((matches) => matches(lower)));
};
var inLine = (facts, asker, line, asked) => {
  const { principal, layers } = asker;
  const actions2 = actionsIn(line, asked.actions);
  if (actions2.length === 0)
    return [];
  const wanted = asked.resource ?? "*";
  const [first] = actions2;
  return groupsOf(actions2, layers).flatMap((group) => line.resources.flatMap((pattern) => {
    const { lower: action3, anyResourceOnly } = group[0];
    const context = contextOf2(facts, principal, { action: first.lower, resource: "*" });
    const held = patternFor(pattern, context);
    if (held === void 0 || !mayMeet(held, wanted) || anyResourceOnly && pattern !== "*")
      return [];
    const all = withResourceLimits(facts, principal, layers, held);
    const places = anyResourceOnly ? ["*"] : placesIn(held, wanted, all, action3, context);
    const answers = places.map((resource) => onOne(facts, asker, { action: action3, resource }));
    const best = answers.find((each) => each.some(({ decision }) => decision.verdict === "allowed")) ?? answers.find((each) => each.length > 0) ?? [];
    const own = hasWildcard(held) ? pattern : held;
    const told = asked.resource !== void 0 && covers(held, wanted) ? wanted : own;
    return best.map((answer) => ({
      ...answer,
      privileges: group.map(({ written }) => written),
      resources: [told],
      exceptResources: line.exceptResources
    }));
  }));
};
var stoppedRequest = (asker, asked) => {
  const wanted = asked.resource ?? "*";
  const action3 = asked.actions.find((each) => mayAllow(asker.layers, [each])) ?? asked.actions[0];
  const held = asker.layers.identity.flatMap((document) => statementsFor(document, action3.lower).flatMap((statement) => !statement.allow ? [] : statement.notResource ? ["*"] : statement.resources.map(({ text: text2 }) => text2)));
  const [place] = action3.anyResourceOnly ? ["*"] : held.flatMap((pattern) => placesIn(patternFor(pattern, void 0), wanted, { identity: [], limits: [] }, action3.lower));
  return { action: action3.lower, resource: place ?? wanted };
};
var createWhoCan = (input) => {
  const { inventory, guardrails, linesOf: linesOf2, now, scopeOf } = input;
  const { principals, store, accounts } = inventory;
  const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  let byArn;
  const facts = {
    inventory,
    guardrails,
    now,
    allowAll: store.documents[store.intern(everything)],
    // Made when something is asked: most runs ask nothing.
    get principalByArn() {
      byArn ??= new Map(principals.map((principal) => [principal.arn, principal]));
      return byArn;
    }
  };
  const stops = (asker, asked, request) => isAssume(asked) && asked.exact && facts.principalByArn.has(asked.resource) ? { kind: "trust-policy", name: asked.resource } : obstacleOf(facts, asker.principal, asker.layers, request);
  const accessOf = (principal, identity, asked) => {
    const asker = { principal, layers: layersOf(facts, principal) };
    const allows = mayAllow(asker.layers, asked.actions);
    const assumed = assumeWays(facts, asker.principal, asker.layers, asked);
    const policy = policyOn(inventory, asked);
    const own = (actions2) => !mayAllow(asker.layers, actions2) ? [] : asked.exact ? exactly(facts, asker, { ...asked, actions: actions2 }) : linesOf2(principal).flatMap((line) => inLine(facts, asker, line, { ...asked, actions: actions2 }));
    const found = assumed ?? (policy === void 0 ? own(asked.actions) : resourceWays(facts, policy, principal, asker.layers, asked, own));
    const ways = waysOf(principal, store.documents, found);
    if (ways.length > 0)
      return { identity, verdict: ways[0].verdict, ways };
    const stoppedBy = policy !== void 0 && own(asked.actions).length > 0 ? stoppedByPolicy(facts, policy, principal, asked) : allows ? stops(asker, asked, stoppedRequest(asker, asked)) : noAllow;
    return stoppedBy.kind === "no-allow" && principal.missing.length > 0 ? { identity, verdict: "unknown", ways, unread: [...new Set(principal.missing)].sort() } : { identity, verdict: "denied", ways, stoppedBy };
  };
  const controlIsEnough = (account, asked) => {
    if ((accountIn(asked.resource ?? "") ?? account) !== account)
      return false;
    const [some] = principals.filter((principal) => principal.account === account && !principal.serviceLinked);
    if (some === void 0)
      return false;
    const anyone = {
      ...some,
      policies: [],
      missing: [],
      boundaryArn: void 0,
      boundary: void 0,
      kind: "role",
      arn: `arn:${some.partition}:iam::${account}:role/nhi-audit-any`,
      name: "nhi-audit-any",
      tags: /* @__PURE__ */ new Map()
    };
    const layers = {
      identity: [facts.allowAll],
      limits: guardrails.service(account)
    };
    const asker = { principal: anyone, layers };
    return asked.actions.some(({ lower, anyResourceOnly }) => {
      const wanted = asked.resource ?? "*";
      const places = anyResourceOnly ? ["*"] : asked.exact ? [wanted] : placesIn("*", wanted, withResourceLimits(facts, anyone, layers, wanted), lower);
      return places.some((resource) => {
        const request = { action: lower, resource };
        return onOne(facts, asker, request).some(({ decision }) => decision.verdict === "allowed");
      });
    });
  };
  return (question) => {
    const asked = readQuestion(question);
    return {
      privileges: asked.actions.map(({ written }) => written),
      identities: principals.map((principal, identity) => accessOf(principal, identity, asked)),
      scopes: accounts.filter((account) => controlIsEnough(account, asked)).map(scopeOf),
      notes: [...asked.notes, ...notesOf(facts, asked)]
    };
  };
};

// ../../work/wt/exports/dist/connectors/aws/interpret.js
var environmentOfAccount = (account, inventory, settings) => {
  const configured = settings.environments.scopes[account];
  if (configured !== void 0)
    return { environment: configured, reason: "configuration" };
  const record = inventory.accountRecords.get(account);
  const tags2 = new Map((record?.Tags ?? []).map(({ Key, Value }) => [Key.toLowerCase(), Value]));
  const tagged = environmentOfTags(tags2, settings);
  if (tagged !== void 0)
    return { environment: tagged, reason: "account tag" };
  for (const name of [record?.Name, record?.Alias]) {
    const environment = name === void 0 ? void 0 : environmentIn(name, settings);
    if (environment !== void 0)
      return { environment, reason: `account name ${name}` };
  }
  return { environment: "unknown" };
};
var scopesOf = (inventory, settings, services) => {
  const all = services.map((_, index) => index);
  return inventory.accounts.map((id) => {
    const record = inventory.accountRecords.get(id);
    const { environment, reason } = environmentOfAccount(id, inventory, settings);
    return {
      id,
      provider: "aws",
      kind: "account",
      name: record?.Name ?? record?.Alias ?? id,
      ...record?.ParentId === void 0 ? {} : { parent: record.ParentId },
      environment,
      ...reason === void 0 ? {} : { environmentReason: reason },
      services: all
    };
  });
};
var callerIdentity2 = (caller, principals) => {
  const session = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(caller);
  if (session === null)
    return caller;
  const [, account, name] = session;
  return principals.find((principal) => principal.kind === "role" && principal.account === account && principal.name === name)?.arn;
};
var resourceKind = (type) => type.replace(/^AWS::/, "").replaceAll("::", "-").replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
var workloadsByRole = (inventory) => {
  const byRole = /* @__PURE__ */ new Map();
  for (const { data } of inventory.workloads) {
    const workload = {
      id: data.Arn,
      kind: resourceKind(data.ResourceType),
      name: data.Name ?? data.Arn,
      source: { record: "aws.workload", id: data.Arn }
    };
    for (const role of data.RoleArns)
      byRole.set(role, [...byRole.get(role) ?? [], workload]);
  }
  return byRole;
};
var agentServices = /^(bedrock|bedrock-agentcore)\.amazonaws\.com$/;
var isAgent = (principal, trusts, inventory) => trusts.some((trust) => trust.party === "service" && agentServices.test(trust.principal)) || inventory.serviceCredentials.size > 0 && (inventory.serviceCredentials.get(`${principal.account}/${principal.name}`) ?? []).some(({ ServiceName }) => ServiceName === "bedrock.amazonaws.com");
var sourceOf = (principal) => principal.kind === "root" ? principal.policies[0].source : { record: `aws.${principal.kind}`, id: principal.arn };
var lastUsedServices = (principal, inventory) => {
  const report = inventory.lastAccessed.get(principal.arn);
  if (report === void 0)
    return void 0;
  return Object.fromEntries(report.ServicesLastAccessed.map((service) => [
    service.ServiceNamespace,
    service.LastAuthenticated ?? "never"
  ]));
};
var interpretAws = (records, options) => estateOf(readInventory(records), options);
var readAws = () => {
  const { add, finish } = createInventoryReader();
  return { add, finish: (options) => estateOf(finish(), options) };
};
var estateOf = (inventory, options) => {
  const { collectedAt, settings } = options;
  const now = Date.parse(collectedAt);
  const names2 = awsServices();
  const services = names2.map((name) => ({ provider: "aws", name, sensitivity: sensitivityOf(name) }));
  const scopes = scopesOf(inventory, settings, services);
  const scopeIndex = new Map(scopes.map((scope, index) => [scope.id, index]));
  const scopeOf = (account) => scopeIndex.get(account);
  const guardrails = guardrailsOf(inventory);
  const entitlements = createEntitlements(inventory, guardrails, names2, now);
  return {
    collectedAt,
    scopes,
    services,
    ...readIdentities({ inventory, options, scopes, scopeOf, guardrails, names: names2, now }),
    documents: inventory.store.documents.length,
    entitlements: (identity) => entitlements.of(inventory.principals[identity]),
    whoCan: createWhoCan({
      inventory,
      guardrails,
      linesOf: entitlements.linesOf,
      now: collectedAt,
      scopeOf
    }),
    coverage: [...options.coverage, ...problemCoverage(inventory)]
  };
};
var readIdentities = ({ inventory, options, scopes, scopeOf, guardrails, names: names2, now }) => {
  const { collectedAt, settings } = options;
  const { principals, store } = inventory;
  const knownAccounts = /* @__PURE__ */ new Set([
    ...inventory.accounts,
    ...guardrails.organization?.accounts ?? [],
    ...settings.trustedScopes
  ]);
  const trustReader = createTrustReader(inventory, knownAccounts, now);
  const trusts = principals.map(trustReader);
  const grants = createGrantReader(inventory, guardrails, names2, scopeOf, now);
  const workloads = workloadsByRole(inventory);
  const workloadTypes = knownWorkloadTypes(options.coverage, inventory.workloads);
  const workloadAccounts = /* @__PURE__ */ new Set([
    ...inventory.workloads.map(({ scope }) => scope),
    ...[...workloadTypes].map((known2) => known2.slice(0, known2.indexOf("/")))
  ]);
  const callers = new Set([...inventory.callers].map((caller) => callerIdentity2(caller, principals)));
  const natures = /* @__PURE__ */ new Map();
  const sharedNature = (nature) => {
    const before = natures.get(nature.reason);
    if (before === void 0)
      natures.set(nature.reason, nature);
    return before?.is === nature.is ? before : nature;
  };
  const sharedAttachments = /* @__PURE__ */ new Map();
  const attachmentOf = (policy) => {
    const before = policy.shared === true ? sharedAttachments.get(policy) : void 0;
    if (before !== void 0)
      return before;
    const { document, source: source3, name, elsewhere } = policy;
    const { single: single2 } = store.documents[document];
    const attachment = {
      document,
      source: source3,
      statements: elsewhere === true ? "elsewhere" : single2 ? "single" : "list",
      name
    };
    if (policy.shared === true)
      sharedAttachments.set(policy, attachment);
    return attachment;
  };
  const identities = principals.map((principal, index) => {
    const own = trusts[index];
    const credentials = credentialsOf(principal, own, inventory, collectedAt);
    const identity = {
      id: principal.arn,
      provider: "aws",
      kind: principal.kind,
      nature: sharedNature(natureOf(principal, own, inventory, settings)),
      name: principal.name,
      scope: principal.account,
      environment: environmentOfTags(principal.tags, settings) ?? scopes[scopeOf(principal.account)].environment,
      credentials,
      grants: grants.grantsOf(principal),
      trusts: own,
      attachments: principal.policies.map(attachmentOf),
      profile: grants.profileOf(principal),
      providerOwned: principal.serviceLinked,
      breakGlass: isBreakGlass(principal, settings),
      scanner: callers.has(principal.arn),
      agent: isAgent(principal, own, inventory),
      bounded: principal.boundaryArn !== void 0,
      source: sourceOf(principal)
    };
    const { lastUsedAt, observedSince } = useOf(principal, credentials, inventory, collectedAt);
    const owner = ownerOf(principal.tags, settings);
    const serviceLastUsed = lastUsedServices(principal, inventory);
    if (owner !== void 0)
      identity.owner = owner;
    if (principal.createdAt !== void 0)
      identity.createdAt = principal.createdAt;
    if (lastUsedAt !== void 0)
      identity.lastUsedAt = lastUsedAt;
    if (observedSince !== void 0)
      identity.observedSince = observedSince;
    if (workloadAccounts.has(principal.account))
      identity.workloads = workloads.get(principal.arn) ?? [];
    if (serviceLastUsed !== void 0)
      identity.serviceLastUsed = serviceLastUsed;
    return identity;
  });
  const takeoverAt = (time) => buildTakeover({
    inventory,
    trusts,
    now: time,
    scopeOf,
    scopes: scopes.length,
    workloadTypes,
    profileOf: grants.profileOf
  });
  const takeover = takeoverAt(collectedAt);
  const differs = (time) => store.documents.some((document) => changesBetween(document, collectedAt, time));
  return {
    identities,
    profiles: grants.profiles,
    takeover,
    // Where no policy speaks of time nothing is kept for it.
    ...differs(endOfTime) ? { takeoverAt: (time) => differs(time) ? takeoverAt(time) : takeover } : {}
  };
};
var endOfTime = "9999-12-31T00:00:00.000Z";
var mostProblems = 20;
var problemCoverage = (inventory) => {
  const byAccount = /* @__PURE__ */ new Map();
  for (const { account, text: text2 } of inventory.problems)
    byAccount.set(account, [...byAccount.get(account) ?? [], text2]);
  return [...byAccount].map(([scope, texts]) => ({
    connector: "aws",
    scope,
    source: "policy documents",
    status: "partial",
    detail: `${texts.slice(0, mostProblems).join("; ")}${texts.length > mostProblems ? `; and ${texts.length - mostProblems} more` : ""}`,
    gives: ["grants"]
  }));
};

// ../../work/wt/exports/dist/connectors/aws/index.js
var aws = { id: "aws", formats: awsFormats, interpret: interpretAws, reader: readAws };

export {
  environmentIn,
  aws
};
