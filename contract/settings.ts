import { z } from 'zod';

const fields = {
  colourScheme: z.enum(['system', 'light', 'dark']),
  activePackId: z.string().nullable(),
  exportFormat: z.enum(['png', 'jpeg', 'webp']),
  exportRecipe: z.boolean(),
  threads: z.int().min(1).max(64).nullable(),
};

/** What the user has chosen; kept in the library. Repaired field by field when a stored value no longer fits. */
export const settingsSchema = z.object({
  colourScheme: fields.colourScheme.default('system'),
  activePackId: fields.activePackId.default(null),
  exportFormat: fields.exportFormat.default('png'),
  exportRecipe: fields.exportRecipe.default(true),
  threads: fields.threads.default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Only what shall change. Without the defaults: zod fills them in under `partial()`, which would reset every other field. */
export const settingsChangesSchema = z.object(fields).partial();
