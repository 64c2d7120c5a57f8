// Participants without a page of their own: many rooms of livekit-client in one browser. They show
// nothing, and speak a tone when told.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { openBrowser, root } from './harness.mjs';

const client = join(root, 'web/node_modules/livekit-client/dist/livekit-client.umd.js');

// A join token under --dev's key.
export function tokenFor(room, { identity, attributes = {}, canPublish = true }) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'devkey', sub: identity, nbf: now - 10, exp: now + 600, attributes,
    video: { room, roomJoin: true, canPublish, canSubscribe: true },
  };
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`;
}

export function delegate(identity, delegation, { country = '', office = { en: 'Head of delegation', vi: 'Trưởng đoàn' } } = {}) {
  return {
    identity,
    attributes: {
      role: 'delegate', country, office: JSON.stringify(office), delegation: JSON.stringify(delegation),
    },
  };
}

export class Crowd {
  static async gather(server, members, room = 'demo') {
    const crowd = new Crowd();
    Object.assign(crowd, await openBrowser({ bypassCSP: true }));
    await crowd.page.goto(server.origin);
    await crowd.page.addScriptTag({ path: client });
    const invited = members.map((member) => ({ ...member, token: tokenFor(room, member) }));
    await crowd.page.evaluate(async ({ url, invited }) => {
      window.crowd = {};
      const enter = async ({ identity, token }) => {
        const room = new LivekitClient.Room();
        const patience = { websocketTimeout: 60_000, peerConnectionTimeout: 60_000 };
        await room.connect(url, token, { autoSubscribe: false, ...patience });
        window.crowd[identity] = { room };
      };
      for (let first = 0; first < invited.length; first += 5)
        await Promise.all(invited.slice(first, first + 5).map(enter));
    }, { url: server.origin.replace('http', 'ws'), invited });
    return crowd;
  }

  // The first time opens the microphone; afterwards the voice is raised and lowered.
  async speak(identity, loud = true) {
    await this.page.evaluate(async ({ identity, loud }) => {
      const member = window.crowd[identity];
      if (!member.gain) {
        const context = new AudioContext();
        const sink = context.createMediaStreamDestination();
        const oscillator = context.createOscillator();
        member.gain = context.createGain();
        member.gain.gain.value = 0;
        oscillator.connect(member.gain).connect(sink);
        oscillator.start();
        await member.room.localParticipant.publishTrack(sink.stream.getAudioTracks()[0], { source: 'microphone' });
      }
      member.gain.gain.value = loud ? 0.2 : 0;
    }, { identity, loud });
  }

  async hush(identity) {
    await this.speak(identity, false);
  }

  async close() {
    await this.browser.close();
  }
}
