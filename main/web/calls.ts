import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { Guard } from './guard.ts';
import type { ServedStudio } from './served-studio.ts';

const slowReaderBytes = 16 * 1024 * 1024;

/** POST /call/CHANNEL with a JSON body answers the contract's envelope; the WebSocket /events sends every event as JSON. */
export function setupCalls(app: FastifyInstance, studio: ServedStudio, guard: Guard): void {
  void app.register(async (scope) => {
    // JSON only: a form or a script of another page can send text/plain without asking, but not application/json.
    scope.removeContentTypeParser('text/plain');
    scope.post('/call/:channel', async (request) => {
      const { channel } = request.params as { channel: string };
      return studio.dispatch(channel, request.body, {
        host: 'browser',
        trusted: guard.isTrusted(request),
        origin: request.headers.origin ?? 'no origin',
      });
    });

    const sockets = new Set<WebSocket>();
    const unsubscribe = studio.onEvent((event) => {
      const text = JSON.stringify(event);
      for (const socket of sockets) {
        // A page that stopped reading is let go; it reconnects and replays what it missed.
        if (socket.bufferedAmount > slowReaderBytes) socket.terminate();
        else socket.send(text);
      }
    });
    scope.addHook('onClose', async () => unsubscribe());
    scope.get('/events', { websocket: true }, (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => socket.terminate());
    });
  });
}
