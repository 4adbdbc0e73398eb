import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";

// ../../work/wt/exports/dist/src/exports/source-file.js
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

// ../../work/wt/exports/dist/src/exports/encoding.js
var saveAsUtf8 = "Save it as UTF-8. In Windows PowerShell: \u2026 | Out-File -Encoding utf8 FILE";
var marks = [
  { bytes: [255, 254, 0, 0], is: { refused: "the file is UTF-32 text" } },
  { bytes: [0, 0, 254, 255], is: { refused: "the file is UTF-32 text" } },
  { bytes: [255, 254], is: "utf-16le" },
  { bytes: [254, 255], is: "utf-16be" }
];
var unmarked = /* @__PURE__ */ new Set(["x0x0", "0x0x", "x000", "000x"]);
var encodingOf = (head, path) => {
  const mark = marks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (mark !== void 0) {
    if (typeof mark.is === "string")
      return mark.is;
    throw new InputError(mark.is.refused, path, saveAsUtf8);
  }
  const zeros = [...head.subarray(0, 4)].map((byte) => byte === 0 ? "0" : "x").join("");
  if (unmarked.has(zeros)) {
    throw new InputError("the file is UTF-16 or UTF-32 text without a byte order mark", path, saveAsUtf8);
  }
  return "utf-8";
};
var again = "Make the file again, or fetch the whole of it.";
var unitBytes = 2;
function* decodeUtf16(chunks, encoding, path) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let before = 0;
  const decode = (bytes, last) => {
    try {
      return decoder.decode(bytes, { stream: !last });
    } catch {
      throw last ? new InputError("the text ends in the middle: it was cut short", `${path}, byte ${before}`, again) : new InputError("the text is not UTF-16", `${path}, byte ${before} or after`, saveAsUtf8);
    }
  };
  for (const chunk of chunks) {
    yield decode(chunk, false);
    before += chunk.length;
  }
  yield decode(new Uint8Array(0), true);
}
function* toUtf8(chunks, encoding, path) {
  if (encoding === "utf-8")
    yield* chunks;
  else
    for (const text of decodeUtf16(chunks, encoding, path))
      if (text !== "")
        yield Buffer.from(text, "utf8");
}
var originalOffset = (chunks, encoding, path, offset) => {
  if (encoding === "utf-8")
    return offset;
  let left = offset;
  let units = 1;
  for (const text of decodeUtf16(chunks, encoding, path)) {
    const bytes = Buffer.from(text, "utf8");
    if (bytes.length > left)
      return (units + bytes.toString("utf8", 0, left).length) * unitBytes;
    left -= bytes.length;
    units += text.length;
  }
  return units * unitBytes;
};

// ../../work/wt/exports/dist/src/exports/gunzip.js
import { crc32 } from "node:zlib";

