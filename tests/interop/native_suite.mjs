// The end-to-end tests that come with @livekit/rtc-node, run where npm put them.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, pass } from './scoreboard.mjs';
import { apiKey, apiSecret, here, Server } from './server.mjs';

const testsShipped = 29;
const testsToPass = 27;

function runVitest(server, report) {
  const child = spawn(
    process.execPath,
    [join(here, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', `--outputFile=${report}`],
    {
      cwd: here,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, LIVEKIT_URL: server.url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret },
    },
  );
  return new Promise((done) => child.once('exit', done));
}

export async function run() {
  const server = await Server.start();
  const report = join(server.data, 'report.json');
  await runVitest(server, report);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const known = JSON.parse(readFileSync(join(here, 'known_failures.json'), 'utf8'));
  const tests = testResults.flatMap((file) => file.assertionResults);
  let passed = 0;
  for (const test of tests) {
    if (test.status === 'passed') {
      passed++;
      pass(`${test.fullName} (${Math.round(test.duration ?? 0)} ms)`);
    } else if (known[test.fullName]) {
      console.log(`known ${test.fullName}\n      ${known[test.fullName]}`);
    } else {
      fail(test.fullName, test.failureMessages?.join('\n') || test.status);
    }
  }
  for (const file of testResults.filter((each) => each.assertionResults.length === 0)) fail(file.name, file.message);
  if (tests.length !== testsShipped) fail('the suite is the known one', `${tests.length} tests, not ${testsShipped}`);
  if (passed < testsToPass) fail('the suite passes', `${passed} passed, at least ${testsToPass} must`);
  const code = await server.stop();
  if (code !== 0) fail('the server stops cleanly after the suite', `exit ${code}`);
}
