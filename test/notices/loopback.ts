import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: Received, socket: Socket) => void;

export interface Loopback {
  readonly url: string;
  readonly received: Received[];
  /** Answers in turn; the last goes on. */
  answers: Answer[];
}

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = 'hostile \u001b[31m body'): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);

/** A server on this machine that answers as it is told. */
export const loopback = async (...answers: Answer[]): Promise<Loopback> => {
  const state: Loopback = { url: '', received: [], answers };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(pieces).toString('utf8'),
      };
      state.received.push(received);
      const answer = state.answers.length > 1 ? state.answers.shift()! : state.answers[0]!;
      answer(response, received, request.socket);
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
};

/** A mail server of a few lines: every command is answered by the table, what comes between DATA and the dot is kept. */
export const mailLoopback = async (
  replies: Readonly<Record<string, string>> = {},
): Promise<{ readonly port: number; readonly mails: string[]; readonly commands: string[] }> => {
  const mails: string[] = [];
  const commands: string[] = [];
  const server = createSocketServer((socket) => {
    let data: string | undefined;
    let rest = '';
    socket.on('error', () => {});
    socket.write('220 loopback\r\n');
    socket.on('data', (piece) => {
      rest += piece.toString('utf8');
      for (;;) {
        if (data !== undefined) {
          const end = rest.indexOf('\r\n.\r\n');
          if (end < 0) return;
          mails.push(rest.slice(0, end));
          rest = rest.slice(end + 5);
          data = undefined;
          socket.write(`${replies.end ?? '250 kept'}\r\n`);
          continue;
        }
        const end = rest.indexOf('\r\n');
        if (end < 0) return;
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        commands.push(line);
        const verb = line.split(/[ :]/)[0]!.toUpperCase();
        const reply =
          replies[verb] ??
          (verb === 'DATA'
            ? '354 go on'
            : verb === 'QUIT'
              ? '221 bye'
              : verb === 'STARTTLS'
                ? '502 no'
                : '250 ok');
        socket.write(`${reply}\r\n`);
        if (verb === 'DATA' && reply.startsWith('354')) data = '';
      }
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  afterAll(() => {
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, mails, commands };
};
