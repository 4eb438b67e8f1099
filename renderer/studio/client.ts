import type { ChannelName } from '../../contract/channel-names.ts';
import type { ChannelInput, ChannelOutput, StudioCall } from '../../contract/channels.ts';
import { StudioError } from '../../contract/errors.ts';
import type { StudioEvent } from '../../contract/events.ts';
import { unwrap, type Result } from '../../contract/result.ts';

/** What the preload puts on the page in Electron. */
interface StudioBridge {
  readonly host: 'electron';
  call(name: string, payload: unknown): Promise<Result<unknown>>;
  onEvent(listener: (event: StudioEvent) => void): () => void;
}

declare global {
  interface Window {
    readonly studioBridge?: StudioBridge;
  }
}

export type Connection = 'connected' | 'reconnecting';

interface Listeners {
  readonly onEvent: (event: StudioEvent) => void;
  /** `connected` after a `reconnecting` means that events may have been missed: replay. */
  readonly onConnection: (connection: Connection) => void;
}

const bridge = typeof window === 'undefined' ? undefined : window.studioBridge;

/** Every call of the page to its host; throws StudioError. The types are the contract's. */
export const call: StudioCall = async <Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
) => {
  const result = bridge ? await bridge.call(name, input) : await post(name, input);
  return unwrap(result) as ChannelOutput<Name>;
};

async function post(name: string, payload: unknown): Promise<Result<unknown>> {
  let response: Response;
  try {
    response = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
  } catch (thrown) {
    throw new StudioError(
      'engine-unavailable',
      'The studio does not answer. Is it still running?',
      {
        channel: name,
        cause: String(thrown),
      },
    );
  }
  return readEnvelope(response, name);
}

async function readEnvelope(response: Response, what: string): Promise<Result<unknown>> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'ok' in body) return body as Result<unknown>;
  throw new StudioError('internal', `The studio answered ${what} with status ${response.status}.`, {
    status: response.status,
  });
}

/** Sends a file's bytes to the studio and returns the id under which it may be used once. */
export async function upload(bytes: Blob): Promise<string> {
  const response = await fetch('/assets', {
    method: 'PUT',
    headers: { 'content-type': bytes.type || 'application/octet-stream' },
    body: bytes,
  });
  const body: unknown = await response.json().catch(() => null);
  const value = isRecord(body) && body['ok'] === true ? body['value'] : body;
  if (response.ok && isRecord(value) && typeof value['uploadId'] === 'string') {
    return value['uploadId'];
  }
  if (isRecord(body) && body['ok'] === false) {
    throw StudioError.from(
      body['error'] as ConstructorParameters<typeof StudioError> & StudioError,
    );
  }
  throw new StudioError('write-failed', `The upload was refused with status ${response.status}.`, {
    status: response.status,
    bytes: bytes.size,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Listens to the studio's one event stream until the returned function is called. */
export function listen(listeners: Listeners): () => void {
  if (bridge) {
    listeners.onConnection('connected');
    return bridge.onEvent(listeners.onEvent);
  }
  return listenOverWebSocket(listeners);
}

const firstDelayMs = 250;
const longestDelayMs = 8_000;

function listenOverWebSocket({ onEvent, onConnection }: Listeners): () => void {
  let socket: WebSocket | null = null;
  let delayMs = firstDelayMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function connect(): void {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(`${scheme}//${location.host}/events`);
    socket.onopen = () => {
      delayMs = firstDelayMs;
      onConnection('connected');
    };
    socket.onmessage = (message) => onEvent(JSON.parse(String(message.data)) as StudioEvent);
    socket.onclose = () => {
      if (closed) return;
      onConnection('reconnecting');
      timer = setTimeout(connect, delayMs);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    };
  }

  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    socket?.close();
  };
}
