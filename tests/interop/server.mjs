// A hemicycle of its own for each part, on free ports, with the development key.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AccessToken } from 'livekit-server-sdk';
import { until } from './scoreboard.mjs';

export const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.HEMICYCLE ?? join(here, '../../build/release/hemicycle');
const workers = 2;

export const apiKey = 'devkey';
export const apiSecret = 'secret';

export async function token(room, identity) {
  const signed = new AccessToken(apiKey, apiSecret, { identity, ttl: '30m' });
  signed.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true });
  return signed.toJwt();
}

function freeTcpPort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

function udpPortIsFree(port) {
  return new Promise((done) => {
    const probe = createSocket('udp4');
    probe.once('error', () => done(false));
    probe.bind(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}

// As many free ports in a row as there are workers; the first of them.
async function freeUdpPorts() {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all(Array.from({ length: workers }, (_, i) => udpPortIsFree(first + i)));
    if (free.every(Boolean)) return first;
  }
}

export class Server {
  static async start() {
    const server = new Server();
    server.data = mkdtempSync(join(tmpdir(), 'interop_'));
    server.port = await freeTcpPort();
    server.url = `ws://127.0.0.1:${server.port}`;
    server.log = join(server.data, 'log');
    const output = openSync(server.log, 'w');
    const media = await freeUdpPorts();
    server.process = spawn(
      program,
      ['serve', '--dev', '--data', server.data, '--http', `127.0.0.1:${server.port}`,
        '--media', `127.0.0.1:${media}`, '--workers', String(workers)],
      { stdio: ['ignore', output, output] },
    );
    server.ended = new Promise((done) => server.process.once('exit', (code, signal) => done(code ?? signal)));
    await until('the server answers', () => server.answers());
    return server;
  }

  async answers() {
    if (this.process.exitCode !== null) return this.tail();
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/healthz`)).ok;
    } catch (error) {
      return String(error);
    }
  }

  // What the media plane dropped, by cause.
  async drops() {
    const page = await (await fetch(`http://127.0.0.1:${this.port + 1}/metrics`)).text();
    const lines = page.matchAll(/^hemicycle_packet_drops_total\{cause="(\w+)"\} (\d+)/gm);
    return Object.fromEntries([...lines].map(([, cause, count]) => [cause, Number(count)]));
  }

  lines() {
    return readFileSync(this.log, 'utf8').split('\n');
  }

  tail() {
    return this.lines().slice(-20).join('\n');
  }

  // The exit code, 0 when it closed as asked.
  async stop() {
    this.process.kill('SIGTERM');
    const code = await this.ended;
    if (code !== 0) console.log(this.tail());
    rmSync(this.data, { recursive: true, force: true });
    return code;
  }
}
