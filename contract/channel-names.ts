/** Names only, without zod: the sandboxed preload bundles this file and nothing else of the contract. */
export const channelNames = [
  'studio.status',
  'packs.list',
  'packs.verify',
  'packs.select',
  'pictures.list',
  'pictures.get',
  'pictures.import',
  'pictures.delete',
  'pictures.restore',
  'pictures.export',
  'codebook.describe',
  'codebook.measure',
  'jobs.start',
  'jobs.cancel',
  'jobs.retry',
  'jobs.list',
  'jobs.events',
  'chats.list',
  'chats.create',
  'chats.get',
  'chats.delete',
  'chats.restore',
  'settings.get',
  'settings.set',
] as const;

export type ChannelName = (typeof channelNames)[number];

/** The one event stream; every host delivers it to every open page. */
export const eventChannel = 'studio.event';
