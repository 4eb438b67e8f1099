import { z } from 'zod';

/** What the user has chosen; kept in the library. Repaired field by field when a stored value no longer fits. */
export const settingsSchema = z.object({
  colourScheme: z.enum(['system', 'light', 'dark']).default('system'),
  activePackId: z.string().nullable().default(null),
  exportFormat: z.enum(['png', 'jpeg', 'webp']).default('png'),
  exportRecipe: z.boolean().default(true),
  threads: z.int().min(1).max(64).nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;