// ../../work/wt/exports/node_modules/fflate/esm/index.mjs
import { createRequire } from "module";
var require2 = createRequire("/");
var _a;
var Worker;
var isMarkedAsUntransferable;
try {
  _a = require2("worker_threads"), Worker = _a.Worker, isMarkedAsUntransferable = _a.isMarkedAsUntransferable;
} catch (e) {
}
var u8 = Uint8Array;
var u16 = Uint16Array;
var i32 = Int32Array;
var fleb = new u8([
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  0,
  /* unused */
  0,
  0,
  /* impossible */
  0
]);
var fdeb = new u8([
  0,
  0,
  0,
  0,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  4,
  5,
  5,
  6,
  6,
  7,
  7,
  8,
  8,
  9,
  9,
  10,
  10,
  11,
  11,
  12,
  12,
  13,
  13,
  /* unused */
  0,
  0
]);
var clim = new u8([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
var freb = function(eb, start) {
  var b = new u16(31);
  for (var i2 = 0; i2 < 31; ++i2) {
    b[i2] = start += 1 << eb[i2 - 1];
  }
  var r = new i32(b[30]);
  for (var i2 = 1; i2 < 30; ++i2) {
    for (var j = b[i2]; j < b[i2 + 1]; ++j) {
      r[j] = j - b[i2] << 5 | i2;
    }
  }
  return { b, r };
};
var _a = freb(fleb, 2);
var fl = _a.b;
var revfl = _a.r;
fl[28] = 258, revfl[258] = 28;
var _b = freb(fdeb, 0);
var fd = _b.b;
var revfd = _b.r;
var rev = new u16(32768);
for (i = 0; i < 32768; ++i) {
  x = (i & 43690) >> 1 | (i & 21845) << 1;
  x = (x & 52428) >> 2 | (x & 13107) << 2;
  x = (x & 61680) >> 4 | (x & 3855) << 4;
  rev[i] = ((x & 65280) >> 8 | (x & 255) << 8) >> 1;
}
var x;
var i;
var hMap = (function(cd, mb, r) {
  var s = cd.length;
  var i2 = 0;
  var l = new u16(mb);
  for (; i2 < s; ++i2) {
    if (cd[i2])
      ++l[cd[i2] - 1];
  }
  var le = new u16(mb);
  for (i2 = 1; i2 < mb; ++i2) {
    le[i2] = le[i2 - 1] + l[i2 - 1] << 1;
  }
  var co;
  if (r) {
    co = new u16(1 << mb);
    var rvb = 15 - mb;
    for (i2 = 0; i2 < s; ++i2) {
      if (cd[i2]) {
        var sv = i2 << 4 | cd[i2];
        var r_1 = mb - cd[i2];
        var v = le[cd[i2] - 1]++ << r_1;
        for (var m = v | (1 << r_1) - 1; v <= m; ++v) {
          co[rev[v] >> rvb] = sv;
        }
      }
    }
  } else {
    co = new u16(s);
    for (i2 = 0; i2 < s; ++i2) {
      if (cd[i2]) {
        co[i2] = rev[le[cd[i2] - 1]++] >> 15 - cd[i2];
      }
    }
  }
  return co;
});
var flt = new u8(288);
for (i = 0; i < 144; ++i)
  flt[i] = 8;
var i;
for (i = 144; i < 256; ++i)
  flt[i] = 9;
var i;
for (i = 256; i < 280; ++i)
  flt[i] = 7;
var i;
for (i = 280; i < 288; ++i)
  flt[i] = 8;
var i;
var fdt = new u8(32);
for (i = 0; i < 32; ++i)
  fdt[i] = 5;
var i;
var flrm = /* @__PURE__ */ hMap(flt, 9, 1);
var fdrm = /* @__PURE__ */ hMap(fdt, 5, 1);
var max = function(a) {
  var m = a[0];
  for (var i2 = 1; i2 < a.length; ++i2) {
    if (a[i2] > m)
      m = a[i2];
  }
  return m;
};
var bits = function(d, p, m) {
  var o = p / 8 | 0;
  return (d[o] | d[o + 1] << 8) >> (p & 7) & m;
};
var bits16 = function(d, p) {
  var o = p / 8 | 0;
  return (d[o] | d[o + 1] << 8 | d[o + 2] << 16) >> (p & 7);
};
var shft = function(p) {
  return (p + 7) / 8 | 0;
};
var slc = function(v, s, e) {
  if (s == null || s < 0)
    s = 0;
  if (e == null || e > v.length)
    e = v.length;
  return new u8(v.subarray(s, e));
};
var ec = [
  "unexpected EOF",
  "invalid block type",
  "invalid length/literal",
  "invalid distance",
  "stream finished",
  "no stream handler",
  ,
  // determined by compression function
  "no callback",
  "invalid UTF-8 data",
  "extra field too long",
  "date not in range 1980-2099",
  "filename too long",
  "stream finishing",
  "invalid zip data"
  // determined by unknown compression method
];
var err = function(ind, msg, nt) {
  var e = new Error(msg || ec[ind]);
  e.code = ind;
  if (Error.captureStackTrace)
    Error.captureStackTrace(e, err);
  if (!nt)
    throw e;
  return e;
};
var inflt = function(dat, st, buf, dict) {
  var sl = dat.length, dl = dict ? dict.length : 0;
  if (!sl || st.f && !st.l)
    return buf || new u8(0);
  var noBuf = !buf;
  var resize = noBuf || st.i != 2;
  var noSt = st.i;
  if (noBuf)
    buf = new u8(sl * 3);
  var cbuf = function(l2) {
    var bl = buf.length;
    if (l2 > bl) {
      var nbuf = new u8(Math.max(bl * 2, l2));
      nbuf.set(buf);
      buf = nbuf;
    }
  };
  var final = st.f || 0, pos = st.p || 0, bt = st.b || 0, lm = st.l, dm = st.d, lbt = st.m, dbt = st.n;
  var tbts = sl * 8;
  do {
    if (!lm) {
      final = bits(dat, pos, 1);
      var type = bits(dat, pos + 1, 3);
      pos += 3;
      if (!type) {
        var s = shft(pos) + 4, l = dat[s - 4] | dat[s - 3] << 8, t = s + l;
        if (t > sl) {
          if (noSt)
            err(0);
          break;
        }
        if (resize)
          cbuf(bt + l);
        buf.set(dat.subarray(s, t), bt);
        st.b = bt += l, st.p = pos = t * 8, st.f = final;
        continue;
      } else if (type == 1)
        lm = flrm, dm = fdrm, lbt = 9, dbt = 5;
      else if (type == 2) {
        var hLit = bits(dat, pos, 31) + 257, hcLen = bits(dat, pos + 10, 15) + 4;
        var tl = hLit + bits(dat, pos + 5, 31) + 1;
        pos += 14;
        var ldt = new u8(tl);
        var clt = new u8(19);
        for (var i2 = 0; i2 < hcLen; ++i2) {
          clt[clim[i2]] = bits(dat, pos + i2 * 3, 7);
        }
        pos += hcLen * 3;
        var clb = max(clt), clbmsk = (1 << clb) - 1;
        var clm = hMap(clt, clb, 1);
        for (var i2 = 0; i2 < tl; ) {
          var r = clm[bits(dat, pos, clbmsk)];
          pos += r & 15;
          var s = r >> 4;
          if (s < 16) {
            ldt[i2++] = s;
          } else {
            var c = 0, n = 0;
            if (s == 16)
              n = 3 + bits(dat, pos, 3), pos += 2, c = ldt[i2 - 1];
            else if (s == 17)
              n = 3 + bits(dat, pos, 7), pos += 3;
            else if (s == 18)
              n = 11 + bits(dat, pos, 127), pos += 7;
            while (n--)
              ldt[i2++] = c;
          }
        }
        var lt = ldt.subarray(0, hLit), dt = ldt.subarray(hLit);
        lbt = max(lt);
        dbt = max(dt);
        lm = hMap(lt, lbt, 1);
        dm = hMap(dt, dbt, 1);
      } else
        err(1);
      if (pos > tbts) {
        if (noSt)
          err(0);
        break;
      }
    }
    if (resize)
      cbuf(bt + 131072);
    var lms = (1 << lbt) - 1, dms = (1 << dbt) - 1;
    var lpos = pos;
    for (; ; lpos = pos) {
      var c = lm[bits16(dat, pos) & lms], sym = c >> 4;
      pos += c & 15;
      if (pos > tbts) {
        if (noSt)
          err(0);
        break;
      }
      if (!c)
        err(2);
      if (sym < 256)
        buf[bt++] = sym;
      else if (sym == 256) {
        lpos = pos, lm = null;
        break;
      } else {
        var add = sym - 254;
        if (sym > 264) {
          var i2 = sym - 257, b = fleb[i2];
          add = bits(dat, pos, (1 << b) - 1) + fl[i2];
          pos += b;
        }
        var d = dm[bits16(dat, pos) & dms], dsym = d >> 4;
        if (!d)
          err(3);
        pos += d & 15;
        var dt = fd[dsym];
        if (dsym > 3) {
          var b = fdeb[dsym];
          dt += bits16(dat, pos) & (1 << b) - 1, pos += b;
        }
        if (pos > tbts) {
          if (noSt)
            err(0);
          break;
        }
        if (resize)
          cbuf(bt + 131072);
        var end = bt + add;
        if (bt < dt) {
          var shift = dl - dt, dend = Math.min(dt, end);
          if (shift + bt < 0)
            err(3);
          for (; bt < dend; ++bt)
            buf[bt] = dict[shift + bt];
        }
        for (; bt < end; ++bt)
          buf[bt] = buf[bt - dt];
      }
    }
    st.l = lm, st.p = lpos, st.b = bt, st.f = final;
    if (lm)
      final = 1, st.m = lbt, st.d = dm, st.n = dbt;
  } while (!final);
  return bt != buf.length && noBuf ? slc(buf, 0, bt) : buf.subarray(0, bt);
};
var et = /* @__PURE__ */ new u8(0);
var gzs = function(d) {
  if (d[0] != 31 || d[1] != 139 || d[2] != 8)
    err(6, "invalid gzip data");
  var flg = d[3];
  var st = 10;
  if (flg & 4)
    st += (d[10] | d[11] << 8) + 2;
  for (var zs = (flg >> 3 & 1) + (flg >> 4 & 1); zs > 0; zs -= !d[st++])
    ;
  return st + (flg & 2);
};
var Inflate = /* @__PURE__ */ (function() {
  function Inflate2(opts, cb) {
    if (typeof opts == "function")
      cb = opts, opts = {};
    this.ondata = cb;
    var dict = opts && opts.dictionary && opts.dictionary.subarray(-32768);
    this.s = { i: 0, b: dict ? dict.length : 0 };
    this.o = new u8(32768);
    this.p = new u8(0);
    if (dict)
      this.o.set(dict);
  }
  Inflate2.prototype.e = function(c) {
    if (!this.ondata)
      err(5);
    if (this.d)
      err(4);
    if (!this.p.length)
      this.p = c;
    else if (c.length) {
      var n = new u8(this.p.length + c.length);
      n.set(this.p), n.set(c, this.p.length), this.p = n;
    }
  };
  Inflate2.prototype.c = function(final) {
    this.s.i = +(this.d = final || false);
    var bts = this.s.b;
    var dt = inflt(this.p, this.s, this.o);
    this.ondata(slc(dt, bts, this.s.b), this.d);
    this.o = slc(dt, this.s.b - 32768), this.s.b = this.o.length;
    this.p = slc(this.p, this.s.p / 8 | 0), this.s.p &= 7;
  };
  Inflate2.prototype.push = function(chunk, final) {
    this.e(chunk), this.c(final);
  };
  return Inflate2;
})();
var Gunzip = /* @__PURE__ */ (function() {
  function Gunzip2(opts, cb) {
    this.v = 1;
    this.r = 0;
    Inflate.call(this, opts, cb);
  }
  Gunzip2.prototype.push = function(chunk, final) {
    Inflate.prototype.e.call(this, chunk);
    this.r += chunk.length;
    if (this.v) {
      var p = this.p.subarray(this.v - 1);
      var s = p.length > 3 ? gzs(p) : 4;
      if (s > p.length) {
        if (!final)
          return;
      } else if (this.v > 1 && this.onmember) {
        this.onmember(this.r - p.length);
      }
      this.p = p.subarray(s), this.v = 0;
    }
    Inflate.prototype.c.call(this, 0);
    if (this.s.f && !this.s.l) {
      this.v = shft(this.s.p) + 9;
      this.s = { i: 0 };
      this.o = new u8(0);
      this.push(new u8(0), final);
    } else if (final) {
      Inflate.prototype.c.call(this, final);
    }
  };
  return Gunzip2;
})();
var td = typeof TextDecoder != "undefined" && /* @__PURE__ */ new TextDecoder();
var tds = 0;
try {
  td.decode(et, { stream: true });
  tds = 1;
} catch (e) {
}

// ../../work/wt/exports/dist/src/exports/gunzip.js
var pieceBytes = 32 * 1024;
var alwaysAllowed = 64 * 1024 * 1024;
var allowedRatio = 200;
var trailerBytes = 8;
var sound = "Fetch the file again, or unpack it: gunzip FILE";
var damaged = (path) => new InputError("the gzip file is cut short or damaged", path, sound);
var isGzip = (bytes) => bytes[0] === 31 && bytes[1] === 139;
var emptyMember = { checksum: 0, length: 0 };
var fits = ({ checksum, length }, trailer) => {
  if (trailer.length !== trailerBytes)
    return false;
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailerBytes);
  return view.getUint32(0, true) === checksum && view.getUint32(4, true) === length % 2 ** 32;
};
var piecesOf = function* (chunks) {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += pieceBytes)
      yield chunk.subarray(start, start + pieceBytes);
  }
};
function* gunzip(chunks, { path, size }) {
  const largest = Math.max(alwaysAllowed, size * allowedRatio);
  let unpacked = [];
  let total = 0;
  let read = 0;
  let member = emptyMember;
  let recent = new Uint8Array(0);
  const stream = new Gunzip((bytes) => {
    if (bytes.length === 0)
      return;
    unpacked.push(bytes);
    total += bytes.length;
    member = { checksum: crc32(bytes, member.checksum), length: member.length + bytes.length };
  });
  const check = (end) => {
    const at = end - (read - recent.length);
    if (at < trailerBytes || !fits(member, recent.subarray(at - trailerBytes, at)))
      throw damaged(path);
    member = emptyMember;
  };
  stream.onmember = check;
  const push = (piece, last) => {
    try {
      stream.push(piece, last);
    } catch (error) {
      if (error instanceof InputError)
        throw error;
      throw damaged(path);
    }
  };
  for (const piece of piecesOf(chunks)) {
    recent = Buffer.concat([recent.subarray(-pieceBytes), piece]);
    read += piece.length;
    push(piece, false);
    if (total > largest) {
      throw new InputError(`the file unpacks to more than ${allowedRatio} times its size`, path, "If it is what it should be, unpack it first: gunzip FILE");
    }
    yield* unpacked;
    unpacked = [];
  }
  push(new Uint8Array(0), true);
  yield* unpacked;
  check(read);
}

