import { ConnectionError, ConnectionErrorReason, DisconnectReason } from 'livekit-client';
import { InvitationError } from '../meeting/invitation';

// Why a person is no longer in the room, or never got there.
export type Departure = 'chosen' | 'other' | 'removed' | 'server' | 'lost';
export type Refusal = 'refused' | 'media' | 'server';

export function departureOf(reason: DisconnectReason | undefined): Departure {
  switch (reason) {
    case DisconnectReason.CLIENT_INITIATED:
      return 'chosen';
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'other';
    case DisconnectReason.PARTICIPANT_REMOVED:
    case DisconnectReason.ROOM_DELETED:
      return 'removed';
    case DisconnectReason.SERVER_SHUTDOWN:
      return 'server';
    default:
      return 'lost';
  }
}

// Whether the page brings the person back by itself.
export function isTemporary(departure: Departure): boolean {
  return departure === 'server' || departure === 'lost';
}

// 'media': signalling reached the server, but sound and pictures found no way.
export function refusalOf(error: unknown): Refusal {
  if (error instanceof InvitationError) return error.reason === 'unknown' ? 'refused' : 'server';
  if (!(error instanceof ConnectionError)) return 'media';
  switch (error.reason) {
    case ConnectionErrorReason.NotAllowed:
      return 'refused';
    case ConnectionErrorReason.InternalError:
      return error.status === undefined ? 'media' : 'server';
    default:
      return 'server';
  }
}
