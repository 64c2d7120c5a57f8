// The unmodified Go SDK, with one peer connection and with two: it stays without a signalling
// message of its own, and somebody hostile beside it costs it nothing. Needs a recent Go, and its
// modules within reach; without them it is skipped.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, pass, skip } from './scoreboard.mjs';
import { here, Server } from './server.mjs';

const source = join(here, 'go');
// What go.mod asks for is used as it is or not at all: no other toolchain is fetched.
const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };

// The program, or why there is none.
function build(folder) {
  const program = join(folder, 'interop');
  const version = spawnSync('go', ['version'], { env, encoding: 'utf8' });
  if (version.error) return { reason: 'there is no Go' };
  const wanted = readFileSync(join(source, 'go.mod'), 'utf8').match(/^go (.+)$/m)[1];
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: source, env, encoding: 'utf8', timeout: 600_000 });
  if (built.status === 0) return { program };
  const isTooOld = /requires go >=|invalid go version|unknown directive/.test(built.stderr);
  const isOffline = /dial tcp|no such host|module lookup disabled/.test(built.stderr);
  if (isTooOld) return { reason: `${version.stdout.trim()} is older than ${wanted}` };
  if (isOffline) return { reason: 'its modules are out of reach' };
  return { error: built.stderr || String(built.error) };
}

function runPart(program, part, url, connections) {
  return new Promise((done) => {
    const child = spawn(program, [part, url, connections], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (text) => { output += text; });
    child.stderr.on('data', (text) => { errors = (errors + text).slice(-5000); });
    child.once('exit', (code) => done({ output, errors, code }));
  });
}

function report({ output, errors, code }) {
  for (const line of output.split('\n')) {
    if (line.startsWith('ok ')) pass(line.slice(3));
    else if (line.startsWith('FAIL ')) fail(line.slice(5), errors);
    else if (line !== '') console.log(`      ${line}`);
  }
  if (code !== 0) fail('the Go program ends in order', `exit ${code}\n${errors}`);
}

export async function run() {
  const server = await Server.start();
  const { program, reason, error } = build(server.data);
  if (reason) skip('the Go SDK', reason);
  else if (error) fail('the Go program builds', error);
  if (program) {
    const minutes = await Promise.all(['one', 'two'].map((each) => runPart(program, 'minute', server.url, each)));
    minutes.forEach(report);
    let hostile = await runPart(program, 'hostile', server.url, 'two');
    if (hostile.code !== 0) {  // as the browser files: what fails twice counts
      console.log(`      beside somebody hostile, once more; the first time:\n${hostile.output}`);
      hostile = await runPart(program, 'hostile', server.url, 'two');
    }
    report(hostile);
    const log = server.lines();
    const departures = log.filter((line) => line.includes('event=departure') && /identity="(first|second)" /.test(line));
    const untrue = departures.filter((line) => !line.includes('reason=CLIENT_INITIATED'));
    if (departures.length >= 6 && untrue.length === 0) pass('the log says that each left by itself');
    else fail('the log says that each left by itself', departures.join('\n'));
    if (log.some((line) => line.includes('event=announcements_limited') && line.includes('identity="flooding"')))
      pass('the log names who floods');
    else fail('the log names who floods', server.tail());
  }
  const code = await server.stop();
  if (code !== 0) fail('the server stops cleanly after the Go SDK', `exit ${code}`);
}