// ../../work/wt/exports/dist/src/exports/source-file.js
var headBytes = 64 * 1024;
var chunkBytes = 4 * 1024 * 1024;
var openFailures = {
  ENOENT: ["there is no such file", "Check the path."],
  ENOTDIR: ["a part of the path is not a folder", "Check the path."],
  EACCES: ["the file may not be read", "Run as a user that may read it, or change its permissions."],
  EPERM: ["the file may not be read", "Run as a user that may read it, or change its permissions."],
  EISDIR: ["this is a folder, not a file", "Name the files in it one by one."],
  EMFILE: ["too many files are open", "Give fewer files at once, or raise the limit (ulimit -n)."],
  ELOOP: ["the path goes round in circles", "Check the symbolic links in it."],
  ENAMETOOLONG: ["the path is too long", "Check the path."]
};
var isZip = (bytes) => [80, 75, 3, 4].every((byte, index) => bytes[index] === byte);
var inputErrorOf = (code, path) => {
  const [what, remedy] = openFailures[code] ?? [
    `the file cannot be read (${code})`,
    "Check the file and the disk that it is on."
  ];
  return new InputError(what, path, remedy);
};
var explained = (error, path) => error instanceof Error && "code" in error ? inputErrorOf(String(error.code), path) : error;
var fill = (descriptor, buffer) => {
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    if (count === 0)
      break;
    filled += count;
  }
  return filled;
};
function* readChunks(path, size) {
  let descriptor;
  try {
    descriptor = openSync(path, "r");
    let total = 0;
    for (; ; ) {
      const chunk = Buffer.allocUnsafeSlow(Math.max(1, Math.min(chunkBytes, size - total + 1)));
      const count = fill(descriptor, chunk);
      total += count;
      if (total > size || count < chunk.length && total < size) {
        throw new InputError("the file changed while it was being read", path, "Wait until it is written to the end, then try again.");
      }
      if (count > 0)
        yield count === chunk.length ? chunk : chunk.subarray(0, count);
      if (count < chunk.length)
        return;
    }
  } catch (error) {
    throw explained(error, path);
  } finally {
    if (descriptor !== void 0)
      closeSync(descriptor);
  }
}
var startOf = (chunks, bytes) => {
  const pieces = [];
  let length = 0;
  for (const chunk of chunks) {
    pieces.push(chunk);
    length += chunk.length;
    if (length >= bytes)
      break;
  }
  return Buffer.concat(pieces).subarray(0, bytes);
};
var empty = (path) => new InputError("the file is empty", path, "Make the export again, and look at its error output.");
var openHead = (path) => {
  let descriptor;
  try {
    descriptor = openSync(path, "r");
    const stat = fstatSync(descriptor);
    if (stat.isDirectory())
      throw inputErrorOf("EISDIR", path);
    if (!stat.isFile()) {
      throw new InputError("this is not a regular file", path, "A file is read more than once: save the output to a file first.");
    }
    const buffer = Buffer.alloc(Math.min(headBytes, stat.size));
    const head = buffer.subarray(0, fill(descriptor, buffer));
    return { head, size: stat.size, mtime: stat.mtime };
  } catch (error) {
    throw explained(error, path);
  } finally {
    if (descriptor !== void 0)
      closeSync(descriptor);
  }
};
var textOf = (head) => new TextDecoder().decode(head, { stream: true });
var openSourceFile = (path) => {
  const { head, size, mtime } = openHead(path);
  if (head.length === 0)
    throw empty(path);
  if (isZip(head))
    throw new InputError("the file is a ZIP archive", path, "Unpack it first: unzip FILE");
  const packed = isGzip(head);
  const written = () => packed ? gunzip(readChunks(path, size), { path, size }) : readChunks(path, size);
  const encoding = encodingOf(packed ? startOf(written(), 4) : head, path);
  const file = { name: path, size, modifiedAt: mtime.toISOString() };
  if (!packed && encoding === "utf-8")
    return { ...file, head: textOf(head), chunks: () => readChunks(path, size) };
  const chunks = () => toUtf8(written(), encoding, path);
  const start = startOf(chunks(), headBytes);
  if (start.length === 0)
    throw empty(path);
  return {
    ...file,
    head: textOf(start),
    chunks,
    where: (offset) => `byte ${originalOffset(written(), encoding, path, offset)}${packed ? " after unpacking" : ""}`
  };
};

export {
  openSourceFile
};
