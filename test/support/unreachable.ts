import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** Ways on loopback that lead nowhere, and proxies that log. */

export interface Opened {
  readonly port: number;
  readonly close: () => void;
}

const opened = async (server: Server, sockets: Set<Socket>): Promise<Opened> => {
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

/** Accepts connections, reads what comes, and never answers. */
export const blackHole = (): Promise<Opened> =>
  opened(
    createServer((socket) => socket.resume()),
    new Set(),
  );

/** A port at which nobody listens. */
export const closedPort = async (): Promise<number> => {
  const { port, close } = await opened(createServer(), new Set());
  close();
  return port;
};

export interface LoggingProxy extends Opened {
  readonly url: string;
  /** `host:port` of each CONNECT, in order. */
  readonly asked: string[];
}

/** A proxy that leads every connection to one port, or refuses it. */
export const loggingProxy = async (target?: number, refusal = '502 Bad Gateway'): Promise<LoggingProxy> => {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createHttpServer((_, response) => response.writeHead(502).end());
  server.on('connect', ({ url }, socket: Socket) => {
    asked.push(url ?? '');
    if (target === undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    sockets.add(onward);
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  const own = await opened(server, sockets);
  return { ...own, url: `http://127.0.0.1:${own.port}`, asked };
};

/** A key of a service account, made for this run. */
export const googleKey = (folder: string): string => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const path = join(folder, 'key.json');
  const email = 'ci@shop.iam.gserviceaccount.com';
  writeFileSync(
    path,
    JSON.stringify({
      type: 'service_account',
      project_id: 'shop',
      private_key: privateKey,
      client_email: email,
    }),
  );
  return path;
};
